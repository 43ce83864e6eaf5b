"""From what was frozen at signing to what stands on the page; knows nothing of Odoo."""

from odoo.addons.eoffice_bekasi.tools.merge_fields import PENDING, fill_frozen

from .body import clean_body
from .code import grouped
from .data_uri import svg_uri
from .indonesian_date import long_date, long_day
from .nip import nip_text
from .parts import page_parts
from .qr import qr_svg
from .signers import page_numbers, signature_rows

#: Layout named in the frozen content: (QWeb template, style sheet). A letter keeps the layout it
#: was signed with; a new look is a new entry, never a change of an old one.
LAYOUTS = {
    "surat_dinas/1": (
        "eoffice_bekasi_report.layout_surat_dinas_1",
        "eoffice_bekasi_report/static/src/page/surat_dinas_1.css",
    ),
}
#: Style sheet of the parts beside the body; a letter without parts is printed without it.
PARTS_STYLE = "eoffice_bekasi_report/static/src/page/parts_1.css"
#: Style sheet of several signatures; a letter with one is printed without it.
SIGNERS_STYLE = "eoffice_bekasi_report/static/src/page/signers_1.css"
#: What letters print that were frozen before the names were frozen with them.
SIFAT = {
    "biasa": "Biasa",
    "terbatas": "Terbatas",
    "rahasia": "Rahasia",
    "sangat_rahasia": "Sangat Rahasia",
}
URGENSI = {"segera": "Segera", "sangat_segera": "Sangat Segera"}
#: Printed in red, top left, on every sheet (naskah-dinas.md section 3, security).
SECRECY = {"rahasia": "RAHASIA", "sangat_rahasia": "SANGAT RAHASIA"}


class UnknownLayoutError(ValueError):
    """The letter names a layout this installation doesn't have."""


def layout_of(payload):
    """Return (template, style sheet path) of the layout that the frozen content names.

    :raises UnknownLayoutError: when it isn't known here; its argument is the name
    """
    try:
        return LAYOUTS[payload["layout"]]
    except KeyError:
        raise UnknownLayoutError(payload.get("layout")) from None


def page_values(
    payload, *, number, letter_date, code, verify_home, emblem, watermark, party_numbers=None
):
    """Return all that the templates print, as texts and ``data:`` URIs.

    :param dict payload: the frozen content of a letter, or the same dict made of a live draft
    :param str number: the letter's number, or empty
    :param datetime.date letter_date: its date, or ``None``
    :param str code: verification code, or empty before the signature
    :param str verify_home: address where codes are checked, without a slash at its end
    :param str emblem: ``data:`` URI of the emblem of the kop
    :param str watermark: a word across the sheet, or empty
    :param dict party_numbers: jabatan id to the number that it has given besides
    :raises UnknownLayoutError: see :func:`layout_of`
    """
    template, _style = layout_of(payload)
    payload = fill_frozen(payload, _given_with_number(payload, number, letter_date))
    verify_url = f"{verify_home}/{code}" if code else ""
    parts = payload.get("parts", [])
    return {
        **payload,
        # Who is ordered stands in the part "Kepada", not in an address besides.
        "kepada": [] if any(part["code"] == "kepada" for part in parts) else payload["kepada"],
        "parts_before": page_parts(parts, "before"),
        "parts_after": page_parts(parts, "after"),
        "template": template,
        "emblem": emblem,
        "number": number or "",
        "date": long_date(letter_date) if letter_date else "",
        "sifat": sifat_text(payload),
        "secrecy": payload.get("secrecy_mark", SECRECY.get(payload["sifat"], "")),
        "body": clean_body(payload["body"]),
        "nip": nip_text(payload["signature_block"]["nip"]),
        "numbers": page_numbers(payload, number, party_numbers or {}),
        "signature_rows": signature_rows(payload, is_signed=bool(code)),
        "code": grouped(code) if code else "",
        "verify_home": verify_home.split("://", 1)[-1],
        "verify_url": verify_url,
        "qr": svg_uri(qr_svg(verify_url)) if code else "",
        "watermark": svg_uri(watermark_svg(watermark)) if watermark else "",
    }


def _given_with_number(payload, number, letter_date):
    """Return what the merge fields stand for that are known with the number only."""
    numbered = payload.get("type", {}).get("is_numbered", True)
    return {
        "nomor": number or (PENDING if numbered and not letter_date else "-"),
        "tanggal": long_date(letter_date) if letter_date else PENDING,
        "hari_ini": long_day(letter_date) if letter_date else PENDING,
    }


def sifat_text(payload):
    """Return the line "Sifat": secrecy, and the speed when it is not the usual one."""
    sifat = payload.get("sifat_name") or SIFAT[payload["sifat"]]
    speed = payload.get("urgensi_name", URGENSI.get(payload["urgensi"]))
    return f"{sifat} / {speed}" if speed else sifat


def watermark_svg(word):
    """Return a sheet with ``word`` in light grey from corner to corner."""
    size = min(62, 470 / len(word))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 215 330">'
        '<text x="107" y="172" transform="rotate(-56 107 165)" text-anchor="middle" '
        'font-family="Liberation Sans, Arimo, Arial, sans-serif" font-weight="bold" '
        f'font-size="{size:.1f}" fill="#000" fill-opacity=".08">{word}</text></svg>'
    )
