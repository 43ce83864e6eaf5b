import { Component } from "@odoo/owl";
import { ago, exactly } from "../core/format";

/** The notes of a letter as cards: tap one to see its place. */
export class NotesList extends Component {
    static template = "eoffice_bekasi.NotesList";
    static props = {
        /** NotesModel */
        model: Object,
        /** how to make one is said while there is none */
        hint: { type: Boolean, optional: true },
    };

    setup() {
        this.ago = ago;
        this.exactly = exactly;
    }

    /** Open ones first, each in the order in which they were made. */
    get notes() {
        const { notes } = this.props.model;
        return [
            ...notes.filter(({ state }) => state === "open"),
            ...notes.filter(({ state }) => state !== "open"),
        ];
    }

    get openCount() {
        return this.props.model.open.length;
    }
}
