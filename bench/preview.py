"""What the page beside a draft costs, against WeasyPrint alone drawing the same HTML.

The product's side is ``_preview_pdf`` with a text that is not stored, as the route calls it after a
pause in typing: right, cleaning, frozen content, template, PDF. The baseline is WeasyPrint's
``write_pdf`` of the HTML that this gives, in the same run. The seconds are told too, since the aim is
a time: the new page stands there within a second after the pause.
"""

import argparse

from harness import compare, environment, report, scratch

SUBJECT = "Jadwal imunisasi"
PARAGRAPH = (
    "<p>Dengan hormat, bersama ini kami sampaikan jadwal imunisasi di sekolah dasar dan menengah di "
    "seluruh wilayah Kota Bekasi, untuk dapat dilaksanakan sebagaimana mestinya.</p>"
)


def measure(env, paragraphs, rounds):
    """Draw one letter again and again, with another text each time: nothing comes from a cache."""
    from weasyprint import HTML

    letter = env["eoffice.naskah"].create({"subject": SUBJECT, "body": PARAGRAPH * paragraphs})
    html = str(letter._page_html())

    def product(number):
        body = f"{PARAGRAPH * paragraphs}<p>{number}</p>"
        letter._preview_pdf({"subject": SUBJECT, "body": body})

    def baseline(number):
        HTML(string=html.replace("</article>", f"<p>{number}</p></article>")).write_pdf()

    figures = compare(product, baseline, rounds)
    report("preview", paragraphs=paragraphs, **figures)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with scratch("preview") as registry, environment(registry, "staf.kesehatan") as env:
        for paragraphs in (6, 60):
            measure(env, paragraphs, options.rounds)


if __name__ == "__main__":
    main()
