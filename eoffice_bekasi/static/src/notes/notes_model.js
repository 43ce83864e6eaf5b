import { EventBus, onWillDestroy, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { NoteDialog } from "../dialogs/note_dialog";

/** What happens to notes in one part of the screen, told to the others. */
export const notesBus = new EventBus();

/** The notes of a letter, and what one may do with them. */
export class NotesModel {
    constructor({ orm, dialog }) {
        this.orm = orm;
        this.dialog = dialog;
        this.naskahId = null;
        this.notes = [];
        this.canNote = false;
        this.activeId = null;
        this.lost = new Set();
    }

    get open() {
        return this.notes.filter(({ state }) => state === "open");
    }

    async load(naskahId = this.naskahId) {
        this.naskahId = naskahId;
        if (!naskahId) {
            this.notes = [];
            this.canNote = false;
            return;
        }
        const answer = await this.orm.silent.call("eoffice.naskah", "get_notes", [[naskahId]]);
        if (naskahId === this.naskahId) {
            this.notes = answer.notes;
            this.canNote = answer.can_note;
        }
    }

    pick(id) {
        this.activeId = id;
        const note = this.notes.find((one) => one.id === id);
        notesBus.trigger("picked", { naskahId: this.naskahId, note });
    }

    /**
     * Ask what is to be mended at a place, and keep it.
     *
     * @param {{ field: string, quote: string, before: string, after: string }} place
     */
    add(place) {
        this.ask({
            title: _t("Note in the text"),
            intro: `“${place.quote}”`,
            confirmLabel: _t("Keep the note"),
            draftKey: `note-${this.naskahId}-${place.field}-${place.quote}`,
            act: ({ note }) =>
                this.change("eoffice.naskah", "action_add_note", this.naskahId, {
                    ...place,
                    text: note,
                }),
        });
    }

    edit(note) {
        this.ask({
            title: _t("Note in the text"),
            intro: `“${note.quote}”`,
            initial: note.text,
            confirmLabel: _t("Keep the note"),
            act: ({ note: text }) =>
                this.change("eoffice.naskah.note", "action_change", note.id, { text }),
        });
    }

    ask(props) {
        this.dialog.add(NoteTextDialog, {
            label: _t("What should be mended here?"),
            missing: _t("Write what is to be mended here."),
            confirmIcon: "fa-comment-o",
            ...props,
        });
    }

    remove(note) {
        return this.change("eoffice.naskah.note", "action_remove", note.id);
    }

    settle(note) {
        return this.change(
            "eoffice.naskah.note",
            note.state === "open" ? "action_mend" : "action_reopen",
            note.id
        );
    }

    async change(model, verb, id, kwargs = {}) {
        await this.orm.call(model, verb, [[id]], kwargs);
        notesBus.trigger("changed", { naskahId: this.naskahId });
    }
}

/** A note's text; an older one to begin with. */
class NoteTextDialog extends NoteDialog {
    static props = { ...NoteDialog.props, initial: { type: String, optional: true } };

    initialValues() {
        return { note: this.props.initial || "" };
    }
}

/**
 * The notes of the letter that a component shows, loaded anew when they change anywhere.
 *
 * @param {(props: Object) => [number|false, string]} of its letter's id, and what else it hangs on
 * @param {Object} [handlers]
 * @param {Function} [handlers.onLoaded]
 * @param {(note: Object) => void} [handlers.onPicked] a note was tapped anywhere
 * @returns {NotesModel}
 */
export function useNotes(component, of, { onLoaded = () => {}, onPicked = () => {} } = {}) {
    const model = useState(
        new NotesModel({ orm: useService("orm"), dialog: useService("dialog") })
    );
    const load = async (id) => {
        await model.load(id);
        onLoaded();
    };
    onWillStart(() => load(of(component.props)[0]));
    onWillUpdateProps((props) => {
        if (String(of(props)) !== String(of(component.props))) {
            load(of(props)[0]);
        }
    });
    const isMine = (naskahId) => naskahId === model.naskahId;
    const onChanged = ({ detail }) => isMine(detail.naskahId) && load(detail.naskahId);
    const picked = ({ detail }) => {
        if (isMine(detail.naskahId) && detail.note) {
            model.activeId = detail.note.id;
            onPicked(detail.note);
        }
    };
    notesBus.addEventListener("changed", onChanged);
    notesBus.addEventListener("picked", picked);
    // a component may be thrown away before it was ever mounted
    onWillDestroy(() => {
        notesBus.removeEventListener("changed", onChanged);
        notesBus.removeEventListener("picked", picked);
    });
    return model;
}
