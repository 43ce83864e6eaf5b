from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ..models import reorganisation
from ..tools.local_time import office_today
from .common import OfficeCase


class ReorganisationCase(OfficeCase):
    """Plans as the administrator makes them."""

    def plan(self, **values):
        plan = (
            self.env["eoffice.reorganisation"]
            .with_user(self.users["administrator"])
            .create({"decree_number": "12/2026", **values})
        )
        self.env.flush_all()
        return plan

    def merge(self, into="kesehatan", sources=("sosial",), **values):
        return self.plan(
            kind="merge",
            organisation_id=self.organisations[into].id if into else False,
            source_ids=[self.organisations[key].id for key in sources],
            head_jabatan_id=self.jabatan[f"kadis_{into or sources[0]}"].id,
            registry_jabatan_id=self.jabatan[f"tu_{into or sources[0]}"].id,
            **values,
        )

    def apply(self, plan):
        plan.action_apply()
        self.env.flush_all()
        self.env.invalidate_all()
        return plan

    def run_cron(self):
        """Run the job as the server does."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("eoffice_bekasi.cron_reorganisation").method_direct_trigger()
        self.env.invalidate_all()

    def naskah_of(self, key, letter):
        """Return what the account finds of a letter."""
        return self.as_user(key, self.env["eoffice.naskah"]).search([("id", "=", letter.id)])


@tagged("post_install", "-at_install")
class TestRename(ReorganisationCase):
    """A unit goes on under a new name: same registers, same numbers, letters keep their names."""

    def rename(self, **values):
        return self.plan(
            organisation_id=self.organisations["kesehatan"].id,
            name="Dinas Kesehatan dan Gizi",
            abbreviation="Dinkesgi",
            **values,
        )

    def test_positions_are_proposed(self):
        form = Form(
            self.env["eoffice.reorganisation"]
            .with_user(self.users["administrator"])
            .with_context(default_organisation_id=self.organisations["kesehatan"].id)
        )
        self.assertEqual(form.name, "Dinas Kesehatan")
        form.name = "Dinas Kesehatan dan Gizi"
        plan = form.save()
        self.assertEqual(
            {(line.jabatan_id.name, line.name) for line in plan.line_ids},
            {
                (jabatan.name, jabatan.name.replace("Kesehatan", "Kesehatan dan Gizi"))
                for jabatan in self.organisations["kesehatan"].jabatan_ids
            },
        )

    def test_today(self):
        before = self.sign(self.draft())
        open_letter = self.approve(self.draft())
        plan = self.apply(self.rename())
        self.assertEqual((plan.state, plan.old_name), ("done", "Dinas Kesehatan"))
        unit = self.organisations["kesehatan"]
        self.assertEqual(unit.name, "Dinas Kesehatan dan Gizi")
        self.assertEqual(unit.kop_line_2, "DINAS KESEHATAN DAN GIZI")
        yesterday = office_today() - timedelta(1)
        self.assertEqual(unit._name_on(yesterday), "Dinas Kesehatan")
        head = self.jabatan["kadis_kesehatan"]
        self.assertEqual(head.name, "Kepala Dinas Kesehatan dan Gizi")
        self.assertEqual(head._name_on(yesterday), "Kepala Dinas Kesehatan")
        # What was signed stays; what is signed now gets the next number of the same register.
        self.assertEqual(before.number, "999.7/1/Dinkes")
        self.as_user("kadis_kesehatan", open_letter).action_sign()
        open_letter.invalidate_recordset()
        self.assertEqual(open_letter.number, "999.7/2/Dinkesgi")
        self.assertEqual(open_letter.register_id, before.register_id)
        self.assertEqual(
            open_letter.sudo()
            .agenda_ids.filtered(lambda line: line.direction == "keluar")
            .sender_name,
            "Kepala Dinas Kesehatan dan Gizi",
        )

    def test_on_a_day_to_come(self):
        plan = self.apply(self.rename(date=office_today() + timedelta(3)))
        unit = self.organisations["kesehatan"]
        self.assertEqual((plan.state, unit.name), ("planned", "Dinas Kesehatan"))
        self.run_cron()
        self.assertEqual(plan.state, "planned")
        with patch.object(reorganisation, "office_today", lambda: plan.date):
            self.run_cron()
        self.assertEqual((plan.state, unit.name), ("done", "Dinas Kesehatan dan Gizi"))
        self.assertEqual(unit._name_on(plan.date - timedelta(1)), "Dinas Kesehatan")
        self.assertEqual(plan.applied_by_id, self.users["administrator"])

    def test_a_plan_is_taken_back(self):
        plan = self.apply(self.rename(date=office_today() + timedelta(3)))
        with self.assertRaises(UserError):
            plan.name = "Lain"
        plan.action_draft()
        plan.name = "Lain"
        plan.unlink()

    @mute_logger("odoo.addons.eoffice_bekasi.models.reorganisation", "odoo.sql_db")
    def test_a_plan_that_fails_waits_and_the_next_goes_on(self):
        day = office_today() + timedelta(3)
        clash = self.apply(self.rename(date=day, code="7.77"))
        other = self.apply(
            self.plan(organisation_id=self.organisations["sosial"].id, name="Dinas Lain", date=day)
        )
        self.organisations["pendidikan"].code = "7.77"
        self.env.flush_all()
        with patch.object(reorganisation, "office_today", lambda: day):
            self.run_cron()
        self.assertEqual((clash.state, other.state), ("draft", "done"))
        self.assertEqual(self.organisations["kesehatan"].name, "Dinas Kesehatan")

    def test_incomplete(self):
        with self.assertRaisesRegex(UserError, "Name from then on"):
            self.plan(organisation_id=self.organisations["kesehatan"].id, name="").action_apply()
        with self.assertRaisesRegex(UserError, "choose the unit"):
            self.plan(name="Dinas").action_apply()

    def test_applied_is_kept(self):
        plan = self.apply(self.rename())
        for act in (
            plan.action_apply,
            plan.action_draft,
            plan.unlink,
            lambda: plan.write({"name": "Lain"}),
            lambda: plan.write({"state": "draft"}),
            lambda: plan.line_ids.write({"name": "Lain"}),
            lambda: plan.line_ids.unlink(),
        ):
            with self.assertRaises(UserError):
                act()

    def test_nobody_sets_the_state_by_hand(self):
        plan = self.rename(state="done", old_name="Lain", applied_by_id=1)
        self.assertEqual(
            (plan.state, plan.old_name, plan.applied_by_id.id), ("draft", False, False)
        )

    def test_nobody_else(self):
        plan = self.rename()
        for key in ("kadis_kesehatan", "tu_kesehatan", "staf_kesehatan"):
            mine = plan.with_user(self.users[key])
            for act in (mine.action_apply, mine.action_draft, mine.unlink):
                with self.assertRaises(AccessError):
                    act()
            with self.assertRaises(AccessError):
                mine.read(["name"])


@tagged("post_install", "-at_install")
class TestMerge(ReorganisationCase):
    """Dinas Sosial ends, Dinas Kesehatan goes on with its positions; or both make a new one."""

    def test_structure(self):
        inner = self.add_organisation(
            "bidang", "Bidang Bantuan", parent=self.organisations["sosial"], kind="bidang"
        )
        self.apply(self.merge())
        old, unit = self.organisations["sosial"], self.organisations["kesehatan"]
        self.assertEqual(old.date_to, office_today() - timedelta(1))
        self.assertTrue(old.is_ended)
        self.assertEqual(old.successor_id, unit)
        self.assertFalse(old.jabatan_ids)
        self.assertEqual(inner.parent_id, unit)
        self.assertEqual(self.jabatan["staf_sosial"].skpd_id, unit)
        self.assertEqual(unit.head_jabatan_id, self.jabatan["kadis_kesehatan"])
        # Who led before is below who leads now, and leads no more.
        former = self.jabatan["kadis_sosial"]
        self.assertEqual(former.superior_id, self.jabatan["kadis_kesehatan"])
        self.assertFalse(former.is_head)

    def test_the_other_head_may_lead(self):
        plan = self.merge()
        plan.head_jabatan_id = self.jabatan["kadis_sosial"]
        self.apply(plan)
        self.assertEqual(
            self.organisations["kesehatan"].head_jabatan_id, self.jabatan["kadis_sosial"]
        )
        self.assertEqual(self.jabatan["kadis_kesehatan"].superior_id, self.jabatan["kadis_sosial"])
        self.assertEqual(self.jabatan["kadis_sosial"].superior_id, self.jabatan["sekda"])

    def test_one_from_far_below_may_lead(self):
        plan = self.merge()
        plan.head_jabatan_id = self.jabatan["kasubbag_sosial"]
        self.apply(plan)
        head = self.jabatan["kasubbag_sosial"]
        self.assertEqual(head.superior_id, self.jabatan["sekda"])
        for key in ("kadis_sosial", "kadis_kesehatan"):
            self.assertEqual(self.jabatan[key].superior_id, head)

    def test_history_stays_where_it_was(self):
        """Letters signed before stay in the old SKPD, under its number and in its register."""
        letter = self.sign(self.draft("staf_sosial"))
        agenda = letter.sudo().agenda_ids
        received = agenda.filtered(lambda line: line.direction == "masuk")
        before = (letter.number, letter.skpd_id, letter.register_id, agenda.mapped("skpd_id"))
        self.apply(self.merge())
        after = (letter.number, letter.skpd_id, letter.register_id, agenda.mapped("skpd_id"))
        self.assertEqual(before, after)
        self.assertEqual(letter.skpd_id, self.organisations["sosial"])
        self.assertEqual(letter.sudo().organisation_id, self.organisations["sosial"])
        self.assertEqual(received.sender_name, "Kepala Dinas Sosial")

    def test_received_letters_stay_with_who_registered_them(self):
        letter = self.sign(self.draft("staf_pendidikan", kepada=("kadis_sosial",)))
        self.apply(self.merge())
        self.assertEqual(letter.recipient_ids.skpd_id, self.organisations["sosial"])
        self.assertEqual(letter.recipient_ids.agenda_id.skpd_id, self.organisations["sosial"])
        # It is still on the desk of the position it came to.
        desk = self.env["eoffice.desk"].with_user(self.users["kadis_sosial"]).get_desk()
        self.assertIn(
            ("dispose", letter.id), {(item["kind"], item["naskah_id"]) for item in desk["items"]}
        )

    def test_letters_in_approval_go_on(self):
        """They stay with their positions and are numbered by the unit that continues."""
        letter = self.draft("staf_sosial")
        letter.action_submit()
        draft = self.draft("staf_sosial")
        self.apply(self.merge())
        self.assertEqual(letter.skpd_id, self.organisations["kesehatan"])
        self.assertEqual(draft.skpd_id, self.organisations["kesehatan"])
        for key in ("kasubbag_sosial", "sekretaris_sosial"):
            self.as_user(key, letter).action_paraf()
        self.as_user("kadis_sosial", letter).action_sign()
        letter.invalidate_recordset()
        self.assertEqual(letter.number, "999.7/1/Dinkes")
        self.assertEqual(letter.register_id.organisation_id, self.organisations["kesehatan"])

    def test_being_signed_at_that_moment(self):
        """What is frozen already is numbered where it was frozen."""
        letter = self.approve(self.draft("staf_sosial"))
        with patch.object(type(letter), "_number_now", lambda self: False):
            self.as_user("kadis_sosial", letter).action_sign()
        self.assertEqual(letter.state, "signing")
        self.apply(self.merge())
        letter.sudo()._finish_signing()
        letter.invalidate_recordset()
        self.assertEqual(letter.number, "999.7/1/Dinsos")
        self.assertEqual(letter.register_id.organisation_id, self.organisations["sosial"])

    def test_sealed_and_not_yet_sent(self):
        """The registry that continues finds it on its desk and sends it."""
        self.type_sd.distribute_on_seal = False
        letter = self.sign(self.draft("staf_sosial"))
        self.assertEqual(letter.state, "sealed")
        self.apply(self.merge())
        desk = self.env["eoffice.desk"].with_user(self.users["tu_kesehatan"]).get_desk()
        self.assertIn(
            ("send", letter.id), {(item["kind"], item["naskah_id"]) for item in desk["items"]}
        )
        self.as_user("tu_kesehatan", letter).action_distribute()
        letter.invalidate_recordset()
        self.assertEqual(letter.state, "distributed")

    def test_the_old_register_stays_readable(self):
        letter = self.sign(self.draft("staf_sosial"))
        Agenda = self.env["eoffice.agenda"]
        old = [("skpd_id", "=", self.organisations["sosial"].id)]
        self.assertFalse(Agenda.with_user(self.users["tu_kesehatan"]).search(old))
        self.apply(self.merge())
        for key in ("tu_kesehatan", "kadis_kesehatan"):
            line = Agenda.with_user(self.users[key]).search(old)
            self.assertEqual(line.letter_number, "999.7/1/Dinsos")
        # In the menu, too.
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "eoffice_bekasi.eoffice_agenda_action_outgoing"
        )
        domain = safe_domain(action["domain"], self.users["tu_kesehatan"].id)
        found = Agenda.with_user(self.users["tu_kesehatan"]).search(domain)
        self.assertIn(letter, found.naskah_id)
        self.assertFalse(Agenda.with_user(self.users["staf_pendidikan"]).search(old))

    def test_the_closure_is_as_defined(self):
        letters = self.env["eoffice.naskah"]
        for sifat in ("biasa", "rahasia"):
            letters |= self.sign(self.draft("staf_sosial", sifat=sifat)).sudo()
            letters |= self.sign(self.draft(kepada=("kadis_sosial",), sifat=sifat)).sudo()
        letters |= self.approve(self.draft("staf_sosial")).sudo()
        self.apply(self.merge())
        rows = self.env["eoffice.access"].search([("naskah_id", "in", letters.ids)])
        stored = {(row.naskah_id.id, row.jabatan_id.id, row.level) for row in rows}
        self.assertEqual(stored, letters._naive_closure())
        # The registry of the merged unit has a secret letter's envelope only.
        secret = letters.filtered(lambda one: one.sifat == "rahasia")[0]
        self.assertTrue(self.naskah_of("tu_kesehatan", secret))
        self.assertFalse(self.naskah_of("tu_kesehatan", secret).subject)

    def test_registries_join(self):
        self.apply(self.merge())
        registry = self.jabatan["tu_kesehatan"]
        self.assertEqual(
            registry._carriers()[registry.id],
            self.users["tu_kesehatan"] | self.users["tu_sosial"],
        )
        closed = self.jabatan["tu_sosial"]
        self.assertFalse(closed.active)
        self.assertEqual(self.users["tu_sosial"]._eoffice_jabatan_ids(), tuple(registry.ids))

    def test_a_registry_where_something_waits_stays_open(self):
        letter = self.sign(self.draft(kepada=("tu_sosial",)))
        self.apply(self.merge())
        self.assertTrue(self.jabatan["tu_sosial"].active)
        self.assertTrue(self.naskah_of("tu_sosial", letter))

    def test_registries_need_not_join(self):
        self.apply(self.merge(moves_registry=False))
        registry = self.jabatan["tu_kesehatan"]
        self.assertEqual(registry._carriers()[registry.id], self.users["tu_kesehatan"])

    def test_two_make_a_new_one(self):
        """It may take over the abbreviation of one that ends; its numbers go on after that one's, or
        two letters of the year would have the same."""
        self.sign(self.draft())
        plan = self.merge(
            into=None,
            sources=("kesehatan", "sosial"),
            name="Dinas Kesehatan dan Sosial",
            abbreviation="Dinkes",
        )
        self.apply(plan)
        unit = plan.organisation_id
        self.assertEqual(unit.date_from, office_today())
        self.assertEqual((unit.kind, unit.is_skpd), ("dinas", True))
        self.assertEqual(unit.parent_id, self.organisations["kota"])
        self.assertEqual(unit.street, "Jl. Uji No. 1")
        self.assertEqual(unit.kop_line_2, "DINAS KESEHATAN DAN SOSIAL")
        self.assertEqual(unit.head_jabatan_id, self.jabatan["kadis_kesehatan"])
        self.assertTrue(self.organisations["kesehatan"].is_ended)
        self.assertEqual(self.jabatan["kadis_kesehatan"].name, "Kepala Dinas Kesehatan dan Sosial")
        letter = self.sign(self.draft())
        self.assertEqual(letter.number, "999.7/2/Dinkes")
        self.assertEqual(letter.register_id.organisation_id, unit)

    def test_units_that_the_registry_served(self):
        office = self.add_organisation("uptd", "UPTD", parent=self.organisations["kota"])
        office.served_by_id = self.organisations["sosial"]
        self.apply(self.merge())
        self.assertEqual(office.skpd_id, self.organisations["kesehatan"])

    def test_from_a_day_in_the_past(self):
        self.apply(self.merge(date=date(2026, 1, 1)))
        self.assertEqual(self.organisations["sosial"].date_to, date(2025, 12, 31))

    def test_incomplete(self):
        for values, message in (
            ({"head_jabatan_id": False}, "Head: choose"),
            ({"registry_jabatan_id": False}, "Registry desk: choose"),
            ({"source_ids": [(5, 0, 0)]}, "choose at least one"),
            ({"organisation_id": False}, "two or more"),
            ({"head_jabatan_id": self.jabatan["sekda"].id}, "positions of the units"),
            ({"source_ids": [self.organisations["kota"].id]}, "part of"),
            ({"source_ids": [self.organisations["kesehatan"].id]}, "can't be one that ends"),
        ):
            with self.subTest(message=message), self.assertRaisesRegex(UserError, message):
                plan = self.merge()
                plan.write(values)
                plan.action_apply()


def safe_domain(text, uid):
    """Return the domain of an action for an account."""
    return safe_eval(text, {"uid": uid})
