import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

/** Says, as long as it lasts, that one works outside office hours. */
export class HoursSystray extends Component {
    static template = "eoffice_bekasi.HoursSystray";
    static props = {};

    setup() {
        this.hours = useState(useService("eoffice_hours"));
    }

    get isOutside() {
        return Boolean(this.hours.info) && !this.hours.info.is_open;
    }
}

registry
    .category("systray")
    .add("eoffice_bekasi.Hours", { Component: HoursSystray }, { sequence: 100 });
