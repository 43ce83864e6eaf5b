"""The machine: its packages, users, ports and processes."""

import ctypes.util
import errno
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from cli import paths
from cli.console import Failure, step
from cli.files import locked

NETWORK = "check the network, then call again; what is done is kept"
JARINGAN = "periksa jaringan, lalu ulangi; yang sudah selesai tidak diulang"
TAIL = 12  # lines of a log that a failure quotes
FULL = ("No space left on device", "Errno 28", "write error")
# what the debconf and apt questions would otherwise stop for
QUIET = {"DEBIAN_FRONTEND": "noninteractive", "APT_LISTCHANGES_FRONTEND": "none"}


def is_root():
    """Whether the command is run by root."""
    return os.geteuid() == 0


def clean_environment(**extra):
    """The environment without what would lead Odoo or PostgreSQL elsewhere.

    Odoo and libpq obey ``PG*`` and ``ODOO_*`` before any configuration file.
    """
    dropped = ("PG", "ODOO_", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(dropped)}
    return kept | {k: str(v) for k, v in extra.items()}


def run_logged(command, log, *, what, do="", lakukan="", script="", **options):
    """Run a command with its output in the file ``log``; raise Failure when it fails.

    ``script`` is what the command reads from its standard input.

    The failure quotes the end of the log, and names a full disk when that was the cause.
    """
    log = Path(log)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as stream:
        begin = stream.tell()
        try:
            done = subprocess.run(
                [str(part) for part in command],
                input=script.encode(),
                stdout=stream,
                stderr=subprocess.STDOUT,
                check=False,
                **options,
            )
        except FileNotFoundError as error:
            raise Failure(f"{what}: {error}", do=do, lakukan=lakukan) from error
    if done.returncode == 0:
        return
    output = log.read_bytes()[begin:].decode(errors="replace")
    if any(sign in output for sign in FULL):
        do, lakukan = "free some disk space, then call again", "kosongkan disk, lalu ulangi"
    # what Odoo says of itself while it ends stands after the cause
    lines = [line for line in output.splitlines() if line.strip() and " INFO " not in line]
    tail = "\n".join("    " + line for line in lines[-TAIL:])
    tried = " ".join(str(part) for part in command[:6])
    raise Failure(f"{what}\n{tail}", tried=f"{tried} … (all of it: {log})", do=do, lakukan=lakukan)


# -- Debian packages ------------------------------------------------------------------


def has_apt():
    """Whether this is a system with apt and dpkg."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg"))


def package_installed(name):
    """Whether Debian package ``name`` is installed (False where there is no dpkg)."""
    if not shutil.which("dpkg-query"):
        return False
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}", name], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() == "install ok installed"


def chromium():
    """The path of a Chromium or Chrome, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    return None


def missing_packages(*, postgres=True, browser=False, postgres_found=False):
    """The Debian packages still needed, each because what it brings is not there."""
    missing = []
    if postgres and not postgres_found:
        missing += ["postgresql"]
    for library, package in (
        ("pango-1.0", "libpango-1.0-0"),
        ("pangoft2-1.0", "libpangoft2-1.0-0"),
        ("harfbuzz-subset", "libharfbuzz-subset0"),
        ("magic", "libmagic1"),
    ):
        if not ctypes.util.find_library(library):
            missing.append(package)
    if has_apt() and not any(map(package_installed, ("fonts-liberation2", "fonts-liberation"))):
        missing.append("fonts-liberation")
    if has_apt() and not package_installed("fonts-liberation2") and _known("fonts-liberation2"):
        missing.append("fonts-liberation2")
    if not shutil.which("tesseract"):
        missing += ["tesseract-ocr", "tesseract-ocr-ind"]
    elif has_apt() and not package_installed("tesseract-ocr-ind"):
        missing.append("tesseract-ocr-ind")
    if browser and not chromium():
        missing.append("chromium")
    return missing


def _known(package):
    """Whether Debian still has ``package`` as one of its own (not merged into another)."""
    release = Path("/etc/debian_version")
    return package != "fonts-liberation2" or (
        release.exists() and release.read_text().startswith("12")
    )


def install_packages(packages):
    """Install Debian packages, without the database cluster and services they would start."""
    if not packages:
        return
    wanted = " ".join(packages)
    if not has_apt():
        raise Failure(
            f"this system lacks: {wanted}",
            tried="apt-get, which this system does not have (supported: Debian 12 and newer)",
            do="install the same software with your system's own package manager",
            lakukan="pasang perangkat lunak tersebut dengan pengelola paket sistem Anda",
        )
    prefix = _root_prefix(wanted)
    with locked(paths.cache() / "apt.lock"), step(f"system packages: {wanted}"):
        _apt(prefix, ["update", "-q"], "the package lists could not be read")
        with _no_main_cluster(prefix):
            _apt(
                prefix,
                ["install", "-y", "-q", "--no-install-recommends", *packages],
                f"could not install {wanted}",
            )


def _root_prefix(wanted):
    if is_root():
        return []
    if shutil.which("sudo"):
        return ["sudo"]
    raise Failure(
        f"needs the system packages {wanted}, and you are neither root nor have sudo",
        do=f"ask for: apt-get install {wanted}",
        lakukan=f"minta administrator memasang: {wanted}",
    )


def _apt(prefix, arguments, what):
    run_logged(
        [*prefix, "env", *(f"{k}={v}" for k, v in QUIET.items()), "apt-get", *arguments],
        paths.state("log", "apt.log"),
        what=what,
        do=NETWORK,
        lakukan=JARINGAN,
    )


@contextmanager
def _no_main_cluster(prefix):
    """Keep Debian's postgresql package from making and starting a cluster of its own."""
    folder = Path("/etc/postgresql-common/createcluster.d")
    setting = folder / "eoffice.conf"
    subprocess.run([*prefix, "mkdir", "-p", str(folder)], check=True)
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as text:
        text.write("create_main_cluster = false\n")
        text.flush()
        subprocess.run([*prefix, "install", "-m", "644", text.name, str(setting)], check=True)
    try:
        yield
    finally:
        subprocess.run([*prefix, "rm", "-f", str(setting)], check=False)


# -- users, ports, processes ----------------------------------------------------------


def service_user():
    """The unprivileged user for PostgreSQL: oneself, or for root ``postgres``.

    Made when absent, which happens where PostgreSQL was not installed from a package.
    """
    if not is_root():
        return pwd.getpwuid(os.geteuid()).pw_name
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--user-group", "--home-dir", "/nonexistent", "postgres"],
            check=True,
        )
    return "postgres"


def as_user(user):
    """Options for subprocess that run a command as ``user`` (none when that is oneself)."""
    entry = pwd.getpwnam(user)
    if entry.pw_uid == os.geteuid():
        return {}
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def port_free(port, address="127.0.0.1"):
    """Whether a server could listen on ``port``."""
    return _refused(port, address) is None


def _refused(port, address):
    """The error that keeps a server from listening, or None."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            return error
    return None


def has_ipv6_loopback():
    """Whether this machine has the address ::1."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def require_port(port, address="127.0.0.1"):
    """Raise Failure when ``port`` is taken, with a free one as advice."""
    refused = _refused(port, address)
    if refused is None:
        return
    if isinstance(refused, PermissionError):
        raise Failure(
            f"only root may open port {port}",
            do="./eoffice run --port 8069, or any port from 1024 on",
            lakukan="pakai ./eoffice run --port 8069, atau port mulai dari 1024",
        )
    if refused.errno != errno.EADDRINUSE:
        raise Failure(
            f"cannot listen on the address {address}: {refused.strerror or refused}",
            do="--listen with an address of this machine (ip address shows them), or 0.0.0.0",
            lakukan="pakai --listen dengan alamat mesin ini, atau 0.0.0.0",
        )
    other = free_ports(1, port + 1)[0]
    raise Failure(
        f"port {port} is taken by another program",
        do=f"./eoffice run --port {other}, or end that program (ss -ltnp shows it)",
        lakukan=f"pakai ./eoffice run --port {other}, atau hentikan program itu",
    )


def free_ports(count, start):
    """``count`` ports from ``start`` on that nothing listens on."""
    found = [port for port in range(start, min(start + 500, 65536)) if port_free(port)][:count]
    if len(found) < count:
        raise Failure(f"no {count} free ports from {start} on", do="end programs that listen")
    return found


def alive(pid):
    """Whether the process ``pid`` runs (a zombie does not)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def end_process(pid, *, seconds=20, sign=signal.SIGTERM):
    """Ask a process to end; after ``seconds`` kill it. Answer whether it had run."""
    if not alive(pid):
        return False
    os.kill(pid, sign)
    limit = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < limit:
        time.sleep(0.1)
    if alive(pid):
        os.kill(pid, signal.SIGKILL)
    return True


def end_group(process, seconds=30):
    """End a process that leads a group of its own, and whatever it has left of the group."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
