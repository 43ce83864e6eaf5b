import { ActDialog } from "../dialogs/act_dialog";
import { SendTimeField } from "./send_time_field";

/** Asks when a letter goes out. */
export class SendDialog extends ActDialog {
    static template = "eoffice_bekasi.SendDialog";
    static components = { ...ActDialog.components, SendTimeField };
    static props = {
        ...ActDialog.props,
        naskahIds: Array,
        intro: { type: String, optional: true },
        allowNow: { type: Boolean, optional: true },
    };

    initialValues() {
        return { at: this.props.allowNow ? false : null };
    }

    get isValid() {
        return this.state.at !== null;
    }

    values() {
        return { at: this.state.at };
    }

    onTime(at) {
        this.state.at = at;
    }
}
