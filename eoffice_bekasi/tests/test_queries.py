from lxml import etree

from odoo import Command, fields
from odoo.tests import tagged

from .common import TEXT, OfficeCase


class QueryCase(OfficeCase):
    """Counts statements; what grows with the number of letters fails on a city's data."""

    def queries(self, function):
        """Return how many statements a call takes when nothing is in the caches of records.

        Called once before, so that caches of the registry (rights, views) are warm.
        """
        counts = []
        for _turn in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            function()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        return counts[-1]

    def received(self, count, by="kadis_pendidikan"):
        """Make letters that have been delivered to a position, quickly, past the verbs."""
        now = fields.Datetime.now()
        start = self.env["eoffice.naskah"].search_count([])
        letters = self.env["eoffice.naskah"].create(
            [
                {
                    "type_id": self.type_sd.id,
                    "classification_id": self.klasifikasi.id,
                    "subject": f"Surat {number}",
                    "body": TEXT,
                    "drafter_jabatan_id": self.jabatan["staf_kesehatan"].id,
                    "number": f"999.7/{number}/Uji",
                    "letter_date": now.date(),
                    "state": "distributed",
                    "submitted_at": now,
                    "distributed_at": now,
                    "recipient_ids": [
                        Command.create(
                            {
                                "jabatan_id": self.jabatan[by].id,
                                "state": "delivered",
                                "delivered_at": now,
                            }
                        )
                    ],
                }
                for number in range(start, start + count)
            ]
        )
        letters._sync_access()
        return letters

    def fields_of(self, kind, **context):
        """Return what the web client reads for a view: the specification of its fields."""
        Naskah = self.env["eoffice.naskah"].with_user(self.users["kadis_pendidikan"])
        view = Naskah.with_context(**context).get_view(view_type=kind)
        return self._specification(etree.fromstring(view["arch"]), Naskah)

    def _specification(self, node, model):
        specification = {}
        for field_node in node.iterfind(".//field"):
            if any(ancestor.tag == "field" for ancestor in self._between(field_node, node)):
                continue
            name = field_node.get("name")
            field = model._fields[name]
            specification[name] = {}
            if field.type == "many2one":
                specification[name] = {"fields": {"display_name": {}}}
            elif field.type in ("one2many", "many2many"):
                inner = self._specification(field_node, model.env[field.comodel_name])
                specification[name] = {"fields": inner or {"display_name": {}}}
        return specification

    def _between(self, node, top):
        node = node.getparent()
        while node is not None and node is not top:
            yield node
            node = node.getparent()


@tagged("post_install", "-at_install")
class TestQueriesDoNotGrow(QueryCase):
    """Desk, list, letter and sending take as many statements for many as for few."""

    def test_desk(self):
        reader = self.env["eoffice.desk"].with_user(self.users["kadis_pendidikan"])
        self.received(5)
        few = self.queries(lambda: reader.get_desk(limit=200))
        self.received(45)
        desk = reader.get_desk(limit=200)
        self.assertEqual(len(desk["items"]), 50)
        many = self.queries(lambda: reader.get_desk(limit=200))
        self.assertEqual(many, few)
        self.assertLess(many, 40)

    def test_desk_of_every_kind(self):
        """The same with steps, dispositions and drafts on it."""
        drafter = self.env["eoffice.desk"].with_user(self.users["staf_kesehatan"])
        approver = self.env["eoffice.desk"].with_user(self.users["kasubbag_kesehatan"])
        follower = self.env["eoffice.desk"].with_user(self.users["kabid_pendidikan"])
        counts = []
        for more in (3, 9):
            for naskah in self.received(more):
                self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",), note="Segera")
            for place in range(more):
                naskah = self.draft()
                naskah.action_submit()
                if place % 3 == 0:
                    self.as_user("kasubbag_kesehatan", naskah).action_return("Perbaiki")
            counts.append([self.queries(desk.get_desk) for desk in (drafter, approver, follower)])
        kinds = [
            {item["kind"] for item in desk.get_desk()["items"]} for desk in (drafter, follower)
        ]
        self.assertEqual(kinds, [{"returned", "waiting"}, {"followup"}])
        self.assertEqual(counts[0], counts[1])

    def test_list(self):
        self.received(80)
        letters = self.env["eoffice.naskah"].with_user(self.users["kadis_pendidikan"])
        specification = self.fields_of("list")
        self.assertIn("subject", specification)
        counts = [
            self.queries(
                lambda limit=limit: letters.web_search_read([], specification, limit=limit)
            )
            for limit in (8, 80)
        ]
        self.assertEqual(len(letters.web_search_read([], {}, limit=80)["records"]), 80)
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[1], 40)

    def test_opening_a_letter(self):
        """However many addressees and dispositions it has."""
        specification = self.fields_of("form")
        naskah = self.sign(self.draft())
        few = self.queries(lambda: self.as_user("kadis_pendidikan", naskah).web_read(specification))
        wide = self.sign(
            self.draft(kepada=[key for key in self.jabatan if key.startswith("kadis_")])
        )
        self.dispose(wide, "kadis_pendidikan", ("kabid_pendidikan", "sekretaris_pendidikan"))
        many = self.queries(lambda: self.as_user("kadis_pendidikan", wide).web_read(specification))
        # The dispositions themselves are read, once for all of them.
        self.assertLessEqual(many, few + 6)
        self.assertLess(many, 90)

    def test_timeline(self):
        """The way of a letter, with 2 or with 20 addressees."""
        self.many_positions(20)
        keys = [f"uptd_{place}" for place in range(20)]
        counts = [
            self.queries(self.sign(self.draft(kepada=keys[:size])).get_timeline) for size in (2, 20)
        ]
        self.assertEqual(counts[0], counts[1])

    def many_positions(self, count):
        """Add positions to a dinas, all held by people who are there already."""
        for place in range(count):
            jabatan = self.add_jabatan(
                f"uptd_{place}",
                f"Kepala UPTD {place}",
                "pendidikan",
                self.jabatan["kadis_pendidikan"],
                user=False,
            )
            holders = list(self.users.values())
            self.env["eoffice.assignment"].create(
                {
                    "jabatan_id": jabatan.id,
                    "user_id": holders[place % 10].id,
                    "date_from": "2020-01-01",
                }
            )

    def test_sending(self):
        """To 3 addressees or to 200 of the same SKPD: the same number of statements."""
        self.type_sd.distribute_on_seal = False
        self.many_positions(200)
        keys = [f"uptd_{place}" for place in range(200)]
        counts = []
        for size in (10, 10, 200):  # the first begins the register's year
            naskah = self.sign(self.draft(kepada=keys[:size]))
            self.assertEqual(naskah.state, "sealed")
            sender = self.as_user("kadis_kesehatan", naskah)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            sender.action_distribute()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            naskah.invalidate_recordset()
            self.assertEqual(set(naskah.recipient_ids.mapped("state")), {"delivered"})
        self.assertEqual(counts[1], counts[2])
