from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..tools.local_time import office_today
from .common import OfficeCase

#: Enough words for marks of a text.
PAGE = """Sehubungan dengan surat Saudara mengenai permohonan data peserta didik tingkat dasar se
kota, bersama ini kami sampaikan daftar nama sekolah beserta jumlah peserta didik pada tahun ajaran
berjalan sebagai bahan pelaksanaan imunisasi. Demikian disampaikan, atas perhatian dan kerja sama
yang baik kami ucapkan terima kasih."""


class RegistrationCase(OfficeCase):
    """The registry of Dinkes (tu_kesehatan) registers what comes from outside."""

    def values(self, **more):
        """Return the values of an ordinary letter from a ministry."""
        return {
            "type_id": self.type_sd.id,
            "sender": {"name": "Kementerian Uji", "city": "Jakarta"},
            "number": "B-12/KEM/2026",
            "letter_date": "2026-11-02",
            "subject": "Permintaan data imunisasi",
            "kepada_ids": [self.jabatan["kadis_kesehatan"].id],
            **more,
        }

    def as_registry(self, who="tu_kesehatan"):
        return self.env["eoffice.naskah"].with_user(self.users[who])

    def register(self, who="tu_kesehatan", **more):
        """Register a letter and return it in the registry's name."""
        answer = self.as_registry(who).action_register(self.values(**more))
        return self.as_registry(who).browse(answer["id"])

    def upload(self, name="surat.pdf", raw=b"%PDF-1.4 uji", who="tu_kesehatan"):
        """Return a file that an account has uploaded, on nothing yet."""
        return (
            self.env["ir.attachment"]
            .with_user(self.users[who])
            .create({"name": name, "raw": raw, "mimetype": "application/pdf"})
        )


@tagged("post_install", "-at_install")
class TestLetterIsRegisteredInOneGo(RegistrationCase):
    """By the registry, as a whole: it is numbered in the agenda and on the addressee's desk."""

    def test_on_the_desk_with_its_agenda_number(self):
        page = self.upload()
        letter = self.register(page_id=page.id, text=PAGE)
        self.assertEqual(letter.state, "distributed")
        self.assertEqual(letter.number, "B-12/KEM/2026")
        self.assertEqual(letter.sender_name, "Kementerian Uji")
        self.assertEqual(letter.direction, "masuk")
        got = self.as_registry().get_registered(letter.id)
        self.assertEqual([one["skpd"] for one in got["agenda"]], ["Dinas Kesehatan"])
        self.assertEqual(got["agenda"][0]["number"], 1)
        mine = self.as_user("kadis_kesehatan", letter)
        self.assertEqual(mine.subject, "Permintaan data imunisasi")
        self.assertEqual(mine.content_ids.pdf_attachment_id, page)
        row = letter.sudo().recipient_ids
        self.assertEqual(
            (row.state, row.jabatan_id), ("delivered", self.jabatan["kadis_kesehatan"])
        )
        self.assertTrue(row.respond_by)
        kinds = self.env["eoffice.event"].search([("naskah_id", "=", letter.id)]).mapped("kind")
        self.assertEqual(set(kinds), {"registered", "distributed", "delivered"})

    def test_addressee_of_another_skpd_gets_it_with_that_agenda_number(self):
        letter = self.register(kepada_ids=[self.jabatan["kadis_sosial"].id])
        lines = letter.sudo().agenda_ids
        self.assertEqual(lines.skpd_id, self.organisations["sosial"])
        self.assertTrue(self.as_user("kadis_sosial", letter).has_access("read"))
        self.assertTrue(self.as_user("tu_sosial", letter).has_access("read"))

    def test_all_that_is_missing_is_said_at_once(self):
        with self.assertRaisesRegex(UserError, "Sender.*Subject.*To"):
            self.as_registry().with_context(lang="en_US").action_register(
                self.values(sender={"name": " "}, subject="", kepada_ids=[])
            )

    def test_what_is_refused(self):
        tomorrow = fields.Datetime.to_string(fields.Datetime.now() + timedelta(days=1))
        for wrong in (
            {"sifat": "tidak_ada"},
            {"urgensi": "tidak_ada"},
            {"receipt_way": "merpati"},
            {"letter_date": "17 Juli"},
            {"received_at": tomorrow},
            {"kepada_ids": [0]},
            {"type_id": 999999999},
            {"sender": {"partner_id": self.users["walikota"].partner_id.id}},
            {"sender": {"name": "Uji", "email": "bukan alamat"}},
            {"reply_to_id": 999999999},
            {"key": "x" * 65},
        ):
            with self.subTest(wrong), self.assertRaises(UserError):
                self.register(**wrong)

    def test_file_of_somebody_else_is_not_taken(self):
        foreign = self.upload(who="staf_sosial")
        with self.assertRaises(UserError):
            self.register(page_id=foreign.id)
        draft = self.draft(by="staf_kesehatan")
        held = self.upload(who="staf_kesehatan")
        draft.attachment_ids = held
        with self.assertRaises(UserError):
            self.register(who="tu_kesehatan", attachment_ids=[held.id])

    def test_page_is_a_pdf(self):
        picture = self.upload("surat.png", b"\x89PNG\r\n\x1a\n")
        picture.mimetype = "image/png"
        with self.assertRaises(UserError):
            self.register(page_id=picture.id)

    def test_same_key_again_answers_the_same_letter(self):
        first = self.register(key="satu")
        again = self.register(key="satu")
        self.assertEqual(first, again)
        self.assertNotEqual(first, self.register(key="dua"))
        self.assertNotEqual(first.id, self.register(who="tu_sosial", key="satu").id)

    def test_registered_letter_has_no_draft_to_change(self):
        letter = self.register()
        for values in (
            {"number": "X"},
            {"sender_name": "X"},
            {"subject": "X"},
            {"is_closed": True},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                letter.write(values)
        with self.assertRaises(AccessError):
            letter.unlink()


@tagged("post_install", "-at_install")
class TestSenderIsTypedOnce(RegistrationCase):
    """Outside contacts, those used last first, with what the last letter from there was."""

    def test_typed_again_it_is_the_same_contact(self):
        first = self.register()
        second = self.register(number="B-13", sender={"name": "kementerian  UJI"})
        self.assertEqual(first.sender_partner_id, second.sender_partner_id)
        other = self.register(number="B-14", sender={"name": "Kementerian Uji", "city": "Bogor"})
        self.assertNotEqual(first.sender_partner_id, other.sender_partner_id)

    def test_those_used_last_first(self):
        self.register(sender={"name": "PT Uji Alfa"})
        self.register(sender={"name": "PT Uji Beta"}, urgensi="segera")
        self.env["res.partner"].create({"name": "PT Uji Aaa"})
        found = self.as_registry().find_senders("uji pt")
        self.assertEqual(
            [one["name"] for one in found], ["PT Uji Beta", "PT Uji Alfa", "PT Uji Aaa"]
        )
        last = found[0]["last"]
        self.assertEqual(last["type_id"], self.type_sd.id)
        self.assertEqual(last["urgensi"], "segera")
        self.assertEqual(last["kepada"][0]["jabatan_id"], self.jabatan["kadis_kesehatan"].id)
        self.assertFalse(found[2]["last"])

    def test_memory_is_of_the_desk(self):
        self.register(sender={"name": "PT Uji Alfa"})
        found = self.as_registry("tu_sosial").find_senders("alfa")
        self.assertEqual([one["name"] for one in found], ["PT Uji Alfa"])
        self.assertFalse(found[0]["last"])

    def test_no_words_shows_those_used_last(self):
        self.register(sender={"name": "PT Uji Alfa"})
        self.assertEqual(
            [one["name"] for one in self.as_registry().find_senders()], ["PT Uji Alfa"]
        )

    def test_accounts_are_no_senders(self):
        name = self.users["walikota"].name
        self.assertFalse(self.as_registry().find_senders(name))

    def test_nothing_is_a_wildcard(self):
        self.register(sender={"name": "PT Uji Alfa"})
        self.assertFalse(self.as_registry().find_senders("U_i %"))


@tagged("post_install", "-at_install")
class TestDuplicateIsTold(RegistrationCase):
    """Same sender, number and date, same page or nearly the same text: told, never refused."""

    def told(self, who="tu_kesehatan", **values):
        return self.as_registry(who).check_registration(values)["duplicates"]

    def test_same_sender_number_and_date(self):
        letter = self.register()
        same = {"number": " b-12 / KEM / 2026", "sender": {"name": "kementerian uji"}}
        (one,) = self.told(**same, letter_date="2026-11-02")
        self.assertEqual((one["id"], one["open"]), (letter.id, True))
        self.assertEqual(one["agenda"], f"1/{office_today().year}")
        self.assertTrue(self.told(**same))
        sender = {"partner_id": letter.sender_partner_id.id}
        self.assertTrue(self.told(number=same["number"], sender=sender))
        self.assertFalse(self.told(**same, letter_date="2026-11-03"))
        self.assertFalse(self.told(number="B-13/KEM/2026", sender=sender))
        self.assertFalse(self.told(number=same["number"], sender={"name": "Lain"}))

    def test_same_page(self):
        letter = self.register(page_id=self.upload(raw=b"%PDF-1.4 satu").id)
        again = self.upload(raw=b"%PDF-1.4 satu")
        self.assertEqual([one["id"] for one in self.told(page_id=again.id)], [letter.id])
        self.assertFalse(self.told(page_id=self.upload(raw=b"%PDF-1.4 dua").id))

    def test_nearly_the_same_text(self):
        letter = self.register(text=PAGE)
        read = PAGE.replace("tahun", "tabun").replace("Saudara", "Saudaia")
        self.assertEqual([one["id"] for one in self.told(text=read)], [letter.id])
        self.assertFalse(self.told(text=" ".join(reversed(PAGE.split()))))

    def test_pattern_with_another_number_and_date_is_another_letter(self):
        self.register(text=PAGE)
        read = PAGE.replace("tahun", "bulan").replace("imunisasi", "penyuluhan")
        self.assertTrue(self.told(text=read))
        self.assertFalse(self.told(text=read, number="B-99/KEM", letter_date="2026-11-20"))

    def test_only_letters_that_are_open_to_the_account(self):
        self.register()
        same = {"number": "B-12/KEM/2026", "sender": {"name": "Kementerian Uji"}}
        self.assertTrue(self.told(**same))
        self.assertFalse(self.told("tu_sosial", **same))

    def test_envelope_of_a_closed_one(self):
        closed = {"sifat": "rahasia", "subject": False}
        letter = self.register(**closed)
        (one,) = self.told(number="B-12/KEM/2026", sender={"name": "Kementerian Uji"})
        self.assertEqual((one["id"], one["open"]), (letter.id, False))

    def test_warnings(self):
        check = self.as_registry().check_registration
        self.assertFalse(check({"letter_date": str(office_today())})["warnings"])
        self.assertTrue(check({"letter_date": str(office_today() + timedelta(days=1))})["warnings"])
        self.assertTrue(check({"letter_date": "2020-01-01"})["warnings"])


@tagged("post_install", "-at_install")
class TestReplyIsKnownByOurNumber(RegistrationCase):
    """Found by the number it quotes, when our letter is open to the account; linked when asked."""

    def test_found(self):
        ours = self.sign(self.draft())
        text = f"Menjawab surat Saudara nomor {ours.number.replace('/', ' / ')} tanggal 1 Mei 2026"
        check = self.as_registry().check_registration({"text": text})
        self.assertEqual(check["reply_to"]["id"], ours.id)
        self.assertEqual(check["reply_to"]["subject"], "Jadwal imunisasi sekolah")
        self.assertFalse(
            self.as_registry("tu_sosial").check_registration({"text": text})["reply_to"]
        )

    def test_secret_one_is_shown_by_number_alone(self):
        ours = self.sign(self.draft(sifat="rahasia"))
        check = self.as_registry().check_registration({"text": f"surat nomor {ours.number}"})
        self.assertEqual(check["reply_to"]["name"], ours.number)
        self.assertFalse(check["reply_to"]["subject"])


@tagged("post_install", "-at_install")
class TestOptions(RegistrationCase):
    def test_what_is_offered(self):
        options = self.as_registry().get_registration_options()
        self.assertEqual(options["desk"], self.jabatan["tu_kesehatan"].id)
        self.assertEqual(options["addressees"][0]["jabatan_id"], self.jabatan["kadis_kesehatan"].id)
        self.assertIn(self.type_sd.id, [one["id"] for one in options["types"]])
        self.assertTrue(next(one for one in options["sifat"] if one["code"] == "rahasia")["secret"])
        skpd = {one["under"].split(" · ")[0] for one in options["addressees"]}
        self.assertEqual(skpd, {"Dinas Kesehatan"})

    def test_only_for_who_registers(self):
        for who in set(self.users) - {key for key in self.users if key.startswith("tu_")}:
            for call in (
                lambda model: model.get_registration_options(),
                lambda model: model.find_senders("uji"),
                lambda model: model.check_registration({}),
                lambda model: model.action_register(self.values()),
            ):
                with self.subTest(who), self.assertRaises(AccessError):
                    call(self.as_registry(who))

    def test_desk_of_another_skpd(self):
        with self.assertRaises(AccessError):
            self.register(jabatan_id=self.jabatan["tu_sosial"].id)


@tagged("post_install", "-at_install")
class TestRegistrationIsCorrected(RegistrationCase):
    """By the desk that registered it, until somebody has disposed; the agenda gets a line."""

    def test_corrected(self):
        letter = self.register()
        letter.action_correct_registration(
            {
                "number": "B-21/KEM/2026",
                "letter_date": "2026-11-02",
                "subject": "Permintaan data gizi",
                "sender": {"name": "Kementerian Lain"},
                "classification_id": self.klasifikasi.id,
            },
            "Salah ketik",
        )
        self.assertEqual(letter.number, "B-21/KEM/2026")
        self.assertEqual(letter.subject, "Permintaan data gizi")
        self.assertEqual(letter.sender_name, "Kementerian Lain")
        old, new = letter.sudo().agenda_ids.sorted("revision")
        self.assertEqual((old.letter_number, new.letter_number), ("B-12/KEM/2026", "B-21/KEM/2026"))
        self.assertEqual((old.number, new.revision), (new.number, 1))
        self.assertEqual(new.sender_name, "Kementerian Lain")
        self.assertEqual(new.classification_code, self.klasifikasi.code)
        event = self.env["eoffice.event"].search(
            [("naskah_id", "=", letter.id), ("kind", "=", "registration_corrected")]
        )
        self.assertNotIn("letter_date", event.detail["fields"])
        remark = self.env["eoffice.remark"].search([("event_id", "=", event.id)])
        self.assertIn("Permintaan data imunisasi → Permintaan data gizi", remark.text)
        self.assertIn("Salah ketik", remark.text)

    def test_subject_alone_leaves_the_agenda(self):
        letter = self.register()
        letter.action_correct_registration({"subject": "Lain"}, "Salah ketik")
        self.assertEqual(len(letter.sudo().agenda_ids), 1)

    def test_not_once_somebody_has_disposed(self):
        letter = self.register()
        self.dispose(letter, "kadis_kesehatan", ["sekretaris_kesehatan"])
        with self.assertRaises(UserError):
            letter.action_correct_registration({"number": "X"}, "Salah ketik")

    def test_what_is_refused(self):
        letter = self.register()
        for values, reason in (
            ({"number": "B-12/KEM/2026"}, "Sama saja"),
            ({"number": "X"}, " "),
            ({"sifat": "rahasia"}, "Salah"),
            ({"kepada_ids": []}, "Salah"),
            ({"state": "draft"}, "Salah"),
            ({"subject": " "}, "Salah"),
            ({"sender": {}}, "Salah"),
            ({"letter_date": "kemarin"}, "Salah"),
        ):
            with self.subTest(values), self.assertRaises(UserError):
                letter.action_correct_registration(values, reason)

    def test_by_nobody_else(self):
        letter = self.register(kepada_ids=[self.jabatan["kadis_sosial"].id])
        for who in ("kadis_sosial", "tu_sosial", "kadis_kesehatan", "staf_kesehatan"):
            with self.subTest(who), self.assertRaises(AccessError):
                self.as_user(who, letter).action_correct_registration({"number": "X"}, "Salah")


@tagged("post_install", "-at_install")
class TestWrongAddressIsSentOn(RegistrationCase):
    """With one tap; the wrong register gets a remark, the right one a number."""

    def test_to_another_skpd(self):
        letter = self.register()
        letter.action_send_on(self.jabatan["kadis_sosial"].id, "Bukan urusan kesehatan")
        lines = letter.sudo().agenda_ids
        mine = lines.filtered(lambda one: one.skpd_id == self.organisations["kesehatan"])
        self.assertEqual(mine.mapped("revision"), [1, 0])
        self.assertIn("Kepala Dinas Sosial", mine[0].note)
        self.assertIn("Bukan urusan kesehatan", mine[0].note)
        theirs = lines - mine
        self.assertEqual((theirs.skpd_id.name, theirs.number), ("Dinas Sosial", 1))
        states = {one.jabatan_id: (one.state, one.agenda_id) for one in letter.sudo().recipient_ids}
        self.assertEqual(states[self.jabatan["kadis_sosial"]], ("delivered", theirs))
        self.assertEqual(states[self.jabatan["kadis_kesehatan"]][0], "sent_on")
        self.assertTrue(self.as_user("kadis_sosial", letter).subject)
        self.assertTrue(self.as_user("tu_sosial", letter).subject)
        self.assertTrue(letter.subject, "the desk that registered it answers for it")
        kinds = self.env["eoffice.event"].search([("naskah_id", "=", letter.id)]).mapped("kind")
        self.assertEqual(kinds.count("sent_on"), 1)
        self.assertEqual(kinds.count("delivered"), 2)

    def test_whose_address_was_wrong_keeps_the_envelope(self):
        letter = self.register(kepada_ids=[self.jabatan["kadis_sosial"].id])
        self.as_user("tu_sosial", letter).action_send_on(self.jabatan["kadis_pendidikan"].id)
        for who in ("kadis_sosial", "tu_sosial"):
            mine = self.as_user(who, letter)
            mine.invalidate_recordset()
            with self.subTest(who):
                self.assertEqual(mine.number, "B-12/KEM/2026")
                self.assertFalse(mine.subject)
        closure = self.env["eoffice.access"].sudo().search([("naskah_id", "=", letter.id)])
        stored = {(one.naskah_id.id, one.jabatan_id.id, one.level) for one in closure}
        self.assertEqual(stored, letter.sudo()._naive_closure())

    def test_inside_the_skpd_no_second_number(self):
        letter = self.register()
        self.as_user("kadis_kesehatan", letter).action_send_on(
            self.jabatan["kabid_kesehatan"].id, "Untuk bidang"
        )
        self.assertEqual(letter.sudo().agenda_ids.mapped("number"), [1, 1])
        row = letter.sudo().recipient_ids.filtered(lambda one: one.state == "delivered")
        self.assertEqual(row.jabatan_id, self.jabatan["kabid_kesehatan"])
        self.assertEqual(row.agenda_id.revision, 0)

    def test_back_again(self):
        letter = self.register()
        letter.action_send_on(self.jabatan["kadis_sosial"].id)
        self.as_user("tu_sosial", letter).action_send_on(self.jabatan["kadis_kesehatan"].id)
        states = {one.jabatan_id: one.state for one in letter.sudo().recipient_ids}
        self.assertEqual(
            states,
            {self.jabatan["kadis_sosial"]: "sent_on", self.jabatan["kadis_kesehatan"]: "delivered"},
        )
        self.assertTrue(self.as_user("kadis_kesehatan", letter).subject)

    def test_what_is_refused(self):
        letter = self.register(tembusan_ids=[self.jabatan["kadis_sosial"].id])
        with self.assertRaises(UserError):
            letter.action_send_on(self.jabatan["kadis_sosial"].id)
        with self.assertRaises(UserError):
            letter.action_send_on(0)
        for who in ("kadis_sosial", "tu_sosial", "staf_kesehatan", "walikota"):
            with self.subTest(who), self.assertRaises(AccessError):
                self.as_user(who, letter).action_send_on(self.jabatan["kadis_pendidikan"].id)
        self.dispose(letter, "kadis_kesehatan", ["sekretaris_kesehatan"])
        with self.assertRaises(UserError):
            letter.action_send_on(self.jabatan["kadis_pendidikan"].id)

    def test_not_a_letter_from_inside(self):
        letter = self.sign(self.draft())
        with self.assertRaises(AccessError):
            self.as_user("tu_pendidikan", letter).action_send_on(self.jabatan["kadis_sosial"].id)


@tagged("post_install", "-at_install")
class TestClosedLetter(RegistrationCase):
    """Envelope only at the registry; opened by the addressee or an assistant named for it."""

    def closed(self, **more):
        return self.register(sifat="rahasia", subject=False, **more)

    def test_nothing_inside_is_taken_from_the_registry(self):
        page = self.upload()
        for inside in (
            {"subject": "Rahasia sekali"},
            {"page_id": page.id},
            {"attachment_ids": [page.id]},
            {"text": PAGE},
        ):
            with self.subTest(inside), self.assertRaises(UserError):
                self.register(**{"sifat": "rahasia", "subject": False, **inside})
        self.assertFalse(
            self.env["eoffice.naskah"].search([("sender_name", "=", "Kementerian Uji")])
        )

    def test_closed_is_at_least_rahasia(self):
        letter = self.register(is_closed=True, subject=False, type_id=False)
        self.assertTrue(letter.is_secret)
        self.assertTrue(letter.is_closed)
        self.assertTrue(letter.type_id)

    def test_addressee_opens(self):
        letter = self.closed()
        mine = self.as_user("kadis_kesehatan", letter)
        self.assertTrue(mine.can_open)
        self.assertFalse(letter.can_open)
        page = self.upload(who="kadis_kesehatan")
        mine.action_open_envelope("Pemeriksaan khusus", page.id, text=PAGE)
        self.assertEqual(mine.subject, "Pemeriksaan khusus")
        self.assertEqual(mine.content_ids.pdf_attachment_id, page)
        self.assertFalse(mine.is_closed)
        letter.invalidate_recordset()
        self.assertFalse(letter.subject)
        with self.assertRaises(AccessError):
            page.with_user(self.users["tu_kesehatan"]).read(["raw"])
        with self.assertRaises(UserError):
            mine.action_open_envelope("Lagi")

    def test_nobody_else_opens(self):
        letter = self.closed(tembusan_ids=[self.jabatan["kadis_sosial"].id])
        for who in set(self.users) - {"kadis_kesehatan"}:
            with self.subTest(who), self.assertRaises(AccessError):
                self.as_user(who, letter).action_open_envelope("Coba")

    def named(self, **values):
        return (
            self.env["eoffice.assistant"]
            .with_user(self.users["kadis_kesehatan"])
            .create(
                {
                    "jabatan_id": self.jabatan["kadis_kesehatan"].id,
                    "user_id": self.users["staf_sosial"].id,
                    **values,
                }
            )
        )

    def test_assistant_only_when_named_for_secret_letters(self):
        letter = self.closed()
        assistant = self.named()
        with self.assertRaises(AccessError):
            self.as_user("staf_sosial", letter).action_open_envelope("Coba")
        assistant.sudo().may_read_secret = True
        mine = self.as_user("staf_sosial", letter)
        with self.assertRaises(AccessError):
            mine.action_open_envelope("Pemeriksaan", sifat="biasa")
        mine.action_open_envelope("Pemeriksaan", number="X", letter_date="2026-01-01")
        self.assertEqual(mine.subject, "Pemeriksaan")
        self.assertEqual(mine.number, "B-12/KEM/2026", "the envelope said it")

    def test_addressee_lowers_what_was_only_closed(self):
        letter = self.closed()
        self.as_user("kadis_kesehatan", letter).action_open_envelope("Undangan", sifat="biasa")
        letter.invalidate_recordset()
        self.assertEqual(letter.subject, "Undangan")

    def test_registry_loses_what_turns_out_secret(self):
        letter = self.register(page_id=self.upload().id, text=PAGE)
        page = letter.content_ids.pdf_attachment_id
        self.assertTrue(page.raw)
        with self.assertRaises(UserError):
            letter.action_raise_sifat("biasa")
        for who in ("staf_kesehatan", "tu_sosial", "walikota"):
            with self.subTest(who), self.assertRaises(AccessError):
                self.as_user(who, letter).action_raise_sifat("rahasia")
        self.as_user("kadis_kesehatan", letter).action_raise_sifat("rahasia", "Isinya rahasia")
        letter.invalidate_recordset()
        self.assertFalse(letter.subject)
        self.assertFalse(letter.content_ids)
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            page.with_user(self.users["tu_kesehatan"]).read(["raw"])
        self.assertTrue(self.as_user("kadis_kesehatan", letter).subject)

    def test_sender_memory_knows_no_secret_letter(self):
        self.closed()
        self.assertFalse(self.as_registry().find_senders())
        self.assertFalse(self.as_registry().find_senders("kementerian")[0]["last"])

    def test_assistant_registers_for_his_official(self):
        self.named(may_register=True)
        letter = self.register("staf_sosial")
        self.assertEqual(letter.drafter_jabatan_id, self.jabatan["kadis_kesehatan"])
        self.assertEqual(self.as_registry("staf_sosial").get_registered(letter.id)["id"], letter.id)
        event = self.env["eoffice.event"].search(
            [("naskah_id", "=", letter.id), ("kind", "=", "registered")]
        )
        self.assertEqual(event.capacity, "assistant")
        with self.assertRaises(AccessError):
            self.register("staf_sosial", sifat="rahasia", subject=False)


@tagged("post_install", "-at_install")
class TestReplyFromOutside(RegistrationCase):
    """An answer from outside marks our letter answered; ours to them goes to their address."""

    def test_ours_is_marked_answered(self):
        ours = self.sign(self.draft())
        letter = self.register(reply_to_id=ours.id)
        self.assertEqual(letter.reply_to_id, ours)
        event = self.env["eoffice.event"].search(
            [("naskah_id", "=", ours.id), ("kind", "=", "answered")]
        )
        self.assertEqual(event.detail, {"reply_id": letter.id, "number": letter.number})
        rows = ours.sudo().recipient_ids.mapped("state")
        self.assertEqual(rows, ["delivered"], "work inside goes on")

    def test_only_a_letter_that_is_open_to_the_account(self):
        ours = self.sign(self.draft(by="staf_sosial", kepada=("kadis_pendidikan",)))
        with self.assertRaises(UserError):
            self.register(reply_to_id=ours.id)

    def test_answer_to_our_secret_letter(self):
        ours = self.sign(self.draft(sifat="rahasia"))
        self.assertEqual(self.register(reply_to_id=ours.id).reply_to_id, ours)

    def test_our_answer_goes_to_its_sender(self):
        letter = self.register()
        answer = self.as_user("kadis_kesehatan", letter).action_reply()
        reply = self.as_user("kadis_kesehatan", letter).browse(answer["id"])
        self.assertEqual(reply.direction, "keluar")
        self.assertEqual(reply.recipient_ids.partner_id, letter.sender_partner_id)
        self.assertIn("Kementerian Uji", reply.body)
