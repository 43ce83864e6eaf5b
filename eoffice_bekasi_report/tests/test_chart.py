import base64
import io

from PIL import Image

from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase, OfficeHttpMixin

from ..models import organisation_chart
from ..tools.chart import count
from .common import page_texts, size_mm


@tagged("post_install", "-at_install")
class TestChart(OfficeCase):
    """The printed chart of a unit: who is in it, and how each stands there."""

    def titles(self, node):
        return {
            node.title: {k: v for child in node.children for k, v in self.titles(child).items()}
        }

    def test_the_head_and_those_below_him(self):
        tree = self.organisations["kesehatan"]._chart_tree(with_staff=False)
        self.assertEqual(
            self.titles(tree),
            {
                "Kepala Dinas Kesehatan": {
                    "Sekretaris Dinas Kesehatan": {"Kasubbag Umum Dinas Kesehatan": {}},
                    "Kepala Bidang Dinas Kesehatan": {},
                }
            },
        )

    def test_with_staff(self):
        tree = self.organisations["kesehatan"]._chart_tree(with_staff=True)
        text = repr(self.titles(tree))
        self.assertIn("Staf Umum Dinas Kesehatan", text)
        self.assertIn("Tata Usaha Dinas Kesehatan", text)

    def test_other_units_are_not_of_it(self):
        """All dinas are below the Sekda, and none is of the Sekretariat Daerah."""
        self.assertEqual(count(self.organisations["setda"]._chart_tree(with_staff=False)), 1)

    def test_the_city(self):
        city = self.organisations["kota"]
        city.head_jabatan_id = self.jabatan["walikota"]
        tree = city._chart_tree(with_staff=False)
        self.assertEqual(tree.title, "Wali Kota")
        self.assertEqual(count(tree), 2 + 3 * 4)

    def test_without_a_head_the_unit_itself_is_on_top(self):
        unit = self.organisations["kesehatan"]
        unit.head_jabatan_id = False
        self.jabatan["kabid_kesehatan"].superior_id = self.jabatan["sekda"]
        tree = unit._chart_tree(with_staff=False)
        self.assertEqual(tree.title, "Dinas Kesehatan")
        self.assertEqual(len(tree.children), 2)

    def test_how_it_is_held(self):
        acting, vacant = self.jabatan["sekretaris_kesehatan"], self.jabatan["kabid_kesehatan"]
        acting.assignment_ids.kind = "plt"
        vacant.assignment_ids.date_to = "2021-01-01"
        self.env.flush_all()
        (text,) = page_texts(self.organisations["kesehatan"]._chart_pdf(3))
        self.assertIn("BAGAN ORGANISASI DINAS KESEHATAN", text)
        self.assertIn("Pejabat Kadis Kesehatan, M.Si.", text)
        self.assertIn("Plt. Pejabat Sekretaris Kesehatan", text)
        self.assertEqual(text.count("LOWONG"), 1)
        self.assertNotIn("Pejabat Kabid Kesehatan", text)

    def test_paper_and_depth(self):
        unit = self.organisations["kesehatan"]
        pdf = unit._chart_pdf(2)
        self.assertEqual(size_mm(pdf), (330.0, 215.0))
        (text,) = page_texts(pdf)
        self.assertIn("Sekretaris Dinas", text)
        self.assertNotIn("Kasubbag", text)

    def test_pictures(self):
        out = io.BytesIO()
        Image.new("RGB", (300, 200), "red").save(out, "PNG")
        self.users["kadis_kesehatan"].image_1920 = base64.b64encode(out.getvalue())
        tree = self.organisations["kesehatan"]._chart_tree(with_staff=False)
        self.assertTrue(tree.picture.startswith("data:image/jpeg;base64,"))
        self.assertFalse(tree.children[0].picture)
        picture = Image.open(io.BytesIO(base64.b64decode(tree.picture.split(",")[1])))
        self.assertEqual(picture.width, picture.height)
        self.assertTrue(self.organisations["kesehatan"]._chart_pdf(3).startswith(b"%PDF"))

    def test_a_huge_chart_is_cut_at_a_level_that_can_be_read(self):
        self.patch(organisation_chart, "MOST_BOXES", 3)
        values = self.organisations["kesehatan"]._chart_values(3)
        self.assertEqual(values["levels"], 2)

    def test_statements_do_not_grow(self):
        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.organisations["kesehatan"]._chart_tree(with_staff=True)
            return self.env.cr.sql_log_count - before

        statements()
        few = statements()
        for number in range(10):
            self.add_jabatan(
                f"kasi_{number}",
                f"Kepala Seksi {number}",
                "kesehatan",
                self.jabatan["kabid_kesehatan"],
            )
        self.assertEqual(statements(), few)

    def test_letterhead_preview(self):
        unit = self.organisations["kesehatan"]
        self.assertIn("DINAS KESEHATAN", unit.kop_preview)
        self.assertIn("Jl. Uji No. 1", unit.kop_preview)
        inner = self.add_organisation("seksi", "Seksi", parent=unit)
        self.assertIn("DINAS KESEHATAN", inner.kop_preview)


@tagged("post_install", "-at_install")
class TestChartRoute(OfficeHttpMixin, HttpCase):
    """The chart's address: for every account of the office, and only for these."""

    def test_accounts_of_the_office(self):
        self.authenticate("staf.sosial.uji", "bekasi")
        unit = self.organisations["kesehatan"]
        address = f"/eoffice/organisasi/{unit.id}/bagan"
        for query in ("", "?depth=2&staff=1", "?depth=x", "?depth=999"):
            response = self.url_open(address + query)
            self.assertEqual(response.status_code, 200, query)
            self.assertTrue(response.content.startswith(b"%PDF"))
        self.assertEqual(self.url_open("/eoffice/organisasi/999999999/bagan").status_code, 404)

    def test_nobody_else(self):
        address = f"/eoffice/organisasi/{self.organisations['kesehatan'].id}/bagan"
        response = self.url_open(address, allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        new_test_user(self.env, "portal.uji", groups="base.group_portal", password="portal.uji")
        self.authenticate("portal.uji", "portal.uji")
        self.assertEqual(self.url_open(address).status_code, 404)
