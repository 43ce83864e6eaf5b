from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.local_time import office_today


class Jabatan(models.Model):
    """A position in an organisation. Letters go to and come from a jabatan, never a person.

    Every account: reads. Administrator: creates and changes.
    """

    _name = "eoffice.jabatan"
    _description = "Position"
    _parent_name = "superior_id"
    _parent_store = True
    _order = "sequence, id"
    _rec_names_search = ["name", "code", "organisation_id.name"]

    name = fields.Char(required=True, index="trigram")
    code = fields.Char(help="Tells the position from all others in files that are imported.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    organisation_id = fields.Many2one(
        "eoffice.organisation", required=True, index=True, ondelete="restrict"
    )
    skpd_id = fields.Many2one(
        related="organisation_id.skpd_id", string="SKPD", store=True, index=True
    )
    superior_id = fields.Many2one("eoffice.jabatan", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    subordinate_ids = fields.One2many("eoffice.jabatan", "superior_id", "Subordinates")
    kind = fields.Selection(
        [
            ("struktural", "Struktural"),
            ("fungsional", "Fungsional"),
            ("pelaksana", "Pelaksana"),
        ],
        required=True,
        default="struktural",
    )
    rank = fields.Selection(
        [
            ("wali_kota", "Wali Kota"),
            ("wakil_wali_kota", "Wakil Wali Kota"),
            ("sekda", "Sekretaris Daerah"),
        ],
        help="Offices for which the signature block has rules of its own.",
    )
    echelon = fields.Char(help="E.g. II.b")
    is_head = fields.Boolean("Head of the unit")
    is_shared = fields.Boolean(
        "Shared desk", help="Held by several people at once, such as a registry; never signs."
    )
    may_sign = fields.Boolean("May sign letters")
    signature_title = fields.Char(
        compute="_compute_signature_title",
        store=True,
        readonly=False,
        precompute=True,
        help="The office as it prints above the signature.",
    )
    assignment_ids = fields.One2many("eoffice.assignment", "jabatan_id", "Assignments")
    holder_id = fields.Many2one(
        "res.users", compute="_compute_holder_id", search="_search_holder_id"
    )
    holder_capacity = fields.Char("Held as", compute="_compute_holder_id")

    _code_uniq = models.UniqueIndex(
        "(code) WHERE active AND code <> ''", "Another position has this code."
    )
    _shared_desk_does_not_sign = models.Constraint(
        "CHECK (NOT (is_shared AND may_sign))",
        "A desk that several people share can't sign: a signature is one person's.",
    )

    @api.depends("name")
    def _compute_signature_title(self):
        for jabatan in self:
            jabatan.signature_title = (jabatan.name or "").upper()

    @api.depends("assignment_ids.user_id", "assignment_ids.date_from", "assignment_ids.date_to")
    def _compute_holder_id(self):
        held = self.env["eoffice.assignment"]._effective(self, office_today())
        for jabatan in self:
            assignment = held.get(jabatan.id)
            jabatan.holder_id = assignment.user_id if assignment else False
            jabatan.holder_capacity = assignment.kind if assignment else False

    def _search_holder_id(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        today = office_today()
        return [
            (
                "assignment_ids",
                "any",
                [
                    ("user_id", operator, value),
                    ("date_from", "<=", today),
                    "|",
                    ("date_to", "=", False),
                    ("date_to", ">=", today),
                ],
            )
        ]

    @api.constrains("superior_id")
    def _check_superior(self):
        if self._has_cycle("superior_id"):
            raise ValidationError(
                self.env._("A position can't be its own superior, directly or through others.")
            )

    def write(self, vals):
        result = super().write(vals)
        if "organisation_id" in vals:
            self.env["eoffice.naskah"]._sync_access_of_jabatan(self)
        return result

    def _carriers(self):
        """Return the accounts that carry these positions now: holders, all of a shared desk.

        :return: dict of jabatan id to res.users (in sudo mode); vacant positions are missing
        """
        # sudo: who holds an office is public inside the city.
        assignments = self.env["eoffice.assignment"].sudo()._current(self)
        return {
            jabatan.id: held.user_id for jabatan, held in assignments.grouped("jabatan_id").items()
        }

    def _superiors_up_to(self, signer):
        """Return the positions between this one and the signer, lowest first.

        They are who gives paraf when this position drafts for that signer. When the signer is not
        above this position, the way goes up to the head of this position's SKPD, and a head who
        drafts needs nobody's.

        :param signer: the jabatan that will sign
        """
        self.ensure_one()
        head = self.skpd_id.head_jabatan_id
        chain = self.browse()
        jabatan = self.superior_id if self not in (signer, head) else chain
        while jabatan and jabatan != signer:
            chain += jabatan
            if jabatan == head:
                break
            jabatan = jabatan.superior_id
        return chain
