"""What is said between the editors of a letter's text, as browsers send it."""

from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin


@tagged("post_install", "-at_install")
class TestWhoIsHeard(OfficeHttpMixin, HttpCase):
    """Nobody puts words into an open editor who may not change the text himself."""

    def say(self, login, naskah, field="body"):
        self.authenticate(login, "bekasi")
        answer = self.url_open(
            "/html_editor/bus_broadcast",
            json={
                "params": {
                    "model_name": "eoffice.naskah",
                    "field_name": field,
                    "res_id": naskah.id,
                    "bus_data": {"notificationName": "eoffice_said"},
                }
            },
        ).json()
        return "error" not in answer

    def test_only_who_may_change_the_text(self):
        naskah = self.draft()
        self.env.flush_all()
        self.assertTrue(self.say("staf.kesehatan.uji", naskah))
        for key in ("administrator", "tu_kesehatan", "kadis_pendidikan"):
            self.assertFalse(self.say(self.users[key].login, naskah), key)

    def test_no_longer_after_it_went_on(self):
        naskah = self.draft()
        naskah.action_submit()
        self.env.flush_all()
        self.assertFalse(self.say("staf.kesehatan.uji", naskah))
        self.assertTrue(self.say(self.users["kasubbag_kesehatan"].login, naskah))

    def test_no_other_field(self):
        naskah = self.draft()
        self.env.flush_all()
        self.assertFalse(self.say("staf.kesehatan.uji", naskah, "subject"))
