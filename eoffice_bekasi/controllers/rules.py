import re

from odoo import http
from odoo.http import request

from ..exceptions import RULES_PAGE

#: An address of this site, never another one's.
_LOCAL = re.compile(r"/(?![/\\])")


class Rules(http.Controller):
    """The rules of use, to read and to accept: a page of its own, no web client needed."""

    @http.route(
        RULES_PAGE, type="http", auth="user", methods=["GET"], readonly=True, eoffice_door=False
    )
    def show(self, redirect="/odoo", **_kwargs):
        """Answer the page with the version in force.

        :param str redirect: where to go after accepting; an address of this site
        """
        return self._page(redirect)

    @http.route(RULES_PAGE, type="http", auth="user", methods=["POST"], eoffice_door=False)
    def accept(self, rules_id=None, accept=None, redirect="/odoo", **_kwargs):
        """Write that this account accepts the wording it was shown.

        :param str rules_id: id of the version that was on the page
        :param str accept: set when the box was ticked
        :param str redirect: where to go on
        :return: redirect to there; the page again when the wording has changed meanwhile or the
            box was left open
        """
        rules = self._current()
        if str(rules.id) != rules_id:
            return self._page(redirect, "changed")
        if not accept:
            return self._page(redirect, "open")
        # sudo: nobody writes acceptances by himself; this writes the account's own.
        request.env["eoffice.rules.acceptance"].sudo()._accept(rules, request.env.user)
        # A replica may not know of it yet when the next request comes; this session does.
        request.session["eoffice_rules"] = [request.env.uid, rules.id]
        return request.redirect(redirect if _LOCAL.match(redirect) else "/odoo")

    def _current(self):
        # sudo: an account that is stopped at the door reads nothing, but this it shall.
        Rules = request.env["eoffice.rules"].sudo()
        return Rules.browse(Rules._current_id() or [])

    def _page(self, redirect, problem=None):
        rules = self._current()
        user = request.env.user
        # sudo: the account's own row.
        acceptance = (
            request.env["eoffice.rules.acceptance"]
            .sudo()
            .search([("rules_id", "=", rules.id), ("user_id", "=", user.id)])
        )
        return request.env["ir.http"]._eoffice_door_page(
            "eoffice_bekasi.door_rules",
            {
                "rules": rules,
                "accepted_at": user._eoffice_moment(acceptance.at),
                "redirect": redirect if _LOCAL.match(redirect) else "/odoo",
                "problem": problem,
                "csrf_token": request.csrf_token(),
            },
        )
