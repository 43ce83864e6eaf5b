import { markRaw } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";

const TRAY = "eoffice.scan.tray";
const PAGE = "eoffice.scan.page";
const LETTER = "eoffice.scan.document";

/** While the machine reads a page its letter can't be arranged: tried again so often, so much later. */
const TRIES = 6;
const REST = 2000;

/**
 * What the intake tray knows: what came in, letter by letter, and which pages are chosen. Talks to
 * the server; draws nothing.
 */
export class TrayModel {
    static LIMIT = 40;
    static MOST = 200;

    /**
     * @param {Object} orm Odoo's orm service
     * @param {{ trayId?: number|null, done?: boolean }} [state] what was open last time
     */
    constructor(orm, state = {}) {
        // closures, so that nothing of the services becomes reactive
        this.call = markRaw((model, method, args) => orm.call(model, method, args));
        this.ask = markRaw((silent) =>
            (silent ? orm.silent : orm).call(TRAY, "get_tray", [], {
                tray_id: this.trayId || false,
                done: this.done,
                limit: this.limit,
            })
        );
        this.turn = 0;
        this.trayId = state.trayId || null;
        this.done = Boolean(state.done);
        this.limit = this.constructor.LIMIT;
        this.trays = [];
        this.intakes = [];
        this.total = 0;
        this.reasons = {};
        /** ids of the pages that are chosen */
        this.chosen = [];
        this.busy = false;
        this.loaded = false;
        this.offline = false;
    }

    get pages() {
        return this.intakes.flatMap(({ documents, aside, loose }) => [
            ...documents.flatMap(({ pages }) => pages),
            ...loose,
            ...aside,
        ]);
    }

    get letters() {
        return this.intakes.flatMap(({ documents }) => documents);
    }

    get hasMore() {
        return this.total > this.intakes.length && this.limit < this.constructor.MOST;
    }

    /** Whether something is still being taken apart or read, so that it changes by itself. */
    get isReading() {
        return this.intakes.some(
            ({ state, files, documents }) =>
                state === "reading" ||
                files.some((file) => file.state === "new") ||
                documents.some((letter) => ["new", "reading"].includes(letter.state))
        );
    }

    /** The letters that a page may go to, itself left out: those that are still to be registered. */
    get openLetters() {
        return this.letters.filter(({ state, taken_by, taken_by_me }) => state !== "registered" && (!taken_by || taken_by_me));
    }

    page(id) {
        return this.pages.find((page) => page.id === id);
    }

    letterOf(pageId) {
        return this.letters.find(({ pages }) => pages.some(({ id }) => id === pageId));
    }

    /** Whether pages of a letter may be arranged now. */
    isOpen(letter) {
        return letter.state !== "registered" && (!letter.taken_by || letter.taken_by_me);
    }

    /**
     * Ask the server what lies in the tray.
     *
     * @param {{ silent?: boolean }} [options] silent: in the background
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
        this.trays = answer.trays;
        this.trayId = answer.tray_id;
        this.intakes = answer.intakes;
        this.total = answer.total;
        this.reasons = answer.reasons;
        const ids = this.pages.map(({ id }) => id);
        this.chosen = this.chosen.filter((id) => ids.includes(id));
    }

    async open(trayId, done = false) {
        Object.assign(this, { trayId, done, chosen: [], limit: this.constructor.LIMIT });
        await this.load();
    }

    async loadMore() {
        this.limit = Math.min(this.limit + this.constructor.LIMIT, this.constructor.MOST);
        await this.load();
    }

    toggle(pageId) {
        this.chosen = this.chosen.includes(pageId)
            ? this.chosen.filter((id) => id !== pageId)
            : [...this.chosen, pageId];
    }

    // ------------------------------------------------------------------ arranging

    /** Do something on the server and show what came of it; one thing at a time. */
    async act(model, method, args) {
        if (this.busy) {
            return;
        }
        this.busy = true;
        try {
            for (let tried = 1; ; tried++) {
                try {
                    return await this.call(model, method, args);
                } catch (error) {
                    if (error.exceptionName !== "odoo.exceptions.LockError" || tried === TRIES) {
                        throw error;
                    }
                    await new Promise((resolve) => browser.setTimeout(resolve, REST));
                }
            }
        } finally {
            this.busy = false;
            await this.load({ silent: true });
        }
    }

    turnPages(ids, degrees) {
        return this.act(PAGE, "action_turn", [ids, degrees]);
    }

    movePages(ids, letterId, beforeId = false) {
        this.chosen = [];
        return this.act(PAGE, "action_move", [ids, letterId, beforeId]);
    }

    split(pageId) {
        return this.act(PAGE, "action_split", [[pageId]]);
    }

    merge(letterIds) {
        return this.act(LETTER, "action_merge", [letterIds]);
    }

    putAside(ids, reason) {
        this.chosen = [];
        return this.act(PAGE, "action_put_aside", [ids, reason]);
    }

    takeBack(ids) {
        this.chosen = [];
        return this.act(PAGE, "action_take_back", [ids]);
    }
}
