"""Several people at the chain of one letter at the same moment, through real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import TEXT
from .test_numbering import RealConnectionsCase


@tagged("post_install", "-at_install")
class TestTwoAtOnce(RealConnectionsCase):
    """Two who are asked together give their paraf in the same moment: the letter goes on.

    Without a mark on the letter's own row each would see the other as still asked, and nobody
    would be asked next.
    """

    signers = 2

    @classmethod
    def build_city(cls):
        city = super().build_city()
        for key in ("kabid_satu", "kabid_dua"):
            cls.add_jabatan(key, f"Kabid {key}", "pengirim", cls.jabatan["kadis_pengirim"])
        cls.template = cls.env["eoffice.approval.template"].create(
            {
                "name": "Uji bersamaan",
                "type_ids": cls.type_sd.ids,
                "line_ids": [
                    Command.create(
                        {
                            "who": "jabatan",
                            "jabatan_id": cls.jabatan[key].id,
                            "with_previous": key == "kabid_dua",
                        }
                    )
                    for key in ("kabid_satu", "kabid_dua")
                ],
            }
        )
        return city

    @classmethod
    def delete_what_was_made(cls):
        with cls.cursor() as cr:
            template = cls.template.with_env(api.Environment(cr, SUPERUSER_ID, {}))
            template.unlink()
        return super().delete_what_was_made()

    def letter(self):
        with self.cursor() as cr:
            env = api.Environment(cr, self.users["sekretaris_pengirim"].id, {})
            naskah = env["eoffice.naskah"].create(
                {
                    "type_id": self.type_sd.id,
                    "classification_id": self.klasifikasi.id,
                    "subject": "Bersamaan",
                    "body": TEXT,
                    "recipient_ids": [
                        Command.create({"jabatan_id": self.jabatan["kadis_penerima"].id})
                    ],
                    "signer_jabatan_id": self.jabatan["kadis_pengirim"].id,
                }
            )
            naskah.action_submit()
            return naskah.id

    def act(self, key, naskah_id, verb, barrier):
        """Do an act like a request does: begin together, try again when another was faster."""
        for attempt in range(6):
            try:
                with self.cursor() as cr:
                    env = api.Environment(cr, self.users[key].id, {})
                    naskah = env["eoffice.naskah"].browse(naskah_id)
                    cr.execute("SELECT 1")
                    if not attempt:
                        barrier.wait(30)
                    getattr(naskah, verb)()
                return True
            except OperationalError:
                continue
            except UserError:
                # Somebody is acting at this very moment; people try again.
                if attempt == 5:
                    return False
                sleep(0.1)
        return False

    def together(self, naskah_id, *acts):
        barrier = Barrier(len(acts))
        with ThreadPoolExecutor(len(acts)) as pool, mute_logger("odoo.sql_db"):
            return list(pool.map(lambda act: self.act(act[0], naskah_id, act[1], barrier), acts))

    def states(self, naskah_id):
        with self.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            steps = env["eoffice.naskah"].browse(naskah_id).step_ids.sorted("sequence, id")
            return steps.mapped("state")

    def test_both_parafs_count_and_the_signer_is_asked(self):
        for _round in range(3):
            naskah_id = self.letter()
            done = self.together(
                naskah_id, ("kabid_satu", "action_paraf"), ("kabid_dua", "action_paraf")
            )
            self.assertEqual(done, [True, True])
            self.assertEqual(self.states(naskah_id), ["done", "done", "current"])

    def test_two_tabs_of_one(self):
        naskah_id = self.letter()
        done = self.together(
            naskah_id, ("kabid_satu", "action_paraf"), ("kabid_satu", "action_paraf")
        )
        self.assertEqual(sorted(done), [False, True])
        self.assertEqual(self.states(naskah_id), ["done", "current", "waiting"])

    def test_recalled_or_passed_on_but_not_both(self):
        naskah_id = self.letter()
        done = self.together(
            naskah_id, ("sekretaris_pengirim", "action_recall"), ("kabid_satu", "action_paraf")
        )
        self.assertEqual(sorted(done), [False, True])
