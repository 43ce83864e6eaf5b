import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { appointOperator } from "./appoint_dialog";

/** Asks the head of an SKPD that has no operator to appoint one; for all others it is nothing. */
export class OperatorRequest extends Component {
    static template = "eoffice_bekasi.OperatorRequest";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.state = useState({ requests: [] });
        // after the desk is there: nobody waits for it
        onMounted(() => this.load());
    }

    async load() {
        this.state.requests = await this.orm.silent.call("eoffice.operator", "get_requests", []);
    }

    text(skpd) {
        return _t("%s has no operator. As its head you appoint one of your staff.", skpd.name);
    }

    async appoint(skpd) {
        await appointOperator(this.env, { params: { skpd_id: skpd.id } });
        await this.load();
    }
}
