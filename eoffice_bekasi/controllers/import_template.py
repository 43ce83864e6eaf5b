from odoo import http
from odoo.http import content_disposition, request

from ..tools.sheet_template import write_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportTemplate(http.Controller):
    @http.route("/eoffice/import/<string:model>.xlsx", auth="user", methods=["GET"], readonly=True)
    def template(self, model):
        """Answer the template of a table to import, in the account's language.

        :param str model: eoffice.organisation, eoffice.jabatan or res.users
        :return: an XLSX file; 404 for a model without one or one that the account can't fill
        """
        table = request.env.get(model)
        if not hasattr(table, "_import_columns") or not table.has_access("create"):
            raise request.not_found()
        title = table._import_title()
        content = write_template(
            title,
            table._import_columns(),
            flags=table._import_flags(),
            words=table._import_words(),
        )
        name = f"{request.env._('Import')} {title}.xlsx"
        return request.make_response(
            content,
            [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))],
        )
