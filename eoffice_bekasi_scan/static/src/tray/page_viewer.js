import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { _t } from "@web/core/l10n/translation";

/** One page large, with all that can be done with it; the arrow keys go to the next one. */
export class PageViewer extends Component {
    static template = "eoffice_bekasi_scan.PageViewer";
    static components = { Dialog };
    static props = {
        model: Object,
        pageId: Number,
        close: Function,
    };

    setup() {
        this.model = useState(this.props.model);
        this.state = useState({ pageId: this.props.pageId, large: false, asking: false });
        useHotkey("arrowright", () => this.go(1), { allowRepeat: true, bypassEditableProtection: true });
        useHotkey("arrowleft", () => this.go(-1), { allowRepeat: true, bypassEditableProtection: true });
    }

    get page() {
        return this.model.page(this.state.pageId);
    }

    get letter() {
        return this.model.letterOf(this.state.pageId);
    }

    /** The pages it lies among: those of its letter, or those that lie apart. */
    get row() {
        return this.letter
            ? this.letter.pages
            : this.model.pages.filter(({ id }) => !this.model.letterOf(id));
    }

    get place() {
        return this.row.findIndex(({ id }) => id === this.state.pageId);
    }

    get title() {
        return _t("Page %(place)s of %(count)s", { place: this.place + 1, count: this.row.length });
    }

    get mayArrange() {
        return !this.model.done && (!this.letter || this.model.isOpen(this.letter));
    }

    get reasons() {
        return Object.entries(this.model.reasons).map(([id, label]) => ({ id, label }));
    }

    go(by) {
        const next = this.row[this.place + by];
        if (next) {
            Object.assign(this.state, { pageId: next.id, asking: false });
        }
    }

    turn(degrees) {
        return this.model.turnPages([this.state.pageId], degrees);
    }

    split() {
        return this.model.split(this.state.pageId);
    }

    async putAside(reason) {
        const { row, place } = this;
        const next = row[place + 1] || row[place - 1];
        this.state.asking = false;
        await this.model.putAside([this.state.pageId], reason);
        this.stay(next);
    }

    async takeBack() {
        const id = this.state.pageId;
        await this.model.takeBack([id]);
        this.stay({ id });
    }

    stay(page) {
        if (page) {
            this.state.pageId = page.id;
        } else {
            this.props.close();
        }
    }
}
