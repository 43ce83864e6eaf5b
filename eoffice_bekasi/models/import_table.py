from collections import defaultdict

import psycopg2

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.hierarchy import circles, levels
from ..tools.sheet_columns import EXAMPLE
from ..tools.sheet_table import Row, Table

#: Among the fields that ``load`` is given: the number of each row in the file, if it isn't 1, 2, 3.
ROW_NUMBER = "__row__"


class ImportTable(models.AbstractModel):
    """A model that is imported whole tables at a time, by a code and not by an id.

    Administrator: imports; others have no right to create, and are refused. Everything is
    checked before anything is written; all that is wrong is answered at once, with row, column
    and reason, and one wrong row keeps out the whole file. A row whose code is known changes that
    record, an equal one writes nothing. A column that isn't in the file leaves its field alone; an
    empty cell empties it, except where the field must have a value.
    """

    _name = "eoffice.import"
    _description = "Import of tables by code"

    #: The column that says which record a row means.
    _import_key = "code"
    #: Columns that do it too, for who has no such code.
    _import_other_keys = ()

    # ------------------------------------------------------------------ what a model says of itself

    @api.model
    def _import_columns(self):
        """Return the columns that a file may have, in the template's order."""
        raise NotImplementedError

    @api.model
    def _import_title(self):
        """Return the name of the template's sheet and of its file."""
        raise NotImplementedError

    @api.model
    def _import_check(self, table):
        """Note in the table all that is wrong, and in its rows their records and values."""
        raise NotImplementedError

    @api.model
    def _import_save(self, table):
        """Write what the rows of a table without faults say.

        :return: dict with more to count than rows: heading to number
        """
        raise NotImplementedError

    # ------------------------------------------------------------------ Odoo's import

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Download the template: %s", self._import_title()),
                "template": f"/eoffice/import/{self._name}.xlsx",
            }
        ]

    @api.model
    def load(self, fields, data):
        """Import rows by code; by external or database id, and without a code, as Odoo does.

        :param list fields: names of the columns of :meth:`_import_columns`; ``__row__`` may be
            among them, with the number of each row in the file
        :param list data: rows of cells: text, or dates where a spreadsheet has them
        :return: dict with ``ids`` (of all rows, in their order; False after an error), ``messages``
            (one for each fault, Odoo's way), ``nextrow`` 0, and ``report`` for the screen:
            ``errors`` (row, column, value, message) and ``counts`` (heading, number)
        :raise AccessError: when the caller may not make and change such records
        """
        if not self._import_takes(fields):
            return super().load(fields, data)
        self._import_check_right()
        numbers = None
        if ROW_NUMBER in fields:
            place = fields.index(ROW_NUMBER)
            numbers = [row[place] for row in data]
        table = Table(self._import_columns(), fields, data, self._import_explain, numbers)
        self._import_check_columns(table, fields)
        more = {}
        if table.rows:
            self._import_check(table)
        if not table.faults:
            more = self._import_try(table)
        return self._import_answer(table, more)

    @api.model
    def _import_takes(self, fields):
        """Whether these are columns of ours: from the import screen, or with our key."""
        if any(name in ("id", ".id") or "/" in name for name in fields):
            return False
        return self.env.context.get("eoffice_import") or self._import_key in fields

    @api.model
    def _import_check_right(self):
        """Refuse whoever is no Administrator: an operator keeps up his SKPD by hand."""
        if not (self.env.su or self.env.user.has_group("eoffice_bekasi.group_administrator")):
            raise AccessError(
                self.env._("Units, positions and people are imported by the Administrator.")
            )
        self.check_access("create")
        self.check_access("write")

    @api.model
    def _import_units(self):
        """Return the units that the caller may import for: all, for the Administrator.

        An account that looks after one SKPD gets that SKPD's units here, and its other rows are
        refused by name.
        """
        return self.env["eoffice.organisation"].search(Domain.TRUE)

    @api.model
    def _import_check_columns(self, table, fields):
        """Note what is wrong with the file as a whole."""
        for name in dict.fromkeys(fields):
            if name in table.columns and fields.count(name) > 1:
                table.refuse(
                    None, name, self.env._("Two columns of the file are matched with this one.")
                )
        if not any(table.has(name) for name in (self._import_key, *self._import_other_keys)):
            table.refuse(
                None, self._import_key, self.env._("The file has no such column; it is needed.")
            )
        if not table.rows:
            table.refuse(
                None,
                None,
                self.env._("The file has no rows to import besides the template's examples."),
            )

    @api.model
    def _import_try(self, table):
        """Save a table's rows, all or none."""
        try:
            with self.env.cr.savepoint():
                more = self._import_save(table)
                self.env.flush_all()
                return more
        except UserError as error:
            table.refuse(None, None, str(error))
        except psycopg2.IntegrityError as error:
            table.refuse(None, None, self._sql_error_to_message(error))
        # What was cached of it is not there any more.
        self.env.invalidate_all(flush=False)
        self.pool.reset_changes()
        return {}

    @api.model
    def _import_answer(self, table, more):
        faults = table.sorted_faults()
        if faults:
            counts = {}
        else:
            states = [row.state for row in table.rows]
            counts = {
                self.env._("new"): states.count("created"),
                self.env._("changed"): states.count("updated"),
                self.env._("unchanged"): states.count(""),
                **{heading: count for heading, count in more.items() if count},
            }
            if table.examples:
                counts[self.env._("examples left out")] = table.examples
        return {
            "ids": False if faults else list(dict.fromkeys(row.record.id for row in table.rows)),
            "messages": [self._import_message(fault) for fault in faults],
            "nextrow": 0,
            "report": {
                "rows": len(table.rows),
                "errors": [
                    {
                        "row": fault.row or 0,
                        "column": fault.column.heading if fault.column else "",
                        "value": fault.value,
                        "message": fault.message,
                    }
                    for fault in faults
                ],
                "counts": list(counts.items()),
            },
        }

    @api.model
    def _import_message(self, fault):
        where = fault.column.heading if fault.column else ""
        if fault.row and where:
            text = self.env._(
                "Row %(row)s, %(column)s: %(reason)s",
                row=fault.row,
                column=where,
                reason=fault.message,
            )
        elif fault.row:
            text = self.env._("Row %(row)s: %(reason)s", row=fault.row, reason=fault.message)
        else:
            text = f"{where}: {fault.message}" if where else fault.message
        place = (fault.row or 1) - 1
        return {
            "type": "error",
            "message": text,
            "record": place,
            "rows": {"from": place, "to": place},
            "field": fault.column.name if fault.column else False,
        }

    # ------------------------------------------------------------------ words

    @api.model
    def _import_explain(self, reason, column):
        """Return why a cell can't be read and what to do, for a reason of ``CellError``."""
        return {
            "required": self.env._("This cell must be filled in."),
            "number": self.env._(
                "The cell is a number, and a number loses zeros: 005 becomes 5. "
                "Format the column as text and write the code again."
            ),
            "digits_lost": self.env._(
                "The spreadsheet took it for a number and lost digits. "
                "Format the column as text and write it again, all of it."
            ),
            "date_in_text": self.env._(
                "The spreadsheet made a date of this cell. "
                "Format the column as text and write it again."
            ),
            "formula": self.env._("The formula in this cell has an error. Write the value itself."),
            "not_a_date": self.env._("This is no date. Write day, month and year, as 31/12/2025."),
            "not_a_flag": self.env._("Write Yes or No."),
            "not_a_number": self.env._("Write a whole number, 0 or more."),
            "not_a_choice": self.env._(
                "Not one of the possible values: %s.",
                ", ".join(names[0] for _value, names in column.choices),
            ),
            "nip_length": self.env._("A NIP has 18 digits. Count them, or leave the cell empty."),
            "nip_birth": self.env._(
                "Digits 1 to 8 of a NIP are the date of birth: year, month, day."
            ),
            "nip_appointment": self.env._(
                "Digits 9 to 14 of a NIP are year and month of appointment "
                "(of a PPPK: the year, and 21 or more)."
            ),
            "nip_sex": self.env._("Digit 15 of a NIP is 1 for a man, 2 for a woman."),
            "nip_serial": self.env._(
                "The last three digits of a NIP are never 000: the spreadsheet lost them. "
                "Format the column as text and write it again."
            ),
        }[reason]

    @api.model
    def _import_flags(self):
        """Return the words for yes and no that the template offers."""
        return self.env._("Yes"), self.env._("No")

    @api.model
    def _import_words(self):
        """Return the words of the template's second sheet."""
        return {
            "notes": self.env._("Notes"),
            "required": self.env._("yes"),
            "headings": [
                self.env._("Column"),
                self.env._("Needed"),
                self.env._("What to write"),
                self.env._("Possible values"),
            ],
            "rules": [
                self.env._(
                    "Fill in the first sheet, one row each. Rows whose code begins with %s are "
                    "examples and are left out.",
                    EXAMPLE,
                ),
                self.env._(
                    "A row whose code (for people: NIP) is known changes what is there; "
                    "rows that say nothing new change nothing."
                ),
                self.env._(
                    "A column that you delete leaves its data as they are; an empty cell empties "
                    "what was there."
                ),
                self.env._(
                    "The order of the rows doesn't matter: a row may name a code that comes "
                    "further down."
                ),
                self.env._(
                    "If one row is wrong, nothing is imported. All that is wrong is listed at once."
                ),
                self.env._(
                    "Codes and NIP are text: the cells are formatted so. Leave that as it is."
                ),
            ],
        }

    @api.model
    def _import_choices(self, name):
        """Return the choices of a selection field: value and what may be written for it."""
        field = self._fields[name]
        here = dict(field._description_selection(self.env))
        english = dict(field._description_selection(self.env(context={"lang": "en_US"})))
        return tuple((value, (label, english[value])) for value, label in here.items())

    # ------------------------------------------------------------------ checking

    @api.model
    def _import_known(self, domain):
        """Return records with all that is compared with a file, read in one go."""
        names = [column.name for column in self._import_columns() if column.name in self._fields]
        return self.search_fetch(domain, names)

    @api.model
    def _import_find(self, table, records):
        """Find the record of each row by its code, and refuse codes that are there twice."""
        known = records.grouped(self._import_key)
        for code, rows in table.by_value(self._import_key).items():
            found = known.get(code)
            for row in rows:
                row.record = next(iter(found), None) if found else None  # keeps the prefetch
                if row is not rows[0]:
                    table.refuse(
                        row,
                        self._import_key,
                        self.env._("This code is in row %s already.", rows[0].number),
                    )
                elif found and len(found) > 1:
                    table.refuse(
                        row,
                        self._import_key,
                        self.env._("Several records have this code. Correct that by hand first."),
                    )
        self._import_check_needed(table)

    @api.model
    def _import_check_needed(self, table):
        """Refuse a file that lacks a column without which nothing new can be made."""
        if new := next((row for row in table.rows if not row.record), None):
            for name, column in table.columns.items():
                if column.required and not table.has(name):
                    table.refuse(
                        None,
                        name,
                        self.env._(
                            "The file has no such column. Row %s is new and needs it.", new.number
                        ),
                    )

    @api.model
    def _import_link(self, table, name, known, missing):
        """Let a column of codes name records, or rows of this file that are yet to be made.

        :param dict known: code to record or Row
        :param function missing: gives the sentence for a code that nobody has
        """
        for row in table.rows:
            if (code := row.get(name)) is None:
                if name in row.values:
                    row.vals[name] = False
            elif code in known:
                target = known[code]
                row.vals[name] = target.record or target if isinstance(target, Row) else target
            else:
                table.refuse(row, name, missing(code))

    @api.model
    def _import_codes(self, table, records):
        """Return who has which code, in the database and in the file; the file goes first."""
        known = {record[self._import_key]: record for record in records}
        known.update(
            {row.get(self._import_key): row for row in reversed(table.rows)},
        )
        known.pop(None, None)
        known.pop(False, None)
        return known

    @api.model
    def _import_fill(self, table, names):
        """Take columns that are fields over into the values of their rows."""
        for row in table.rows:
            for name in names:
                if name in row.values:
                    row.vals[name] = row.values[name]

    @api.model
    def _import_final(self, row, name):
        """Return what a record will have in a field when its row is imported."""
        if name in row.vals and (row.vals[name] or not self._import_keeps(name)):
            return row.vals[name]
        return row.record[name] if row.record else None

    @api.model
    def _import_keeps(self, name):
        """Whether an empty cell leaves this field as it is, because it must have a value."""
        return self._fields[name].required and self._fields[name].type != "boolean"

    @api.model
    def _import_check_circles(self, table, name, records, message):
        """Refuse rows that stand on a circle of superiors, as they would be after the import."""
        above = {record: record[name] or None for record in records}
        for row in table.rows:
            above[row.record or row] = self._import_final(row, name) or None
        wrong = circles(above)
        for row in table.rows:
            if (row.record or row) in wrong and row.get(name) is not None:
                table.refuse(row, name, message)

    # ------------------------------------------------------------------ saving

    @api.model
    def _import_create_and_write(self, table, parent):
        """Make the new records, superiors first, and change the known ones that differ."""
        above = {row: row.vals.get(parent) for row in table.rows if not row.record}
        for group in levels(above):
            records = self.create([self._import_resolved(row) for row in group])
            for row, record in zip(group, records, strict=True):
                row.record, row.state = record, "created"
        self._import_write(row for row in table.rows if not row.state)

    @api.model
    def _import_resolved(self, row):
        """Return the values of a row with ids in the place of records and of rows."""
        values = {}
        for name, value in row.vals.items():
            value = value.record if isinstance(value, Row) else value
            value = self._import_plain(name, value) or False
            if value or not self._import_keeps(name):
                values[name] = value
        return values

    @api.model
    def _import_plain(self, name, value):
        """Return a field's value as it is compared and written: ids in the place of records."""
        if not isinstance(value, models.BaseModel):
            return value
        if self._fields[name].type == "many2many":
            return tuple(sorted(value.ids))
        return value.id

    @api.model
    def _import_write(self, rows):
        """Write what differs, rows with the same changes together."""
        groups = defaultdict(list)
        for row in rows:
            if changes := self._import_changes(row):
                groups[frozenset(changes.items())].append(row)
                row.state = "updated"
        for changes, same in groups.items():
            self.browse(row.record.id for row in same).write(dict(changes))

    @api.model
    def _import_changes(self, row):
        """Return the values of a row that its record has otherwise."""
        now = {name: self._import_plain(name, row.record[name]) for name in row.vals}
        return {
            name: value
            for name, value in self._import_resolved(row).items()
            if (now[name] or False) != value
        }
