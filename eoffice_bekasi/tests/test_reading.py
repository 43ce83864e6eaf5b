import itertools
import random
from datetime import datetime, timedelta

from odoo import Command
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL

from ..models.closure import readable
from ..tools.seats import ALL, OWN_ACTS, Scope, Seat, Seats
from .common import OfficeCase

SIDES = {"is_incoming": ("kepada", "tembusan"), "is_outgoing": ("drafter", "paraf", "sign")}


class ReadingCase(OfficeCase):
    """Letters of many kinds, ages and ways, some of the same second; seats at the test's will."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dice = random.Random(7)
        cls.types = cls.type_sd | cls.type_sd.copy({"code": "UNU", "name": "Undangan (uji)"})
        cls.pool = ["kadis_pendidikan", "kabid_pendidikan", "kadis_sosial", "walikota"]
        cls.pool += ["kadis_kesehatan", "staf_kesehatan", "tu_pendidikan", "tu_kesehatan"]
        cls.letters = cls.env["eoffice.naskah"].create(
            [cls.random_letter(number) for number in range(60)]
        )
        cls.letters._sync_access()
        cls.env.flush_all()
        # Superuser code is asked what every letter is; the accounts of the test see their part.
        cls.reader = cls.users["staf_sosial"]
        cls.mine = cls.env["eoffice.naskah"].with_user(cls.reader)
        cls.scope = Domain("id", "in", cls.letters.ids)

    @classmethod
    def random_letter(cls, number):
        dice = cls.dice
        moment = datetime(2030, 1, 1) + timedelta(hours=dice.randint(0, 20))
        sent = dice.random() < 0.6
        drafter = dice.choice(["staf_kesehatan", "kadis_kesehatan", "kabid_pendidikan"])
        receivers = dice.sample(
            [key for key in cls.pool if not key.startswith("tu_") and key != drafter],
            dice.randint(1, 4),
        )
        return {
            "type_id": dice.choice(cls.types).id,
            "classification_id": cls.klasifikasi.id,
            "subject": f"Surat {dice.choice(['rapat', 'data'])} {number}",
            "drafter_jabatan_id": cls.jabatan[drafter].id,
            "sifat": dice.choice(["biasa", "terbatas", "rahasia", "sangat_rahasia"]),
            "urgensi": dice.choice(["biasa", "segera"]),
            "number": f"999.7/{number}/Uji" if sent else False,
            "state": "distributed" if sent else dice.choice(["draft", "approval"]),
            "submitted_at": moment if sent or dice.random() < 0.7 else False,
            "distributed_at": moment + timedelta(hours=dice.randint(0, 3)) if sent else False,
            "recipient_ids": [
                Command.create(
                    {
                        "kind": dice.choice(["kepada", "tembusan"]),
                        "jabatan_id": cls.jabatan[key].id,
                        "state": "delivered" if sent else "draft",
                        "delivered_at": moment,
                    }
                )
                for key in receivers
            ],
        }

    def sit(self, *seats):
        """Let the reader have these seats."""
        self.patch(type(self.env["res.users"]), "_eoffice_seats", lambda _user: Seats(seats))
        self.env.invalidate_all()
        return Seats(seats)

    def seat(self, key, **values):
        return Seat(self.jabatan[key].id, "definitif", **values)

    def random_seats(self):
        """Up to six seats: whole, without secret letters, of some types or units; twice in one."""
        dice = self.dice
        return [
            self.seat(
                dice.choice(self.pool),
                source=dice.choice(["assignment", "delegation", "assistant"]),
                secret=dice.random() < 0.6,
                scope=dice.choice([ALL, ALL, self.random_scope()]),
                acts=OWN_ACTS if dice.random() < 0.9 else OWN_ACTS - {"read"},
            )
            for _ in range(dice.choice([0, 1, 1, 2, 3, 6]))
        ]

    def random_scope(self):
        units = [self.organisations[key].id for key in ("kesehatan", "pendidikan")]
        return Scope(
            self.dice.choice([None, frozenset({self.dice.choice(self.types).id})]),
            self.dice.choice([None, frozenset({self.dice.choice(units)}), frozenset(units)]),
        )

    def by_definition(self, seats, domain=Domain.TRUE):
        """Return the letters that these seats may read, newest first, the plain way."""
        rows = self.env.execute_query(
            SQL(
                """SELECT n.id FROM eoffice_naskah n WHERE %s AND n.id = ANY(%s)
                    ORDER BY COALESCE(n.distributed_at, n.signed_at, n.submitted_at, n.create_date)
                             DESC, n.id DESC""",
                readable(SQL("n.id"), seats),
                self.letters.filtered_domain(domain).ids,
            )
        )
        return [row[0] for row in rows]

    def by_seat(self, seats, side=None):
        """Return the same, in no order, letter by letter from the parties and the seats."""
        found = set()
        for naskah in self.letters:
            facts = naskah._seat_facts()
            parties = [
                row.jabatan_id.id
                for row in self.env["eoffice.access"].search([("naskah_id", "=", naskah.id)])
                if not side or row[side]
            ]
            if any(seats.find(jabatan_id, ("read",), facts) for jabatan_id in parties):
                found.add(naskah.id)
        return found


@tagged("post_install", "-at_install")
class TestReadingOrder(ReadingCase):
    """The lists of letters give exactly what the closure and the seats say, newest first."""

    DOMAINS = (
        [],
        [("urgensi", "=", "segera")],
        [("state", "in", ("distributed", "finished"))],
        ["|", ("sifat", "=", "rahasia"), ("urgensi", "=", "biasa")],
        ["!", ("state", "=", "draft")],
    )

    def test_random_seats(self):
        """Any seats, domain, offset, limit and order; found, counted, grouped and searched in."""
        several = 0
        for _round in range(70):
            seats = self.sit(*self.random_seats())
            several += len(seats.ids("read")) > 1
            domain = Domain(self.dice.choice(self.DOMAINS))
            expected = self.by_definition(seats, domain)
            self.assertEqual(set(self.by_definition(seats)), self.by_seat(seats), seats)
            offset, limit = self.dice.choice([0, 0, 1, 5]), self.dice.choice([None, 1, 3, 10, 80])
            with self.subTest(seats=seats, domain=domain, offset=offset, limit=limit):
                self.check_paging(domain, expected, offset, limit)
                self.check_counts(domain, expected, limit)
        self.assertGreater(several, 15)

    def check_paging(self, domain, expected, offset, limit):
        page = expected[offset:][:limit]
        where = domain & self.scope if self.others() else domain
        self.assertEqual(self.mine.search(where, offset, limit).ids, page)
        read = self.mine.web_search_read(where, {"number": {}}, offset=offset, limit=limit)
        self.assertEqual([row["id"] for row in read["records"]], page)
        back = self.mine.search(where, offset, limit, order="id desc")
        self.assertEqual(back.ids, sorted(expected, reverse=True)[offset:][:limit])
        back = self.mine.search(where, offset, limit, order="sort_date, id")
        self.assertEqual(back.ids, expected[::-1][offset:][:limit])
        found = self.mine.search(where, offset, limit, order="urgensi, id")
        by_urgency = sorted(expected, key=lambda id_: (self.mine.browse(id_).urgensi, id_))
        self.assertEqual(found.ids, by_urgency[offset:][:limit])

    def others(self):
        """Whether there are letters beside the test's; the bare search then says nothing."""
        return self.env["eoffice.naskah"].search_count([]) != len(self.letters)

    def check_counts(self, domain, expected, limit):
        where = domain & self.scope
        self.assertEqual(self.mine.search_count(where), len(expected))
        if not self.others():
            count = len(expected[:limit])
            self.assertEqual(self.mine.search_count(domain, limit=limit), count)
        groups = self.mine._read_group(where, ["sifat"], ["__count"])
        self.assertEqual(sum(count for _sifat, count in groups), len(expected))
        recipients = self.env["eoffice.recipient"].with_user(self.reader)
        found = recipients.search([("naskah_id", "any", where)])
        self.assertEqual(set(found.naskah_id.ids), set(expected))

    def test_no_other_letters(self):
        """What says that the bare search is compared at all."""
        self.assertFalse(self.others())

    def test_sides(self):
        """What came in and what goes out, alone, together, negated and beside other conditions."""
        for _round in range(30):
            seats = self.sit(*self.random_seats())
            whole = self.by_definition(seats)
            came, goes = (self.by_seat(seats, side) for side in SIDES)
            for domain, wanted in (
                ([("is_incoming", "=", True)], came),
                ([("is_outgoing", "=", True)], goes),
                ([("is_incoming", "!=", True)], set(whole) - came),
                ([("is_incoming", "=", False)], set(whole) - came),
                ([("is_incoming", "=", True), ("is_outgoing", "=", True)], came & goes),
                (["|", ("is_incoming", "=", True), ("is_outgoing", "=", True)], came | goes),
                (["!", ("is_outgoing", "=", True)], set(whole) - goes),
            ):
                expected = [id_ for id_ in whole if id_ in wanted]
                with self.subTest(seats=seats, domain=domain):
                    self.assertEqual(self.mine.search(domain).ids, expected)
                    self.assertEqual(self.mine.search(domain, 1, 4).ids, expected[1:5])
                    self.assertEqual(self.mine.search_count(domain), len(expected))
            shown = self.mine.browse(whole)
            self.assertEqual(set(shown.filtered("is_incoming").ids), came)
            self.assertEqual(set(shown.filtered("is_outgoing").ids), goes)

    def test_a_side_is_what_the_letter_is_to_the_jabatan(self):
        for naskah in self.letters:
            rows = self.env["eoffice.access"].search([("naskah_id", "=", naskah.id)])
            received = naskah.recipient_ids.filtered(lambda one: one.state != "draft").jabatan_id
            made = naskah.drafter_jabatan_id
            if naskah.submitted_at:
                made |= naskah.step_ids.jabatan_id
            for row in rows.filtered(lambda one: not one.jabatan_id.is_shared):
                self.assertEqual(row.is_incoming, row.jabatan_id in received)
                self.assertEqual(row.is_outgoing, row.jabatan_id in made)
            for row in rows.filtered("jabatan_id.is_shared"):
                served = self.env["eoffice.organisation"].search(
                    [("registry_jabatan_id", "=", row.jabatan_id.id)]
                )
                self.assertEqual(row.is_incoming, any(one.skpd_id in served for one in received))
                self.assertEqual(row.is_outgoing, any(one.skpd_id in served for one in made))

    def test_search_by_text(self):
        """A word is searched in what may be read as content only; the envelope gives none away."""
        contents = self.env["eoffice.naskah.content"].with_user(self.reader)
        for _round in range(40):
            seats = self.sit(*self.random_seats())
            rows = self.env.execute_query(
                SQL(
                    "SELECT n.id FROM eoffice_naskah n WHERE n.id = ANY(%s) AND %s",
                    self.letters.ids,
                    readable(SQL("n.id"), seats, "content"),
                )
            )
            words = {row[0] for row in rows}
            words = {one.id for one in self.letters if one.id in words and "rapat" in one.subject}
            found = self.mine.search([("subject", "ilike", "rapat")])
            self.assertEqual(
                found.ids, [id_ for id_ in self.by_definition(seats) if id_ in words], seats
            )
            found = contents.search([("subject", "ilike", "rapat")])
            self.assertEqual(set(found.naskah_id.ids), words)
            self.assertEqual(len(found), len(words))

    def test_the_date_is_the_one_it_is_sorted_by(self):
        self.sit(self.seat("walikota"))
        found = self.mine.search([])
        self.assertEqual(found, found.sorted())
        row = self.env["eoffice.access"].search([("naskah_id", "=", found[0].id)], limit=1)
        self.assertEqual(found[0].sort_date, row.sort_date)

    def test_a_rule_narrows_it(self):
        """Somebody's record rule is obeyed; the first rows of each seat are then not enough."""
        seats = self.sit(self.seat("walikota"), self.seat("kadis_pendidikan"))
        self.env["ir.rule"].create(
            {
                "name": "uji",
                "model_id": self.env["ir.model"]._get_id("eoffice.naskah"),
                "domain_force": "[('urgensi', '=', 'segera')]",
            }
        )
        expected = self.by_definition(seats, Domain("urgensi", "=", "segera"))
        self.assertEqual(self.mine.search([], limit=5).ids, expected[:5])
        self.assertEqual(self.mine.search_count([], limit=5), 5)


@tagged("post_install", "-at_install")
class TestReadingCostsTheSame(ReadingCase):
    """However many seats: so many statements, and the closure read by its index as far as needed."""

    SEATS = ("walikota", "kadis_pendidikan", "kadis_sosial", "kabid_pendidikan", "tu_kesehatan")

    def test_statements(self):
        for count in (1, 5):
            self.sit(*(self.seat(key) for key in self.SEATS[:count]))
            for call in (
                lambda: self.mine.search([], limit=80),
                lambda: self.mine.search([("is_incoming", "=", True)], 5, 80),
                lambda: self.mine.search([("subject", "ilike", "rapat")], limit=80),
                lambda: self.mine.search_count([], limit=10_001),
                lambda: self.mine._read_group([], ["state"], ["__count"]),
            ):
                call()
                self.env.invalidate_all()
                with self.assertQueryCount(1):
                    call()

    def plan(self, domain, order=None):
        """Return how PostgreSQL reads a page when the table is large enough for its indexes."""
        query = self.mine._search(domain, limit=80, order=order or self.mine._order)
        for name in ("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin", "material"):
            self.env.cr.execute(SQL("SET LOCAL enable_%s = off", SQL(name)))
        rows = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        return "\n".join(row[0] for row in rows)

    def test_no_sorting(self):
        for count, domain in itertools.product(
            (1, 5), ([], [("is_incoming", "=", True)], [("urgensi", "=", "segera")])
        ):
            self.sit(*(self.seat(key) for key in self.SEATS[:count]))
            with self.subTest(seats=count, domain=domain):
                plan = self.plan(domain)
                self.assertEqual(plan.count("eoffice_access_reading_order"), count, plan)
                self.assertNotRegex(plan, r"Sort +\(cost")

    def test_another_order_is_sorted(self):
        """So that the test before can fail."""
        self.sit(self.seat("walikota"))
        self.assertRegex(self.plan([], order="letter_date desc"), r"Sort +\(cost")
