import { useEffect, useRef } from "@odoo/owl";
import { LinesEditor } from "./lines_editor";
import { pointLabel } from "./labels";

/**
 * Points, one a line, numbered as the page numbers them. Enter begins the next point, Backspace
 * at the beginning of one joins it to the one before; a pasted list becomes as many points.
 */
export class PointsEditor extends LinesEditor {
    static template = "eoffice_bekasi.PointsEditor";

    setup() {
        super.setup();
        this.root = useRef("root");
        this.caret = null;
        useEffect(() => {
            for (const box of this.boxes) {
                box.style.height = "auto";
                box.style.height = `${box.scrollHeight}px`;
            }
            if (this.caret) {
                const [place, offset] = this.caret;
                this.caret = null;
                this.boxes[place]?.focus();
                this.boxes[place]?.setSelectionRange(offset, offset);
            }
        });
    }

    get boxes() {
        return [...(this.root.el?.querySelectorAll("textarea") || [])];
    }

    toLines(value) {
        return (value || "").split("\n");
    }

    toValue(lines) {
        return lines.join("\n").trim() ? lines.join("\n") : false;
    }

    /** Blank lines aren't counted: they don't print. */
    mark(place) {
        const { lines } = this.state;
        const filled = lines.filter((line) => line.trim());
        const before = lines.slice(0, place).filter((line) => line.trim());
        const numbering = this.props.record.data.numbering;
        return pointLabel(numbering, before.length + 1, Math.max(filled.length, lines.length));
    }

    replace(place, count, ...lines) {
        this.state.lines.splice(place, count, ...lines);
        this.changed();
    }

    onInput(place, { target }) {
        if (this.caret) {
            // the point to which the focus goes isn't drawn yet: what is typed belongs there
            const kept = this.state.lines[place];
            this.insert(target.value.slice(kept.length));
            target.value = kept;
            return;
        }
        const lines = target.value.split(/\r?\n/);
        if (lines.length > 1) {
            target.value = lines[0];
            this.caret = [place + lines.length - 1, lines.at(-1).length];
        }
        this.replace(place, 1, ...lines);
    }

    /** Write where the focus is going. */
    insert(text) {
        const [place, offset] = this.caret;
        const line = this.state.lines[place];
        const lines = (line.slice(0, offset) + text).split(/\r?\n/);
        this.caret = [place + lines.length - 1, lines.at(-1).length];
        lines.push(lines.pop() + line.slice(offset));
        this.replace(place, 1, ...lines);
    }

    onKeydown(place, ev) {
        const { value, selectionStart: start, selectionEnd: end } = ev.target;
        if (ev.key === "Enter" && !ev.isComposing) {
            ev.preventDefault();
            ev.stopPropagation();
            if (this.caret) {
                this.insert("\n");
                return;
            }
            this.caret = [place + 1, 0];
            ev.target.value = value.slice(0, start);
            this.replace(place, 1, value.slice(0, start), value.slice(end));
        } else if (ev.key === "Backspace" && !start && !end && place) {
            ev.preventDefault();
            const above = this.state.lines[place - 1];
            this.caret = [place - 1, above.length];
            this.replace(place - 1, 2, above + value);
        }
    }
}
