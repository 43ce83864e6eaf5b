import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.image import image_process
from odoo.tools.mimetypes import guess_mimetype

from odoo.addons.eoffice_bekasi.tools.canonical import sha256_hex

PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml"})
#: Sharp at 300 dpi on the 26 mm an emblem takes on the page, with room to spare.
SIDE = 600


class Emblem(models.Model):
    """A picture that letterheads show, kept under its own digest.

    A frozen letter names the digest, so its letterhead stays what it was when the organisation
    uploads another emblem; and a picture is stored once however many letters show it.

    Administrator: reads. Nobody writes or deletes; uploading an emblem makes one.
    """

    _name = "eoffice.emblem"
    _description = "Emblem"
    _rec_name = "sha256"

    sha256 = fields.Char("SHA-256", required=True, readonly=True)
    mimetype = fields.Char(required=True, readonly=True)
    image = fields.Binary(attachment=True, readonly=True)

    _sha256_uniq = models.Constraint("UNIQUE(sha256)", "This emblem is kept already.")

    @api.model
    def _keep(self, image):
        """Keep a picture as an emblem.

        :param bytes image: base64, as a binary field holds it
        :return: the digest to name it by
        :raise UserError: it is no picture that can be printed
        """
        content = base64.b64decode(image)
        mimetype = guess_mimetype(content)
        if mimetype not in PICTURES:
            raise UserError(self.env._("An emblem is a picture: PNG, JPEG, WebP, GIF or SVG."))
        if mimetype != "image/svg+xml":
            content = image_process(content, size=(SIDE, SIDE))
            mimetype = guess_mimetype(content)
        digest = sha256_hex(content)
        if not self.search_count([("sha256", "=", digest)], limit=1):
            self.create(
                {"sha256": digest, "mimetype": mimetype, "image": base64.b64encode(content)}
            )
        return digest
