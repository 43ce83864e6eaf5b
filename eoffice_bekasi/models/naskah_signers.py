from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.canonical import canonical_json, sha256_hex
from ..tools.parties import party_names

#: What of a frozen letter belongs to one signer; all else all of them sign alike.
OWN = frozenset({"signature_block", "signature_blocks"})
#: Digits of a step that hasn't been taken.
OPEN = {"state": "waiting", "acted_at": False, "acted_by_id": False, "capacity": False}


class Naskah(models.Model):
    """A letter that several sign: joint decrees, agreements with a number of each party.

    ``signer_jabatan_id`` is the first party. Whoever else signs has a step of his own, with the
    others at once or one after the other, when nothing but signatures is left to do. What the first
    of them signs, all sign: from then on nobody changes the text, until it is returned; a return
    withdraws the signatures, which are kept as evidence. The last signature numbers the letter.
    """

    _inherit = "eoffice.naskah"

    cosigner_ids = fields.Many2many(
        "eoffice.jabatan",
        string="Signed together with",
        compute="_compute_cosigner_ids",
        inverse="_inverse_cosigner_ids",
        domain="[('signs_type_id', '=', type_id), ('id', '!=', signer_jabatan_id)]",
    )
    outside_party_ids = fields.One2many("eoffice.outside.party", "naskah_id", "Outside parties")
    number_per_party = fields.Boolean(related="type_id.number_per_party")
    signature_count = fields.Integer("Signatures given", readonly=True, copy=False)

    # ------------------------------------------------------------------ the chain

    @api.depends("step_ids.kind", "step_ids.jabatan_id", "signer_jabatan_id")
    def _compute_cosigner_ids(self):
        for naskah in self:
            signing = naskah.step_ids.filtered(lambda step: step.kind == "sign")
            naskah.cosigner_ids = signing.sorted("sequence").jabatan_id - naskah.signer_jabatan_id

    def _inverse_cosigner_ids(self):
        for naskah in self:
            wanted = naskah.cosigner_ids - naskah.signer_jabatan_id
            steps = naskah.step_ids.filtered(
                lambda step, first=naskah.signer_jabatan_id: (
                    step.kind == "sign" and step.jabatan_id != first
                )
            )
            steps.filtered(lambda step, kept=wanted: step.jabatan_id not in kept).unlink()
            naskah._add_signers(wanted)

    def _compute_step_ids(self):
        """Keep, in the form, who signs besides when another signer or type makes the chain anew."""
        others = {
            naskah: naskah.step_ids.filtered(lambda step: step.kind == "sign").jabatan_id
            - naskah._origin.signer_jabatan_id
            for naskah in self
            if naskah._origin and not naskah.ids
        }
        result = super()._compute_step_ids()
        for naskah, signing in others.items():
            if naskah.state == "draft" and naskah.signer_jabatan_id:
                naskah._add_signers(signing)
        return result

    def write(self, vals):
        kept = {}
        if not vals.keys() & {"step_ids", "cosigner_ids"} and vals.keys() & {
            "signer_jabatan_id",
            "type_id",
            "drafter_jabatan_id",
        }:
            kept = {one: one.cosigner_ids for one in self if one.state == "draft"}
        result = super().write(vals)
        for naskah, signing in kept.items():
            if signing and naskah.signer_jabatan_id:
                naskah._add_signers(signing)
        return result

    def _add_signers(self, signing):
        """Put these positions at the end of the chain, those who aren't there and sign."""
        signing -= self.step_ids.filtered(lambda step: step.kind == "sign").jabatan_id
        signing -= self.signer_jabatan_id
        last = max(self.step_ids.mapped("sequence"), default=0)
        self.step_ids = [
            Command.create(
                {"jabatan_id": jabatan.id, "kind": "sign", "sequence": last + 10 * place}
            )
            for place, jabatan in enumerate(signing, 1)
        ]

    def _close_chain(self):
        """Let the chain end with the signatures, each position's once, the first party's among them."""
        # sudo: the chain is completed by the system; the drafter's right has been checked.
        letter = self.sudo()
        signing, seen = letter.step_ids.browse(), letter.signer_jabatan_id.browse()
        for step in letter.step_ids.sorted("sequence"):
            if step.kind == "sign" and step.jabatan_id not in seen:
                signing += step
                seen += step.jabatan_id
        before = letter.step_ids.filtered(lambda step: step.kind != "sign").sorted("sequence")
        (letter.step_ids - before - signing).unlink()
        if letter.signer_jabatan_id not in seen:
            signing += signing.create(
                {
                    "naskah_id": letter.id,
                    "jabatan_id": letter.signer_jabatan_id.id,
                    "kind": "sign",
                }
            )
        # Signatures are asked when all others have done theirs, so never together with a paraf.
        signing[:1].with_previous = False
        last = max(before.mapped("sequence"), default=0)
        for place, step in enumerate(signing, 1):
            step.sequence = last + 10 * place

    # ------------------------------------------------------------------ who signs, who has signed

    def _signing_steps(self):
        """Return the steps of those who sign, the first party's first, then in their order."""
        # sudo: who signs a letter stands on it; its readers alone come here.
        letter = self.sudo()
        steps = letter.step_ids.filtered(
            lambda step: step.kind == "sign" and step.state != "skipped"
        )
        first = letter.signer_jabatan_id
        return steps.sorted(lambda step: (step.jabatan_id != first, step.sequence, step.id))

    def _signers(self):
        """Return the positions that sign, the first party first."""
        # sudo: who signs a letter stands on it; its readers alone come here.
        return self.sudo().signer_jabatan_id | self._signing_steps().jabatan_id

    def _has_several_parties(self):
        # sudo: how many sign it, no more.
        return len(self._signers()) > 1 or bool(self.sudo().outside_party_ids)

    def _valid_signatures(self):
        """Return the signatures that count, the oldest first."""
        # sudo: what was signed is needed to sign it alike; its readers alone come here.
        return self.sudo().signature_ids.filtered(lambda one: not one.superseded).sorted("id")

    def _signs_another(self):
        """Whether somebody has still to sign."""
        return any(step.state != "done" for step in self._signing_steps())

    # ------------------------------------------------------------------ what is signed

    def _signing_payload(self, signer=None):
        """Return what ``signer`` signs, or would sign now: the page with all that is on it.

        What the first of several has signed is what the next ones sign, whatever has changed of
        letterheads, types and names since.

        :param signer: the jabatan that signs now; None for a look
        :raise UserError: the letterhead would be another than that which was signed already
        """
        signed = self._valid_signatures()
        if signed:
            frozen = {name: value for name, value in signed[0]._frozen().items() if name not in OWN}
            frozen["signature_block"] = self._signature_block(self.signer_jabatan_id)
        else:
            frozen = self._freeze_payload()
        if not self._has_several_parties():
            return frozen
        blocks = self._signature_blocks(signed, signer)
        if signed and signer == self.signer_jabatan_id:
            office = self._signing_office(self._signing_user(signer), signer)[0]
            if office.organisation_id.letterhead_id.id != frozen["kop"]["organisation_id"]:
                raise UserError(
                    self.env._(
                        "Others have signed this letter on another letterhead than yours would "
                        "be. Return it, so that all sign the same page."
                    )
                )
        naskah_type = self.type_id
        per_party = naskah_type.is_numbered and naskah_type.number_per_party
        return {
            "number_per_party": per_party,
            **frozen,
            "signature_block": {
                name: blocks[0][name] for name in ("lines", "name", "pangkat", "nip")
            },
            "signature_blocks": blocks,
        }

    def _signature_blocks(self, signed, signer):
        """Return the blocks of all parties, the first one's first.

        :param signed: the signatures that were given before; their blocks stay as they are
        :param signer: the jabatan that signs now, or None
        """
        given = {}
        for signature in signed:
            for block in signature._frozen()["signature_blocks"]:
                if block["jabatan_id"] == signature.jabatan_id.id:
                    given[signature.jabatan_id] = block
        signers = self._signers()
        # sudo: the other party's names and number print on the page.
        outside = self.sudo().outside_party_ids
        is_agreement = self.type_id.number_per_party and not self.type_id.is_cited_by_name
        names = party_names(len(signers) + len(outside)) if is_agreement else ()
        blocks, numbered = [], set()
        for jabatan in signers:
            skpd = self.skpd_id if jabatan == self.signer_jabatan_id else jabatan.skpd_id
            blocks.append(
                given.get(jabatan)
                or {
                    **self._signature_block(jabatan),
                    "jabatan_id": jabatan.id,
                    "signer": jabatan.name or "",
                    "skpd_id": skpd.id,
                    "unit": skpd.abbreviation or "",
                    # Two of one SKPD are one party.
                    "is_numbered": skpd.id not in numbered,
                    "is_signed": jabatan == signer,
                }
            )
            numbered.add(skpd.id)
        blocks += [party._block() for party in outside]
        return [
            {**block, "party": names[place] if names else ""} for place, block in enumerate(blocks)
        ]

    @api.model
    def _common_digest(self, frozen):
        """Return the digest of what all signers of a letter sign alike."""
        return sha256_hex(
            canonical_json({name: value for name, value in frozen.items() if name not in OWN})
        )

    # ------------------------------------------------------------------ returned

    def action_return(self, note=None, step_id=None):
        """Return the letter; signatures that others gave before are withdrawn and kept.

        See ``naskah_approval.py`` for arguments and answer.
        """
        answer = super().action_return(note, step_id)
        self._withdraw_signatures("withdrawn")
        return answer

    def _withdraw_signatures(self, how):
        """Let the signatures given so far count no more, and ask for them again.

        :param str how: see ``eoffice.signature.superseded``
        """
        # sudo: signatures and steps are written by verbs only, which have checked the right.
        letter = self.sudo()
        signed = letter._valid_signatures()
        if not signed:
            return
        signed._supersede(how)
        done = letter._signing_steps().filtered(lambda step: step.state == "done")
        done.write(dict(OPEN, version_id=False, current_since=False))
        letter.signature_count = 0

    # ------------------------------------------------------------------ who may sign

    def _why_not_sign(self, jabatan):
        """Return why this account can't sign this letter in a position, for people; or None."""
        refusal = self._why_not_signed_in(jabatan)
        if refusal:
            return refusal
        seat = self.env.user._eoffice_seats().find(jabatan.id, ("sign",), self._seat_facts())
        capacity = seat.capacity if seat else "definitif"
        if self._mandate_of(jabatan) and capacity != "definitif":
            return self.env._(
                "Whoever signs on behalf of another (a.n., u.b.) holds his own position; Plt., "
                "Plh. and Pj. stand before the office, never with a.n. Ask the drafter to choose "
                "another signer."
            )
        return self.type_id._why_not_by_acting(capacity)

    def _why_not_signed_in(self, jabatan):
        """Return why a position can't sign this letter, whoever holds it; or None."""
        naskah_type = self.type_id
        if jabatan.is_shared:
            return self.env._("%s may not sign letters.", jabatan.name)
        mandate = self._mandate_of(jabatan)
        if mandate:
            return mandate._why_not_today(jabatan, naskah_type)
        if not jabatan.may_sign:
            return self.env._("%s may not sign letters.", jabatan.name)
        if not jabatan._may_sign_type(naskah_type):
            return naskah_type._why_not_signed_by(jabatan)
        return None

    def _check_complete_for_number(self):
        super()._check_complete_for_number()
        if not self.type_id.number_per_party:
            return
        nameless = self._signers().skpd_id.filtered(lambda skpd: not skpd.abbreviation)
        if nameless:
            raise UserError(
                self.env._(
                    "The numbers of all parties can't be made: %s has no abbreviation.",
                    nameless[0].name,
                )
            )

    def _findings(self):
        found = super()._findings()
        first = self.signer_jabatan_id
        for jabatan in self._signers():
            if jabatan != first and (refusal := self._why_not_signed_in(jabatan)):
                found.append(
                    self._finding(
                        "error",
                        "cosigner",
                        jabatan.name,
                        refusal,
                        "cosigner_ids",
                    )
                )
        if first and self.mandate_id and (refusal := self._why_not_signed_in(first)):
            found.append(
                self._finding("error", "mandate", self.env._("On behalf of"), refusal, "mandate_id")
            )
        for jabatan in self._signers():
            holder = self._signing_user(jabatan)
            capacity = holder and self._signing_office(holder, jabatan)[1]
            if warning := self.type_id._acting_warning(capacity):
                found.append(
                    self._finding("warning", "acting", jabatan.name, warning, "signer_jabatan_id")
                )
        if len(self._signers()) > 1 and any(not jabatan.skpd_id for jabatan in self._signers()):
            found.append(
                self._finding(
                    "error",
                    "cosigner_skpd",
                    self.env._("Signed together with"),
                    self.env._("one of these positions belongs to no SKPD."),
                    "cosigner_ids",
                )
            )
        return found

    def _compute_can(self):
        result = super()._compute_can()
        for naskah in self.filtered("signature_count"):
            # sudo: only the state of the letter, which these flags are about.
            if naskah.sudo().state == "approval":
                naskah.can_edit = False
        return result

    # ------------------------------------------------------------------ the dialog of signing

    @api.readonly
    def get_sign_options(self):
        """Return what who signs is shown and asked before he signs.

        :return: dict with ``reserved`` (see ``get_reserved_number``), ``lines`` (in what capacity,
            as it prints), ``needs_proof``, ``proofs`` (ways to prove who he is), ``signed`` (who
            has signed before: ``name`` and ``jabatan``), ``waiting`` (names of the positions that
            sign after him) and ``correction`` (why it was corrected, or False)
        :raise AccessError: the letter isn't open to this account
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: which of the letter's steps are this account's, no more.
        steps = self.sudo()._current_steps().filtered(lambda step: step.kind == "sign")
        mine = self._own(steps.jabatan_id, "sign")[:1]
        try:
            lines = self._signature_block(mine)["lines"] if mine else []
        except ValueError:
            lines = []  # refused when it is signed, with the reason
        waiting = self._signing_steps().filtered(
            lambda step: step.state != "done" and step.jabatan_id != mine
        )
        return {
            "reserved": self.get_reserved_number(),
            "lines": lines,
            "needs_proof": self._needs_proof(),
            "proofs": self.env.user._eoffice_proofs(),
            "signed": [
                {"name": one.user_id.name, "jabatan": one.jabatan_id.name}
                for one in self._valid_signatures()
            ],
            "waiting": waiting.jabatan_id.mapped("name"),
            "correction": self._correction_reason(),
        }
