import importlib.util

from odoo.modules.module import get_module_path
from odoo.tests import tagged

from .common import OfficeCase


def script(version, name):
    """Return a migration script as a module."""
    path = f"{get_module_path('eoffice_bekasi')}/migrations/{version}/{name}.py"
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@tagged("post_install", "-at_install")
class TestMigrationOfOrganisations(OfficeCase):
    """Rows of 19.0.0.1.0 become rows that the constraints of 19.0.0.2.0 accept."""

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        for name in (
            "code_in_force_uniq",
            "abbreviation_in_force_uniq",
            "abbreviation_inside_uniq",
        ):
            self.env.cr.execute(
                f"ALTER TABLE eoffice_organisation DROP CONSTRAINT eoffice_organisation_{name}"
            )

    def migrate(self):
        self.env.flush_all()
        script("19.0.0.2.0", "pre-migrate").migrate(self.env.cr, "19.0.0.1.0")
        self.env.invalidate_all()

    def test_eselon(self):
        jabatan = self.jabatan["kabid_kesehatan"]
        for before, after in (
            ("II.b", "II.b"),
            ("IIIa", "III.a"),
            ("iv.B", "IV.b"),
            ("Eselon 3", False),
            ("VI.a", False),
        ):
            self.env.cr.execute(
                "UPDATE eoffice_jabatan SET echelon = %s WHERE id = %s", [before, jabatan.id]
            )
            self.migrate()
            self.assertEqual(jabatan.echelon, after, before)

    def test_what_stood_twice_is_told_apart(self):
        health, school, social = (
            self.organisations[key] for key in ("kesehatan", "pendidikan", "sosial")
        )
        inner = self.add_organisation("a", "Seksi A", parent=health)
        inner.abbreviation = other = "Umum"
        second = self.add_organisation("b", "Seksi B", parent=health)
        second.abbreviation = other
        elsewhere = self.add_organisation("c", "Seksi C", parent=school)
        elsewhere.abbreviation = other
        health.code = school.code = social.code = "1.02"
        health.date_to, school.date_from = "2024-12-31", "2025-01-01"
        social.date_from = "2025-06-01"
        school.abbreviation = social.abbreviation = "Dinas"
        self.migrate()
        self.assertEqual(health.code, "1.02")
        self.assertEqual(school.code, "1.02")
        self.assertEqual(social.code, f"1.02-{social.id}")
        self.assertEqual(school.abbreviation, "Dinas")
        self.assertEqual(social.abbreviation, f"Dinas-{social.id}")
        self.assertEqual(inner.abbreviation, "Umum")
        self.assertEqual(second.abbreviation, f"Umum-{second.id}")
        self.assertEqual(elsewhere.abbreviation, "Umum")
        # And now the constraints can be made.
        for definition in self.env["eoffice.organisation"]._table_objects.values():
            name = definition.full_name(self.env["eoffice.organisation"])
            if "in_force_uniq" in name or "inside_uniq" in name:
                self.env.cr.execute(
                    f"ALTER TABLE eoffice_organisation ADD CONSTRAINT {name} "
                    f"{definition.get_definition(self.env.registry)}"
                )


@tagged("post_install", "-at_install")
class TestMigrationOfTheClosure(OfficeCase):
    """Rows of the stored closure from before 19.0.0.2.0 get what lists are read by."""

    def test_columns(self):
        naskah = self.sign(self.draft())
        rows = self.env["eoffice.access"].search([("naskah_id", "=", naskah.id)])
        self.env.flush_all()
        wanted = rows.read(["jabatan_id", "level", "is_incoming", "is_outgoing"])
        self.assertTrue(any(row["is_incoming"] for row in wanted))
        self.env.cr.execute("UPDATE eoffice_access SET is_incoming = NULL, is_outgoing = NULL")
        script("19.0.0.2.0", "post-closure").migrate(self.env.cr, "19.0.0.1.0")
        self.env.invalidate_all()
        self.assertEqual(rows.read(["jabatan_id", "level", "is_incoming", "is_outgoing"]), wanted)
