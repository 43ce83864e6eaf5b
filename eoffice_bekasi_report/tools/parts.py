"""The parts of a letter beside its body, made ready for the page; knows nothing of Odoo."""

from datetime import date, datetime

from .body import clean_body
from .indonesian_date import DAYS, long_day, long_moment
from .nip import nip_text


def page_parts(parts, place):
    """Return the blocks in which the parts of one place print, in order.

    Parts with their label beside that follow one another stand in one table, so that their
    colons stand below one another.

    :param list parts: what was frozen: dicts of code, name, kind, style, place, value
    :param str place: "before" or "after" the body
    :return: list of ``{"style", "rows"}``; rows are ``{"code", "name", "kind",
        "value"}`` with texts
    """
    blocks = []
    for part in parts:
        if part["place"] != place:
            continue
        style = "word" if part["kind"] == "word" else part["style"]
        if not (blocks and style in ("label", "indented") and blocks[-1]["style"] == style):
            blocks.append({"style": style, "rows": []})
        blocks[-1]["rows"].append(
            {
                "code": part.get("code", ""),
                "name": part["name"],
                "kind": part["kind"],
                "value": _printed(part),
            }
        )
    return blocks


def _printed(part):
    value = part["value"]
    match part["kind"]:
        case "text":
            return clean_body(value)
        case "date":
            return long_day(date.fromisoformat(value))
        case "moment":
            moment = datetime.fromisoformat(value)
            return f"{DAYS[moment.weekday()]}, {long_moment(moment)}"
        case "people":
            return [{**person, "nip": nip_text(person["nip"])} for person in value]
    return value
