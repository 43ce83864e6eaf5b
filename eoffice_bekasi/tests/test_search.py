from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import OfficeCase, OfficeHttpMixin
from .test_closure import ClosureCase
from .test_migrations import script

SECRET = "rahasia"


class SearchCase(OfficeCase):
    """Asks the search box as an account, within the letters of the test."""

    def found(self, words, by="staf_kesehatan", limit=80, domain=()):
        """Return the letters an account finds, as it finds them on the first page."""
        Naskah = self.env["eoffice.naskah"].with_user(self.users[by])
        self.env.flush_all()
        found = Naskah.search([("words", "ilike", words), *domain], limit=limit)
        # Whatever way is taken, it finds the same letters.
        everything = Naskah.search([("words", "ilike", words), *domain])
        self.assertEqual(found, everything[:limit] if limit else everything)
        self.assertEqual(
            Naskah.search_count([("words", "ilike", words), *domain], limit=1000),
            len(everything),
        )
        return found.with_user(1)

    def assert_found(self, words, letters, by="staf_kesehatan", **options):
        self.assertEqual(set(self.found(words, by, **options).ids), set(letters.ids), words)


@tagged("post_install", "-at_install")
class TestWhatLettersAreFoundBy(SearchCase):
    """Number, subject, text, sender, recognised text, names of files; stems; all words asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        office = cls()
        cls.naskah = office.sign(
            office.draft(
                subject="Undangan rapat koordinasi",
                body="<p>Mohon kehadir<b>an</b> Saudara di aula <i>Patriot</i>&nbsp;lama.</p>",
            )
        ).with_user(1)
        cls.other = office.draft(subject="Permintaan data").with_user(1)

    def test_words(self):
        both = self.naskah | self.other
        self.assert_found("koordinasi", self.naskah)
        self.assert_found("KOORDINASI", self.naskah)
        self.assert_found("patriot rapat", self.naskah)
        self.assert_found("patriot data", self.env["eoffice.naskah"])
        self.assert_found("data", self.other)
        self.assert_found("", both)
        self.assert_found(" !! ", both)

    def test_stems(self):
        """Forms of one word find each other."""
        self.assert_found("undang", self.naskah)
        self.assert_found("diundang", self.naskah)
        self.assert_found("mengundang", self.naskah)

    def test_an_open_end(self):
        self.assert_found("koord*", self.naskah)
        self.assert_found("koord", self.env["eoffice.naskah"])

    def test_markup_is_no_word(self):
        for word in ("p", "nbsp", "b"):
            self.assert_found(word, self.env["eoffice.naskah"])

    def test_number(self):
        number = self.naskah.number
        klas, running, unit = number.split("/")
        for words in (
            number,
            f"{running}/{unit}",
            f"{running}/{unit[:3]}",
            f"{klas}/{running}",
            f"nomor {number}".split()[1],
            f"{running} {unit.lower()}",
        ):
            self.assert_found(words, self.naskah)
        self.assert_found(f"{running}99/{unit}", self.env["eoffice.naskah"])

    def test_leading_zeros_of_a_number(self):
        self.naskah.sudo().number = "800/00123/Uji"
        for words in ("800/123", "800/00123/Uji", "123/Uji"):
            self.assert_found(words, self.naskah)

    def test_recognised_text_sender_and_files(self):
        content = self.other.sudo().content_ids
        content.scan_text = "Perihal bantuan kebakaran"
        self.assert_found("kebakaran", self.other)
        self.other.sudo().sender_name = "PT Maju Sejahtera"
        self.other.sudo().direction = "masuk"
        self.assert_found("sejahtera", self.other)
        file = self.env["ir.attachment"].create(
            {"name": "denah_lokasi-2.pdf", "raw": b"x", "res_model": content._name}
            | {"res_id": content.id}
        )
        self.assert_found("denah", self.other)
        file.name = "jalan.pdf"
        self.assert_found("denah", self.env["eoffice.naskah"])
        self.assert_found("jalan", self.other)
        file.unlink()
        self.assert_found("jalan", self.env["eoffice.naskah"])

    def test_parts_of_a_letter(self):
        self.type_sd.part_ids = [Command.create({"name": "Dasar", "kind": "points"})]
        naskah = self.draft(
            section_ids=[Command.create({"code": "dasar", "points": "Peraturan Daerah"})]
        )
        self.assert_found("daerah", naskah.with_user(1))
        naskah.section_ids.points = "Keputusan"
        self.assert_found("daerah", self.env["eoffice.naskah"])

    def test_changes_are_found_at_once(self):
        draft = self.other.with_user(self.users["staf_kesehatan"])
        draft.subject = "Permintaan anggaran"
        self.assert_found("anggaran", self.other)
        self.assert_found("data", self.env["eoffice.naskah"])
        draft.unlink()
        self.assert_found("anggaran", self.env["eoffice.naskah"])

    def test_with_other_filters(self):
        self.assert_found("rapat", self.naskah, domain=[("state", "=", "distributed")])
        nothing = self.env["eoffice.naskah"]
        self.assert_found("rapat", nothing, domain=[("state", "=", "draft")])
        self.assert_found("rapat", self.naskah, domain=[("is_outgoing", "=", True)])
        self.assert_found("rapat", nothing, domain=[("is_incoming", "=", True)])
        incoming = [("is_incoming", "=", True)]
        self.assert_found("rapat", self.naskah, by="kadis_pendidikan", domain=incoming)

    def test_either_of_two(self):
        Naskah = self.env["eoffice.naskah"].with_user(self.users["staf_kesehatan"])
        domain = ["|", ("words", "ilike", "koordinasi"), ("words", "ilike", "data")]
        self.assertEqual(set(Naskah.search(domain, limit=9).ids), {self.naskah.id, self.other.id})
        domain = ["|", ("words", "ilike", "koordinasi"), ("state", "=", "draft")]
        self.assertEqual(set(Naskah.search(domain, limit=9).ids), {self.naskah.id, self.other.id})
        domain = [("words", "ilike", "koordinasi"), ("words", "ilike", "patriot")]
        self.assertEqual(Naskah.search(domain, limit=9).ids, self.naskah.ids)

    def test_what_people_type(self):
        """Nothing that is typed breaks the query or leaves its quotes."""
        for words in ("'", "\\", "a' | 'b", "':*", "& | !", "rapat:*", "(", "=rapat", "a\x00b"):
            self.found(words)
        self.assert_found("' | 'koordinasi", self.naskah)
        self.assert_found("x' | 'koordinasi", self.env["eoffice.naskah"])

    def test_a_book_of_recognised_text(self):
        """A text longer than PostgreSQL keeps words of is found by its beginning."""
        text = " ".join(f"kata{number:06}" for number in range(150_000))
        self.other.sudo().content_ids.scan_text = text
        self.assert_found("kata000007", self.other)


@tagged("post_install", "-at_install")
class TestSearchObeysTheClosure(SearchCase):
    """Who may not read finds nothing; the registry finds secret letters by their envelope only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        office = cls()
        cls.letters = {
            sifat: office.sign(
                office.draft(sifat=sifat, subject=f"Perihal kenari {sifat}")
            ).with_user(1)
            for sifat in ("biasa", SECRET)
        }
        cls.both = cls.letters["biasa"] | cls.letters[SECRET]
        cls.nothing = cls.env["eoffice.naskah"]

    def test_parties(self):
        for key in ("staf_kesehatan", "kadis_kesehatan", "kadis_pendidikan"):
            self.assert_found("kenari", self.both, by=key)

    def test_strangers(self):
        for key in ("staf_sosial", "kadis_sosial", "tu_sosial", "kabid_kesehatan", "walikota"):
            for words in ("kenari", self.letters[SECRET].number, "kesehatan"):
                self.assert_found(words, self.nothing, by=key)

    def test_administrator(self):
        self.assert_found("kenari", self.nothing, by="administrator")

    def test_registry_finds_secret_letters_by_the_envelope_only(self):
        secret = self.letters[SECRET]
        for key in ("tu_kesehatan", "tu_pendidikan"):
            self.assert_found("kenari", self.letters["biasa"], by=key)
            self.assert_found(secret.number, secret, by=key)
            self.assert_found("kepala dinas kesehatan", self.both, by=key)
            # half of the words in the envelope is not enough
            self.assert_found(f"{secret.number} kenari", self.nothing, by=key)

    def test_words_of_the_text_are_never_those_of_the_envelope_or_of_readers(self):
        """A letter can't say in its text that it is somebody's."""
        stranger = self.jabatan["kadis_sosial"].id
        text = f"=musang #musang c{stranger} e{stranger} c{stranger}< any open '=musang'"
        naskah = self.sign(self.draft(sifat=SECRET, subject=text)).with_user(1)
        self.assert_found("musang", naskah)
        self.assert_found("musang", self.nothing, by="tu_kesehatan")
        self.assert_found("=musang", self.nothing, by="tu_kesehatan")
        self.assert_found("musang", self.nothing, by="kadis_sosial")

    def test_sifat_raised(self):
        naskah = self.draft(subject="Perihal elang")
        naskah.action_submit()
        self.assert_found("elang", naskah.with_user(1), by="tu_kesehatan")
        self.as_user("kasubbag_kesehatan", naskah).sifat = SECRET
        self.assert_found("elang", self.nothing, by="tu_kesehatan")
        self.assert_found("elang", naskah.with_user(1), by="kasubbag_kesehatan")

    def test_disposed_and_recalled(self):
        secret = self.letters[SECRET]
        (given,) = self.dispose(secret, "kadis_pendidikan", ("kabid_pendidikan",))
        self.assert_found("kenari", secret, by="kabid_pendidikan")
        self.as_user("kadis_pendidikan", given).action_recall()
        self.assert_found("kenari", self.nothing, by="kabid_pendidikan")

    def test_an_index_that_lags_shows_nothing(self):
        """The closure itself is asked again: a row that names too many opens no letter."""
        self.env.flush_all()
        self.env["eoffice.search"]._catch_up()
        self.env.cr.execute(
            """UPDATE eoffice_search SET readers = readers || array_to_tsvector(%s)
                WHERE naskah_id = %s""",
            [[f"c{self.jabatan['kadis_sosial'].id}"], self.letters[SECRET].id],
        )
        Naskah = self.env["eoffice.naskah"].with_user(self.users["kadis_sosial"])
        for limit in (80, None):
            self.assertFalse(Naskah.search([("words", "ilike", "kenari")], limit=limit))

    def test_no_way_round_by_another_model(self):
        """The words asked through another model are those of the account too."""
        registry = self.users["tu_pendidikan"]
        lines = self.env["eoffice.agenda"].with_user(registry)
        found = lines.search([("naskah_id.words", "ilike", "kenari")])
        self.assertEqual(found.naskah_id.ids, self.letters["biasa"].ids)
        groups = self.env["eoffice.naskah"].with_user(registry)
        rows = groups._read_group([("words", "ilike", "kenari")], ["sifat"], ["__count"])
        self.assertEqual(rows, [("biasa", 1)])


@tagged("post_install", "-at_install")
class TestSearchInLimitedSeats(SearchCase):
    """Assistants without secret letters, delegates of some types: found is what they may read."""

    def setUp(self):
        super().setUp()
        self.open = self.sign(self.draft(subject="Perihal kenari")).with_user(1)
        self.secret = self.sign(self.draft(subject="Perihal kenari", sifat=SECRET)).with_user(1)

    def test_assistant(self):
        self.env["eoffice.assistant"].create(
            {
                "jabatan_id": self.jabatan["kadis_pendidikan"].id,
                "official_id": self.users["kadis_pendidikan"].id,
                "user_id": self.users["staf_sosial"].id,
                "date_from": "2020-01-01",
            }
        )
        self.assert_found("kenari", self.open, by="staf_sosial")
        self.assert_found(self.secret.number, self.env["eoffice.naskah"], by="staf_sosial")

    def test_delegate_of_some_types(self):
        other_type = self.type_sd.copy({"name": "Nota (uji)", "code": "NDU"})
        other = self.sign(self.draft(subject="Perihal kenari", type_id=other_type.id)).with_user(1)
        self.assert_found("kenari", self.open | self.secret | other, by="kadis_pendidikan")
        now = self.env.cr.now()
        delegation = self.env["eoffice.delegation"].create(
            {
                "jabatan_id": self.jabatan["kadis_pendidikan"].id,
                "delegate_jabatan_id": self.jabatan["kadis_sosial"].id,
                "kind": "plh",
                "reason": "dinas_luar",
                "date_from": now.replace(year=now.year - 1, day=1),
                "date_to": now.replace(year=now.year + 1, day=1),
                "type_ids": [Command.set(other_type.ids)],
            }
        )
        delegation.state = "confirmed"
        seats = self.users["kadis_sosial"]._eoffice_seats()
        self.assertTrue(any(not seat.scope.is_all for seat in seats))
        self.assert_found("kenari", other, by="kadis_sosial")


@tagged("post_install", "-at_install")
class TestBothWaysFindTheSame(SearchCase):
    """Looking through the newest, and asking the index, whatever is asked for and how much."""

    def setUp(self):
        super().setUp()
        for number in range(30):
            self.draft(
                subject=f"Surat {number}" + (" langka" if number in (0, 13) else ""),
                urgensi="segera" if number % 3 else "biasa",
            )
        self.env.flush_all()
        self.mine = self.env["eoffice.naskah"].with_user(self.users["staf_kesehatan"])

    def test_pages(self):
        everything = self.mine.search([("words", "ilike", "surat")])
        self.assertEqual(len(everything), 30)
        self.assertEqual(
            everything, self.mine.search([]).filtered(lambda one: "Surat" in one.subject)
        )
        for offset, limit in ((0, 1), (0, 7), (7, 7), (28, 7), (40, 7)):
            page = self.mine.search([("words", "ilike", "surat")], offset=offset, limit=limit)
            self.assertEqual(page, everything[offset : offset + limit])

    def test_rare_and_filtered(self):
        for limit in (1, 2, 80):
            rare = self.mine.search([("words", "ilike", "langka")], limit=limit)
            self.assertEqual(rare.mapped("subject"), ["Surat 13 langka", "Surat 0 langka"][:limit])
        domain = [("words", "ilike", "surat"), ("urgensi", "=", "biasa")]
        self.assertEqual(self.mine.search(domain, limit=4), self.mine.search(domain)[:4])
        self.assertEqual(self.mine.search_count(domain), 10)

    def test_in_another_order(self):
        found = self.mine.search([("words", "ilike", "surat")], order="id", limit=3)
        self.assertEqual(found.mapped("subject"), ["Surat 0 langka", "Surat 1", "Surat 2"])


@tagged("post_install", "-at_install")
class TestIndexIsKept(ClosureCase):
    """After any way of a letter its row is as its definition makes it; it can be made anew."""

    def test_after_a_whole_way(self):
        naskah = self.draft(kepada=("kadis_pendidikan", "walikota"), sifat=SECRET)
        self.sign(naskah)
        self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan", "sekretaris_pendidikan"))
        self.env.flush_all()
        self.assertEqual(self.env["eoffice.search"]._differing(naskah.ids), [])

    def test_when_the_registry_changes(self):
        naskah = self.sign(self.draft(sifat=SECRET))
        self.organisations["pendidikan"].registry_jabatan_id = self.jabatan["tu_sosial"]
        self.env.flush_all()
        self.assertEqual(self.env["eoffice.search"]._differing(naskah.ids), [])

    def test_made_anew(self):
        letters = (self.sign(self.draft()) | self.draft(sifat=SECRET)).sudo()
        self.env.flush_all()
        Search = self.env["eoffice.search"]
        Search._catch_up()
        self.env.cr.execute("DELETE FROM eoffice_search")
        self.assertEqual(set(Search._differing(letters.ids)), set(letters.ids))
        script("19.0.0.5.0", "post-search").migrate(self.env.cr, "19.0.0.4.0")
        self.assertEqual(Search._differing(letters.ids), [])


@tagged("post_install", "-at_install")
class TestWhereTheWordsStand(SearchCase):
    """The list shows the place with the words marked, to whom the content is open."""

    def snippet(self, naskah, key, words):
        mine = naskah.with_user(self.users[key]).with_context(eoffice_words=words)
        return mine.read(["found_text"])[0]["found_text"]

    def test_marked(self):
        naskah = self.sign(
            self.draft(body="<p>Rapat diadakan di &lt;b&gt;aula&lt;/b&gt; pada hari Senin</p>")
        )
        pieces = self.snippet(naskah, "staf_kesehatan", ["aula"])
        self.assertIn(["aula", True], pieces)
        self.assertEqual([text for text, is_marked in pieces if is_marked], ["aula"])
        self.assertFalse(self.snippet(naskah, "staf_kesehatan", []))
        self.assertFalse(self.snippet(naskah, "staf_kesehatan", ["gajah"]))

    def test_closed(self):
        naskah = self.sign(self.draft(body="<p>Rapat di aula</p>", sifat=SECRET))
        self.assertTrue(self.snippet(naskah, "kadis_pendidikan", "aula"))
        self.assertFalse(self.snippet(naskah, "tu_pendidikan", "aula"))


@tagged("post_install", "-at_install")
class TestWhereIsLetterFrom(SearchCase):
    """One search by number and sender says who has a letter; only of letters one may read."""

    def find(self, words, by, limit=8):
        self.env.flush_all()
        return self.env["eoffice.naskah"].with_user(self.users[by]).find_by_words(words, limit)

    def test_the_way(self):
        naskah = self.draft(subject="Perihal kenari", kepada=("kadis_pendidikan", "kadis_sosial"))
        names = {key: jabatan.name for key, jabatan in self.jabatan.items()}

        def at(by):
            (letter,) = self.find("kenari", by)
            self.assertEqual(letter["id"], naskah.id)
            return set(letter["at"])

        self.assertEqual(at("staf_kesehatan"), {names["staf_kesehatan"]})
        naskah.action_submit()
        self.assertEqual(at("staf_kesehatan"), {names["kasubbag_kesehatan"]})
        self.assertEqual(self.find("kenari", "kadis_pendidikan"), [])
        for key in ("kasubbag_kesehatan", "sekretaris_kesehatan"):
            self.as_user(key, naskah).action_paraf()
        self.as_user("kadis_kesehatan", naskah).action_sign()
        both = {names["kadis_pendidikan"], names["kadis_sosial"]}
        self.assertEqual(at("tu_sosial"), both)
        given = self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",))
        self.assertEqual(at("tu_sosial"), {names["kadis_sosial"], names["kabid_pendidikan"]})
        self.as_user("kabid_pendidikan", given).action_report("Sudah")
        self.assertEqual(at("tu_sosial"), {names["kadis_sosial"]})

    def test_number_and_sender(self):
        naskah = self.sign(self.draft(sifat=SECRET))
        (letter,) = self.find(f"{naskah.number} kepala dinas kesehatan", "tu_pendidikan")
        self.assertEqual((letter["number"], letter["subject"]), (naskah.number, ""))
        self.assertTrue(letter["hidden"])
        self.assertEqual(letter["found"], [])
        self.assertEqual(letter["sender"], self.jabatan["kadis_kesehatan"].name)
        self.assertEqual(letter["at"], [self.jabatan["kadis_pendidikan"].name])
        (letter,) = self.find(f"{naskah.number} imunisasi", "kadis_pendidikan")
        self.assertIn(["imunisasi", True], letter["found"])

    def test_limits(self):
        for _number in range(3):
            self.draft()
        self.assertEqual(len(self.find("imunisasi", "staf_kesehatan", 2)), 2)
        self.assertEqual(len(self.find("imunisasi", "staf_kesehatan", 0)), 1)
        self.assertEqual(len(self.find("imunisasi", "staf_kesehatan", 10**9)), 3)
        for words in ("", " ", None):
            self.assertEqual(self.find(words, "staf_kesehatan"), [])


@tagged("post_install", "-at_install", "eoffice_tour")
class TestFindInBrowser(OfficeHttpMixin, HttpCase):
    """The box on the desk, at both sizes of a screen."""

    def setUp(self):
        super().setUp()
        self.sign(self.draft())

    def test_wide(self):
        self.start_tour("/odoo", "eoffice_find_letter", login="tu.kesehatan.uji", timeout=180)

    def test_telephone(self):
        self.browser_size = "390x844"
        self.touch_enabled = True
        self.start_tour("/odoo", "eoffice_find_letter", login="tu.kesehatan.uji", timeout=180)
