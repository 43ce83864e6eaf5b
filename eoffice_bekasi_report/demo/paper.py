"""Pages of demo letters as others write them: an office, a firm, a citizen. Plain drawing."""

from html import escape

from ..tools.engine import PLAIN, render

STYLE = """
@page { size: 215mm 330mm; margin: 16mm 22mm 20mm 28mm }
body { font: 11.5pt/1.45 "Liberation Sans"; margin: 0 }
.head { text-align: center; border-bottom: 2pt solid #000; padding-bottom: 6pt; margin-bottom: 14pt }
.head b { display: block; font-size: 15pt } .head small { font-size: 9pt }
.firm { text-align: left; color: #1d4f76; border-color: #1d4f76 }
.plain { border: none; text-align: left } .plain b { font-size: 11.5pt }
.date { text-align: right } td { vertical-align: top; padding: 0 6pt 0 0 }
p { text-align: justify; text-indent: 28pt; margin: 8pt 0 } .sign { margin: 22pt 0 0 95mm }
"""


def look_of(sender):
    """Return how a sender's letterhead looks: of a firm, of a citizen, or of an office."""
    if sender.startswith(("PT ", "CV ")):
        return "firm"
    if sender.startswith(("Dinas ", "Sekretariat ", "Kantor ", "Yayasan ", "Sekolah ", "Forum ")):
        return ""
    return "plain"


def letter_pdf(sender, address, *, number, date, subject, kepada, text, note=None):
    """Return a letter as a PDF.

    :param str sender: name in the letterhead
    :param str address: below it
    :param str date: with the place, as it prints
    :param list text: paragraphs
    """
    look = look_of(sender)
    name = sender if look == "plain" else sender.upper()
    rows = [("Nomor", number), ("Lampiran", note), ("Hal", subject)]
    table = "".join(
        f"<tr><td>{label}</td><td>:</td><td>{escape(value)}</td></tr>"
        for label, value in rows
        if value
    )
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in text)
    signs = sender if look == "plain" else "Pimpinan,<br><br><br><br>( nama dan tanda tangan )"
    return render(
        f'<!DOCTYPE html><html lang="id"><head><title>{escape(subject)}</title>'
        f"<style>{STYLE}</style></head><body>"
        f'<div class="head {look}"><b>{escape(name)}</b><small>{escape(address)}</small></div>'
        f'<div class="date">{escape(date)}</div><table>{table}</table>'
        f"<div><br>Kepada Yth.<br>{escape(kepada)}<br>di Bekasi</div>{paragraphs}"
        f'<div class="sign">Hormat kami,<br>{signs}</div></body></html>',
        variant=PLAIN,
    )
