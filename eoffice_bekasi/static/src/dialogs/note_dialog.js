import { useAutofocus } from "@web/core/utils/hooks";
import { ActDialog } from "./act_dialog";

/** Asks for one text (why it goes back, what was done, why it is cancelled) and acts. */
export class NoteDialog extends ActDialog {
    static template = "eoffice_bekasi.NoteDialog";
    static props = {
        ...ActDialog.props,
        intro: { type: String, optional: true },
        label: String,
        placeholder: { type: String, optional: true },
        required: { type: Boolean, optional: true },
        /** said when the text is required and missing */
        missing: { type: String, optional: true },
        /** ready sentences that one tap puts in */
        suggestions: { type: Array, optional: true },
    };
    static defaultProps = { ...ActDialog.defaultProps, required: true, suggestions: [] };

    setup() {
        super.setup();
        this.input = useAutofocus({ refName: "note", mobile: true });
    }

    initialValues() {
        return { note: "" };
    }

    get isValid() {
        return !this.props.required || Boolean(this.state.note.trim());
    }

    values() {
        return { note: this.state.note.trim() };
    }

    onInput(ev) {
        this.state.note = ev.target.value;
        this.keep({ note: this.state.note });
    }

    addSuggestion(text) {
        const note = this.state.note.trimEnd();
        this.state.note = note ? `${note}\n${text}` : `${text}`;
        this.keep({ note: this.state.note });
        this.input.el?.focus();
    }

    async confirm() {
        await super.confirm();
        if (!this.isValid) {
            this.input.el?.focus();
        }
    }
}
