import { Component, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { SIZES } from "@web/core/ui/ui_service";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { elementOf } from "../findings/jump";
import { NoteButton } from "./note_button";
import { NoteMarks } from "./note_marks";
import { NotesList } from "./notes_list";
import { useNotes } from "./notes_model";

/** Where in the form the words of a field stand. */
const TEXT = ".odoo-editor-editable, .o_readonly, textarea, .o_eoffice_section_value";

/**
 * `<widget name="eoffice_notes" options="{'place': 'side'}"/>`: the notes in the text of a letter
 * beside its editor (`side`), or above it where there is no room beside it (`top`).
 */
export class NotesWidget extends Component {
    static template = "eoffice_bekasi.NotesWidget";
    static components = { NoteButton, NotesList };
    static props = { ...standardWidgetProps, place: { type: String, optional: true } };

    setup() {
        this.ui = useService("ui");
        this.root = useRef("root");
        this.document = document;
        this.fieldOf = this.fieldOf.bind(this);
        this.model = useNotes(
            this,
            ({ record }) => [this.isHere && record.resId, record.data.write_date?.toMillis?.() || 0],
            { onPicked: (note) => this.showPlace(note) }
        );
        useEffect(
            () => {
                this.mark();
            },
            () => [this.model.notes, this.model.activeId]
        );
        onWillUnmount(() => this.marks?.clear());
    }

    get isHere() {
        const isWide = this.ui.size >= SIZES.LG;
        return this.props.place === "top" ? !isWide : isWide;
    }

    get form() {
        return this.root.el?.closest(".o_form_view");
    }

    /** The element that holds a field's words, if they are words in the document at all. */
    textOf(field) {
        const element = this.form && elementOf(field, this.form);
        const text = element?.matches(TEXT) ? element : element?.querySelector(TEXT);
        return text && text.nodeName !== "TEXTAREA" ? text : null;
    }

    mark() {
        if (!this.isHere || !this.form || (!this.model.notes.length && !this.marks)) {
            return;
        }
        this.marks ||= new NoteMarks(document);
        const lost = this.marks.show(
            this.model.notes,
            (field) => [this.textOf(field)].filter(Boolean),
            this.model.activeId
        );
        if (String([...lost]) !== String([...this.model.lost])) {
            this.model.lost = lost;
        }
    }

    /** Tapped: the editor scrolls to the place, and marks it. */
    showPlace(note) {
        this.mark();
        const range = this.marks?.ranges.get(note.id);
        const target = range?.startContainer.parentElement || elementOf(note.field, this.form);
        target?.scrollIntoView({ behavior: "smooth", block: "center" });
    }

    fieldOf(node) {
        const element = node.nodeType === 1 ? node : node.parentElement;
        if (!this.form?.contains(element)) {
            return null;
        }
        const body = this.textOf("body");
        if (body?.contains(element)) {
            return { field: "body", root: body };
        }
        const section = element.closest(".o_eoffice_section[data-code]");
        return section && { field: `part:${section.dataset.code}`, root: section };
    }
}

registry.category("view_widgets").add("eoffice_notes", {
    component: NotesWidget,
    extractProps: ({ options }) => ({ place: options.place || "side" }),
    fieldDependencies: [{ name: "write_date", type: "datetime" }],
});
