from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, is_html_empty, ormcache

from ..tools.canonical import canonical_json, sha256_hex
from ..tools.local_time import office_today


class RulesOfUse(models.Model):
    """A version of the rules of use, in Indonesian (Ps. 8: etika pengelolaan).

    The version in force is the published one that became valid last. Whoever has an e-office
    account accepts it before he works; a new version asks again. A published version is frozen,
    by this class and by the database: what somebody accepted stays to be read.

    Every e-office account reads the published versions. The Administrator writes drafts and
    publishes them; nobody changes or deletes a published one.
    """

    _name = "eoffice.rules"
    _description = "Rules of use"
    _order = "valid_from desc, version desc, id desc"

    name = fields.Char("Title", required=True)
    body = fields.Html("Wording", required=True, sanitize=True)
    valid_from = fields.Date(required=True, default=lambda self: office_today())
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    version = fields.Integer(readonly=True, copy=False)
    digest = fields.Char("SHA-256", readonly=True, copy=False)
    published_at = fields.Datetime("Published on", readonly=True, copy=False)
    published_by_id = fields.Many2one(
        "res.users", "Published by", readonly=True, copy=False, ondelete="restrict"
    )
    is_in_force = fields.Boolean("In force", compute="_compute_is_in_force")
    acceptance_ids = fields.One2many(
        "eoffice.rules.acceptance", "rules_id", "Accepted by", readonly=True
    )
    acceptance_count = fields.Integer("Have accepted", compute="_compute_acceptance_count")

    _published = models.Constraint(
        "CHECK (state = 'draft' OR (version > 0 AND digest IS NOT NULL))",
        "A published version has a number and a digest.",
    )
    _version_uniq = models.UniqueIndex(
        "(version) WHERE state = 'published'", "This version exists already."
    )

    def init(self):
        self.env.cr.execute(
            """CREATE OR REPLACE TRIGGER eoffice_rules_frozen
                   BEFORE UPDATE OR DELETE ON eoffice_rules
                   FOR EACH ROW WHEN (OLD.state = 'published')
                   EXECUTE FUNCTION eoffice_refuse_change()"""
        )

    @api.depends("name", "version")
    def _compute_display_name(self):
        for rules in self:
            version = rules.env._("version %s", rules.version) if rules.version else ""
            rules.display_name = ", ".join(filter(None, [rules.name, version]))

    @api.depends("state", "valid_from")
    def _compute_is_in_force(self):
        current = self._current_id()
        for rules in self:
            rules.is_in_force = rules._origin.id == current

    def _compute_acceptance_count(self):
        counts = dict(
            self.env["eoffice.rules.acceptance"]._read_group(
                [("rules_id", "in", self.ids)], ["rules_id"], ["__count"]
            )
        )
        for rules in self:
            rules.acceptance_count = counts.get(rules._origin, 0)

    def write(self, vals):
        self._check_frozen()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_frozen()

    def _check_frozen(self):
        if any(rules.state == "published" for rules in self):
            raise UserError(
                self.env._(
                    "Published rules of use stay as they are, because people have accepted them. "
                    "Write a new version."
                )
            )

    # ------------------------------------------------------------------ acts

    def action_publish(self):
        """Publish a draft: it is frozen, and asked of every account from its first valid day.

        :return: True
        :raise UserError: published already, or without wording
        :raise ValidationError: valid before the version that is in force, so it never would be
        """
        self.ensure_one()
        self.check_access("write")
        self._check_frozen()
        if is_html_empty(self.body):
            raise UserError(self.env._("Write the wording first."))
        # sudo: the numbers and dates of earlier versions, whoever publishes.
        published = self.sudo()
        last = published.search([("state", "=", "published")], limit=1)
        if last and self.valid_from < last.valid_from:
            raise ValidationError(
                self.env._(
                    "Version %(version)s is valid from %(date)s. Choose that day or a later one, "
                    "or this version would never be in force.",
                    version=last.version,
                    date=last.valid_from.strftime("%d-%m-%Y"),
                )
            )
        version = published._read_group([], [], ["version:max"])[0][0] or 0
        self.write(
            {
                "state": "published",
                "version": version + 1,
                "digest": self._content_digest(),
                "published_at": fields.Datetime.now(),
                "published_by_id": self.env.uid,
            }
        )
        self.env["eoffice.event"]._log(
            None, "rules_published", detail={"rules": self.id, "digest": self.digest}
        )
        self.env.registry.clear_cache()
        return True

    def action_new_version(self):
        """Open a draft that begins with this wording."""
        self.ensure_one()
        draft = self.copy({"valid_from": office_today()})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "views": [(False, "form")],
        }

    @api.model
    def _publish_first(self):
        """Put Pasal 8 in force where no rules ever were; called at installation and upgrade."""
        if not self.search_count([("state", "=", "published")], limit=1):
            self.env.ref("eoffice_bekasi.rules_pasal_8").action_publish()

    def _content_digest(self):
        """Return the SHA-256 of what people are shown."""
        return sha256_hex(canonical_json({"title": self.name, "body": str(self.body)}))

    # ------------------------------------------------------------------ asking

    @api.model
    def _current_id(self):
        """Return the id of the version in force today by the office's clock, or False."""
        return self._current_id_on(office_today())

    @api.model
    @ormcache("day")
    def _current_id_on(self, day):
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM eoffice_rules
                    WHERE state = 'published' AND valid_from <= %s
                    ORDER BY valid_from DESC, version DESC LIMIT 1""",
                day,
            )
        )
        return rows[0][0] if rows else False
