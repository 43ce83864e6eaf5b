import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/** The pages of a scanned letter, and on them the places where something was read. */
export class ScanPages extends Component {
    static template = "eoffice_bekasi_scan.ScanPages";
    static props = {
        letter: Object,
        /** [{field, page, box, now}]: boxes as parts of width and height */
        marks: Array,
    };

    setup() {
        this.root = useRef("root");
        this.state = useState({ zoomed: false });
        useEffect(
            () => {
                this.root.el.parentElement.scrollTop = 0;
            },
            () => [this.props.letter.key]
        );
        useEffect(
            () => {
                this.showMark();
            },
            () => [this.props.letter.key, JSON.stringify(this.props.marks)]
        );
    }

    get pages() {
        return this.props.letter.pages.map((page, index) => ({
            ...page,
            marks: this.props.marks
                .filter((mark) => this.isOn(mark, page, index))
                .map((mark) => ({ ...mark, style: this.styleOf(mark.box) })),
        }));
    }

    isOn({ page: named }, page, index) {
        return named === undefined || named === null ? index === 0 : named === page.id;
    }

    styleOf([left, top, right, bottom]) {
        const percent = (part) => `${(100 * part).toFixed(2)}%`;
        return `left:${percent(left)};top:${percent(top)};width:${percent(right - left)};height:${percent(bottom - top)}`;
    }

    ratioOf({ width, height }) {
        return width && height ? `aspect-ratio:${width}/${height}` : "";
    }

    /** What is looked at now is in sight. */
    showMark() {
        const mark = this.root.el.querySelector(".o_eoffice_scan_mark.o_now, .o_eoffice_scan_mark");
        const pane = this.root.el.parentElement;
        if (mark && pane) {
            const box = mark.getBoundingClientRect();
            const room = pane.getBoundingClientRect();
            if (box.top < room.top + 16 || box.bottom > room.bottom - 16) {
                pane.scrollBy({ top: box.top - room.top - pane.clientHeight / 3, behavior: "smooth" });
            }
            if (this.state.zoomed) {
                pane.scrollBy({ left: box.left - room.left - 48, behavior: "smooth" });
            }
        }
    }

    toggleZoom() {
        this.state.zoomed = !this.state.zoomed;
    }
}

/** No letter waits: where scans come from, and one tap to look again. */
export class ScanEmpty extends Component {
    static template = "eoffice_bekasi_scan.ScanEmpty";
    static props = { onLook: Function };

    setup() {
        this.action = useService("action");
    }
}
