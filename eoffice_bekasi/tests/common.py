"""A small city for tests: two dinas, the Setda with the Wali Kota, an outsider, an administrator.

Built once per test class, without demo data.
"""

from datetime import date
from unittest.mock import patch

from odoo.tests import TransactionCase, new_test_user

from ..tools import transaction
from ..tools.transaction import INLINE, INLINE_KEY

TEXT = "<p>Dengan hormat, bersama ini kami sampaikan jadwal imunisasi di sekolah.</p>"


class OfficeMixin:
    """Builds the city; mix into any Odoo test case class."""

    @classmethod
    def build_city(cls):
        """Make organisations, positions and people, one way for all tests."""
        env = cls.env
        cls.organisations, cls.jabatan, cls.users = {}, {}, {}
        city = cls.add_organisation("kota", "Pemerintah Kota Uji", kind="city", emblem="garuda")
        setda = cls.add_organisation(
            "setda", "Sekretariat Daerah", parent=city, kind="setda", abbreviation="Setda"
        )
        city.served_by_id = setda
        for key, name, abbreviation in (
            ("kesehatan", "Dinas Kesehatan", "Dinkes"),
            ("pendidikan", "Dinas Pendidikan", "Disdik"),
            ("sosial", "Dinas Sosial", "Dinsos"),
        ):
            cls.add_organisation(key, name, parent=city, kind="dinas", abbreviation=abbreviation)
        walikota = cls.add_jabatan(
            "walikota", "Wali Kota", "kota", None, may_sign=True, rank="wali_kota"
        )
        sekda = cls.add_jabatan(
            "sekda", "Sekretaris Daerah", "setda", walikota, may_sign=True, rank="sekda"
        )
        cls.set_head("setda", sekda)
        for key in ("kesehatan", "pendidikan", "sosial"):
            cls.add_dinas(key, sekda)
        cls.users["administrator"] = new_test_user(
            env,
            "administrator.uji",
            groups="eoffice_bekasi.group_administrator,base.group_system",
            name="Agus Administrator",
        )
        cls.klasifikasi = env["eoffice.classification"].create(
            {"code": "999.7", "name": "Kesehatan (uji)"}
        )
        cls.type_sd = env["eoffice.naskah.type"].create(
            {
                "name": "Surat Dinas (uji)",
                "code": "SDU",
                "number_pattern": "{klas}/{urut}/{unit}",
                "distribute_on_seal": True,
                "sequence": 0,
            }
        )
        cls.instruction = env["eoffice.instruction"].create({"name": "Tindak lanjuti (uji)"})
        cls.accept_rules(*cls.users.values())
        env.flush_all()

    @classmethod
    def speak_english(cls):
        """Let all accounts read what stands in the code; a new one speaks the office's language."""
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env["res.users"].union(*cls.users.values()).lang = "en_US"

    @classmethod
    def accept_rules(cls, *users):
        """Let accounts have accepted the rules of use in force; without it no door lets them in."""
        Rules = cls.env["eoffice.rules"]
        rules = Rules.browse(Rules._current_id() or [])
        cls.env["eoffice.rules.acceptance"]._accept(rules, cls.env["res.users"].union(*users))

    @classmethod
    def add_organisation(cls, key, name, parent=None, **values):
        """Make an organisation; it is an SKPD when it has an abbreviation."""
        unit = cls.env["eoffice.organisation"].create(
            {
                "name": name,
                "parent_id": parent.id if parent else False,
                "is_skpd": bool(values.get("abbreviation")),
                "street": "Jl. Uji No. 1",
                **values,
            }
        )
        cls.organisations[key] = unit
        return unit

    @classmethod
    def add_jabatan(cls, key, name, organisation, superior, *, user=True, groups=None, **values):
        """Make a position and, unless ``user`` is False, an account that holds it."""
        jabatan = cls.env["eoffice.jabatan"].create(
            {
                "name": name,
                "organisation_id": cls.organisations[organisation].id,
                "superior_id": superior.id if superior else False,
                **values,
            }
        )
        cls.jabatan[key] = jabatan
        if user:
            cls.add_holder(key, groups or "eoffice_bekasi.group_official")
        return jabatan

    @classmethod
    def add_holder(cls, key, groups):
        """Make an account called like the key and let it hold the position since 2020."""
        user = new_test_user(
            cls.env,
            key.replace("_", ".") + ".uji",
            groups=groups,
            name=f"Pejabat {key.replace('_', ' ').title()}",
            tz="Asia/Jakarta",
        )
        user.write(
            {
                "eoffice_nip": f"19700101199803{len(cls.users):04d}",
                "eoffice_pangkat": "Pembina",
                "eoffice_golongan": "IV/a",
                "eoffice_title_back": "M.Si.",
            }
        )
        cls.users[key] = user
        cls.env["eoffice.assignment"].create(
            {"jabatan_id": cls.jabatan[key].id, "user_id": user.id, "date_from": date(2020, 1, 1)}
        )
        return user

    @classmethod
    def set_head(cls, key, head):
        cls.organisations[key].head_jabatan_id = head
        registry = cls.add_jabatan(
            f"tu_{key}",
            f"Tata Usaha {cls.organisations[key].name}",
            key,
            head,
            groups="eoffice_bekasi.group_registry",
            is_shared=True,
            kind="pelaksana",
        )
        cls.organisations[key].registry_jabatan_id = registry

    @classmethod
    def add_dinas(cls, key, superior):
        """Head, secretary, sub-head, staff, a bidang head and a registry for a dinas."""
        name = cls.organisations[key].name
        head = cls.add_jabatan(
            f"kadis_{key}", f"Kepala {name}", key, superior, may_sign=True, is_head=True
        )
        cls.set_head(key, head)
        secretary = cls.add_jabatan(f"sekretaris_{key}", f"Sekretaris {name}", key, head)
        kasubbag = cls.add_jabatan(f"kasubbag_{key}", f"Kasubbag Umum {name}", key, secretary)
        cls.add_jabatan(
            f"staf_{key}",
            f"Staf Umum {name}",
            key,
            kasubbag,
            groups="eoffice_bekasi.group_user",
            kind="pelaksana",
        )
        cls.add_jabatan(f"kabid_{key}", f"Kepala Bidang {name}", key, head)

    # ------------------------------------------------------------------ doing things

    def as_user(self, key, records):
        """Return records in the name of the account that holds the position ``key``."""
        return records.with_user(self.users[key])

    def draft(self, by="staf_kesehatan", kepada=("kadis_pendidikan",), tembusan=(), **values):
        """Draft a letter as ``by`` and return it in his name."""
        recipients = [
            (0, 0, {"kind": kind, "jabatan_id": self.jabatan[key].id})
            for kind, keys in (("kepada", kepada), ("tembusan", tembusan))
            for key in keys
        ]
        return (
            self.env["eoffice.naskah"]
            .with_user(self.users[by])
            .create(
                {
                    "type_id": self.type_sd.id,
                    "classification_id": self.klasifikasi.id,
                    "subject": "Jadwal imunisasi sekolah",
                    "body": TEXT,
                    "recipient_ids": recipients,
                    **values,
                }
            )
        )

    def approve(self, naskah):
        """Send a draft up and give all parafs; the letter then waits for its signature."""
        naskah.action_submit()
        while True:
            step = naskah.sudo().step_ids.filtered(lambda step: step.state == "current")
            if step.kind == "sign":
                return naskah
            naskah.with_user(step.jabatan_id.holder_id).action_paraf()

    def sign(self, naskah):
        """Bring a draft all the way to its signature, its page and its recipients."""
        self.approve(naskah)
        naskah.with_user(naskah.sudo().signer_jabatan_id.holder_id).action_sign()
        naskah.invalidate_recordset()
        return naskah

    def dispose(self, naskah, by, to, **values):
        """Dispose a received letter and return the new dispositions."""
        letter = self.as_user(by, naskah)
        before = naskah.sudo().disposition_ids
        letter.action_dispose(
            [self.jabatan[key].id for key in to],
            instruction_ids=self.instruction.ids,
            **values,
        )
        return naskah.sudo().disposition_ids - before


class OfficeCase(OfficeMixin, TransactionCase):
    """The city in a transaction that is rolled back; numbering runs inline."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={
                **cls.env.context,
                INLINE_KEY: INLINE,
                "queue_job__no_delay": True,
                "no_reset_password": True,
                "tracking_disable": True,
            }
        )
        cls.build_city()

    def setUp(self):
        super().setUp()
        # What a test adds to the city is rolled back with it; so are the names of it.
        for name in ("organisations", "jabatan", "users"):
            self.patch(type(self), name, dict(getattr(self, name)))


def inline_requests(test_class):
    """Make requests of an ``HttpCase`` number and distribute inside the test's transaction.

    A test cursor has no after-commit, and a second connection could not see the test's rows.
    """
    test_class.classPatch(transaction, "is_inline", lambda env: True)
    patcher = patch.dict("os.environ", {"QUEUE_JOB__NO_DELAY": "1"})
    patcher.start()
    test_class.addClassCleanup(patcher.stop)


class OfficeHttpMixin(OfficeMixin):
    """The city for ``HttpCase``: mix in before it. All accounts have the password ``bekasi``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "no_reset_password": True})
        inline_requests(cls)
        cls.build_city()
        for user in cls.users.values():
            user.password = "bekasi"
