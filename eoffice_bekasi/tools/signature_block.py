"""Which lines a signature block prints (naskah-dinas.md section 2; Permendagri 1/2023 Ps. 44)."""

#: Prefix that a way of holding an office puts before its name; no a.n. with these.
CAPACITY_PREFIX = {"definitif": "", "plt": "Plt. ", "plh": "Plh. ", "pj": "Pj. "}

#: Heads of the region print no NIP and pangkat (Permendagri 1/2023 Ps. 44).
WITHOUT_NIP = frozenset({"wali_kota", "wakil_wali_kota", "sekda"})


def full_name(name, front="", back="", *, with_titles=True):
    """Return a name with or without its academic titles: ``dr. Ani Rahma, M.Kes.``"""
    if not with_titles:
        return name
    text = f"{front} {name}" if front else name
    return f"{text}, {back}" if back else text


def signature_block(office, capacity, person, *, print_titles, print_nip, rank=""):
    """Return what prints above and below the place for the signature.

    :param str office: title of the office as it prints, e.g. ``KEPALA DINAS KESEHATAN``
    :param str capacity: ``definitif``, ``plt``, ``plh`` or ``pj``
    :param dict person: ``name``, ``front``, ``back``, ``pangkat``, ``nip`` (texts, may be empty)
    :param bool print_titles: whether the naskah type prints academic titles
    :param bool print_nip: whether the naskah type prints pangkat and NIP
    :param str rank: ``wali_kota``, ``wakil_wali_kota``, ``sekda`` or empty
    :return: dict with ``lines``, ``name``, ``pangkat``, ``nip``
    """
    with_nip = print_nip and rank not in WITHOUT_NIP
    return {
        "lines": [f"{CAPACITY_PREFIX[capacity]}{office},"],
        "name": full_name(
            person["name"],
            person.get("front") or "",
            person.get("back") or "",
            with_titles=print_titles,
        ),
        "pangkat": (person.get("pangkat") or "") if with_nip else "",
        "nip": (person.get("nip") or "") if with_nip else "",
    }
