"""What the parties to an agreement are called (Permendagri 1/2023: PIHAK KESATU, PIHAK KEDUA)."""

_ORDINALS = (
    *("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA"),
    *("KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH"),
)


def party_names(count):
    """Return what ``count`` parties are called, in order; from the eleventh on with figures."""
    return tuple(
        f"PIHAK {_ORDINALS[place] if place < len(_ORDINALS) else f'KE-{place + 1}'}"
        for place in range(count)
    )
