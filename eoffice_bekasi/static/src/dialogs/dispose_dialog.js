import { onMounted, onWillStart, useState } from "@odoo/owl";
import { DisposeForm } from "../disposition/dispose_form";
import { DisposeModel } from "../disposition/dispose_model";
import { ActDialog } from "./act_dialog";

/**
 * Hands a letter on where there is no room for the panel beside its page: from the form, for
 * several letters at once, and as a sheet from below on a telephone.
 */
export class DisposeDialog extends ActDialog {
    static template = "eoffice_bekasi.DisposeDialog";
    static components = { ...ActDialog.components, DisposeForm };
    static props = {
        ...ActDialog.props,
        draftKey: String,
        /** answers what `get_dispose_options` does */
        loadOptions: Function,
        subject: { type: [String, Boolean], optional: true },
    };

    setup() {
        super.setup();
        this.model = useState(new DisposeModel(this.props.draftKey));
        onWillStart(() => this.model.load(() => this.loadOptions()));
        onMounted(() => {
            if (this.env.isSmall) {
                // no keyboard over the list: most only tap
                document.activeElement?.blur();
            }
        });
    }

    loadOptions() {
        return this.props.loadOptions();
    }

    get isValid() {
        return this.model.isValid;
    }

    values() {
        return this.model.values();
    }

    async confirm() {
        this.model.tried = true;
        const { isValid } = this;
        const { busy } = this.state;
        await super.confirm();
        if (isValid && !busy) {
            this.model.forget();
        }
    }
}
