from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from ..models.scan_file import MEGABYTE
from ..models.scan_piece import PIECE_BYTES

SOURCES = ("upload", "camera")


class ScanUpload(http.Controller):
    """The door for files that people send from the web client.

    What comes twice because an answer was lost is taken once. Answers are JSON: what became of each
    file, or ``error`` with words for people.
    """

    @http.route("/eoffice/scan/piece", type="http", auth="user", methods=["POST"])
    def piece(self, upload=None, offset=None, size=None, ufile=None, **_kwargs):
        """Keep a piece of a large file.

        :param str upload: 32 hexadecimal digits that the sender made up for the file
        :param str offset: where in the file the piece begins
        :param str size: of the whole file, in bytes
        :param ufile: the piece, up to 8 MB
        """

        def keep():
            request.env["eoffice.scan.intake"]._tray_for_any()
            content = ufile.read(PIECE_BYTES + 1) if hasattr(ufile, "read") else b""
            if not content or len(content) > PIECE_BYTES:
                raise UserError(request.env._("This is no piece of a file. Send the file again."))
            request.env["eoffice.scan.piece"]._keep(upload, _bytes(offset), _bytes(size), content)
            return {"received": _bytes(offset) + len(content)}

        return self._answer(keep)

    @http.route("/eoffice/scan/upload", type="http", auth="user", methods=["POST"])
    def upload(self, **values):
        """Take files into a tray.

        Form fields: ``ufile`` (any number of files), ``pieces`` (see
        ``eoffice.scan.intake._uploaded``), ``tray_id`` (default one's own), ``naskah_id`` (for a
        letter registered already), ``source`` (upload or camera), ``corners`` (JSON, of each
        photo), ``collecting`` (1: more pictures of the letter follow), ``into`` (the intake that
        these pictures belong to).
        """
        return self._answer(lambda: self._take(values))

    def _take(self, values):
        Intake = request.env["eoffice.scan.intake"]
        source = values.get("source") if values.get("source") in SOURCES else SOURCES[0]
        into = Intake.browse(_number(values.get("into")) or [])
        if into:
            tray = into._require_collecting()
        else:
            tray = Intake._tray_for(
                _number(values.get("tray_id")), _number(values.get("naskah_id"))
            )
        whole = [self._whole(file) for file in request.httprequest.files.getlist("ufile")]
        given = Intake._uploaded(whole, values.get("pieces"), values.get("corners"))
        if not given:
            raise UserError(request.env._("Choose the files first."))
        files = Intake._take(
            tray,
            given,
            source,
            into=into,
            naskah_id=_number(values.get("naskah_id")) or False,
            received_by_id=request.env.uid,
            is_collecting=bool(values.get("collecting")),
        )
        return {
            # The one that these went into; where all were there already, the one they are in.
            "intake_id": files.intake_id.ids[-1],
            "files": [
                {
                    "id": file.id,
                    "intake_id": file.intake_id.id,
                    "name": file.name,
                    "state": file.state,
                    "refusal": file.refusal or "",
                }
                for file in files
            ],
        }

    def _whole(self, file):
        """Return a file that came whole; one that is too large isn't even read."""
        file.seek(0, 2)
        size = file.tell()
        file.seek(0)
        limit = request.env["eoffice.scan.limits"]._limit("file_megabytes")
        content = file.read() if size <= limit * MEGABYTE else b""
        return {"name": file.filename, "size": size, "content": content}

    def _answer(self, act):
        try:
            with request.env.cr.savepoint():
                done = act()
            return request.make_json_response(done)
        except (AccessError, UserError) as error:
            status = 403 if isinstance(error, AccessError) else 422
            return request.make_json_response({"error": error.args[0]}, status=status)


def _number(text, other=0, digits=9):
    """Return a form's text as a number; ``other`` for what isn't one, or has too many digits."""
    fits = isinstance(text, str) and text.isdecimal() and len(text) <= digits
    return int(text) if fits else other


def _bytes(text):
    """Return a form's number of bytes; -1 for what isn't one."""
    return _number(text, -1, 15)
