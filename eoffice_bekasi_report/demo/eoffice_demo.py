import io
import re
from datetime import timedelta

import xlsxwriter

from odoo import Command, api, models

from odoo.addons.eoffice_bekasi.tools.local_time import office_today
from odoo.addons.eoffice_bekasi.tools.signature_block import full_name

from . import letters_signing
from .letters import LETTERS

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Demo(models.AbstractModel):
    """Makes the demo letters by the verbs, each act by the account whose act it is.

    No state is written directly, so the letters have real numbers, pages, agendas and events.
    """

    _inherit = "eoffice.demo"

    @api.model
    def _load_letters(self):
        for letter in (*LETTERS, *letters_signing.LETTERS):
            self._load_letter(letter)

    def _load_letter(self, letter):
        """Draft one letter and send it on its way.

        :param dict letter: see ``letters.py``
        """
        self._go(self._draft(letter), letter["way"])

    def _go(self, naskah, way):
        """Send a letter on its way."""
        for act, *arguments in way:
            getattr(self, f"_act_{act}")(naskah, *arguments)

    def _draft(self, letter):
        drafter = self._user(letter["by"])
        drafter_jabatan = (
            self._jabatan(letter["as"])
            if "as" in letter
            else self.env["eoffice.jabatan"].browse(drafter._eoffice_jabatan_ids()[0])
        )
        vals = {
            "type_id": self.env.ref(f"eoffice_bekasi.naskah_type_{letter['type']}").id,
            "classification_id": self.env.ref(
                f"eoffice_bekasi.class_83_{letter['klas'].replace('.', '_')}"
            ).id,
            "sifat": letter.get("sifat", "biasa"),
            "urgensi": letter.get("urgensi", "biasa"),
            "direction": letter.get("direction", "keluar"),
            "attachment_note": letter.get("attachment_note", False),
            "drafter_jabatan_id": drafter_jabatan.id,
            "subject": letter["subject"],
            "body": self._text(letter["body"]),
            "recipient_ids": [
                Command.create(
                    {"kind": kind, "jabatan_id": self._jabatan(name).id, "sequence": 10 * place}
                )
                for kind in ("kepada", "tembusan")
                for place, name in enumerate(letter.get(kind, ()), 1)
            ]
            + [
                Command.create({"list_id": self._list(name).id, "sequence": 5})
                for name in letter.get("lists", ())
            ],
        }
        vals["section_ids"] = [
            Command.create({"code": code, **self._part(values)})
            for code, values in letter.get("parts", {}).items()
        ]
        if "signer" in letter:
            vals["signer_jabatan_id"] = self._jabatan(letter["signer"]).id
        if "cosigners" in letter:
            signing = [self._jabatan(name).id for name in letter["cosigners"]]
            vals["cosigner_ids"] = [Command.set(signing)]
        naskah = self.env["eoffice.naskah"].with_user(drafter).create(vals)
        if "chain" in letter:
            naskah.step_ids.filtered(lambda step: step.kind != "sign").unlink()
            naskah.step_ids = [
                Command.create(
                    {
                        "jabatan_id": self._jabatan(name.strip("+")).id,
                        "kind": kind,
                        "with_previous": name.startswith("+"),
                        "sequence": place,
                    }
                )
                for place, (name, kind) in enumerate(letter["chain"], 1)
            ]
        for name, rows in letter.get("attachments", ()):
            self.env["ir.attachment"].with_user(drafter).create(
                {
                    "name": name,
                    "raw": self._workbook(rows),
                    "mimetype": XLSX,
                    "res_model": naskah._name,
                    "res_id": naskah.id,
                }
            )
        return naskah

    # ------------------------------------------------------------------ acts of the sender

    def _act_submit(self, naskah):
        naskah.with_user(naskah.drafter_id).action_submit()

    def _act_mend(self, naskah, body):
        naskah.with_user(naskah.drafter_id).body = self._text(body)

    def _act_paraf(self, naskah, note=None):
        self._at_desk(naskah).action_paraf(note)

    def _act_return(self, naskah, note, to=None):
        steps = naskah.step_ids.filtered(lambda step: to and step.jabatan_id == self._jabatan(to))
        self._at_desk(naskah).action_return(note, steps.id)

    def _act_ask_opinion(self, naskah, names, question):
        ids = [self._jabatan(name).id for name in names]
        self._at_desk(naskah).action_ask_opinion(ids, question)

    def _act_sign(self, naskah):
        # Whoever signs in the demo has no password at hand to prove who he is.
        self._at_desk(naskah)._inline()._sign_checked()

    def _act_amend(self, naskah, login, kind, body, way):
        """Draft the letter that amends this one, mend its text, and send it on its way."""
        user = self._user(login)
        answer = naskah.with_user(user).action_amend(kind)
        new = naskah.with_user(user).browse(answer["id"])
        new.body = self._text(body.replace("{surat}", naskah.with_user(user)._named_in_text()))
        self._go(new, way)

    def _act_cancel(self, naskah, login, reason, minutes=None):
        minutes = minutes and {**minutes, "date": office_today()}
        naskah.with_user(self._user(login)).action_cancel(reason, minutes)

    # ------------------------------------------------------------------ acts of the receivers

    def _act_read(self, naskah, login):
        naskah.with_user(self._user(login)).action_read()

    def _act_finish(self, naskah, login):
        naskah.with_user(self._user(login)).action_finish()

    def _act_dispose(self, naskah, login, receivers, instructions, note):
        naskah.with_user(self._user(login)).action_dispose(
            [self._jabatan(name).id for name in receivers], self._instructions(instructions), note
        )

    def _act_forward(self, naskah, login, receivers, instructions, note):
        self._disposition(naskah, login).action_forward(
            [self._jabatan(name).id for name in receivers], self._instructions(instructions), note
        )

    def _act_answer(self, naskah, login, text):
        """Answer a letter, and bring the answer all the way to its addressee."""
        mine = naskah.with_user(self._user(login))
        reply = mine.browse(mine.action_reply()["id"])
        opening, _empty = str(reply.body).split("</p>", 1)
        reply.body = f"{opening}</p>{text}"
        self._act_submit(reply)
        while (desk := self._at_desk(reply)).can_paraf:
            desk.action_paraf()
        self._act_sign(reply)

    def _act_report(self, naskah, login, report):
        self._disposition(naskah, login).action_report(report)

    # ------------------------------------------------------------------ helpers

    def _user(self, login):
        return self.env.ref(f"eoffice_bekasi.user_{login.replace('.', '_')}")

    def _jabatan(self, name):
        return self.env.ref(f"eoffice_bekasi.jab_{name}")

    def _list(self, name):
        return self.env.ref(f"eoffice_bekasi.addressee_list_{name}")

    def _instructions(self, names):
        return [self.env.ref(f"eoffice_bekasi.instruction_{name}").id for name in names]

    def _at_desk(self, naskah):
        """Return the letter as the holder of its current step sees it."""
        return naskah.with_user(naskah.with_env(self.env).waiting_jabatan_id.holder_id)

    def _disposition(self, naskah, login):
        """Return the disposition of a letter that was given to an account, as that account."""
        user = self._user(login)
        return (
            self.env["eoffice.disposition"]
            .with_user(user)
            .search(
                [
                    ("naskah_id", "=", naskah.id),
                    ("to_jabatan_id", "in", user._eoffice_jabatan_ids()),
                ]
            )
        )

    def _text(self, text):
        """Put dates into a text: ``{+5}`` and ``{tahun}``."""

        def day(match):
            date = self._working_day(int(match[1]))
            return f"{DAYS[date.weekday()]}, {date.day} {MONTHS[date.month - 1]} {date.year}"

        return re.sub(r"\{\+(\d+)\}", day, text).replace("{tahun}", str(office_today().year))

    def _working_day(self, days):
        date = office_today() + timedelta(days=days)
        # Offices are closed at the weekend.
        return date + timedelta(days=max(0, 7 - date.weekday()) if date.weekday() > 4 else 0)

    def _part(self, values):
        """Return the values of a section with dates and people put in."""
        ((name, value),) = values.items()
        if name == "day":
            return {name: self._working_day(int(value.strip("{+}")))}
        if name == "people":
            return {name: [self._person(self._jabatan(one)) for one in value]}
        return {name: self._text(value)}

    def _person(self, jabatan):
        holder = jabatan.holder_id
        return {
            "name": full_name(holder.name, holder.eoffice_title_front, holder.eoffice_title_back),
            "pangkat": f"{holder.eoffice_pangkat or ''} ({holder.eoffice_golongan or '-'})",
            "nip": holder.eoffice_nip or "",
            "jabatan": jabatan.name,
        }

    def _workbook(self, rows):
        """Return rows as an .xlsx file."""
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
            sheet = workbook.add_worksheet()
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
        return buffer.getvalue()
