import { Component, onWillStart, useState } from "@odoo/owl";
import { DisposeForm } from "./dispose_form";
import { DisposeModel } from "./dispose_model";

/** The disposition beside the letter's page. Give it a `t-key` of its letter and its act. */
export class DisposePanel extends Component {
    static template = "eoffice_bekasi.DisposePanel";
    static components = { DisposeForm };
    static props = {
        title: String,
        confirmLabel: String,
        confirmIcon: { type: String, optional: true },
        draftKey: String,
        /** answers what `get_dispose_options` does */
        loadOptions: Function,
        /** does it; what was chosen stays when it is refused */
        act: Function,
        onDone: Function,
        onClose: Function,
        /** props of the dialog that mean nothing here */
        subject: { type: [String, Boolean], optional: true },
    };

    setup() {
        this.model = useState(new DisposeModel(this.props.draftKey));
        this.state = useState({ busy: false });
        onWillStart(() => this.model.load(this.props.loadOptions));
    }

    async confirm() {
        this.model.tried = true;
        if (this.state.busy || !this.model.isValid) {
            return;
        }
        this.state.busy = true;
        try {
            await this.props.act(this.model.values());
        } finally {
            this.state.busy = false;
        }
        this.model.forget();
        this.props.onDone();
    }

    /** As in every dialog of Odoo: Ctrl and Enter sends, wherever one is. */
    onKeydown(ev) {
        if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey)) {
            ev.preventDefault();
            this.confirm();
        } else if (ev.key === "Escape") {
            ev.stopPropagation();
            this.props.onClose();
        }
    }
}
