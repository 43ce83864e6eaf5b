from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ..tools.indonesian import answer_opening, answer_subject
from ..tools.transaction import short_transaction
from .disposition import OPEN
from .naskah_tracking import RECEIVED, UNSENT

#: States in which an answer has a number that anybody who has the original may know.
SIGNED = ("signed", "sealed", "distributed", "finished")
#: States of a letter that can be answered.
ANSWERED = ("distributed", "finished")


class Naskah(models.Model):
    """Balasan: a letter that answers another, and closes the work on that one when it is sent.

    Both show each other: as a link to whoever may read the other, else its number. Of a secret
    letter nothing is quoted but number and date; its answer is at least as secret.
    """

    _inherit = "eoffice.naskah"

    reply_to_id = fields.Many2one(
        "eoffice.naskah",
        "Answers",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    thread = fields.Json("Answers and answered", compute="_compute_thread", compute_sudo=False)
    can_reply = fields.Boolean(compute="_compute_can")

    # ------------------------------------------------------------------ the two letters

    @api.depends("reply_to_id")
    @api.depends_context("uid", "lang")
    def _compute_thread(self):
        """Say which letter this one answers, and by which it was answered."""
        # sudo: of letters that are not open to the account only the number is shown.
        known = self.sudo()
        answers = known.search(Domain("reply_to_id", "in", self._origin.ids), order="id")
        others = (known.reply_to_id | answers).ids
        readable = set(self.search([("id", "in", others)]).ids)
        for naskah, letter in zip(self, known, strict=True):
            original = letter.reply_to_id
            shown = answers.filtered(
                lambda one, letter=letter: (
                    one.reply_to_id == letter._origin
                    and (one.id in readable or one.state in SIGNED)
                )
            )
            naskah.thread = [
                {
                    "role": role,
                    "id": one.id if one.id in readable else False,
                    "name": one.display_name,
                }
                for role, letters in (("answers", original), ("answered", shown))
                for one in letters
            ]

    @api.depends("state", "recipient_ids.state", "disposition_ids.state")
    @api.depends_context("uid")
    def _compute_can(self):
        result = super()._compute_can()
        for naskah in self:
            naskah.can_reply = naskah.state in ANSWERED and bool(naskah._replying_as())
        return result

    def _replying_as(self):
        """Return the positions in which the account may draft an answer: it came to them."""
        # sudo: the rows are the system's to find; they are filtered by the user's own seats.
        letter = self.sudo()
        given = letter.disposition_ids.filtered(lambda one: one.state not in UNSENT)
        received = letter.recipient_ids._electronic().filtered(lambda one: one.state != "draft")
        had = given.to_jabatan_id | received.jabatan_id
        return self._own(had, "draft").with_env(self.env)

    # ------------------------------------------------------------------ drafting it

    def action_reply(self, type_id=None, subject=None):
        """Draft an answer to a received letter, in the position that has it.

        It goes to the office that signed the letter, opens with what it answers, and has at least
        the sifat of the original and its klasifikasi.

        :param int type_id: of the answer; by default that of the original inside one SKPD, else
            the usual type of new letters
        :param str subject: by default "Balasan atas ..."
        :return: dict with ``id``, ``state``, ``number`` of the new draft
        :raise AccessError: the letter has not come to a position of this account
        :raise UserError: the letter hasn't been sent
        """
        self.ensure_one()
        self.check_access("read")
        if self.state not in ANSWERED:
            raise UserError(self.env._("A letter can be answered once it has been sent."))
        own = self._replying_as()
        if not own:
            raise AccessError(self.env._("This letter has not come to a position of yours."))
        reply = self.create(self._reply_values(own[0], type_id, subject))
        # sudo: which letter it answers is written by this verb only, which has checked the right.
        reply.sudo().reply_to_id = self.id
        return reply._answer()

    def _reply_values(self, drafter, type_id, subject):
        # sudo: of the sender only the office that signed is taken, which prints on the letter.
        letter = self.sudo()
        sender = letter.signer_jabatan_id
        outside = letter.direction == "masuk"
        inside = letter.skpd_id == drafter.skpd_id and not outside
        if not type_id:
            same = inside and letter.type_id.is_in_force
            type_id = letter.type_id.id if same else self._default_type_id().id
        quoted = not letter.is_secret and self.subject
        facts = (letter.number or "", letter.letter_date, quoted)
        code = letter.classification_id
        name = letter.type_id.with_context(lang="id_ID").name
        return {
            "type_id": type_id,
            "direction": "internal" if inside else "keluar",
            "drafter_jabatan_id": drafter.id,
            "classification_id": code.id if code.is_in_force else letter._successors()[:1].id,
            "sifat": letter.sifat,
            "urgensi": letter.urgensi,
            "subject": subject or answer_subject(name, letter.number, quoted),
            "body": answer_opening(name, letter.sender_name or sender.name or "", *facts),
            "recipient_ids": [
                Command.create({"kind": "kepada", **to})
                for to in (
                    {"partner_id": letter.sender_partner_id.id},
                    {"jabatan_id": sender.id if sender != drafter else False},
                )
                if any(to.values())
            ],
        }

    @api.constrains("sifat", "reply_to_id")
    def _check_as_secret_as_original(self):
        rank = self.env["eoffice.sifat"]._ranks().get
        for naskah in self:
            # sudo: only the sifat of the letter that is answered, which stands on its envelope.
            original = naskah.sudo().reply_to_id
            # How secret a letter from outside is, its sender has said.
            if naskah.direction == "masuk":
                continue
            if original.is_secret and rank(naskah.sifat) < rank(original.sifat):
                raise ValidationError(
                    self.env._("The answer to a secret letter is at least as secret as that one.")
                )

    # ------------------------------------------------------------------ what it closes

    def _distribute_now(self):
        result = super()._distribute_now()
        # sudo: the system closes what the answer settles, whoever sends it.
        letter = self.sudo()
        if letter.reply_to_id:
            letter._answer_original()
        return result

    def _answer_original(self):
        """Close the work on the letter that this one answers, in a transaction of its own.

        Idempotent, as the rest of the sending: who comes second waits here and finds it done.
        """
        self.ensure_one()
        with short_transaction(self.env) as cr:
            cr.execute(
                "SELECT FROM eoffice_naskah WHERE id = %s FOR NO KEY UPDATE",
                [self.reply_to_id.id],
            )
            letter = self.with_env(self.env(cr=cr))
            letter.invalidate_recordset()
            if letter.state in ANSWERED and not letter._has_answered():
                letter._close_answered()
        self.env.invalidate_all()

    def _has_answered(self):
        """Whether the letter that this one answers knows it already."""
        return bool(
            self.env.execute_query(
                SQL(
                    """SELECT FROM eoffice_event
                        WHERE naskah_id = %s AND kind = 'answered'
                          AND detail ->> 'reply_id' = %s""",
                    self.reply_to_id.id,
                    str(self.id),
                )
            )
        )

    def _close_answered(self):
        """Report and finish what this answer settles at the letter that it answers."""
        if self.direction == "masuk":
            self._mark_answered_from_outside()
            return
        author = self.signature_ids.sorted("id")[-1:].user_id or self.drafter_id
        # In the name of whoever signed the answer: by it he has reported and finished.
        # sudo: the system closes what the answer settles; only rows of its own parties.
        original = self.reply_to_id.with_user(author).sudo()
        signer = self.signer_jabatan_id
        parties = self.drafter_jabatan_id | self.step_ids.jabatan_id | signer
        original._log("answered", signer, {"reply_id": self.id, "number": self.number or False})
        settled = original._settle_dispositions(parties, self._answered_with())
        rows = original._settle_recipients(self.skpd_id, parties, settled.recipient_id)
        for row in rows:
            original._log("finished", row.jabatan_id, {"recipient_id": row.id})
        original._finish_when_all_have()

    def _mark_answered_from_outside(self):
        """Note at our letter that its answer came; nobody inside has work with it any more."""
        # In the name of the account that registered the answer.
        # sudo: the right to link the two was checked when it was registered.
        original = self.reply_to_id.with_user(self.drafter_id).sudo()
        original._log(
            "answered",
            self.drafter_jabatan_id,
            {"reply_id": self.id, "number": self.number or False},
        )

    def _answered_with(self):
        # In the words of the office, whatever the language of who happens to send it.
        return (
            f"Dijawab dengan surat nomor {self.number}."
            if self.number
            else "Dijawab dengan surat tanpa nomor."
        )

    def _settle_dispositions(self, parties, report):
        """Report the dispositions through which these positions had the letter; finish those whose
        giver is one of them too.

        :param parties: the jabatan that drafted, approved and signed the answer
        :param str report: what is reported
        :return: the dispositions that are settled
        """
        settled = self.disposition_ids.browse()
        now = self.env.cr.now()
        mine = self.disposition_ids.filtered(
            lambda one: one.to_jabatan_id in parties and one.state in (*OPEN, "reported")
        )
        # The lowest first: one that was handed on to others waits for their report.
        for one in mine.sorted(lambda one: one.parent_path.count("/"), reverse=True):
            if any(child.state in OPEN for child in one.child_ids):
                continue
            settled |= one
            if one.state != "reported":
                one.write(
                    {"state": "reported", "report": report, "reported_at": now, "asking": False}
                )
                one._log("disposition_reported", one.to_jabatan_id)
            if one.from_jabatan_id in parties:
                one.write({"state": "finished", "finished_at": now})
                one._log("disposition_finished", one.from_jabatan_id)
            else:
                self._desk_changed(one.from_jabatan_id, "report", one)
        return settled

    def _settle_recipients(self, skpd, parties, through):
        """Finish the letter for the positions of an SKPD whose answer this is.

        :param skpd: the SKPD of the answer
        :param parties: the jabatan that drafted, approved and signed it
        :param through: recipient rows from which it came down to them
        :return: the rows finished now
        """
        rows = self.recipient_ids.filtered(
            lambda one: one.kind == "kepada" and one.skpd_id == skpd and one.state in RECEIVED
        )
        waits = self.disposition_ids.filtered(
            lambda one: one.state in (*OPEN, "reported")
        ).recipient_id
        rows = rows.filtered(lambda one: one.jabatan_id in parties or one in through) - waits
        rows.write({"state": "finished"})
        return rows
