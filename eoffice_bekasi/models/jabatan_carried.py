from odoo import models
from odoo.exceptions import UserError


class Jabatan(models.Model):
    """Who carries a position, for those who hand something to it."""

    _inherit = "eoffice.jabatan"

    def _require_carried(self):
        """Refuse positions that nobody carries, naming who could be asked instead."""
        carriers = self._carriers()
        vacant = self.filtered(lambda one: not carriers.get(one.id))
        if not vacant:
            return
        texts = []
        above = vacant.superior_id._carriers()
        for one in vacant:
            superior = one.superior_id
            texts.append(
                self.env._(
                    "%(jabatan)s is vacant and nobody carries it. Its superior is %(superior)s "
                    "(%(holder)s).",
                    jabatan=one.name,
                    superior=superior.name,
                    holder=", ".join(above[superior.id].mapped("name")),
                )
                if above.get(superior.id)
                else self.env._("%s is vacant and nobody carries it.", one.name)
            )
        texts.append(self.env._("Choose another position, or let a Plt. or Plh. be named."))
        raise UserError("\n".join(texts))

    def _carried_texts(self):
        """Return for each position who carries it now, and how when it isn't its holder.

        :return: dict of id to dict with ``holder`` and ``carried_as``
        """
        carriers = self._carriers()
        # sudo: who holds an office is public inside the city.
        known = self.sudo()
        return {
            one.id: {
                "holder": ", ".join(carriers[one.id].mapped("name")) if one.id in carriers else "",
                "carried_as": one.held_as or ""
                if one.holder_id in carriers.get(one.id, ())
                else "",
                "vacant": one.id not in carriers,
            }
            for one in known
        }
