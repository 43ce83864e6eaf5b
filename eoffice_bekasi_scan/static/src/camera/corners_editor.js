import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** How far an arrow key moves a corner, as a part of the picture. */
const STEP = 0.005;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const between = (value) => Math.min(1, Math.max(0, value));

/** A photo with the sheet's four corners on it, each to be drawn to its place. */
export class CornersEditor extends Component {
    static template = "eoffice_bekasi_scan.CornersEditor";
    static props = { shot: Object };

    setup() {
        this.shot = useState(this.props.shot);
        this.frame = useRef("frame");
        this.state = useState({ held: null });
    }

    get points() {
        return this.shot.corners.map(([x, y]) => `${x * 100},${y * 100}`).join(" ");
    }

    get outside() {
        return `M0,0H100V100H0Z M${this.shot.corners.map(([x, y]) => `${x * 100},${y * 100}`).join("L")}Z`;
    }

    get labels() {
        return [_t("Corner top left"), _t("Corner top right"), _t("Corner bottom right"), _t("Corner bottom left")];
    }

    /** What is under the finger, three times as large, so that it can be seen. */
    get loupe() {
        const [x, y] = this.shot.corners[this.state.held];
        const { offsetWidth: width, offsetHeight: height } = this.frame.el;
        return [
            `background-image:url(${this.shot.url})`,
            `background-size:${width * 3}px ${height * 3}px`,
            `background-position:${50 - x * width * 3}px ${50 - y * height * 3}px`,
            x < 0.5 ? "right:8px" : "left:8px",
        ].join(";");
    }

    put(at, x, y) {
        this.shot.corners = this.shot.corners.map((corner, place) =>
            place === at ? [between(x), between(y)] : corner
        );
        this.shot.moved = true;
    }

    grab(at, ev) {
        this.state.held = at;
        ev.target.setPointerCapture?.(ev.pointerId);
        ev.preventDefault();
    }

    drag(at, ev) {
        if (this.state.held === at) {
            const box = this.frame.el.getBoundingClientRect();
            this.put(at, (ev.clientX - box.left) / box.width, (ev.clientY - box.top) / box.height);
        }
    }

    drop() {
        this.state.held = null;
    }

    onKeydown(at, ev) {
        const way = ARROWS[ev.key];
        if (way) {
            ev.preventDefault();
            ev.stopPropagation();
            const [x, y] = this.shot.corners[at];
            this.put(at, x + way[0] * STEP, y + way[1] * STEP);
        }
    }
}
