import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Which letter this one answers, and by which it was answered: a link, or the number only. */
export class ThreadField extends Component {
    static template = "eoffice_bekasi.Thread";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get letters() {
        return this.props.record.data[this.props.name] || [];
    }

    async open({ id }) {
        if (await this.props.record.save()) {
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: "eoffice.naskah",
                res_id: id,
                views: [[false, "form"]],
            });
        }
    }
}

registry.category("fields").add("eoffice_thread", {
    component: ThreadField,
    supportedTypes: ["json"],
});
