from odoo import api, models
from odoo.tools import SQL

from .desk import work_query


class Desk(models.AbstractModel):
    """The desk, asked for certain letters: what notifications say stands nowhere else."""

    _inherit = "eoffice.desk"

    @api.model
    def _items_of(self, naskah_ids):
        """Return what the account's desk has of those of these letters that it may read.

        :param naskah_ids: ids, readable or not
        :return: items as in ``get_desk``
        """
        naskah_ids = self.env["eoffice.naskah"].search([("id", "in", naskah_ids)]).ids
        seats = self.env.user._eoffice_seats()
        if not (naskah_ids and seats):
            return []
        self._flush()
        work = SQL(
            "SELECT w.* FROM (%s) w WHERE w.naskah_id = ANY(%s)",
            work_query(seats),
            naskah_ids,
        )
        return self._items(work, None, None, seats)
