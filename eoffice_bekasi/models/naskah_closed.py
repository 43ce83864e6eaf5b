from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class Naskah(models.Model):
    """Closed letters (Rahasia, Sangat Rahasia): the registry has the envelope, the addressee the rest.

    - Addressee, or his assistant who is named for secret letters: opens it.
    - Addressee, registry of his SKPD, desk that registered it: raises the sifat of one that turns
      out secret; the registry then keeps its envelope only.
    """

    _inherit = "eoffice.naskah"

    can_open = fields.Boolean(compute="_compute_can_open", compute_sudo=False)

    @api.depends("is_closed", "recipient_ids.state")
    @api.depends_context("uid")
    def _compute_can_open(self):
        for naskah in self:
            naskah.can_open = naskah.is_closed and bool(naskah._opening_as())

    def action_open_envelope(
        self,
        subject,
        page_id=None,
        attachment_ids=(),
        text="",
        sifat=None,
        number=None,
        letter_date=None,
    ):
        """Open a closed letter: enter what it says, which the registry could not.

        By its addressee, or his assistant who is named for secret letters.

        :param str subject: what it is about
        :param int page_id: the letter as a PDF: an attachment the account uploaded
        :param list attachment_ids: further files, the same
        :param str text: recognised text of the page
        :param str sifat: what is written inside, when it differs; only the addressee himself lowers
            it, which opens the letter to the registry
        :param str number: of the sender, when the envelope said none
        :param str letter_date: the same
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: not its addressee, nor an assistant named for it
        :raise UserError: it isn't closed (any more), or the subject is missing
        """
        self.ensure_one()
        self.check_access("read")
        actors = self._opening_as()
        if not actors:
            raise AccessError(
                self.env._(
                    "A closed letter is opened by its addressee, or by his assistant who is named "
                    "for secret letters."
                )
            )
        if not self.is_closed:
            raise UserError(self.env._("The letter has been opened already."))
        subject = " ".join((subject or "").split())
        if not subject:
            raise UserError(self.env._("Missing for the letter: %s.", self.env._("Subject")))
        values = self._opened_values(sifat, number, letter_date)
        page, files = self._own_files(page_id, attachment_ids)
        # sudo: by this verb only, whose right has been checked.
        letter = self.sudo()
        # Two who open it at once: the second waits here and finds it open.
        letter.lock_for_update()
        letter.content_ids.subject = subject
        letter._put_page(page, files, text)
        letter.write({"is_closed": False, **values})
        self._log("envelope_opened", actors[0])
        self.invalidate_recordset()
        if corrected := values.keys() & {"number", "letter_date"}:
            self._correct_agenda(corrected, self.env._("Said inside the envelope"))
        return letter._answer()

    def action_raise_sifat(self, sifat, reason=""):
        """Raise the sifat of a letter from outside that turns out more secret than was registered.

        From Rahasia up the registry keeps its envelope only.

        :param str sifat: code of the higher degree
        :param str reason: stands with the letter
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: neither addressee nor registry
        :raise UserError: it isn't higher
        """
        self.ensure_one()
        self.check_access("read")
        letter, actors = self.sudo(), self._raising_as()  # sudo: by this verb; checked here.
        if not actors:
            raise AccessError(
                self.env._(
                    "The sifat is raised by the addressee, his registry or who registered it."
                )
            )
        rank = self.env["eoffice.sifat"]._ranks()
        if sifat not in rank or rank[sifat] <= rank[self.sifat]:
            raise UserError(self.env._("Choose a higher sifat than the letter has."))
        event = self._log("registration_corrected", actors[0], {"fields": ["sifat"]})
        letter.sifat = sifat
        if reason := (reason or "").strip():
            letter._remark(event, reason)
        letter.flush_recordset()
        return letter._answer()

    # ------------------------------------------------------------------ helpers

    def _opening_as(self):
        """Return the positions in which the account may open this letter: it came to them."""
        # sudo: the rows are the system's to find; they are filtered by the user's own seats.
        received = self.sudo().recipient_ids.filtered(
            lambda one: one.jabatan_id and one.state not in ("draft", "sent_on")
        )
        addressed = received.filtered(lambda one: one.kind == "kepada").jabatan_id
        return self._own(addressed, "handle", "prepare").with_env(self.env)

    def _raising_as(self):
        """Return the positions in which the account may raise the sifat of this letter."""
        # sudo: which positions have it and which desks keep their registers, for who may see it.
        letter = self.sudo()
        if letter.direction != "masuk":
            return letter.drafter_jabatan_id.browse()
        received = letter.recipient_ids.filtered(lambda one: one.state not in ("draft", "sent_on"))
        parties = received.jabatan_id | received.skpd_id.registry_jabatan_id
        return self._own(parties | letter.drafter_jabatan_id, "handle", "register")

    def _opened_values(self, sifat, number, letter_date):
        """Return what opening changes of the envelope.

        :raise UserError: no such sifat, or no date
        :raise AccessError: an assistant lowers the sifat
        """
        self._check_registered_choices({"sifat": sifat})
        rank = self.env["eoffice.sifat"]._ranks()
        values = {}
        if sifat and sifat != self.sifat:
            # sudo: only the addressees, compared with the user's own seats.
            own = self._own(self.sudo().recipient_ids.jabatan_id, "handle")
            if rank[sifat] < rank[self.sifat] and not own:
                raise AccessError(
                    self.env._("Only the addressee himself lowers the sifat of a letter.")
                )
            values["sifat"] = sifat
        inside = self._registered_values({"number": number, "letter_date": letter_date})
        _now, inside["letter_date"] = self._checked_moments({"letter_date": letter_date})
        return values | {
            name: inside[name]
            for name in ("number", "letter_date")
            if inside[name] and not self[name]
        }
