from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.local_time import office_today

#: Eselon, the highest first (PP 41/2007).
ECHELONS = [(name, name) for name in ("I.a", "I.b", "II.a", "II.b", "III.a", "III.b", "IV.a")]
ECHELONS += [("IV.b", "IV.b"), ("V.a", "V.a")]
#: Levels of today's law, the highest first (UU 5/2014, UU 20/2023).
LEVELS = [
    ("kepala_daerah", "Kepala Daerah"),
    ("jpt_madya", "JPT Madya"),
    ("jpt_pratama", "JPT Pratama"),
    ("administrator", "Administrator"),
    ("pengawas", "Pengawas"),
    ("jf_utama", "JF Ahli Utama"),
    ("jf_madya", "JF Ahli Madya"),
    ("jf_muda", "JF Ahli Muda"),
    ("jf_pertama", "JF Ahli Pertama"),
    ("jf_penyelia", "JF Penyelia"),
    ("jf_mahir", "JF Mahir"),
    ("jf_terampil", "JF Terampil"),
    ("jf_pemula", "JF Pemula"),
    ("pelaksana", "Pelaksana"),
]
#: Which level an eselon is today.
LEVEL_OF_ECHELON = {
    "I": "jpt_madya",
    "II": "jpt_pratama",
    "III": "administrator",
    "IV": "pengawas",
    "V": "pelaksana",
}
#: Context key of the list "Who held what": the day it shows, as text.
DAY_KEY = "eoffice_day"


class Jabatan(models.Model):
    """A position in an organisation. Letters go to and come from a jabatan, never a person.

    Every account: reads. Administrator: creates and changes. What it was called before is kept.
    """

    _name = "eoffice.jabatan"
    _description = "Position"
    _inherit = "eoffice.dated.name"
    _parent_name = "superior_id"
    _parent_store = True
    _order = "sequence, id"
    _rec_names_search = ["name", "code", "organisation_id.name", "former_name_ids.name"]
    _former_name_field = "jabatan_id"

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
    echelon = fields.Selection(ECHELONS, "Eselon")
    level = fields.Selection(
        LEVELS,
        compute="_compute_level",
        store=True,
        readonly=False,
        precompute=True,
        help="Follows from rank and eselon; of a jabatan fungsional it is chosen.",
    )
    level_order = fields.Integer(
        compute="_compute_level_order", store=True, precompute=True, help="For sorting by level."
    )
    is_head = fields.Boolean("Head of the unit")
    is_shared = fields.Boolean(
        "Shared desk", help="Held by several people at once, such as a registry; never signs."
    )
    may_sign = fields.Boolean("May sign letters")
    sign_type_ids = fields.Many2many(
        "eoffice.naskah.type",
        string="Signs only",
        ondelete="restrict",
        help="Naskah types this position may sign; empty: all of them.",
    )
    mandate_ids = fields.One2many("eoffice.mandate", "agent_jabatan_id", "Signs on behalf of")
    given_mandate_ids = fields.One2many(
        "eoffice.mandate", "principal_jabatan_id", "Lets others sign"
    )
    former_name_ids = fields.One2many(
        "eoffice.former.name", "jabatan_id", "Former names", copy=False
    )
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
    held_as = fields.Char(
        "Plt., Plh., Pj.",
        compute="_compute_holder_id",
        help="How the holder holds it, when he isn't its definitive holder.",
    )
    is_vacant = fields.Boolean("Vacant", compute="_compute_holder_id", search="_search_is_vacant")
    day = fields.Date(
        "On the day", compute="_compute_day", search="_search_day", help="Who held it on that day."
    )
    day_name = fields.Char("Position on that day", compute="_compute_day")
    day_holder_id = fields.Many2one("res.users", "Official on that day", compute="_compute_day")
    day_held_as = fields.Char("Held as on that day", compute="_compute_day")
    day_decree = fields.Char("Decree of that day", compute="_compute_day")

    is_mine = fields.Boolean(
        compute="_compute_is_mine",
        search="_search_is_mine",
        help="The account may draft letters for it: its own, one it carries, or as an assistant.",
    )

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
            jabatan.held_as = assignment._prefix() if assignment else False
            jabatan.is_vacant = not assignment

    @api.depends("rank", "echelon", "kind")
    def _compute_level(self):
        for jabatan in self:
            if jabatan.rank in ("wali_kota", "wakil_wali_kota"):
                jabatan.level = "kepala_daerah"
            elif jabatan.echelon:
                jabatan.level = LEVEL_OF_ECHELON[jabatan.echelon.split(".")[0]]
            elif jabatan.kind == "pelaksana":
                jabatan.level = "pelaksana"
            else:
                jabatan.level = jabatan.level if jabatan.kind == "fungsional" else False

    @api.depends("level", "echelon")
    def _compute_level_order(self):
        levels = {key: place for place, (key, _label) in enumerate(LEVELS, 1)}
        echelons = {key: place for place, (key, _label) in enumerate(ECHELONS, 1)}
        for jabatan in self:
            jabatan.level_order = 100 * levels.get(jabatan.level, 99) + echelons.get(
                jabatan.echelon, 0
            )

    # ------------------------------------------------------------------ who held it on a day

    @api.model
    def _asked_day(self):
        """Return the day that the list asks about (context), today by default."""
        asked = self.env.context.get(DAY_KEY)
        if isinstance(asked, list | tuple):
            asked = asked[-1] if asked else None
        try:
            return fields.Date.to_date(asked) or office_today()
        except (TypeError, ValueError):
            return office_today()

    @api.depends_context(DAY_KEY)
    def _compute_day(self):
        day = self._asked_day()
        held = self.env["eoffice.assignment"]._effective(self, day)
        names = self._names_on((jabatan.id, day) for jabatan in self)
        for jabatan in self:
            assignment = held.get(jabatan.id)
            jabatan.day = day
            jabatan.day_name = names[jabatan.id, day]
            jabatan.day_holder_id = assignment.user_id if assignment else False
            jabatan.day_held_as = assignment._prefix() if assignment else False
            jabatan.day_decree = assignment.decree_number if assignment else False

    def _search_day(self, operator, value):
        """Find the positions there are, and those archived since that somebody held that day."""
        day = self._asked_day()
        held = Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )
        return Domain("active", "=", True) | Domain("assignment_ids", "any", held)

    def _search_is_vacant(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = office_today()
        return [
            (
                "assignment_ids",
                "not any",
                [
                    ("date_from", "<=", today),
                    "|",
                    ("date_to", "=", False),
                    ("date_to", ">=", today),
                ],
            )
        ]

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

    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = set(self.env.user._eoffice_seats().ids("draft"))
        for jabatan in self:
            jabatan.is_mine = jabatan.id in mine

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = "in" if True in value else "not in"
        return [("id", wanted, self.env.user._eoffice_seats().ids("draft"))]

    @api.constrains("superior_id")
    def _check_superior(self):
        if self._has_cycle("superior_id"):
            raise ValidationError(
                self.env._("A position can't be its own superior, directly or through others.")
            )

    def action_succeed(self):
        """Open the dialog that lets somebody take over this position from a day on."""
        self.ensure_one()
        return self._succession_dialog()

    def _succession_dialog(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Succession"),
            "res_model": "eoffice.succession",
            "view_mode": "form",
            "target": "new",
            "context": {"default_jabatan_id": self.id},
        }

    def write(self, vals):
        result = super().write(vals)
        if "organisation_id" in vals:
            self.env["eoffice.naskah"]._sync_access_of_jabatan(self)
        return result

    def _carriers(self):
        """Return the accounts that carry these positions now: holders (all of a shared desk), or
        who carries one by a delegation that runs. Who delegated only some letters, or a.n., carries
        on beside his delegate.

        :return: dict of jabatan id to res.users (in sudo mode); vacant positions are missing
        """
        # sudo: who holds an office is public inside the city.
        assignments = self.env["eoffice.assignment"].sudo()._current(self)
        carriers = {
            jabatan.id: held.user_id for jabatan, held in assignments.grouped("jabatan_id").items()
        }
        for row in self.env["eoffice.delegation"]._running(self):
            partial = row.kind == "an" or row.type_ids or row.organisation_id
            holders = carriers.get(row.jabatan_id.id) if partial else None
            carriers[row.jabatan_id.id] = (holders or row.delegate_id) | row.delegate_id
        return carriers

    def _account_role(self):
        """Return the role an account needs for this position: user, official or registry."""
        self.ensure_one()
        if self.organisation_id.skpd_id.registry_jabatan_id == self:
            return "registry"
        if self.may_sign or self.is_head:
            return "official"
        if self.kind == "struktural" and not self.is_shared:
            return "official"
        return "user"

    def _with_open_work(self):
        """Return those of these positions at which something waits: a draft, a step, a letter."""
        places = (
            ("eoffice.naskah", "drafter_jabatan_id", ["draft", "approval"]),
            ("eoffice.approval.step", "jabatan_id", ["waiting", "current"]),
            ("eoffice.recipient", "jabatan_id", ["delivered", "read"]),
            ("eoffice.disposition", "to_jabatan_id", ["sent", "read", "accepted"]),
            ("eoffice.disposition", "from_jabatan_id", ["reported"]),
        )
        busy = self.browse()
        for model, field_name, states in places:
            # sudo: only whether there is something; which letters it is stays hidden.
            for jabatan, _count in (
                self.env[model]
                .sudo()
                ._read_group(
                    [(field_name, "in", self.ids), ("state", "in", states)],
                    [field_name],
                    ["__count"],
                )
            ):
                busy |= self.browse(jabatan.id)
        return busy

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
