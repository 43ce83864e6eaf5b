import base64
import itertools
import json

import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from .common import OfficeCase, OfficeHttpMixin

#: A word that stands in everything secret of a letter, and nowhere else.
CANARY = "kenari7391"
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
#: What the access list gives to every e-office account, and to the administrator; which rows of
#: letters, the guards decide. Models of this addon that are missing here fail the test.
RIGHTS = {
    "eoffice.access": ("", ""),
    "eoffice.search": ("", ""),
    "eoffice.act.batch": ("r", "r"),
    "eoffice.act.batch.line": ("r", "r"),
    "eoffice.account.maker": ("", "rwcu"),
    "eoffice.account.maker.line": ("", "rwcu"),
    "eoffice.account": ("", "rwc"),
    "eoffice.addressee.list": ("r", "rwcu"),
    "eoffice.addressee.list.rule": ("r", "rwcu"),
    "eoffice.agenda": ("r", "r"),
    "eoffice.agenda.correction": ("rwcu", "rwcu"),
    "eoffice.approval.step": ("rwcu", "rwcu"),
    "eoffice.approval.template": ("r", "rwcu"),
    "eoffice.approval.template.line": ("r", "rwcu"),
    "eoffice.assignment": ("r", "rwc"),
    "eoffice.classification": ("r", "rwcu"),
    "eoffice.classification.scheme": ("r", "rwcu"),
    "eoffice.categorise": ("rwcu", "rwcu"),
    "eoffice.subject.category": ("r", "rwcu"),
    "eoffice.naskah.category": ("rcu", "rcu"),
    "eoffice.assistant": ("rc", "rc"),
    "eoffice.delegation": ("r", "rwcu"),
    "eoffice.delegation.rule": ("r", "rwcu"),
    "eoffice.disposition": ("r", "r"),
    "eoffice.disposition.message": ("r", "r"),
    "eoffice.disposition.rule": ("r", "rwcu"),
    "eoffice.disposition.template": ("rwcu", "rwcu"),
    "eoffice.event": ("r", "r"),
    "eoffice.event.link": ("", ""),
    "eoffice.hours.exception": ("", "rwc"),
    "eoffice.hours.policy": ("", "rwcu"),
    "eoffice.former.name": ("r", "rwcu"),
    "eoffice.instruction": ("r", "rwcu"),
    "eoffice.invitation": ("", "r"),
    "eoffice.jabatan": ("r", "rwcu"),
    "eoffice.letter.template": ("r", "rwcu"),
    "eoffice.letter.template.part": ("r", "rwcu"),
    "eoffice.login.guard": ("", "r"),
    "eoffice.mandate": ("r", "rwcu"),
    "eoffice.minutes": ("r", "r"),
    "eoffice.naskah": ("rwcu", "rwcu"),
    "eoffice.naskah.content": ("rw", "rw"),
    "eoffice.naskah.note": ("r", "r"),
    "eoffice.naskah.part": ("r", "rwcu"),
    "eoffice.naskah.section": ("rwc", "rwc"),
    "eoffice.naskah.type": ("r", "rwcu"),
    "eoffice.naskah.version": ("r", "r"),
    "eoffice.notification": ("", ""),
    "eoffice.notification.mail": ("", "r"),
    "eoffice.number.block": ("r", "r"),
    "eoffice.number.end": ("rwcu", "rwcu"),
    "eoffice.number.paper": ("rwcu", "rwcu"),
    "eoffice.number.request": ("r", "r"),
    "eoffice.number.reserve": ("rwcu", "rwcu"),
    "eoffice.number.use": ("rwcu", "rwcu"),
    "eoffice.operator": ("r", "r"),
    "eoffice.outside.party": ("rwcu", "rwcu"),
    "eoffice.opinion": ("r", "r"),
    "eoffice.organisation": ("r", "rwcu"),
    "eoffice.recipient": ("rwcu", "rwcu"),
    "eoffice.regulation": ("r", "rwcu"),
    "eoffice.number.rule": ("r", "rwcu"),
    "eoffice.register": ("r", "rwcu"),
    "eoffice.register.check": ("rwc", "rwc"),
    "eoffice.register.closing": ("rcu", "rcu"),
    "eoffice.register.counter": ("r", "r"),
    "eoffice.register.start": ("", "rwcu"),
    "eoffice.remark": ("r", "r"),
    "eoffice.reminder": ("", ""),
    "eoffice.reminder.rule": ("r", "rwcu"),
    "eoffice.step.pace": ("", ""),
    "eoffice.reserved.number": ("r", "r"),
    "eoffice.rules": ("r", "rwcu"),
    "eoffice.rules.acceptance": ("r", "r"),
    "eoffice.reorganisation": ("", "rwcu"),
    "eoffice.reorganisation.line": ("", "rwcu"),
    "eoffice.sifat": ("r", "rwcu"),
    "eoffice.signature": ("r", "r"),
    "eoffice.snippet": ("rwcu", "rwcu"),
    "eoffice.urgensi": ("r", "rwcu"),
    "eoffice.new.regulation": ("", "rwcu"),
    "eoffice.signer": ("r", "rwcu"),
    "eoffice.signer.rule": ("r", "rwcu"),
    "eoffice.succession": ("", "rwcu"),
}
#: What the registry of an SKPD has beyond every account.
OF_THE_REGISTRY = {
    "eoffice.addressee.list": "rwc",
    "eoffice.addressee.list.rule": "rwcu",
    "eoffice.instruction": "rwc",
    "eoffice.letter.template": "rwc",
    "eoffice.letter.template.part": "rwcu",
    "eoffice.subject.category": "rwc",
}
#: Models whose rows belong to a letter, and the field that says to which.
OF_A_LETTER = {
    "eoffice.naskah": "id",
    "eoffice.naskah.content": "naskah_id",
    "eoffice.naskah.section": "naskah_id",
    "eoffice.naskah.version": "naskah_id",
    "eoffice.naskah.note": "naskah_id",
    "eoffice.approval.step": "naskah_id",
    "eoffice.outside.party": "naskah_id",
    "eoffice.recipient": "naskah_id",
    "eoffice.opinion": "naskah_id",
    "eoffice.remark": "naskah_id",
    "eoffice.signature": "naskah_id",
    "eoffice.disposition": "naskah_id",
    "eoffice.disposition.message": "naskah_id",
    "eoffice.agenda": "naskah_id",
    "eoffice.event": "naskah_id",
}
#: Of these the registry sees nothing when the letter is secret: they say what it says.
CONTENT = (
    "eoffice.naskah.content",
    "eoffice.naskah.section",
    "eoffice.naskah.version",
    "eoffice.naskah.note",
    "eoffice.outside.party",
    "eoffice.opinion",
    "eoffice.remark",
    "eoffice.signature",
)
#: Of these each sees what was given by or to him, or given on below him.
BETWEEN = ("eoffice.disposition", "eoffice.disposition.message")
#: Of these those it was sent to see nothing: they say how the letter came about.
INSIDE = (
    "eoffice.naskah.version",
    "eoffice.naskah.note",
    "eoffice.opinion",
    "eoffice.remark",
)


class AccessMixin:
    """Letters that carry the canary in all their parts, and the roles that look for it."""

    #: The letters that there are, by sifat.
    SIFAT = ("biasa", "rahasia")

    @classmethod
    def add_letters(cls):
        """Sign, send and dispose one open and one secret letter, full of the canary."""
        cls.users["internal"] = new_test_user(cls.env, "internal.uji", groups="base.group_user")
        cls.users["portal"] = new_test_user(cls.env, "portal.uji", groups="base.group_portal")
        cls.users["public"] = cls.env.ref("base.public_user")
        # Whoever works here may export what he may read, or a refusal would say nothing.
        exporters = cls.env.ref("base.group_allow_export")
        for user in cls.users.values():
            if user._is_internal():
                user.group_ids |= exporters
        cls.type_sd.part_ids = [Command.create({"name": "Dasar", "kind": "points"})]
        cls.letters = {sifat: cls.letter(sifat) for sifat in cls.SIFAT}
        cls.add_seats()
        cls.env.flush_all()

    @classmethod
    def add_seats(cls):
        """Make people who act for another, where a test wants them."""

    @classmethod
    def letter(cls, sifat):
        office = cls()
        naskah = office.draft(
            kepada=("kadis_pendidikan",),
            sifat=sifat,
            subject=f"Perihal {CANARY}",
            body=f"<p>Isi {CANARY}</p>",
            section_ids=[Command.create({"code": "dasar", "points": f"Dasar {CANARY}"})],
            outside_party_ids=[
                Command.create(
                    {"name": f"PT {CANARY}", "signer_name": CANARY, "signer_title": CANARY}
                )
            ],
        )
        file = (
            cls.env["ir.attachment"]
            .with_user(cls.users["staf_kesehatan"])
            .create({"name": f"{CANARY}.txt", "raw": f"Lampiran {CANARY}".encode()})
        )
        naskah.write({"attachment_ids": [Command.link(file.id)]})
        naskah.action_submit()
        office.as_user("kasubbag_kesehatan", naskah).action_add_note(
            "body", CANARY, f"Perbaiki {CANARY}", before="Isi"
        )
        office.as_user("kasubbag_kesehatan", naskah).action_ask_opinion(
            cls.jabatan["kadis_pendidikan"].ids, f"Pertanyaan {CANARY}"
        )
        office.as_user("kadis_pendidikan", naskah).action_give_opinion(f"Pendapat {CANARY}")
        office.as_user("kasubbag_kesehatan", naskah).action_return(f"Catatan {CANARY}")
        office.sign(naskah)
        given = office.dispose(
            naskah,
            "kadis_pendidikan",
            ("sekretaris_pendidikan", "kabid_pendidikan"),
            note=f"Instruksi {CANARY}",
        )
        office.as_user("kadis_pendidikan", given[0]).action_remind(f"Ingat {CANARY}")
        office.as_user("kabid_pendidikan", given[1]).action_report(f"Laporan {CANARY}")
        return naskah.sudo().with_user(1)

    def file_of(self, naskah):
        """Return the letter's attachment, in sudo mode."""
        return (
            self.env["ir.attachment"]
            .search([("res_model", "=", "eoffice.naskah.content"), ("name", "=", f"{CANARY}.txt")])
            .filtered(lambda file: file.res_id in naskah.sudo().content_ids.ids)
        )

    def rows(self, model, naskah):
        """Return the rows of a model that belong to a letter, in sudo mode."""
        return self.env[model].search([(OF_A_LETTER[model], "=", naskah.id)])


class AccessCase(AccessMixin, OfficeCase):
    """The letters with the canary, for tests by the ORM."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_letters()


@tagged("post_install", "-at_install")
class TestAccessListIsComplete(OfficeCase):
    """Each model × role × operation, from the registry: a model without a line here fails."""

    def test_table(self):
        models = {
            name
            for name, model in self.env.items()
            if name.startswith("eoffice.")
            and not model._abstract
            and model._original_module == "eoffice_bekasi"
        }
        self.assertEqual(models, set(RIGHTS))
        internal = new_test_user(self.env, "internal.uji", groups="base.group_user")
        portal = new_test_user(self.env, "portal.uji", groups="base.group_portal")
        system = new_test_user(self.env, "sistem.uji", groups="base.group_system")
        public = self.env.ref("base.public_user")
        roles = [
            (self.users["staf_kesehatan"], 0),
            (self.users["kadis_kesehatan"], 0),
            (self.users["tu_kesehatan"], 0),
            (self.users["administrator"], 1),
            *((user, None) for user in (internal, portal, system, public)),
        ]
        for model, (user, column) in itertools.product(RIGHTS, roles):
            given = RIGHTS[model][column] if column is not None else ""
            if user == self.users["tu_kesehatan"]:
                given = OF_THE_REGISTRY.get(model, given)
            for letter, operation in OPERATIONS.items():
                with self.subTest(model=model, user=user.login, operation=operation):
                    self.assertEqual(
                        self.env[model].with_user(user).has_access(operation), letter in given
                    )

    def test_dialogs_are_ones_own(self):
        """A dialog's row is a table's row: whoever may open one has a rule for his own only."""
        rules = self.env["ir.rule"].search(
            [("domain_force", "=", "[('create_uid', '=', user.id)]")]
        )
        own = set(rules.model_id.mapped("model"))
        for name, (given, _administrator) in RIGHTS.items():
            if given and self.env[name]._transient:
                with self.subTest(name):
                    self.assertIn(name, own)

    def test_every_letter_model_is_guarded(self):
        """Whatever belongs to a letter inherits the guard, or nobody has a right to it."""
        for name, model in self.env.items():
            if model._abstract or not name.startswith("eoffice."):
                continue
            rights = RIGHTS.get(name, ("r",))
            if name in OF_A_LETTER or ("naskah_id" in model._fields and any(rights)):
                with self.subTest(name):
                    self.assertIn("eoffice.closure", model._inherit_module)


@tagged("post_install", "-at_install")
class TestWhoReadsWhat(AccessCase):
    """Each role by the ORM: a row that is not open is neither read, found nor counted."""

    STRANGERS = (
        *("staf_sosial", "kadis_sosial", "tu_sosial", "walikota"),
        *("kabid_kesehatan", "kasubbag_pendidikan", "tu_pendidikan", "staf_kesehatan"),
        *("administrator", "internal", "portal", "public"),
    )

    def readers(self, naskah, model):
        """Return the accounts that may read a letter's rows of a model, by the design."""
        parties = {
            "staf_kesehatan",
            "kasubbag_kesehatan",
            "sekretaris_kesehatan",
            "kadis_kesehatan",
            "kadis_pendidikan",
            "sekretaris_pendidikan",
            "kabid_pendidikan",
        }
        if model in BETWEEN:
            return {"kadis_pendidikan", "sekretaris_pendidikan", "kabid_pendidikan"}
        registries = {"tu_kesehatan", "tu_pendidikan"}
        if model in INSIDE:
            # The head of the other dinas was asked about it; it is not his registry's.
            parties -= {"sekretaris_pendidikan", "kabid_pendidikan"}
            registries -= {"tu_pendidikan"}
        closed = naskah.sifat == "rahasia" and model in (*CONTENT, "eoffice.approval.step")
        return parties if closed else parties | registries

    def test_read_and_search(self):
        for naskah, model in itertools.product(self.letters.values(), OF_A_LETTER):
            rows = self.rows(model, naskah)
            self.assertTrue(rows, f"{model}: the test needs something to look at")
            readers = self.readers(naskah, model)
            for key in (*sorted(readers), *self.STRANGERS):
                mine = self.env[model].with_user(self.users[key])
                with self.subTest(model=model, sifat=naskah.sifat, who=key):
                    if key in readers:
                        self.assert_open(mine, rows, model)
                    else:
                        self.assert_closed(mine, rows)

    def assert_open(self, mine, rows, model):
        found = mine.search([("id", "in", rows.ids)])
        self.assertTrue(found)
        if model not in BETWEEN:  # of these each sees his own part
            self.assertEqual(set(found.ids), set(rows.ids))
        self.assertTrue(found.read())
        self.assertEqual(mine.search_count([("id", "in", rows.ids)]), len(found))

    def assert_closed(self, mine, rows):
        scope = [("id", "in", rows.ids)]
        if not mine.has_access("read"):
            for call in (lambda: mine.search(scope), lambda: mine.browse(rows.ids).read(["id"])):
                with self.assertRaises(AccessError):
                    call()
            return
        self.assertFalse(mine.search(scope))
        self.assertEqual(mine.search_count(scope), 0)
        self.assertEqual(mine.search_read(scope, ["id"]), [])
        self.assertEqual(mine.web_search_read(scope, {"id": {}})["length"], 0)
        self.assertEqual(mine.name_search("", scope), [])
        self.assertEqual(mine._read_group(scope, aggregates=["__count"]), [(0,)])
        groups = (
            mine.formatted_read_group(scope, ["create_uid"], ["__count"])
            if ("create_uid" in mine._fields)
            else []
        )
        self.assertEqual(groups, [])
        name = "state" if mine._name == "eoffice.naskah" else "naskah_id"
        for row in mine.browse(rows.ids):
            for call in (
                lambda row=row: row.read([name]),
                lambda row=row: row.web_read({name: {}}),
                lambda row=row: row.export_data([name]),
                lambda row=row: row[name],
            ):
                row.invalidate_recordset()
                with self.assertRaises(AccessError):
                    call()

    def test_the_registry_sees_the_envelope(self):
        registry = self.users["tu_pendidikan"]
        for naskah in self.letters.values():
            (seen,) = naskah.with_user(registry).read(
                ["number", "letter_date", "sifat", "subject", "body", "attachment_ids"]
            )
            self.assertEqual(seen["number"], naskah.number)
            secret = naskah.sifat == "rahasia"
            self.assertEqual(seen["sifat"], naskah.sifat)
            self.assertEqual(bool(seen["subject"]), not secret)
            self.assertEqual(bool(seen["body"]), not secret)
            self.assertEqual(bool(seen["attachment_ids"]), not secret)
            agenda = naskah.agenda_ids.with_user(registry)
            self.assertEqual([bool(line.subject) for line in agenda], [not secret] * 2)

    def test_names_never_say_the_subject(self):
        """A many2one from any row shows a name; it is the number, or says nothing."""
        fresh = self.draft(subject=CANARY, sifat="rahasia").sudo()
        for record in [*self.letters.values(), fresh]:
            for model in OF_A_LETTER:
                for row in self.rows(model, record):
                    self.assertNotIn(CANARY, row.display_name)
        agenda = self.letters["rahasia"].agenda_ids.with_user(self.users["tu_pendidikan"])
        (values,) = agenda.filtered(lambda line: line.direction == "masuk").read(["naskah_id"])
        self.assertEqual(values["naskah_id"][1], self.letters["rahasia"].number)
        self.assertEqual(fresh.display_name, "Secret letter")

    def test_writing_and_verbs_of_others(self):
        for naskah, key in itertools.product(
            self.letters.values(), ("staf_sosial", "kadis_sosial", "administrator", "internal")
        ):
            mine = naskah.with_user(self.users[key])
            verbs = [
                lambda mine=mine: mine.write({"sifat": "biasa"}),
                lambda mine=mine: mine.unlink(),
                mine.action_submit,
                mine.action_paraf,
                lambda mine=mine: mine.action_return("x"),
                mine.action_sign,
                mine.action_distribute,
                mine.action_read,
                lambda mine=mine: mine.action_dispose([1], note="x"),
                mine.action_finish,
                lambda mine=mine: mine.action_cancel("x"),
                mine.get_timeline,
                mine.copy,
            ]
            for number, verb in enumerate(verbs):
                with self.subTest(sifat=naskah.sifat, who=key, verb=number):
                    mine.invalidate_recordset()
                    with self.assertRaises(AccessError):
                        verb()
        desk = self.env["eoffice.desk"].with_user(self.users["staf_sosial"])
        self.assertEqual(desk.get_desk()["items"], [])
        with self.assertRaises(AccessError):
            desk.get_dispose_options(self.letters["biasa"].id)


@tagged("post_install", "-at_install")
class TestNoOracle(AccessCase):
    """Hidden text can't be guessed at by searching, sorting or grouping on it."""

    def paths(self):
        """Return conditions that reach the text of a letter, by model."""
        text = f"%{CANARY}%"
        yield "eoffice.naskah", ("subject", "ilike", CANARY)
        yield "eoffice.naskah", ("body", "ilike", CANARY)
        for operator in ("=", "=ilike", "like", "in"):
            value = f"Perihal {CANARY}"
            yield "eoffice.naskah", ("subject", operator, [value] if operator == "in" else value)
        yield "eoffice.naskah", ("content_ids.subject", "ilike", CANARY)
        yield "eoffice.naskah", ("content_ids", "any", [("body", "ilike", CANARY)])
        yield "eoffice.naskah", ("content_ids", "any!", [("body", "ilike", CANARY)])
        yield "eoffice.naskah", ("version_ids.subject", "ilike", CANARY)
        yield "eoffice.naskah", ("version_ids", "any!", [("subject", "ilike", CANARY)])
        yield "eoffice.naskah", ("signature_ids.payload", "like", text)
        yield "eoffice.naskah", ("disposition_ids.note", "like", text)
        yield "eoffice.naskah", ("attachment_ids.name", "like", text)
        for model in ("eoffice.agenda", "eoffice.recipient"):
            for field in ("subject", "content_ids.subject", "version_ids.body"):
                yield model, (f"naskah_id.{field}", "ilike", CANARY)
            yield model, ("naskah_id", "any!", [("content_ids.subject", "ilike", CANARY)])
        yield "eoffice.recipient", ("agenda_id.naskah_id.subject", "ilike", CANARY)
        yield "eoffice.event", ("detail", "ilike", CANARY)

    @mute_logger("odoo.domains", "odoo.fields")
    def found(self, key, model, condition, scope):
        """Return how many rows a search finds; a refused search finds none."""
        # As it comes from a client: a list, in which internal operators have no place.
        domain = json.loads(json.dumps([condition, *scope]))
        with self.env.cr.savepoint():
            try:
                return self.env[model].with_user(self.users[key]).search_count(domain)
            except (UserError, ValueError):
                return 0

    def test_searching(self):
        naskah = self.letters["rahasia"]
        for model, condition in self.paths():
            scope = [(OF_A_LETTER[model], "=", naskah.id)]
            for key in ("tu_pendidikan", "tu_kesehatan", "administrator", "staf_sosial"):
                with self.subTest(model=model, condition=condition, who=key):
                    self.assertEqual(self.found(key, model, condition, scope), 0)

    def test_the_search_works_for_readers(self):
        """The same conditions do find the letter for who may read it, so the test can fail."""
        naskah = self.letters["rahasia"]
        found = {
            condition[0]
            for model, condition in self.paths()
            if self.found(
                "kadis_pendidikan", model, condition, [(OF_A_LETTER[model], "=", naskah.id)]
            )
        }
        self.assertLessEqual(
            {"subject", "body", "content_ids.subject", "content_ids", "version_ids.subject"}, found
        )
        self.assertIn("naskah_id.subject", found)

    def test_absence_tells_nothing(self):
        """Asking what does not contain a word gives the same as asking nothing."""
        registry = self.env["eoffice.naskah"].with_user(self.users["tu_pendidikan"])
        scope = [("id", "=", self.letters["rahasia"].id)]
        for word in (CANARY, "kata lain"):
            for condition in (("subject", "not ilike", word), "!"):
                domain = (
                    [condition, *scope]
                    if condition != "!"
                    else ["!", ("subject", "ilike", word), *scope]
                )
                with self.subTest(word=word, condition=condition):
                    self.assertEqual(registry.search_count(domain), 1)

    @mute_logger("odoo.models", "odoo.sql_db")
    def test_sorting_and_grouping(self):
        registry = self.env["eoffice.naskah"].with_user(self.users["tu_pendidikan"])
        scope = [("id", "=", self.letters["rahasia"].id)]
        for order in ("subject", "content_ids.subject", "body desc"):
            with self.subTest(order=order), self.assertRaises(ValueError), self.env.cr.savepoint():
                registry.search(scope, order=order).ids  # noqa: B018 - the search is what is tried
        for group in ("subject", "content_ids.subject", "body"):
            with self.subTest(group=group), self.env.cr.savepoint():
                try:
                    answer = registry.formatted_read_group(scope, [group], ["__count"])
                except (UserError, ValueError):
                    continue
                self.assertNotIn(CANARY, repr(answer))

    def test_a_new_row_does_not_show_what_it_points_at(self):
        """Filling a form on screen reads through its many2one fields."""
        hidden = self.letters["rahasia"]
        for key in ("staf_sosial", "administrator"):
            for model in ("eoffice.recipient", "eoffice.approval.step"):
                form = self.env[model].with_user(self.users[key])
                try:
                    answer = form.onchange(
                        {"naskah_id": hidden.id},
                        ["naskah_id"],
                        {
                            "naskah_id": {
                                "fields": {
                                    "display_name": {},
                                    "subject": {},
                                    "number": {},
                                    "content_ids": {"fields": {"subject": {}}},
                                }
                            }
                        },
                    )
                except AccessError:
                    continue
                with self.subTest(model=model, who=key):
                    self.assertNotIn(CANARY, repr(answer))
                    self.assertNotIn("content_ids", repr(answer).replace("'content_ids': []", ""))


@tagged("post_install", "-at_install")
class TestLeakMatrix(AccessCase):
    """Every model × method × role: the canary never comes back to who may not read it."""

    #: So many of the newest rows of each model; a letter leaves its traces among them.
    NEWEST = 60
    #: Answers that are a refusal; anything else that goes wrong fails the test.
    REFUSALS = (UserError, ValueError, NotImplementedError, psycopg2.Error)

    def everything(self, model):
        """Return the calls by which an account gets something out of a model."""
        allowed = [
            name
            for name in model.fields_get(attributes=["type"])
            if model._fields[name].type != "binary" or model._name == "ir.attachment"
        ]
        newest = {"limit": self.NEWEST, "order": "id desc"}
        # Field by field too: one that can't be read must not hide the others.
        for names in (allowed, *([name] for name in allowed)):
            yield lambda names=names: model.search_read([], names, **newest)
        yield lambda: model.name_search(CANARY, limit=20)
        for name in allowed:
            field = model._fields[name]
            text = field.type in ("char", "text", "html") and name != "display_name"
            if text and field._description_searchable:
                yield lambda name=name: self.count(model, name)
            if field.type == "many2one" and field.store:
                yield lambda name=name: model.formatted_read_group(
                    [], [name], ["__count"], limit=50
                )

    def count(self, model, name):
        count = model.search_count([(name, "ilike", CANARY)], limit=1)
        return f"{CANARY} by searching {name}" if count else ""

    def leaks(self, user):
        """Return where the canary comes out for a user: list of (model, excerpt)."""
        found, answered = [], 0
        for name in sorted(self.env.registry.models):
            model = self.env[name].with_user(user)
            if model._abstract or not model._auto or not model.has_access("read"):
                continue
            for call in self.everything(model):
                try:
                    with self.env.cr.savepoint():
                        text = repr(call())
                except self.REFUSALS:
                    continue
                answered += 1
                if CANARY in text:
                    place = text.index(CANARY)
                    found.append((name, text[max(0, place - 40) : place + 30]))
            self.env.invalidate_all()
        self.assertGreater(answered, 0, user.login)
        return found

    @mute_logger("odoo.sql_db", "odoo.models", "odoo.fields", "odoo.domains", "odoo.http")
    def test_matrix(self):
        self.env.flush_all()
        for key in ("staf_sosial", "kadis_sosial", "internal", "portal", "public"):
            with self.subTest(key):
                self.assertEqual(self.leaks(self.users[key]), [])

    @mute_logger("odoo.sql_db", "odoo.models", "odoo.fields", "odoo.domains", "odoo.http")
    def test_administrator(self):
        """Also with all the rights of Odoo's own administrator."""
        self.assertEqual(self.leaks(self.users["administrator"]), [])

    @mute_logger("odoo.sql_db", "odoo.models", "odoo.fields", "odoo.domains", "odoo.http")
    def test_a_party_finds_it(self):
        """Who may read the letter does find it everywhere it stands, so the matrix can fail."""
        models = {name for name, _text in self.leaks(self.users["kadis_pendidikan"])}
        self.assertLessEqual(
            {*CONTENT, "eoffice.naskah", "eoffice.disposition", "ir.attachment"}, models
        )


@tagged("post_install", "-at_install")
class TestDispositionsAreBetweenTwo(AccessCase):
    """Giver, receiver and givers further up read a disposition; siblings don't."""

    def setUp(self):
        super().setUp()
        self.naskah = self.letters["rahasia"]
        self.first, self.second = self.naskah.disposition_ids.sorted("id")

    def may_read(self, key, disposition):
        return disposition.with_user(self.users[key]).has_access("read")

    def test_siblings(self):
        self.assertTrue(self.may_read("sekretaris_pendidikan", self.first))
        self.assertFalse(self.may_read("sekretaris_pendidikan", self.second))
        self.assertFalse(self.may_read("kabid_pendidikan", self.first))
        self.assertTrue(self.may_read("kadis_pendidikan", self.first | self.second))
        for key in ("staf_kesehatan", "kadis_kesehatan", "tu_pendidikan", "administrator"):
            self.assertFalse(self.may_read(key, self.first), key)

    def test_the_letter_opens_for_siblings_without_the_others_note(self):
        """Reading the letter with its dispositions shows each his own, and breaks for nobody."""
        for key, own in (
            ("sekretaris_pendidikan", self.first),
            ("kabid_pendidikan", self.second),
            ("kadis_pendidikan", self.first | self.second),
            ("staf_kesehatan", self.first.browse()),
        ):
            self.env.invalidate_all()
            (values,) = self.naskah.with_user(self.users[key]).web_read(
                {
                    "can_dispose": {},
                    "status_label": {},
                    "disposition_ids": {"fields": {"note": {}, "report": {}}},
                }
            )
            self.assertEqual({row["id"] for row in values["disposition_ids"]}, set(own.ids), key)

    def test_givers_further_up(self):
        self.as_user("sekretaris_pendidikan", self.first).action_forward(
            [self.jabatan["kasubbag_pendidikan"].id], note=f"Terusan {CANARY}"
        )
        child = self.first.child_ids
        for key in ("kadis_pendidikan", "sekretaris_pendidikan", "kasubbag_pendidikan"):
            self.assertTrue(self.may_read(key, child), key)
        self.assertFalse(self.may_read("kabid_pendidikan", child))
        self.assertFalse(self.may_read("kasubbag_pendidikan", self.first), "upwards is closed")

    def test_recalled(self):
        """What was taken back unread is not read after."""
        self.as_user("kadis_pendidikan", self.first).action_recall()
        self.assertFalse(self.may_read("sekretaris_pendidikan", self.first))
        self.assertFalse(self.may_read("sekretaris_pendidikan", self.naskah))
        self.assertTrue(self.may_read("kadis_pendidikan", self.first))

    def test_others_can_not_act_on_it(self):
        for key, verb, arguments in (
            ("kabid_pendidikan", "action_accept", ()),
            ("kabid_pendidikan", "action_report", ("x",)),
            ("sekretaris_pendidikan", "action_finish", ()),
            ("sekretaris_pendidikan", "action_recall", ()),
            ("kadis_pendidikan", "action_accept", ()),
            ("kadis_sosial", "action_finish", ()),
            ("administrator", "action_recall", ()),
        ):
            with self.subTest(key, verb=verb), self.assertRaises(AccessError):
                getattr(self.as_user(key, self.first), verb)(*arguments)
        with self.assertRaises(UserError):
            self.as_user("kadis_pendidikan", self.naskah).action_dispose(
                [self.jabatan["kabid_sosial"].id], note="x"
            )

    def test_the_way_shows_no_note(self):
        """The sender sees who has his letter, never what was said about it elsewhere."""
        timeline = self.as_user("staf_kesehatan", self.naskah).get_timeline()
        text = repr(timeline)
        self.assertIn("Kepala Bidang Dinas Pendidikan", text)
        self.assertNotIn(f"Instruksi {CANARY}", text)
        self.assertNotIn(f"Laporan {CANARY}", text)
        registry = self.as_user("tu_pendidikan", self.naskah).get_timeline()
        self.assertNotIn(CANARY, repr(registry), "nor the notes of approval to the registry")


@tagged("post_install", "-at_install")
class TestNoWayRoundByMail(AccessCase):
    """Letters have no chatter: no message, follower or activity hangs on one."""

    def test_no_chatter(self):
        for name in (*OF_A_LETTER, "eoffice.organisation", "eoffice.jabatan"):
            self.assertFalse(hasattr(self.env[name], "message_post"), name)

    def test_outsiders_attach_nothing(self):
        naskah = self.letters["rahasia"]
        for key in ("staf_sosial", "internal", "administrator"):
            user = self.users[key]
            with self.subTest(key, model="mail.message"), self.assertRaises(AccessError):
                self.env["mail.message"].with_user(user).create(
                    {"model": "eoffice.naskah", "res_id": naskah.id, "body": "x"}
                )
            with self.subTest(key, model="mail.activity"), self.assertRaises(AccessError):
                self.env["mail.activity"].with_user(user).create(
                    {
                        "res_model_id": self.env["ir.model"]._get_id("eoffice.naskah"),
                        "res_id": naskah.id,
                        "user_id": user.id,
                    }
                )

    def test_followers(self):
        naskah = self.letters["rahasia"]
        values = {
            "res_model": "eoffice.naskah",
            "res_id": naskah.id,
            "partner_id": self.users["staf_sosial"].partner_id.id,
        }
        with self.assertRaises(AccessError):
            self.env["mail.followers"].with_user(self.users["staf_sosial"]).create(values)
        self.assertFalse(
            self.env["mail.followers"].search([("res_model", "=like", "eoffice.%")]),
            "nobody follows a letter, so nothing tells who has it",
        )


class AccessHttpCase(AccessMixin, OfficeHttpMixin, HttpCase):
    """The letters with the canary, for tests over HTTP."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "queue_job__no_delay": True})
        cls.add_letters()

    def log_in(self, key):
        """Make the next requests this account's; nobody's for ``public``."""
        if key == "public":
            self.authenticate(None, None)
        else:
            self.authenticate(self.users[key].login, "bekasi")

    def call_kw(self, model, method, args=(), kwargs=None):
        """Call a method as the web client does."""
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": list(args), "kwargs": kwargs or {}},
        )


@tagged("post_install", "-at_install")
class TestWebClientKeepsTheRules(AccessHttpCase):
    """The routes of the web client answer to each role what the closure says."""

    READS = (
        ("read", ["subject", "body"]),
        ("web_read", {"subject": {}, "content_ids": {"fields": {"body": {}}}}),
        ("export_data", ["subject", "content_ids/body"]),
        ("copy", {}),
        ("get_timeline", None),
    )

    def test_call_kw(self):
        for naskah in self.letters.values():
            for key in ("staf_sosial", "administrator"):
                self.log_in(key)
                for method, argument in self.READS:
                    args = [naskah.ids] if argument is None else [naskah.ids, argument]
                    with (
                        self.subTest(sifat=naskah.sifat, who=key, method=method),
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
            self.log_in("kadis_pendidikan")
            answer = self.call_kw("eoffice.naskah", "web_read", [naskah.ids, {"subject": {}}])
            self.assertIn(CANARY, answer[0]["subject"])

    def test_the_registry_gets_the_envelope(self):
        self.log_in("tu_pendidikan")
        for method, argument in self.READS:
            naskah = self.letters["rahasia"]
            args = [naskah.ids] if argument is None else [naskah.ids, argument]
            with self.subTest(method), mute_logger("odoo.http"):
                self.assertNotIn(CANARY, repr(self.call_kw("eoffice.naskah", method, args)))

    def test_the_public_gets_nothing(self):
        self.log_in("public")
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.call_kw("eoffice.naskah", "search_read", [[]])


@tagged("post_install", "-at_install")
class TestFilesKeepTheRules(AccessHttpCase):
    """A file of a letter comes to whoever may read its content, by whatever address."""

    def addresses(self, naskah):
        """Return addresses that might give the file away."""
        file = self.file_of(naskah)
        content = naskah.sudo().content_ids
        return [
            f"/web/content/{file.id}",
            f"/web/content/{file.id}?download=true",
            f"/web/content/{file.id}?access_token=x",
            f"/web/content/{file.id}?access_token={file.access_token or ''}",
            f"/web/content/ir.attachment/{file.id}/raw",
            f"/web/content/ir.attachment/{file.id}/datas",
            f"/web/content?model=ir.attachment&id={file.id}&field=datas",
            f"/web/image/{file.id}",
            f"/web/content/eoffice.naskah/{naskah.id}/body",
            f"/web/content/eoffice.naskah/{naskah.id}/attachment_ids",
            f"/web/content/eoffice.naskah.content/{content.id}/body",
            f"/web/content/eoffice.naskah.content/{content.id}/subject",
            f"/web/content/eoffice.signature/{naskah.sudo().signature_ids.id}/payload",
            f"/mail/attachment/zip?file_ids={file.id}&zip_name=x.zip",
        ]

    def test_files(self):
        closed = {
            "biasa": ("staf_sosial", "administrator", "internal", "portal", "public"),
            "rahasia": (
                *("staf_sosial", "administrator", "internal", "portal", "public"),
                *("tu_kesehatan", "tu_pendidikan"),
            ),
        }
        for sifat, keys in closed.items():
            for key in keys:
                self.log_in(key)
                for address in self.addresses(self.letters[sifat]):
                    with self.subTest(address, sifat=sifat, who=key), mute_logger("odoo.http"):
                        answer = self.url_open(address)
                        self.assertNotIn(CANARY.encode(), answer.content)
                        self.assertNotIn(CANARY, answer.headers.get("Content-Disposition", ""))

    def test_readers_get_it(self):
        for sifat, keys in (
            ("biasa", ("kadis_pendidikan", "tu_pendidikan", "kabid_pendidikan")),
            ("rahasia", ("kadis_pendidikan", "kabid_pendidikan", "staf_kesehatan")),
        ):
            for key in keys:
                self.log_in(key)
                answer = self.url_open(f"/web/content/{self.file_of(self.letters[sifat]).id}")
                self.assertEqual(answer.content, f"Lampiran {CANARY}".encode(), (sifat, key))

    def test_uploads(self):
        """Nobody puts a file on a letter that is not his draft."""
        before = self.env["ir.attachment"].search_count([])
        for naskah in self.letters.values():
            homes = (
                ("eoffice.naskah", naskah.id),
                ("eoffice.naskah.content", naskah.sudo().content_ids.id),
            )
            for key, (model, id_) in itertools.product(
                ("staf_sosial", "administrator", "tu_pendidikan", "kadis_pendidikan"), homes
            ):
                self.log_in(key)
                with self.subTest(sifat=naskah.sifat, who=key, model=model):
                    answer = self.url_open(
                        "/web/binary/upload_attachment",
                        data={
                            "model": model,
                            "id": id_,
                            "csrf_token": self.csrf_token(),
                        },
                        files={"ufile": ("x.txt", b"x", "text/plain")},
                    )
                    self.assertEqual(list(json.loads(answer.text)[0]), ["error"])
        self.assertEqual(self.env["ir.attachment"].search_count([]), before)

    def test_upload_to_ones_own_draft(self):
        """The same door takes a file from the drafter, and it lies at the content."""
        naskah = self.draft()
        self.env.flush_all()
        self.log_in("staf_kesehatan")
        answer = self.url_open(
            "/web/binary/upload_attachment",
            data={"model": "eoffice.naskah", "id": naskah.id, "csrf_token": self.csrf_token()},
            files={"ufile": ("x.txt", b"isi", "text/plain")},
        )
        file = self.env["ir.attachment"].browse(json.loads(answer.text)[0]["id"])
        self.assertEqual(file.res_model, "eoffice.naskah.content")
        self.env.invalidate_all()
        self.assertEqual(naskah.attachment_ids.ids, file.ids)

    def csrf_token(self):
        return Request.csrf_token(self)

    def test_a_copy_of_the_file_is_ones_own(self):
        """Nobody copies or moves a file off a letter he may not read."""
        file = self.file_of(self.letters["rahasia"])
        self.log_in("tu_pendidikan")
        for method, args in (
            ("read", [file.ids, ["datas", "raw", "name", "index_content"]]),
            ("copy", [file.ids]),
            ("write", [file.ids, {"res_model": "res.users", "res_id": 1}]),
            ("generate_access_token", [file.ids]),
        ):
            with (
                self.subTest(method),
                self.assertRaisesRegex(JsonRpcException, "AccessError"),
                mute_logger("odoo.http"),
            ):
                self.call_kw("ir.attachment", method, args)
        datas = base64.b64encode(f"Lampiran {CANARY}".encode()).decode()
        found = self.call_kw(
            "ir.attachment",
            "search_count",
            [[("checksum", "=", file.checksum), ("id", "=", file.id)]],
        )
        self.assertEqual(found, 0, datas)
