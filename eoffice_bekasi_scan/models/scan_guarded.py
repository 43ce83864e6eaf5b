from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.eoffice_bekasi.models.closure import readable, seated


class ScanGuarded(models.AbstractModel):
    """What lies in an intake tray: open to the desk whose tray it is, until it is a letter's.

    - Whoever carries that desk (the registry; for a closed letter its addressee): reads, and handles
      it by verbs. His assistant too, where he may read secret letters.
    - Once registered: whoever may read what the letter says. What else holds a letter's pages (its
      file, its delivery, pages put aside) closes with it to a desk that may not read it (any more).
    - Administrator: nothing by being administrator. Nobody writes by hand.
    """

    _name = "eoffice.scan.guarded"
    _description = "Guarded by the tray it lies in"
    _inherit = "eoffice.closure"

    @api.model
    def _tray(self):
        """Return SQL: id of the jabatan whose tray a row ``g`` lies in."""
        return SQL("g.tray_jabatan_id")

    @api.model
    def _letter(self):
        """Return SQL: id of the letter that a row ``g`` became, or NULL."""
        return SQL("NULL::int")

    @api.model
    def _guard(self, operation, seats):
        if operation != "read":
            return None
        # What lies here may turn out secret, so a seat that is limited opens no tray.
        whole = tuple(seat for seat in seats if seat.always(("handle", "prepare")))
        return SQL(
            "((%(letter)s IS NULL AND %(mine)s AND NOT %(kept)s) OR %(readable)s)",
            letter=self._letter(),
            kept=self._kept(seats),
            mine=seated(self._tray(), whole, ("handle", "prepare"), "n"),
            readable=readable(self._letter(), seats, "content"),
        )

    @api.model
    def _kept(self, seats):
        """Return SQL: whether a row ``g`` of a tray shows what a letter says that isn't open."""
        return SQL("FALSE")

    @api.model
    def _closed_page(self, condition, seats):
        """Return SQL: whether a page ``p`` with this condition became a letter that isn't open.

        A letter may turn out secret when its pages are registered long since.
        """
        return SQL(
            """EXISTS (SELECT FROM eoffice_scan_page p
                        WHERE %s AND p.naskah_id IS NOT NULL AND (%s) IS NOT TRUE)""",
            condition,
            readable(SQL("p.naskah_id"), seats, "content"),
        )

    def _guard_error(self):
        return AccessError(
            self.env._("This lies in a tray of another desk. Ask the registry that keeps it.")
        )

    def _require_tray(self):
        """Refuse who doesn't carry the desk whose tray these lie in, or what is registered.

        :return: the desk
        """
        self.check_access("read")
        # sudo: which desk's tray it is; compared with the account's own seats.
        desk = self.sudo().tray_jabatan_id
        mine = {
            seat.jabatan_id
            for seat in self.env.user._eoffice_seats()
            if seat.always(("handle", "prepare"))
        }
        if len(desk) != 1 or desk.id not in mine:
            raise self._guard_error()
        return desk.sudo(False)
