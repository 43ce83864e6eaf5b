import { browser } from "@web/core/browser/browser";
import { DraftStore } from "../autosave/draft_store";

const TAB = "eoffice_registration_tab";

/** What is typed at the registration desk in this tab, kept until it is registered. */
export class RegistrationStore {
    constructor(store = new DraftStore()) {
        this.store = store;
        // a tab keeps its own: two tabs are two letters
        this.name = browser.sessionStorage.getItem(TAB);
        if (!this.name) {
            this.name = `registration-${Math.random().toString(36).slice(2)}`;
            browser.sessionStorage.setItem(TAB, this.name);
        }
    }

    keep(kept) {
        return this.store.keep(this.name, kept).catch(() => {});
    }

    find() {
        return this.store.find(this.name).catch(() => null);
    }

    drop() {
        return this.store.drop(this.name).catch(() => {});
    }
}
