import { serializeDate, today } from "@web/core/l10n/dates";
import { NoteDialog } from "./note_dialog";

/** Asks why a letter that has a number is cancelled, with the berita acara that makes it void. */
export class VoidDialog extends NoteDialog {
    static template = "eoffice_bekasi.VoidDialog";

    initialValues() {
        return { ...super.initialValues(), number: "", date: serializeDate(today()), text: "" };
    }

    get isValid() {
        const { number, date, text } = this.state;
        return super.isValid && Boolean(number.trim() && date && text.trim());
    }

    values() {
        const { number, date, text } = this.state;
        return { ...super.values(), minutes: { number: number.trim(), date, text: text.trim() } };
    }

    onInput(ev) {
        const { note, number, date, text } = this.state;
        this.state[ev.target.name] = ev.target.value;
        this.keep({ note, number, date, text, [ev.target.name]: ev.target.value });
    }
}
