"""NIP as a page shows it; knows nothing of Odoo."""


def nip_text(nip):
    """Return a NIP as it is written: birth, appointment, sex and serial number apart.

    ``197208151995032004`` is ``19720815 199503 2 004``; anything else stays as it is.
    """
    if len(nip) != 18 or not nip.isdigit():
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
