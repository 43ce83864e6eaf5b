import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** Tells who keeps a register that other registries wait for a number; for all others nothing. */
export class NumberRequests extends Component {
    static template = "eoffice_bekasi.NumberRequests";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ asking: [] });
        // after the desk is there: nobody waits for it
        onMounted(() => this.load());
    }

    async load() {
        this.state.asking = await this.orm.silent.call("eoffice.number.request", "get_waiting", []);
    }

    get text() {
        const { asking } = this.state;
        return asking.length === 1
            ? _t("%s asks for a number of your register.", asking[0])
            : _t("%s requests for a number of your register wait for an answer.", asking.length);
    }

    open() {
        return this.action.doAction("eoffice_bekasi.eoffice_number_request_action");
    }
}
