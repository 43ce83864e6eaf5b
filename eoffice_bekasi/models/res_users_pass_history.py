from odoo import fields, models


class ResUsersPassHistory(models.Model):
    """Earlier passwords. password_security lets each account read its own digests: with a stolen
    session they could be guessed at elsewhere, at leisure.
    """

    _inherit = "res.users.pass.history"

    password_crypt = fields.Char(groups=fields.NO_ACCESS)
