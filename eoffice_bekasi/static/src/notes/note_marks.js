import { findRanges } from "./text_anchor";

const STYLE = `
::highlight(eoffice-note) { background-color: #ffe9a8; color: inherit; }
::highlight(eoffice-note-mended) { background-color: #d9f2df; color: inherit; }
::highlight(eoffice-note-active) { background-color: #ffc94d; color: inherit; }
`;

/**
 * The places of notes, marked in a document (the page's, or that of the editor) without touching
 * its text: a mark in the text would be saved with it.
 */
export class NoteMarks {
    constructor(doc) {
        this.doc = doc;
        this.view = doc.defaultView;
        this.ranges = new Map();
        if (this.isPossible && !doc.getElementById("o_eoffice_note_style")) {
            const style = doc.createElement("style");
            style.id = "o_eoffice_note_style";
            style.textContent = STYLE;
            doc.head.append(style);
        }
    }

    get isPossible() {
        return Boolean(this.view?.CSS?.highlights && this.view.Highlight);
    }

    /**
     * @param {Object[]} notes see `get_notes` of a letter
     * @param {(field: string) => Element[]} rootsOf the elements in which a field's text stands
     * @param {number} [activeId]
     * @returns {Set<number>} ids of the notes whose place is gone
     */
    show(notes, rootsOf, activeId) {
        this.ranges.clear();
        const lost = new Set();
        for (const [field, mine] of grouped(notes)) {
            const roots = rootsOf(field);
            const found = roots.map((root) => findRanges(root, mine));
            mine.forEach((note, place) => {
                const range = found.map((ranges) => ranges[place]).find(Boolean);
                if (range) {
                    this.ranges.set(note.id, range);
                } else if (roots.length) {
                    lost.add(note.id);
                }
            });
        }
        this.paint(notes, activeId);
        return lost;
    }

    paint(notes, activeId) {
        if (!this.isPossible) {
            return;
        }
        const { CSS, Highlight } = this.view;
        const of = (test) =>
            new Highlight(
                ...notes.filter((note) => this.ranges.has(note.id) && test(note)).map(({ id }) => this.ranges.get(id))
            );
        CSS.highlights.set("eoffice-note", of(({ id, state }) => id !== activeId && state === "open"));
        CSS.highlights.set(
            "eoffice-note-mended",
            of(({ id, state }) => id !== activeId && state !== "open")
        );
        CSS.highlights.set("eoffice-note-active", of(({ id }) => id === activeId));
    }

    /** @returns {number|undefined} the note at a point of the document's window */
    at(x, y) {
        for (const [id, range] of this.ranges) {
            for (const box of range.getClientRects()) {
                if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) {
                    return id;
                }
            }
        }
    }

    clear() {
        for (const name of ["eoffice-note", "eoffice-note-mended", "eoffice-note-active"]) {
            this.view?.CSS?.highlights?.delete(name);
        }
    }
}

function grouped(notes) {
    const found = new Map();
    for (const note of notes) {
        found.set(note.field, [...(found.get(note.field) || []), note]);
    }
    return found;
}
