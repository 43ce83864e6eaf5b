import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { ago, exactly, shortly, subjectOf } from "../core/format";
import { KINDS } from "../core/labels";
import { workTime } from "../core/work_time";

/** The order of the pieces of a bar. */
const PIECES = ["sign", "paraf", "check", "opinion", "dispose", "followup"];

const TRENDS = {
    slower: { icon: "fa-long-arrow-up", text: _t("slower than usual"), tone: "o_slower" },
    quicker: { icon: "fa-long-arrow-down", text: _t("quicker than usual"), tone: "o_quicker" },
    same: { icon: "fa-arrows-h", text: _t("as usual"), tone: "" },
};

/** Where letters wait: a bar for each desk, the one where most is late first. */
export class Bottleneck extends Component {
    static template = "eoffice_bekasi.Bottleneck";
    static props = { ...standardActionServiceProps };
    static path = "hambatan";
    static displayName = _t("Where letters wait");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, refused: "", open: null, waiting: null });
        Object.assign(this, { ago, exactly, shortly, subjectOf, workTime });
        onWillStart(() => this.load(false));
    }

    async load(skpdId) {
        try {
            this.state.data = await this.orm.call("eoffice.bottleneck", "get_bottlenecks", [skpdId]);
        } catch (error) {
            if (error.exceptionName !== "odoo.exceptions.AccessError") {
                throw error;
            }
            this.state.refused = error.data.message;
        }
        this.state.open = null;
    }

    get pieces() {
        return PIECES.map((id) => ({ id, label: KINDS[id].label }));
    }

    /** Kinds of which something waits anywhere: the others need no key. */
    get legend() {
        const { counts } = this.state.data.totals;
        return this.pieces.filter(({ id }) => counts[id]);
    }

    get most() {
        return Math.max(1, ...this.state.data.rows.map(({ waiting }) => waiting));
    }

    piecesOf(row) {
        return this.pieces
            .map((piece) => ({
                ...piece,
                count: row.counts[piece.id],
                style: `width: ${(100 * row.counts[piece.id]) / this.most}%`,
            }))
            .filter(({ count }) => count);
    }

    trend(row) {
        return TRENDS[row.trend];
    }

    async toggle(row) {
        if (this.state.data.of_city || !row.waiting) {
            return;
        }
        if (this.state.open === row.id) {
            this.state.open = null;
            return;
        }
        this.state.waiting = null;
        this.state.open = row.id;
        const waiting = await this.orm.call("eoffice.bottleneck", "get_waiting", [row.id]);
        if (this.state.open === row.id) {
            this.state.waiting = waiting;
        }
    }

    kindLabel(kind) {
        return KINDS[kind].label;
    }

    openLetter(letter) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "eoffice.naskah",
            res_id: letter.id,
            views: [[false, "form"]],
            target: "current",
        });
    }
}

registry.category("actions").add("eoffice_bottleneck", Bottleneck);
