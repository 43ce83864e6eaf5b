from datetime import timedelta

from odoo import Command, api, models

from odoo.addons.eoffice_bekasi.tools.local_time import office_today, utc_now

from .eoffice_demo import MONTHS
from .letters_incoming import LETTERS, SENDERS
from .paper import letter_pdf


class Demo(models.AbstractModel):
    """Registers the demo letters from outside by the verbs, each by the registry whose act it is."""

    _inherit = "eoffice.demo"

    @api.model
    def _load_incoming(self):
        self._load_disposition_lists()
        for letter in LETTERS:
            self._go(self._register_letter(letter), letter["way"])

    def _register_letter(self, letter):
        """Register one letter, with its page unless it came in a closed envelope."""
        registry = self._user(letter["by"])
        name, street, city, email = SENDERS[letter["sender"]]
        written = office_today() - timedelta(days=letter["days"])
        values = {
            "sender": {"name": name, "street": street, "city": city, "email": email},
            "number": letter["number"] and f"{letter['number']}/{written.year}",
            "letter_date": written,
            "sifat": letter.get("sifat", "biasa"),
            "urgensi": letter.get("urgensi", "biasa"),
            "receipt_way": "post",
            "received_at": utc_now() - timedelta(days=letter.get("received", 0), minutes=40),
            "kepada_ids": [self._jabatan(one).id for one in letter["kepada"]],
            "tembusan_ids": [self._jabatan(one).id for one in letter.get("tembusan", ())],
        }
        if "subject" in letter:
            pdf = letter_pdf(
                name,
                f"{street}, {city}",
                number=values["number"],
                date=f"{city}, {written.day} {MONTHS[written.month - 1]} {written.year}",
                subject=letter["subject"],
                kepada=self._jabatan(letter["kepada"][0]).name,
                text=letter["text"],
                note=letter.get("attachment_note"),
            )
            page = (
                self.env["ir.attachment"]
                .with_user(registry)
                .create(
                    {"name": "Surat masuk.pdf", "raw": pdf, "mimetype": "application/pdf"},
                )
            )
            values |= {
                "type_id": self.env.ref("eoffice_bekasi.naskah_type_sd").id,
                "classification_id": self.env.ref(
                    f"eoffice_bekasi.class_83_{letter['klas'].replace('.', '_')}"
                ).id,
                "subject": letter["subject"],
                "attachment_note": letter.get("attachment_note", False),
                "page_id": page.id,
                "text": "\n".join([name, letter["subject"], *letter["text"]]),
            }
        desk = self.env["eoffice.naskah"].with_user(registry)._inline()
        return self.env["eoffice.naskah"].browse(desk.action_register(values)["id"])

    def _load_disposition_lists(self):
        """Templates ready to be given, and instructions of an SKPD's own."""
        instructions = self.env["eoffice.instruction"]
        skpd = self._jabatan("kesehatan_kepala").skpd_id
        own = instructions.create(
            [
                {"name": name, "skpd_id": skpd.id, "sequence": place}
                for place, name in enumerate(
                    ("Verifikasi ke puskesmas", "Siapkan telaahan staf"), 300
                )
            ]
        )
        rows = [
            ("kesehatan_kepala", "Kasubbag Umum: siapkan", ["kesehatan_kasubbag_umum_kepegawaian"],
             self._instructions(["siapkan_jawaban"]), "Siapkan konsep jawaban.", 3),
            ("kesehatan_kepala", "P2PL: verifikasi lapangan",
             ["kesehatan_kabid_pengendalian_penyakit_penyehatan_lingkungan"], own[:1].ids, "", 5),
            ("walikota", "Sekda: koordinasikan", ["sekda"],
             self._instructions(["koordinasikan"]), "", 0),
        ]  # fmt: skip
        self.env["eoffice.disposition.template"].create(
            [
                {
                    "name": name,
                    "jabatan_id": self._jabatan(giver).id,
                    "to_jabatan_ids": [Command.set([self._jabatan(one).id for one in to])],
                    "instruction_ids": [Command.set(ids)],
                    "note": note,
                    "days": days,
                }
                for giver, name, to, ids, note, days in rows
            ]
        )

    # ------------------------------------------------------------------ acts

    def _act_ask(self, naskah, login, question):
        self._disposition(naskah, login).action_ask(question)

    def _act_answer_question(self, naskah, asker, login, text):
        self._disposition(naskah, asker).with_user(self._user(login)).action_answer(text)

    def _act_progress(self, naskah, login, text):
        self._disposition(naskah, login).action_progress(text)

    def _act_decline(self, naskah, login, reason):
        self._disposition(naskah, login).action_decline(reason)

    def _act_finish_disposition(self, naskah, login):
        user = self._user(login)
        given = self.env["eoffice.disposition"].with_user(user).search(
            [
                ("naskah_id", "=", naskah.id),
                ("from_jabatan_id", "in", user._eoffice_jabatan_ids()),
                ("state", "=", "reported"),
            ]
        )  # fmt: skip
        given.action_finish()

    def _act_send_on(self, naskah, login, to, reason):
        naskah.with_user(self._user(login))._inline().action_send_on(self._jabatan(to).id, reason)

    def _act_late(self, naskah, login, days):
        """Let a disposition have been due some days ago: no verb gives a day that is over."""
        given = self._disposition(naskah, login).with_env(self.env)
        given.write(
            {
                "deadline": office_today() - timedelta(days=days),
                "sent_at": utc_now() - timedelta(days=days + 7),
            }
        )
