from pathlib import Path

from odoo import models
from odoo.exceptions import UserError

from ..tools.box import BoxError, box_folder, run_boxed

MEGABYTE = 2**20


class Naskah(models.Model):
    """A PDF that was chosen by hand as a letter's page goes through the box, as a scanned one does."""

    _inherit = "eoffice.naskah"

    def _put_page(self, page, files, text):
        if page:
            self._make_page_harmless(page)
        return super()._put_page(page, files, text)

    def _make_page_harmless(self, page):
        """Leave of an uploaded PDF only what shows its pages.

        :param page: ir.attachment record, the account's own
        :raise UserError: it is refused; says why and what to do
        """
        limit = self.env["eoffice.scan.limits"]._limit
        # sudo: the account's own file, which has been checked; it is rewritten by verbs only.
        page = page.sudo()
        try:
            if page.file_size > limit("file_megabytes") * MEGABYTE:
                sizes = {
                    "size": page.file_size // MEGABYTE + 1,
                    "limit": limit("file_megabytes"),
                }
                raise BoxError("size", sizes)
            with box_folder() as folder:
                (folder / "source").write_bytes(page.raw)
                (folder / "out").mkdir()
                made = run_boxed(
                    "inspect.pages",
                    {
                        "path": str(folder / "source"),
                        "kind": "pdf",
                        "out": str(folder / "out"),
                        "first": 1,
                        "count": 1,
                        "limits": {
                            "pages": limit("file_pages"),
                            "megapixels": limit("page_megapixels"),
                        },
                    },
                    seconds=limit("box_seconds"),
                    megabytes=limit("box_megabytes"),
                )
                page.raw = Path(made["harmless"]).read_bytes()
        except BoxError as error:
            text = self.env["eoffice.scan.refusal"]._refusal_text(error.code, error.details)
            raise UserError(text) from error
