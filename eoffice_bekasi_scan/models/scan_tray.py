from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .scan_document_taken import TAKEN_MINUTES

#: So many deliveries are shown at once; the rest comes when these are done.
SHOWN = 40


class ScanTray(models.AbstractModel):
    """The intake tray as the web client shows it: what came in, letter by letter, page by page.

    Everybody: the trays of the desks he carries (see ``eoffice.scan.guarded``), nothing else.
    """

    _name = "eoffice.scan.tray"
    _description = "Intake tray"

    # ------------------------------------------------------------------ the tray

    @api.model
    @api.readonly
    def get_tray(self, tray_id=None, done=False, limit=SHOWN):
        """Return what lies in a tray.

        :param int tray_id: the jabatan whose tray it is; by default the first one's own
        :param bool done: those that are done, instead of those that aren't
        :param int limit: at most so many deliveries, oldest first (done ones newest first)
        :return: dict with ``trays`` ([{id, name, waiting}]), ``tray_id``, ``intakes``, ``total``,
            ``reasons`` ({reason: words}), ``pages`` ({taken, registered, aside, waiting})
        :raise AccessError: the tray is another desk's
        """
        trays = self._trays()
        if tray_id and tray_id not in trays.ids:
            raise self.env["eoffice.scan.intake"]._guard_error()
        tray = trays.browse(tray_id) if tray_id else trays[:1]
        Page = self.env["eoffice.scan.page"]
        answer = {
            "trays": self._tray_names(trays),
            "tray_id": tray.id,
            "intakes": [],
            "total": 0,
            "reasons": dict(Page._fields["aside_reason"]._description_selection(self.env)),
            "pages": {},
        }
        if not tray:
            return answer
        domain = [("tray_jabatan_id", "=", tray.id), ("state", "=" if done else "!=", "done")]
        intakes = self.env["eoffice.scan.intake"].search(
            domain, limit=min(max(int(limit), 1), 200), order="id desc" if done else "id"
        )
        answer["total"] = self.env["eoffice.scan.intake"].search_count(domain, limit=1001)
        answer["intakes"] = self._intakes(intakes)
        answer["pages"] = {
            name: sum(one["pages"][name] for one in answer["intakes"])
            for name in ("taken", "registered", "aside", "waiting")
        }
        return answer

    @api.model
    def _trays(self):
        """Return the desks whose trays are this account's: the registries it carries, and where
        something for it lies."""
        # What lies here may turn out secret: see eoffice.scan.guarded.
        mine = [
            seat.jabatan_id
            for seat in self.env.user._eoffice_seats()
            if seat.always(("handle", "prepare"))
        ]
        registries = (
            self.env["eoffice.organisation"]
            .search([("registry_jabatan_id", "in", mine)])
            .registry_jabatan_id
        )
        others = [id_ for id_ in mine if id_ not in registries.ids]
        lying = self.env["eoffice.scan.intake"]._read_group(
            [("tray_jabatan_id", "in", others)], ["tray_jabatan_id"]
        )
        shown = {*registries.ids, *(desk.id for (desk,) in lying)}
        return registries.browse(dict.fromkeys(id_ for id_ in mine if id_ in shown))

    def _tray_names(self, trays):
        waiting = dict(
            self.env["eoffice.scan.document"]._read_group(
                [("tray_jabatan_id", "in", trays.ids), ("state", "!=", "registered")],
                ["tray_jabatan_id"],
                ["__count"],
            )
        )
        return [
            {
                "id": one.id,
                "name": one.name,
                "skpd": one.skpd_id.name,
                "waiting": waiting.get(one, 0),
            }
            for one in trays
        ]

    def _intakes(self, intakes):
        """Return deliveries as the tray shows them: files, letters with their pages, pages put
        aside, and whether everything that came in is accounted for."""
        sources = dict(intakes._fields["source"]._description_selection(self.env))
        shown = []
        for intake in intakes:
            aside = intake.page_ids.filtered("aside_reason")
            loose = intake.page_ids.filtered(lambda one: not one.document_id) - aside
            shown.append(
                {
                    "id": intake.id,
                    "name": intake.name,
                    "source": intake.source,
                    "source_label": sources[intake.source],
                    "received_at": fields.Datetime.to_string(intake.received_at),
                    # sudo: the name of a colleague who put it in.
                    "received_by": intake.received_by_id.sudo().name or "",
                    "note": intake.note or "",
                    "state": intake.state,
                    "naskah": self._letter(intake.naskah_id),
                    "files": [self._file(one) for one in intake.file_ids],
                    "documents": [self._document(one) for one in intake.document_ids],
                    "aside": [self._page(one) for one in aside],
                    # Between being taken apart and being put into a letter.
                    "loose": [self._page(one) for one in loose],
                    "pages": {
                        "taken": intake.pages_in,
                        "registered": intake.pages_registered,
                        "aside": intake.pages_aside,
                        "waiting": intake.pages_waiting,
                    },
                    # While a file is taken apart its pages can't be all there yet.
                    "balanced": intake.pages_right or "new" in intake.file_ids.mapped("state"),
                }
            )
        return shown

    def _file(self, file):
        return {
            "id": file.id,
            "name": file.name,
            "size": file.size,
            "state": file.state,
            "pages": file.page_count,
            "refusal": file.refusal or "",
            "remark": file.remark or "",
        }

    def _document(self, document):
        """Return a letter as the tray shows it."""
        labels = dict(document._fields["state"]._description_selection(self.env))
        said = document.suggestions or {}
        return {
            "id": document.id,
            "intake_id": document.intake_id.id,
            "state": document.state,
            "state_label": labels[document.state],
            "sender": self._said(said, "sender"),
            "subject": self._said(said, "subject"),
            "number": self._said(said, "number"),
            "for_naskah": self._letter(document.for_naskah_id),
            "naskah": self._letter(document.naskah_id),
            "pages": [self._page(one) for one in document.page_ids],
            **self._taken(document),
        }

    @staticmethod
    def _said(suggestions, name):
        one = suggestions.get(name) or {}
        return one.get("text") or one.get("value") or ""

    def _letter(self, naskah):
        """Return a letter's id and number; False where there is none the account may know of."""
        known = naskah._filtered_access("read") if naskah else naskah
        return {"id": known.id, "name": known.display_name} if known else False

    def _taken(self, document):
        """Return who has the letter before him now."""
        taken = document._is_taken()
        return {
            # sudo: the name of a colleague at the same desk.
            "taken_by": document.taken_by_id.sudo().name if taken else "",
            "taken_by_me": taken and document.taken_by_id.id == self.env.uid,
        }

    def _page(self, page, *, words=False):
        """Return a page as it is shown: pictures turned as it was turned by hand.

        :param bool words: with the recognised words and their boxes
        """
        turned = page.rotation in (90, 270)
        version = f"{page.image_id.id or 0}-{page.rotation}"
        shown = {
            "id": page.id,
            "number": page.number,
            "file_id": page.file_id.id,
            "image_url": f"/eoffice/scan/page/{page.id}/image?v={version}",
            "thumbnail_url": f"/eoffice/scan/page/{page.id}/thumbnail?v={version}",
            "width": page.height if turned else page.width,
            "height": page.width if turned else page.height,
            "rotation": page.rotation,
            "is_blank": page.is_blank,
            "is_separator": bool(page.code),
            "state": page.state,
            "aside_reason": page.aside_reason or "",
            # sudo: the name of a colleague at the same desk.
            "aside_by": page.aside_by_id.sudo().name or "",
        }
        if words:
            shown["words"] = page.words or []
        return shown

    # ------------------------------------------------------------------ the registration desk

    @api.model
    @api.readonly
    def get_document(self, document_id):
        """Return a scanned letter for the registration desk.

        :param int document_id: of one of the account's trays
        :return: dict with ``id``, ``pages`` ([{id, image_url, thumbnail_url, width, height,
            rotation, words, is_blank, ...}]), ``suggestions``, ``text``, ``for_naskah``, ``naskah``,
            ``state``, ``taken_by``, ``taken_by_me``, ``pdf_id``, ``tray_id``, ``waiting`` (how many
            letters of the tray wait, this one included)
        :raise AccessError: it lies in another desk's tray
        """
        document = self.env["eoffice.scan.document"].browse(document_id).exists()
        if not document:
            raise UserError(
                self.env._("This letter was arranged anew in the tray. Open it from there.")
            )
        document.check_access("read")
        return {
            **self._document(document),
            "pages": [self._page(one, words=True) for one in document.page_ids],
            "suggestions": document.suggestions or {},
            "text": document.text or "",
            "pdf_id": document.pdf_attachment_id.id,
            "tray_id": document.tray_jabatan_id.id,
            "waiting": self._waiting(document.tray_jabatan_id),
        }

    def _waiting(self, desk):
        return self.env["eoffice.scan.document"].search_count(
            [
                ("tray_jabatan_id", "=", desk.id),
                ("state", "!=", "registered"),
                ("for_naskah_id", "=", False),
            ]
        )

    @api.model
    def next_to_register(self, after_id=None, tray_id=None):
        """Take the next scanned letter that is free, oldest first; others see that it is taken.

        :param int after_id: the letter that is left for now: it is released, and the one after it
            is taken (from the start again when it was the last)
        :param int tray_id: of this tray only
        :return: as ``get_document``; False when none waits
        """
        trays = self._trays()
        if after_id:
            self.release(after_id)
        found = self._next(trays.browse(tray_id) & trays if tray_id else trays, after_id)
        return self.take(found) if found else False

    def _next(self, trays, after_id):
        """Return the id of the next free letter; its row is locked until the end of the request."""
        if not trays:
            return None
        self.env["eoffice.scan.document"].flush_model()
        self.env.cr.execute(
            SQL(
                """SELECT d.id FROM eoffice_scan_document d
                     LEFT JOIN eoffice_scan_document a ON a.id = %(after)s
                    WHERE d.tray_jabatan_id IN %(trays)s AND d.state = 'ready'
                      AND d.for_naskah_id IS NULL AND d.id IS DISTINCT FROM %(after)s
                      AND (d.taken_by_id IS NULL OR d.taken_by_id = %(me)s OR d.taken_at < %(since)s)
                    ORDER BY (d.intake_id, d.sequence, d.id) <= (a.intake_id, a.sequence, a.id)
                             IS TRUE, d.intake_id, d.sequence, d.id
                    LIMIT 1 FOR UPDATE OF d SKIP LOCKED""",
                after=after_id or None,
                trays=tuple(trays.ids),
                me=self.env.uid,
                since=self.env.cr.now() - timedelta(minutes=TAKEN_MINUTES),
            )
        )
        row = self.env.cr.fetchone()
        return row and row[0]

    @api.model
    def take(self, document_id):
        """Take one scanned letter to register it, so that nobody else does.

        :return: as ``get_document``
        :raise AccessError: it lies in another desk's tray
        :raise UserError: somebody else has it before him, or it is registered
        """
        document = self.env["eoffice.scan.document"].browse(document_id).exists()
        if document:
            document._require_free()
            # sudo: who has it before him; the right to the tray has just been checked.
            document.sudo().write({"taken_by_id": self.env.uid, "taken_at": self.env.cr.now()})
        return self.get_document(document_id)

    @api.model
    def release(self, document_id):
        """Put a letter back that one has taken; nothing happens when one hasn't.

        :return: whether it was put back
        """
        document = self.env["eoffice.scan.document"].browse(document_id).exists()
        if not document._filtered_access("read") or document.taken_by_id != self.env.user:
            return False
        # sudo: the account's own mark.
        document.sudo().write({"taken_by_id": False, "taken_at": False})
        return True
