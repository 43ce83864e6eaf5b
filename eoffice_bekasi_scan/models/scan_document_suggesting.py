import re
from difflib import SequenceMatcher

from odoo import models

from ..tools.letter_reading import read_letter

#: From here up a name read is taken for one that is known.
ALIKE = 0.88
#: So many known names are compared at most.
COMPARED = 300
#: Words that tell no position from another.
COMMON = {"kepala", "kota", "bekasi", "bapak", "ibu", "dan", "pada", "dinas", "badan", "kecamatan"}


class ScanDocument(models.Model):
    """What was read of a letter becomes suggestions for its registration, each with its place.

    Nothing is taken by itself: a person looks at each. What is known (a sender of before, a position,
    a degree of secrecy) is named; everything else is the text as it was read.
    """

    _inherit = "eoffice.scan.document"

    def _suggest(self):
        """Return the suggestions of this letter; called in sudo mode when its pages are read.

        :return: dict of field to ``{value, text, page, box, sure}``; ``value`` of ``sender`` is
            ``{partner_id, name}``, of ``kepada`` ``{id, name, under}`` or False when no position is
            meant for sure (further ones in ``others``), of ``sifat`` and ``urgensi`` the code
        """
        said = read_letter([(page.id, page.words or []) for page in self.page_ids])
        if sender := said.get("sender"):
            sender["text"] = sender["value"]
            sender["value"] = self._known_sender(sender["value"])
        if kepada := said.get("kepada"):
            found = [self._known_jabatan(name) for name in kepada["value"]]
            known = [one for one in found if one]
            kepada["value"] = known[0] if known else False
            kepada["others"] = known[1:]
            kepada["sure"] = bool(known) and all(found)
        for field in ("sifat", "urgensi"):
            if field in said and not self._name_degree(field, said[field]):
                del said[field]
        return said

    def _name_degree(self, field, one):
        """Turn the name of a degree into its code; say whether there is one."""
        model = f"eoffice.{field}"
        level = self.env[model].search([("name", "=ilike", one["value"])], limit=1)
        one["value"] = level.code
        return bool(level)

    def _known_sender(self, name):
        """Return the outside contact of that name, or the bare name."""
        words = [word for word in re.findall(r"\w{4,}", name) if word.lower() not in COMMON]
        if not words:
            return {"name": name}
        longest = max(words, key=len)
        Partner = self.env["res.partner"]
        found = Partner.search(
            [("name", "ilike", longest), ("user_ids", "=", False)], limit=COMPARED
        )
        best = self._most_alike(name, found)
        return {"partner_id": best.id, "name": best.name} if best else {"name": name}

    def _known_jabatan(self, name):
        """Return ``{id, name, under}`` of the position that an addressee's name means, or None."""
        bare = _bare(name)
        words = [word for word in bare.split() if len(word) > 3 and word not in COMMON]
        if not words:
            words = bare.split()[:1]
        if not words:
            return None
        Jabatan = self.env["eoffice.jabatan"]
        found = Jabatan.search([("name", "ilike", max(words, key=len))], limit=COMPARED)
        best = self._most_alike(bare, found)
        return (
            best and {"id": best.id, "name": best.name, "under": best.skpd_id.name or ""}
        ) or None

    def _most_alike(self, name, records):
        """Return the record whose name is nearly ``name``; none when two are equally near."""
        name = _bare(name)
        ranked = sorted(
            ((SequenceMatcher(None, name, _bare(one.name)).ratio(), -one.id) for one in records),
            reverse=True,
        )
        if not ranked or ranked[0][0] < ALIKE:
            return records.browse()
        if len(ranked) > 1 and ranked[1][0] == ranked[0][0]:
            return records.browse()
        return records.browse(-ranked[0][1])


def _bare(name):
    """Return a name without what is written in one place and not in another."""
    name = re.sub(r"[^\w ]+", " ", name.lower()).replace("walikota", "wali kota")
    name = re.sub(r"\b(bapak|ibu|sdr|saudara|yth|pemerintah)\b", " ", name)
    shorter = re.sub(r"\b(kota bekasi|bekasi)\s*$", " ", " ".join(name.split()))
    # "Wali Kota Bekasi" is no "Wali".
    return " ".join((shorter if len(shorter.split()) > 1 else name).split())
