import { Component, onMounted, useState } from "@odoo/owl";
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

    async appoint(skpd) {
        await appointOperator(this.env, { params: { skpd_id: skpd.id } });
        await this.load();
    }
}
