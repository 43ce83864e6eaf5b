"""Where letters wait: who sees it, what it counts, and that it costs the same for many letters."""

from datetime import datetime

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_queries import QueryCase
from .test_tracking import MONDAY, TrackingCase

CANARY = "kenari7391"


@tagged("post_install", "-at_install")
class TestBottlenecks(TrackingCase, QueryCase):
    """Figures of each desk for the head of an SKPD; of each SKPD for the Pengarah."""

    def view(self, key="kadis_kesehatan"):
        return self.env["eoffice.bottleneck"].with_user(self.users[key])

    def row(self, key, by="kadis_kesehatan"):
        rows = self.view(by).get_bottlenecks()["rows"]
        return next((row for row in rows if row["id"] == self.jabatan[key].id), None)

    def test_counts(self):
        self.at(MONDAY)
        for _turn in range(3):
            self.draft().action_submit()
        signed = self.draft()
        self.approve(signed)
        self.at(datetime(2026, 11, 25, 2, 0))
        fresh = self.draft()
        fresh.action_submit()
        row = self.row("kasubbag_kesehatan")
        self.assertEqual((row["waiting"], row["late"], row["counts"]["paraf"]), (4, 3, 4))
        self.assertEqual(row["oldest"], "2026-11-23 02:00:00")
        self.assertEqual(row["holder"], "Pejabat Kasubbag Kesehatan")
        self.assertEqual(self.row("kadis_kesehatan")["counts"]["sign"], 1)
        answer = self.view().get_bottlenecks()
        self.assertEqual(answer["totals"]["waiting"], 5)
        self.assertEqual(answer["rows"][0]["id"], self.jabatan["kasubbag_kesehatan"].id)

    def test_received_and_disposed(self):
        naskah = self.sign(self.draft(kepada=("kadis_pendidikan",)))
        if naskah.state == "sealed":
            self.as_user("kadis_kesehatan", naskah).action_distribute()
        self.assertEqual(self.row("kadis_pendidikan", "kadis_pendidikan")["counts"]["dispose"], 1)
        self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",))
        self.assertEqual(self.row("kabid_pendidikan", "kadis_pendidikan")["counts"]["followup"], 1)

    def test_pace_and_trend(self):
        Pace = self.env["eoffice.step.pace"]
        values = {"jabatan_id": self.jabatan["kasubbag_kesehatan"].id, "kind": "paraf"}
        Pace.create(
            [
                {**values, "days": 90, "count": 12, "median": 60, "ninth": 200},
                {**values, "days": 30, "count": 4, "median": 90, "ninth": 300},
            ]
        )
        row = self.row("kasubbag_kesehatan")
        self.assertEqual(
            (row["median"], row["ninth"], row["median_30"], row["decided"], row["trend"]),
            (60, 200, 90, 12, "slower"),
        )

    def test_who_sees_it(self):
        for key in ("sekretaris_kesehatan", "staf_kesehatan", "tu_kesehatan", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.view(key).get_bottlenecks()
        for skpd in (self.organisations["pendidikan"].id, 0):
            with self.subTest(skpd), self.assertRaises(AccessError):
                self.view().get_bottlenecks(skpd)
        with self.assertRaises(AccessError):
            self.view().get_waiting(self.jabatan["kadis_pendidikan"].id)
        with self.assertRaises(AccessError):
            self.view("staf_kesehatan").get_waiting(self.jabatan["staf_kesehatan"].id)

    def test_director_sees_figures_of_the_city(self):
        self.draft().action_submit()
        director = self.users["sekretaris_sosial"]
        director.group_ids = [Command.link(self.env.ref("eoffice_bekasi.group_director").id)]
        answer = self.view("sekretaris_sosial").get_bottlenecks()
        self.assertTrue(answer["of_city"])
        (row,) = [row for row in answer["rows"] if row["id"] == self.organisations["kesehatan"].id]
        self.assertEqual(row["waiting"], 1)
        with self.assertRaises(AccessError):
            self.view("sekretaris_sosial").get_waiting(self.jabatan["kasubbag_kesehatan"].id)

    def test_letters_that_he_may_read_only(self):
        mine = self.draft()
        mine.action_submit()
        # A secret letter that goes past the head: its signer is another.
        closed = self.draft(
            by="staf_sosial", sifat="rahasia", subject=f"Perihal {CANARY}", kepada=("kadis_sosial",)
        )
        closed.sudo().step_ids.filtered(lambda one: one.kind != "sign")[
            0
        ].jabatan_id = self.jabatan["kasubbag_kesehatan"]
        closed.action_submit()
        answer = self.view().get_waiting(self.jabatan["kasubbag_kesehatan"].id)
        self.assertEqual([one["id"] for one in answer["letters"]], mine.ids)
        self.assertEqual(answer["others"], 1)
        self.assertNotIn(CANARY, repr(answer))
        self.assertEqual(self.row("kasubbag_kesehatan")["waiting"], 2, "counted all the same")

    def test_queries_do_not_grow(self):
        counts = []
        for more in (3, 30):
            for _turn in range(more):
                self.draft().action_submit()
            kasubbag = self.jabatan["kasubbag_kesehatan"].id
            counts.append(
                (
                    self.queries(self.view().get_bottlenecks),
                    self.queries(lambda id_=kasubbag: self.view().get_waiting(id_)),
                )
            )
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[1][0], 30)
