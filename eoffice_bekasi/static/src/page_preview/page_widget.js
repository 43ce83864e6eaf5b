import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { PagePreview } from "./page_preview";

/** `<widget name="eoffice_page"/>`: the page of the letter, beside its form. */
export class PageWidget extends Component {
    static template = "eoffice_bekasi.PageWidget";
    static components = { PagePreview };
    static props = { ...standardWidgetProps };

    get version() {
        const { state, write_date: stamp } = this.props.record.data;
        return `${state}/${stamp?.toMillis?.() || 0}`;
    }

    refresh() {
        return this.props.record.save();
    }
}

registry.category("view_widgets").add("eoffice_page", {
    component: PageWidget,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "write_date", type: "datetime" },
    ],
});
