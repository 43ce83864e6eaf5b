import { Component, markup, onWillStart, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { shortly } from "../core/format";
import { CAPACITIES } from "../core/labels";

/** Two versions of a letter: what was added and taken away, by whom. */
export class ComparisonDialog extends Component {
    static template = "eoffice_bekasi.ComparisonDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        naskahId: Number,
        fromId: { type: [Number, Boolean], optional: true },
        toId: { type: [Number, Boolean], optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.ui = useService("ui");
        this.body = useRef("body");
        this.markup = markup;
        this.state = useState({ compared: null, sides: false, place: -1 });
        onWillStart(() => this.load(this.props.fromId || null, this.props.toId || null));
    }

    async load(fromId, toId) {
        const compared = await this.orm.call(
            "eoffice.naskah",
            "get_comparison",
            [[this.props.naskahId]],
            { from_version_id: fromId, to_version_id: toId }
        );
        // the server writes this HTML anew of a few tags and escaped words (tools/text_diff.py)
        for (const section of compared.sections) {
            for (const side of ["both", "old", "new"]) {
                section[side] = section[side] && markup(section[side]);
            }
        }
        this.state.compared = compared;
        this.state.place = -1;
    }

    get compared() {
        return this.state.compared;
    }

    /** Side by side needs room. */
    get isSides() {
        return this.state.sides && !this.ui.isSmall;
    }

    get summary() {
        const { count } = this.compared;
        if (!count) {
            return _t("The text is the same.");
        }
        return count === 1 ? _t("1 place changed") : _t("%s places changed", count);
    }

    get statuses() {
        return {
            same: "",
            added: _t("added"),
            gone: _t("taken out"),
            changed: _t("replaced"),
        };
    }

    label({ name, author, jabatan, capacity, at }) {
        const as = ["definitif", ""].includes(capacity) ? "" : `${CAPACITIES[capacity] || ""} `;
        return `${name} · ${jabatan ? as + jabatan : author} · ${shortly(at)}`;
    }

    count({ count }) {
        return count === 1 ? _t("1 change") : _t("%s changes", count);
    }

    choose(side, value) {
        const { from, to } = this.compared;
        const id = value === "now" ? false : Number(value);
        return side === "from" ? this.load(id, to) : this.load(from, id);
    }

    /** Go from change to change: an addition beside a deletion is one. */
    step(by) {
        const marks = [...this.body.el.querySelectorAll("ins, del")].filter(
            (mark) => !["INS", "DEL"].includes(mark.previousSibling?.nodeName)
        );
        if (!marks.length) {
            return;
        }
        this.body.el.querySelector(".o_here")?.classList.remove("o_here");
        this.state.place = (this.state.place + by + marks.length) % marks.length;
        const mark = marks[this.state.place];
        mark.classList.add("o_here");
        mark.scrollIntoView({ behavior: "smooth", block: "center" });
    }
}
