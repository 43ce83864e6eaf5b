import { Component, onMounted, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Timeline } from "./timeline";

/** Asks for a letter's way and draws it; asks again when `version` changes. */
export class TimelineLoader extends Component {
    static template = "eoffice_bekasi.TimelineLoader";
    static components = { Timeline };
    static props = {
        naskahId: Number,
        version: { type: [String, Number], optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ data: null, loading: true });
        onMounted(() => this.load(this.props.naskahId)); // the pane opens at once, the way follows
        onWillUpdateProps((props) => {
            if (props.naskahId !== this.props.naskahId) {
                this.state.data = null;
            }
            if (
                props.naskahId !== this.props.naskahId ||
                props.version !== this.props.version
            ) {
                this.load(props.naskahId);
            }
        });
    }

    async load(naskahId) {
        this.state.loading = true;
        try {
            this.state.data = await this.keepLast.add(
                this.orm.call("eoffice.naskah", "get_timeline", [[naskahId]])
            );
        } finally {
            this.state.loading = false;
        }
    }
}

/** `<widget name="eoffice_timeline"/>` in the form of a naskah. */
export class TimelineWidget extends Component {
    static template = "eoffice_bekasi.TimelineWidget";
    static components = { TimelineLoader };
    static props = { ...standardWidgetProps };

    /** The way changes with the letter's state and with whoever has it. */
    get version() {
        const { state, waiting_jabatan_id: waiting, returned } = this.props.record.data;
        const stamp = this.props.record.data.write_date;
        return [state, waiting?.id, returned, stamp?.toMillis?.() || 0].join("/");
    }
}

registry.category("view_widgets").add("eoffice_timeline", {
    component: TimelineWidget,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "returned", type: "boolean" },
        { name: "write_date", type: "datetime" },
        { name: "waiting_jabatan_id", type: "many2one" },
    ],
});
