import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/**
 * What was typed and not sent, by act and letter, for as long as the page is open: a dialog
 * closed by a stray tap opens again with the text still in it.
 */
const unsent = new Map();

/**
 * Ground of every dialog that acts on a letter. The dialog closes when the act succeeded;
 * when it failed Odoo shows the error above it and everything typed is still there.
 */
export class ActDialog extends Component {
    static components = { Dialog };
    static props = {
        close: Function,
        /** does the act; the dialog waits for it */
        act: Function,
        title: String,
        confirmLabel: String,
        confirmIcon: { type: String, optional: true },
        confirmClass: { type: String, optional: true },
        /** where an unsent text is remembered */
        draftKey: { type: String, optional: true },
    };
    static defaultProps = { confirmClass: "btn-primary" };

    setup() {
        this.state = useState({
            busy: false,
            tried: false,
            ...this.initialValues(),
            ...(unsent.get(this.props.draftKey) || {}),
        });
    }

    /** @returns {Object} what the dialog starts with */
    initialValues() {
        return {};
    }

    /** @returns {boolean} whether the act may be tried */
    get isValid() {
        return true;
    }

    /** @returns {Object} what is given to the act */
    values() {
        return {};
    }

    /** Remember what is typed until it is sent. */
    keep(values) {
        if (this.props.draftKey) {
            unsent.set(this.props.draftKey, values);
        }
    }

    async confirm() {
        this.state.tried = true;
        if (this.state.busy || !this.isValid) {
            return;
        }
        this.state.busy = true;
        try {
            await this.props.act(this.values());
        } finally {
            this.state.busy = false;
        }
        unsent.delete(this.props.draftKey);
        this.props.close();
    }
}
