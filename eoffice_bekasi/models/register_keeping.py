from odoo import api, fields, models
from odoo.exceptions import UserError


class Register(models.Model):
    """Who keeps a register, and whether a year of it is closed."""

    _inherit = "eoffice.register"

    is_kept_by_me = fields.Boolean(
        "Kept by me",
        compute="_compute_is_kept_by_me",
        search="_search_is_kept_by_me",
        compute_sudo=False,
    )

    @api.depends_context("uid")
    def _compute_is_kept_by_me(self):
        kept = self._kept_skpd()
        for register in self:
            register.is_kept_by_me = register.organisation_id in kept

    @api.model
    def _search_is_kept_by_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("organisation_id", "in" if True in value else "not in", self._kept_skpd().ids)]

    @api.model
    def _kept_skpd(self):
        """Return the SKPD whose registers the user keeps, as registry or as head."""
        ids = [seat.jabatan_id for seat in self.env.user._eoffice_seats() if seat.always(("send",))]
        return (
            self.env["eoffice.organisation"]
            .with_context(active_test=False)
            .search(["|", ("registry_jabatan_id", "in", ids), ("head_jabatan_id", "in", ids)])
        )

    @api.model
    def _keeping(self, skpd, act):
        """Return the desk (registry or head) of an SKPD in which the user keeps its registers.

        :param skpd: the SKPD that keeps the register
        :param str act: see ``tools.seats``
        :return: eoffice.jabatan, empty when it is not the user's
        """
        seats = self.env.user._eoffice_seats()
        # A register has lines of all kinds of letters, so a limited seat keeps none.
        return (skpd.registry_jabatan_id | skpd.head_jabatan_id).filtered(
            lambda one: (seat := seats.of(one.id)) and seat.always((act,))
        )[:1]

    @api.model
    def _check_open(self, register, year):
        """Refuse what would change a closed year.

        :raise UserError: the year is closed
        """
        counters = self.env["eoffice.register.counter"].search(
            [("register_id", "=", register.id), ("year", "=", year), ("closing_id", "!=", False)]
        )
        if counters:
            raise register._closed_error(year)

    def _closed_error(self, year):
        return UserError(
            self.env._(
                "The book “%(register)s” of %(year)s is closed: nothing more is entered in it.",
                register=self.display_name,
                year=year,
            )
        )

    def _closing_findings(self, cr, year):
        """Return why the book of a year can't be closed, as texts for people; empty when it can.

        :param cr: cursor of the transaction that closes
        """
        self.ensure_one()
        cr.execute(
            """SELECT n.number
                 FROM eoffice_register_counter c
                CROSS JOIN LATERAL generate_series(1, c.last_number) AS n (number)
                WHERE c.register_id = %(register)s AND c.year = %(year)s
                  AND NOT EXISTS (SELECT FROM eoffice_agenda a
                                   WHERE a.register_id = c.register_id AND a.year = c.year
                                     AND a.number = n.number)
                ORDER BY n.number LIMIT 20""",
            {"register": self.id, "year": year},
        )
        missing = [str(row[0]) for row in cr.fetchall()]
        if not missing:
            return []
        return [self.env._("These numbers are not explained: %s.", ", ".join(missing))]
