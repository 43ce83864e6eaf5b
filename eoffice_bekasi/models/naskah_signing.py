from odoo import models
from odoo.exceptions import AccessError, UserError

from ..tools.attachment_note import attachment_note
from ..tools.canonical import canonical_json, sha256_hex
from ..tools.signature_block import signature_block
from ..tools.transaction import after_commit, short_transaction


class Naskah(models.Model):
    """Signing, in two steps (design: "A number is given once").

    1. ``action_sign``: everything that can fail or takes time is done and frozen; state
       "signing". A job is left behind that finishes the signature whatever happens next.
    2. ``_number_now`` (``naskah_numbering.py``): right after that is committed, one short
       transaction takes the next number and writes number, date, state, agenda line and event.
    """

    _inherit = "eoffice.naskah"

    def action_sign(self, proof=None):
        """Sign the letter that waits for this account's signature (Ps. 11(5)).

        The number is given in the moment the request commits, before its answer leaves; the
        answer itself still says "signing". Read the letter again for number and date. Of several
        signers only the last one's act numbers it; until then it stays "approval".

        :param dict proof: who signs proves again that it is he, where the type demands it; see
            ``res.users._eoffice_prove``
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the signature is not this account's to give, or the proof is wrong
        :raise UserError: the letter waits for a paraf, the position may not sign, or a proof is
            asked for and none was given
        """
        self.ensure_one()
        self.check_access("read")
        # First: reckoning a password takes a third of a second, in which no row is held.
        proved = self.env.user._eoffice_prove(proof) if proof or self._needs_proof() else None
        return self._sign_checked(proved)

    def _sign_checked(self, proved=None):
        """Sign once it is proved, where that is asked for, who signs.

        :param str proved: how it was proved, or None; see ``res.users._eoffice_prove``
        :return: as ``action_sign``
        """
        self.ensure_one()
        step = self._current_step("sign")
        if step.kind != "sign":
            raise UserError(self.env._("This letter waits for your paraf, not a signature."))
        if refusal := self._why_not_sign(step.jabatan_id):
            raise AccessError(refusal)
        self._check_complete_for_number()
        version = self._snapshot(step.jabatan_id)
        self._decide(step, "done", version)
        self._freeze(step)
        detail = {"proved": proved} if proved else None
        if self._signs_another():
            self._log("co_signed", step.jabatan_id, detail)
            # sudo: passing on is the system's; the right to the step has been checked.
            self.sudo()._next_step()
            return self._answer()
        # sudo: state is written by verbs only; the right to sign has been checked.
        letter = self.sudo()
        letter.write({"state": "signing", "is_numbered": self.type_id.is_numbered})
        self._log("signing", step.jabatan_id, detail)
        # The job finishes what a crash right after the commit would leave behind; normally the
        # number is there before the job is picked up.
        letter.with_delay(
            identity_key=f"eoffice_finish_signing_{self.id}",
            description=self.env._("Finish the signature of letter %s", self.id),
        )._finish_signing()
        if self.state == "signing":
            after_commit(letter.env, lambda env: self.with_env(env)._number_now())
        return self._answer()

    def _finish_signing(self):
        """Job: number the letter if that is still to be done, then make its page and send it.

        Each step is a transaction of its own that looks at the state itself: what a job that dies
        has done stays, and the next one goes on from there. The job's own transaction touches
        nothing, or the steps would wait for it for ever.
        """
        self.ensure_one()
        self._number_now()
        self._seal_now()
        self._distribute_now()

    def _check_complete_for_number(self):
        """Refuse before freezing what would make the number impossible."""
        if not self.classification_id or not self.skpd_id.abbreviation:
            raise UserError(
                self.env._(
                    "The number can't be made: the letter needs a klasifikasi and its SKPD "
                    "(%s) an abbreviation.",
                    self.skpd_id.name or "–",
                )
            )

    # ------------------------------------------------------------------ first step: freeze

    def _freeze(self, step):
        """Keep what is signed: content, signature block, layout version."""
        jabatan = step.jabatan_id
        frozen = self._signing_payload(jabatan)
        payload = canonical_json(frozen)
        seat = self.env.user._eoffice_seats().of(jabatan.id)
        # sudo: signatures are made by signing only, whose right has been checked.
        letter = self.sudo()
        mandate = letter._mandate_of(jabatan)
        letter.env["eoffice.signature"].create(
            {
                "naskah_id": self.id,
                "jabatan_id": jabatan.id,
                "user_id": self.env.uid,
                "capacity": mandate.kind or seat.capacity,
                "delegation_id": seat.source_id if seat.source == "delegation" else False,
                "mandate_id": mandate.id,
                "payload": payload,
                "payload_sha256": sha256_hex(payload),
                "common_sha256": self._common_digest(frozen),
                "signed_at": self.env.cr.now(),
                "is_final": not self._signs_another(),
            }
        )
        # The row itself changes with each signature: of two at the same moment, the second sees
        # the first, or is done again until it does.
        letter.signature_count = len(letter._valid_signatures())

    def _freeze_payload(self):
        """Return everything the page of this letter shows, except number and date.

        Needs the right to the content. For a draft it is what would be frozen now.

        :return: dict, see the keys below
        """
        self.ensure_one()
        self.check_access("read")
        signer = self.signer_jabatan_id
        # a.n.: the office below signs for the one above, on its own letterhead (section 2).
        office, _capacity, _on_behalf = self._signing_office(self._signing_user(signer), signer)
        letterhead = office.organisation_id.letterhead_id
        naskah_type = self.type_id
        return {
            "layout": naskah_type.layout,
            "kop": {
                "emblem": letterhead.emblem,
                "organisation_id": letterhead.id,
                "line_1": letterhead.kop_line_1 or "",
                "line_2": letterhead.kop_line_2 or "",
                "address": letterhead.kop_address or "",
            },
            "place": "Bekasi",
            "type": {
                "code": naskah_type.code,
                "name": naskah_type.name,
                "is_numbered": naskah_type.is_numbered,
                "number_pattern": naskah_type.number_pattern or "",
                "print_titles": naskah_type.print_titles,
                "print_nip": naskah_type.print_nip,
            },
            "classification": self.classification_id.code or "",
            "unit": self.skpd_id.abbreviation or "",
            "sifat": self.sifat,
            "urgensi": self.urgensi,
            "secret": self.is_secret,
            **self._freeze_degrees(),
            "attachment_note": self.attachment_note or attachment_note(len(self.attachment_ids)),
            "subject": self.subject or "",
            "body": self.body or "",
            "kepada": self.kepada_ids.mapped("display_name"),
            "tembusan": self.tembusan_ids.mapped("display_name"),
            "signer": signer.name or "",
            "signature_block": self._signature_block(signer),
            "attachments": [
                {"name": attachment.name, "sha256": sha256_hex(attachment.raw or b"")}
                for attachment in self.attachment_ids
            ],
        }

    def _freeze_degrees(self):
        """Return sifat and urgensi as they print: what they are called may change."""
        sifat, mark = self.env["eoffice.sifat"]._prints(self.sifat)
        return {
            "sifat_name": sifat,
            "urgensi_name": self.env["eoffice.urgensi"]._prints(self.urgensi),
            "secrecy_mark": mark,
        }

    def _signature_block(self, signer):
        """Return what prints above and below the place of one signature.

        :param signer: the jabatan that signs
        """
        holder = self._signing_user(signer)
        office, capacity, on_behalf = self._signing_office(holder, signer)
        naskah_type = self.type_id
        return signature_block(
            office.signature_title or "",
            capacity,
            {
                "name": holder.name or "",
                "front": holder.eoffice_title_front,
                "back": holder.eoffice_title_back,
                "pangkat": holder.eoffice_pangkat,
                "nip": holder.eoffice_nip,
            },
            print_titles=naskah_type.print_titles,
            print_nip=naskah_type.print_nip,
            print_sekda_nip=naskah_type.print_sekda_nip,
            rank=office.rank or "",
            on_behalf=on_behalf,
        )

    def _signing_user(self, signer):
        """Return who signs in a position, or would sign if it were signed now."""
        if self.state == "approval" and self._own(signer, "sign"):
            # sudo: name, titles and NIP of who signs print on every letter of his.
            return self.env.user.sudo()
        return signer._carriers().get(signer.id, self.env["res.users"])[:1]

    def _signing_office(self, holder, signer):
        """Return the office that stands in the signature block, how it is held, and for whom.

        :param holder: the account that signs
        :param signer: the jabatan that it signs in
        :return: (jabatan, capacity, titles of the offices on whose behalf)
        """
        seat = holder._eoffice_seats().of(signer.id) if holder else None
        if seat and seat.capacity == "an":
            # sudo: only the office of the delegate, which prints on the letter.
            delegation = self.env["eoffice.delegation"].sudo().browse(seat.source_id)
            return delegation.delegate_jabatan_id, "definitif", (signer.signature_title,)
        capacity = seat.capacity if seat else "definitif"
        mandate = self._mandate_of(signer)
        if mandate and capacity == "definitif":
            return signer, capacity, mandate._on_behalf()
        return signer, capacity, ()

    # ------------------------------------------------------------------ third step: seal

    def _seal_now(self):
        """Make the signed letter final, in a transaction of its own. Idempotent."""
        self.ensure_one()
        with short_transaction(self.env) as cr:
            # Whoever comes second waits here, and then finds it done.
            cr.execute(
                "SELECT FROM eoffice_naskah WHERE id = %s FOR NO KEY UPDATE",
                [self.id],
            )
            self.with_env(self.env(cr=cr))._seal()
        self.invalidate_recordset()

    def _seal(self):
        """Make the signed letter final. The report addon makes and stores its page here.

        Called by ``_seal_now``, which holds the letter's row.
        """
        self.ensure_one()
        if self.state != "signed":
            return
        self.write({"state": "sealed", "sealed_at": self.env.cr.now()})
        self._log("sealed")

    def _cron_finish_signing(self):
        """Give letters whose job was lost a new one (state "signing", "signed", or due to go)."""
        letters = self.search(
            [
                "|",
                ("state", "in", ("signing", "signed")),
                "&",
                ("state", "=", "sealed"),
                ("distribute_at", "<=", self.env.cr.now()),
            ],
            limit=500,
        )
        for naskah in letters:
            naskah.with_delay(identity_key=f"eoffice_finish_signing_{naskah.id}")._finish_signing()
