import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Which letters amend or cancel this one, and which one it amends; a link where it may be read. */
export class Amendments extends Component {
    static template = "eoffice_bekasi.Amendments";
    static props = { rows: { type: [Array, Boolean] } };

    setup() {
        this.action = useService("action");
    }

    label({ way, kind }) {
        if (way === "by") {
            return kind === "batal" ? _t("Cancelled by letter") : _t("Amended by letter");
        }
        return kind === "batal" ? _t("Cancels letter") : _t("Amends letter");
    }

    open(id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "eoffice.naskah",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

class AmendmentsWidget extends Component {
    static template = "eoffice_bekasi.AmendmentsWidget";
    static components = { Amendments };
    static props = { ...standardWidgetProps };
}

registry.category("view_widgets").add("eoffice_amendments", {
    component: AmendmentsWidget,
    fieldDependencies: [{ name: "amendments", type: "json" }],
});
