import threading

from odoo import api
from odoo.exceptions import AccessError
from odoo.service.model import retrying
from odoo.tests import tagged

from .test_api_json2 import Json2Case
from .test_numbering import RealConnectionsCase
from .test_queries import QueryCase
from .test_registration import PAGE, RegistrationCase

#: Statements that a call of the registration desk may take, whatever the size of the city.
REGISTER, OPTIONS, CHECK, SENDERS = 75, 25, 22, 15


@tagged("post_install", "-at_install")
class TestWhoReadsAnIncomingLetter(RegistrationCase):
    """Content: addressees, their registry, the desk that registered it. Of a closed one: addressees."""

    def readers(self, letter):
        """Return (who sees the envelope, who sees the content)."""
        self.env.invalidate_all()
        seen, read = set(), set()
        for who in self.users:
            mine = self.as_user(who, letter)
            if mine.search_count([("id", "=", letter.id)]):
                seen.add(who)
                if mine.subject:
                    read.add(who)
        return seen, read

    def test_open(self):
        letter = self.register(
            kepada_ids=[self.jabatan["kadis_sosial"].id],
            tembusan_ids=[self.jabatan["kabid_kesehatan"].id],
        )
        seen, read = self.readers(letter)
        self.assertEqual(read, {"kadis_sosial", "tu_sosial", "kabid_kesehatan", "tu_kesehatan"})
        self.assertEqual(seen, read)

    def test_closed(self):
        letter = self.register(sifat="sangat_rahasia", subject=False)
        self.as_user("kadis_kesehatan", letter).action_open_envelope("Kenari", text=PAGE)
        seen, read = self.readers(letter)
        self.assertEqual(read, {"kadis_kesehatan"})
        self.assertEqual(seen, {"kadis_kesehatan", "tu_kesehatan"})
        for who in set(self.users) - {"kadis_kesehatan"}:
            Content = self.as_user(who, self.env["eoffice.naskah.content"])
            with self.subTest(who):
                self.assertFalse(Content.search([("scan_text", "ilike", "imunisasi")]))
                self.assertFalse(Content.search([("subject", "=", "Kenari")]))

    def test_answer_of_a_foreign_letter_is_refused_as_one_that_is_not_there(self):
        letter = self.register()
        errors = []
        for id_ in (letter.id, 999999999):
            with self.assertRaises(AccessError) as raised:
                self.as_registry("tu_sosial").get_registered(id_)
            errors.append(str(raised.exception))
        self.assertEqual(len(set(errors)), 1)

    def test_a_letter_from_inside_was_not_registered(self):
        ours = self.sign(self.draft())
        with self.assertRaises(AccessError):
            self.as_registry().get_registered(ours.id)


@tagged("post_install", "-at_install")
class TestRegistrationByApi(Json2Case):
    """The whole of a registration through JSON-2, as an outside program does it."""

    def test_all_the_way(self):
        desk = ("tu_kesehatan", "eoffice.naskah")
        options = self.call(*desk, "get_registration_options")
        values = {
            "type_id": self.type_sd.id,
            "sender": {"name": "Kementerian Uji"},
            "number": "B-12/KEM/2026",
            "letter_date": "2026-11-02",
            "subject": "Permintaan data imunisasi",
            "kepada_ids": [options["addressees"][0]["jabatan_id"]],
            "key": "satu",
        }
        self.assertEqual(self.call(*desk, "check_registration", values=values)["duplicates"], [])
        answer = self.call(*desk, "action_register", values=values)
        self.assertEqual(set(answer), {"id", "state", "number"})
        self.assertEqual(self.call(*desk, "action_register", values=values)["id"], answer["id"])
        got = self.call(*desk, "get_registered", naskah_id=answer["id"])
        self.assertEqual(got["agenda"][0]["number"], 1)
        (sender,) = self.call(*desk, "find_senders", words="kementerian")
        self.assertEqual(sender["name"], "Kementerian Uji")
        (again,) = self.call(*desk, "check_registration", values=values)["duplicates"]
        self.assertEqual(again["id"], answer["id"])
        ids = [answer["id"]]
        self.call(
            *desk,
            "action_correct_registration",
            ids,
            values={"number": "B-13/KEM/2026"},
            reason="Salah ketik",
        )
        self.call(*desk, "action_send_on", ids, to_jabatan_id=self.jabatan["kadis_sosial"].id)
        self.call("kadis_sosial", "eoffice.naskah", "action_raise_sifat", ids, sifat="rahasia")

    def test_refused(self):
        for who in ("staf_kesehatan", "kadis_kesehatan", "administrator"):
            for method, arguments in (
                ("get_registration_options", {}),
                ("find_senders", {"words": "uji"}),
                ("check_registration", {"values": {}}),
                ("action_register", {"values": {}}),
            ):
                with self.subTest(who, method=method):
                    self.call(who, "eoffice.naskah", method, status=403, **arguments)

    def test_helpers_are_private(self):
        for method in ("_registered_before", "_sender_of", "_find_duplicates", "_send_on"):
            with self.subTest(method):
                self.call("tu_kesehatan", "eoffice.naskah", method, status=403)


@tagged("post_install", "-at_install")
class TestDayOfAThousandLetters(RegistrationCase, QueryCase):
    """What the desk asks for costs the same after many letters as after one."""

    def counted(self):
        desk = self.as_registry()
        values = self.values(text=PAGE, page_id=self.upload().id)
        return {
            "register": self.queries(lambda: self.register(text=PAGE)),
            "options": self.queries(desk.get_registration_options),
            "check": self.queries(lambda: desk.check_registration(values)),
            "senders": self.queries(lambda: desk.find_senders("kementerian uji")),
        }

    def test_statements(self):
        first = self.counted()
        for number in range(12):
            self.register(number=f"B-{number}", sender={"name": f"Kementerian Uji {number}"})
        later = self.counted()
        limits = {"register": REGISTER, "options": OPTIONS, "check": CHECK, "senders": SENDERS}
        for name, limit in limits.items():
            with self.subTest(name):
                self.assertLessEqual(first[name], limit)
                # Duplicates that are told and senders found are read, a few at most.
                self.assertLessEqual(later[name], first[name] + 6)


@tagged("post_install", "-at_install")
class TestTwoRegistriesAtOnce(RealConnectionsCase):
    """Real connections: each letter gets one number of its own, none is left out, no call fails."""

    @classmethod
    def delete_what_was_made(cls):
        result = super().delete_what_was_made()
        with cls.cursor() as cr:
            cr.execute("DELETE FROM res_partner WHERE name = 'Kementerian Uji Serentak'")
        return result

    def register_one(self, number):
        with self.cursor() as cr:
            env = api.Environment(cr, self.users["tu_penerima"].id, {})
            values = {
                "type_id": self.type_sd.id,
                "sender": {"name": "Kementerian Uji Serentak"},
                "number": f"B-{number}",
                "subject": f"Surat ke-{number}",
                "kepada_ids": [self.jabatan["kadis_penerima"].id],
            }
            return retrying(lambda: env["eoffice.naskah"].action_register(values), env)["id"]

    def test_numbers(self):
        barrier = threading.Barrier(8)
        ids, failed = [], []

        def work(place):
            barrier.wait()
            for turn in range(3):
                try:
                    ids.append(self.register_one(f"{place}-{turn}"))
                except Exception as error:  # noqa: BLE001
                    failed.append(error)

        threads = [threading.Thread(target=work, args=(place,)) for place in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failed, [])
        with self.cursor() as cr:
            cr.execute("SELECT number FROM eoffice_agenda WHERE naskah_id = ANY(%s)", [ids])
            numbers = sorted(row[0] for row in cr.fetchall())
            cr.execute("SELECT DISTINCT state FROM eoffice_naskah WHERE id = ANY(%s)", [ids])
            states = cr.fetchall()
        self.assertEqual(numbers, list(range(1, 25)))
        self.assertEqual(states, [("distributed",)])
