import csv
import io

from odoo import api, models

from odoo.addons.base_import.models.base_import import ImportValidationError

from ..models.import_table import ROW_NUMBER
from ..tools.sheet_reader import SheetError, read_xlsx


class BaseImport(models.TransientModel):
    """Odoo's import screen, for tables that are imported by code (``eoffice.import``).

    Every account: as in Odoo. What may be imported, the model's own access list decides.
    """

    _inherit = "base_import.import"

    def _eoffice_model(self, name=None):
        """Return the model when it is imported by code, else None."""
        model = self.env.get(name or self.res_model)
        return model if hasattr(model, "_import_columns") else None

    @api.model
    def get_fields_tree(self, model, depth=3):
        if (table := self._eoffice_model(model)) is None:
            return super().get_fields_tree(model, depth)
        return [
            {
                "id": column.name,
                "name": column.name,
                "string": column.heading,
                "required": column.required,
                "fields": [],
                "type": "char",
                "model_name": model,
            }
            for column in table._import_columns()
        ]

    def _get_mapping_suggestion(self, header, fields_tree, header_types, mapping_fields):
        known = self._eoffice_headings() if self._eoffice_model() is not None else {}
        if name := known.get(header.strip().casefold()):
            return {"field_path": [name], "distance": -1}
        return super()._get_mapping_suggestion(header, fields_tree, header_types, mapping_fields)

    def _eoffice_headings(self):
        """Return the headings of our columns in all languages: a template may come from any."""
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        return {
            column.heading.casefold(): column.name
            for code in ("en_US", *installed)
            for column in self._eoffice_model().with_context(lang=code)._import_columns()
        }

    def execute_import(self, fields, columns, options, dryrun=False):
        if self._eoffice_model() is None:
            return super().execute_import(fields, columns, options, dryrun=dryrun)
        # The whole file in one transaction: half of it is never there, and all errors are found.
        options.update(skip=0, limit=None, fallback_values={})
        return super(BaseImport, self.with_context(eoffice_import=True)).execute_import(
            fields, columns, options, dryrun=dryrun
        )

    def _convert_import_data(self, fields, options):
        if self._eoffice_model() is None:
            return super()._convert_import_data(fields, options)
        _length, rows = self._read_file(options)
        places = [(place, name) for place, name in enumerate(fields) if name]
        numbers = options.pop("eoffice_rows")
        data = [
            [*(row[place] if place < len(row) else "" for place, _name in places), number]
            for number, row in zip(numbers, rows, strict=True)
        ]
        header = bool(options.get("has_headers"))
        return data[header:], [*(name for _place, name in places), ROW_NUMBER]

    def _parse_import_data(self, data, import_fields, options):
        if self._eoffice_model() is None:
            return super()._parse_import_data(data, import_fields, options)
        return data  # the columns read their cells themselves, and name all that is wrong

    def _handle_multi_mapping(self, import_fields, input_file_data):
        if self._eoffice_model() is None:
            return super()._handle_multi_mapping(import_fields, input_file_data)
        return import_fields, input_file_data

    # ------------------------------------------------------------------ reading

    def _read_xlsx(self, options):
        if self._eoffice_model() is None:
            return super()._read_xlsx(options)
        try:
            sheets, sheet, rows = read_xlsx(self.file or b"", options.get("sheet"))
        except SheetError as error:
            raise ImportValidationError(
                self.env._("The file is too large to be read.")
                if error.args[0] == "size"
                else self.env._("This is no XLSX file, or it is damaged. Save it again as XLSX.")
            ) from error
        options.update(sheets=sheets, sheet=sheet)
        return self._eoffice_rows(rows, options)

    def _read_csv(self, options):
        found = super()._read_csv(options)
        if self._eoffice_model() is None or not found:
            return found
        text = self.file.decode(options["encoding"])
        rows = csv.reader(
            io.StringIO(text), quotechar=options["quoting"], delimiter=options.get("separator", ",")
        )
        return self._eoffice_rows(list(rows), options)

    def _read_xls(self, options):
        self._eoffice_refuse_format()
        return super()._read_xls(options)

    def _read_ods(self, options):
        self._eoffice_refuse_format()
        return super()._read_ods(options)

    def _eoffice_refuse_format(self):
        if self._eoffice_model() is not None:
            # Of these, Odoo's readers give numbers as text: 005 would come as 5, unnoticed.
            raise ImportValidationError(
                self.env._("Save the file as XLSX (or CSV) and load it again.")
            )

    def _eoffice_rows(self, rows, options):
        """Leave empty rows out, and remember which number each of the others has."""
        numbered = [
            (number, row)
            for number, row in enumerate(rows, 1)
            if any(cell.strip() if isinstance(cell, str) else cell for cell in row)
        ]
        options["eoffice_rows"] = [number for number, _row in numbered]
        return len(rows), [row for _number, row in numbered]
