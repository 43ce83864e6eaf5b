"""How many wrong passwords are too many: a leaky bucket with a growing cooldown.

Each failure fills the bucket by one; it leaks with time, so nothing is refused for ever. Once
``free`` failures are in it, the next attempt has to wait; the wait doubles with each more.
"""

import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True)
class Budget:
    """How many failures are forgiven, and how long one waits after that.

    :param int free: failures before the first wait
    :param int first: the first wait, in seconds
    :param int longest: the longest wait, in seconds
    :param int leak: seconds after which one failure is forgotten
    """

    free: int
    first: int
    longest: int
    leak: int

    def left(self, failures, elapsed):
        """Return what is left of ``failures`` after ``elapsed`` seconds (float, at least 0)."""
        return max(0.0, failures - max(0.0, elapsed) / self.leak)

    def cooldown(self, failures):
        """Return the seconds to wait once there are so many failures; 0 while they are few."""
        over = round(failures) - self.free
        if over < 0:
            return 0
        return min(self.longest, self.first * 2 ** min(over, 30))


def address_key(address):
    """Return the part of an address that is one attacker's: IPv4 whole, IPv6 its first 64 bits.

    :param str address: as the server saw it; what is no address stays as it is
    :rtype: str
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address or ""
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
