from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.like import literal
from ..tools.local_time import office_today

#: Senders in one box, and among how many of a desk's last letters the latest are sought.
SENDERS, LETTERS = 8, 1000
#: Positions of the SKPD that are offered as addressees without a search.
ADDRESSEES = 40


class Naskah(models.Model):
    """What the registration desk offers: choices, and senders from memory."""

    _inherit = "eoffice.naskah"

    @api.model
    @api.readonly
    def get_registration_options(self, jabatan_id=None):
        """Return what can be chosen where incoming letters are registered.

        :param int jabatan_id: for which desk, when the account has several
        :return: dict with ``desk`` (id), ``desks`` (list of dicts with ``id``, ``name``, ``skpd``),
            ``today``, ``types`` (``id``, ``name``, ``code``), ``type_id`` (the usual one), ``sifat``
            (``code``, ``name``, ``tone``, ``secret``), ``urgensi`` (``code``, ``name``, ``tone``),
            ``default_sifat``, ``default_urgensi``, ``ways`` (``code``, ``name``), ``addressees``
            (``jabatan_id``, ``name``, ``under``: of the desk's SKPD, its head first)
        :raise AccessError: the account registers no incoming letters
        """
        desk = self._registering_as(jabatan_id)
        types = self.env["eoffice.naskah.type"].search([("is_in_force", "=", True)])
        secret = self.env["eoffice.sifat"]._secret()
        ways = self._fields["receipt_way"]._description_selection(self.env)
        last = self._last_registered_type(desk)
        return {
            "desk": desk.id,
            "desks": [
                {"id": one.id, "name": one.name, "skpd": one.skpd_id.name or ""}
                for one in self._registering_desks()
            ],
            "today": str(office_today()),
            "types": [{"id": one.id, "name": one.name, "code": one.code} for one in types],
            "type_id": last if last in types.ids else types[:1].id,
            "sifat": [
                {**one, "secret": one["code"] in secret}
                for one in self._offered_degrees("eoffice.sifat")
            ],
            "urgensi": self._offered_degrees("eoffice.urgensi"),
            "default_sifat": self.env["eoffice.sifat"]._ordinary(),
            "default_urgensi": self.env["eoffice.urgensi"]._ordinary(),
            "ways": [{"code": code, "name": name} for code, name in ways],
            "addressees": self._usual_addressees(desk.skpd_id),
        }

    @api.model
    @api.readonly
    def find_senders(self, words="", jabatan_id=None):
        """Return outside contacts by words of their name or town, those used last first.

        :param str words: all of them must be found; none: those used last
        :param int jabatan_id: of which desk the memory is, when the account has several
        :return: list of dicts with ``partner_id``, ``name``, ``under`` (address), ``email`` and
            ``last``: what this desk's last letter from there was (``date``, ``type_id``, ``type``,
            ``classification_id``, ``classification``, ``urgensi``, ``kepada``: list of dicts with
            ``jabatan_id`` and ``name``), or False
        :raise AccessError: the account registers no incoming letters
        """
        desk = self._registering_as(jabatan_id)
        self.flush_model()
        words = [str(word) for word in (words or "").split()[:8]]
        last = dict(self._last_used_senders(desk, words))
        if len(last) < SENDERS and words:
            last |= dict.fromkeys(self._other_senders(words, list(last)))
        # sudo: names and addresses of outside contacts are open to everybody who registers.
        partners = self.env["res.partner"].sudo().browse(last)
        letters = self._last_letters(desk, [id_ for id_, known in last.items() if known is None])
        # sudo: of letters that the desk itself has registered, none of them secret, what stands on
        # the envelope.
        remembered = self.sudo().browse(filter(None, {**last, **letters}.values()))
        by_partner = {letter.sender_partner_id.id: letter for letter in remembered}
        return [
            {
                "partner_id": one.id,
                "name": one.name,
                "under": ", ".join(filter(None, (one.street, one.city))),
                "email": one.email or "",
                "last": self._sender_memory(by_partner.get(one.id)),
            }
            for one in partners
        ]

    # ------------------------------------------------------------------ choices

    @api.model
    def _offered_degrees(self, model):
        """Return the degrees in force of sifat or urgensi, from the ordinary to the highest."""
        levels = self.env[model].search([("is_in_force", "=", True)])
        return [{"code": one.code, "name": one.name, "tone": one.tone} for one in levels]

    @api.model
    def _last_registered_type(self, desk):
        """Return the id of the type that a desk registered last, or None."""
        rows = self.env.execute_query(
            SQL(
                """SELECT type_id FROM eoffice_naskah
                    WHERE drafter_jabatan_id = %s AND direction = 'masuk'
                    ORDER BY id DESC LIMIT 1""",
                desk.id,
            )
        )
        return rows[0][0] if rows else None

    @api.model
    def _usual_addressees(self, skpd):
        """Return the positions of an SKPD as addressees: its head, then from the highest down."""
        positions = self.env["eoffice.jabatan"].search(
            [("skpd_id", "=", skpd.id), ("is_shared", "=", False)],
            order="level_order, sequence, id",
            limit=ADDRESSEES,
        )
        head = skpd.head_jabatan_id
        return [
            {
                "jabatan_id": one.id,
                "name": one.name,
                # sudo: who holds an office is public inside the city.
                "under": " · ".join(
                    filter(None, (one.organisation_id.name, one.holder_id.sudo().name))
                ),
            }
            for one in head | positions
        ]

    # ------------------------------------------------------------------ memory

    @api.model
    def _last_used_senders(self, desk, words):
        """Return (contact, letter) ids of whom a desk had letters from last, the latest first."""
        named = [
            SQL("(p.name ILIKE %(like)s OR p.city ILIKE %(like)s)", like=f"%{literal(word)}%")
            for word in words
        ]
        return self.env.execute_query(
            SQL(
                """SELECT r.sender_partner_id, max(r.id) AS latest
                     FROM (SELECT n.id, n.sender_partner_id
                             FROM eoffice_naskah n
                            WHERE n.drafter_jabatan_id = %s AND n.direction = 'masuk'
                              AND NOT n.is_secret
                            ORDER BY n.id DESC LIMIT %s) r
                     JOIN res_partner p ON p.id = r.sender_partner_id AND p.active
                    WHERE %s
                    GROUP BY r.sender_partner_id
                    ORDER BY latest DESC LIMIT %s""",
                desk.id,
                LETTERS,
                SQL(" AND ").join([SQL("TRUE"), *named]),
                SENDERS,
            )
        )

    @api.model
    def _other_senders(self, words, taken):
        """Return ids of further contacts outside the e-office, those whose name begins so first."""
        # sudo: names and addresses of outside contacts are open to everybody who registers.
        Partner = self.env["res.partner"].sudo()
        wanted = Domain("user_ids", "=", False) & Domain("id", "not in", taken)
        for word in map(literal, words):
            wanted &= Domain("name", "ilike", word) | Domain("city", "ilike", word)
        return Partner.search(wanted, limit=SENDERS - len(taken), order="name, id").ids

    @api.model
    def _last_letters(self, desk, partner_ids):
        """Return contact id to the id of the desk's last letter from there that isn't secret."""
        found = dict.fromkeys(partner_ids)
        if partner_ids:
            found |= dict(
                self.env.execute_query(
                    SQL(
                        """SELECT p.id, last.id FROM unnest(%s) AS p (id)
                     CROSS JOIN LATERAL (
                           SELECT n.id FROM eoffice_naskah n
                            WHERE n.sender_partner_id = p.id AND n.drafter_jabatan_id = %s
                              AND n.direction = 'masuk' AND NOT n.is_secret
                            ORDER BY n.id DESC LIMIT 1) last""",
                        partner_ids,
                        desk.id,
                    )
                )
            )
        return found

    @api.model
    def _sender_memory(self, letter):
        if not letter:
            return False
        code = letter.classification_id
        return {
            "date": str(letter.received_at.date()) if letter.received_at else False,
            "type_id": letter.type_id.id,
            "type": letter.type_id.name,
            "classification_id": code.id or False,
            "classification": code.display_name or "",
            "urgensi": letter.urgensi,
            "kepada": [
                {"jabatan_id": one.jabatan_id.id, "name": one.jabatan_id.name}
                for one in letter.kepada_ids
                if one.jabatan_id
            ],
        }
