from odoo import models

from ..tools.canonical import sha256_hex
from .naskah_approval import ORDER

#: What writing a letter is, in the names of its fields.
TEXT = frozenset({"subject", "body", "section_ids", "attachment_ids"})


class Naskah(models.Model):
    """Versions: each stretch of writing by one author, with his jabatan, capacity and time.

    What one writes in one go, saved however often, is one version: it is kept when somebody acts
    on the letter, or when another begins to write.
    """

    _inherit = "eoffice.naskah"

    def write(self, vals):
        if vals.keys() & TEXT:
            self._keep_version_of_last_author()
        return super().write(vals)

    def _keep_version_of_last_author(self):
        """Keep what another wrote before this account changes it; call before each change.

        Costs one query where the same account goes on writing.
        """
        user = self.env.user
        # sudo: the system notes who writes; whether he may, the write itself checks.
        contents = self.env["eoffice.naskah.content"].sudo().search([("naskah_id", "in", self.ids)])
        for content in contents.filtered(lambda one: one.author_id != user):
            letter = content.naskah_id
            author = content.author_id or letter.drafter_id
            if author != user:
                letter._version_now(
                    author,
                    content.author_jabatan_id or letter.drafter_jabatan_id,
                    content.author_capacity or "",
                    max([content.write_date, *letter.section_ids.mapped("write_date")]),
                )
            jabatan = letter.with_user(user)._writing_jabatan()
            content.write(
                {
                    "author_id": user.id,
                    "author_jabatan_id": jabatan.id,
                    "author_capacity": user._eoffice_capacity(jabatan) if jabatan else "",
                }
            )

    def _writing_jabatan(self):
        """Return the jabatan in which this account writes the letter: drafter, or current step."""
        # sudo: only compares the positions of the letter with the user's own seats.
        letter = self.sudo()
        if letter.state == "draft":
            return letter.drafter_jabatan_id
        steps = letter._current_steps().sorted(ORDER)
        return self._own(steps.jabatan_id, "approve", "sign")[:1].sudo(False)

    def _snapshot(self, jabatan):
        """Keep the text as it stands as a version, for an act on it done in a jabatan.

        :return: the version: the last one, if nothing was written since
        """
        # sudo: versions are made by the system for an act whose right has been checked.
        letter = self.sudo()
        content = letter.content_ids
        author = content.author_id or self.env.user
        writer = content.author_jabatan_id or jabatan
        version = letter._version_now(
            author,
            writer,
            content.author_capacity or author._eoffice_capacity(writer),
            self.env.cr.now(),
        )
        version.acted_jabatan_ids |= jabatan
        if content.author_id:
            # The next to write begins a version of his own.
            content.write({"author_id": False, "author_jabatan_id": False, "author_capacity": ""})
        return version

    def _version_now(self, author, jabatan, capacity, at):
        """Return the version of the text as it stands: a new one, unless the last is the same."""
        self.ensure_one()
        last = self.version_ids.sorted("sequence")[-1:]
        now = self._text_now(last)
        if last and last._said() == now:
            return last
        return self.version_ids.create(
            {
                **now,
                "naskah_id": self.id,
                "sequence": last.sequence + 1,
                "author_id": author.id,
                "jabatan_id": jabatan.id,
                "capacity": capacity,
                "created_at": at,
            }
        )

    def _text_now(self, last=None):
        """Return what the letter says now, as a version keeps it.

        :param last: the last version; of files that it has the digests are known
        """
        content = self.content_ids
        known = {
            (one["id"], one["checksum"]): one["sha256"] for one in (last and last.attachments) or ()
        }
        return {
            "subject": content.subject,
            "body": content.body,
            "parts": self.section_ids._frozen(),
            "attachments": [
                {
                    **kept,
                    "sha256": known.get((kept["id"], kept["checksum"]))
                    or sha256_hex(file.raw or b""),
                }
                for file, kept in self._files_now().items()
            ],
        }

    def _files_now(self):
        """Return dict of attachment to what is compared of it, in order; no file is read."""
        content = self.content_ids
        return {
            file: {"id": file.id, "name": file.name, "checksum": file.checksum}
            for file in content._attachments_by_content().get(content.id) or ()
        }
