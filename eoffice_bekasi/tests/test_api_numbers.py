from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.local_time import office_today
from .test_api_json2 import Json2Case


@tagged("post_install", "-at_install")
class TestNumbersAndBooksByApi(Json2Case):
    """What a registry does with numbers and books, through JSON-2 alone."""

    def setUp(self):
        super().setUp()
        self.register = self.organisations["kesehatan"]._own_register()
        self.today = str(office_today())

    def reserve(self, who="tu_kesehatan", status=200, **values):
        return self.call(
            who,
            "eoffice.register",
            "action_reserve",
            self.register.ids,
            status=status,
            **{"count": 2, "date": self.today, "reason": "Rapat malam"} | values,
        )

    def test_set_aside_chosen_and_signed(self):
        answer = self.reserve()
        self.assertEqual(answer["numbers"], [1, 2])
        naskah = self.approve(self.draft())
        self.call(
            "tu_kesehatan",
            "eoffice.naskah",
            "action_use_reserved",
            naskah.ids,
            reserved_number_id=answer["ids"][1],
        )
        self.call("kadis_kesehatan", "eoffice.naskah", "action_sign", naskah.ids)
        self.assertEqual((naskah.number, str(naskah.letter_date)), ("999.7/2/Dinkes", self.today))
        ended = self.call(
            "tu_kesehatan",
            "eoffice.reserved.number",
            "action_release",
            answer["ids"][:1],
            reason="Rapat batal",
        )
        self.assertEqual([one["state"] for one in ended], ["released"])
        self.assertEqual(self.register._check_numbers(), [])

    @mute_logger("odoo.http")
    def test_refused(self):
        for who in ("staf_kesehatan", "kasubbag_kesehatan", "tu_sosial", "administrator"):
            self.reserve(who, status=403)
        self.reserve(status=422, date="2020-01-01")
        self.reserve(status=422, reason=" ")
        self.reserve(status=422, count=0)
        self.assertFalse(self.register.counter_ids)

    @mute_logger("odoo.http")
    def test_nobody_writes_numbers_by_hand(self):
        (reserved, _other) = self.reserve()["ids"]
        for model, ids, vals in (
            ("eoffice.reserved.number", [reserved], {"state": "released"}),
            ("eoffice.register.counter", self.register.counter_ids.ids, {"last_number": 90}),
        ):
            for who in ("tu_kesehatan", "kadis_kesehatan", "administrator"):
                self.call(who, model, "write", ids, status=403, vals=vals)
                self.call(who, model, "unlink", ids, status=403)

    @mute_logger("odoo.http")
    def test_a_line_is_corrected_never_changed(self):
        letter = self.sign(self.draft())
        line = letter.sudo().agenda_ids.filtered(lambda line: line.direction == "keluar")
        change = {"recipient_name": "Kepala Dinas Pendidikan, ralat"}
        self.call("tu_kesehatan", "eoffice.agenda", "write", line.ids, status=403, vals=change)
        correct = {"reason": "Salah tulis", "values": change}
        self.call(
            "kadis_sosial", "eoffice.agenda", "action_correct", line.ids, status=403, **correct
        )
        self.call("tu_kesehatan", "eoffice.agenda", "action_correct", line.ids, **correct)
        lines = letter.sudo().agenda_ids.filtered(lambda line: line.direction == "keluar")
        self.assertEqual(sorted(lines.mapped("revision")), [0, 1])
        self.assertEqual(set(lines.mapped("number")), {line.number})
