from odoo import api
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged

from .common import TEXT
from .test_numbering import RealConnectionsCase

LETTERS = 12


@tagged("post_install", "-at_install")
class TestSignersAtOnce(RealConnectionsCase):
    """Real connections: parties that sign at the same moment, each from its own register."""

    signers = 6

    @classmethod
    def build_city(cls):
        result = super().build_city()
        cls.type_pks = cls.env["eoffice.naskah.type"].create(
            {
                "name": "Perjanjian (uji penomoran)",
                "code": "PKSN",
                "number_pattern": "{klas}/{urut}/{unit}",
                "number_per_party": True,
                "distribute_on_seal": False,
            }
        )
        return result

    def agreements(self, count, *, parallel=False):
        """Commit agreements; the first party is the one SKPD and the other in turn."""
        keys = ("kadis_pengirim", "kadis_penerima")
        ids = []
        with self.cursor() as cr:
            for place in range(count):
                first, second = keys if place % 2 else keys[::-1]
                env = api.Environment(cr, self.users[first].id, {})
                naskah = env["eoffice.naskah"].create(
                    {
                        "type_id": self.type_pks.id,
                        "classification_id": self.klasifikasi.id,
                        "subject": f"Perjanjian ke-{place}",
                        "body": TEXT,
                        "cosigner_ids": [(6, 0, [self.jabatan[second].id])],
                        "recipient_ids": [(0, 0, {"jabatan_id": self.jabatan[second].id})],
                    }
                )
                naskah.step_ids.sorted("sequence")[-1].with_previous = parallel
                naskah.action_submit()
                ids.append(naskah.id)
        return [(id_, self.users[key].id) for id_ in ids for key in keys]

    def whole(self):
        with self.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            self.assertEqual(env["eoffice.register"]._check_numbers(), [])

    def test_numbers_of_two_registers_at_once(self):
        waiting = self.agreements(LETTERS)
        by = {}
        for naskah_id, uid in waiting:
            by.setdefault(naskah_id, []).append(uid)
        firsts = []
        for naskah_id in by:
            with self.cursor() as cr:
                cr.execute(
                    """SELECT s.jabatan_id FROM eoffice_approval_step s
                        WHERE s.naskah_id = %s AND s.state = 'current'""",
                    [naskah_id],
                )
                (jabatan_id,) = cr.fetchone()
            key = next(key for key, one in self.jabatan.items() if one.id == jabatan_id)
            firsts.append((naskah_id, self.users[key].id))
            self.sign_one(*firsts[-1])
        lasts = [
            (naskah_id, next(uid for uid in by[naskah_id] if uid != first))
            for naskah_id, first in firsts
        ]
        answers = self.sign_at_once(lasts)
        self.assertEqual([type(answer) for answer in answers], [dict] * LETTERS, answers)
        rows = self.query(
            """SELECT n.number, s.number FROM eoffice_naskah n
                 JOIN eoffice_signature s ON s.naskah_id = n.id AND s.number IS NOT NULL
                WHERE n.id = ANY(%s)""",
            [naskah_id for naskah_id, _uid in lasts],
        )
        self.assertEqual(len(rows), LETTERS)
        self.assertEqual(len({number for row in rows for number in row}), 2 * LETTERS)
        self.whole()

    def test_two_sign_one_letter_at_the_same_moment(self):
        """Neither is lost, and exactly one of them is the last."""
        for _time in range(4):
            waiting = self.agreements(1, parallel=True)

            def sign(naskah_id, uid):
                while True:
                    try:
                        return self.sign_one(naskah_id, uid)
                    except UserError as refusal:
                        if "acting on this letter" not in str(refusal):
                            raise

            answers = self.sign_at_once(waiting, sign)
            self.assertEqual([type(one) for one in answers], [dict, dict], answers)
            rows = self.query(
                """SELECT n.state, n.number IS NOT NULL, s.is_final
                     FROM eoffice_naskah n JOIN eoffice_signature s ON s.naskah_id = n.id
                    WHERE n.id = %s ORDER BY s.id""",
                waiting[0][0],
            )
            self.assertEqual(rows, [("signed", True, False), ("signed", True, True)])
        self.whole()

    def test_a_return_at_the_same_moment(self):
        """Either the letter is signed by one and back with all withdrawn, or only returned."""
        ((naskah_id, one), (_same, two)) = self.agreements(1, parallel=True)
        with self.cursor() as first, self.cursor() as second:
            signing = api.Environment(first, one, {})["eoffice.naskah"].browse(naskah_id)
            returning = api.Environment(second, two, {})["eoffice.naskah"].browse(naskah_id)
            self.assertEqual((signing.state, returning.state), ("approval", "approval"))
            signing.action_sign()
            with self.assertRaisesRegex(UserError, "acting on this letter"):
                returning.action_return("Belum")
            second.rollback()
            self.assertEqual(returning.state, "approval")
            first.commit()
            # its transaction is older than the signature: it is done again and sees it
            retrying(lambda: returning.action_return("Belum"), returning.env)
            second.commit()
        rows = self.query(
            """SELECT n.state, n.signature_count, s.superseded
                 FROM eoffice_naskah n JOIN eoffice_signature s ON s.naskah_id = n.id
                WHERE n.id = %s""",
            naskah_id,
        )
        self.assertEqual(rows, [("draft", 0, "withdrawn")])
