import { Component, onWillUnmount, onMounted, useEffect, useRef, useState } from "@odoo/owl";

/** Width of the page's document in CSS pixels: F4 (215 mm) at 96 dpi. */
const PAGE_WIDTH = 813;

/**
 * The letter's page, as it is or will be printed, scaled to the room there is. The page is
 * drawn by the server from the same template as the PDF; this only shows it.
 */
export class PagePreview extends Component {
    static template = "eoffice_bekasi.PagePreview";
    static props = {
        naskahId: Number,
        /** changes when the page must be drawn anew */
        version: { type: [String, Number], optional: true },
        title: String,
    };

    setup() {
        this.root = useRef("root");
        this.frame = useRef("frame");
        this.state = useState({ loading: true, scale: 1, height: 1247, zoomed: false });
        onMounted(() => {
            this.observer = new ResizeObserver(() => this.fit());
            this.observer.observe(this.root.el);
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
        }
        this.fit();
    }

    fit() {
        const room = this.root.el?.clientWidth;
        if (room) {
            this.state.scale = Math.min(1, (room - 2) / PAGE_WIDTH);
        }
    }

    toggleZoom() {
        this.state.zoomed = !this.state.zoomed;
    }
}
