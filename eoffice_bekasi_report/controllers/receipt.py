from odoo import http
from odoo.http import request

from .pdf_answer import pdf_answer


class Receipt(http.Controller):
    """The tanda terima of an incoming letter as PDF, for whoever may see its envelope."""

    @http.route(
        "/eoffice/naskah/<int:naskah_id>/receipt", type="http", auth="user", methods=["GET"]
    )
    def receipt(self, naskah_id, size="folio", **_kwargs):
        """Answer the receipt; 404 for whoever may not see the envelope, and for other letters.

        :param str size: ``folio`` (half a sheet) or ``a5``
        """
        naskah = request.env["eoffice.naskah"].search(
            [("id", "=", naskah_id), ("direction", "=", "masuk")]
        )
        if not naskah:
            raise request.not_found()
        pdf = naskah._receipt_pdf(size)
        # Only a desk gives it; another reader looks at it.
        if desk := naskah._own(naskah._receipt_desks())[:1]:
            naskah._log("receipt_given", desk, {"way": "print"})
        return pdf_answer(pdf, f"Tanda terima {naskah.id}.pdf")
