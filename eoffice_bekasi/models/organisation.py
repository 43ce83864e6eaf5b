from datetime import timedelta

from odoo import api, fields, models

from ..tools.local_time import office_today, office_zone_date

KINDS = [
    ("city", "City government"),
    ("setda", "Sekretariat Daerah"),
    ("asisten", "Asisten"),
    ("bagian", "Bagian"),
    ("setwan", "Sekretariat DPRD"),
    ("inspektorat", "Inspektorat"),
    ("dinas", "Dinas"),
    ("badan", "Badan"),
    ("kecamatan", "Kecamatan"),
    ("kelurahan", "Kelurahan"),
    ("rsud", "RSUD"),
    ("uptd", "UPTD"),
    ("sekretariat", "Sekretariat"),
    ("bidang", "Bidang"),
    ("seksi", "Seksi"),
    ("subbagian", "Sub bagian"),
    ("other", "Other unit"),
]


class Organisation(models.Model):
    """A unit of government, in a tree; SKPD-level units have their own agenda and letterhead.

    Every account: reads. Administrator: creates and changes. Nobody deletes one that letters
    name (restrict); units that end get an end date. What it was called before is kept.
    """

    _name = "eoffice.organisation"
    _description = "Organisation"
    _inherit = "eoffice.dated.name"
    _parent_store = True
    _order = "sequence, name"
    _rec_names_search = ["name", "abbreviation", "code", "former_name_ids.name"]
    _former_name_field = "organisation_id"
    _dated_fields = ("name", "abbreviation")

    name = fields.Char(required=True, index="trigram")
    code = fields.Char(help="Code of the unit in the city's list of organisations.")
    abbreviation = fields.Char(help="Stands for the unit in letter numbers, e.g. Dinkes.")
    kind = fields.Selection(KINDS, required=True, default="other")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    date_from = fields.Date("Valid from")
    date_to = fields.Date("Valid to", help="The last day; empty while the unit exists.")
    is_ended = fields.Boolean("Ended", compute="_compute_is_ended", search="_search_is_ended")
    successor_id = fields.Many2one(
        "eoffice.organisation",
        "Continued by",
        index="btree_not_null",
        ondelete="restrict",
        help="The unit into which this one was merged; it keeps this one's registers readable.",
    )
    former_name_ids = fields.One2many(
        "eoffice.former.name", "organisation_id", "Former names", copy=False
    )
    parent_id = fields.Many2one("eoffice.organisation", "Part of", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("eoffice.organisation", "parent_id", "Units")
    is_skpd = fields.Boolean(
        "SKPD level", help="Has its own agenda, letterhead, registry and operator."
    )
    served_by_id = fields.Many2one(
        "eoffice.organisation",
        "Registry kept by",
        ondelete="restrict",
        help="For a unit outside any SKPD: the SKPD whose registry numbers and registers for it.",
    )
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        compute="_compute_skpd_id",
        store=True,
        recursive=True,
        index=True,
    )
    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        "Working calendar",
        ondelete="restrict",
        help="Days and hours on which this unit works; empty: those of the unit above.",
    )
    inherited_calendar_id = fields.Many2one(
        "resource.calendar",
        "Calendar in use",
        compute="_compute_inherited_calendar_id",
        recursive=True,
    )
    jabatan_ids = fields.One2many("eoffice.jabatan", "organisation_id", "Positions")
    skpd_jabatan_ids = fields.One2many("eoffice.jabatan", "skpd_id", "Positions of the SKPD")
    head_jabatan_id = fields.Many2one("eoffice.jabatan", "Head", ondelete="set null")
    head_holder_id = fields.Many2one(related="head_jabatan_id.holder_id", string="Head of the unit")
    head_held_as = fields.Char(related="head_jabatan_id.held_as", string="Head holds it as")
    registry_jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Registry desk",
        ondelete="set null",
        help="The shared position (Tata Usaha) that registers, numbers and sends for this SKPD.",
    )
    street = fields.Char("Address")
    postal_code = fields.Char()
    phone = fields.Char()
    email = fields.Char()
    website = fields.Char()
    emblem = fields.Selection(
        [("garuda", "Garuda"), ("city", "City emblem")], required=True, default="city"
    )
    emblem_image = fields.Binary("Emblem picture", attachment=True)
    kop_line_1 = fields.Char("Letterhead, first line", default="PEMERINTAH KOTA BEKASI")
    kop_line_2 = fields.Char(
        "Letterhead, second line",
        compute="_compute_kop_line_2",
        store=True,
        readonly=False,
        precompute=True,
    )
    kop_address = fields.Char("Letterhead, address", compute="_compute_kop_address")
    letterhead_id = fields.Many2one(
        "eoffice.organisation",
        "Letterhead of",
        compute="_compute_letterhead_id",
        recursive=True,
        help="The unit whose letterhead letters from here carry.",
    )

    _period = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "The unit ends before it begins. Check its dates.",
    )
    # Unique among those that exist at the same time: a successor may take over code and name.
    _code_in_force_uniq = models.Constraint(
        "EXCLUDE USING gist (lower(code) WITH =, daterange(date_from, date_to, '[]') WITH &&) "
        "WHERE (active AND code <> '')",
        "Another unit that exists in the same period has this code. "
        "Choose another code, or end that unit first.",
    )
    _abbreviation_in_force_uniq = models.Constraint(
        "EXCLUDE USING gist (lower(abbreviation) WITH =, "
        "daterange(date_from, date_to, '[]') WITH &&) "
        "WHERE (active AND is_skpd AND abbreviation <> '')",
        "Another SKPD that exists in the same period has this abbreviation, and their letters "
        "would get the same numbers. Choose another, or end that SKPD first.",
    )
    # Units inside an SKPD have it in their numbers: there it must tell them apart.
    _abbreviation_inside_uniq = models.Constraint(
        "EXCLUDE USING gist (skpd_id WITH =, lower(abbreviation) WITH =, "
        "daterange(date_from, date_to, '[]') WITH &&) "
        "WHERE (active AND abbreviation <> '')",
        "Another unit of the same SKPD that exists in the same period has this abbreviation. "
        "Choose another, or end that unit first.",
    )

    @api.depends("date_to")
    def _compute_is_ended(self):
        today = office_today()
        for unit in self:
            unit.is_ended = bool(unit.date_to and unit.date_to < today)

    def _search_is_ended(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("date_to", "<", office_today())]

    @api.depends("resource_calendar_id", "parent_id.inherited_calendar_id")
    def _compute_inherited_calendar_id(self):
        for unit in self:
            unit.inherited_calendar_id = unit._working_calendar()

    @api.depends("is_skpd", "served_by_id", "parent_id.skpd_id")
    def _compute_skpd_id(self):
        for unit in self:
            unit.skpd_id = unit if unit.is_skpd else unit.served_by_id or unit.parent_id.skpd_id

    @api.depends("name")
    def _compute_kop_line_2(self):
        for unit in self:
            unit.kop_line_2 = (unit.name or "").upper()

    @api.depends("street", "postal_code", "phone", "email", "website")
    def _compute_kop_address(self):
        for unit in self:
            where = " ".join(filter(None, [unit.street, unit.postal_code]))
            phone = f"Telp. {unit.phone}" if unit.phone else ""
            unit.kop_address = ", ".join(filter(None, [where, phone, unit.website, unit.email]))

    @api.depends("is_skpd", "kind", "parent_id.letterhead_id")
    def _compute_letterhead_id(self):
        for unit in self:
            own = unit.is_skpd or unit.kind == "city" or not unit.parent_id
            unit.letterhead_id = unit if own else unit.parent_id.letterhead_id

    @api.model_create_multi
    def create(self, vals_list):
        # The end of a unit must stand before a constraint looks at its successor.
        self.flush_model()
        units = super().create(vals_list)
        units._ensure_registers()
        return units

    def write(self, vals):
        if vals.keys() & {"date_from", "date_to", "active", "code", "abbreviation"}:
            # Which unit ends and which one takes over its code may come in one go.
            self.flush_model()
        result = super().write(vals)
        if vals.get("is_skpd"):
            self._ensure_registers()
        if vals.keys() & {"registry_jabatan_id", "is_skpd", "parent_id", "served_by_id"}:
            self.env["eoffice.naskah"]._sync_access_of_organisations(self)
        return result

    def action_open_chart(self):
        """Open the chart of this unit's positions, from its head down."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("eoffice_bekasi.eoffice_chart_action")
        head = self.head_jabatan_id
        # The head alone would bring his superior and all beside him.
        domain = (
            ["|", ("id", "=", head.id), ("superior_id", "=", head.id)]
            if head
            else [("organisation_id", "=", self.id)]
        )
        return {**action, "name": self.name, "domain": domain, "context": {}}

    def action_open_jabatan(self):
        """Open the positions of this unit and of the units inside it."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("eoffice_bekasi.eoffice_jabatan_action")
        return {
            **action,
            "name": self.name,
            "domain": [("organisation_id", "child_of", self.id)],
            "context": {"default_organisation_id": self.id},
        }

    def action_reorganise(self):
        """Open the form that renames this unit or merges it, from a day on."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Rename or merge"),
            "res_model": "eoffice.reorganisation",
            "view_mode": "form",
            "context": {"default_organisation_id": self.id},
        }

    def _all_above(self):
        """Return the units of which these are part, directly or through others."""
        ids = {int(part) for path in self.mapped("parent_path") for part in path.split("/") if part}
        return self.browse(ids) - self

    def _working_calendar(self):
        """Return the calendar in which this unit works: its own, or that of the nearest unit above.

        :return: resource.calendar (in sudo mode); the city's when no unit above has one, or for
            no unit at all
        """
        # sudo: when an office works is public.
        unit = self.sudo()
        while unit and not unit.resource_calendar_id:
            unit = unit.parent_id
        # sudo: as above, for the whole city.
        return unit.resource_calendar_id or self.env.company.sudo().resource_calendar_id

    def _response_due(self, moment, time, unit):
        """Return when an answer is due, in this unit's working time from a moment.

        :param datetime.datetime moment: UTC, as Odoo stores it
        :param int time: how many
        :param str unit: "hours" (working hours) or "days": to the end of the working day that is so
            many after the one on which it comes
        :rtype: datetime.datetime, UTC
        """
        calendar = self._working_calendar()
        if unit == "hours":
            end = calendar and calendar.plan_hours(time, moment, compute_leaves=True)
        else:
            end = calendar and calendar.plan_days(time + 1, moment, compute_leaves=True)
            end = end and calendar._eoffice_closing(end)
        # No calendar, or one without any hours: then every day counts.
        return end or moment + timedelta(**{unit: time})

    def _working_day(self, moment, days):
        """Return the date of the working day that is ``days`` after a moment, for this unit.

        What comes outside the hours comes on the next working day; the day on which it comes is
        not counted. Holidays, cuti bersama among them, are no working days.

        :param datetime.datetime moment: UTC, as Odoo stores it
        :param int days: 0 means the day itself, or the next working day
        :rtype: datetime.date
        """
        return office_zone_date(self._response_due(moment, days, "days"))

    def _ensure_registers(self):
        """Give each SKPD its register of incoming and of outgoing letters."""
        skpd = self.filtered("is_skpd")
        # sudo: registers are made by the system, whoever may change the organisation.
        Register = self.env["eoffice.register"].sudo()
        known = {
            (register.organisation_id.id, register.kind)
            for register in Register.search(
                [("organisation_id", "in", skpd.ids), ("is_default", "=", True)]
            )
        }
        Register.create(
            [
                {"organisation_id": unit.id, "kind": kind, "is_default": True}
                for unit in skpd
                for kind in ("keluar", "masuk")
                if (unit.id, kind) not in known
            ]
        )

    def _own_register(self, kind="keluar"):
        """Return the register that each of these SKPD has by itself."""
        return self.env["eoffice.register"].search(
            [
                ("organisation_id", "in", self.ids),
                ("kind", "=", kind),
                ("is_default", "=", True),
            ]
        )
