import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * Under the klasifikasi: the next three that would fit the subject, one tap each. The suggestions
 * themselves are never written; the view shows them to whoever may change the letter.
 */
export class SuggestedCodesField extends Component {
    static template = "eoffice_bekasi.SuggestedCodes";
    static props = { ...standardFieldProps };

    get codes() {
        return this.props.record.data[this.props.name] || [];
    }

    choose({ id, name }) {
        return this.props.record.update({ classification_id: { id, display_name: name } });
    }
}

registry.category("fields").add("eoffice_suggested_codes", {
    component: SuggestedCodesField,
    supportedTypes: ["json"],
});
