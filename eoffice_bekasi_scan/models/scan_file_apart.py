import logging
from datetime import timedelta
from pathlib import Path

from odoo import api, fields, models

from ..tools.box import BoxError, box_folder, run_boxed, sweep_boxes

_logger = logging.getLogger(__name__)

#: So many pages are made in one go, and committed: a job that is killed loses no more than these.
TURN = 20
#: A file whose job hasn't begun or was lost is given another after this time.
LOST_AFTER = timedelta(minutes=5)
ALIVE = ("wait_dependencies", "pending", "enqueued", "started")


class ScanFile(models.Model):
    """A file taken apart: pages with a picture and a thumbnail each, some in each job."""

    _inherit = "eoffice.scan.file"

    def _job_key(self, first=1):
        return f"eoffice_scan_apart_{self.id}_{first}"

    def _queue_apart(self, first=1):
        """Give each file a job that takes it apart, from page ``first`` on."""
        for file in self:
            file.queued_at = fields.Datetime.now()
            file.with_delay(
                identity_key=file._job_key(first),
                description=self.env._("Take scanned file %s apart", file.id),
            )._take_apart(first)

    def _take_apart(self, first=1):
        """Job: make the next pages of one file, then the job for those after them. Idempotent.

        :param int first: number of the first page to make; those that are there stay
        """
        self.ensure_one()
        file = self.try_lock_for_update()
        file.invalidate_recordset(["state", "page_count"])
        if file.state != "new":
            return
        first = max(file.page_ids.mapped("number"), default=0) + 1
        if file.page_count and first > file.page_count:
            file._all_apart()
            return
        try:
            self._make_pages(first)
        except BoxError as error:
            _logger.warning(
                "Scanned file %s is refused: %s %s\n%s",
                file.id,
                error.code,
                error.details,
                error.said,
            )
            file._refuse(error.code, error.details)
            file.intake_id._queue_file_apart(file)
            return
        if len(file.page_ids) >= file.page_count:
            file._all_apart()
        else:
            file._queue_apart(len(file.page_ids) + 1)

    def _make_pages(self, first):
        """Make the pages of a turn in the box.

        :raise BoxError: the file is refused
        """
        limit = self.env["eoffice.scan.limits"]._limit
        with box_folder() as folder:
            source = folder / "source"
            kept = self.harmless_id if first > 1 and self.harmless_id else self.attachment_id
            source.write_bytes(kept.raw)
            out = folder / "out"
            out.mkdir()
            made = run_boxed(
                "inspect.pages",
                {
                    "path": str(source),
                    "kind": self.kind,
                    "out": str(out),
                    "first": first,
                    "count": TURN,
                    "limits": {
                        "pages": limit("file_pages"),
                        "megapixels": limit("page_megapixels"),
                    },
                },
                seconds=limit("box_seconds"),
                megabytes=limit("box_megabytes"),
            )
            if not made["total"] or not made["pages"]:
                raise BoxError("empty")
            if "harmless" in made:
                self.harmless_id = self._store(
                    self.name, Path(made["harmless"]).read_bytes(), "application/pdf"
                )
                self.removed = made["removed"] or False
                self.is_signed = made["signed"]
            self.page_count = made["total"]
            self._store_pages(made["pages"])

    def _store_pages(self, made):
        """Make page rows of what the box made."""
        pages = self.env["eoffice.scan.page"].create(
            [
                {
                    "intake_id": self.intake_id.id,
                    "file_id": self.id,
                    "number": one["number"],
                    "sequence": self.sequence * 10_000 + one["number"],
                    "width": one["width"],
                    "height": one["height"],
                    "dpi": one["dpi"],
                    "corners": self.corners,
                }
                for one in made
            ]
        )
        Attachment = self.env["ir.attachment"]
        for page, one in zip(pages, made, strict=True):
            names = (("image_id", "picture", one["mimetype"]), ("thumbnail_id", "thumbnail", False))
            for field, key, mimetype in names:
                path = Path(one[key])
                page[field] = Attachment._store_scan(
                    page, path.name, path.read_bytes(), mimetype or "image/jpeg"
                )

    def _all_apart(self):
        """All pages of this file are there."""
        self.state = "taken"
        self.intake_id._queue_file_apart(self)

    @api.model
    def _cron_find_lost(self):
        """Cron: give a file that waits and has no job any more another one; clear away what killed
        servers left."""
        sweep_boxes()
        late = fields.Datetime.now() - LOST_AFTER
        waiting = self.search([("state", "=", "new"), ("queued_at", "<", late)], limit=200)
        Job = self.env["queue.job"]
        for file in waiting:
            key = f"eoffice_scan_apart_{file.id}_"
            alive = Job.search_count(
                [("identity_key", "=like", f"{key}%"), ("state", "in", ALIVE)], limit=1
            )
            if not alive:
                _logger.warning("Scanned file %s had no job; it gets another", file.id)
                file._queue_apart(max(file.page_ids.mapped("number"), default=0) + 1)
