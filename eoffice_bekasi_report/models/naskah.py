import json

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import file_open
from odoo.tools.image import image_process
from odoo.tools.mimetypes import guess_mimetype

from odoo.addons.eoffice_bekasi.models.naskah import UNSIGNED
from odoo.addons.eoffice_bekasi.tools.canonical import sha256_hex
from odoo.addons.eoffice_bekasi.tools.letter_html import clean_text

from ..tools.body import own_pictures, with_pictures
from ..tools.data_uri import data_uri, svg_uri
from ..tools.engine import PLAIN, render
from ..tools.page import PARTS_STYLE, SIGNERS_STYLE, UnknownLayoutError, layout_of, page_values

#: System parameter: address where codes are checked, when it isn't this server's own (a short
#: address makes a QR code with larger modules).
VERIFY_HOME = "eoffice_bekasi_report.verify_home"
#: Longest side of a picture in a letter, in pixels: 300 dpi over the width of the text.
PICTURE_SIDE = 1900
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
SECTION = "eoffice.naskah.section"
#: What a page can be drawn of before it is stored.
UNSAVED = frozenset(("subject", "body"))
STATIC = "eoffice_bekasi_report/static/src/page"


class Naskah(models.Model):
    """The letter as a page: before signing drawn from what it says now, after that only from what
    was frozen; once sealed the stored PDF is the page.
    """

    _inherit = "eoffice.naskah"

    has_pdf = fields.Boolean("PDF is ready", compute="_compute_has_pdf", compute_sudo=False)

    @api.depends("content_ids.pdf_sha256")
    @api.depends_context("uid", "su")
    def _compute_has_pdf(self):
        ready = self.env["eoffice.naskah.content"].search(
            [("naskah_id", "in", self._origin.ids), ("pdf_sha256", "!=", False)]
        )
        for naskah in self:
            naskah.has_pdf = naskah._origin in ready.naskah_id

    # ------------------------------------------------------------------ pictures in the text

    @api.model_create_multi
    def create(self, vals_list):
        letters = super().create(vals_list)
        for naskah, vals in zip(letters, vals_list, strict=True):
            naskah._adopt_pictures(vals.get("body"))
        return letters

    def write(self, vals):
        # Before the text is written: the same call may replace the letter's attachments.
        for naskah in self:
            naskah._adopt_pictures(vals.get("body"))
        return super().write(vals)

    def _adopt_pictures(self, body):
        """Make pictures that the editor put into the text part of the letter's content.

        The editor hangs a picture on the letter, or on nothing while the letter is new; then
        only who put it in would see it. As part of the text it follows the right to the content,
        and it doesn't stand among the attachments.
        """
        ids = own_pictures(body)
        content = ids and self.env["eoffice.naskah.content"].search([("naskah_id", "=", self.id)])
        if not content:
            return
        pictures = self.env["ir.attachment"].search(
            [
                ("id", "in", ids),
                ("res_model", "in", (self._name, content._name, SECTION)),
                ("res_field", "=", False),
                ("mimetype", "in", tuple(PICTURES)),
            ]
        )
        mine = pictures.filtered(
            lambda picture: (
                picture.create_uid == self.env.user
                if not picture.res_id or picture.res_model == SECTION
                else (picture.res_model, picture.res_id) == (content._name, content.id)
            )
        )
        # sudo: the user's own pictures, moved to the content of the letter he is writing.
        mine.sudo().write({"res_model": content._name, "res_id": content.id, "res_field": "body"})

    # ------------------------------------------------------------------ sealing

    def _seal(self):
        """Make the final PDF and store it, once, before the letter counts as sealed."""
        self.ensure_one()
        if self.state == "signed":
            self._store_page()
        return super()._seal()

    def _store_page(self):
        """Draw the page from the frozen content and keep its bytes and their SHA-256."""
        # sudo: the finished page is made by the system; no account may write it.
        letter = self.sudo()
        content = letter._page_content()
        # A second job for the same letter waits here, and then finds the page made.
        content.lock_for_update()
        if content.pdf_attachment_id:
            return
        pdf = render(letter._page_html())
        attachment = letter.env["ir.attachment"].create(
            {
                "name": f"{self._page_name()}.pdf",
                "res_model": content._name,
                "res_id": content.id,
                "mimetype": "application/pdf",
                "raw": pdf,
            }
        )
        content.write({"pdf_attachment_id": attachment.id, "pdf_sha256": sha256_hex(pdf)})

    def _put_aside_page(self):
        """Keep the page that is corrected with its signature; the letter gets another one."""
        result = super()._put_aside_page()
        # sudo: the finished page is made and kept by the system; who corrects has been checked.
        content, signature = self.sudo().content_ids, self.sudo()._page_signature()
        page = content.pdf_attachment_id
        # It follows the right to the signature, and is none of the letter's attachments.
        page.write({"res_model": signature._name, "res_id": signature.id})
        signature.write({"pdf_attachment_id": page.id, "pdf_sha256": content.pdf_sha256})
        content.write({"pdf_attachment_id": False, "pdf_sha256": False})
        return result

    def _page_name(self):
        """Return what its file is called: by its number, or of what type and day it is."""
        return (self.number or self.display_name).replace("/", "-")

    def _stored_page(self):
        """Return the bytes of the sealed PDF, or None before sealing.

        :raise AccessError: the content isn't the user's to read
        """
        content = self._page_content()
        # sudo: the right to the content, just checked, is the right to its page.
        return content.sudo().pdf_attachment_id.raw or None

    # ------------------------------------------------------------------ the page

    def _freeze_payload(self):
        """Freeze which pictures the letterhead and the text show as well."""
        payload = super()._freeze_payload()
        payload["body"] = with_pictures(payload["body"], self._page_picture)
        for part in payload.get("parts", []):
            if part["kind"] == "text":
                part["value"] = with_pictures(part["value"], self._page_picture)
        letterhead = self.signer_jabatan_id.organisation_id.letterhead_id
        payload["kop"]["emblem_sha256"] = letterhead.emblem_sha256 or ""
        return payload

    def _page_picture(self, attachment_id):
        """Return a picture of the text as a ``data:`` URI, or None if the user has none such."""
        attachment = self.env["ir.attachment"].search([("id", "=", attachment_id)])
        if attachment.mimetype not in PICTURES:
            return None
        picture = image_process(attachment.raw, size=(PICTURE_SIDE, PICTURE_SIDE))
        return data_uri(picture, guess_mimetype(picture))

    def _page_content(self):
        """Return the content record, as the user may read it.

        :raise AccessError: he may not, or there is none; the message is the same
        """
        self.ensure_one()
        content = self.env["eoffice.naskah.content"].search([("naskah_id", "=", self.id)])
        if not content:
            raise content._guard_error()
        return content

    def _page_frozen(self):
        """Return (payload, signature): the frozen payload, or of a draft what it would be."""
        self._page_content()
        signature = self._page_signature()
        if signature:
            return json.loads(signature.payload), signature
        return self._signing_payload(), signature

    def _page_signature(self):
        """Return the signature whose payload is the page, as the user may read it; none before."""
        return self.env["eoffice.signature"].search(
            [("naskah_id", "=", self.id), ("is_final", "=", True)]
        )

    def _party_numbers(self):
        """Return dict of jabatan id to the number that its SKPD has given this letter."""
        # sudo: the right to the content, checked before, is the right to all that prints.
        signed = self.sudo().signature_ids.filtered(lambda one: one.number and not one.superseded)
        return {one.jabatan_id.id: one.number for one in signed}

    def _page_values(self):
        """Return what the page of this letter prints, see ``tools/page.py``.

        :raise AccessError: the content isn't the user's to read
        :raise UserError: its layout isn't installed
        """
        self.ensure_one()
        payload, signature = self._page_frozen()
        try:
            values = page_values(
                payload,
                number=self.number,
                party_numbers=self._party_numbers() if "signature_blocks" in payload else {},
                letter_date=self.letter_date,
                # The QR code comes with the signature, never before.
                code=signature.code if signature and self.letter_date else "",
                verify_home=self._verify_home(),
                emblem=self._page_emblem(payload["kop"]),
                watermark=self._page_watermark(),
            )
        except UnknownLayoutError as error:
            raise UserError(
                self.env._("This letter's layout “%s” isn't installed.", error.args[0])
            ) from error
        # Cleaned by page_values: only the tags and styles of a letter are left.
        values["body"] = Markup(values["body"])
        for block in (*values["parts_before"], *values["parts_after"]):
            for row in block["rows"]:
                if row["kind"] == "text":
                    row["value"] = Markup(row["value"])
        return values

    def _page_watermark(self):
        if self.state == "cancelled":
            return "DIBATALKAN"
        return "" if self.letter_date and self.state != "approval" else "KONSEP"

    def _page_emblem(self, kop):
        """Return the emblem of a letterhead as a ``data:`` URI; a neutral one if none is set."""
        if digest := kop.get("emblem_sha256"):
            # sudo: an emblem is public by its nature; the model is closed to keep it unchanged.
            emblem = self.env["eoffice.emblem"].sudo().with_context(bin_size=False)
            emblem = emblem.search([("sha256", "=", digest)])
            if emblem.image:
                return f"data:{emblem.mimetype};base64,{emblem.image.decode()}"
        kind = "garuda" if kop.get("emblem") == "garuda" else "city"
        with file_open(f"{STATIC}/emblem_{kind}.svg") as svg:
            return svg_uri(svg.read())

    def _page_document(self):
        """Return the values of template ``naskah_document`` for these letters."""
        pages = [naskah._page_values() for naskah in self]
        styles = dict.fromkeys(layout_of(page)[1] for page in pages)
        if any(page["parts_before"] or page["parts_after"] for page in pages):
            styles[PARTS_STYLE] = None
        if any(page.get("signature_rows") for page in pages):
            styles[SIGNERS_STYLE] = None
        first = pages[0]
        signed_at = self[:1].signed_at
        return {
            "doctype": Markup("<!DOCTYPE html>"),
            "title": " · ".join(filter(None, [first["number"], first["subject"]])),
            "author": first.get("signer") or "",
            "created": f"{signed_at:%Y-%m-%dT%H:%M:%SZ}" if signed_at else "",
            "styles": [Markup(_style(path)) for path in styles],
            "pages": pages,
        }

    def _page_html(self):
        """Return the whole page as HTML, for the screen and for the engine."""
        html = self.env["ir.qweb"]._render(
            "eoffice_bekasi_report.naskah_document", self._page_document()
        )
        return html.strip()

    # ------------------------------------------------------------------ while it is written

    def _preview_pdf(self, unsaved=None):
        """Return the PDF of the letter as it stands; once sealed, its stored page.

        :param dict unsaved: subject and body as they stand in an editor, not stored by this; of a
            letter that the user may not change they are passed over
        :raise AccessError: the content isn't the user's to read
        :raise UserError: its layout isn't installed
        """
        self.ensure_one()
        content = self._page_content()
        if stored := self._stored_page():
            return stored
        if unsaved and self.state in UNSIGNED and content.has_access("write"):
            self._pretend(unsaved)
        try:
            return render(self._page_html(), variant=PLAIN)
        finally:
            self.invalidate_recordset(list(UNSAVED), flush=False)

    def _pretend(self, values):
        """Let the letter say something else in this moment, and store nothing of it."""
        # Computed together with them: later it would bring back what is stored.
        self.mapped("attachment_ids")
        for name in UNSAVED & values.keys():
            field = self._fields[name]
            value = clean_text(values[name]) if name == "body" else values[name]
            field._update_cache(self, field.convert_to_cache(value or False, self))

    # ------------------------------------------------------------------ addresses

    @api.model
    def _verify_home(self):
        """Return the address where codes are checked, without a slash at its end."""
        # sudo: a system parameter that is printed on every letter.
        home = self.env["ir.config_parameter"].sudo().get_param(VERIFY_HOME)
        return (home or f"{self.get_base_url()}/v").rstrip("/")

    def action_open_pdf(self):
        """Open the sealed PDF in a tab of its own."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/eoffice/naskah/{self.id}/pdf",
            "target": "new",
        }

    def action_open_verification(self):
        """Open the public page that the letter's QR code leads to.

        :raise AccessError: the content isn't the user's to read
        """
        self._page_content()
        signature = self._page_signature()
        if not (signature and self.letter_date):
            raise UserError(self.env._("A letter can be verified once it is signed."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/v/{signature.code}",
            "target": "new",
        }


def _style(path):
    with file_open(path) as sheet:
        return sheet.read()
