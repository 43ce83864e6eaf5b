from odoo import api, models
from odoo.exceptions import AccessError


class Operated(models.AbstractModel):
    """What the operator of an SKPD keeps up, within limits (Ps. 7(8)).

    Which records, the record rules say (those of his SKPD); which fields, ``_operator_fields``;
    what else, ``_check_operated``. The Administrator has no such limits. Nobody else has a right
    to write in the access list.
    """

    _name = "eoffice.operated"
    _description = "Kept up by an operator"

    #: Fields an operator may set and change.
    _operator_fields = frozenset()

    def _is_limited(self):
        return not (self.env.su or self.env.user.has_group("eoffice_bekasi.group_administrator"))

    @api.model
    def _has_field_access(self, field, operation):
        """Close all other fields to the operator: in writing, creating and on every form."""
        allowed = super()._has_field_access(field, operation)
        if not allowed or operation == "read" or field.name in self._operator_fields:
            return allowed
        return not self._is_limited()

    @api.model
    def _check_field_access(self, field, operation):
        if operation == "write" and not self._has_field_access(field, operation):
            raise AccessError(
                self.env._(
                    "“%s” is not the operator's to change. Ask the Administrator.",
                    field._description_string(self.env),
                )
            )
        return super()._check_field_access(field, operation)

    @api.model_create_multi
    def create(self, vals_list):
        if not self._is_limited():
            return super().create(vals_list)
        self.check_access("create")
        # A context's defaults are checked like values; these come in by another way.
        for name in self.env["ir.default"]._get_model_defaults(self._name):
            self._check_field_access(self._fields[name], "write")
        records = super().create(vals_list)
        records._check_operated()
        return records

    def write(self, vals):
        if not self._is_limited():
            return super().write(vals)
        self.check_access("write")
        self._check_operated_before(vals)
        result = super().write(vals)
        # Where it has been moved to is his too.
        self.check_access("write")
        self._check_operated()
        return result

    def _check_operated_before(self, vals):
        """Refuse changes of records that are not the operator's as they stand."""

    def _check_operated(self):
        """Refuse what an operator has made of records."""
