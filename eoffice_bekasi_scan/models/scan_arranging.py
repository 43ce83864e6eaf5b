from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: What a letter in the tray has been made into by reading; gone when its pages change.
MADE = {"pdf_attachment_id": False, "text": False, "suggestions": False, "state": "new"}


class ScanDocument(models.Model):
    """Letters in the tray are joined here; a letter with no page left is no letter any more.

    Everything by whoever carries the desk of the tray, while nobody else is registering the letter
    and it isn't registered. No verb deletes a page.
    """

    _inherit = "eoffice.scan.document"

    def action_merge(self):
        """Make one letter of these, its pages in the order of the letters.

        :return: its id
        :raise AccessError: they lie in another desk's tray
        :raise UserError: one is registered or being registered, or they belong to different letters
        """
        self._require_free()
        targets = self.for_naskah_id.ids
        if len(self) < 2 or len(targets) > 1:
            raise UserError(self.env._("Choose two or more letters that belong together."))
        letters = self.sudo()  # sudo: the right to the tray has been checked.
        first = letters[0]
        first.for_naskah_id = letters.for_naskah_id
        first._set_pages([page for letter in letters for page in letter.page_ids])
        letters._changed()
        return first.id

    # ------------------------------------------------------------------ helpers, in sudo mode

    def _set_pages(self, pages):
        """Make ``pages``, in this order, the letter's."""
        self.ensure_one()
        for place, page in enumerate(pages, 1):
            page.write({"document_id": self.id, "sequence": place * 10})

    def _changed(self):
        """Forget what was read of letters whose pages changed, and read them again.

        One without a page goes: it was but a grouping of pages.
        """
        empty = self.filtered(lambda one: not one.page_ids)
        old = self.pdf_attachment_id
        changed = self - empty
        changed.write(MADE)
        empty.unlink()
        old.unlink()
        if changed:
            changed._read_later()
        return changed


class ScanPage(models.Model):
    """Pages are turned, moved to their place and their letter, put aside with a reason, taken back.

    Everything by whoever carries the desk of the tray, while nobody else is registering the letter
    and it isn't registered. No verb deletes a page.
    """

    _inherit = "eoffice.scan.page"

    def action_turn(self, degrees=90):
        """Turn pages clockwise.

        :param int degrees: 90, 180 or 270
        """
        if degrees not in (90, 180, 270):
            raise UserError(self.env._("A page is turned by a quarter, a half or three quarters."))
        pages = self._arranged()
        for page in pages:
            page.rotation = (page.rotation + degrees) % 360
        pages.write({"words": False, "text": False, "state": "new"})
        pages.document_id._changed()
        return True

    def action_move(self, document_id, before_page_id=None):
        """Move pages to another place, in their own letter or another one of the tray.

        :param int document_id: the letter they shall be in
        :param int before_page_id: before this page of it; by default at its end
        :return: id of the letter
        """
        target = self.env["eoffice.scan.document"].browse(document_id)
        pages = self._arranged(target)
        letters = pages.document_id
        target = target.sudo()  # sudo: the right to both trays, the same one, has been checked.
        stay = [page for page in target.page_ids if page not in pages]
        place = next((at for at, page in enumerate(stay) if page.id == before_page_id), len(stay))
        before = target.page_ids
        pages.write({"aside_reason": False, "aside_by_id": False, "aside_at": False})
        target._set_pages([*stay[:place], *pages, *stay[place:]])
        target.invalidate_recordset(["page_ids"])
        if target.page_ids != before:
            (letters | target)._changed()
        return target.id

    def action_split(self):
        """Let a letter end before this page; the page and those after it become one of their own.

        :return: id of the new letter
        """
        self.ensure_one()
        page = self._arranged()
        letter = page.document_id
        rest = letter.page_ids[letter.page_ids.ids.index(page.id) :] if letter else page
        if rest == letter.page_ids:
            raise UserError(self.env._("This letter begins with this page already."))
        new = self._new_letter(letter.intake_id or page.intake_id, letter)
        new._set_pages(rest)
        (letter | new)._changed()
        return new.id

    def action_put_aside(self, reason):
        """Take pages out of their letter and say why; they stay in the tray, apart.

        :param str reason: one of those that ``get_tray`` names
        """
        if reason not in dict(self._fields["aside_reason"].selection):
            raise UserError(self.env._("Say why the page is put aside."))
        pages = self._arranged()
        letters = pages.document_id
        pages.write(
            {
                "document_id": False,
                "aside_reason": reason,
                "aside_by_id": self.env.uid,
                "aside_at": self.env.cr.now(),
            }
        )
        letters._changed()
        return True

    def action_take_back(self):
        """Make pages that were put aside, or lie loose, a letter of their own, in their order.

        :return: id of the letter
        """
        pages = self._arranged()
        letters = pages.document_id
        pages.write({"aside_reason": False, "aside_by_id": False, "aside_at": False})
        new = self._new_letter(pages[:1].intake_id)
        new._set_pages(pages)
        (letters | new)._changed()
        return new.id

    # ------------------------------------------------------------------ helpers

    def _arranged(self, target=None):
        """Return these pages for changing, after checking the right to them and their letters.

        Their delivery is locked, so that two who arrange it at once come one after the other.

        :param target: letter of the same tray that pages are moved to
        :return: the pages in sudo mode
        """
        desk = self._require_tray()
        letters = self.document_id | (target if target is not None else self.document_id)
        if letters and letters._require_free() != desk:
            raise UserError(self.env._("Pages stay in the tray that they came into."))
        if self.naskah_id:
            raise UserError(
                self.env._("This letter is registered. What is registered stays as it is.")
            )
        self.env.execute_query(
            SQL(
                "SELECT id FROM eoffice_scan_intake WHERE id IN %s ORDER BY id FOR UPDATE",
                tuple((self.intake_id | letters.intake_id).ids),
            )
        )
        # sudo: the right to the tray has been checked; pages are changed by verbs only.
        return self.sudo()

    def _new_letter(self, intake, after=None):
        """Make a letter in a delivery; called in sudo mode.

        :param after: letter after which it stands
        """
        later = intake.document_ids
        place = after.sequence if after else max(later.mapped("sequence"), default=0) + 10
        if after:
            ids = later.ids
            for behind in later[ids.index(after.id) + 1 :] if after.id in ids else later.browse():
                behind.sequence += 10
            place += 10
        return later.create({"intake_id": intake.id, "sequence": place})
