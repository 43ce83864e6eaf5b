import logging
from datetime import timedelta
from pathlib import Path

from odoo import api, fields, models

from ..tools.box import BoxError, box_folder, run_boxed
from ..tools.separator import split

_logger = logging.getLogger(__name__)

#: So many pages are looked at, and so many read, in one job; what a job did is committed.
LOOKED_TOGETHER = 20
READ_TOGETHER = 3
#: A letter whose job was lost is given another one after this time, so often.
LOST_AFTER = timedelta(minutes=10)
TRIES = 3
ALIVE = ("wait_dependencies", "pending", "enqueued", "started")
#: Doors through which piles come; elsewhere what comes in together is one letter, and a code on it
#: is whatever its sender has put there.
PILES = ("upload", "folder")


class ScanDocument(models.Model):
    """What came in together is parted into letters, read, and made ready to be registered.

    All by jobs, each of which does some pages and can be killed at any moment: what it didn't commit
    is done again, what it committed isn't. A letter never waits for ever: what can't be read is
    ready to be registered by hand.
    """

    _inherit = "eoffice.scan.document"

    queued_at = fields.Datetime(help="When its last job was ordered.")
    tries = fields.Integer(help="Jobs that were lost.")

    _unread = models.Index("(queued_at) WHERE state IN ('new', 'reading')")

    # ------------------------------------------------------------------ orders

    def _start_reading(self):
        """Let these be parted and read; called in sudo mode when their pages are there."""
        self.state = "new"
        self._enqueue("_part")

    def _read_later(self):
        """Let these be read: some pages are new, or others than before; called in sudo mode."""
        self.state = "new"
        self._enqueue("_read_pages")

    def _enqueue(self, work):
        """Give each a job.

        :param str work: "_part" or "_read_pages"
        """
        for document in self:
            document.queued_at = fields.Datetime.now()
            jobs = document.with_delay(
                identity_key=f"eoffice_scan{work}_{document.id}",
                description=self.env._("Read scanned letter %s", document.id),
            )
            getattr(jobs, work)()

    # ------------------------------------------------------------------ parting

    def _part(self):
        """Job: look at the next pages; after the last, part the letters. Idempotent."""
        document = self.exists().try_lock_for_update()
        document.invalidate_recordset()
        if document.state != "new":
            return
        unseen = document.page_ids.filtered(lambda page: not page.looked_at)
        unseen[:LOOKED_TOGETHER]._look()
        if len(unseen) > LOOKED_TOGETHER:
            document._enqueue("_part")
            return
        document._split()._enqueue("_read_pages")

    def _split(self):
        """Part this at separator sheets and blank pages.

        :return: the letters it became, this one among them unless it was nothing but separators
        """
        intake = self.intake_id
        if intake.source not in PILES or self.for_naskah_id:
            return self
        groups, aside = split([(page.id, self._kind(page)) for page in self.page_ids])
        Page = self.env["eoffice.scan.page"]
        for page_id, reason in aside.items():
            Page.browse(page_id).write({"aside_reason": reason, "document_id": False})
        others = self._letters_behind(len(groups) - 1)
        made = (self | others)[: len(groups)]
        for document, group in zip(made, groups, strict=True):
            document.for_naskah_id = group.letter or False
            pages = Page.browse(group.pages)
            if document != self:
                pages.document_id = document
        if not groups:
            self.unlink()
        return made

    @staticmethod
    def _place_of(document):
        return (document.sequence, document.id)

    def _letters_behind(self, count):
        """Make letters that stand right behind this one."""
        if count < 1:
            return self.browse()
        behind = self.intake_id.document_ids.filtered(
            lambda one: self._place_of(one) > self._place_of(self)
        )
        for one in behind:
            one.sequence += count
        return self.create(
            [
                {"intake_id": self.intake_id.id, "sequence": self.sequence + place}
                for place in range(1, count + 1)
            ]
        )

    def _kind(self, page):
        """Return what a page is to ``tools.separator.split``."""
        if page.code and (said := page._separator()):
            tray_id, letter_id = said
            allowed = tray_id == self.tray_jabatan_id.id and letter_id
            return letter_id if allowed and self._may_attach(letter_id) else 0
        return "blank" if page.is_blank else "page"

    def _may_attach(self, letter_id):
        """Say whether this tray's desk may add pages to a letter: it registered it, or it is to it.

        What a secret letter says is its addressee's only, and one in a closed envelope is opened by
        a person.
        """
        # sudo: only asks which desks have to do with it; the job has no account.
        letter = self.env["eoffice.naskah"].sudo().browse(letter_id).exists()
        if not letter or letter.direction != "masuk" or letter.state == "cancelled":
            return False
        desks = letter._addressees_now()
        if not letter.is_secret and not letter.is_closed:
            desks |= letter.drafter_jabatan_id
        return self.tray_jabatan_id in desks

    # ------------------------------------------------------------------ reading

    def _read_pages(self):
        """Job: read the next pages; after the last, make the letter ready. Idempotent."""
        document = self.exists().try_lock_for_update()
        document.invalidate_recordset()
        if document.state not in ("new", "reading"):
            return
        document.state = "reading"
        unread = document.page_ids.filtered(lambda page: page.state == "new")
        unread[:READ_TOGETHER]._recognise()
        if len(unread) > READ_TOGETHER:
            document._enqueue("_read_pages")
            return
        document._make()

    def _make(self):
        """Make the searchable PDF and the suggestions of a letter whose pages are read."""
        self.ensure_one()
        old = self.pdf_attachment_id
        self.write(
            {
                "pdf_attachment_id": self._make_pdf(),
                "text": "\n\n".join(filter(None, self.page_ids.mapped("text"))) or False,
                "suggestions": self._suggest() or False,
                "state": "ready",
                "tries": 0,
            }
        )
        old.unlink()
        self._attach()

    def _make_pdf(self):
        """Return the id of a new PDF of the pages; False when not even their pictures make one."""
        with box_folder() as folder:
            pages = [
                page._put_in(folder)
                | {"words": page.words or [], "width": page.width, "height": page.height}
                for page in self.page_ids
            ]
            order = {"pages": pages, "path": str(folder / "letter.pdf")}
            for task in ("pdf.searchable", "pdf.pictures"):
                try:
                    made = run_boxed(task, order, seconds=60 + 5 * len(pages), megabytes=1536)[
                        "path"
                    ]
                except BoxError as error:
                    _logger.warning(
                        "%s of scanned letter %s: %s %s\n%s",
                        task,
                        self.id,
                        error.code,
                        error.details,
                        error.said,
                    )
                else:
                    name = f"{self.env._('Letter')} {self.id}.pdf"
                    content = Path(made).read_bytes()
                    store = self.env["ir.attachment"]._store_scan
                    return store(self, name, content, "application/pdf").id
        return False

    # ------------------------------------------------------------------ what never waits

    @api.model
    def _cron_find_unread(self):
        """Cron: a letter that waits and has no job any more gets another one; after some of them it
        is ready to be registered by hand."""
        late = fields.Datetime.now() - LOST_AFTER
        waiting = self.search(
            [("state", "in", ("new", "reading")), ("queued_at", "<", late)], limit=200
        )
        Job = self.env["queue.job"]
        for document in waiting:
            keys = [f"eoffice_scan{work}_{document.id}" for work in ("_part", "_read_pages")]
            if Job.search_count([("identity_key", "in", keys), ("state", "in", ALIVE)], limit=1):
                continue
            document.tries += 1
            if document.tries > TRIES:
                document._give_up()
                continue
            _logger.warning("Scanned letter %s had no job; it gets another", document.id)
            unseen = document.state == "new" and not all(document.page_ids.mapped("looked_at"))
            document._enqueue("_part" if unseen else "_read_pages")

    def _give_up(self):
        """Make a letter ready that can't be read: a person registers it from its pictures."""
        _logger.error("Scanned letter %s can't be read; it is to be registered by hand", self.id)
        self.page_ids.filtered(lambda page: page.state == "new").state = "failed"
        self.state = "ready"
