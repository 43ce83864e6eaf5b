from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.letter_number import KEY_SQL

#: By which way a letter from outside came in.
WAYS = [
    ("counter", "Handed in"),
    ("post", "Post"),
    ("courier", "Courier"),
    ("email", "E-mail"),
    ("other", "Other"),
]


class Naskah(models.Model):
    """An incoming letter from outside the e-office (Ps. 10(b), Lampiran II flow 3): what it keeps.

    It is registered as a whole in one go: from then on it is a letter like any other that came in.
    ``number`` and ``letter_date`` are the sender's; the agenda number is the receiver's own.
    ``drafter_jabatan_id`` is the desk that registered it (reason "registrar" in the closure).

    - Registry of an SKPD, an assistant who is named for it: registers, in the name of that desk.
    - The desk that registered it: corrects it until somebody disposed; sends it on.
    - Addressee: opens a closed one; raises its sifat.
    """

    _inherit = "eoffice.naskah"

    sender_partner_id = fields.Many2one(
        "res.partner", "Sender", readonly=True, copy=False, ondelete="restrict"
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
    status_code = fields.Char(
        "Code of its status page",
        readonly=True,
        copy=False,
        help="Printed on the receipt: by it the sender sees how far the letter is.",
    )
    registration_key = fields.Char(readonly=True, copy=False)

    _of_sender = models.Index(
        "(sender_partner_id, drafter_jabatan_id, id DESC) WHERE sender_partner_id IS NOT NULL"
    )
    _of_desk = models.Index("(drafter_jabatan_id, id DESC) WHERE direction = 'masuk'")
    _number_key = models.Index(
        f"(({KEY_SQL.format(column='number')}), letter_date) WHERE number IS NOT NULL"
    )
    _status_code_uniq = models.UniqueIndex("(status_code) WHERE status_code IS NOT NULL")
    _registration_key_uniq = models.UniqueIndex(
        "(drafter_id, registration_key) WHERE registration_key IS NOT NULL",
        "This letter has been registered already.",
    )

    # ------------------------------------------------------------------ who registers

    @api.model
    def _registering_desks(self):
        """Return the desks in which the account registers incoming letters, its own first.

        The registry desk of an SKPD; for an assistant who is named for it, his official's.
        """
        seats = self.env.user._eoffice_seats()
        mine = list(seats.ids("handle"))
        kept = self.env["eoffice.organisation"].search([("registry_jabatan_id", "in", mine)])
        desks = kept.registry_jabatan_id.sorted(lambda one: mine.index(one.id))
        named = [id_ for id_ in seats.ids("register") if id_ not in desks.ids]
        return desks + desks.browse(named)

    @api.model
    def _registering_as(self, jabatan_id=None):
        """Return the desk in which the account registers incoming letters.

        :param int jabatan_id: which one, when it has several
        :raise AccessError: it has none, or not that one
        """
        desks = self._registering_desks()
        if jabatan_id:
            desks = desks.filtered(lambda one: one.id == jabatan_id)
        if not desks:
            raise AccessError(
                self.env._(
                    "Incoming letters are registered by the registry (TU) of an SKPD. "
                    "Give the letter to yours."
                )
            )
        return desks[0]

    # ------------------------------------------------------------------ its page and files

    def _own_files(self, page_id, attachment_ids):
        """Return (page, further files): what the account uploaded for a registration.

        A file that hangs on something else is not taken from there.

        :raise UserError: one is not the account's own, or gone; or the page is no PDF
        """
        ids = list(dict.fromkeys(filter(None, [page_id, *(attachment_ids or ())])))
        files = self.env["ir.attachment"].search(
            [
                ("id", "in", ids),
                ("create_uid", "=", self.env.uid),
                ("res_field", "=", False),
                "|",
                ("res_id", "in", (0, False)),
                "&",
                ("res_model", "=", "eoffice.naskah.content"),
                ("res_id", "in", self.content_ids.ids),
            ]
        )
        if len(files) != len(ids):
            raise UserError(
                self.env._("A file of this letter is gone. Choose it once more, then try again.")
            )
        page = files.filtered(lambda one: one.id == page_id)
        if page and page.mimetype != "application/pdf":
            raise UserError(
                self.env._("The page of a letter is a PDF; “%s” is something else.", page.name)
            )
        return page, files - page

    def _put_page(self, page, files, text):
        """Hang the page and further files on the letter's content; in sudo mode, by verbs.

        :param page: ir.attachment record, the account's own, or empty
        :param files: further ones
        :param str text: what was recognised of the page
        """
        content = self.content_ids
        # sudo: the account's own files (see _own_files); content is changed by verbs only.
        page, files = page.sudo(), files.sudo()
        (page | files).write({"res_model": content._name, "res_id": content.id})
        if text:
            content._set_scan_text(text)
        if page:
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
