from html import escape

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime

from ..tools.chain import before
from ..tools.parts import PERSON
from ..tools.text_diff import authors_of, changes, difference, to_html
from .naskah_approval import ORDER

#: So many authors have a colour of their own; more begin again with the first.
COLOURS = 6


class Naskah(models.Model):
    """Versions side by side, and what changed since somebody had the letter before him."""

    _inherit = "eoffice.naskah"

    @api.readonly
    def get_comparison(self, from_version_id=None, to_version_id=None):
        """Return what changed between two versions, marked in the text, by author.

        :param int from_version_id: the older version; none: the one before the other
        :param int to_version_id: the newer one; none: the text as it stands now
        :return: dict with ``versions`` (all there are; the text of now, when it is none of them,
            has no id), ``from`` and ``to`` (their ids), ``count`` (places that changed),
            ``authors`` (legend: place, name, jabatan, count) and ``sections``: dicts with
            ``field``, ``name``, ``count`` and the HTML ``both``, ``old`` and ``new``; of files
            ``files`` with ``name`` and ``status``
        :raise AccessError: the content isn't open to this account
        :raise UserError: a version that isn't this letter's
        """
        self.ensure_one()
        stations = self._stations()
        places = {one["id"]: place for place, one in enumerate(stations)}
        for id_ in (from_version_id, to_version_id):
            if id_ and id_ not in places:
                raise UserError(self.env._("This version doesn't belong to the letter."))
        last = places[to_version_id] if to_version_id else len(stations) - 1
        first = places[from_version_id] if from_version_id else max(last - 1, 0)
        first, last = sorted((first, last))
        compared = self._compare(stations[first : last + 1])
        shown = ("id", "name", "author", "jabatan", "capacity", "at")
        return {
            "versions": [{key: one[key] for key in shown} for one in stations],
            "from": stations[first]["id"],
            "to": stations[last]["id"],
            **compared,
        }

    @api.readonly
    def get_changes_since_own_paraf(self):
        """Return, for whoever has the letter before him now, what changed since it was last seen.

        :return: list of dicts with ``kind`` (``subordinate``: since the last paraf before his;
            ``way``: what was changed on its way before that; ``own``: since he himself last
            acted), ``text`` for people, ``count`` and ``from_version_id`` for
            ``get_comparison``; empty for anyone else
        :raise AccessError: the content isn't open to this account
        """
        self.ensure_one()
        stations = self._stations()
        found = {}
        for kind, version, whose in self._seen_before():
            place = next(
                (place for place, one in enumerate(stations) if one["id"] == version.id), None
            )
            if place is None or kind in found:
                continue
            compared = self._compare(stations[place:])
            # Of the way the nearest change; that there was none says the line above.
            if kind == "way" and (not compared["count"] or "subordinate" not in found):
                continue
            if kind == "way" and found["subordinate"]["count"]:
                continue
            found[kind] = {
                "kind": kind,
                "count": compared["count"],
                "from_version_id": version.id,
                "text": self._changes_text(compared, kind, whose),
            }
        return list(found.values())

    # ------------------------------------------------------------------ helpers

    def _seen_before(self):
        """Return what this account compares with: (kind, version, jabatan that sent it on)."""
        # sudo: versions and steps of a letter whose content the caller has shown to be open.
        letter = self.sudo()
        versions = letter.version_ids.sorted("sequence", reverse=True)
        steps = letter.step_ids.sorted(ORDER)
        if letter.state == "approval":
            own = self._own(letter._current_steps().jabatan_id, "approve", "sign", "read")
        elif letter.state == "draft" and letter.submitted_at:
            own = self._own(letter.drafter_jabatan_id, "draft")
        else:
            return []
        found = []
        mine = steps.filtered(lambda one: one.state == "current" and one.jabatan_id in own)[:1]
        done = steps.browse()
        if mine:
            done = done.union(
                *(one for one in before(steps, mine) if one.state == "done" and one.version_id)
            )
        if done:
            below = done.filtered(lambda one: one.jabatan_id.superior_id in own) or done
            step = below.sorted(ORDER)[-1]
            found.append(("subordinate", step.version_id, step.jabatan_id))
            earlier = before(steps, step)
            found += (
                ("way", one.version_id, one.jabatan_id)
                for one in reversed(earlier)
                if one.state == "done" and one.version_id
            )
            sent = versions.filtered(lambda one: letter.drafter_jabatan_id in one.acted_jabatan_ids)
            found += (("way", one, letter.drafter_jabatan_id) for one in sent[:1])
        acted = versions.filtered(lambda one: one.acted_jabatan_ids & own)[:1]
        if acted and not (found and found[0][1] == acted):
            found.append(("own", acted, own))
        return found

    def _changes_text(self, compared, kind, whose):
        """Return one sentence on what changed, by whom and since when."""
        who = ", ".join(dict.fromkeys(one["jabatan"] or one["name"] for one in compared["authors"]))
        values = {"count": compared["count"], "who": who, "whose": whose[:1].name}
        if kind == "own":
            if not compared["count"]:
                return self.env._("Unchanged since you last had it.")
            if compared["count"] == 1:
                return self.env._("1 place changed by %(who)s since you last had it.", **values)
            return self.env._(
                "%(count)s places changed by %(who)s since you last had it.", **values
            )
        if whose == self.drafter_jabatan_id:
            if compared["count"] == 1:
                return self.env._(
                    "1 place changed by %(who)s since the letter was sent up.", **values
                )
            return self.env._(
                "%(count)s places changed by %(who)s since the letter was sent up.", **values
            )
        if not compared["count"]:
            return self.env._("Unchanged since the paraf of %(whose)s.", **values)
        if compared["count"] == 1:
            return self.env._("1 place changed by %(who)s since the paraf of %(whose)s.", **values)
        return self.env._(
            "%(count)s places changed by %(who)s since the paraf of %(whose)s.", **values
        )

    def _stations(self):
        """Return all versions from the oldest, and the text of now if it is none of them.

        :raise AccessError: the content isn't open to this account
        """
        content = self.env["eoffice.naskah.content"].search([("naskah_id", "=", self.id)])
        if not content:
            raise self.env["eoffice.naskah.content"]._guard_error()
        # sudo: the right to the content, just checked, is the right to its versions; and the
        # names of those who wrote it.
        letter = self.sudo()
        versions = letter.version_ids.sorted("sequence")
        stations = [
            self._station(
                one,
                one._said(),
                one.display_name,
                one.author_id,
                one.jabatan_id,
                one.capacity,
                one.created_at,
            )
            for one in versions
        ]
        now = letter._text_now(versions[-1:])
        if not stations or versions[-1]._said() != now:
            content = letter.content_ids
            stations.append(
                self._station(
                    versions.browse(),
                    now,
                    self.env._("The text now"),
                    content.author_id or letter.drafter_id,
                    content.author_jabatan_id or letter.drafter_jabatan_id,
                    content.author_capacity,
                    content.write_date,
                )
            )
        return stations

    def _station(self, version, said, name, author, jabatan, capacity, at):
        return {
            "id": version.id or False,
            "name": name,
            "author": author.name,
            "jabatan": jabatan.name or "",
            "capacity": capacity or "",
            "at": fields.Datetime.to_string(at),
            "by": (author.id, jabatan.id or 0),
            "said": said,
        }

    def _compare(self, stations):
        """Return the difference of the first and the last of these, by the authors between."""
        by = [one["by"] for one in stations]
        names = {one["by"]: one for one in stations}
        codes = {}
        for one in (stations[-1], *stations):
            for part in one["said"]["parts"]:
                codes.setdefault(part["code"], part["name"])
        texts = [
            (
                "subject",
                self.env._("Subject"),
                [self._line(one["subject"]) for one in self._said_by(stations)],
            ),
            *(
                (
                    f"part:{code}",
                    name,
                    [
                        "".join(
                            self._part_text(part) for part in one["parts"] if part["code"] == code
                        )
                        for one in self._said_by(stations)
                    ],
                )
                for code, name in codes.items()
            ),
            ("body", self.env._("Text"), [one["body"] or "" for one in self._said_by(stations)]),
        ]
        legend, sections = {}, []

        def place_of(author):
            return legend.setdefault(author, {"place": len(legend), "count": 0})["place"]

        def marks(author):
            return {
                "class": f"o_by_{place_of(author) % COLOURS}",
                "title": names[author]["jabatan"] or names[author]["author"],
            }

        for name, label, versions in texts:
            lines = difference(versions, by)
            for author, count in authors_of(lines).items():
                place_of(author)
                legend[author]["count"] += count
            sections.append(
                {
                    "field": name,
                    "name": label,
                    "count": changes(lines),
                    **{side: to_html(lines, side, marks) for side in ("both", "old", "new")},
                }
            )
        files = self._compare_files(stations[0]["said"], stations[-1]["said"])
        if files:
            sections.append(
                {
                    "field": "attachment_ids",
                    "name": self.env._("Attachments"),
                    "count": sum(one["status"] != "same" for one in files),
                    "files": files,
                }
            )
        return {
            "sections": [one for one in sections if one.get("files") or one["both"]],
            "count": sum(one["count"] for one in sections),
            "authors": [
                {
                    "colour": legend[author]["place"] % COLOURS,
                    "name": names[author]["author"],
                    "jabatan": names[author]["jabatan"],
                    "count": legend[author]["count"],
                }
                for author in legend
            ],
        }

    def _said_by(self, stations):
        return [one["said"] for one in stations]

    def _compare_files(self, old, new):
        """Return the files of two versions: the same, changed, added or gone."""
        mine = {one["name"]: one["sha256"] for one in old["attachments"]}
        yours = {one["name"]: one["sha256"] for one in new["attachments"]}
        return [
            {
                "name": name,
                "status": "gone"
                if name not in yours
                else "added"
                if name not in mine
                else "same"
                if mine[name] == yours[name]
                else "changed",
            }
            for name in {**mine, **yours}
        ]

    def _line(self, text):
        return f"<p>{escape(text)}</p>" if text else ""

    def _part_text(self, part):
        """Return a part of a version as HTML, to be compared with another's."""
        value = part["value"]
        if not value:
            return ""
        match part["kind"]:
            case "text":
                return value
            case "points":
                points = (
                    f'<li data-label="{escape(one["label"])}">{escape(one["text"])}</li>'
                    for one in value
                )
                return f"<ol>{''.join(points)}</ol>"
            case "people":
                people = (
                    ", ".join(filter(None, (one.get(key) for key in PERSON))) for one in value
                )
                return "<ol>" + "".join(f"<li>{escape(one)}</li>" for one in people) + "</ol>"
            case "date":
                return self._line(format_date(self.env, value))
            case "moment":
                at = fields.Datetime.to_datetime(value.replace("T", " ") + ":00")
                return self._line(format_datetime(self.env, at, tz="UTC"))
            case "line":
                return self._line(value)
        return ""
