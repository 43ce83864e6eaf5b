"""How a letter says what is attached: ``1 (satu) berkas``."""

_UNITS = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)


def in_words(number):
    """Return a number from 0 to 99 in Indonesian words."""
    if not 0 <= number <= 99:
        raise ValueError(number)
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    tens, rest = divmod(number, 10)
    return f"{_UNITS[tens]} puluh" + (f" {_UNITS[rest]}" if rest else "")


def attachment_note(count):
    """Return what stands at "Lampiran" for so many files; nothing for none."""
    if not count:
        return ""
    return f"{count} ({in_words(count)}) berkas" if count <= 99 else f"{count} berkas"
