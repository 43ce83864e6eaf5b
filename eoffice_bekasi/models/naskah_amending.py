from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

KINDS = [
    ("ralat", "Ralat: says what is to be read otherwise"),
    ("batal", "Batal: cancels it"),
]
#: The text that the new letter begins with. Letters are written in Indonesian, by law.
SKELETONS = {
    "ralat": (
        "<p>Sehubungan dengan {letter}, dengan hormat kami sampaikan bahwa dalam surat tersebut "
        "terdapat kekeliruan, dengan perbaikan sebagai berikut:</p>"
        "<p>Semula tertulis: …</p><p>Seharusnya dibaca: …</p>"
        "<p>Demikian ralat ini disampaikan untuk menjadi perhatian.</p>"
    ),
    "batal": (
        "<p>Dengan ini disampaikan bahwa {letter} dinyatakan <strong>dibatalkan</strong> dan tidak "
        "berlaku lagi, karena: …</p>"
        "<p>Demikian pembatalan ini disampaikan untuk menjadi perhatian.</p>"
    ),
}
SUBJECTS = {"ralat": "Ralat atas {letter}", "batal": "Pembatalan {letter}"}
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
)


class Naskah(models.Model):
    """After it was sent a letter is changed by another letter only: ralat or batal.

    The new letter goes to the same addressees and names the old one. When it is sent it takes
    effect: the old one is marked as amended, or cancelled; each leads to the other for who may read
    both, others see its number.
    """

    _inherit = "eoffice.naskah"

    amends_id = fields.Many2one(
        "eoffice.naskah",
        "Amends letter",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    amend_kind = fields.Selection(KINDS, "Kind of amendment", readonly=True, copy=False)
    amended_by_ids = fields.One2many("eoffice.naskah", "amends_id", "Letters that amend it")
    amend_at = fields.Datetime("Takes effect since", readonly=True, copy=False)
    can_amend = fields.Boolean(compute="_compute_can")
    amendments = fields.Json(
        compute="_compute_amendments", compute_sudo=False, help="Both ways, for the form."
    )

    def action_amend(self, kind):
        """Draft the letter that amends or cancels this one, for the desk of who asks.

        By its drafter, its signer, or the registry of its SKPD (not of a secret letter).

        :param str kind: ``ralat`` or ``batal``
        :return: dict with ``id``, ``state``, ``number`` of the new draft
        :raise AccessError: none of these
        :raise UserError: the letter wasn't sent, is cancelled, or such a draft is under way
        """
        self.ensure_one()
        self.check_access("read")
        if kind not in SKELETONS:
            raise UserError(self.env._("Choose ralat or batal."))
        self._require_state("distributed", "finished")
        jabatan = self._amender()
        if not jabatan:
            raise AccessError(
                self.env._(
                    "A letter that was sent is amended by its drafter, its signer or the registry "
                    "of its SKPD; a secret one not by the registry."
                )
            )
        # sudo: whether another such letter is under way, of whoever; only its name is told.
        running = self.sudo().amended_by_ids.filtered(
            lambda one: one.state not in ("distributed", "finished", "cancelled")
        )
        if running:
            raise UserError(
                self.env._(
                    "A letter that amends this one is under way already: %s. Finish or cancel it "
                    "first.",
                    running[0].display_name,
                )
            )
        new = self.create(self._amendment_values(kind, jabatan))
        # sudo: the link is made by this verb only; the right has been checked.
        new.sudo().write({"amends_id": self.id, "amend_kind": kind})
        return new._answer()

    def _amender(self):
        """Return the position in whose name the user may amend this letter, or none."""
        # sudo: who drafted and signed it, and which desk keeps the registry, is no secret to readers.
        letter = self.sudo()
        if letter.on_paper or letter.direction == "masuk":
            return letter.drafter_jabatan_id.browse()
        positions = letter.drafter_jabatan_id | letter._signers()
        if not letter.is_secret:
            positions |= letter.skpd_id.registry_jabatan_id
        return self._own(positions, "draft")[:1]

    def _amendment_values(self, kind, jabatan):
        """Return the values of the draft that amends this letter."""
        named = self._named_in_text()
        old_type = self.type_id
        new_type = old_type if old_type.is_in_force else old_type._offered_instead()
        # sudo: the same addressees as the letter that the user reads.
        recipients = self.sudo().recipient_ids
        return {
            "type_id": (new_type or self.browse()._default_type_id()).id,
            "classification_id": self.classification_id.id,
            "sifat": self.sifat,
            "urgensi": self.urgensi,
            "direction": self.direction,
            "drafter_jabatan_id": jabatan.id,
            "signer_jabatan_id": self.signer_jabatan_id.id,
            "subject": SUBJECTS[kind].format(letter=self._named_in_subject()),
            "body": Markup(SKELETONS[kind]).format(letter=named),
            "recipient_ids": [
                Command.create(
                    {
                        "kind": one.kind,
                        "sequence": one.sequence,
                        "jabatan_id": one.jabatan_id.id,
                        "partner_id": one.partner_id.id,
                    }
                )
                for one in recipients
            ],
        }

    def _named_in_subject(self):
        number = f" Nomor {self.number}" if self.number else ""
        return f"{self.type_id.with_context(lang='id_ID').name}{number}"

    def _named_in_text(self):
        """Return the letter as other letters name it: type, number, date, subject."""
        day = self.letter_date
        date = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        return f"{self._named_in_subject()} tanggal {date} hal {self.subject or '–'}"

    # ------------------------------------------------------------------ taking effect

    def _deliver(self, cr, due):
        """Deliver the letter, and let it take effect on the one that it amends."""
        delivered = super()._deliver(cr, due)
        self._amend_now(cr)
        return delivered

    def _amend_now(self, cr):
        """Mark or cancel the letter that this one, just sent, amends. Idempotent.

        :param cr: cursor of the short transaction
        """
        cr.execute(
            """SELECT o.id, o.state, n.amend_kind, n.number, n.letter_date, s.user_id,
                      s.jabatan_id, s.capacity
                 FROM eoffice_naskah n
                 JOIN eoffice_naskah o ON o.id = n.amends_id
                 JOIN eoffice_signature s ON s.naskah_id = n.id AND s.is_final
                WHERE n.id = %s AND n.state = 'distributed' AND n.amend_at IS NULL
                  FOR NO KEY UPDATE OF o""",
            [self.id],
        )
        row = cr.fetchone()
        if not row:
            return
        old_id, state, kind, number, day, user_id, jabatan_id, capacity = row
        number = number or f"{self.type_id.name}, {day:%d-%m-%Y}"
        cr.execute(
            """UPDATE eoffice_naskah SET amend_at = clock_timestamp() AT TIME ZONE 'UTC'
                WHERE id = %s""",
            [self.id],
        )
        if kind == "batal" and state != "cancelled":
            cr.execute(
                """UPDATE eoffice_naskah
                      SET state = 'cancelled', cancelled_at = clock_timestamp() AT TIME ZONE 'UTC',
                          distribute_at = NULL
                    WHERE id = %s""",
                [old_id],
            )
        detail = {"kind": kind, "number": number, "date": str(day)}
        (event_id,) = self.env["eoffice.event"]._insert(
            cr, [(old_id, "amended", user_id, jabatan_id, capacity, detail)]
        )
        text = (
            self.env._("Cancelled by letter %s", number)
            if kind == "batal"
            else self.env._("Amended by letter %s", number)
        )
        cr.execute(
            """INSERT INTO eoffice_remark (naskah_id, event_id, text, create_uid, create_date)
               VALUES (%s, %s, %s, %s, clock_timestamp() AT TIME ZONE 'UTC')""",
            [old_id, event_id, text, user_id],
        )
        self.env["eoffice.agenda"]._remark_amended(cr, old_id, kind, number, user_id)

    # ------------------------------------------------------------------ both ways

    @api.depends("amends_id", "amended_by_ids.amend_at", "amended_by_ids.state")
    @api.depends_context("uid", "lang")
    def _compute_amendments(self):
        """Say which letters amend this one and which one it amends.

        Of another that the user may not read: its number and date only.
        """
        # sudo: number and date of a letter that amends another are told to all its readers, as the
        # public page tells them to whoever holds it; the rest is asked for as the user below.
        letters = self.sudo()
        pairs = {
            naskah: [(one, "by", one.amend_kind) for one in letter.amended_by_ids if one.amend_at]
            + ([(letter.amends_id, "of", letter.amend_kind)] if letter.amends_id else [])
            for naskah, letter in zip(self, letters, strict=True)
        }
        others = {other.id for found in pairs.values() for other, _way, _kind in found}
        mine = self.browse(others)._filtered_access("read") if others else self.browse()
        for naskah, found in pairs.items():
            naskah.amendments = [
                {
                    "way": way,
                    "kind": kind,
                    "name": other.number or other.type_id.name or "",
                    "date": format_date(self.env, other.letter_date) if other.letter_date else "",
                    "id": other.id if other.id in mine._ids else False,
                }
                for other, way, kind in found
            ]

    def _compute_can(self):
        result = super()._compute_can()
        for naskah in self:
            naskah.can_amend = naskah.state in ("distributed", "finished") and bool(
                naskah._amender()
            )
        return result
