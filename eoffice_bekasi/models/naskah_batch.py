from odoo import models
from odoo.exceptions import AccessError, UserError

from ..tools.canonical import canonical_json, sha256_hex
from .act_batch import OF_TEXT

#: What of an addressee stands on the letter.
ADDRESSEE = ("kind", "sequence", "jabatan_id", "partner_id", "list_id")
#: What else of a letter one stands for who sends it up, gives his paraf or signs.
ENVELOPE = (
    *("type_id", "classification_id", "sifat", "urgensi", "signer_jabatan_id"),
    *("mandate_id", "attachment_note"),
)


class Naskah(models.Model):
    """A letter as one of many on which the same act is done (``eoffice.act.batch``)."""

    _inherit = "eoffice.naskah"

    def _act_of_batch(self, line):
        """Do the act of a batch on this letter, as the account that started it.

        :param line: eoffice.act.batch.line (in sudo mode)
        :raise UserError: as the act by hand, or the letter isn't any more what it was
        """
        self.ensure_one()
        batch = line.batch_id
        if not self.env.user.active:
            raise AccessError(self.env._("The account is closed."))
        self.check_access("read")
        if batch.verb in OF_TEXT:
            self._require_same_text(line.text_digest)
        match batch.verb:
            case "submit":
                self.action_submit()
            case "paraf":
                self.action_paraf(batch.note or None)
            case "sign":
                self._sign_of_batch(batch)
            case "distribute":
                self.action_distribute(at=batch.send_at or None)
            case "return":
                self.action_return(batch.note)
            case "cancel":
                self._require_state("draft")
                self.action_cancel(batch.note)
            case "dispose":
                self.action_dispose(**batch.dispose_values)
            case "read":
                self.action_read()
            case "finish":
                self.action_finish()

    def _sign_of_batch(self, batch):
        if self._needs_proof() and not batch.proved:
            raise UserError(
                self.env._(
                    "A letter of this type is signed with your password or second factor. Sign it "
                    "by itself."
                )
            )
        self._sign_checked(batch.proved or None)

    def _require_same_text(self, digest):
        """Raise unless the letter says what it said when the act was asked for.

        The job's transaction sees the same text here and when it is frozen.

        :param str digest: what ``_text_digests`` answered then; none: it didn't wait for the act
        """
        if not digest:
            raise UserError(self.env._("This letter did not wait for this when you chose it."))
        if self._text_digests()[self.id] != digest:
            raise UserError(
                self.env._(
                    "The letter was changed after you had chosen it, so nothing was done. Look at "
                    "it again and do it by itself."
                )
            )

    def _text_digests(self):
        """Return a digest of what each of these letters says, to whom and by whom.

        :return: dict of id and SHA-256
        """
        # sudo: a digest, for the system to compare; the callers ask for the right to the act.
        return {letter.id: letter._text_digest() for letter in self.sudo()}

    def _text_digest(self):
        said = self._text_now(self.version_ids.sorted("sequence")[-1:])
        said["envelope"] = _plain(self, ENVELOPE)
        said["addressees"] = [_plain(one, ADDRESSEE) for one in self.recipient_ids.sorted("id")]
        return sha256_hex(canonical_json(said))


def _plain(record, names):
    """Return fields of a record as ``read`` does, ids for records; from the cache, if it can."""
    return [
        record._fields[name].convert_to_read(record[name], record, use_display_name=False)
        for name in names
    ]
