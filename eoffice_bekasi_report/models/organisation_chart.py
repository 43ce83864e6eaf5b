import base64

from markupsafe import Markup

from odoo import api, models
from odoo.tools import file_open
from odoo.tools.image import image_process
from odoo.tools.mimetypes import guess_mimetype

from odoo.addons.eoffice_bekasi.tools.local_time import office_today
from odoo.addons.eoffice_bekasi.tools.signature_block import full_name

from ..tools.chart import Node, count, draw, prune
from ..tools.data_uri import data_uri
from ..tools.engine import render
from ..tools.indonesian_date import long_date

#: A chart with more boxes is cut at a higher level: nobody reads it, and drawing takes minutes.
MOST_BOXES = 1000
#: Side of a picture on the chart, in pixels: 300 dpi on 11 mm.
PICTURE_SIDE = 130
STYLE = "eoffice_bekasi_report/static/src/page/chart.css"


class Organisation(models.Model):
    """The chart of a unit on paper; the structure of the city is public inside it."""

    _inherit = "eoffice.organisation"

    def action_print_chart(self):
        """Open the dialog that prints the chart of this unit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print chart"),
            "res_model": "eoffice.chart.print",
            "view_mode": "form",
            "target": "new",
            "context": {"default_organisation_id": self.id},
        }

    def _chart_pdf(self, depth, with_staff=False):
        """Return the chart of this unit's positions as a PDF, landscape F4.

        :param int depth: how many levels, the head being the first
        :param bool with_staff: pelaksana and shared desks too
        :rtype: bytes
        """
        return render(
            self.env["ir.qweb"]
            ._render("eoffice_bekasi_report.chart_document", self._chart_values(depth, with_staff))
            .strip()
        )

    def _chart_values(self, depth, with_staff=False):
        """Return what the template of the chart prints."""
        self.ensure_one()
        whole = self._chart_tree(with_staff)
        depth = max(depth, 1)
        tree = prune(whole, depth)
        while depth > 1 and count(tree) > MOST_BOXES:
            depth -= 1
            tree = prune(whole, depth)
        with file_open(STYLE) as sheet:
            style = sheet.read()
        return {
            "doctype": Markup("<!DOCTYPE html>"),
            "title": f"Bagan organisasi {self.name}",
            "unit": self.name,
            "government": self.letterhead_id.kop_line_1 or "",
            "today": long_date(office_today()),
            "style": Markup(style),
            "pages": draw(tree),
            "levels": depth,
        }

    def _chart_tree(self, with_staff):
        """Return the tree of this unit's positions, its head at the top.

        Of positions below the head only those in this unit and the units inside it: below the
        Sekda stand all dinas, but they aren't of the Sekretariat Daerah.
        """
        Jabatan = self.env["eoffice.jabatan"]
        domain = [("organisation_id", "child_of", self.id)]
        if not with_staff:
            domain += [("kind", "!=", "pelaksana"), ("is_shared", "=", False)]
        positions = Jabatan.search(domain, order="level_order, sequence, id")
        held = self.env["eoffice.assignment"]._effective(positions, office_today())
        pictures = self._chart_pictures([one.user_id for one in held.values()])
        nodes = {one.id: self._chart_node(one, held.get(one.id), pictures) for one in positions}
        roots = []
        for one in positions:
            above = nodes.get(one.superior_id.id)
            (above.children if above else roots).append(nodes[one.id])
        head = nodes.get(self.head_jabatan_id.id)
        if head and all(root is head for root in roots):
            return head
        if head and head in roots:
            # Those whose superior is outside the unit (a staf ahli) stand below its head.
            head.children = [root for root in roots if root is not head] + head.children
            return head
        return Node(title=self.name, children=roots)

    @api.model
    def _chart_node(self, jabatan, assignment, pictures):
        # sudo: name and titles of who holds an office are public inside the city.
        user = assignment.user_id.sudo() if assignment else None
        return Node(
            title=jabatan.name,
            person=full_name(user.name, user.eoffice_title_front, user.eoffice_title_back)
            if user
            else "",
            held_as=assignment._prefix() if assignment else "",
            vacant=not assignment and not jabatan.is_shared,
            picture=pictures.get(user.id, "") if user else "",
            note=f"Eselon {jabatan.echelon}" if jabatan.echelon else "",
        )

    @api.model
    def _chart_pictures(self, users):
        """Return small pictures of these people, as ``data:`` URIs by user id."""
        pictures = {}
        # sudo: the picture of who holds an office is public inside the city.
        for user in self.env["res.users"].sudo().union(*users).with_context(bin_size=False):
            image = base64.b64decode(user.image_128 or b"")
            # Whoever has none gets his initial as SVG from Odoo; on paper that says nothing.
            if image and guess_mimetype(image) != "image/svg+xml":
                picture = image_process(
                    image,
                    size=(PICTURE_SIDE, PICTURE_SIDE),
                    crop="center",
                    output_format="JPEG",
                    quality=85,
                )
                pictures[user.id] = data_uri(picture, guess_mimetype(picture))
        return pictures
