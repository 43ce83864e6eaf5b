from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin
from .test_api_json2 import Json2Case


@tagged("post_install", "-at_install", "eoffice_tour")
class TestTrackingInBrowser(OfficeHttpMixin, HttpCase):
    """Who sent a letter follows it; the head sees where letters wait."""

    def test_sent_and_bottleneck(self):
        self.draft().action_submit()
        self.start_tour(
            "/odoo/terkirim-menunggu", "eoffice_sent_waiting", login="staf.kesehatan.uji"
        )
        self.start_tour("/odoo/hambatan", "eoffice_bottleneck", login="kadis.kesehatan.uji")


@tagged("post_install", "-at_install", "eoffice_api")
class TestTrackingByJson2(Json2Case):
    """The same for a program that asks by the API, with the same refusals."""

    def test_way_and_bottlenecks(self):
        naskah = self.draft()
        naskah.action_submit()
        way = self.call("staf_kesehatan", "eoffice.naskah", "get_timeline", [naskah.id])
        self.assertEqual([stage[0]["state"] for stage in way["stages"]][:2], ["current", "waiting"])
        self.assertTrue(way["finish_expected_at"])
        answer = self.call("kadis_kesehatan", "eoffice.bottleneck", "get_bottlenecks")
        self.assertEqual(answer["totals"]["waiting"], 1)
        kasubbag = self.jabatan["kasubbag_kesehatan"].id
        waiting = self.call(
            "kadis_kesehatan", "eoffice.bottleneck", "get_waiting", jabatan_id=kasubbag
        )
        self.assertEqual([one["id"] for one in waiting["letters"]], naskah.ids)
        for who in ("staf_kesehatan", "kadis_pendidikan", "administrator"):
            with self.subTest(who):
                self.call(who, "eoffice.bottleneck", "get_waiting", jabatan_id=kasubbag, status=403)
        for who in ("staf_kesehatan", "administrator"):
            self.call(who, "eoffice.bottleneck", "get_bottlenecks", status=403)
        for model in ("eoffice.reminder", "eoffice.step.pace"):
            self.call("kadis_kesehatan", model, "search_read", domain=[], status=403)
