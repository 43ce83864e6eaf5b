import { Component, onMounted, onWillUnmount, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

const INK = "#10235c";
const PEN = 2.4;
const MARGIN = 16;

/** A sheet to write on by finger, pen or mouse. What is written is kept as a picture. */
export class DrawingDialog extends Component {
    static template = "eoffice_bekasi.DrawingDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        /** called with the picture, a File */
        onDrawn: Function,
    };

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({ strokes: 0, busy: false });
        /** each stroke is a list of {x, y, width}, in CSS pixels */
        this.strokes = [];
        this.pen = null;
        onMounted(() => {
            this.observer = new ResizeObserver(() => this.fit());
            this.observer.observe(this.canvas.el);
            this.fit();
        });
        onWillUnmount(() => this.observer?.disconnect());
    }

    /** As many points as the screen has; what was written stays when it is turned. */
    fit() {
        const { el } = this.canvas;
        const ratio = Math.min(window.devicePixelRatio || 1, 2);
        const [width, height] = [el.clientWidth * ratio, el.clientHeight * ratio].map(Math.round);
        if (el.width !== width || el.height !== height) {
            el.width = width;
            el.height = height;
            el.getContext("2d").scale(ratio, ratio);
            this.drawAll();
        }
    }

    point({ offsetX: x, offsetY: y, pressure, pointerType }) {
        return { x, y, width: pointerType === "pen" ? PEN * (0.5 + pressure) : PEN };
    }

    press(ev) {
        if (ev.button > 0 || this.pen !== null) {
            return; // the ball of the hand beside the pen
        }
        this.pen = ev.pointerId;
        this.canvas.el.setPointerCapture?.(ev.pointerId);
        this.strokes.push([this.point(ev)]);
        this.drawStroke(this.strokes.at(-1));
        this.state.strokes = this.strokes.length;
    }

    move(ev) {
        if (ev.pointerId !== this.pen) {
            return;
        }
        const stroke = this.strokes.at(-1);
        const all = ev.getCoalescedEvents?.() || [];
        for (const one of all.length ? all : [ev]) {
            stroke.push(this.point(one));
        }
        this.drawStroke(stroke, Math.max(0, stroke.length - 1 - (all.length || 1)));
    }

    letGo(ev) {
        if (ev.pointerId === this.pen) {
            this.pen = null;
        }
    }

    drawStroke(stroke, from = 0) {
        const ink = this.canvas.el.getContext("2d");
        ink.strokeStyle = ink.fillStyle = INK;
        ink.lineCap = ink.lineJoin = "round";
        if (stroke.length === 1) {
            ink.beginPath();
            ink.arc(stroke[0].x, stroke[0].y, stroke[0].width / 2, 0, 2 * Math.PI);
            ink.fill();
        }
        for (let place = Math.max(1, from); place < stroke.length; place++) {
            ink.lineWidth = stroke[place].width;
            ink.beginPath();
            ink.moveTo(stroke[place - 1].x, stroke[place - 1].y);
            ink.lineTo(stroke[place].x, stroke[place].y);
            ink.stroke();
        }
    }

    drawAll() {
        const { el } = this.canvas;
        const ink = el.getContext("2d");
        ink.save();
        ink.setTransform(1, 0, 0, 1, 0, 0);
        ink.fillStyle = "#fff"; // paper: a picture without ground prints black in some places
        ink.fillRect(0, 0, el.width, el.height);
        ink.restore();
        this.strokes.forEach((stroke) => this.drawStroke(stroke));
    }

    undo() {
        this.strokes.pop();
        this.state.strokes = this.strokes.length;
        this.drawAll();
    }

    clear() {
        this.strokes = [];
        this.state.strokes = 0;
        this.drawAll();
    }

    /** Only what was written on, with a margin: an empty sheet around it says nothing. */
    cut() {
        const { el } = this.canvas;
        const ratio = el.width / el.clientWidth;
        const points = this.strokes.flat();
        const edge = (axis, most) => points.map((one) => one[axis]).reduce((a, b) => most(a, b));
        const [left, right] = [edge("x", Math.min), edge("x", Math.max)];
        const [top, bottom] = [edge("y", Math.min), edge("y", Math.max)];
        const sheet = document.createElement("canvas");
        sheet.width = Math.round((right - left + 2 * MARGIN) * ratio);
        sheet.height = Math.round((bottom - top + 2 * MARGIN) * ratio);
        const ink = sheet.getContext("2d");
        ink.fillStyle = "#fff";
        ink.fillRect(0, 0, sheet.width, sheet.height);
        ink.drawImage(el, Math.round((MARGIN - left) * ratio), Math.round((MARGIN - top) * ratio));
        return sheet;
    }

    async confirm() {
        if (!this.strokes.length || this.state.busy) {
            return;
        }
        this.state.busy = true;
        const blob = await new Promise((resolve) => this.cut().toBlob(resolve, "image/png"));
        const name = `tulisan-${luxon.DateTime.local().toFormat("yyyyMMdd-HHmmss")}.png`;
        this.props.onDrawn(new File([blob], name, { type: "image/png" }));
        this.props.close();
    }
}
