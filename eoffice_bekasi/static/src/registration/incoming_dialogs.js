import { shortDate } from "../core/format";
import { ActDialog } from "../dialogs/act_dialog";
import { PositionBox } from "../dialogs/position_box";
import { PageDrop } from "./page_drop";
import { typedDate } from "./typed_date";

/** What the addressee enters of a letter whose envelope he opened. */
export class OpenDialog extends ActDialog {
    static template = "eoffice_bekasi.OpenDialog";
    static components = { ...ActDialog.components, PageDrop };

    initialValues() {
        return { subject: "", page: null, files: [] };
    }

    get isValid() {
        return Boolean(this.state.subject.trim());
    }

    type(subject) {
        this.state.subject = subject;
        this.keep({ subject });
    }

    values() {
        const { subject, page, files } = this.state;
        return {
            subject,
            page_id: page?.id || false,
            attachment_ids: files.map(({ id }) => id),
        };
    }
}

/** To whom a letter goes that came to the wrong address. */
export class SendOnDialog extends ActDialog {
    static template = "eoffice_bekasi.SendOnDialog";
    static components = { ...ActDialog.components, PositionBox };

    initialValues() {
        return { to: [], reason: "" };
    }

    get isValid() {
        return this.state.to.length === 1;
    }

    values() {
        return { to: this.state.to[0], reason: this.state.reason };
    }
}

/** What was typed wrong at the registration; only what changes is sent. */
export class CorrectDialog extends ActDialog {
    static template = "eoffice_bekasi.CorrectDialog";
    static props = { ...ActDialog.props, letter: Object };

    initialValues() {
        const { sender_name: sender, number, letter_date: date, subject, attachment_note: note } =
            this.props.letter;
        return {
            sender: sender || "",
            number: number || "",
            date: date ? shortDate(date) : "",
            subject: subject || "",
            note: note || "",
            reason: "",
        };
    }

    get date() {
        const { date } = this.state;
        const was = this.props.letter.letter_date;
        return was && date === shortDate(was) ? was : date.trim() ? typedDate(date) : "";
    }

    get isValid() {
        return Boolean(this.state.reason.trim() && this.state.sender.trim() && this.date !== false);
    }

    values() {
        const { letter } = this.props;
        const { sender, number, subject, note, reason } = this.state;
        const values = {};
        const put = (name, now, was) => {
            if ((now || "") !== (was || "")) {
                values[name] = now || false;
            }
        };
        if (sender.trim() !== letter.sender_name) {
            values.sender = { name: sender.trim() };
        }
        put("number", number.trim(), letter.number);
        put("letter_date", this.date, letter.letter_date);
        put("attachment_note", note.trim(), letter.attachment_note);
        if (!letter.is_secret) {
            put("subject", subject.trim(), letter.subject);
        }
        return { values, reason };
    }
}

/** A letter that turns out more secret than it was registered. */
export class RaiseDialog extends ActDialog {
    static template = "eoffice_bekasi.RaiseDialog";
    static props = { ...ActDialog.props, degrees: Array };

    initialValues() {
        return { sifat: this.props.degrees[0].code, reason: "" };
    }

    values() {
        return { sifat: this.state.sifat, reason: this.state.reason };
    }
}
