"""Several signatures on one page: where each stands, and which numbers print at the head."""

from .nip import nip_text


def side_by_side(blocks):
    """Return the blocks in rows of two as they stand on the page, left before right.

    Of an agreement the second party stands left and the first right; of a joint regulation or
    decree they stand in order. A row of one stands right, where a single signature would.

    :param list blocks: dicts with ``party``, the first party's first
    """
    rows = [blocks[place : place + 2] for place in range(0, len(blocks), 2)]
    if blocks and blocks[0]["party"]:
        rows = [row[::-1] for row in rows]
    return [row if len(row) == 2 else [None, *row] for row in rows]


def page_numbers(payload, number, party_numbers):
    """Return the numbers at the head, the first party's first; an empty text is still to come.

    None for a letter with one number: it prints as it always did.

    :param dict payload: the frozen content
    :param str number: the letter's own
    :param dict party_numbers: jabatan id to the number that it has given besides
    """
    if not payload.get("number_per_party"):
        return []
    numbers = [number or ""]
    for block in payload["signature_blocks"][1:]:
        if block["is_numbered"]:
            found = block.get("number") or party_numbers.get(block["jabatan_id"], "")
            # Two parties may share a register, and then the number.
            if not found or found not in numbers:
                numbers.append(found)
    return numbers if len(numbers) > 1 else []


def signature_rows(payload, *, is_signed):
    """Return the signatures as they stand side by side; none for a letter with one signer.

    :param bool is_signed: whether all who sign it here have signed; outside parties sign on paper
    """
    return side_by_side(
        [
            {
                **block,
                "nip": nip_text(block["nip"]),
                "is_signed": is_signed and block["jabatan_id"] != 0,
            }
            for block in payload.get("signature_blocks", [])
        ]
    )
