import { Component, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { NoteButton } from "./note_button";
import { NoteMarks } from "./note_marks";
import { NotesList } from "./notes_list";
import { useNotes } from "./notes_model";

/**
 * A letter's text in the hand, with its notes: what stands in the slot, where the elements
 * with `data-field` hold the words of a field.
 */
export class NotedText extends Component {
    static template = "eoffice_bekasi.NotedText";
    static components = { NoteButton, NotesList };
    static props = { naskahId: Number, version: { type: String, optional: true }, slots: Object };

    setup() {
        this.root = useRef("root");
        this.document = document;
        this.fieldOf = this.fieldOf.bind(this);
        this.model = useNotes(this, ({ naskahId, version }) => [naskahId, version], {
            onPicked: (note) =>
                this.marks?.ranges
                    .get(note.id)
                    ?.startContainer.parentElement.scrollIntoView({ behavior: "smooth", block: "center" }),
        });
        useEffect(
            () => {
                this.marks ||= new NoteMarks(document);
                const lost = this.marks.show(
                    this.model.notes,
                    (field) => [...this.root.el.querySelectorAll(`[data-field="${field}"]`)],
                    this.model.activeId
                );
                if (String([...lost]) !== String([...this.model.lost])) {
                    this.model.lost = lost;
                }
            },
            () => [this.model.notes, this.model.activeId, this.props.version]
        );
        onWillUnmount(() => this.marks?.clear());
    }

    fieldOf(node) {
        const element = node.nodeType === 1 ? node : node.parentElement;
        const root = this.root.el?.contains(element) && element.closest("[data-field]");
        return root ? { field: root.dataset.field, root } : null;
    }
}
