import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: A file that isn't taken apart by then, and pictures that nobody says are complete.
SLOW_AFTER = timedelta(minutes=30)
COLLECTED_AFTER = timedelta(hours=1)


class ScanIntake(models.Model):
    """Where the pages of an intake are: none may be missing, and none there twice."""

    _inherit = "eoffice.scan.intake"

    done_at = fields.Datetime("Last page registered")
    alarm = fields.Selection(
        [("pages", "Pages are missing"), ("slow", "Not taken apart yet")],
        readonly=True,
        help="Set by the system when the pages don't add up.",
    )
    pages_in = fields.Integer(compute="_compute_pages")
    pages_registered = fields.Integer(compute="_compute_pages")
    pages_aside = fields.Integer(compute="_compute_pages")
    pages_waiting = fields.Integer(compute="_compute_pages")
    pages_right = fields.Boolean("All pages are there", compute="_compute_pages")

    @api.depends(
        "file_ids.page_count",
        "file_ids.state",
        "page_ids.naskah_id",
        "page_ids.aside_reason",
        "page_ids.image_id",
    )
    def _compute_pages(self):
        counts = self._count_pages()
        for intake in self:
            count = counts.get(intake.id, {})
            intake.pages_in = count.get("came")
            intake.pages_registered = count.get("registered")
            intake.pages_aside = count.get("aside")
            intake.pages_waiting = count.get("waiting")
            intake.pages_right = count.get("right", True)

    def _count_pages(self):
        """Count where the pages of these intakes are.

        :return: dict of intake id to dict: ``came`` (as the files say), ``registered``, ``aside``,
            ``waiting``, ``files`` (that aren't taken apart yet), ``right`` (all that came are in one
            of the three places, each with its picture; False as well while it can't be: pages that
            came but aren't anywhere)
        """
        self.env["eoffice.scan.file"].flush_model()
        self.env["eoffice.scan.page"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT i.id, f.came, f.files, COALESCE(p.registered, 0), COALESCE(p.aside, 0),
                       COALESCE(p.waiting, 0), COALESCE(p.pictures, 0)
                  FROM eoffice_scan_intake i
                  CROSS JOIN LATERAL (
                    SELECT COALESCE(sum(s.page_count) FILTER (WHERE s.state = 'taken'), 0) AS came,
                           count(*) FILTER (WHERE s.state = 'new') AS files
                      FROM eoffice_scan_file s
                     WHERE s.intake_id = i.id) f
                  LEFT JOIN LATERAL (
                    SELECT count(*) FILTER (WHERE g.naskah_id IS NOT NULL
                                              AND g.aside_reason IS NULL) AS registered,
                           count(*) FILTER (WHERE g.aside_reason IS NOT NULL) AS aside,
                           count(*) FILTER (WHERE g.naskah_id IS NULL
                                              AND g.aside_reason IS NULL) AS waiting,
                           count(g.image_id) AS pictures
                      FROM eoffice_scan_page g
                      JOIN eoffice_scan_file s ON s.id = g.file_id AND s.state = 'taken'
                     WHERE g.intake_id = i.id) p ON TRUE
                 WHERE i.id = ANY(%s)
                """,
                list(self.ids),
            )
        )
        return {
            id_: {
                "came": came,
                "files": files,
                "registered": registered,
                "aside": aside,
                "waiting": waiting,
                "right": came == registered + aside + waiting == pictures,
            }
            for id_, came, files, registered, aside, waiting, pictures in rows
        }

    def _settle(self):
        """Bring the state of these intakes in line with where their pages are.

        Called after everything that moves pages: taken apart, put aside, taken back, registered.
        """
        counts = self._count_pages()
        now = fields.Datetime.now()
        for intake in self:
            count = counts[intake.id]
            if intake.is_collecting or count["files"]:
                state = "reading"
            elif count["waiting"] or not count["right"]:
                state = "ready"
            else:
                state = "done"
            if state != intake.state:
                intake.write({"state": state, "done_at": now if state == "done" else False})

    # ------------------------------------------------------------------ crons

    @api.model
    def _cron_watch(self):
        """Cron: find pages that are missing, files that nobody takes apart, letters left open."""
        now = fields.Datetime.now()
        left = self.search(
            [("is_collecting", "=", True), ("write_date", "<", now - COLLECTED_AFTER)]
        )
        for intake in left:
            intake.is_collecting = False
            intake._file_apart()
        undone = self.search(["|", ("state", "!=", "done"), ("alarm", "!=", False)])
        counts = undone._count_pages()
        for intake in undone:
            count = counts[intake.id]
            late = intake.received_at < now - SLOW_AFTER
            alarm = (
                "pages" if not count["right"] else ("slow" if count["files"] and late else False)
            )
            if alarm != intake.alarm:
                intake.alarm = alarm
                if alarm:
                    _logger.error("Scan intake %s: %s %s", intake.id, alarm, count)
        undone._settle()

    @api.model
    def _cron_forget_sources(self):
        """Cron: delete source files whose pages all found their place long enough ago.

        The pages' pictures stay, and the source of what was signed electronically.
        """
        days = self.env["eoffice.scan.limits"]._limit("keep_days")
        old = fields.Datetime.now() - timedelta(days=days)
        done = self.search([("state", "=", "done"), ("done_at", "<", old)])
        counts = done._count_pages()
        whole = done.filtered(lambda one: counts[one.id]["right"] and not counts[one.id]["waiting"])
        files = self.env["eoffice.scan.file"].search(
            [
                ("intake_id", "in", whole.ids),
                ("attachment_id", "!=", False),
                ("is_signed", "=", False),
            ],
            limit=1000,
        )
        sources = files.attachment_id
        files.attachment_id = False
        sources.unlink()


class ScanPage(models.Model):
    """What puts a page aside, or takes it back, brings its intake's state in line."""

    _inherit = "eoffice.scan.page"

    def write(self, vals):
        result = super().write(vals)
        if "aside_reason" in vals:
            self.intake_id._settle()
        return result


class ScanDocument(models.Model):
    """Registering a letter brings its intake's state in line."""

    _inherit = "eoffice.scan.document"

    def write(self, vals):
        result = super().write(vals)
        if "naskah_id" in vals:
            self.intake_id._settle()
        return result
