"""The QR code of a letter.

Level M, four modules of quiet zone, no logo: in print, 25 mm of this survive a scan at 150 dpi
with a turn, blur and noise; higher levels make smaller modules and survive less.
"""

import io

import segno

#: Side of the printed code with its quiet zone, in millimetres.
SIDE_MM = 25


def qr_svg(text):
    """Return the QR code of ``text`` as an SVG document, one path, scalable.

    :param str text: what the code says; an address is kept short by its maker
    :rtype: str
    """
    out = io.BytesIO()
    segno.make(text, error="m", micro=False, boost_error=False).save(
        out, kind="svg", border=4, xmldecl=False, svgns=True, omitsize=True, light="#fff"
    )
    return out.getvalue().decode()
