from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.naskah import DRAFT_FIELDS
from .common import OfficeCase

#: Fields of a letter that verbs write, with a value somebody might try.
FORGED = {
    "number": "999/9/Palsu",
    "state": "signed",
    "letter_date": "2020-01-01",
    "number_seq": 77,
    "number_year": 2020,
    "is_numbered": False,
    "signed_at": "2020-01-01 00:00:00",
    "sealed_at": "2020-01-01 00:00:00",
    "submitted_at": "2020-01-01 00:00:00",
    "distributed_at": "2020-01-01 00:00:00",
    "distribute_at": "2020-01-01 00:00:00",
    "distribute_capacity": "definitif",
    "cancelled_at": "2020-01-01 00:00:00",
    "returned": True,
    "may_add": "nobody",
    "is_secret": True,
    "sifat_by_hand": True,
    "prepared_at": "2020-01-01 00:00:00",
    "on_paper": True,
    "paper_kepada": "Palsu",
    "signature_count": 7,
    "amend_kind": "batal",
    "amend_at": "2020-01-01 00:00:00",
    "sender_name": "Palsu",
    "received_at": "2020-01-01 00:00:00",
    "receipt_way": "post",
    "is_closed": True,
    "status_code": "PALSU",
    "registration_key": "palsu",
}
#: Models of protected many2one fields; any record will do.
FORGED_RELATIONS = (
    "register_id",
    "drafter_id",
    "distribute_by_id",
    "distribute_jabatan_id",
    "organisation_id",
    "skpd_id",
    "prepared_by_id",
    "reserved_number_id",
    "amends_id",
    "reply_to_id",
    "sender_partner_id",
)


class ProtectedCase(OfficeCase):
    """Helpers for trying what must be refused."""

    def forged(self):
        """Return all protected values, with those that depend on the city."""
        Naskah = self.env["eoffice.naskah"]
        relations = {
            name: self.env[Naskah._fields[name].comodel_name].search([], limit=1).id
            for name in FORGED_RELATIONS
        }
        return FORGED | relations

    def assert_untouched(self, record, before):
        record.invalidate_recordset()
        for name, value in before.items():
            self.assertEqual(record[name], value, name)

    def snapshot(self, record, names):
        return {name: record[name] for name in names}


@tagged("post_install", "-at_install")
class TestOnlyVerbsWriteNumberAndState(ProtectedCase):
    """Number, date, state and drafter of a letter are set by verbs; no hand sets them."""

    def test_the_list_is_complete(self):
        """A new stored field of the letter is either the drafter's or protected."""
        Naskah = self.env["eoffice.naskah"]
        stored = {
            name
            for name, field in Naskah._fields.items()
            if field.store
            and not (field.related or field.type in ("one2many", "many2many"))
            and name not in ("id", "create_uid", "create_date", "write_uid", "write_date")
        }
        self.assertEqual(stored - DRAFT_FIELDS, set(self.forged()))

    def test_create(self):
        for name, value in self.forged().items():
            with self.subTest(name), self.assertRaises(AccessError):
                self.draft(**{name: value})

    def test_write_as_drafter_and_as_signer(self):
        naskah = self.draft()
        for name, value in self.forged().items():
            with self.subTest(name), self.assertRaises(AccessError):
                naskah.write({name: value})
        self.approve(naskah)
        signer = self.as_user("kadis_kesehatan", naskah)
        for name, value in self.forged().items():
            with self.subTest(name, state="approval"), self.assertRaises(AccessError):
                signer.write({name: value})

    def test_defaults_do_not_come_in_by_the_back_door(self):
        """Neither a context nor a personal default of the account fills a protected field."""
        forged = self.forged()
        naskah = self.draft()
        before = self.snapshot(naskah.sudo(), forged)
        staff = self.users["staf_kesehatan"]
        for name, value in forged.items():
            self.env["ir.default"].with_user(staff).set("eoffice.naskah", name, value, user_id=True)
        by_default = self.draft()
        by_context = by_default.with_context(
            **{f"default_{name}": value for name, value in forged.items()}
        ).create({"subject": "x", "recipient_ids": []})
        for letter in (by_default, by_context):
            self.assert_untouched(letter.sudo(), before)

    def test_recipients_and_steps_take_no_state_from_a_context(self):
        naskah = self.draft().with_context(
            default_state="delivered",
            default_read_at="2020-01-01 00:00:00",
            default_read_by_id=self.users["kadis_sosial"].id,
            default_acted_by_id=self.users["kadis_sosial"].id,
            default_capacity="definitif",
        )
        recipient = naskah.recipient_ids.create(
            {"naskah_id": naskah.id, "jabatan_id": self.jabatan["kadis_sosial"].id}
        )
        self.assertEqual(
            (recipient.state, recipient.read_at, recipient.read_by_id.id), ("draft", False, False)
        )
        step = naskah.step_ids.create(
            {"naskah_id": naskah.id, "jabatan_id": self.jabatan["kadis_sosial"].id}
        )
        self.assertEqual(
            (step.state, step.acted_by_id.id, step.capacity), ("waiting", False, False)
        )

    def test_import(self):
        """What a spreadsheet brings is held to the same."""
        Naskah = self.env["eoffice.naskah"].with_user(self.users["staf_kesehatan"])
        for name, value in (
            ("number", "9/9/9"),
            ("state", "signed"),
            ("letter_date", "2020-01-01"),
        ):
            with self.subTest(name), mute_logger("odoo.models"):
                result = Naskah.load(["sifat", name], [["biasa", value]])
                self.assertFalse(result["ids"])
                self.assertTrue(result["messages"])
        result = Naskah.load(["sifat", "subject"], [["biasa", "Dari lembar sebar"]])
        imported = Naskah.browse(result["ids"])
        self.assertEqual((imported.subject, imported.state), ("Dari lembar sebar", "draft"))

    def test_through_relations(self):
        """Nobody reaches the letter's fields through a line that hangs on it."""
        naskah = self.draft()
        with self.assertRaises(AccessError):
            naskah.recipient_ids[:1].naskah_id.write({"number": "9"})
        with self.assertRaises(AccessError):
            naskah.write({"disposition_ids": [Command.create({"note": "x"})]})
        with self.assertRaises(AccessError):
            naskah.write({"content_ids": [Command.clear()]})
        with self.assertRaises(AccessError):
            naskah.write({"signature_ids": [Command.create({"payload": "{}"})]})

    def test_a_draft_is_not_handed_to_another_desk(self):
        naskah = self.draft()
        with self.assertRaises(AccessError):
            naskah.write({"drafter_jabatan_id": self.jabatan["staf_sosial"].id})
        with self.assertRaises(AccessError):
            self.draft(drafter_jabatan_id=self.jabatan["staf_sosial"].id)


@tagged("post_install", "-at_install")
class TestLinesStayWithTheirLetter(ProtectedCase):
    """Recipients and steps are the drafter's while it is a draft, and never move to another letter.

    Otherwise somebody could put his own position among the addressees of a letter he may not see.
    """

    def setUp(self):
        super().setUp()
        self.secret = self.draft("staf_sosial", sifat="rahasia")
        self.own = self.draft("staf_kesehatan")

    def test_a_line_does_not_move(self):
        outsider = self.jabatan["staf_kesehatan"]
        for field in ("recipient_ids", "step_ids"):
            line = self.own[field][:1]
            line.write({"naskah_id": self.secret.id, "jabatan_id": outsider.id})
            line.invalidate_recordset()
            self.assertEqual(line.naskah_id, self.own, field)
        self.assertNotIn(outsider, self.secret.sudo().recipient_ids.jabatan_id)
        self.assertNotIn(outsider, self.secret.sudo().step_ids.jabatan_id)

    def test_no_line_is_slipped_in(self):
        user = self.users["staf_kesehatan"]
        values = {"jabatan_id": self.jabatan["staf_kesehatan"].id, "naskah_id": self.secret.id}
        for model in ("eoffice.recipient", "eoffice.approval.step"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].with_user(user).create(values)
            with self.subTest(model, by="command"), self.assertRaises(AccessError):
                self.own.write({"recipient_ids": [Command.link(self.secret.recipient_ids.ids[0])]})

    def test_no_line_is_linked_away(self):
        """A link command in one's own draft doesn't take a line from a foreign letter."""
        line = self.secret.sudo().recipient_ids[:1]
        with self.assertRaises(AccessError):
            self.own.write({"kepada_ids": [Command.link(line.id)]})
        line.invalidate_recordset()
        self.assertEqual(line.naskah_id, self.secret)

    def test_approvers_do_not_change_addressees(self):
        self.own.action_submit()
        approver = self.as_user("kasubbag_kesehatan", self.own)
        approver.write({"subject": "Boleh diperbaiki"})
        self.assertEqual(self.own.subject, "Boleh diperbaiki")
        with self.assertRaises(AccessError):
            approver.write({"recipient_ids": [Command.clear()]})
        with self.assertRaises(AccessError):
            approver.recipient_ids[:1].write({"jabatan_id": self.jabatan["kadis_sosial"].id})
        with self.assertRaises(AccessError):
            approver.recipient_ids.create(
                {"naskah_id": self.own.id, "jabatan_id": self.jabatan["kadis_sosial"].id}
            )
        with self.assertRaises(AccessError):
            approver.step_ids.unlink()

    def test_states_are_ignored_by_hand(self):
        self.own.recipient_ids.write({"state": "finished", "read_at": "2020-01-01 00:00:00"})
        self.own.step_ids.write({"state": "done", "acted_by_id": self.env.uid})
        self.env.invalidate_all()
        self.assertEqual(set(self.own.recipient_ids.mapped("state")), {"draft"})
        self.assertFalse(any(self.own.recipient_ids.mapped("read_at")))
        self.assertEqual(set(self.own.step_ids.mapped("state")), {"waiting"})
        self.assertFalse(self.own.step_ids.acted_by_id)


@tagged("post_install", "-at_install")
class TestSignedLettersDoNotChange(ProtectedCase):
    """What was signed never changes: not its text, its lines, its files, its signature."""

    def setUp(self):
        super().setUp()
        self.naskah = self.draft()
        self.file = self.attach(self.naskah, "lampiran.txt", b"asli")
        self.sign(self.naskah)

    def attach(self, naskah, name, raw):
        """Attach a file as the drafter does; return it."""
        file = (
            self.env["ir.attachment"]
            .with_user(self.users["staf_kesehatan"])
            .create({"name": name, "raw": raw})
        )
        naskah.write({"attachment_ids": [Command.link(file.id)]})
        self.assertEqual(file.res_model, "eoffice.naskah.content")
        return file

    def everybody(self):
        return [user for key, user in self.users.items() if "kesehatan" in key] + [
            self.users["kadis_pendidikan"],
            self.users["administrator"],
        ]

    def test_text_and_fields(self):
        content = self.naskah.sudo().content_ids
        for user in self.everybody():
            for values in ({"subject": "Lain"}, {"body": "<p>Lain</p>"}, {"sifat": "rahasia"}):
                with self.subTest(user.login, values=values), self.assertRaises(AccessError):
                    self.naskah.with_user(user).write(values)
            with self.subTest(user.login), self.assertRaises(AccessError):
                content.with_user(user).write({"subject": "Lain"})
            with self.subTest(user.login), self.assertRaises(AccessError):
                content.with_user(user).unlink()
            with self.subTest(user.login), self.assertRaises(UserError):
                self.naskah.with_user(user).unlink()

    def test_lines(self):
        for user in self.everybody():
            naskah = self.naskah.with_user(user)
            for lines in (naskah.sudo().recipient_ids, naskah.sudo().step_ids):
                lines = lines.with_user(user)
                with self.subTest(user.login, lines=lines), self.assertRaises(AccessError):
                    lines.write({"sequence": 99})
                with self.subTest(user.login, lines=lines), self.assertRaises(AccessError):
                    lines.unlink()
                with self.subTest(user.login, lines=lines), self.assertRaises(AccessError):
                    lines.create(
                        {
                            "naskah_id": self.naskah.id,
                            "jabatan_id": self.jabatan["kabid_sosial"].id,
                        }
                    )

    def test_files(self):
        Attachment = self.env["ir.attachment"]
        content = self.naskah.sudo().content_ids
        homes = ((content._name, content.id), ("eoffice.naskah", self.naskah.id))
        for user in self.everybody():
            file = self.file.with_user(user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                file.write({"raw": b"palsu"})
            with self.subTest(user.login), self.assertRaises(AccessError):
                file.write({"name": "palsu.txt"})
            with self.subTest(user.login), self.assertRaises(AccessError):
                file.unlink()
            with self.subTest(user.login), self.assertRaises(AccessError):
                file.write({"res_model": "res.users", "res_id": user.id})
            loose = Attachment.with_user(user).create({"name": "tambahan.txt", "raw": b"x"})
            for model, id_ in homes:
                with self.subTest(user.login, model=model), self.assertRaises(AccessError):
                    Attachment.with_user(user).create(
                        {"name": "x", "raw": b"x", "res_model": model, "res_id": id_}
                    )
                with self.subTest(user.login, model=model), self.assertRaises(AccessError):
                    loose.write({"res_model": model, "res_id": id_})
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.naskah.with_user(user).write({"attachment_ids": [Command.link(loose.id)]})
        self.file.invalidate_recordset()
        self.assertEqual(self.file.raw, b"asli")
        self.assertEqual(self.naskah.attachment_ids, self.file)

    def test_signature(self):
        signature = self.naskah.sudo().signature_ids
        for user in self.everybody():
            mine = signature.with_user(user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                mine.write({"payload": "{}"})
            with self.subTest(user.login), self.assertRaises(AccessError):
                mine.unlink()
            with self.subTest(user.login), self.assertRaises(AccessError):
                mine.create(
                    {
                        "naskah_id": self.naskah.id,
                        "jabatan_id": self.jabatan["kadis_kesehatan"].id,
                        "user_id": user.id,
                        "payload": "{}",
                        "payload_sha256": "x",
                    }
                )

    def test_verbs_of_the_chain_are_over(self):
        for key, verb, arguments in (
            ("staf_kesehatan", "action_submit", ()),
            ("kasubbag_kesehatan", "action_paraf", ()),
            ("kadis_kesehatan", "action_return", ("catatan",)),
            ("kadis_kesehatan", "action_sign", ()),
            ("kadis_kesehatan", "action_distribute", ()),
        ):
            with self.subTest(verb), self.assertRaises(UserError):
                getattr(self.as_user(key, self.naskah), verb)(*arguments)

    def test_cancelling_keeps_everything(self):
        number, code = self.naskah.number, self.naskah.sudo().signature_ids.code
        self.as_user("kadis_kesehatan", self.naskah).action_cancel("Salah tanggal")
        self.assertEqual((self.naskah.state, self.naskah.number), ("cancelled", number))
        self.assertEqual(self.naskah.sudo().signature_ids.code, code)
        self.assertEqual(self.naskah.subject, "Jadwal imunisasi sekolah")
        with self.assertRaises(UserError):
            self.as_user("kadis_kesehatan", self.naskah).action_cancel("Lagi")


@tagged("post_install", "-at_install")
class TestFilesOfALetterAreNeverPublic(ProtectedCase):
    """No flag and no token opens a file of a letter to somebody the closure doesn't name."""

    def test_public_flag_and_token(self):
        naskah = self.draft(sifat="rahasia")
        staff = self.users["staf_kesehatan"]
        file = (
            self.env["ir.attachment"]
            .with_user(staff)
            .create({"name": "a.txt", "raw": b"x", "public": True, "access_token": "mudah"})
        )
        naskah.write({"attachment_ids": [Command.link(file.id)]})
        content = naskah.sudo().content_ids
        direct = file.create(
            {
                "name": "b.txt",
                "raw": b"x",
                "public": True,
                "access_token": "mudah",
                "res_model": content._name,
                "res_id": content.id,
            }
        )
        for one in (file, direct):
            one.write({"public": True})
            one.generate_access_token()
            one.invalidate_recordset()
            self.assertFalse(one.public)
            self.assertFalse(one.access_token)
            with self.assertRaises(AccessError):
                one.with_user(self.users["staf_sosial"]).read(["name", "raw"])


@tagged("post_install", "-at_install")
class TestSubmittedLettersAreKept(ProtectedCase):
    """Only a draft that was never sent for approval can be deleted, by its drafter."""

    def test_draft(self):
        naskah = self.draft()
        file = (
            self.env["ir.attachment"]
            .with_user(self.users["staf_kesehatan"])
            .create({"name": "a.txt", "raw": b"x"})
        )
        naskah.write({"attachment_ids": [Command.link(file.id)]})
        for key in ("kasubbag_kesehatan", "kadis_kesehatan", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, naskah).unlink()
        naskah.unlink()
        self.assertFalse(naskah.exists())
        self.assertFalse(file.sudo().exists(), "its files go with it")

    def test_submitted_and_returned(self):
        naskah = self.draft()
        naskah.action_submit()
        with self.assertRaises(UserError):
            naskah.unlink()
        self.as_user("kasubbag_kesehatan", naskah).action_return("Perbaiki")
        with self.assertRaises(UserError):
            naskah.unlink()
        with self.assertRaises(UserError):
            naskah.sudo().unlink()


@tagged("post_install", "-at_install")
class TestCopyTakesTextNotTheWay(ProtectedCase):
    """A copy is a fresh draft: text and addressees, nothing of the old letter's way."""

    def test_copy_of_a_finished_letter(self):
        naskah = self.draft(tembusan=("kadis_sosial",), sifat="terbatas", urgensi="segera")
        self.sign(naskah)
        self.as_user("kadis_pendidikan", naskah).action_read()
        self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",))
        copy = naskah.copy()
        fresh = self.draft()
        for name in (*FORGED, *FORGED_RELATIONS):
            self.assertEqual(copy[name], fresh[name], name)
        for name in ("disposition_ids", "version_ids", "agenda_ids", "signature_ids"):
            self.assertFalse(copy.sudo()[name], name)
        self.assertEqual((copy.subject, copy.body), (naskah.subject, naskah.body))
        self.assertEqual((copy.sifat, copy.urgensi), ("terbatas", "segera"))
        self.assertEqual(copy.recipient_ids.jabatan_id, naskah.recipient_ids.jabatan_id)
        self.assertEqual(set(copy.recipient_ids.mapped("state")), {"draft"})
        self.assertFalse(any(copy.recipient_ids.mapped("read_at")))
        self.assertEqual(set(copy.step_ids.mapped("state")), {"waiting"})
        self.assertEqual(
            self.env["eoffice.event"].search([("naskah_id", "=", copy.id)]).mapped("kind"),
            ["created"],
        )

    def test_no_protected_value_by_copy(self):
        naskah = self.draft()
        with self.assertRaises(AccessError):
            naskah.copy({"number": "9/9/9"})
        with self.assertRaises(AccessError):
            naskah.copy({"state": "signed"})

    def test_an_outsider_copies_nothing(self):
        naskah = self.draft()
        with self.assertRaises(AccessError):
            self.as_user("staf_sosial", naskah).copy()

    def test_a_reader_copies_to_his_own_desk(self):
        """What somebody received he may take as the model of a letter of his own."""
        naskah = self.sign(self.draft())
        copy = self.as_user("kadis_pendidikan", naskah).copy()
        self.assertEqual(copy.drafter_jabatan_id, self.jabatan["kadis_pendidikan"])
        self.assertEqual(copy.drafter_id, self.users["kadis_pendidikan"])
        self.assertEqual(copy.subject, naskah.subject)

    def test_the_registry_copies_no_secret(self):
        """Who sees the envelope only gets a copy without the text."""
        naskah = self.sign(self.draft(sifat="rahasia"))
        copy = self.as_user("tu_pendidikan", naskah).copy()
        self.assertFalse(copy.subject)
        self.assertFalse(copy.sudo().content_ids.body)
