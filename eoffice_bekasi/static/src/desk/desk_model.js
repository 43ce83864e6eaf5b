import { markRaw } from "@odoo/owl";
import { BATCH_KINDS } from "../batch/batch_verbs";
import { KINDS } from "../core/labels";

/** What I only watch does not stand among what waits for me. */
const isMine = ({ kind }) => KINDS[kind]?.group !== "watch";

/**
 * What the desk knows: what waits, how many of each kind, which item is open. Talks to
 * `eoffice.desk`; draws nothing.
 */
export class DeskModel {
    static LIMIT = 80;
    static MOST = 200;

    /**
     * @param {Object} orm Odoo's orm service
     * @param {{ kind?: string|null, selectedKey?: string|null }} [state] what was open last time
     */
    constructor(orm, state = {}) {
        // a closure, so that nothing of the services becomes reactive
        this.ask = markRaw((silent) =>
            (silent ? orm.silent : orm).call("eoffice.desk", "get_desk", [], {
                kind: this.kind || false,
                limit: this.limit,
                jabatan_id: this.jabatanId || false,
            })
        );
        this.turn = 0;
        this.kind = state.kind || null;
        /** only the desk of this jabatan, or all of mine */
        this.jabatanId = state.jabatanId || null;
        this.limit = this.constructor.LIMIT;
        this.counts = {};
        this.jabatan = [];
        this.items = [];
        this.selectedKey = state.selectedKey || null;
        /** the open item, kept even when it no longer waits (a letter just read) */
        this.selected = null;
        /** the desk opened it by itself: shown, but not yet read by anybody */
        this.unasked = false;
        this.hasMore = false;
        /** the kind of work of which several are being chosen, or null */
        this.choosing = null;
        /** keys of those that are chosen */
        this.chosenKeys = [];
        this.loaded = false;
        this.offline = false;
    }

    /** How many things wait for me, the watched ones left out. */
    get total() {
        return Object.entries(KINDS).reduce(
            (sum, [kind, { group }]) => sum + (group === "mine" ? this.counts[kind] || 0 : 0),
            0
        );
    }

    get index() {
        return this.items.findIndex((item) => item.key === this.selectedKey);
    }

    /**
     * Ask the server what waits.
     *
     * @param {{ silent?: boolean }} [options] silent: in the background; a lost connection is
     *  noted on the desk, not shouted
     */
    async load({ silent = false } = {}) {
        const turn = ++this.turn;
        let answer;
        try {
            answer = await this.ask(silent);
        } catch (error) {
            if (!silent) {
                throw error;
            }
            this.offline = true;
            return;
        }
        if (turn !== this.turn) {
            return; // somebody asked again meanwhile: the later answer counts
        }
        this.offline = false;
        this.loaded = true;
        this.counts = answer.counts;
        this.jabatan = answer.jabatan;
        if (this.jabatanId && !answer.jabatan.some(({ id }) => id === this.jabatanId)) {
            return this.chooseDesk(null); // the delegation has ended meanwhile
        }
        this.setItems(this.kind ? answer.items : answer.items.filter(isMine));
        this.hasMore = answer.items.length >= this.limit && this.limit < this.constructor.MOST;
    }

    /** Show more of what waits, up to what the server gives at once. */
    async loadMore() {
        this.limit = Math.min(this.limit + this.constructor.LIMIT, this.constructor.MOST);
        await this.load();
    }

    setItems(items) {
        const place = this.index;
        const open = this.selected;
        this.items = items;
        this.chosenKeys = this.chosenKeys.filter((key) => items.some((item) => item.key === key));
        if (!open) {
            return;
        }
        const same = items.find((item) => item.key === open.key);
        if (same) {
            this.selected = same;
        } else if (open.quiet) {
            // It was only opened, nothing was decided: it stays, marked as seen, as long as it
            // is open, so that the list does not jump under the reader's finger.
            const kept = { ...open, seen: true };
            this.items = [...items];
            this.items.splice(place < 0 ? 0 : place, 0, kept);
            this.selected = kept;
        } else {
            this.close();
        }
    }

    async chooseDesk(jabatanId) {
        this.jabatanId = jabatanId;
        await this.choose(null);
    }

    async choose(kind) {
        this.kind = kind;
        this.limit = this.constructor.LIMIT;
        this.stopChoosing();
        this.close();
        await this.load();
    }

    /**
     * @param {Object|null} item
     * @param {{ unasked?: boolean }} [options] unasked: the desk opens it, not its user
     */
    open(item, { unasked = false } = {}) {
        if (this.selected?.seen && this.selected.key !== item?.key) {
            const gone = this.selected.key;
            this.items = this.items.filter((other) => other.key !== gone);
        }
        this.selected = item || null;
        this.selectedKey = item ? item.key : null;
        this.unasked = Boolean(item) && unasked;
    }

    close() {
        this.open(null);
    }

    /** The open item was opened by a reader for whom opening is the act. */
    markSeen() {
        if (this.selected) {
            this.selected.quiet = true;
        }
    }

    /**
     * The open item is done: it leaves the list at once.
     *
     * @param {string} key
     * @returns {Object|null} the item that should be opened next
     */
    remove(key) {
        const place = this.items.findIndex((item) => item.key === key);
        this.items = this.items.filter((item) => item.key !== key);
        this.close();
        return this.items[Math.min(Math.max(place, 0), this.items.length - 1)] || null;
    }

    // ------------------------------------------------------------ several at once

    /** Whether an item can be one of several: while some are chosen, only those of their kind. */
    canChoose({ kind, seen }) {
        return !seen && (this.choosing ? kind === this.choosing : kind in BATCH_KINDS);
    }

    get chosen() {
        return this.items.filter(({ key }) => this.chosenKeys.includes(key));
    }

    /** The kind of which several could be chosen here: the one that is shown, or the first. */
    get choosable() {
        const count = (kind) => this.items.filter((item) => item.kind === kind).length;
        return Object.keys(KINDS).find((kind) => kind in BATCH_KINDS && count(kind) > 1) || null;
    }

    startChoosing(kind = this.choosable) {
        this.choosing = kind;
        this.chosenKeys = [];
    }

    stopChoosing() {
        this.choosing = null;
        this.chosenKeys = [];
    }

    /** Choose an item, or leave it out again; the first one begins it. */
    toggle(item) {
        if (!this.canChoose(item)) {
            return;
        }
        this.choosing ||= item.kind;
        this.chosenKeys = this.chosenKeys.includes(item.key)
            ? this.chosenKeys.filter((key) => key !== item.key)
            : [...this.chosenKeys, item.key];
    }

    /** All of the kind that is being chosen; all of them chosen already: none. */
    toggleAll() {
        const all = this.items.filter((item) => this.canChoose(item)).map(({ key }) => key);
        this.chosenKeys = this.chosenKeys.length === all.length ? [] : all;
    }

    /** The item above or below the open one. */
    neighbour(step) {
        if (!this.items.length) {
            return null;
        }
        const place = this.index;
        if (place < 0) {
            return this.items[0];
        }
        return this.items[Math.min(Math.max(place + step, 0), this.items.length - 1)];
    }
}
