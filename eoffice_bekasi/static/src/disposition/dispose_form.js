import { Component } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { session } from "@web/session";
import { levelOf } from "../core/labels";
import { NoteFiles } from "./note_files";
import { NoteTools } from "./note_tools";

/** Shows a `DisposeModel`: everything is a tap; typing is only for the note. */
export class DisposeForm extends Component {
    static template = "eoffice_bekasi.DisposeForm";
    static components = { DateTimeInput, NoteFiles, NoteTools };
    static props = {
        /** a reactive `DisposeModel` whose options are loaded */
        model: Object,
        /** whether the note may be spoken or drawn */
        files: { type: Boolean, optional: true },
    };
    static defaultProps = { files: true };

    get model() {
        return this.props.model;
    }

    /** The browser's ear may be a stranger's: it hears nothing about a letter that is not ordinary. */
    get mayDictate() {
        const { sifat } = this.model.options;
        return Boolean(session.eoffice_dictation && sifat) && !sifat.secret && !levelOf("sifat", sifat.code)?.badge;
    }
}
