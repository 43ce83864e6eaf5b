import logging
from pathlib import Path

from odoo import api, fields, models
from odoo.tools.misc import hmac as office_hmac

from ..tools.box import BoxError, box_folder, run_boxed
from ..tools.separator import make_code, read_code

_logger = logging.getLogger(__name__)

#: Time and memory of the box for one page: twice what Tesseract gets at most, and the pictures.
PAGE_SECONDS = 75
MEGABYTES = 1536


class ScanPage(models.Model):
    """Pages are looked at (codes, blank) and read (words with their places), in a box.

    A page that can't be read is registered by hand like any other: its picture stays.
    """

    _inherit = "eoffice.scan.page"

    looked_at = fields.Datetime(help="When codes and blank pages were looked for.")

    # ------------------------------------------------------------------ separator sheets

    @api.model
    def _separator_code(self, tray, naskah=None):
        """Return what the QR code of a separator sheet says.

        Called by what prints sheets, which has checked the right to the tray and to the letter.

        :param tray: the desk (jabatan) in whose tray the sheet is used
        :param naskah: the registered letter to which what follows belongs; default a new letter
        """
        return make_code(tray.id, naskah.id if naskah else 0, self._sign_separator)

    def _sign_separator(self, text):
        # sudo: the database's secret, from which nothing but this seal is made.
        return bytes.fromhex(office_hmac(self.sudo().env, "eoffice_scan_separator", text))

    def _separator(self):
        """Return (tray id, letter id) of the separator sheet that this page is, or None."""
        self.ensure_one()
        return read_code(self.code, self._sign_separator)

    # ------------------------------------------------------------------ first look

    def _look(self):
        """Look at pages that weren't looked at: separator codes, blank ones, fingerprints."""
        pages = self.filtered(lambda page: not page.looked_at)
        if not pages:
            return
        with box_folder() as folder:
            given = [page._put_in(folder) for page in pages]
            try:
                seen = run_boxed(
                    "codes.look",
                    {"pages": given},
                    seconds=20 + 4 * len(pages),
                    megabytes=MEGABYTES,
                )["pages"]
            except BoxError as error:
                # What wasn't seen is an ordinary page: nothing waits because of it.
                _logger.warning("Pages %s weren't looked at: %s\n%s", pages, error.code, error.said)
                seen = [{"id": page.id, "failed": error.code} for page in pages]
        for page, one in zip(pages, seen, strict=True):
            ours = [code for code in one.get("codes", ()) if read_code(code, self._sign_separator)]
            page.write(
                {
                    "looked_at": fields.Datetime.now(),
                    "is_blank": one.get("blank", False),
                    "fingerprint": one.get("fingerprint", False),
                    "code": ours[0] if ours else False,
                }
            )

    def _put_in(self, folder):
        """Write this page's picture into a folder of a box; return what tells the box of it."""
        path = folder / f"page{self.id}"
        path.write_bytes(self.image_id.raw or b"")
        return {
            "id": self.id,
            "path": str(path),
            "rotation": self.rotation,
            "corners": self.corners or None,
        }

    # ------------------------------------------------------------------ reading

    def _recognise(self):
        """Read these pages. One that the box can't cope with is marked; the others aren't lost."""
        if not self:
            return
        try:
            self._read_together()
        except BoxError as error:
            if len(self) > 1:
                for page in self:
                    page._recognise()
                return
            _logger.warning("Page %s can't be read: %s\n%s", self.id, error.code, error.said)
            self.write({"state": "failed", "words": False, "text": False})

    def _read_together(self):
        with box_folder() as folder:
            out = folder / "out"
            out.mkdir()
            read = run_boxed(
                "read.read",
                {"pages": [page._put_in(folder) for page in self], "folder": str(out)},
                seconds=30 + PAGE_SECONDS * len(self),
                megabytes=MEGABYTES,
            )
            for page, one in zip(self, read["pages"], strict=True):
                page._keep_reading(one)

    def _keep_reading(self, one):
        """Keep what was read: from now on the straight picture is the page's."""
        Attachment = self.env["ir.attachment"]
        old = self.image_id | self.thumbnail_id
        made = {}
        for name, key in (("image_id", "path"), ("thumbnail_id", "thumbnail")):
            path = Path(one[key])
            made[name] = Attachment._store_scan(self, path.name, path.read_bytes(), "image/jpeg").id
        self.write(
            {
                **made,
                # The picture is upright and its perspective mended by now.
                "rotation": 0,
                "corners": False,
                "width": one["width"],
                "height": one["height"],
                "words": one["words"],
                "text": one["text"],
                "is_blank": one["blank"],
                "fingerprint": one["fingerprint"],
                "state": one["state"],
            }
        )
        old.unlink()
