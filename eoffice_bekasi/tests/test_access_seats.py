import itertools
from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from ..tools.local_time import office_today, utc_now
from .test_access import (
    CANARY,
    CONTENT,
    OF_A_LETTER,
    AccessCase,
    AccessHttpCase,
    AccessMixin,
    TestLeakMatrix,
    TestWhoReadsWhat,
)
from .test_api_json2 import Json2Case

#: Who carries the jabatan of the Kepala Dinas Pendidikan by a delegation: later, now, no more.
PLANNED, NOW, ENDED = "kasubbag_pendidikan", "kasubbag_sosial", "sekretaris_sosial"
#: Assists the Kepala Dinas; for a while, until yesterday; keeps the data of the SKPD.
ASSISTANT, FORMER, OPERATOR = "staf_pendidikan", "kabid_sosial", "operator_pendidikan"
AWAY = "kadis_pendidikan"
CLOSED = (PLANNED, ENDED, FORMER, OPERATOR)


class SeatsMixin:
    """Adds people who act for another: delegates, assistants; the operator; who is away."""

    @classmethod
    def add_seats(cls):
        """Make those who act for another, after the letters have gone their way."""
        cls.add_jabatan(
            OPERATOR,
            "Operator Dinas Pendidikan",
            "pendidikan",
            cls.jabatan["kasubbag_pendidikan"],
            groups="eoffice_bekasi.group_user,base.group_allow_export",
            kind="pelaksana",
        )
        cls.env["eoffice.operator"].with_user(cls.users[AWAY]).action_appoint(
            cls.organisations["pendidikan"].id, cls.users[OPERATOR].id
        )
        cls.accept_rules(cls.users[OPERATOR])
        now = utc_now()
        for key, begins, ends in ((PLANNED, 2, 4), (NOW, -1, 1), (ENDED, -4, -2)):
            cls.env["eoffice.delegation"].create(
                {
                    "jabatan_id": cls.jabatan[AWAY].id,
                    "delegate_jabatan_id": cls.jabatan[key].id,
                    "kind": "plh",
                    "reason": "cuti",
                    "date_from": now + timedelta(days=begins),
                    "date_to": now + timedelta(days=ends),
                }
            ).state = "confirmed"
        yesterday = office_today() - timedelta(days=1)
        for key, last in ((ASSISTANT, False), (FORMER, yesterday)):
            cls.env["eoffice.assistant"].create(
                {
                    "jabatan_id": cls.jabatan[AWAY].id,
                    "official_id": cls.users[AWAY].id,
                    "user_id": cls.users[key].id,
                    "date_from": "2020-01-01",
                    "date_to": last,
                }
            )


class SeatsCase(SeatsMixin, AccessCase):
    """For tests by the ORM."""


@tagged("post_install", "-at_install")
class TestSeatsReadWhat(SeatsCase):
    """Every model × everybody who acts for another, by the ORM: while it runs, and no longer."""

    assert_open = TestWhoReadsWhat.assert_open
    assert_closed = TestWhoReadsWhat.assert_closed

    def opens(self, key, sifat):
        return key in (NOW, AWAY) or (key == ASSISTANT and sifat == "biasa")

    def test_read_search_count_group_export(self):
        for naskah, model in itertools.product(self.letters.values(), OF_A_LETTER):
            rows = self.rows(model, naskah)
            self.assertTrue(rows, f"{model}: the test needs something to look at")
            for key in (NOW, AWAY, ASSISTANT, *CLOSED):
                mine = self.env[model].with_user(self.users[key])
                with self.subTest(model=model, sifat=naskah.sifat, who=key):
                    if self.opens(key, naskah.sifat):
                        self.assert_open(mine, rows, model)
                    else:
                        self.assert_closed(mine, rows)

    @property
    def more(self):
        """What a new row needs beside its letter, lest something else refuse it first."""
        jabatan_id = self.jabatan["walikota"].id
        return {
            "eoffice.recipient": {"jabatan_id": jabatan_id, "kind": "tembusan"},
            "eoffice.approval.step": {"jabatan_id": jabatan_id, "kind": "paraf"},
            "eoffice.naskah.section": {"code": "lain"},
            "eoffice.outside.party": {"name": "PT", "signer_name": "A", "signer_title": "B"},
        }

    def test_write_create_unlink(self):
        """What was sent is changed by nobody, in whatever seat; nor are rows added to it."""
        for naskah, model in itertools.product(self.letters.values(), OF_A_LETTER):
            (row, *_others) = self.rows(model, naskah)
            for key in (NOW, AWAY, ASSISTANT, *CLOSED):
                mine = row.with_user(self.users[key])
                column = OF_A_LETTER[model]
                values = {} if column == "id" else {column: naskah.id, **self.more.get(model, {})}
                for operation, call in (
                    ("write", lambda mine=mine, values=values: mine.write(values)),
                    ("unlink", mine.unlink),
                    ("create", lambda mine=mine, values=values: mine.create(values)),
                ):
                    if column == "id" and operation == "create":
                        continue  # everybody may begin a letter of his own
                    with self.subTest(model=model, sifat=naskah.sifat, who=key, what=operation):
                        self.assertFalse(operation != "create" and mine.has_access(operation))
                        with self.assertRaises(AccessError), self.env.cr.savepoint():
                            call()

    def verbs(self, mine):
        """Return what only who carries the jabatan may do with a received letter."""
        receiver = self.jabatan["kasubbag_pendidikan"].id
        return {
            "dispose": lambda: mine.action_dispose([receiver], self.instruction.ids, note="x"),
            "finish": mine.action_finish,
        }

    def test_verbs(self):
        """Who is away looks only; the assistant prepares; the others can do nothing at all."""
        for naskah in self.letters.values():
            for key in (AWAY, *CLOSED):
                for name, verb in self.verbs(naskah.with_user(self.users[key])).items():
                    with (
                        self.subTest(sifat=naskah.sifat, who=key, verb=name),
                        self.assertRaises(AccessError),
                        self.env.cr.savepoint(),
                    ):
                        verb()
            assistant = self.verbs(naskah.with_user(self.users[ASSISTANT]))
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                assistant["finish"]()
            if naskah.sifat == "rahasia":
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    assistant["dispose"]()
        for key in CLOSED:
            desk = self.env["eoffice.desk"].with_user(self.users[key])
            self.assertFalse(desk.get_desk(jabatan_id=self.jabatan[AWAY].id)["items"], key)

    def test_dispositions_of_others(self):
        """A disposition is acted on by who carries the jabatan, never by the one who is away."""
        given = self.letters["biasa"].disposition_ids.filtered(lambda one: one.state == "reported")
        for key in (AWAY, ASSISTANT, *CLOSED):
            with self.subTest(key), self.assertRaises(AccessError), self.env.cr.savepoint():
                given.with_user(self.users[key]).action_finish()
        given.with_user(self.users[NOW]).action_finish()
        self.assertEqual(given.state, "finished")

    def test_an_assistant_who_is_named_for_it_reads_the_secret_letter(self):
        naskah = self.letters["rahasia"]
        self.assertFalse(naskah.with_user(self.users[ASSISTANT]).has_access("read"))
        self.env["eoffice.assistant"].search(
            [("user_id", "=", self.users[ASSISTANT].id)]
        ).may_read_secret = True
        for model in OF_A_LETTER:
            mine = self.env[model].with_user(self.users[ASSISTANT])
            self.assert_open(mine, self.rows(model, naskah), model)

    def test_lists_and_words(self):
        """The newest letters, what came in, and a word that stands in them."""
        open_, secret = (self.letters[sifat].id for sifat in self.SIFAT)
        wanted = {
            NOW: {open_, secret},
            AWAY: {open_, secret},
            ASSISTANT: {open_},
            **{key: set() for key in CLOSED},
        }
        for key, expected in wanted.items():
            mine = self.env["eoffice.naskah"].with_user(self.users[key])
            for domain in (
                [],
                [("is_incoming", "=", True)],
                [("subject", "ilike", CANARY)],
                [("body", "ilike", CANARY)],
            ):
                with self.subTest(key, domain=domain):
                    found = mine.search(domain, limit=80)
                    self.assertEqual(set(found.ids) & {open_, secret}, expected)
                    self.assertEqual(mine.search_count(domain, limit=80), len(found))
            contents = self.env["eoffice.naskah.content"].with_user(self.users[key])
            found = contents.search([("body", "ilike", CANARY)])
            self.assertEqual(set(found.naskah_id.ids), expected)


@tagged("post_install", "-at_install")
class TestSeatsLeakNothing(SeatsMixin, TestLeakMatrix):
    """The leak matrix for those who act for another; of a secret letter the assistant too."""

    SIFAT = ("rahasia",)
    test_administrator = None

    @mute_logger("odoo.sql_db", "odoo.models", "odoo.fields", "odoo.domains", "odoo.http")
    def test_matrix(self):
        for key in (ASSISTANT, OPERATOR, PLANNED, ENDED):
            with self.subTest(key):
                self.assertEqual(self.leaks(self.users[key]), [])

    @mute_logger("odoo.sql_db", "odoo.models", "odoo.fields", "odoo.domains", "odoo.http")
    def test_a_party_finds_it(self):
        """The delegate does find it, so the matrix can fail."""
        models = {name for name, _text in self.leaks(self.users[NOW])}
        self.assertLessEqual(
            {*CONTENT, "eoffice.naskah", "eoffice.disposition", "ir.attachment"}, models
        )


@tagged("post_install", "-at_install")
class TestWebClientKnowsTheSeats(SeatsMixin, AccessHttpCase):
    """The routes of the web client and the addresses of files, to those who act for another."""

    READS = (
        ("read", ["subject", "body"]),
        ("web_read", {"subject": {}, "content_ids": {"fields": {"body": {}}}}),
        ("export_data", ["subject", "content_ids/body"]),
        ("copy", {}),
        ("get_timeline", None),
    )

    def test_call_kw(self):
        for sifat, naskah in self.letters.items():
            closed = (*CLOSED, ASSISTANT) if sifat == "rahasia" else CLOSED
            for key in closed:
                self.log_in(key)
                for method, argument in self.READS:
                    args = [naskah.ids] if argument is None else [naskah.ids, argument]
                    with (
                        self.subTest(sifat=sifat, who=key, method=method),
                        self.assertRaisesRegex(JsonRpcException, "AccessError"),
                        mute_logger("odoo.http"),
                    ):
                        self.call_kw("eoffice.naskah", method, args)
                found = self.call_kw(
                    "eoffice.naskah",
                    "web_search_read",
                    [[("id", "=", naskah.id)], {"number": {}}],
                )
                self.assertEqual(found, {"length": 0, "records": []})
                found = self.call_kw("eoffice.naskah", "name_search", [naskah.number])
                self.assertEqual(found, [])
                found = self.call_kw(
                    "eoffice.naskah",
                    "web_read_group",
                    [[("id", "=", naskah.id)], ["sifat"], ["__count"]],
                )
                self.assertEqual(found["groups"], [])
        self.log_in(NOW)
        answer = self.call_kw("eoffice.naskah", "web_read", [naskah.ids, {"subject": {}}])
        self.assertIn(CANARY, answer[0]["subject"])

    def test_files(self):
        for sifat, naskah in self.letters.items():
            file = self.file_of(naskah)
            addresses = (
                f"/web/content/{file.id}",
                f"/web/content/{file.id}?access_token={file.access_token or 'x'}",
                f"/web/content?model=ir.attachment&id={file.id}&field=datas",
                f"/web/content/eoffice.naskah.content/{naskah.sudo().content_ids.id}/body",
                f"/mail/attachment/zip?file_ids={file.id}&zip_name=x.zip",
            )
            closed = (*CLOSED, ASSISTANT) if sifat == "rahasia" else CLOSED
            for key, address in itertools.product(closed, addresses):
                self.log_in(key)
                with self.subTest(address, sifat=sifat, who=key), mute_logger("odoo.http"):
                    answer = self.url_open(address)
                    self.assertNotIn(CANARY.encode(), answer.content)
                    self.assertNotIn(CANARY, answer.headers.get("Content-Disposition", ""))
        for sifat, key in (("rahasia", NOW), ("rahasia", AWAY), ("biasa", ASSISTANT)):
            self.log_in(key)
            answer = self.url_open(f"/web/content/{self.file_of(self.letters[sifat]).id}")
            self.assertEqual(answer.content, f"Lampiran {CANARY}".encode(), (sifat, key))


class Json2AccessCase(SeatsMixin, AccessMixin, Json2Case):
    """The letters with the canary, and people who act for another, for tests by JSON-2."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "queue_job__no_delay": True})
        cls.add_letters()

    def answer(self, who, model, method, ids=(), **arguments):
        """Call a method and return status and text, whatever they are."""
        self.opener.cookies.pop("session_id", None)
        response = self.url_open(
            f"/json/2/{model}/{method}",
            json={"ids": list(ids), **arguments} if ids else arguments,
            headers={"Authorization": f"Bearer {self.key_of(who)}"},
            method="POST",
        )
        return response.status_code, response.text


@tagged("post_install", "-at_install")
class TestApiLeaksNothing(Json2AccessCase):
    """The leak matrix's main paths through JSON-2: every model of a letter × role × way to ask."""

    def texts(self, naskah, model):
        """Return the ways to ask one model for the text of a letter: (method, ids, arguments)."""
        rows = self.rows(model, naskah)
        column = OF_A_LETTER[model]
        scope = [[column, "=", naskah.id]]
        names = [
            name
            for name, field in self.env[model]._fields.items()
            if field.type in ("char", "text", "html") and not field.groups
        ]
        yield "read", rows.ids, {"fields": names}
        yield "web_read", rows.ids, {"specification": {name: {} for name in names}}
        yield "export_data", rows.ids, {"fields_to_export": names}
        yield "search_read", (), {"domain": scope, "fields": names}
        specification = {name: {} for name in names}
        yield "web_search_read", (), {"domain": scope, "specification": specification}
        yield "name_search", (), {"name": CANARY}
        yield (
            "formatted_read_group",
            (),
            {
                "domain": scope,
                "groupby": [column],
                "aggregates": ["__count"],
            },
        )

    def oracles(self, naskah):
        """Return questions whose count would betray a word of the letter."""
        for model, field in (
            ("eoffice.naskah", "subject"),
            ("eoffice.naskah", "body"),
            ("eoffice.naskah", "content_ids.subject"),
            ("eoffice.naskah.content", "subject"),
            ("eoffice.naskah.version", "body"),
            ("eoffice.agenda", "naskah_id.subject"),
            ("eoffice.recipient", "naskah_id.body"),
            ("eoffice.naskah.note", "text"),
            ("eoffice.remark", "text"),
            ("eoffice.disposition", "note"),
            ("ir.attachment", "name"),
        ):
            domain = [[field, "ilike", CANARY]]
            if model in OF_A_LETTER:
                domain.append([OF_A_LETTER[model], "=", naskah.id])
            yield model, domain

    def closed_to(self, sifat):
        roles = ["staf_sosial", "administrator", OPERATOR, ENDED]
        return [*roles, ASSISTANT, "tu_pendidikan"] if sifat == "rahasia" else roles

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.domains", "odoo.fields")
    def test_texts(self):
        for sifat, naskah in self.letters.items():
            for model, key in itertools.product(OF_A_LETTER, self.closed_to(sifat)):
                for method, ids, arguments in self.texts(naskah, model):
                    with self.subTest(sifat=sifat, model=model, who=key, method=method):
                        status, text = self.answer(key, model, method, ids, **arguments)
                        self.assertNotIn(CANARY, text.replace(f'"{CANARY}"', ""))
                        self.assertIn(status, (200, 403, 422))
                        if key != "tu_pendidikan":
                            if ids:
                                self.assertEqual(status, 403, text)
                            else:
                                self.assertNotIn(f'"id": {naskah.id}', text)

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.domains", "odoo.fields")
    def test_oracles(self):
        naskah = self.letters["rahasia"]
        ours = self.file_of(naskah)
        for model, domain in self.oracles(naskah):
            if model == "ir.attachment":
                domain.append(["id", "=", ours.id])
            for key in self.closed_to("rahasia"):
                with self.subTest(model=model, domain=domain, who=key):
                    status, text = self.answer(key, model, "search_count", domain=domain)
                    self.assertTrue(status in (403, 422) or text == "0", text)
            with self.subTest(model=model, domain=domain, who="a reader"):
                status, text = self.answer(NOW, model, "search_count", domain=domain)
                self.assertEqual((status, int(text) > 0), (200, True))

    def test_seats_open_and_close(self):
        """The delegate reads by the API while it runs, in the same session's key; not after."""
        naskah = self.letters["rahasia"]
        status, text = self.answer(NOW, "eoffice.naskah", "read", naskah.ids, fields=["subject"])
        self.assertEqual(status, 200)
        self.assertIn(CANARY, text)
        row = self.env["eoffice.delegation"].search(
            [("delegate_id", "=", self.users[NOW].id), ("state", "=", "confirmed")]
        )
        row.with_user(self.users[AWAY]).action_end()
        self.env.flush_all()
        with mute_logger("odoo.http"):
            status, text = self.answer(
                NOW, "eoffice.naskah", "read", naskah.ids, fields=["subject"]
            )
        self.assertEqual(status, 403)
        self.assertNotIn(CANARY, text)
