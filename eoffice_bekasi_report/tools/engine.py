"""HTML to PDF/A-3a: the one place that knows WeasyPrint.

A page is self-contained: its style sheet stands in it, its pictures are ``data:`` URIs. Whatever
else the HTML asks for (a file, a host) is refused, so hostile text in a letter reaches nothing.
"""

import logging

# Before the import, which starts to log. One line a step and letter is noise in a server's log,
# and what a page asks for and doesn't get is no fault of the server: it is simply not drawn.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)

from weasyprint import HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcher  # noqa: E402

VARIANT = "pdf/a-3a"
#: A plain PDF: the same page without what makes it an archive's, in less time.
PLAIN = None
#: A pixel of CSS is 1/96 inch, a point of PDF 1/72.
POINTS_PER_PIXEL = 72 / 96


class DataOnlyFetcher(URLFetcher):
    """Serves ``data:`` URIs and refuses every other address."""

    def __init__(self):
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)


def render(html, *, variant=VARIANT):
    """Return a PDF of one HTML document.

    Title, author, language and time of making come from the document (``<title>``,
    ``<meta name="author">``, ``<html lang>``, ``<meta name="dcterms.created">``): the same
    HTML gives the same page, and what says who made it is the template.

    :param str|bytes html: a whole document; bytes are UTF-8
    :param str variant: WeasyPrint's name of the PDF standard to follow, or ``PLAIN``
    :rtype: bytes
    :raises ValueError: when there is nothing to draw
    """
    return _document(html).write_pdf(
        pdf_variant=variant, font_config=FontConfiguration(), custom_metadata=False
    )


def render_head(html, end):
    """Return a PDF of what stands above something else, and how far down that may begin.

    :param str|bytes html: a whole document
    :param str end: ``id`` of its last element
    :return: (bytes, points between the top edge of its first page and the lower edge of ``end``)
    :raises ValueError: when there is nothing to draw
    """
    pages = _document(html).render(font_config=FontConfiguration())
    _left, _top, _right, bottom = pages.pages[0].anchors[end]
    return pages.copy(pages.pages[:1]).write_pdf(), bottom * POINTS_PER_PIXEL


def _document(html):
    if isinstance(html, bytes):
        html = html.decode()
    if not html.strip():
        raise ValueError("nothing to draw")
    return HTML(string=html, base_url=None, url_fetcher=DataOnlyFetcher())
