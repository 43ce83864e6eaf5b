import hashlib
import json
from unittest.mock import patch

import psycopg2

from odoo.tests import HttpCase, tagged
from odoo.tools import SQL, mute_logger

from .common import OfficeCase, OfficeHttpMixin


class EventCase(OfficeCase):
    """Helpers for looking at the event log as it stands in the database."""

    def events(self, naskah=None):
        """Return the events of a letter, or all, oldest first."""
        domain = [("naskah_id", "=", naskah.id)] if naskah else []
        return self.env["eoffice.event"].search(domain, order="id")

    def link_all(self):
        """Link every event of this database, as the job does."""
        self.env["eoffice.event.link"]._extend_batch(self.env.cr)
        self.assertTrue(self.env["eoffice.event.link"]._check()["ok"])

    def tamper(self, statement, params=None, table="eoffice_event"):
        """Do what only the owner of the tables can: switch the refusal off, and change a row."""
        cr, table = self.env.cr, SQL.identifier(table)
        cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER USER", table))
        cr.execute(statement, params)
        self.assertEqual(cr.rowcount, 1)
        cr.execute(SQL("ALTER TABLE %s ENABLE TRIGGER USER", table))
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestEventsAreAppendOnly(EventCase):
    """The database itself refuses to change, remove or empty events and links."""

    def assert_refused(self, statement):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.InsufficientPrivilege),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(statement)

    def test_events_and_links(self):
        self.draft()
        self.link_all()
        for statement in (
            "UPDATE eoffice_event SET kind = 'read'",
            "UPDATE eoffice_event SET hash = hash WHERE false",
            "DELETE FROM eoffice_event",
            "TRUNCATE eoffice_event CASCADE",
            "UPDATE eoffice_event_link SET hash = 'x'",
            "DELETE FROM eoffice_event_link",
            "TRUNCATE eoffice_event_link",
        ):
            with self.subTest(statement):
                self.assert_refused(statement)

    def test_not_through_the_orm_either(self):
        event = self.events(self.draft())
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.InsufficientPrivilege):
            event.write({"kind": "read"})
            event.flush_recordset()
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.InsufficientPrivilege):
            event.unlink()


@tagged("post_install", "-at_install")
class TestChangedEventsAreFound(EventCase):
    """Who goes round the refusal is found by the chain, with the event that he touched."""

    def setUp(self):
        super().setUp()
        self.naskah = self.sign(self.draft())
        self.link_all()
        self.check = self.env["eoffice.event.link"]._check

    def test_digest_is_sha256_of_the_row(self):
        event = self.events(self.naskah).filtered(lambda event: event.kind == "signed")
        row = [
            event.id,
            event.naskah_id,
            event.kind,
            event.user_id.id,
            event.jabatan_id.id,
            event.capacity,
            event.at.strftime("%Y-%m-%dT%H:%M:%S.%f"),
            event.address or None,
            self.env.execute_query_dict(
                # The text as the database keeps it, which is what is digested.
                self._detail_of(event)
            )[0]["detail"],
        ]
        # PostgreSQL writes arrays as [a, b, …] like Python does.
        text = json.dumps(row, ensure_ascii=False)
        self.assertEqual(event.hash, hashlib.sha256(text.encode()).hexdigest())

    def _detail_of(self, event):
        return SQL("SELECT detail::text AS detail FROM eoffice_event WHERE id = %s", event.id)

    def test_digest_does_not_depend_on_the_connection(self):
        digests = self._digests()
        for setting in (
            "SET LOCAL timezone TO 'Asia/Jakarta'",
            "SET LOCAL datestyle TO 'German'",
            "SET LOCAL intervalstyle TO 'sql_standard'",
        ):
            self.env.cr.execute(setting)
        self.assertEqual(self._digests(), digests)

    def _digests(self):
        self.env.cr.execute("SELECT id, eoffice_event_digest(e) FROM eoffice_event e")
        return dict(self.env.cr.fetchall())

    def test_every_column_is_covered(self):
        event = self.events(self.naskah)[3]
        other = self.users["staf_sosial"]
        changes = {
            "naskah_id": 0,
            "kind": "verified",
            "user_id": other.id,
            "jabatan_id": self.jabatan["staf_sosial"].id,
            "capacity": "plh",
            "at": "2020-01-01 00:00:00",
            "address": "198.51.100.7",
            "detail": '{"x": 1}',
        }
        stored = {
            name
            for name, field in event._fields.items()
            if field.store and name not in ("id", "hash")
        }
        self.assertEqual(set(changes), stored, "a new column of the log must be digested too")
        for column, value in changes.items():
            with self.subTest(column), self.env.cr.savepoint() as savepoint:
                self.tamper(
                    SQL(
                        "UPDATE eoffice_event SET %s = %s WHERE id = %s",
                        SQL.identifier(column),
                        value,
                        event.id,
                    )
                )
                self.assertEqual(self.check()["broken"], event.id)
                savepoint.rollback()
        self.assertTrue(self.check()["ok"])

    def test_a_mended_digest_does_not_help(self):
        event = self.events(self.naskah)[2]
        self.tamper("UPDATE eoffice_event SET kind = 'read' WHERE id = %s", [event.id])
        self.tamper(
            "UPDATE eoffice_event e SET hash = eoffice_event_digest(e) WHERE id = %s", [event.id]
        )
        self.assertEqual(self.check()["broken"], event.id)

    def test_a_removed_link_is_found(self):
        links = self.env["eoffice.event.link"].search([])
        self.tamper(
            "DELETE FROM eoffice_event_link WHERE id = %s",
            [links[2].id],
            table="eoffice_event_link",
        )
        self.assertEqual(self.check()["broken"], links[3].event_id.id)

    def test_an_event_can_not_go_without_its_link(self):
        event = self.events(self.naskah)[2]
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.ForeignKeyViolation):
            self.tamper("DELETE FROM eoffice_event WHERE id = %s", [event.id])

    def test_a_removed_event_is_found(self):
        event = self.events(self.naskah)[2]
        self.tamper(
            "DELETE FROM eoffice_event_link WHERE event_id = %s",
            [event.id],
            table="eoffice_event_link",
        )
        self.tamper("DELETE FROM eoffice_event WHERE id = %s", [event.id])
        self.assertFalse(self.check()["ok"])

    def test_later_events_are_linked_to_the_end(self):
        before = self.check()["events"]
        self.draft()
        self.assertEqual(self.env["eoffice.event.link"]._extend_batch(self.env.cr), 1)
        self.assertEqual(self.env["eoffice.event.link"]._extend_batch(self.env.cr), 0)
        self.assertEqual(self.check(), {"events": before + 1, "ok": True, "broken": None})

    def test_the_job_links_what_is_there(self):
        self.draft()
        self.draft()
        self.assertEqual(
            self.env["eoffice.event.link"].with_context(**self.env.context)._extend(), 2
        )
        self.assertTrue(self.check()["ok"])


@tagged("post_install", "-at_install")
class TestEveryActIsAnEvent(EventCase):
    """Each act is one row with the account, the jabatan and the capacity it was done in."""

    maxDiff = None

    def way(self, naskah):
        """Return the events of a letter as (kind, position, who holds it, capacity)."""
        keys = {jabatan.id: key for key, jabatan in self.jabatan.items()}
        people = {user.id: key for key, user in self.users.items()}
        return [
            (
                event.kind,
                keys.get(event.jabatan_id.id),
                people.get(event.user_id.id),
                event.capacity or "",
            )
            for event in self.events(naskah)
        ]

    def test_the_way_of_a_letter(self):
        naskah = self.draft(tembusan=("kadis_sosial",))
        naskah.action_submit()
        self.as_user("kasubbag_kesehatan", naskah).action_return("Perbaiki")
        naskah.write({"subject": "Jadwal imunisasi (perbaikan)"})
        self.sign(naskah)
        self.as_user("kadis_pendidikan", naskah).action_read()
        given = self.dispose(
            naskah, "kadis_pendidikan", ("sekretaris_pendidikan", "kabid_pendidikan")
        )
        first, second = given.sorted("id")
        self.as_user("sekretaris_pendidikan", naskah).action_read()
        self.as_user("sekretaris_pendidikan", first).action_accept()
        self.as_user("sekretaris_pendidikan", first).action_report("Sudah")
        # Recalling the last open one would end the letter: the report is taken after it.
        self.as_user("kadis_pendidikan", second).action_recall()
        (third,) = self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",))
        self.as_user("kadis_pendidikan", first).action_finish()
        self.as_user("kabid_pendidikan", third).action_decline("Bukan bidang kami")
        self.as_user("kadis_kesehatan", naskah).action_cancel("Salah tanggal")
        drafter = ("staf_kesehatan", "staf_kesehatan", "definitif")
        signer = ("kadis_kesehatan", "kadis_kesehatan")
        head = ("kadis_pendidikan", "kadis_pendidikan", "definitif")
        secretary = ("sekretaris_pendidikan", "sekretaris_pendidikan", "definitif")
        self.assertEqual(
            self.way(naskah),
            [
                ("created", *drafter),
                ("submitted", *drafter),
                ("returned", "kasubbag_kesehatan", "kasubbag_kesehatan", "definitif"),
                ("resubmitted", *drafter),
                ("paraf", "kasubbag_kesehatan", "kasubbag_kesehatan", "definitif"),
                ("paraf", "sekretaris_kesehatan", "sekretaris_kesehatan", "definitif"),
                ("signing", *signer, "definitif"),
                ("signed", *signer, "definitif"),
                ("sealed", None, "kadis_kesehatan", ""),
                ("distributed", *signer, "definitif"),
                ("delivered", "kadis_pendidikan", "kadis_kesehatan", ""),
                ("delivered", "kadis_sosial", "kadis_kesehatan", ""),
                ("read", *head),
                ("disposed", *head),
                ("disposed", *head),
                ("disposition_read", *secretary),
                ("disposition_accepted", *secretary),
                ("disposition_reported", *secretary),
                ("disposition_recalled", *head),
                ("disposed", *head),
                ("disposition_finished", *head),
                ("disposition_declined", "kabid_pendidikan", "kabid_pendidikan", "definitif"),
                ("cancelled", *signer, "definitif"),
            ],
        )

    def test_sending_by_the_registry(self):
        """Who pressed the button is written down, not who signed."""
        self.type_sd.distribute_on_seal = False
        naskah = self.sign(self.draft())
        self.assertEqual(naskah.state, "sealed")
        self.as_user("tu_kesehatan", naskah).action_distribute()
        self.assertEqual(
            self.way(naskah)[-2:],
            [
                ("distributed", "tu_kesehatan", "tu_kesehatan", "definitif"),
                ("delivered", "kadis_pendidikan", "tu_kesehatan", ""),
            ],
        )

    def test_finishing_without_disposition(self):
        naskah = self.sign(self.draft())
        self.as_user("kadis_pendidikan", naskah).action_finish()
        self.assertEqual(
            self.way(naskah)[-1],
            ("finished", "kadis_pendidikan", "kadis_pendidikan", "definitif"),
        )

    def test_a_deleted_draft_leaves_its_events(self):
        naskah = self.draft()
        id_ = naskah.id
        naskah.unlink()
        events = self.env["eoffice.event"].search([("naskah_id", "=", id_)], order="id")
        self.assertEqual(events.mapped("kind"), ["created", "deleted"])
        self.assertEqual(events.user_id, self.users["staf_kesehatan"])

    def test_capacity_of_a_stand_in(self):
        """Who signs as Plh. is written down as Plh., with his own account."""
        self.env["eoffice.assignment"].search(
            [("jabatan_id", "=", self.jabatan["kadis_kesehatan"].id)]
        ).date_to = "2020-12-31"
        stand_in = self.users["sekretaris_kesehatan"]
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.jabatan["kadis_kesehatan"].id,
                "user_id": stand_in.id,
                "kind": "plh",
                "date_from": "2021-01-01",
            }
        )
        naskah = self.sign(self.draft())
        signed = [row for row in self.way(naskah) if row[0] in ("signing", "signed")]
        self.assertEqual(
            signed,
            [
                ("signing", "kadis_kesehatan", "sekretaris_kesehatan", "plh"),
                ("signed", "kadis_kesehatan", "sekretaris_kesehatan", "plh"),
            ],
        )
        self.assertEqual(naskah.sudo().signature_ids.capacity, "plh")

    def test_a_refused_act_leaves_no_event(self):
        naskah = self.approve(self.draft())
        before = self.events(naskah)
        with (
            patch.object(
                type(self.env["eoffice.signature"]), "create", side_effect=RuntimeError("no disk")
            ),
            self.assertRaises(RuntimeError),
        ):
            self.as_user("kadis_kesehatan", naskah).action_sign()
        self.assertEqual(self.events(naskah), before)
        self.assertEqual(naskah.state, "approval")


@tagged("post_install", "-at_install")
class TestLoginIsAnEvent(OfficeHttpMixin, HttpCase):
    """Each login is one event with the address, and no jabatan."""

    def logins(self):
        return self.env["eoffice.event"].search([("kind", "=", "login")], order="id")

    def log_in(self, password):
        form = self.url_open("/web/login")
        token = form.text.split('name="csrf_token" value="')[1].split('"')[0]
        return self.url_open(
            "/web/login",
            data={
                "login": self.users["staf_sosial"].login,
                "password": password,
                "csrf_token": token,
            },
        )

    def test_login_by_form(self):
        before = self.logins()
        self.assertNotIn("/web/login", self.log_in("bekasi").url)
        event = self.logins() - before
        self.assertEqual(len(event), 1)
        self.assertEqual(event.user_id, self.users["staf_sosial"])
        self.assertEqual(event.address, "127.0.0.1")
        self.assertFalse(event.jabatan_id or event.capacity or event.naskah_id)
        own = self.env["eoffice.event"].with_user(self.users["staf_sosial"])
        self.assertEqual(own.search([("kind", "=", "login")]), event, "one's own is readable")
        other = self.env["eoffice.event"].with_user(self.users["administrator"])
        self.assertFalse(other.search([("id", "=", event.id)]), "others' logins are not")

    def test_a_refused_login_is_none(self):
        before = self.logins()
        self.assertIn("/web/login", self.log_in("salah").url)
        self.assertEqual(self.logins(), before)
