import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { ComparisonDialog } from "./comparison_dialog";

/** `<widget name="eoffice_versions"/>`: opens the comparison of a letter's versions. */
export class VersionsWidget extends Component {
    static template = "eoffice_bekasi.VersionsWidget";
    static props = { ...standardWidgetProps };

    setup() {
        this.dialog = useService("dialog");
    }

    async compare() {
        const { record } = this.props;
        if (await record.save()) {
            this.dialog.add(ComparisonDialog, { naskahId: record.resId });
        }
    }
}

registry.category("view_widgets").add("eoffice_versions", { component: VersionsWidget });
