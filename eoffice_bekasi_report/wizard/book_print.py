from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.book import BOOKS

#: More lines than this make no PDF. A line of a table takes about a millisecond and nearly no memory
#: (``bench/books.py``), a card 85 ms; a request may take 120 s. A spreadsheet takes any number.
MOST_LINES = {"masuk": 40_000, "keluar": 40_000, "ekspedisi": 40_000, "kendali": 200}
BATCH = 500


class BookPrint(models.TransientModel):
    """Dialog: print or export a book of the registry for a period.

    Every account: uses its own; it prints the lines that the account may read, and of a secret
    letter no subject that is closed to it.
    """

    _name = "eoffice.book.print"
    _description = "Print a book"

    book = fields.Selection(
        [
            ("masuk", "Buku agenda masuk"),
            ("keluar", "Buku agenda keluar"),
            ("kendali", "Kartu kendali"),
            ("ekspedisi", "Buku ekspedisi"),
        ],
        required=True,
        default="masuk",
    )
    of_recipients = fields.Boolean()
    paper = fields.Selection([("f4", "F4"), ("a4", "A4")], required=True, default="f4")
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    chosen = fields.Json()
    domain = fields.Json()
    line_count = fields.Integer("Lines", compute="_compute_line_count", compute_sudo=False)

    @api.model
    def default_get(self, names):
        values = super().default_get(names)
        context = self.env.context
        return {
            **values,
            "of_recipients": context.get("active_model") == "eoffice.recipient",
            "chosen": context.get("active_ids") or [],
            "domain": context.get("active_domain") or [],
        }

    @api.depends("book", "date_from", "date_to")
    def _compute_line_count(self):
        for dialog in self:
            dialog.line_count = dialog._model().search_count(dialog._line_domain())

    def action_print(self):
        """Open the book as PDF in a tab of its own.

        :raise UserError: there is nothing to print, or more than a printer can take
        """
        self._check_size(MOST_LINES[self.book])
        return self._open("pdf")

    def action_csv(self):
        """Download the book as CSV."""
        self._check_size(None)
        return self._open("csv")

    def action_xlsx(self):
        """Download the book as a spreadsheet."""
        self._check_size(None)
        self._log("xlsx")
        return self.env.ref("eoffice_bekasi_report.book_xlsx").report_action(self, config=False)

    def _open(self, form):
        self._log(form)
        return {
            "type": "ir.actions.act_url",
            "url": f"/eoffice/buku/{self.id}/{form}",
            "target": "new" if form == "pdf" else "download",
        }

    def _log(self, form):
        detail = {"book": self.book, "form": form, "lines": self.line_count}
        self.env["eoffice.event"]._log(None, "printed", detail=detail)

    def _check_size(self, most):
        self.ensure_one()
        if not self.line_count:
            raise UserError(self.env._("There are no lines in this period."))
        if most and self.line_count > most:
            raise UserError(
                self.env._(
                    "%(count)s lines are too many to print (at most %(most)s). Choose a shorter "
                    "period, or export the book to Excel.",
                    count=self.line_count,
                    most=most,
                )
            )

    # ------------------------------------------------------------------ lines

    def _book(self):
        return BOOKS[self.book]

    def _model(self):
        return self.env[self._book().model]

    def _line_domain(self):
        """Return which lines: those chosen, or those of the search; in the period."""
        book = self._book()
        if (book.model == "eoffice.recipient") != self.of_recipients:
            # Another list's book: what was searched says nothing about its lines.
            return Domain.FALSE
        domain = Domain([("id", "in", self.chosen)]) if self.chosen else Domain(self.domain or [])
        if book.model == "eoffice.agenda" and self.book in ("masuk", "keluar"):
            domain &= Domain("direction", "=", self.book)
        if self.date_from:
            domain &= Domain(book.period, ">=", fields.Date.to_string(self.date_from))
        if self.date_to:
            after = fields.Date.add(self.date_to, days=1)
            domain &= Domain(book.period, "<", fields.Date.to_string(after))
        return domain

    def _batches(self, size=BATCH):
        """Yield the lines in the order of the book, a batch at a time."""
        # A book is Indonesian, in whatever language its keeper works.
        book, Model = self._book(), self._model().with_context(lang="id_ID")
        ids = Model.search(self._line_domain(), order=book.order).ids
        for start in range(0, len(ids), size):
            yield Model.browse(ids[start : start + size])
            # What was looked up for them, letters and their texts too, is not needed any more.
            self.env.invalidate_all()

    def _rows(self):
        """Yield all rows of the book as dicts of texts, numbered where the book has no number."""
        place = 0
        for lines in self._batches():
            for row in lines._book_rows():
                place += 1
                if "place" in row:
                    row["place"] = str(place)
                yield row
