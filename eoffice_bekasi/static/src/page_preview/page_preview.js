import { Component, onWillUnmount, onMounted, useEffect, useRef, useState } from "@odoo/owl";
import { NoteButton } from "../notes/note_button";
import { NoteMarks } from "../notes/note_marks";
import { NotesList } from "../notes/notes_list";
import { useNotes } from "../notes/notes_model";

/** From this width on the notes stand beside the page. */
const BESIDE = 900;

/** Width of the page's document in CSS pixels: F4 (215 mm) at 96 dpi. */
const PAGE_WIDTH = 813;

/**
 * The letter's page, as it is or will be printed, scaled to the room there is. The page is
 * drawn by the server from the same template as the PDF; this only shows it.
 */
export class PagePreview extends Component {
    static template = "eoffice_bekasi.PagePreview";
    static components = { NoteButton, NotesList };
    static props = {
        naskahId: Number,
        /** changes when the page must be drawn anew */
        version: { type: [String, Number], optional: true },
        title: String,
        /** with the notes in its text; the form has its own list of them */
        notes: { type: Boolean, optional: true },
    };
    static defaultProps = { notes: true };

    setup() {
        this.root = useRef("root");
        this.frame = useRef("frame");
        this.sheet = useRef("sheet");
        this.state = useState({
            loading: true,
            scale: 1,
            height: 1247,
            zoomed: false,
            beside: false,
            page: null,
            drawn: 0,
        });
        this.fieldOf = this.fieldOf.bind(this);
        this.model = useNotes(this, (props) => [props.notes && props.naskahId, props.version], {
            onPicked: (note) => this.showPlace(note),
        });
        useEffect(
            () => {
                this.mark();
                this.fit();
            },
            () => [this.model.notes, this.model.activeId, this.state.drawn]
        );
        onMounted(() => {
            this.observer = new ResizeObserver(() => this.fit());
            this.observer.observe(this.root.el);
            this.observer.observe(this.sheet.el);
            this.fit();
        });
        onWillUnmount(() => this.observer?.disconnect());
        useEffect(
            () => {
                this.state.loading = true;
                this.state.zoomed = false;
            },
            () => [this.url]
        );
    }

    get url() {
        return `/eoffice/naskah/${this.props.naskahId}/page?v=${encodeURIComponent(
            this.props.version || 0
        )}`;
    }

    get pdfUrl() {
        return `/eoffice/naskah/${this.props.naskahId}/pdf`;
    }

    get scale() {
        return this.state.zoomed ? Math.max(1, this.state.scale) : this.state.scale;
    }

    get canZoom() {
        return this.state.scale < 0.9;
    }

    get holderStyle() {
        return `width:${Math.ceil(PAGE_WIDTH * this.scale)}px;height:${Math.ceil(
            this.state.height * this.scale
        )}px`;
    }

    get frameStyle() {
        return `width:${PAGE_WIDTH}px;height:${this.state.height}px;transform:scale(${this.scale})`;
    }

    onLoad() {
        this.state.loading = false;
        const page = this.frame.el?.contentDocument;
        if (page?.documentElement && page.body) {
            // the sheet shows whole: what scrolls is the pane around it, not a frame in it
            this.state.height = Math.max(400, page.documentElement.scrollHeight);
            page.addEventListener("click", (ev) => this.onPageClick(ev));
            this.marks = new NoteMarks(page);
            this.state.page = page;
            this.state.drawn++;
        }
        this.fit();
    }

    fit() {
        this.state.beside =
            this.listsNotes && this.model.notes.length > 0 && this.root.el?.clientWidth >= BESIDE;
        const room = this.sheet.el?.clientWidth;
        if (room) {
            this.state.scale = Math.min(1, (room - 2) / PAGE_WIDTH);
        }
    }

    toggleZoom() {
        this.state.zoomed = !this.state.zoomed;
    }

    // ------------------------------------------------------------------ notes in the text

    get listsNotes() {
        return this.props.notes && this.env.config?.viewType !== "form";
    }

    /** The elements of the page that hold a field's words. */
    rootsOf(field) {
        const page = this.state.page;
        const found = [...page.querySelectorAll(`[data-field="${CSS.escape(field)}"]`)];
        return found.length ? found : [page.body];
    }

    fieldOf(node) {
        const element = node.nodeType === 1 ? node : node.parentElement;
        const root = element?.closest("[data-field]");
        return root ? { field: root.dataset.field, root } : null;
    }

    mark() {
        if (!this.marks || !this.state.page) {
            return;
        }
        const lost = this.marks.show(
            this.model.notes,
            (field) => this.rootsOf(field),
            this.model.activeId
        );
        if (String([...lost]) !== String([...this.model.lost])) {
            this.model.lost = lost;
        }
    }

    onPageClick({ clientX, clientY }) {
        const id = this.marks?.at(clientX, clientY);
        if (id) {
            this.model.pick(id);
            this.root.el
                .querySelector(`.o_eoffice_note[data-id="${id}"]`)
                ?.scrollIntoView({ behavior: "smooth", block: "nearest" });
        }
    }

    /** A frame as high as its page doesn't scroll: the pane around it does. */
    showPlace(note) {
        const box = this.marks?.ranges.get(note.id)?.getBoundingClientRect();
        if (!box || this.env.config?.viewType === "form") {
            return;
        }
        let pane = this.root.el;
        while (pane && !(pane.scrollHeight > pane.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(pane).overflowY))) {
            pane = pane.parentElement;
        }
        const top = this.frame.el.getBoundingClientRect().top + box.top * this.scale;
        pane?.scrollBy({
            top: top - pane.getBoundingClientRect().top - pane.clientHeight / 3,
            behavior: "smooth",
        });
    }
}
