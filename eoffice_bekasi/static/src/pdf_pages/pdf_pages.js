import { Component, onMounted, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { loadJS } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";

const PDFJS = "/web/static/lib/pdfjs/build";
/** Pictures of pages are no sharper than this, whatever the screen: a page of F4 then has 7 MB. */
const SHARPEST = 2;

let loading;

/** The library that Odoo ships, with its worker beside the page's own work. */
function pdfjs() {
    loading ||= loadJS(`${PDFJS}/pdf.js`).then(() => {
        globalThis.pdfjsLib.GlobalWorkerOptions.workerSrc = `${PDFJS}/pdf.worker.js`;
        return globalThis.pdfjsLib;
    });
    loading.catch(() => (loading = null));
    return loading;
}

const sameBytes = (one, other) =>
    one.length === other?.length && one.every((byte, index) => byte === other[index]);

/**
 * The pages of a PDF as they are, as wide as there is room. New pages take the place of the old
 * ones when they are drawn, so that nothing flickers and the reader stays where he is. One drawing
 * is on its way at a time; of those asked for meanwhile only the newest is made.
 */
export class PdfPages extends Component {
    static template = "eoffice_bekasi.PdfPages";
    static props = {
        url: String,
        /** changes when the pages must be drawn anew */
        version: { type: [String, Number], optional: true },
        title: String,
        /** gives what is sent along (name to text), or nothing: then it is only asked for */
        unsaved: { type: Function, optional: true },
        onDrawn: { type: Function, optional: true },
        /** when this browser can't show a PDF: what is shown instead is up to the caller */
        onUnable: { type: Function, optional: true },
    };

    setup() {
        this.root = useRef("root");
        this.pages = useRef("pages");
        this.state = useState({ loading: true, problem: "" });
        this.wanted = false;
        this.drawing = false;
        onMounted(() => {
            this.observer = new ResizeObserver(() => this.fit());
            this.observer.observe(this.root.el);
        });
        onWillUnmount(() => {
            this.gone = true;
            this.observer?.disconnect();
            this.abort?.abort();
            this.document?.destroy();
        });
        useEffect(
            () => {
                this.draw();
            },
            () => [this.props.url, this.props.version]
        );
    }

    async draw() {
        this.wanted = true;
        if (this.drawing) {
            return;
        }
        this.drawing = true;
        try {
            while (this.wanted && !this.gone) {
                this.wanted = false;
                await this.drawOnce();
            }
        } finally {
            this.drawing = false;
        }
    }

    async drawOnce() {
        try {
            const [library, data] = await Promise.all([this.library(), this.fetchPages()]);
            if (!library || !data || this.gone) {
                return;
            }
            if (!this.state.problem && sameBytes(data, this.drawn)) {
                return;
            }
            const drawn = data.slice(); // the library takes its own away
            const made = await library.getDocument({ data, isEvalSupported: false }).promise;
            this.document?.destroy();
            this.document = made;
            await this.show();
            this.drawn = drawn;
            this.state.problem = "";
        } catch (error) {
            if (!this.gone && error.name !== "AbortError") {
                this.state.problem = error.forPeople || _t("The page can't be drawn now.");
            }
        }
        this.state.loading = false;
    }

    async library() {
        try {
            return await pdfjs();
        } catch (error) {
            if (!this.props.onUnable || this.gone) {
                throw error;
            }
            this.props.onUnable();
        }
    }

    async fetchPages() {
        const unsaved = this.props.unsaved?.();
        this.abort = new AbortController();
        const options = { signal: this.abort.signal, credentials: "same-origin" };
        if (unsaved) {
            options.method = "POST";
            options.body = new FormData();
            options.body.append("csrf_token", odoo.csrf_token);
            for (const [name, text] of Object.entries(unsaved)) {
                options.body.append(name, text);
            }
        }
        const answer = await fetch(this.props.url, options);
        if (!answer.ok) {
            const error = new Error(`${answer.status}`);
            error.forPeople =
                answer.status === 422
                    ? await answer.text()
                    : answer.status === 404
                    ? _t("There is no page here that is open to the positions you hold.")
                    : "";
            throw error;
        }
        return new Uint8Array(await answer.arrayBuffer());
    }

    /** Draws all pages out of sight, then puts them in the place of the old ones. */
    async show() {
        const width = this.root.el?.clientWidth;
        if (!width || !this.document) {
            return;
        }
        this.width = width;
        const ratio = Math.min(SHARPEST, window.devicePixelRatio || 1);
        const sheets = [];
        for (let number = 1; number <= this.document.numPages; number++) {
            const page = await this.document.getPage(number);
            const natural = page.getViewport({ scale: 1 });
            const scale = width / natural.width;
            const viewport = page.getViewport({ scale });
            const canvas = document.createElement("canvas");
            canvas.width = Math.round(viewport.width * ratio);
            canvas.height = Math.round(viewport.height * ratio);
            await page.render({
                canvasContext: canvas.getContext("2d"),
                viewport: page.getViewport({ scale: scale * ratio }),
            }).promise;
            const sheet = document.createElement("div");
            sheet.className = "o_eoffice_pdf_sheet";
            sheet.style.aspectRatio = `${natural.width} / ${natural.height}`;
            sheet.style.setProperty("--scale-factor", scale);
            sheet.append(canvas, await this.words(page, viewport));
            sheets.push(sheet);
            if (this.gone) {
                return;
            }
        }
        this.pages.el.replaceChildren(...sheets);
        this.root.el.dataset.drawn = (Number(this.root.el.dataset.drawn) || 0) + 1;
        this.props.onDrawn?.();
    }

    /** The words over the picture, for selecting and for reading aloud. */
    async words(page, viewport) {
        const container = document.createElement("div");
        container.className = "o_eoffice_pdf_words";
        const layer = new globalThis.pdfjsLib.TextLayer({
            textContentSource: await page.getTextContent(),
            container,
            viewport,
        });
        await layer.render();
        return container;
    }

    /** The sheets scale by themselves; they are made sharp again when the room has settled. */
    fit() {
        const width = this.root.el?.clientWidth;
        if (!width || !this.document || Math.abs(width - this.width) < 8) {
            return;
        }
        clearTimeout(this.fitTimer);
        this.fitTimer = setTimeout(() => !this.gone && !this.drawing && this.show(), 200);
    }
}
