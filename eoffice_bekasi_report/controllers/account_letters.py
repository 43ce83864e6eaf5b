from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

#: So many letters in one go; more would keep a worker too long.
LARGEST = 500


class AccountLetters(http.Controller):
    """One-time letters as one PDF. Each call makes new codes, which are nowhere but on the paper."""

    @http.route("/eoffice/account/letters", type="http", auth="user", methods=["POST"])
    def letters(self, ids="", **_kwargs):
        """Answer a PDF with one page for each account.

        :param str ids: ids of the accounts, with commas between
        :raise AccessError: the current account is no administrator
        :raise UserError: none, or too many; or one of them is deactivated
        """
        user_ids = list(dict.fromkeys(int(one) for one in ids.split(",") if one.strip().isdigit()))
        users = request.env["res.users"].browse(user_ids)
        users._check_may_manage()
        if not 0 < len(users) <= LARGEST:
            raise UserError(request.env._("Choose at least one account and at most %s.", LARGEST))
        pdf = users._account_letters()
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(pdf)),
                (
                    "Content-Disposition",
                    http.content_disposition(request.env._("one-time letters") + ".pdf"),
                ),
                ("Cache-Control", "no-store"),
            ],
        )
