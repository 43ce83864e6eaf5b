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


def signature_lines(office, capacity="definitif", on_behalf=()):
    """Return the lines above the signature; only the last ends with a comma.

    - own office: ``KEPALA DINAS KESEHATAN,``, with its prefix when it is held as Plt., Plh., Pj.
    - a.n., one level down: ``a.n. WALI KOTA BEKASI`` / ``SEKRETARIS DAERAH,``
    - u.b., two levels down: ``a.n. WALI KOTA BEKASI`` / ``SEKRETARIS DAERAH`` / ``u.b.`` /
      ``ASISTEN ADMINISTRASI UMUM,``

    :param str office: title of the office that signs
    :param str capacity: ``definitif``, ``plt``, ``plh`` or ``pj``
    :param on_behalf: titles of the offices above in whose place it signs, the principal first:
        none, the principal (a.n.), or the principal and the office between (u.b.)
    :raises ValueError: more than two levels, or a prefix and a.n. at once
    """
    if len(on_behalf) > 2:
        raise ValueError("a.n. is one level down, u.b. two; there is no third")
    if on_behalf and capacity != "definitif":
        raise ValueError("Plt., Plh. and Pj. stand before the office, never with a.n.")
    last = f"{CAPACITY_PREFIX[capacity]}{office},"
    if not on_behalf:
        return [last]
    principal, *between = on_behalf
    return [f"a.n. {principal}", *(line for title in between for line in (title, "u.b.")), last]


def signature_block(
    office,
    capacity,
    person,
    *,
    print_titles,
    print_nip,
    print_sekda_nip=False,
    rank="",
    on_behalf=(),
):
    """Return what prints above and below the place for the signature.

    Name, pangkat and NIP are of who signs, also when he signs on behalf of another.

    :param str office: title of the office as it prints, e.g. ``KEPALA DINAS KESEHATAN``
    :param str capacity: ``definitif``, ``plt``, ``plh`` or ``pj``
    :param dict person: ``name``, ``front``, ``back``, ``pangkat``, ``nip`` (texts, may be empty)
    :param bool print_titles: whether the naskah type prints academic titles
    :param bool print_nip: whether the naskah type prints pangkat and NIP
    :param bool print_sekda_nip: whether it prints them of the Sekda too (models of 2013)
    :param str rank: of the office that signs: ``wali_kota``, ``wakil_wali_kota``, ``sekda`` or
        empty
    :param on_behalf: see :func:`signature_lines`
    :return: dict with ``lines``, ``name``, ``pangkat``, ``nip``
    """
    without = WITHOUT_NIP - {"sekda"} if print_sekda_nip else WITHOUT_NIP
    with_nip = print_nip and rank not in without
    return {
        "lines": signature_lines(office, capacity, on_behalf),
        "name": full_name(
            person["name"],
            person.get("front") or "",
            person.get("back") or "",
            with_titles=print_titles,
        ),
        "pangkat": (person.get("pangkat") or "") if with_nip else "",
        "nip": (person.get("nip") or "") if with_nip else "",
    }
