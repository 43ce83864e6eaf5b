import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Where the words of a search stand in a letter; pieces of text, those searched for marked. */
export class FoundField extends Component {
    static template = "eoffice_bekasi.FoundField";
    static props = { ...standardFieldProps };

    get pieces() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("eoffice_found", {
    component: FoundField,
    supportedTypes: ["json"],
});
