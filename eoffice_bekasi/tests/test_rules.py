import re

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.http import Request
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from ..exceptions import RulesNotAccepted
from ..tools.canonical import canonical_json, sha256_hex
from ..tools.local_time import office_today
from .common import OfficeCase, OfficeHttpMixin
from .test_api_json2 import Json2Case

WORDING = "<p>Gunakan bahasa yang sopan.</p>"


class RulesMixin:
    """Writes versions of the rules as the Administrator does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.speak_english()

    def version(self, name="Etika baru", valid_from=None):
        """Make a draft of new wording, valid from today, in the Administrator's name."""
        values = {"name": name, "body": WORDING, "valid_from": valid_from or office_today()}
        return self.env["eoffice.rules"].with_user(self.users["administrator"]).create(values)

    def publish(self, **values):
        """Publish new wording and return it."""
        rules = self.version(**values)
        rules.action_publish()
        return rules.sudo()

    def accept(self, key, rules):
        """Write the acceptance of an account."""
        return self.env["eoffice.rules.acceptance"]._accept(rules.sudo(), self.users[key])


@tagged("post_install", "-at_install")
class TestRulesOfUse(RulesMixin, OfficeCase):
    """Versions of the rules of use (Ps. 8): drafts, publication, which one is in force."""

    def current(self):
        Rules = self.env["eoffice.rules"]
        return Rules.browse(Rules._current_id() or [])

    def test_pasal_8_is_there_from_the_start(self):
        rules = self.env.ref("eoffice_bekasi.rules_pasal_8")
        self.assertEqual((rules.state, rules.version), ("published", 1))
        self.assertEqual(rules.valid_from, fields.Date.to_date("2013-06-12"))
        for words in ("bahasa yang sopan, santun", "bersikap netral", "harkat dan martabat"):
            self.assertIn(words, rules.body)
        self.assertEqual(self.current(), rules)

    def test_publishing_freezes(self):
        rules = self.version()
        self.assertFalse(rules.is_in_force)
        rules.body = "<p>Lebih baik.</p>"
        rules.action_publish()
        self.assertEqual(rules.version, 2)
        self.assertTrue(rules.is_in_force)
        self.assertEqual(rules.published_by_id, self.users["administrator"])
        self.assertEqual(
            rules.digest,
            sha256_hex(canonical_json({"title": "Etika baru", "body": "<p>Lebih baik.</p>"})),
        )
        for act in (
            lambda: rules.write({"body": "<p>Lain</p>"}),
            lambda: rules.write({"valid_from": "2030-01-01"}),
            lambda: rules.sudo().write({"state": "draft"}),
            rules.action_publish,
            rules.unlink,
        ):
            with self.assertRaises(UserError):
                act()

    def test_the_database_freezes_too(self):
        rules = self.publish()
        self.accept("staf_kesehatan", rules)
        for statement in (
            "UPDATE eoffice_rules SET body = 'x' WHERE id = %s",
            "DELETE FROM eoffice_rules WHERE id = %s",
            "UPDATE eoffice_rules_acceptance SET digest = 'x' WHERE rules_id = %s",
            "DELETE FROM eoffice_rules_acceptance WHERE rules_id = %s",
        ):
            with (
                self.subTest(statement),
                self.assertRaises(psycopg2.errors.InsufficientPrivilege),
                self.env.cr.savepoint(flush=False),
                mute_logger("odoo.sql_db"),
            ):
                self.env.cr.execute(statement, [rules.id])

    def test_wording_is_asked_for(self):
        rules = self.version()
        rules.body = "<p><br></p>"
        with self.assertRaisesRegex(UserError, "wording"):
            rules.action_publish()

    def test_in_force_from_its_day(self):
        first = self.current()
        tomorrow = fields.Date.add(office_today(), days=1)
        rules = self.publish(valid_from=tomorrow)
        self.assertEqual(self.current(), first)
        Rules = self.env["eoffice.rules"]
        self.assertEqual(Rules._current_id_on(tomorrow), rules.id)
        self.assertFalse(Rules._current_id_on(fields.Date.to_date("2013-06-11")))
        with self.assertRaisesRegex(ValidationError, "never be in force"):
            self.publish()

    def test_a_new_version_begins_with_the_old_wording(self):
        action = self.current().with_user(self.users["administrator"]).action_new_version()
        draft = self.env["eoffice.rules"].browse(action["res_id"])
        self.assertEqual((draft.state, draft.version), ("draft", 0))
        self.assertIn("bersikap netral", draft.body)

    def test_publication_and_acceptance_are_events(self):
        rules = self.publish()
        self.accept("staf_kesehatan", rules)
        events = self.env["eoffice.event"].search(
            [("kind", "in", ("rules_published", "rules_accepted"))], order="id desc", limit=2
        )
        self.assertEqual(events.mapped("kind"), ["rules_accepted", "rules_published"])
        self.assertEqual(events.user_id, self.users["staf_kesehatan"] | self.users["administrator"])
        self.assertEqual(events[0].detail, {"rules": rules.id, "digest": rules.digest})

    def test_roles(self):
        draft = self.version()
        published = self.publish(name="Terbit")
        self.accept("staf_kesehatan", published)
        self.accept("kadis_sosial", published)
        Acceptance = self.env["eoffice.rules.acceptance"]
        for key in ("staf_kesehatan", "kadis_kesehatan", "tu_kesehatan"):
            reader = self.as_user(key, self.env["eoffice.rules"])
            with self.subTest(key):
                self.assertTrue(reader.browse(published.id).body)
                self.assertNotIn(draft.id, reader.search([]).ids)
                for act in (
                    lambda reader=reader: reader.browse(draft.id).name,
                    lambda reader=reader: reader.browse(draft.id).action_publish(),
                    lambda reader=reader: reader.browse(published.id).action_new_version(),
                    lambda reader=reader: reader.create({"name": "x", "body": "<p>x</p>"}),
                ):
                    with self.assertRaises(AccessError):
                        act()
        own = self.as_user("staf_kesehatan", Acceptance).search([])
        self.assertEqual(own.user_id, self.users["staf_kesehatan"])
        everyone = self.as_user("administrator", Acceptance).search(
            [("rules_id", "=", published.id)]
        )
        self.assertEqual(
            everyone.user_id, self.users["staf_kesehatan"] | self.users["kadis_sosial"]
        )
        values = {"rules_id": published.id, "user_id": self.users["tu_sosial"].id, "digest": "x"}
        for key in ("staf_kesehatan", "administrator"):
            with self.subTest(key, act="create"), self.assertRaises(AccessError):
                self.as_user(key, Acceptance).create(values)


@tagged("post_install", "-at_install")
class TestWhoHasAccepted(RulesMixin, OfficeCase):
    """The Administrator's list of who has accepted and who has not."""

    def people(self, *domain):
        users = self.env["res.users"].with_user(self.users["administrator"])
        domain = [("id", "in", [user.id for user in self.users.values()]), *domain]
        return users.search(domain)

    def test_list(self):
        self.assertFalse(self.people(("eoffice_rules_accepted_at", "=", False)))
        rules = self.publish()
        self.assertEqual(
            len(self.people(("eoffice_rules_accepted_at", "=", False))), len(self.users)
        )
        self.accept("kadis_sosial", rules)
        accepted = self.people(("eoffice_rules_accepted_at", "!=", False))
        self.assertEqual(accepted, self.users["kadis_sosial"])
        self.assertTrue(accepted.eoffice_rules_accepted_at)
        self.assertFalse(self.people(("login", "=", "staf.sosial.uji")).eoffice_rules_accepted_at)
        self.assertEqual(self.people(("eoffice_rules_accepted_at", ">", "2020-01-01")), accepted)
        self.assertFalse(self.people(("eoffice_rules_accepted_at", "<", "2020-01-01")))

    def test_others_do_not_see_it(self):
        user = self.as_user("kadis_sosial", self.users["staf_sosial"])
        with self.assertRaises(AccessError):
            user.read(["eoffice_rules_accepted_at"])
        with self.assertRaises(AccessError):
            user.search([("eoffice_rules_accepted_at", "=", False)])

    def test_once_each(self):
        rules = self.publish()
        self.assertTrue(self.accept("kadis_sosial", rules))
        self.assertFalse(self.accept("kadis_sosial", rules))
        self.assertEqual(rules.acceptance_count, 1)
        self.assertEqual(rules.acceptance_ids.digest, rules.digest)

    def test_a_draft_can_not_be_accepted(self):
        self.assertFalse(self.accept("kadis_sosial", self.version()))

    def test_in_one_batch(self):
        """A whole city accepts with the statements of one."""
        rules = self.publish()
        users = self.env["res.users"].union(*self.users.values())
        counts = []
        for some in (users[:1], users[1:]):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["eoffice.rules.acceptance"]._accept(rules, some)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])


class RulesHttpCase(RulesMixin, OfficeHttpMixin, HttpCase):
    """The page of the rules as a browser meets it."""

    def open(self, path, **options):
        return self.url_open(path, allow_redirects=False, **options)

    def answer(self, rules, **values):
        """Send the form of the page."""
        data = {"csrf_token": Request.csrf_token(self), "rules_id": rules.id, **values}
        return self.open("/eoffice/rules", data=data)


@tagged("post_install", "-at_install")
class TestFirstLoginAsksForTheRules(RulesHttpCase):
    """Nothing else opens before the rules are accepted; the page itself and logging out do."""

    def setUp(self):
        super().setUp()
        self.rules = self.publish()
        self.authenticate("staf.kesehatan.uji", "bekasi")

    def log_in(self, login):
        """Log in by the form, in the session that is there; return the page one gets to."""
        form = self.url_open("/web/login")
        token = re.search(r'name="csrf_token" value="([^"]+)"', form.text)[1]
        data = {"login": login, "password": "bekasi", "csrf_token": token}
        return self.url_open("/web/login", data=data)

    def test_login_leads_to_the_page(self):
        self.authenticate(None, None)
        page = self.log_in("staf.kesehatan.uji")
        self.assertIn("/eoffice/rules", page.url)
        self.assertIn("Gunakan bahasa yang sopan", page.text)

    def test_web_client_waits(self):
        for path in ("/odoo", "/odoo/naskah-keluar?x=1", "/web", "/web/webclient/load_menus"):
            with self.subTest(path):
                answer = self.open(path)
                self.assertEqual(answer.status_code, 303)
                self.assertIn("/eoffice/rules?redirect=", answer.headers["Location"])

    def test_the_page(self):
        page = self.open("/eoffice/rules?redirect=/odoo/naskah-keluar")
        self.assertEqual(page.status_code, 200)
        for words in (
            "Gunakan bahasa yang sopan",
            self.rules.digest,
            'value="/odoo/naskah-keluar"',
        ):
            self.assertIn(words, page.text)
        self.assertNotIn("<script", page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertIn("frame-ancestors 'none'", page.headers["Content-Security-Policy"])

    def test_the_page_in_indonesian(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.env["ir.module.module"]._load_module_terms(["eoffice_bekasi"], ["id_ID"])
        self.users["staf_kesehatan"].lang = "id_ID"
        page = self.open("/eoffice/rules")
        self.assertIn("Setuju dan lanjutkan", page.text)
        self.assertIn('<html lang="id"', page.text)

    def test_accepting(self):
        answer = self.answer(self.rules, accept="1", redirect="/odoo/naskah-keluar")
        self.assertTrue(answer.headers["Location"].endswith("/odoo/naskah-keluar"))
        row = self.env["eoffice.rules.acceptance"].search([("rules_id", "=", self.rules.id)])
        self.assertEqual(row.user_id, self.users["staf_kesehatan"])
        self.assertEqual(row.digest, self.rules.digest)
        self.assertTrue(row.address)
        self.assertEqual(self.open("/odoo").status_code, 200)
        self.assertIn("You accepted these rules on", self.open("/eoffice/rules").text)
        # another session of the same account
        self.authenticate("staf.kesehatan.uji", "bekasi")
        self.assertEqual(self.open("/odoo").status_code, 200)

    def test_without_the_box_nothing_is_accepted(self):
        page = self.answer(self.rules)
        self.assertIn("Tick the box", page.text)
        self.assertFalse(self.rules.acceptance_count)

    def test_other_wording_than_was_shown(self):
        newer = self.publish(name="Lebih baru")
        page = self.answer(self.rules, accept="1")
        self.assertIn("The wording has changed", page.text)
        self.assertIn("Lebih baru", page.text)
        for wrong in (0, "x", ""):
            page = self.open(
                "/eoffice/rules",
                data={
                    "csrf_token": Request.csrf_token(self),
                    "rules_id": wrong,
                    "accept": "1",
                },
            )
            self.assertEqual(page.status_code, 200)
        self.assertFalse((self.rules | newer).acceptance_ids)

    def test_nobody_is_led_elsewhere(self):
        for target in (
            "https://contoh.example/",
            "//contoh.example",
            "/\\contoh.example",
            "javascript:x",
        ):
            with self.subTest(target):
                page = self.open("/eoffice/rules", params={"redirect": target})
                self.assertNotIn("contoh.example", page.text)
                self.assertNotIn("javascript:", page.text)
                answer = self.answer(self.rules, accept="1", redirect=target)
                self.assertTrue(answer.headers["Location"].endswith("/odoo"))

    def test_new_wording_asks_again(self):
        self.answer(self.rules, accept="1")
        self.assertEqual(self.open("/odoo").status_code, 200)
        self.publish(name="Lebih baru")
        self.assertEqual(self.open("/odoo").status_code, 303)

    def test_web_client_calls_are_refused(self):
        with self.assertRaises(JsonRpcException) as refused, mute_logger("odoo.http"):
            self.make_jsonrpc_request(
                "/web/dataset/call_kw/eoffice.desk/get_desk",
                {"model": "eoffice.desk", "method": "get_desk", "args": [], "kwargs": {}},
            )
        self.assertIn("RulesNotAccepted", str(refused.exception))
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request("/mail/data", {"fetch_params": ["init_messaging"]})

    def test_logging_out_works(self):
        self.make_jsonrpc_request("/web/session/destroy", {})
        self.assertIn("/web/login", self.open("/odoo").headers["Location"])
        self.authenticate("staf.kesehatan.uji", "bekasi")
        self.open("/web/session/logout")
        self.assertIn("/web/login", self.open("/odoo").headers["Location"])

    def test_public_pages_answer_a_stranger(self):
        self.assertEqual(self.open("/web/health").status_code, 200)
        self.assertEqual(self.open("/web/manifest.webmanifest").status_code, 200)
        file = self.env["ir.attachment"].create(
            {
                "name": "x.txt",
                "raw": b"isi",
                "res_model": "res.users",
                "res_id": self.users["staf_kesehatan"].id,
            }
        )
        self.assertEqual(self.open(f"/web/content/{file.id}").status_code, 404)
        self.answer(self.rules, accept="1")
        self.assertEqual(self.open(f"/web/content/{file.id}").content, b"isi")

    def test_who_has_no_e_office_account_is_not_asked(self):
        internal = new_test_user(self.env, "internal.uji", groups="base.group_user")
        internal.password = "bekasi"
        self.authenticate("internal.uji", "bekasi")
        self.assertEqual(self.open("/odoo").status_code, 200)

    def test_the_next_account_in_the_same_session_is_asked(self):
        self.answer(self.rules, accept="1")
        self.log_in("kadis.kesehatan.uji")
        self.assertIn("/eoffice/rules", self.open("/odoo").headers["Location"])

    def test_administrator_is_asked_and_gets_in(self):
        self.authenticate("administrator.uji", "bekasi")
        self.assertEqual(self.open("/odoo").status_code, 303)
        self.answer(self.rules, accept="1")
        self.assertEqual(self.open("/odoo").status_code, 200)

    def test_without_rules_nobody_is_asked(self):
        self.env.cr.execute("ALTER TABLE eoffice_rules DISABLE TRIGGER eoffice_rules_frozen")
        self.env.cr.execute("UPDATE eoffice_rules SET state = 'draft'")
        self.registry.clear_cache()
        self.assertEqual(self.open("/odoo").status_code, 200)
        self.assertIn("None have been published", self.open("/eoffice/rules").text)


@tagged("post_install", "-at_install")
class TestProgramsWaitForTheRules(RulesMixin, Json2Case):
    """JSON-2, JSON-RPC and XML-RPC refuse an account until it has accepted, and say so."""

    def test_json2(self):
        rules = self.publish()
        with mute_logger("odoo.http"):
            error = self.call("staf_kesehatan", "eoffice.naskah", "search", status=403, domain=[])
        self.assertEqual(error["name"], "odoo.addons.eoffice_bekasi.exceptions.RulesNotAccepted")
        self.assertEqual(error["context"], {"code": "rules_not_accepted", "url": "/eoffice/rules"})
        self.assertIn("/eoffice/rules", error["message"])
        self.accept("staf_kesehatan", rules)
        self.assertEqual(self.call("staf_kesehatan", "eoffice.naskah", "search", domain=[]), [])

    def test_the_old_doors(self):
        rules = self.publish()
        user = self.users["staf_kesehatan"]
        arguments = (self.env.cr.dbname, user.id, "bekasi", "eoffice.naskah", "search", [[]])
        request = {"service": "object", "method": "execute_kw", "args": arguments}
        with mute_logger("odoo.http", "odoo.addons.rpc.controllers.jsonrpc"):
            with self.assertRaises(JsonRpcException) as refused:
                self.make_jsonrpc_request("/jsonrpc", request)
            self.assertIn("RulesNotAccepted", str(refused.exception))
        with (
            mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc"),
            self.assertRaisesRegex(Exception, "rules of use have to be accepted"),
        ):
            self.xmlrpc_object.execute_kw(*arguments)
        self.accept("staf_kesehatan", rules)
        with mute_logger("odoo.addons.rpc.controllers.jsonrpc"):
            self.assertEqual(self.make_jsonrpc_request("/jsonrpc", request), [])

    def test_the_message_speaks_the_accounts_language(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.env["ir.module.module"]._load_module_terms(["eoffice_bekasi"], ["id_ID"])
        self.users["staf_kesehatan"].lang = "id_ID"
        self.publish()
        with mute_logger("odoo.http"):
            error = self.call("staf_kesehatan", "eoffice.naskah", "search", status=403, domain=[])
        self.assertIn("Ketentuan penggunaan", error["message"])


@tagged("post_install", "-at_install")
class TestTheRulesCostNothing(RulesMixin, OfficeCase):
    """Once accepted, the question costs no statement."""

    def test_queries(self):
        user = self.users["staf_kesehatan"]
        user._eoffice_check_door()
        self.env.invalidate_all()
        with self.assertQueryCount(0):
            user._eoffice_check_door()

    def test_a_refusal_is_not_remembered(self):
        rules = self.publish()
        user = self.users["staf_kesehatan"]
        with self.assertRaises(RulesNotAccepted):
            user._eoffice_check_door()
        self.accept("staf_kesehatan", rules)
        user._eoffice_check_door()
