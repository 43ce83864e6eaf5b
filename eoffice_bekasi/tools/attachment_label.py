"""What an attachment is called: "Lampiran" when it is the only one, else "Lampiran I, II, …"."""

_ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(number):
    """Return a number from 1 to 399 in Roman numerals."""
    if not 1 <= number < 400:
        raise ValueError(number)
    text = ""
    for value, numeral in _ROMAN:
        times, number = divmod(number, value)
        text += numeral * times
    return text


def attachment_labels(count):
    """Return the labels of so many attachments, in order (naskah-dinas.md section 2)."""
    if count == 1:
        return ["Lampiran"]
    return [f"Lampiran {roman(place)}" for place in range(1, count + 1)]


def in_order(ids, order):
    """Return ids in the order that was chosen; those it doesn't name come last, as they are.

    :param ids: ids there are
    :param order: ids in the order chosen, or nothing; ids that are gone are passed over
    """
    place = {one: number for number, one in enumerate(order or ())}
    return sorted(ids, key=lambda one: place.get(one, len(place)))
