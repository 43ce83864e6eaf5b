from odoo import api, models
from odoo.tools import SQL

from ..tools.canonical import sha256_hex
from ..tools.letter_number import KEY_SQL, number_key, quoted_numbers
from ..tools.text_marks import likeness, text_marks

#: So many duplicates are told; so many letters are looked at before.
TOLD, LOOKED_AT, COMPARED = 5, 200, 20
#: Texts of which so much is the same are one page; where number and date differ, more must be.
SAME_TEXT, SAME_THOUGH_NUMBERED = 0.6, 0.95
_KEY = SQL(KEY_SQL.format(column="n.number"))


class Naskah(models.Model):
    """Is a letter here already, and does it answer one of ours? Asked before it is registered.

    Only letters that are open to the account, or their envelope, are ever told.
    """

    _inherit = "eoffice.naskah"

    @api.model
    @api.readonly
    def check_registration(self, values):
        """Say what is known of a letter that is about to be registered; nothing is written.

        :param dict values: as far as known, the values of ``action_register``
        :return: dict with ``duplicates`` (list of dicts with ``id``, ``name``, ``agenda``,
            ``sender``, ``date``, ``why``, ``open``: whether its content is the account's to read),
            ``reply_to`` (dict with ``id``, ``name``, ``subject`` of our letter that it answers, or
            False) and ``warnings`` (list of texts)
        :raise AccessError: the account registers no incoming letters
        """
        desk = self._registering_as(values.get("jabatan_id"))
        for name in ("eoffice.naskah", "eoffice.naskah.content"):
            self.env[name].flush_model()
        return {
            "duplicates": self._told_duplicates(self._find_duplicates(values, desk)),
            "reply_to": self._found_original(values),
            "warnings": self._registration_warnings(values),
        }

    # ------------------------------------------------------------------ duplicates

    @api.model
    def _find_duplicates(self, values, _desk):
        """Return dict of letter id to why it may be the same; the surest first.

        Found as the system does; what of it may be told is decided afterwards.
        """
        text, page = self._same_text(values), self._same_page(values)
        # Who sees but an envelope must not try out what is inside: a guess would be confirmed.
        inside = self.env["eoffice.naskah.content"].search([("naskah_id", "in", [*text, *page])])
        opened = set(inside.naskah_id.ids)
        return {
            **{id_: why for id_, why in text.items() if id_ in opened},
            **self._same_number(values),
            **{id_: why for id_, why in page.items() if id_ in opened},
        }

    @api.model
    def _same_number(self, values):
        """Return letters of the same sender with the same number and date."""
        key = number_key(values.get("number"))
        sender = values.get("sender") or {}
        name = " ".join((sender.get("name") or "").split())
        if not key or not (sender.get("partner_id") or name):
            return {}
        day = values.get("letter_date") or None
        rows = self.env.execute_query(
            SQL(
                """SELECT n.id FROM eoffice_naskah n
                    WHERE n.number IS NOT NULL AND %s = %s AND n.direction = 'masuk'
                      AND (%s::date IS NULL OR n.letter_date IS NULL OR n.letter_date = %s::date)
                      AND (n.sender_partner_id = %s OR lower(n.sender_name) = lower(%s))
                    ORDER BY n.id DESC LIMIT %s""",
                _KEY,
                key,
                day,
                day,
                sender.get("partner_id") or 0,
                name,
                LOOKED_AT,
            )
        )
        return dict.fromkeys((row[0] for row in rows), self.env._("Same sender, number and date"))

    @api.model
    def _same_page(self, values):
        """Return letters whose page is the very same file."""
        page, _files = self.browse()._own_files(values.get("page_id"), ())
        if not page:
            return {}
        rows = self.env.execute_query(
            SQL(
                """SELECT c.naskah_id FROM eoffice_naskah_content c
                    WHERE c.pdf_sha256 = %s ORDER BY c.naskah_id DESC LIMIT %s""",
                sha256_hex(page.raw),
                LOOKED_AT,
            )
        )
        return dict.fromkeys((row[0] for row in rows), self.env._("Same page"))

    @api.model
    def _same_text(self, values):
        """Return letters whose recognised text is nearly the same."""
        text = values.get("text")
        marks = text_marks(text).split()
        if not marks:
            return {}
        # sudo: the system compares; only letters that are open to the account are told.
        contents = self.env["eoffice.naskah.content"].sudo()
        rows = self.env.execute_query(
            SQL(
                """SELECT c.id, c.scan_marks FROM eoffice_naskah_content c
                    WHERE c.scan_marks IS NOT NULL
                      AND string_to_array(c.scan_marks, ' ') && %s LIMIT %s""",
                marks,
                LOOKED_AT,
            )
        )
        alike = sorted(rows, key=lambda row: -len(set(row[1].split()) & set(marks)))[:COMPARED]
        found = {}
        for content in contents.browse(row[0] for row in alike):
            same = likeness(text, content.scan_text)
            if same >= self._same_text_from(values, content.naskah_id):
                found[content.naskah_id.id] = self.env._("Nearly the same text")
        return found

    @api.model
    def _same_text_from(self, values, letter):
        """Return how much must be the same: letters by a pattern differ in number and date alone."""
        number, date = number_key(values.get("number")), values.get("letter_date")
        differs = (
            number
            and letter.number
            and number != number_key(letter.number)
            and date
            and letter.letter_date
            and str(letter.letter_date) != str(date)
        )
        return SAME_THOUGH_NUMBERED if differs else SAME_TEXT

    @api.model
    def _told_duplicates(self, found):
        """Return of the letters found what may be told the account.

        :param dict found: letter id to why
        """
        letters = self.search([("id", "in", list(found))], order="id desc", limit=TOLD)
        contents = self.env["eoffice.naskah.content"].search([("naskah_id", "in", letters.ids)])
        opened = contents.naskah_id.ids
        # sudo: the number in the register of the SKPD of a letter that one may see.
        lines = letters.sudo().agenda_ids.filtered(
            lambda line: line.direction == "masuk" and not line.revision
        )
        agenda = lines.grouped(lambda line: line.naskah_id.id)
        return [
            {
                "id": one.id,
                "name": one.display_name,
                "agenda": ", ".join(
                    f"{line.number}/{line.year}" for line in agenda.get(one.id, lines.browse())
                ),
                "sender": one.sender_name or "",
                "date": str(one.letter_date) if one.letter_date else False,
                "why": found[one.id],
                "open": one.id in opened,
            }
            for one in letters
        ]

    # ------------------------------------------------------------------ whose answer it is

    @api.model
    def _found_original(self, values):
        """Return our letter whose number is quoted, if the account may read it; else False."""
        quoted = quoted_numbers(
            "\n".join(str(values.get(name) or "") for name in ("subject", "text"))
        )
        own = number_key(values.get("number"))
        if typed := number_key(values.get("reply_number")):
            quoted.insert(0, typed)
        keys = [key for key in quoted if key != own]
        if not keys:
            return False
        rows = self.env.execute_query(
            SQL(
                """SELECT n.id FROM eoffice_naskah n
                    WHERE n.number IS NOT NULL AND %s = ANY(%s) AND n.direction <> 'masuk'
                      AND n.state IN ('sealed', 'distributed', 'finished')
                    ORDER BY array_position(%s, %s), n.id DESC LIMIT %s""",
                _KEY,
                keys,
                keys,
                _KEY,
                LOOKED_AT,
            )
        )
        ids = [row[0] for row in rows]
        readable = set(self.search([("id", "in", ids)]).ids)
        original = self.browse(next((id_ for id_ in ids if id_ in readable), None) or [])
        if not original:
            return False
        return {
            "id": original.id,
            "name": original.display_name,
            "subject": original.subject or "",
        }
