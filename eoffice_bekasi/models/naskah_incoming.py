from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..tools.transaction import after_commit

#: By which way a letter from outside came in.
WAYS = [
    ("counter", "Handed in"),
    ("post", "Post"),
    ("courier", "Courier"),
    ("email", "E-mail"),
    ("other", "Other"),
]
#: What must be said of an incoming letter; of a closed one its envelope says no subject.
REQUIRED = ("type_id", "sender", "subject", "kepada_ids")


class Naskah(models.Model):
    """An incoming letter from outside the e-office (Ps. 10(b), Lampiran II flow 3).

    It is registered as a whole in one go: from then on it is a letter like any other that came in.
    ``number`` and ``letter_date`` are the sender's; the agenda number is the receiver's own.
    ``drafter_jabatan_id`` is the desk that registered it (reason "registrar" in the closure).
    """

    _inherit = "eoffice.naskah"

    sender_partner_id = fields.Many2one(
        "res.partner",
        "Sender",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    sender_name = fields.Char("Sender as it prints", readonly=True, copy=False, index="trigram")
    received_at = fields.Datetime("Received", readonly=True, copy=False)
    receipt_way = fields.Selection(WAYS, "Came by", readonly=True, copy=False)
    is_closed = fields.Boolean(
        "In a closed envelope",
        readonly=True,
        copy=False,
        help="Registered by its envelope; only its addressee or his assistant opens it.",
    )

    # ------------------------------------------------------------------ the verb

    @api.model
    def action_register(self, values):
        """Register a letter that came from outside, and put it on the desks of its addressees.

        The agenda number is given in the moment the request commits, before its answer leaves;
        read it with ``get_registered``.

        :param dict values: ``type_id``, ``sender`` (dict with ``partner_id``, or ``name`` and as far
            as known ``street``, ``city``, ``email``), ``number``, ``letter_date``, ``subject``,
            ``sifat``, ``urgensi``, ``classification_id``, ``attachment_note``, ``kepada_ids`` and
            ``tembusan_ids`` (ids of jabatan), ``received_at`` (UTC; default now), ``receipt_way``,
            ``is_closed``, ``page_id`` (the letter as a PDF: an attachment the account uploaded),
            ``attachment_ids`` (further files), ``text`` (recognised text), ``jabatan_id``
            (which registry desk; by default one's own)
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the account keeps no registry
        :raise UserError: something is missing; says what
        """
        registrar = self._registering_as(values.get("jabatan_id"))
        self._check_registration(values)
        sender = self._sender_of(values["sender"])
        now = self.env.cr.now()
        # sudo: the registry registers what others wrote; its right has been checked.
        letter = self.sudo().create(
            {
                **self._registered_values(values),
                "direction": "masuk",
                "drafter_jabatan_id": registrar.id,
                "signer_jabatan_id": False,
                "step_ids": [Command.clear()],
                "sender_partner_id": sender.id,
                "sender_name": sender.name,
                "received_at": values.get("received_at") or now,
                "receipt_way": values.get("receipt_way") or "counter",
                "is_closed": bool(values.get("is_closed")),
                "state": "sealed",
                "submitted_at": now,
                "sealed_at": now,
                "recipient_ids": [
                    Command.create({"kind": kind, "jabatan_id": id_})
                    for kind in ("kepada", "tembusan")
                    for id_ in values.get(f"{kind}_ids") or ()
                ],
            }
        )
        naskah = letter.with_env(self.env)
        letter._put_registered_page(naskah, values)
        naskah._log("registered", registrar, {"way": letter.receipt_way})
        naskah._order_sending(now, registrar)
        letter.with_delay(identity_key=f"eoffice_finish_signing_{letter.id}")._finish_signing()
        after_commit(letter.env, lambda env: naskah.with_env(env).sudo()._distribute_now())
        return naskah._answer()

    # ------------------------------------------------------------------ helpers

    @api.model
    def _registering_as(self, jabatan_id=None):
        """Return the registry desk in which the account registers incoming letters.

        :raise AccessError: it keeps none
        """
        seats = self.env.user._eoffice_seats()
        mine = [id_ for id_ in seats.ids("handle") if jabatan_id in (None, False, id_)]
        kept = self.env["eoffice.organisation"].search([("registry_jabatan_id", "in", mine)])
        desks = kept.registry_jabatan_id.sorted(lambda one: mine.index(one.id))
        if not desks:
            raise AccessError(
                self.env._(
                    "Incoming letters are registered by the registry (TU) of an SKPD. "
                    "Give the letter to yours."
                )
            )
        return desks[0]

    @api.model
    def _check_registration(self, values):
        """Refuse what can't be registered, saying everything that is missing at once."""
        labels = {
            "type_id": self.env._("Type"),
            "sender": self.env._("Sender"),
            "subject": self.env._("Subject"),
            "kepada_ids": self.env._("To"),
        }
        missing = [labels[name] for name in REQUIRED if not values.get(name)]
        if missing:
            raise UserError(self.env._("Missing for the letter: %s.", ", ".join(missing)))

    @api.model
    def _sender_of(self, sender):
        """Return the outside contact that sent the letter; a new one is made."""
        # sudo: names and addresses of outside contacts are open to everybody who registers.
        Partner = self.env["res.partner"].sudo()
        if sender.get("partner_id"):
            return Partner.browse(sender["partner_id"]).exists()
        return Partner.create(
            {name: sender.get(name) or False for name in ("name", "street", "city", "email")}
        )

    @api.model
    def _registered_values(self, values):
        """Return the values of a letter's own fields among those of a registration."""
        names = ("type_id", "number", "letter_date", "subject", "classification_id")
        given = {name: values.get(name) or False for name in (*names, "attachment_note")}
        degrees = {name: values[name] for name in ("sifat", "urgensi") if values.get(name)}
        return given | degrees

    def _put_registered_page(self, naskah, values):
        """Hang the page and further files, which the account uploaded, on the content.

        Called on the letter in sudo mode.

        :param naskah: the letter as the account has it
        """
        content = self.content_ids
        files = naskah.env["ir.attachment"].browse(
            filter(None, [values.get("page_id"), *(values.get("attachment_ids") or ())])
        )
        files.check_access("write")
        # sudo: the account's own files (just checked); content is changed by verbs only.
        files.sudo().write({"res_model": content._name, "res_id": content.id})
        content.write({"scan_text": values.get("text") or False})
        if page := files.filtered(lambda one: one.id == values.get("page_id")).sudo():
            content._set_page(page)

    # ------------------------------------------------------------------ as others see it

    @api.depends("sender_name")
    def _compute_signer_name(self):
        result = super()._compute_signer_name()
        for naskah in self.filtered(lambda one: one.direction == "masuk"):
            naskah.signer_name = naskah.sender_name
        return result

    @api.depends("direction", "drafter_jabatan_id.skpd_id")
    def _compute_skpd_id(self):
        incoming = self.filtered(lambda one: one.direction == "masuk")
        for naskah in incoming:
            naskah.skpd_id = naskah.skpd_id or naskah.drafter_jabatan_id.skpd_id
        return super(Naskah, self - incoming)._compute_skpd_id()
