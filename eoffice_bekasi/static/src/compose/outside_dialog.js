import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus, useService } from "@web/core/utils/hooks";

/** Makes an outside contact; says when there is one of that name already, and offers it. */
export class OutsideDialog extends Component {
    static template = "eoffice_bekasi.OutsideDialog";
    static components = { Dialog };
    static props = { close: Function, name: String, take: Function };

    setup() {
        this.orm = useService("orm");
        useAutofocus({ refName: "street" });
        this.state = useState({
            name: this.props.name,
            street: "",
            city: "",
            email: "",
            same: [],
            busy: false,
        });
    }

    take(addressee) {
        this.props.take(addressee);
        this.props.close();
    }

    async confirm() {
        if (this.state.busy || !this.state.name.trim()) {
            return;
        }
        this.state.busy = true;
        try {
            const { name, street, city, email, same } = this.state;
            const made = await this.orm.call("eoffice.recipient", "add_outside", [], {
                name,
                street,
                city,
                email,
                anyway: same.length > 0,
            });
            if (made.same) {
                this.state.same = made.same;
            } else {
                this.take(made);
            }
        } finally {
            this.state.busy = false;
        }
    }
}
