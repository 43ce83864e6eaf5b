import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tools import SQL

from odoo.addons.eoffice_bekasi.models.closure import readable

SOURCES = [
    ("upload", "Uploaded"),
    ("camera", "Phone camera"),
    ("folder", "Network scanner"),
    ("mail", "E-mail"),
]
#: Doors where all that comes in together is one letter; elsewhere each file is one.
ONE_LETTER = ("camera", "mail")


class ScanIntake(models.Model):
    """One delivery of paper into a tray: the files that came in together.

    Pages in = pages registered + pages put aside with a reason + pages that still wait; the tray
    shows it. Source files are kept until no page waits any more.
    """

    _name = "eoffice.scan.intake"
    _description = "Scan intake"
    _inherit = "eoffice.scan.guarded"
    _order = "id desc"

    name = fields.Char(required=True)
    tray_jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Tray of", required=True, index=True, ondelete="restrict"
    )
    naskah_id = fields.Many2one(
        "eoffice.naskah",
        "For the letter",
        index="btree_not_null",
        ondelete="restrict",
        help="A letter that is registered already and gets its pages by this intake.",
    )
    source = fields.Selection(SOURCES, required=True, default="upload")
    received_at = fields.Datetime("Came in", required=True, default=lambda self: self.env.cr.now())
    received_by_id = fields.Many2one("res.users", "Put in by", ondelete="restrict")
    note = fields.Text(help="Of an e-mail: who sent it, its subject.")
    message_key = fields.Char(help="Of an e-mail: a sum of what it says, so that it is taken once.")
    is_collecting = fields.Boolean(help="More pictures of the same letter are still to come.")
    state = fields.Selection(
        [
            ("reading", "Being read"),
            ("ready", "To be registered"),
            ("done", "Done"),
        ],
        required=True,
        default="reading",
        index=True,
    )
    file_ids = fields.One2many("eoffice.scan.file", "intake_id", "Files")
    page_ids = fields.One2many("eoffice.scan.page", "intake_id", "Pages")
    document_ids = fields.One2many("eoffice.scan.document", "intake_id", "Letters")

    _message_once = models.UniqueIndex(
        "(tray_jabatan_id, message_key) WHERE message_key IS NOT NULL",
        "This e-mail is in the tray already.",
    )

    @api.model
    def _kept(self, seats):
        """A delivery says what a file is called, or what an e-mail is about."""
        return SQL(
            """(%s AND (g.source = 'mail' OR NOT EXISTS (
                    SELECT FROM eoffice_scan_page o
                     WHERE o.intake_id = g.id
                       AND (o.naskah_id IS NULL AND o.aside_reason IS NULL OR %s))))""",
            self._closed_page(SQL("p.intake_id = g.id"), seats),
            readable(SQL("o.naskah_id"), seats, "content"),
        )

    # ------------------------------------------------------------------ which tray

    @api.model
    def _tray_for(self, tray_id=None, naskah_id=None):
        """Return the desk into whose tray the account may put something.

        That is the registry desk of an SKPD (the first the account carries, when none is named); for
        a letter in a closed envelope, its addressee's.

        :raise AccessError: the account carries no such desk
        """
        mine = [
            seat.jabatan_id
            for seat in self.env.user._eoffice_seats()
            if seat.always(("handle", "prepare")) and tray_id in (None, False, seat.jabatan_id)
        ]
        if naskah_id:
            desk = self._addressee_tray(naskah_id, mine)
        else:
            units = self.env["eoffice.organisation"].search([("registry_jabatan_id", "in", mine)])
            desk = units.registry_jabatan_id.sorted(lambda one: mine.index(one.id))[:1]
        if not desk:
            raise AccessError(
                self.env._(
                    "Only the registry (TU) of an SKPD takes scans in. Give the letter to yours."
                )
            )
        return desk

    @api.model
    def _addressee_tray(self, naskah_id, mine):
        """Return the desk that may add pages to a registered letter: its registrar or addressee."""
        naskah = self.env["eoffice.naskah"].search(
            [("id", "=", naskah_id), ("direction", "=", "masuk")]
        )
        # sudo: which desks it went to; compared with the account's own seats.
        letter = naskah.sudo()
        addressees = letter._addressees_now()
        # What stands in a secret or closed letter is kept from the registry.
        kept = letter.is_secret or letter.is_closed
        desks = addressees if kept else addressees | letter.drafter_jabatan_id
        return desks.filtered(lambda one: one.id in mine)[:1].sudo(False)

    @api.model
    def _tray_for_any(self):
        """Refuse who can't have a tray at all: an account that carries no desk.

        :raise AccessError: see ``_tray_for``
        """
        if not any(seat.always(("handle", "prepare")) for seat in self.env.user._eoffice_seats()):
            self._tray_for()

    def _require_collecting(self):
        """Return the desk whose tray this lies in, when the account carries it and pictures are
        still being collected.

        :raise AccessError: it lies in another desk's tray
        :raise UserError: it is complete
        """
        self.ensure_one()
        desk = self._require_tray()
        if not self.is_collecting:
            raise UserError(self.env._("This letter is complete already."))
        return desk

    # ------------------------------------------------------------------ the one way in

    @api.model
    def _take(self, tray, files, source, *, into=None, **values):
        """Take files into a tray: the one way in, through whatever door they come.

        With the commit they are kept, each has a job that takes it apart, and a file that is in the
        tray already isn't taken again. Called by doors that have checked the right to the tray.

        :param tray: the desk (jabatan)
        :param list files: dicts, see ``eoffice.scan.file._values_of``
        :param str source: upload, camera, folder or mail
        :param into: an intake that still collects, to add to; default a new one
        :param values: of the intake: ``name``, ``naskah_id``, ``note``, ``received_by_id``,
            ``message_key``, ``is_collecting``
        :return: the files, one for each given: new, known already, or refused with the reason
        :raise ConcurrencyError: the same file is being taken at this moment; try again
        """
        # sudo: nobody writes in a tray by hand; the door has checked whose tray it is.
        Intake = self.sudo().browse(into.ids if into else ())
        File = Intake.env["eoffice.scan.file"]
        known = Intake._known(tray, values.get("message_key"))
        if known:
            return known.file_ids
        most = self.env["eoffice.scan.limits"]._limit("intake_files")
        files = [
            given if place < most else {**given, "refused": "many", "details": {"limit": most}}
            for place, given in enumerate(files)
        ]
        prepared = [File._values_of(given) for given in files]
        there = self._already_there(tray, prepared)
        wanted = [one for one in prepared if not self._is_there(one, there)]
        if wanted and not Intake:
            Intake = Intake.create(
                {
                    "name": values.pop("name", None) or wanted[0]["name"],
                    "tray_jabatan_id": tray.id,
                    "source": source,
                    **values,
                }
            )
        taken = []
        for given, one in zip(files, prepared, strict=True):
            if self._is_there(one, there):
                taken.append(there[one["sha256"]])
                continue
            file = Intake._add_file(one, given.get("content"))
            if file.state != "refused":
                there[one["sha256"]] = file
            taken.append(file)
        result = File.union(*taken)
        new = result.filtered(lambda file: file.state == "new" and file.intake_id == Intake)
        new.filtered(lambda file: not file.queued_at)._queue_apart()
        if Intake and not new:
            Intake._file_apart()
        return result

    @api.model
    def _known(self, tray, message_key):
        """Return the intake that an e-mail became already."""
        if not message_key:
            return self.browse()
        return self.search(
            [("tray_jabatan_id", "=", tray.id), ("message_key", "=", message_key)], limit=1
        )

    @api.model
    def _already_there(self, tray, prepared):
        """Return dict of SHA-256 to the file that is in the tray with it."""
        # sudo: whether the very same bytes lie in the tray that the door has checked.
        files = (
            self.env["eoffice.scan.file"]
            .sudo()
            .search(
                [
                    ("tray_jabatan_id", "=", tray.id),
                    ("sha256", "in", [one["sha256"] for one in prepared]),
                    ("state", "!=", "refused"),
                ]
            )
        )
        return {file.sha256: file for file in files}

    @api.model
    def _is_there(self, prepared, there):
        return not prepared.get("refusal_code") and prepared["sha256"] in there

    def _add_file(self, values, content):
        """Add one file to this intake and keep its source, unless it is refused."""
        last = max(self.file_ids.mapped("sequence"), default=0)
        try:
            with self.env.cr.savepoint():
                file = self.env["eoffice.scan.file"].create(
                    {**values, "intake_id": self.id, "sequence": last + 10}
                )
                file.flush_recordset()
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError("The same file is being taken at this moment") from error
        if file.state != "refused":
            file._store_source(content)
        return file

    # ------------------------------------------------------------------ once all is apart

    def action_finish_collecting(self):
        """Say that no more pictures of this letter come: it is read now.

        :return: dict with ``id`` and ``state``
        :raise AccessError: it lies in another desk's tray
        """
        self._require_collecting()
        # sudo: nobody writes in a tray by hand; whose tray it is has been checked.
        intake = self.sudo()
        intake.is_collecting = False
        intake._file_apart()
        return {"id": intake.id, "state": intake.state}

    def _queue_file_apart(self, file):
        """Give the end of one file a job."""
        self.with_delay(
            identity_key=f"eoffice_scan_end_{file.id}",
            description=self.env._("Make letters of scan intake %s", self.id),
        )._file_apart()

    def _file_apart(self):
        """Job: a file of this intake was taken apart or refused: with the last letters are made.

        Idempotent. A job of its own for each file, because two that end at once collide here, and
        then only this is done again.
        """
        self.ensure_one()
        intake = self
        # Written, not only locked: whoever began before the other file ended must fail here, or
        # both would take the other for the last.
        self.env.execute_query(
            SQL(
                "UPDATE eoffice_scan_intake SET write_date = now() WHERE id = %s RETURNING id",
                self.id,
            )
        )
        intake.invalidate_recordset()
        files = intake.file_ids
        if intake.is_collecting or "new" in files.mapped("state"):
            return
        loose = intake.page_ids.filtered(
            lambda page: not page.document_id and not page.aside_reason
        )
        groups = [loose]
        if intake.source not in ONE_LETTER and not intake.naskah_id:
            groups = [loose.filtered(lambda page, f=file: page.file_id == f) for file in files]
        Document = intake.env["eoffice.scan.document"]
        last = max(intake.document_ids.mapped("sequence"), default=0)
        documents = Document.create(
            [
                {
                    "intake_id": intake.id,
                    "sequence": last + 10 * place,
                    "for_naskah_id": intake.naskah_id.id,
                    "page_ids": [(6, 0, pages.ids)],
                }
                for place, pages in enumerate(filter(None, groups), 1)
            ]
        )
        intake._settle()
        documents._start_reading()
