from odoo import Command, models
from odoo.exceptions import UserError

from ..tools.number_format import format_number
from .naskah_numbering import Number


class ReservedNumber(models.Model):
    """A paper letter that has a number which was set aside: registered with its scan."""

    _inherit = "eoffice.reserved.number"

    def action_register_paper(self, values, attachment_ids):
        """Register the letter that was signed on paper under this number, by the registry.

        It is finished with that: no page is made of it and it is sent to nobody, as both were
        done on paper. Signer and registry have it; of a secret one the registry sees the
        envelope only.

        :param dict values: ``type_id``, ``classification_id``, ``signer_jabatan_id``,
            ``subject``, ``kepada`` (text), ``sifat`` and ``urgensi`` (default: the ordinary ones)
        :param list attachment_ids: the scan, as files the account uploaded; at least one
        :return: dict of the letter with ``id``, ``state``, ``number``
        :raise AccessError: not the registry of the SKPD that keeps the register
        :raise UserError: something is missing, or the number isn't free
        """
        self.ensure_one()
        jabatan = self._check_keeper(heads=False)
        self.env.cr.execute(
            "SELECT FROM eoffice_reserved_number WHERE id = %s FOR UPDATE", [self.id]
        )
        self.invalidate_recordset()
        if self.state != "open" or self.is_chosen:
            raise UserError(self.env._("Number %s is used or ended already.", self.number))
        files = self.env["ir.attachment"].browse(attachment_ids or [])
        letter = self._paper_letter(values, files)
        content = letter.content_ids
        files.check_access("write")
        # sudo: the files are the account's own (just checked); content is changed by verbs only.
        files.sudo().write({"res_model": content._name, "res_id": content.id})
        # sudo: rows are written by verbs only; the right has been checked.
        self.sudo().write(
            {
                "state": "used",
                "ended_at": self.env.cr.now(),
                "ended_by_id": self.env.uid,
                "ended_jabatan_id": jabatan.id,
            }
        )
        letter._sync_access()
        naskah = letter.with_env(self.env)
        detail = {"number": letter.number} | naskah._reserved_detail(self)
        naskah._log("paper_registered", jabatan, detail)
        return {"id": letter.id, "state": letter.state, "number": letter.number}

    def _paper_letter(self, values, files):
        """Make the letter and its line in the agenda.

        :return: the letter, in sudo mode
        """
        values = {name: values.get(name) for name in (*self._PAPER, "sifat", "urgensi")}
        missing = [label for name, label in self._paper_labels().items() if not values[name]]
        if not files:
            missing.append(self.env._("Scan"))
        if missing:
            raise UserError(self.env._("Missing for the paper letter: %s.", ", ".join(missing)))
        # sudo: the registry registers what others have signed; its right has been checked.
        Naskah = self.env["eoffice.naskah"].sudo()
        signer = Naskah.env["eoffice.jabatan"].browse(values["signer_jabatan_id"])
        kind = Naskah.env["eoffice.naskah.type"].browse(values["type_id"])
        klasifikasi = Naskah.env["eoffice.classification"].browse(values["classification_id"])
        if not signer.may_sign or not signer._may_sign_type(kind):
            raise UserError(self.env._("%s may not sign letters of this type.", signer.name))
        cr = self.env.cr
        numbering = Naskah._numbering(cr, signer.skpd_id.id, kind.id, self.date)
        if numbering.register_id != self.register_id.id:
            raise UserError(
                self.env._(
                    "A letter of this type by %s isn't numbered by this register.", signer.name
                )
            )
        number = Number(numbering, self.date, self.number)
        text = format_number(
            numbering.pattern,
            klas=klasifikasi.code,
            urut=self.number,
            unit=signer.skpd_id.abbreviation or "",
            jenis=kind.code,
            date=self.date,
        )
        letter = Naskah.create(
            {
                "type_id": kind.id,
                "classification_id": klasifikasi.id,
                "sifat": values["sifat"] or self.env["eoffice.sifat"]._ordinary(),
                "urgensi": values["urgensi"] or self.env["eoffice.urgensi"]._ordinary(),
                "subject": values["subject"].strip(),
                "paper_kepada": values["kepada"].strip(),
                # Nobody drafted it here; it is its signer's.
                "drafter_jabatan_id": signer.id,
                "signer_jabatan_id": signer.id,
                "step_ids": [Command.clear()],
                "state": "finished",
                "on_paper": True,
                "number": text,
                "letter_date": self.date,
                "register_id": self.register_id.id,
                "number_year": self.year,
                "number_seq": self.number,
                "reserved_number_id": self.id,
                "submitted_at": cr.now(),
            }
        )
        self.env.flush_all()
        frozen = letter._freeze_payload() | {"kepada": [letter.paper_kepada]}
        self.env["eoffice.agenda"]._enter_outgoing(
            cr, letter.id, number, text, frozen, self.env.uid
        )
        letter.invalidate_recordset(["agenda_ids"])
        return letter

    #: What a paper letter must have.
    _PAPER = ("type_id", "classification_id", "signer_jabatan_id", "subject", "kepada")

    def _paper_labels(self):
        """Return the names of what a paper letter must have, for people."""
        labels = (
            self.env._("Type"),
            self.env._("Klasifikasi"),
            self.env._("Signed by"),
            self.env._("Subject"),
            self.env._("To"),
        )
        return dict(zip(self._PAPER, labels, strict=True))
