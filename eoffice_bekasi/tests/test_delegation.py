import base64
from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools import local_time
from ..tools.local_time import utc_now
from .common import OfficeCase

MODULES = ("res_users", "delegation", "assistant")


class DelegationCase(OfficeCase):
    """The kadis of health is away; his secretary carries his jabatan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.operator = cls.users["tu_kesehatan"]
        cls.kadis, cls.sekretaris = cls.users["kadis_kesehatan"], cls.users["sekretaris_kesehatan"]
        cls.appointment = cls.env["eoffice.operator"].browse(
            cls.env["eoffice.operator"]
            .with_user(cls.kadis)
            .action_appoint(cls.organisations["kesehatan"].id, cls.operator.id)["id"]
        )

    def values(self, **values):
        now = utc_now()
        return {
            "jabatan_id": self.jabatan["kadis_kesehatan"].id,
            "delegate_jabatan_id": self.jabatan["sekretaris_kesehatan"].id,
            "kind": "plh",
            "reason": "cuti",
            "date_from": now - timedelta(minutes=1),
            "date_to": now + timedelta(days=5),
            "basis_number": "800/12/Dinkes",
            "basis_date": now.date(),
            "basis_file": base64.b64encode(b"surat perintah"),
            "basis_filename": "perintah.pdf",
            **values,
        }

    def delegation(self, by=None, **values):
        """Record a delegation as the operator."""
        Delegation = self.env["eoffice.delegation"].with_user(by or self.operator)
        return Delegation.create(self.values(**values))

    def running(self, **values):
        """Record and confirm one that runs."""
        row = self.delegation(**values)
        row.action_confirm()
        return row

    def at(self, moment):
        """Let the office's clock stand at a moment (UTC)."""
        today = (moment + timedelta(hours=7)).date()
        for module in MODULES:
            path = f"odoo.addons.eoffice_bekasi.models.{module}"
            self.enterContext(patch(f"{path}.utc_now", lambda: moment, create=True))
            self.enterContext(patch(f"{path}.office_today", lambda: today, create=True))
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestOperatorRecordsDelegations(DelegationCase):
    """Ps. 11(9): the operator of the SKPD records; nobody for himself; others see their own."""

    def test_roles(self):
        Delegation = self.env["eoffice.delegation"]
        row = self.delegation()
        readers = {"tu_kesehatan", "kadis_kesehatan", "sekretaris_kesehatan", "administrator"}
        for key, user in self.users.items():
            mine = row.with_user(user)
            with self.subTest(key):
                self.assertEqual(mine.has_access("read"), key in readers)
                self.assertEqual(
                    Delegation.with_user(user).search_count([("id", "=", row.id)]), key in readers
                )
                managers = {"tu_kesehatan", "administrator"}
                self.assertEqual(mine.has_access("write"), key in managers)
                if key not in managers:
                    with self.assertRaises(AccessError):
                        mine.action_confirm()
                    with self.assertRaises(AccessError):
                        Delegation.with_user(user).create(self.values())

    def test_another_skpd_is_none_of_his(self):
        with self.assertRaises(AccessError):
            self.delegation(
                jabatan_id=self.jabatan["kadis_sosial"].id,
                delegate_jabatan_id=self.jabatan["sekretaris_sosial"].id,
            )

    def test_not_for_himself(self):
        self.appointment.with_user(self.kadis).action_replace(self.users["staf_kesehatan"].id)
        row = self.delegation(
            by=self.users["staf_kesehatan"],
            delegate_jabatan_id=self.jabatan["staf_kesehatan"].id,
        )
        with self.assertRaises(AccessError):
            row.action_confirm()
        admin = self.users["administrator"]
        self.env["eoffice.assignment"].create(
            {"jabatan_id": self.jabatan["kabid_sosial"].id, "user_id": admin.id}
            | {"date_from": "2019-01-01", "date_to": "2019-12-31"}
        )
        row = self.delegation(by=admin)
        row.action_confirm()
        self.assertEqual(row.status, "running")

    def test_verbs_can_not_be_written_round(self):
        row = self.delegation()
        row.write({"state": "confirmed", "delegate_id": self.users["staf_kesehatan"].id})
        self.assertEqual((row.state, row.delegate_id), ("draft", self.sekretaris))
        fresh = self.delegation(state="confirmed")
        self.assertEqual(fresh.state, "draft")
        row.action_confirm()
        with self.assertRaises(AccessError):
            row.write({"date_to": utc_now() + timedelta(days=90)})
        with self.assertRaises(AccessError):
            row.unlink()
        with self.assertRaisesRegex(UserError, "kept for ever"):
            row.sudo().unlink()
        fresh.unlink()

    def test_events(self):
        row = self.running()
        events = self.env["eoffice.event"].search([("kind", "=", "delegated")])
        self.assertEqual(events[:1].detail["delegation_id"], row.id)
        row.action_end()
        self.assertTrue(self.env["eoffice.event"].search([("kind", "=", "delegation_ended")]))


@tagged("post_install", "-at_install")
class TestDelegationsThatAreRefused(DelegationCase):
    """Overlap, chains, oneself, vacant offices, too long: refused with what to do."""

    def refused(self, row, *words):
        with self.assertRaises(UserError) as caught:
            row.action_confirm()
        for word in words:
            self.assertIn(word, str(caught.exception))
        self.assertEqual(row.state, "draft")

    def test_the_order_it_rests_on(self):
        self.refused(self.delegation(basis_number=False), "order")
        self.refused(self.delegation(basis_file=False), "order")

    def test_to_oneself(self):
        self.env["eoffice.assignment"].create(
            {"jabatan_id": self.jabatan["walikota"].id, "user_id": self.kadis.id}
            | {"date_from": "2010-01-01", "date_to": "2019-12-31"}
        )
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.delegation(delegate_jabatan_id=self.jabatan["kadis_kesehatan"].id)

    @mute_logger("odoo.sql_db")
    def test_overlap(self):
        first = self.running()
        second = self.delegation(
            delegate_jabatan_id=self.jabatan["kabid_kesehatan"].id,
            date_from=first.date_to - timedelta(seconds=1),
            date_to=first.date_to + timedelta(days=1),
        )
        self.refused(second, "delegated already")
        # Two operators at the same moment: the database refuses the second.
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            second.sudo().state = "confirmed"
            second.flush_recordset()
        second.invalidate_recordset()
        second.date_from = first.date_to
        second.action_confirm()
        self.assertEqual(second.status, "planned")

    def test_no_chain(self):
        self.running()
        self.refused(
            self.delegation(
                jabatan_id=self.jabatan["sekretaris_kesehatan"].id,
                delegate_jabatan_id=self.jabatan["kabid_kesehatan"].id,
            ),
            "carries",
        )
        self.refused(
            self.delegation(
                jabatan_id=self.jabatan["kabid_kesehatan"].id,
                delegate_jabatan_id=self.jabatan["kadis_kesehatan"].id,
            ),
            "away himself",
        )

    def test_vacant_or_shared(self):
        vacant = self.add_jabatan(
            "kasi", "Kepala Seksi", "kesehatan", self.jabatan["kabid_kesehatan"], user=False
        )
        self.refused(self.delegation(jabatan_id=vacant.id), "vacant")
        self.refused(self.delegation(delegate_jabatan_id=vacant.id), "Nobody holds")
        with self.assertRaises(ValidationError):
            self.delegation(delegate_jabatan_id=self.jabatan["tu_kesehatan"].id)

    def test_an_goes_one_level_down(self):
        with self.assertRaises(ValidationError):
            self.delegation(kind="an", delegate_jabatan_id=self.jabatan["kasubbag_kesehatan"].id)
        self.assertEqual(self.running(kind="an").status, "running")

    def test_in_the_past_or_backwards(self):
        now = utc_now()
        self.refused(
            self.delegation(date_from=now - timedelta(days=3), date_to=now - timedelta(days=1)),
            "past",
        )
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.delegation(date_to=now - timedelta(days=3))

    def test_limits_are_data(self):
        rule = self.env.ref("eoffice_bekasi.delegation_rule_plh")
        rule.write({"days": 30, "months": 0, "policy": "warn"})
        row = self.delegation(date_to=utc_now() + timedelta(days=31))
        self.assertIn("30", row.warning)
        rule.policy = "refuse"
        self.refused(row, "30")
        rule.policy = "warn"
        row.action_confirm()
        self.assertEqual(row.status, "running")

    def test_extended_once(self):
        rule = self.env.ref("eoffice_bekasi.delegation_rule_plt")
        rule.write({"months": 3, "days": 0, "extensions": 1, "policy": "refuse"})
        now = utc_now()
        for number in range(2):
            self.running(
                kind="plt",
                date_from=now + timedelta(days=80 * number),
                date_to=now + timedelta(days=80 * (number + 1)),
            )
        self.refused(
            self.delegation(
                kind="plt",
                date_from=now + timedelta(days=160),
                date_to=now + timedelta(days=200),
            ),
            "1",
        )


@tagged("post_install", "-at_install")
class TestTheDelegateCarriesTheDesk(DelegationCase):
    """While it runs the delegate acts in that capacity; the delegator only looks."""

    def setUp(self):
        super().setUp()
        self.row = self.running()

    def test_he_signs_as_plh(self):
        naskah = self.approve_as_chain(self.draft())
        with self.assertRaisesRegex(AccessError, "carries"):
            naskah.with_user(self.kadis).action_sign()
        naskah.with_user(self.sekretaris).action_sign()
        signature = naskah.sudo().signature_ids
        self.assertEqual((signature.user_id, signature.capacity), (self.sekretaris, "plh"))
        self.assertIn("Plh. KEPALA DINAS KESEHATAN,", signature.payload)
        self.assertIn(self.sekretaris.eoffice_nip, signature.payload)
        for kind in ("signing", "signed"):
            event = self.env["eoffice.event"].search(
                [("naskah_id", "=", naskah.id), ("kind", "=", kind)]
            )
            self.assertEqual((event.capacity, event.user_id), ("plh", self.sekretaris), kind)
            self.assertEqual(event.detail["delegation_id"], self.row.id, kind)
        acts = self.row.with_user(self.kadis).action_view_acts()
        done = self.env["eoffice.event"].with_user(self.kadis).search(acts["domain"])
        self.assertIn("signed", done.mapped("kind"), "the delegator sees what was done for him")

    def approve_as_chain(self, naskah):
        """Give the parafs each in the name of who carries the step now."""
        naskah.action_submit()
        while True:
            step = naskah.sudo().step_ids.filtered(lambda step: step.state == "current")
            if step.kind == "sign":
                return naskah
            (carrier,) = step.jabatan_id._carriers()[step.jabatan_id.id]
            naskah.with_user(carrier).action_paraf()

    def test_both_desks(self):
        received = self.sign(self.draft("staf_pendidikan", kepada=("kadis_kesehatan",)))
        desk = self.env["eoffice.desk"]
        carried = desk.with_user(self.sekretaris).get_desk()
        (item,) = [one for one in carried["items"] if one["naskah_id"] == received.id]
        self.assertEqual(item["capacity"], "plh")
        mine = {one["id"]: one for one in carried["jabatan"]}
        lent = mine[self.jabatan["kadis_kesehatan"].id]
        self.assertEqual((lent["source"], lent["capacity"]), ("delegation", "plh"))
        self.assertTrue(lent["until"])
        own = desk.with_user(self.sekretaris).get_desk(
            jabatan_id=self.jabatan["sekretaris_kesehatan"].id
        )
        self.assertFalse([one for one in own["items"] if one["naskah_id"] == received.id])
        away = desk.with_user(self.kadis).get_desk()
        self.assertFalse(away["items"])
        self.assertEqual(away["jabatan"][0]["carried_by"], self.sekretaris.name)
        self.assertTrue(received.with_user(self.kadis).has_access("read"))

    def test_dispose_and_read_in_his_capacity(self):
        received = self.sign(self.draft("staf_pendidikan", kepada=("kadis_kesehatan",)))
        received.with_user(self.kadis).action_read()
        recipient = received.sudo().recipient_ids
        self.assertEqual(recipient.state, "delivered", "who is away only looks")
        received.with_user(self.sekretaris).action_read()
        self.assertEqual(recipient.state, "read")
        received.with_user(self.sekretaris).action_dispose(
            [self.jabatan["kabid_kesehatan"].id],
            self.instruction.ids,
            from_jabatan_id=self.jabatan["kadis_kesehatan"].id,
        )
        event = self.env["eoffice.event"].search(
            [("naskah_id", "=", received.id), ("kind", "=", "disposed")]
        )
        self.assertEqual((event.capacity, event.jabatan_id), ("plh", self.row.jabatan_id))

    def test_secret_letters_too(self):
        secret = self.sign(
            self.draft("staf_pendidikan", kepada=("kadis_kesehatan",), sifat="rahasia")
        )
        mine = secret.with_user(self.sekretaris)
        self.assertEqual(mine.subject, "Jadwal imunisasi sekolah")

    def test_ends_to_the_second_in_an_open_session(self):
        naskah = self.approve_as_chain(self.draft())
        received = self.sign(self.draft("staf_pendidikan", kepada=("kadis_kesehatan",)))
        self.at(self.row.date_to - timedelta(seconds=1))
        self.assertTrue(received.with_user(self.sekretaris).has_access("read"))
        self.at(self.row.date_to)
        self.assertFalse(received.with_user(self.sekretaris).has_access("read"))
        with self.assertRaises(AccessError):
            naskah.with_user(self.sekretaris).action_sign()
        (item,) = [
            one
            for one in self.env["eoffice.desk"].with_user(self.kadis).get_desk()["items"]
            if one["naskah_id"] == naskah.id
        ]
        self.assertEqual(item["kind"], "sign", "open work is back on the jabatan's desk")
        naskah.with_user(self.kadis).action_sign()

    def test_begins_to_the_second(self):
        self.row.action_end()
        later = self.running(
            date_from=utc_now() + timedelta(hours=2), date_to=utc_now() + timedelta(days=2)
        )
        received = self.sign(self.draft("staf_pendidikan", kepada=("kadis_kesehatan",)))
        self.assertFalse(received.with_user(self.sekretaris).has_access("read"))
        self.at(later.date_from)
        self.assertTrue(received.with_user(self.sekretaris).has_access("read"))

    def test_ended_by_the_delegator(self):
        self.assertEqual(self.row.with_user(self.kadis).action_end()["state"], "ended")
        self.assertFalse(self.row._running(self.row.jabatan_id))
        with self.assertRaises(UserError):
            self.row.action_end()

    def test_cancelled_before_it_begins(self):
        self.row.action_end()
        later = self.running(
            date_from=utc_now() + timedelta(hours=2), date_to=utc_now() + timedelta(days=2)
        )
        self.assertEqual(later.action_end()["state"], "cancelled")

    def test_the_delegate_can_not_end_or_prolong_it(self):
        mine = self.row.with_user(self.sekretaris)
        with self.assertRaises(AccessError):
            mine.action_end()
        with self.assertRaises(AccessError):
            mine.write({"date_to": utc_now() + timedelta(days=300)})

    def test_a_successor_ends_it(self):
        """Who takes up the jabatan for good carries it himself from that day."""
        self.env["eoffice.assignment"].search(
            [("jabatan_id", "=", self.row.jabatan_id.id)]
        ).date_to = local_time.office_today() - timedelta(days=1)
        self.assertTrue(self.row._running(self.row.jabatan_id), "the retired one's is carried on")
        new = self.users["kabid_sosial"]
        self.env["eoffice.assignment"].create(
            {"jabatan_id": self.row.jabatan_id.id, "user_id": new.id}
            | {"date_from": local_time.office_today()}
        )
        self.assertFalse(self.row._running(self.row.jabatan_id))
        self.assertEqual(self.row.jabatan_id._carriers()[self.row.jabatan_id.id], new)

    def test_work_comes_to_his_desk_live(self):
        self.assertEqual(self.row.jabatan_id._carriers()[self.row.jabatan_id.id], self.sekretaris)


@tagged("post_install", "-at_install")
class TestDelegationOfAPart(DelegationCase):
    """Only some types, one unit, without some acts: the rest stays with the official."""

    def test_only_one_type(self):
        other = self.type_sd.copy({"code": "SDX", "name": "Undangan (uji)"})
        self.running(type_ids=[(6, 0, other.ids)])
        covered = self.sign(
            self.draft("staf_pendidikan", kepada=("kadis_kesehatan",), type_id=other.id)
        )
        left = self.sign(self.draft("staf_pendidikan", kepada=("kadis_kesehatan",)))
        delegate, official = self.sekretaris, self.kadis
        self.assertTrue(covered.with_user(delegate).has_access("read"))
        self.assertFalse(left.with_user(delegate).has_access("read"))
        letters = covered | left
        found = self.env["eoffice.naskah"].with_user(delegate).search([("id", "in", letters.ids)])
        self.assertEqual(found.ids, covered.ids)
        self.assertTrue(covered.with_user(delegate).can_dispose)
        self.assertFalse(covered.with_user(official).can_dispose)
        self.assertTrue(left.with_user(official).can_dispose)
        for user, letter in ((delegate, covered), (official, left)):
            items = self.env["eoffice.desk"].with_user(user).get_desk("dispose")["items"]
            self.assertEqual({one["naskah_id"] for one in items}, {letter.id})
        with self.assertRaises(AccessError):
            covered.with_user(official).action_dispose(
                [self.jabatan["kabid_kesehatan"].id], note="x"
            )

    def test_only_one_unit(self):
        bidang = self.add_organisation(
            "bidang", "Bidang P2P", parent=self.organisations["kesehatan"], kind="bidang"
        )
        self.jabatan["kabid_kesehatan"].organisation_id = bidang
        self.running(organisation_id=bidang.id)
        inside = self.draft("kabid_kesehatan")
        inside.action_submit()
        outside = self.draft()
        self.approve(outside)
        self.assertTrue(inside.with_user(self.sekretaris).can_sign)
        self.assertFalse(inside.with_user(self.kadis).can_sign)
        self.assertTrue(outside.with_user(self.kadis).can_sign)
        self.assertFalse(outside.with_user(self.sekretaris).can_sign)

    def test_without_signing(self):
        self.running(may_sign=False)
        naskah = self.draft()
        naskah.action_submit()
        naskah.with_user(self.users["kasubbag_kesehatan"]).action_paraf()
        naskah.with_user(self.sekretaris).action_paraf()
        with self.assertRaisesRegex(AccessError, "does not cover"):
            naskah.with_user(self.sekretaris).action_sign()
        self.assertTrue(naskah.with_user(self.kadis).can_sign, "what is not lent stays")
        naskah.with_user(self.kadis).action_sign()

    def test_an_leaves_the_official_all_he_has(self):
        self.running(kind="an")
        naskah = self.draft()
        self.approve(naskah)
        self.assertTrue(naskah.with_user(self.kadis).can_sign)
        self.assertTrue(naskah.with_user(self.sekretaris).can_sign)
        naskah.with_user(self.sekretaris).action_sign()
        payload = naskah.sudo().signature_ids.payload
        self.assertIn("a.n. KEPALA DINAS KESEHATAN", payload)
        self.assertIn("SEKRETARIS DINAS KESEHATAN,", payload)


@tagged("post_install", "-at_install")
class TestSeatsBySqlAndByPython(DelegationCase):
    """What the guards say in SQL is what the seats say in Python, for any seats and letters."""

    def test_random_seats(self):
        import random

        from odoo.tools import SQL

        from ..models.closure import readable, seated
        from ..tools.seats import ACTS, Scope, Seat, Seats

        dice = random.Random(19)
        other = self.type_sd.copy({"code": "SDX", "name": "Undangan (uji)"})
        letters = self.env["eoffice.naskah"]
        for key in ("staf_kesehatan", "staf_pendidikan", "kabid_sosial"):
            for sifat in ("biasa", "rahasia"):
                for kind in (self.type_sd, other):
                    letters |= self.draft(key, sifat=sifat, type_id=kind.id).sudo()
        self.env.flush_all()
        jabatan = letters.drafter_jabatan_id.ids
        types, units = (self.type_sd | other).ids, letters.organisation_id.ids

        def scope():
            return Scope(
                *(
                    dice.choice([None, None, frozenset(dice.sample(ids, 1))])
                    for ids in (types, units)
                )
            )

        def acts():
            return frozenset(dice.sample(sorted(ACTS), dice.randint(1, len(ACTS))))

        for _round in range(60):
            seats = Seats(
                Seat(
                    dice.choice(jabatan),
                    "plh",
                    dice.choice(["assignment", "delegation", "assistant"]),
                    acts=acts() | {"read"},
                    secret=dice.random() < 0.6,
                    scope=scope(),
                    taken=tuple((acts() - {"read"}, scope()) for _ in range(dice.randint(0, 2))),
                )
                for _ in range(dice.randint(0, 4))
            )
            wanted = tuple(dice.sample(sorted(ACTS), dice.randint(1, 2)))
            condition = seated(SQL("n.drafter_jabatan_id"), seats, wanted, "n")
            rows = self.env.execute_query(
                SQL(
                    "SELECT n.id FROM eoffice_naskah n WHERE n.id = ANY(%s) AND %s",
                    letters.ids,
                    condition,
                )
            )
            expected = {
                one.id
                for one in letters
                if seats.find(one.drafter_jabatan_id.id, wanted, one._seat_facts())
            }
            self.assertEqual({row[0] for row in rows}, expected, (seats, wanted))
            rows = self.env.execute_query(
                SQL(
                    "SELECT n.id FROM eoffice_naskah n WHERE n.id = ANY(%s) AND %s",
                    letters.ids,
                    readable(SQL("n.id"), seats),
                )
            )
            expected = {
                one.id
                for one in letters
                if seats.find(one.drafter_jabatan_id.id, ("read",), one._seat_facts())
            }
            self.assertEqual({row[0] for row in rows}, expected, seats)


@tagged("post_install", "-at_install")
class TestOnlyTypesOneMaySign(DelegationCase):
    """A position that may sign some naskah types only signs no other, whoever carries it."""

    def test_before_approval_and_at_signing(self):
        other = self.type_sd.copy({"code": "SDX", "name": "Undangan (uji)"})
        naskah = self.draft()
        self.approve(naskah)
        self.jabatan["kadis_kesehatan"].sign_type_ids = other
        with self.assertRaisesRegex(AccessError, "may not sign letters of the type"):
            naskah.with_user(self.kadis).action_sign()
        own = self.draft(signer_jabatan_id=self.jabatan["kadis_kesehatan"].id)
        with self.assertRaisesRegex(UserError, "may not sign letters of the type"):
            own.action_submit()
        self.jabatan["kadis_kesehatan"].sign_type_ids |= self.type_sd
        naskah.with_user(self.kadis).action_sign()
