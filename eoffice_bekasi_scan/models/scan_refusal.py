from odoo import api, models


class ScanRefusal(models.AbstractModel):
    """Why a file isn't taken, in words for people; for code only."""

    _name = "eoffice.scan.refusal"
    _description = "Why a file is refused"

    @api.model
    def _refusal_text(self, code, details=None):
        """Return what is wrong with a file and what to do, in the reader's language.

        :param str code: of a ``BoxError``, or of a check before it
        :param dict details: numbers that the text tells
        """
        details = {"limit": 0, "pages": 0, "size": 0, **(details or {})}
        texts = {
            "kind": self.env._(
                "This is no PDF, TIFF, JPEG, PNG or HEIC file, whatever its name says. Scan the "
                "letter as PDF, or save it as PDF."
            ),
            "empty": self.env._("The file is empty. Scan or save it again."),
            "many": self.env._(
                "At most %(limit)s files are taken at once. Send the rest after these.", **details
            ),
            "size": self.env._(
                "The file has %(size)s MB; at most %(limit)s MB are taken. Scan at 300 dpi in black "
                "and white or grey, or in several parts.",
                **details,
            ),
            "pages": self.env._(
                "The file has %(pages)s pages; at most %(limit)s are taken. Send it in several parts.",
                **details,
            ),
            "pixels": self.env._(
                "A page is larger than %(limit)s megapixels. Scan it at 300 dpi.", **details
            ),
            "encrypted": self.env._(
                "The PDF is protected by a password. Ask the sender for one without, or print and "
                "scan it."
            ),
            "damaged": self.env._(
                "The file is damaged and can't be shown. Scan it again, or ask the sender to send it "
                "again."
            ),
            "time": self.env._(
                "It took too long to open the file. Print and scan it, or save it as a simple PDF."
            ),
            "memory": self.env._(
                "The file is small but unpacks to far too much. Print and scan it, or save it as a "
                "simple PDF."
            ),
        }
        texts["space"] = texts["memory"]
        return texts.get(code) or self.env._(
            "The file can't be opened. Scan it again, or save it as a simple PDF."
        )

    @api.model
    def _removed_text(self, words):
        """Return what was left behind of a PDF, in words for people."""
        names = {
            "scripts": self.env._("scripts"),
            "files": self.env._("files in it"),
            "forms": self.env._("form fields"),
            "links": self.env._("links"),
            "media": self.env._("sound and video"),
        }
        listed = ", ".join(names[word] for word in words or () if word in names)
        return self.env._("Removed for safety: %s.", listed) if listed else False
