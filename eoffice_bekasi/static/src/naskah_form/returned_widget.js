import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { ago, exactly } from "../core/format";

/** Why the letter came back, above everything else in its form. */
export class ReturnedWidget extends Component {
    static template = "eoffice_bekasi.ReturnedWidget";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.ago = ago;
        this.exactly = exactly;
        this.state = useState({ station: null });
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps((props) => {
            if (
                props.record.resId !== this.loadedFor ||
                props.record.data.returned !== Boolean(this.state.station)
            ) {
                return this.load(props.record);
            }
        });
    }

    async load(record) {
        this.loadedFor = record.resId;
        if (!record.resId || !record.data.returned) {
            this.state.station = null;
            return;
        }
        const { past } = await this.orm.call("eoffice.naskah", "get_timeline", [[record.resId]]);
        this.state.station = past.filter(({ kind }) => kind === "returned").at(-1) || null;
    }
}

registry.category("view_widgets").add("eoffice_returned", {
    component: ReturnedWidget,
    fieldDependencies: [{ name: "returned", type: "boolean" }],
});
