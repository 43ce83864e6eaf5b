from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.local_time import office_today
from ..tools.number_format import format_number
from .naskah import UNSIGNED
from .naskah_numbering import Number


class Naskah(models.Model):
    """A letter that gets a number which was set aside for a day, instead of the next one.

    The registry of the register (or the one it was granted to) chooses it and can take it back
    until the letter is signed; the signer sees number and date before he signs. It is the only
    way to an earlier date (naskah-dinas.md, section 8.4).
    """

    _inherit = "eoffice.naskah"

    reserved_number_id = fields.Many2one(
        "eoffice.reserved.number", "Reserved number", readonly=True, copy=False, ondelete="restrict"
    )
    on_paper = fields.Boolean(
        "Signed on paper",
        readonly=True,
        copy=False,
        help="Signed on paper while the system was away; its scan hangs on it.",
    )
    paper_kepada = fields.Char("Addressees on paper", readonly=True, copy=False)
    can_use_reserved = fields.Boolean(compute="_compute_can_use_reserved")

    _reserved_number_uniq = models.UniqueIndex(
        "(reserved_number_id) WHERE reserved_number_id IS NOT NULL",
        "This reserved number has been chosen for another letter.",
    )

    @api.depends("state", "skpd_id")
    @api.depends_context("uid")
    def _compute_can_use_reserved(self):
        for naskah in self:
            # sudo: only which desks keep the register; nothing is shown.
            letter = naskah.sudo()
            can = (
                letter.state == "approval"
                and not letter.number
                and letter.skpd_id
                and letter.type_id
            )
            naskah.can_use_reserved = bool(can and naskah._registry(letter._keepers()))

    # ------------------------------------------------------------------ verbs

    def action_use_reserved(self, reserved_number_id):
        """Choose an open reserved number for a letter in approval, by the registry.

        :param int reserved_number_id: an open number of the register by which this letter would
            be numbered, or one that was granted to its SKPD
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: not the registry, or the number isn't open to it
        :raise UserError: the number is taken, or of a register that doesn't number this letter
        """
        self.ensure_one()
        self._lock_unsigned()
        if self.number:
            raise UserError(self.env._("This letter keeps the number it has."))
        reserved = self.env["eoffice.reserved.number"].browse(reserved_number_id)
        reserved.check_access("read")
        # Whoever else uses, voids or gives it back waits for this, or is seen by it.
        self.env.cr.execute(
            "SELECT FROM eoffice_reserved_number WHERE id = %s FOR UPDATE", [reserved.id]
        )
        reserved.invalidate_recordset()
        self._check_reservation(reserved)
        jabatan = self._registry(reserved.skpd_id | reserved.for_skpd_id)
        if not jabatan:
            raise AccessError(
                self.env._("A reserved number is chosen by the registry that keeps it.")
            )
        # sudo: written by this verb only; the right has been checked.
        self.sudo().reserved_number_id = reserved
        self.flush_recordset()
        self._log("number_chosen", jabatan, self._reserved_detail(reserved))
        return self._answer()

    def action_unuse_reserved(self):
        """Take the reserved number back from a letter that isn't signed; it is open again.

        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: not the registry that keeps the number
        :raise UserError: there is none, or the letter is signed
        """
        self.ensure_one()
        self._lock_unsigned("draft", "approval")
        if self.number:
            raise UserError(self.env._("This letter keeps the number it has."))
        # sudo: only whose number it is, to compare with the user's seats.
        reserved = self.sudo().reserved_number_id
        if not reserved:
            raise UserError(self.env._("No reserved number was chosen for this letter."))
        jabatan = self._registry(reserved.skpd_id | reserved.for_skpd_id)
        if not jabatan:
            raise AccessError(
                self.env._("A reserved number is taken back by the registry that keeps it.")
            )
        self._free_reserved(jabatan)
        return self._answer()

    @api.readonly
    def get_reserved_number(self):
        """Return the number and date this letter will get, when one was set aside for it.

        :return: dict with ``number`` (as it prints), ``date`` and ``is_open``; False for none
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: number and date of a letter's own reservation are its envelope; not the reason.
        letter = self.sudo()
        reserved = letter.reserved_number_id
        if not reserved or letter.number or letter.state not in UNSIGNED:
            return False
        return {
            "number": letter._reserved_text(reserved),
            "date": fields.Date.to_string(reserved.date),
            "is_open": reserved.state == "open",
        }

    # ------------------------------------------------------------------ signing

    def _check_complete_for_number(self):
        super()._check_complete_for_number()
        # sudo: the reservation of the letter that is being signed.
        reserved = self.sudo().reserved_number_id
        if not reserved or self.number:
            return
        # Held until "signing" is committed: whoever makes it void after that is refused.
        self.env.cr.execute(
            "SELECT FROM eoffice_reserved_number WHERE id = %s FOR UPDATE", [reserved.id]
        )
        reserved.invalidate_recordset()
        self._check_reservation(reserved)
        if reserved.date > office_today():
            raise UserError(
                self.env._(
                    "This letter has a number for %s. Sign it on that day, or ask the registry "
                    "to take the number back.",
                    reserved.date.strftime("%d-%m-%Y"),
                )
            )

    def _reserved_number(self, cr):
        """Return the number that was set aside for this letter, and mark it used.

        :raise UserError: it isn't open any more; the letter then gets no other number silently
        """
        cr.execute(
            """SELECT r.id, r.register_id, r.skpd_id, r.number, r.date, r.state, r.reason,
                      n.skpd_id, n.type_id, s.user_id, s.jabatan_id, s.capacity
                 FROM eoffice_naskah n
                 JOIN eoffice_reserved_number r ON r.id = n.reserved_number_id
                 JOIN eoffice_signature s ON s.naskah_id = n.id AND s.is_final
                WHERE n.id = %s
                  FOR UPDATE OF r""",
            [self.id],
        )
        row = cr.fetchone()
        if not row:
            return super()._reserved_number(cr)
        id_, register_id, keeper_id, number, day, state, reason = row[:7]
        skpd_id, type_id, user_id, jabatan_id, capacity = row[7:]
        if state != "open":
            raise UserError(self._not_open(number, day))
        numbering, unit = self._reserved_numbering(
            cr, register_id, keeper_id, (skpd_id, type_id), day
        )
        cr.execute(
            """UPDATE eoffice_reserved_number
                  SET state = 'used', ended_at = clock_timestamp() AT TIME ZONE 'UTC',
                      ended_by_id = %s, ended_jabatan_id = %s
                WHERE id = %s""",
            [user_id, jabatan_id, id_],
        )
        detail = {"reserved_number_id": id_, "seq": number, "date": fields.Date.to_string(day)}
        (event_id,) = self.env["eoffice.event"]._insert(
            cr, [(self.id, "number_used", user_id, jabatan_id, capacity, detail)]
        )
        # The reason may name what is secret, so it is kept where the letter's content is.
        cr.execute(
            """INSERT INTO eoffice_remark (naskah_id, event_id, text, create_uid, create_date)
               VALUES (%s, %s, %s, %s, clock_timestamp() AT TIME ZONE 'UTC')""",
            [self.id, event_id, reason, user_id],
        )
        return Number(numbering, day, number, unit)

    def _reserved_numbering(self, cr, register_id, keeper_id, letter, day):
        """Return (numbering, unit) by which a reserved number is written on a letter.

        :param tuple letter: its SKPD's id and its type's id
        :return: the unit is None when the letter's own SKPD stands in the number; else, for a
            number that another SKPD's registry has granted, that SKPD's abbreviation
        :raise UserError: that register numbers no letters of this kind
        """
        skpd_id, type_id = letter
        numbering = self._numbering(cr, skpd_id, type_id, day)
        if numbering.register_id == register_id:
            return numbering, None
        numbering = self._numbering(cr, keeper_id, type_id, day)
        if numbering.register_id == register_id:
            cr.execute("SELECT abbreviation FROM eoffice_organisation WHERE id = %s", [keeper_id])
            return numbering, cr.fetchone()[0]
        raise UserError(
            self.env._("The register of this reserved number doesn't number letters of this kind.")
        )

    # ------------------------------------------------------------------ helpers

    def _lock_unsigned(self, *states):
        """Let no signature and no second tab come between what is checked and what is written."""
        self.check_access("read")
        self.env.cr.execute("SELECT FROM eoffice_naskah WHERE id = %s FOR NO KEY UPDATE", [self.id])
        self.invalidate_recordset(["state", "reserved_number_id"])
        self._require_state(*(states or ("approval",)))

    def _registry(self, skpds):
        """Return the registry desk of one of these SKPD in which the user may act on the letter."""
        # sudo: which desk keeps the registry of an SKPD is no secret.
        return self._own(skpds.sudo().registry_jabatan_id, "send")[:1]

    def _keepers(self):
        """Return the SKPD whose registries may choose this letter's number (in sudo mode)."""
        self.flush_recordset(["skpd_id", "type_id"])
        numbering = self._numbering(self.env.cr, self.skpd_id.id, self.type_id.id, office_today())
        return self.skpd_id | self.skpd_id.browse(numbering.keeper_id)

    def _check_reservation(self, reserved):
        """Refuse a reserved number that this letter can't get.

        :raise UserError: it isn't open, is another letter's, or of a register that isn't its
        """
        # sudo: facts of the reservation; whoever chooses it may read it, the signer needs them.
        letter, reserved = self.sudo(), reserved.sudo()
        if reserved.state != "open":
            raise UserError(self._not_open(reserved.number, reserved.date))
        if reserved.block_id:
            raise UserError(
                self.env._("This number was handed out on paper. Register the paper letter.")
            )
        own = letter.skpd_id
        if reserved.for_skpd_id and reserved.for_skpd_id != own:
            raise UserError(self.env._("This number was granted to %s.", reserved.for_skpd_id.name))
        # sudo: only for which letter it was granted, to compare.
        request = self.env["eoffice.number.request"].sudo()
        request = request.search([("reserved_number_id", "=", reserved.id)])
        if request.naskah_id and request.naskah_id != letter:
            raise UserError(self.env._("This number was granted for another letter."))
        self.flush_model(["skpd_id", "type_id"])
        _numbering, unit = self._reserved_numbering(
            self.env.cr,
            reserved.register_id.id,
            reserved.skpd_id.id,
            (own.id, letter.type_id.id),
            reserved.date,
        )
        if unit and not reserved.for_skpd_id:
            raise UserError(
                self.env._("This number is of a register that doesn't number this letter.")
            )

    def _not_open(self, number, day):
        return self.env._(
            "The number %(number)s of %(day)s, which was reserved for this letter, is not open "
            "any more. The registry chooses another one, or takes it back so that the letter "
            "gets the next number.",
            number=number,
            day=day.strftime("%d-%m-%Y"),
        )

    def _free_reserved(self, jabatan):
        # sudo: written by verbs only, which have checked the right.
        letter = self.sudo()
        detail = self._reserved_detail(letter.reserved_number_id)
        letter.reserved_number_id = False
        self._log("number_unchosen", jabatan, detail)

    def _reserved_detail(self, reserved):
        """Return what the log says of a reservation: no reason, which may name what is secret."""
        return {
            "reserved_number_id": reserved.id,
            "seq": reserved.number,
            "date": fields.Date.to_string(reserved.date),
        }

    def _reserved_text(self, reserved):
        """Return the number as it will print (in sudo mode)."""
        letter = (self.skpd_id.id, self.type_id.id)
        numbering, unit = self._reserved_numbering(
            self.env.cr, reserved.register_id.id, reserved.skpd_id.id, letter, reserved.date
        )
        return format_number(
            numbering.pattern,
            klas=self.classification_id.code or "",
            urut=reserved.number,
            unit=unit or self.skpd_id.abbreviation or "",
            jenis=self.type_id.code,
            date=reserved.date,
        )
