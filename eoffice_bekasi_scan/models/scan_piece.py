import json
import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .scan_file import MEGABYTE

#: A piece of a large file; and what one account may have lying here at a time, of whole files.
PIECE_BYTES = 8 * MEGABYTE
FILES_AT_A_TIME = 5
KEPT_FOR = timedelta(days=1)
_UPLOAD = re.compile(r"^[0-9a-f]{32}$")


class ScanPiece(models.Model):
    """A piece of a large file on its way in, so that a broken line costs one piece only.

    Nobody reads or writes it; the door keeps pieces for whoever sent them and puts them together.
    """

    _name = "eoffice.scan.piece"
    _description = "Piece of a scanned file"
    _order = "begins_at"

    user_id = fields.Many2one("res.users", required=True, index=True, ondelete="cascade")
    upload = fields.Char(required=True, help="Made up by the sender, for all pieces of a file.")
    begins_at = fields.Integer("First byte", required=True)
    byte_count = fields.Integer("Bytes", required=True)
    size = fields.Integer("Bytes of the whole file", required=True)
    attachment_id = fields.Many2one("ir.attachment", ondelete="restrict")

    _once = models.UniqueIndex("(user_id, upload, begins_at)", "This piece came already.")

    @api.model
    def _keep(self, upload, offset, size, content):
        """Keep a piece that the account sends; one that came already stays as it is.

        :raise UserError: the file will be too large, or the piece can't be one of it
        """
        if not _UPLOAD.match(upload or "") or not 0 <= offset <= size - len(content):
            raise UserError(self.env._("This is no piece of a file. Send the file again."))
        limit = self.env["eoffice.scan.limits"]._limit("file_megabytes")
        if size > limit * MEGABYTE:
            raise UserError(
                self.env["eoffice.scan.refusal"]._refusal_text(
                    "size", {"size": -(-size // MEGABYTE), "limit": limit}
                )
            )
        # sudo: pieces are kept by this door only, and only the sender's own are looked at.
        Piece = self.sudo()
        mine = Piece.search([("user_id", "=", self.env.uid)])
        if mine.filtered(lambda one: one.upload == upload and one.begins_at == offset):
            return
        if sum(mine.mapped("byte_count")) + len(content) > FILES_AT_A_TIME * limit * MEGABYTE:
            raise UserError(
                self.env._("Too much is on its way from you. Wait until it has arrived.")
            )
        piece = Piece.create(
            {
                "user_id": self.env.uid,
                "upload": upload,
                "begins_at": offset,
                "byte_count": len(content),
                "size": size,
            }
        )
        # Hung on the piece, which nobody reads: what hangs nowhere an administrator could.
        piece.attachment_id = Piece.env["ir.attachment"]._store_scan(
            piece, "piece", content, "application/octet-stream"
        )

    @api.model
    def _put_together(self, upload):
        """Return the whole file of the account's pieces, and forget these.

        :return: bytes
        :raise UserError: a piece is missing
        """
        # sudo: the sender's own pieces.
        pieces = self.sudo().search([("user_id", "=", self.env.uid), ("upload", "=", upload)])
        at, found = 0, []
        for piece in pieces:
            if piece.begins_at != at:
                break
            found.append(piece.attachment_id.raw)
            at += piece.byte_count
        if not pieces or at != pieces[0].size:
            raise UserError(self.env._("A piece of the file did not arrive. Send the file again."))
        pieces._forget()
        return b"".join(found)

    def _forget(self):
        # What hangs on them goes with them.
        self.unlink()

    @api.autovacuum
    def _forget_old(self):
        """Delete pieces of files that never arrived as a whole."""
        self.search([("create_date", "<", fields.Datetime.now() - KEPT_FOR)])._forget()


class ScanIntake(models.Model):
    """Files that an account sends: some whole, large ones by their pieces."""

    _inherit = "eoffice.scan.intake"

    @api.model
    def _uploaded(self, whole, pieces, corners):
        """Return the files of one delivery in their order, as ``_take`` wants them.

        :param list whole: dicts of files that came whole
        :param str pieces: JSON list of those that came in pieces: ``name``, ``upload``, and ``at``,
            the place among all files (from 0; default before the whole ones)
        :param str corners: JSON list with the corners of each, or null
        :raise UserError: that isn't what it should be, or a piece is missing
        """
        try:
            pieces, corners = json.loads(pieces or "[]"), json.loads(corners or "[]")
            count = len(whole) + len(pieces)
            places = [int(one.get("at", place)) for place, one in enumerate(pieces)]
            names = [(str(one["name"]), str(one["upload"])) for one in pieces]
            if len({*places}) != len(places) or not all(0 <= at < count for at in places):
                raise ValueError("places")
            if not isinstance(corners, list):
                raise TypeError("corners")
        except (
            *(ValueError, TypeError, KeyError, AttributeError),
            *(OverflowError, RecursionError),
        ) as error:
            raise UserError(self.env._("The files did not arrive. Send them again.")) from error
        Piece = self.env["eoffice.scan.piece"]
        by_place = {
            at: {"name": name, "content": Piece._put_together(upload)}
            for at, (name, upload) in zip(places, names, strict=True)
        }
        rest = iter(whole)
        files = [by_place.get(at) or next(rest) for at in range(count)]
        for file, found in zip(files, corners, strict=False):
            file["corners"] = _four_corners(found)
        return files


def _four_corners(found):
    """Return four corners as [x, y] between 0 and 1, or None when it isn't that."""
    try:
        corners = [[min(1.0, max(0.0, float(x))), min(1.0, max(0.0, float(y)))] for x, y in found]
    except (TypeError, ValueError, OverflowError):
        return None
    return corners if len(corners) == 4 else None
