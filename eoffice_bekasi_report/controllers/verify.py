import secrets
from datetime import UTC, date, datetime
from functools import partial

from babel.dates import format_date, format_datetime
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept

from odoo import http
from odoo.http import request
from odoo.tools import file_open
from odoo.tools.translate import get_translation

from odoo.addons.eoffice_bekasi.tools.local_time import OFFICE_ZONE

from ..tools.code import grouped, normalise
from ..tools.indonesian_date import long_date, long_moment

LANGUAGES = {"id": "id_ID", "en": "en_US"}
STATIC = "eoffice_bekasi_report/static/src/verify"


class Verify(http.Controller):
    """The public answer to "is this letter genuine?". No login, no cookie, no tracker.

    Reads only, so it may be asked of a replica. Every code that isn't known, malformed ones too,
    gets one and the same answer.
    """

    @http.route(
        ["/v", "/v/<path:code>"],
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
        sitemap=False,
    )
    def verify(self, code=None, lang=None, **_kwargs):
        """Answer the page about a code, or the form to type one.

        :param str code: as scanned or typed (path, or ``?code=`` of the form)
        :param str lang: ``id`` or ``en``; by default what the browser prefers, else Indonesian
        :return: 200 with the letter's facts or the form; 404 for an unknown code
        """
        lang = lang if lang in LANGUAGES else self._browser_language()
        typed = (code or "").strip()
        facts = None
        if wanted := normalise(typed):
            facts = request.env["eoffice.signature"]._facts_of_code(wanted)
        values = self._values(typed, wanted, facts, lang)
        nonce = secrets.token_urlsafe(16)
        page = request.env["ir.qweb"]._render(
            "eoffice_bekasi_report.verify_page",
            {
                **values,
                "doctype": Markup("<!DOCTYPE html>"),
                "nonce": nonce,
                "style": Markup(_static("verify.css")),
                "script": Markup(_static("verify.js")) if facts else "",
            },
        )
        policy = f"script-src 'nonce-{nonce}'; img-src data:"
        return public_page(page, nonce, policy, known=facts or not typed)

    def _browser_language(self):
        accepted = request.httprequest.accept_languages or LanguageAccept()
        return accepted.best_match(LANGUAGES, default="id")

    def _values(self, typed, code, facts, lang):
        """Return what the template shows: all as text in one language."""
        status = "form"
        if facts:
            status = "cancelled" if facts["state"] == "cancelled" else "valid"
            if status == "valid" and facts["replaced"]:
                status = "replaced"
        elif typed:
            status = "unknown"
        text = _texts(lang)
        return {
            # not "lang": templates know that name as the language of their reader
            "language": lang,
            "other_language": "en" if lang == "id" else "id",
            "path": f"/v/{code}" if facts else "/v",
            "status": status,
            "text": text,
            "title": text[f"{status}_title"],
            "facts": facts,
            "rows": self._rows(facts, text, lang) if facts else [],
            "amendments": self._amendments(facts, lang) if facts else [],
            "code": grouped(code) if facts else "",
            "typed": "" if facts else typed[:60],
            "government": self._government(facts),
            "home": request.env["eoffice.naskah"]._verify_home(),
            "now": _moment(datetime.now(UTC), lang),
            "cancelled_on": (
                _day(facts["cancelled_at"].replace(tzinfo=UTC).astimezone(OFFICE_ZONE), lang)
                if facts and facts["cancelled_at"]
                else ""
            ),
        }

    def _rows(self, facts, text, lang):
        """Return (label, value, remark) for each fact shown."""
        if facts["secret"]:
            subject = (text["subject"], text["secret"], text["secret_remark"])
        else:
            subject = (text["subject"], facts["subject"], "")
        numbers = [facts["number"], *(facts["numbers"] or [])] if facts["number"] else []
        return [
            *((text["number"], number, "") for number in numbers),
            (text["date"], _day(facts["letter_date"], lang), ""),
            subject,
            (text["sender"], facts["sender"], ""),
            (text["signer"], facts["signer"], facts["name"]),
            *((text["signer"], one["signer"], one["name"]) for one in facts["others"]),
        ]

    def _amendments(self, facts, lang):
        """Return what other letters have made of this one, as sentences: number and date only."""
        # pylint: disable=prefer-env-translation
        _ = partial(_translated, LANGUAGES[lang])
        sentences = {
            "ralat": _("Amended by letter number %(number)s of %(date)s"),
            "batal": _("Cancelled by letter number %(number)s of %(date)s"),
        }
        return [
            sentences[one["kind"]]
            % {
                "number": one["number"] or "–",
                "date": _day(date.fromisoformat(one["date"]), lang),
            }
            for one in facts["amendments"] or []
        ]

    def _government(self, facts):
        """Return whose letters these are, for the head of the page."""
        if facts and facts["government"]:
            return facts["government"]
        # sudo: the city's own name, nothing else.
        city = request.env["eoffice.organisation"].sudo().search([("kind", "=", "city")], limit=1)
        return (city.kop_line_1 or city.name or "").upper()


def public_page(page, nonce, policy="", *, known=True):
    """Return a page for anybody as an answer that nothing keeps, frames or finds by a search engine.

    :param str page: HTML
    :param str nonce: of its one style sheet
    :param str policy: what it may load besides
    :param known: whether what was asked for is known; else the answer is 404
    """
    return request.make_response(
        page.strip(),
        status=200 if known else 404,
        headers=[
            ("Content-Type", "text/html; charset=utf-8"),
            (
                "Content-Security-Policy",
                f"default-src 'none'; style-src 'nonce-{nonce}'; {policy and policy + '; '}"
                "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            ),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Robots-Tag", "noindex, nofollow"),
            ("X-Content-Type-Options", "nosniff"),
        ],
    )


def _day(day, lang):
    return long_date(day) if lang == "id" else format_date(day, "d MMMM y", locale="en")


def _moment(moment, lang):
    local = moment.astimezone(OFFICE_ZONE)
    if lang == "id":
        return long_moment(local)
    return format_datetime(local, "d MMMM y, HH:mm", tzinfo=OFFICE_ZONE, locale="en") + " WIB"


def _static(name):
    with file_open(f"{STATIC}/{name}") as source:
        return source.read()


def _texts(lang):
    """Return the page's texts.

    Taken from the addon's translations directly, so that the public gets Indonesian and English
    whatever languages the office has switched on for its own accounts.
    """
    # pylint: disable=prefer-env-translation
    # self.env._ refuses a language that isn't switched on in the database.
    _ = partial(_translated, LANGUAGES[lang])
    return {
        "page": _("Is this letter genuine?"),
        "other": "English" if lang == "id" else "Indonesia",
        "form_title": _("Check a letter"),
        "form_lead": _(
            "Type the code that is printed beside the QR code at the foot of the letter."
        ),
        "valid_title": _("This letter is genuine"),
        "valid_lead": _("It was signed and numbered, and it is in force."),
        "cancelled_title": _("This letter has been cancelled"),
        "cancelled_lead": _("It was signed and numbered, but it is no longer in force."),
        "replaced_title": _("This page was replaced"),
        "replaced_lead": _(
            "The letter was corrected before it was sent and signed once more. Only the page with "
            "its newer code counts; ask the sender for it."
        ),
        "cancelled_on": _("Cancelled on"),
        "cancelled_reason": _("Reason"),
        "unknown_title": _("This code is not known"),
        "unknown_lead": _("There is no signed letter with this code."),
        "unknown_typed": _(
            "Compare what was typed with the code on the letter, character by character:"
        ),
        "unknown_scanned": _(
            "Did it come from a QR code? Then the letter may be false. Ask the office that is "
            "said to have sent it, by an address or telephone number that you know."
        ),
        "compare_lead": _(
            "Compare this with the letter in your hands. If anything differs, the letter is false."
        ),
        "number": _("Number"),
        "date": _("Date"),
        "subject": _("Subject"),
        "sender": _("Sender"),
        "signer": _("Signed by"),
        "secret": _("Secret"),
        "secret_remark": _("The subject of a secret letter isn't shown here."),
        "checked": _("Checked on"),
        "file_title": _("Have you got the PDF?"),
        "file_lead": _(
            "See whether your file is the very one that was signed. It stays on your device: "
            "nothing is sent."
        ),
        "file_button": _("Choose the PDF file"),
        "file_drop": _("or drop it here"),
        "file_busy": _("Comparing…"),
        "file_same": _("The same file: nothing in it has been changed."),
        "file_other": _(
            "Not the same file. It was changed, or saved anew, or it is another letter. Rely only "
            "on what is shown above."
        ),
        "file_failed": _("The file could not be read. Choose it again."),
        "file_pending": _("The PDF of this letter is still being made. Come back in a minute."),
        "file_digest": _("SHA-256 of the genuine file"),
        "code_label": _("Code on the letter"),
        "code_button": _("Check"),
        "another": _("Check another code"),
        "address": _("Look at the address of this page, too. The genuine one begins with"),
    }


def _translated(lang, source):
    return get_translation("eoffice_bekasi_report", lang, source, ())
