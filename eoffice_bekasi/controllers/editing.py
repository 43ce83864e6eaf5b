from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from odoo.addons.html_editor.controllers.main import HTML_Editor


class LetterEditing(HTML_Editor):
    """What is said between the editors of a letter's text comes from who may change it."""

    @http.route()
    def bus_broadcast(self, model_name, field_name, res_id, bus_data):
        if model_name.startswith("eoffice.") and not request.env["bus.bus"]._may_hear_editors(
            model_name, field_name, res_id
        ):
            raise AccessError(request.env._("You may not change this text."))
        return super().bus_broadcast(model_name, field_name, res_id, bus_data)
