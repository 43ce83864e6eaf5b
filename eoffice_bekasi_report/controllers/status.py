import secrets
from functools import partial

from markupsafe import Markup

from odoo import http
from odoo.http import request

from ..tools.code import normalise
from .verify import LANGUAGES, Verify, _static, _translated, public_page


class Status(http.Controller):
    """How far is the letter that I sent? Asked with the code on the tanda terima, by anybody.

    No login, no cookie, no tracker. Never asked of a replica: the sender stands at the counter with
    a receipt of this minute, which must not be called unknown. Every code that isn't known,
    malformed ones too, gets one and the same answer.
    """

    @http.route(
        ["/eoffice/status", "/eoffice/status/<path:code>"],
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
        sitemap=False,
    )
    def status(self, code=None, lang=None, **_kwargs):
        """Answer received, in process at an SKPD, or finished; nothing more.

        :param str code: as scanned or typed
        :param str lang: ``id`` or ``en``; by default what the browser prefers, else Indonesian
        :return: 200; 404 for an unknown code
        """
        verify = Verify()
        lang = lang if lang in LANGUAGES else verify._browser_language()
        typed = (code or "").strip()
        wanted = normalise(typed)
        facts = request.env["eoffice.naskah"]._status_of_code(wanted) if wanted else None
        state = facts["status"] if facts else "unknown" if typed else "form"
        text = _texts(lang)
        nonce = secrets.token_urlsafe(16)
        page = request.env["ir.qweb"]._render(
            "eoffice_bekasi_report.status_page",
            {
                "doctype": Markup("<!DOCTYPE html>"),
                "nonce": nonce,
                "style": Markup(_static("verify.css")),
                "language": lang,
                "other_language": "en" if lang == "id" else "id",
                "path": f"/eoffice/status/{wanted}" if facts else "/eoffice/status",
                "state": state,
                "text": text,
                "title": text[f"{state}_title"],
                "lead": text[f"{state}_lead"],
                "skpd": facts["skpd"] if facts else [],
                "steps": ("received", "process", "finished") if facts else (),
                "government": verify._government(None),
            },
        )
        return public_page(page, nonce, known=facts or not typed)


def _texts(lang):
    """Return the page's texts, from the addon's translations directly (see ``verify.py``)."""
    # pylint: disable=prefer-env-translation
    _ = partial(_translated, LANGUAGES[lang])
    return {
        "page": _("How far is my letter?"),
        "other": "English" if lang == "id" else "Indonesia",
        "form_title": _("Follow a letter"),
        "form_lead": _("Type the code that is printed beside the QR code on the receipt."),
        "received_title": _("The letter has been received"),
        "received_lead": _("It is registered and waits to be read."),
        "process_title": _("The letter is in process"),
        "process_lead": _("It is being handled at:"),
        "finished_title": _("The letter is finished"),
        "finished_lead": _("Its handling is complete."),
        "unknown_title": _("This code is not known"),
        "unknown_lead": _(
            "Compare what was typed with the code on the receipt, character by character."
        ),
        "received_step": _("Received"),
        "process_step": _("In process"),
        "finished_step": _("Finished"),
        "code_label": _("Code on the receipt"),
        "code_button": _("Follow"),
    }
