from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.assignment import KINDS
from ..tools.local_time import office_today


class Succession(models.TransientModel):
    """Dialog: from a day on somebody else holds a jabatan, or nobody; in one step.

    What waits at the jabatan stays there: the successor finds it on his desk.

    Administrator: uses it. What it does needs the right to change assignments.
    """

    _name = "eoffice.succession"
    _description = "Succession"

    jabatan_id = fields.Many2one("eoffice.jabatan", "Position", required=True)
    is_shared = fields.Boolean(related="jabatan_id.is_shared")
    date_from = fields.Date("From", required=True, default=lambda self: office_today())
    leaving_ids = fields.Many2many(
        "eoffice.assignment",
        "eoffice_succession_leaving_rel",
        string="Held until then by",
        compute="_compute_leaving_ids",
        store=True,
        readonly=False,
        domain="[('jabatan_id', '=', jabatan_id)]",
    )
    user_id = fields.Many2one(
        "res.users", "Successor", help="Empty: the position is vacant from that day on."
    )
    kind = fields.Selection(KINDS, "Holds it as", required=True, default="definitif")
    date_to = fields.Date("Until", help="The last day, when it is for a time only.")
    decree_number = fields.Char("Decree number")
    decree_date = fields.Date("Decree date")
    gives_up_ids = fields.Many2many(
        "eoffice.assignment",
        "eoffice_succession_gives_up_rel",
        string="Gives up",
        compute="_compute_gives_up_ids",
        store=True,
        readonly=False,
        domain="[('user_id', '=', user_id), ('jabatan_id', '!=', jabatan_id)]",
        help="What the successor holds now and leaves on the same day. "
        "Remove from the list what he goes on holding.",
    )
    has_open_work = fields.Boolean(compute="_compute_has_open_work")

    @api.depends("jabatan_id", "date_from")
    def _compute_leaving_ids(self):
        for dialog in self:
            leaving = dialog._held_on_the_day(("jabatan_id", "=", dialog.jabatan_id.id))
            # At a desk that people share, one comes without another leaving.
            dialog.leaving_ids = [Command.set([] if dialog.is_shared else leaving.ids)]

    @api.depends("user_id", "kind", "date_from", "jabatan_id")
    def _compute_gives_up_ids(self):
        for dialog in self:
            held = self.env["eoffice.assignment"]
            # Who acts for another (Plt., Plh.) keeps his own post.
            if dialog.user_id and dialog.kind in ("definitif", "pj"):
                held = dialog._held_on_the_day(
                    ("user_id", "=", dialog.user_id.id),
                    ("jabatan_id", "!=", dialog.jabatan_id.id),
                    ("kind", "=", "definitif"),
                )
            dialog.gives_up_ids = [Command.set(held.ids)]

    def _held_on_the_day(self, *domain):
        """Return assignments that would still run on the day of the succession."""
        day = self.date_from or office_today()
        return self.env["eoffice.assignment"].search(
            [
                *domain,
                ("date_from", "<", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ]
        )

    @api.depends("jabatan_id")
    def _compute_has_open_work(self):
        for dialog in self:
            dialog.has_open_work = bool(dialog.jabatan_id._with_open_work())

    def action_apply(self):
        """End what ends and begin what begins, all or nothing.

        :return: the action that closes the dialog
        :raise UserError: nothing would change
        :raise ValidationError: somebody else holds the position in that period
        """
        self.ensure_one()
        if not self.user_id and not self.leaving_ids:
            raise UserError(
                self.env._("Nobody leaves and nobody comes. Choose a successor, or who leaves.")
            )
        ending = self.leaving_ids | self.gives_up_ids
        too_late = ending.filtered(lambda one: one.date_from >= self.date_from)
        if too_late:
            raise UserError(
                self.env._(
                    "%(who)s began on %(day)s. Choose a later day, or correct that assignment.",
                    who=too_late[0].display_name,
                    day=fields.Date.to_string(too_late[0].date_from),
                )
            )
        ending.write({"date_to": self.date_from - timedelta(days=1)})
        if self.user_id:
            self.env["eoffice.assignment"].create(
                {
                    "jabatan_id": self.jabatan_id.id,
                    "user_id": self.user_id.id,
                    "kind": self.kind,
                    "date_from": self.date_from,
                    "date_to": self.date_to,
                    "decree_number": self.decree_number,
                    "decree_date": self.decree_date,
                }
            )
        return {"type": "ir.actions.act_window_close"}
