import { Component, onWillUnmount, useExternalListener, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useService } from "@web/core/utils/hooks";
import { Desk } from "../desk/desk";

/** How long after the last key the letters are asked for. */
const AFTER = 300;
/** Nobody means anything by fewer letters than this. */
const SHORTEST = 3;
const SHOWN = 8;

/** The search box of the desk: the newest letters with the words, and who has each now. */
export class SearchBox extends Component {
    static template = "eoffice_bekasi.SearchBox";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.rootRef = useRef("root");
        this.state = useState({ words: "", found: [], open: false, active: -1, failed: false });
        this.asked = 0;
        useExternalListener(window, "click", (ev) => {
            if (!this.rootRef.el?.contains(ev.target)) {
                this.state.open = false;
            }
        });
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get words() {
        return this.state.words.trim();
    }

    get activeId() {
        const letter = this.state.open && this.state.found[this.state.active];
        return letter ? `o_eoffice_search_${letter.id}` : false;
    }

    whereIs({ at, status }) {
        return at.length > 2 ? `${at.slice(0, 2).join(", ")} +${at.length - 2}` : at.join(", ") || status;
    }

    onInput() {
        browser.clearTimeout(this.timer);
        this.state.active = -1;
        if (this.words.length < SHORTEST) {
            this.asked += 1; // an answer that is on its way is for other words
            this.state.open = false;
            return;
        }
        this.timer = browser.setTimeout(() => this.find(), AFTER);
    }

    show() {
        this.state.open = this.words.length >= SHORTEST && Boolean(this.state.found.length);
    }

    async find() {
        const asked = ++this.asked;
        let found = [];
        let failed = false;
        try {
            found = await this.orm.silent.call("eoffice.naskah", "find_by_words", [this.words], { limit: SHOWN });
        } catch {
            failed = true;
        }
        if (asked === this.asked) {
            Object.assign(this.state, { found, failed, active: -1, open: true });
        }
    }

    onKeydown(ev) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[ev.key];
        if (step && this.state.open && this.state.found.length) {
            ev.preventDefault();
            const count = this.state.found.length;
            this.state.active = (this.state.active + step + count + (this.state.active < 0 && step < 0 ? 1 : 0)) % count;
        } else if (ev.key === "Enter" && ev.target.tagName === "INPUT") {
            ev.preventDefault();
            const letter = this.state.open && this.state.found[this.state.active];
            letter ? this.open(letter) : this.words && this.showAll();
        } else if (ev.key === "Escape" && this.state.open) {
            ev.stopPropagation();
            this.state.open = false;
        }
    }

    open({ id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "eoffice.naskah",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    showAll() {
        return this.action.doAction("eoffice_bekasi.eoffice_naskah_action_find", {
            additionalContext: { search_default_words: this.words },
        });
    }
}

Desk.components = { ...Desk.components, SearchBox };
