import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const BODY = ".o_field_widget[name=body] .odoo-editor-editable";
const mark = (kind) => `.o_eoffice_saved_mark[data-kind="${kind}"]`;

/** Cuts the page off from the network, until it is loaded anew; that is then no fault to log. */
function cut() {
    const { error } = console;
    console.error = (...said) =>
        said.some((one) => String(one?.stack || one).includes("ConnectionLostError")) ||
        error.apply(console, said);
    const Real = browser.XMLHttpRequest;
    browser.XMLHttpRequest = class extends Real {
        send() {
            setTimeout(() => this.dispatchEvent(new Event("error")));
        }
    };
    window.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    // taken for sending, and never sent
    navigator.sendBeacon = () => true;
}

/** @returns {Promise<Uint8Array[]>} what is kept in this browser, as it lies there */
function kept() {
    return new Promise((resolve, reject) => {
        const opened = indexedDB.open("eoffice_drafts");
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
            const found = opened.result.transaction("drafts").objectStore("drafts").getAll();
            found.onerror = () => reject(found.error);
            found.onsuccess = () => {
                opened.result.close();
                resolve(found.result.filter((one) => one.ciphertext).map((one) => new Uint8Array(one.ciphertext)));
            };
        };
    });
}

tours.add("eoffice_autosave", {
    steps: () => [
        { content: "the letter is open", trigger: BODY },
        { content: "subject", trigger: ".o_field_widget[name=subject] textarea", run: "edit Ditulis sendiri" },
        { content: "it is saved by itself", trigger: mark("saved") },
        { content: "text", trigger: BODY, run: "editor Isi yang disimpan." },
        { content: "it isn't saved at once", trigger: mark("") },
        { content: "that is saved too", trigger: mark("saved") },
    ],
});

tours.add("eoffice_lost_network", {
    steps: () => [
        { content: "the letter is open", trigger: BODY },
        { content: "no network", trigger: "body", run: cut },
        { content: "write", trigger: BODY, run: "editor Tanpa jaringan." },
        { content: "it says so", trigger: mark("offline") },
        {
            content: "what is kept can't be read by who looks into the browser's files",
            trigger: "body",
            run: async () => {
                await new Promise((resolve) => setTimeout(resolve, 800));
                const [bytes, ...others] = await kept();
                if (others.length || !bytes?.length) {
                    throw new Error("one draft is kept, not nothing, not more");
                }
                if (new TextDecoder().decode(bytes).includes("jaringan")) {
                    throw new Error("the draft lies open in the browser");
                }
            },
        },
        {
            content: "the tab is closed and opened again",
            trigger: "body",
            run: () => {
                window.location.reload();
            },
            expectUnloadPage: true,
        },
        { content: "what was kept is offered", trigger: ".o_eoffice_kept .o_eoffice_show_kept", run: "click" },
        {
            content: "both are shown",
            trigger: ".modal .o_eoffice_kept_text:contains('Tanpa jaringan.')",
        },
        { content: "close", trigger: ".modal-footer .btn-link", run: "click" },
        { content: "restore it", trigger: ".o_eoffice_kept .o_eoffice_restore", run: "click" },
        { content: "it is back", trigger: `${BODY}:contains("Tanpa jaringan.")` },
        { content: "and saved", trigger: mark("saved") },
        { content: "nothing is offered any more", trigger: "body:not(:has(.o_eoffice_kept))" },
    ],
});
