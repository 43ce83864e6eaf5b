import { registry } from "@web/core/registry";

/** Keys that were pressed: the target is six for a letter that was read well. */
let strokes = 0;
const count = ({ key }) => {
    if (!["Control", "Alt", "Shift"].includes(key)) {
        strokes++;
    }
};

/** A letter that was read well: looked at, taken field by field, registered with six keys. */
registry.category("web_tour.tours").add("eoffice_register_scanned", {
    steps: () => [
        {
            content: "the page at the left, the sender marked in it, nothing in the form",
            trigger: ".o_eoffice_scan_mark[data-mark=sender].o_now",
            run: () => {
                if (document.querySelector("#registration_sender").value) {
                    throw new Error("taken without a look");
                }
                strokes = 0;
                window.addEventListener("keydown", count, true);
            },
        },
        { content: "what was read is suggested", trigger: "#registration_sender[placeholder='Yayasan Pena']:focus" },
        { content: "one key takes it", trigger: "#registration_sender", run: "press Enter" },
        { content: "number and date are looked at together", trigger: "#registration_number:focus" },
        { trigger: ".o_eoffice_scan_mark[data-mark=number].o_now" },
        { trigger: ".o_eoffice_scan_mark[data-mark=letter_date]" },
        { content: "and taken together", trigger: "#registration_number", run: "press Enter" },
        { trigger: "#registration_subject:focus" },
        { trigger: "#registration_number:value('77/YP/XI/2026')" },
        { content: "the subject, with the attachments", trigger: "#registration_subject", run: "press Enter" },
        { content: "the addressee", trigger: "#registration_kepada:focus", run: "press Enter" },
        { trigger: "[data-field=kepada] .o_eoffice_line:contains('Kepala Dinas Kesehatan')" },
        { content: "it is urgent", trigger: "[data-field=urgensi] input:focus", run: "press Enter" },
        { trigger: ".o_eoffice_register:focus" },
        { content: "registered, and the next one is there", trigger: ".o_eoffice_register", run: "press Control+Enter" },
        {
            content: "its agenda number is told",
            trigger: ".o_eoffice_registration_done:contains('Yayasan Pena')",
            timeout: 60000,
            run: () => {
                window.removeEventListener("keydown", count, true);
                if (strokes > 6) {
                    throw new Error(`${strokes} keys for one letter`);
                }
            },
        },
        { content: "the next letter, not read: by hand", trigger: "#registration_sender[placeholder='']:focus" },
        { content: "one is left", trigger: ".o_eoffice_registration_waiting:contains('1')" },
    ],
});
