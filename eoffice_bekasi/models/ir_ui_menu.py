from odoo import models


class IrUiMenu(models.Model):
    """The menus of Odoo that an office has no use for.

    Every account but the system administrator: no list of apps to ask for (Odoo shows it to all).
    """

    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        blacklist = super()._load_menus_blacklist()
        if not self.env.user.has_group("base.group_system"):
            blacklist.append(self.env.ref("base.menu_management").id)
        return blacklist
