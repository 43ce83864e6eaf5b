import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const FORM = ".o_eoffice_registration_form";

/** A PDF of one empty page, as a browser gives it. */
function pdf(name) {
    const text =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" +
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n" +
        "trailer<</Root 1 0 R>>\n%%EOF";
    return new File([text], name, { type: "application/pdf" });
}

function drop(files) {
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    document
        .querySelector(".o_eoffice_page_drop")
        .dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}

const filled = ({ number, subject }) => [
    {
        content: "a sender nobody knows yet",
        trigger: `${FORM} #registration_sender`,
        run: "edit Yayasan Uji Bekasi",
    },
    {
        content: "he is new",
        trigger: ".o-autocomplete--dropdown-item a.ui-state-active:contains('Yayasan Uji Bekasi')",
    },
    { content: "taken", trigger: "#registration_sender", run: "press Enter" },
    { content: "the number is next", trigger: "#registration_number:focus", run: `edit ${number}` },
    { trigger: "#registration_number", run: "press Enter" },
    { content: "then the date", trigger: "#registration_date:focus", run: "edit 17-7" },
    { trigger: "#registration_date", run: "press Enter" },
    { content: "then the subject", trigger: "#registration_subject:focus", run: `edit ${subject}` },
    { content: "the date is written out", trigger: "#registration_date:value('17 Jul')" },
    { trigger: "#registration_subject", run: "press Enter" },
    {
        content: "then the addressee",
        trigger: "#registration_kepada:focus",
        run: "edit Kepala Dinas Kesehatan",
    },
    {
        content: "found",
        trigger:
            "[data-field=kepada] .o-autocomplete--dropdown-item a.ui-state-active:contains('Kepala Dinas Kesehatan')",
    },
    { content: "taken", trigger: "#registration_kepada", run: "press Enter" },
    { content: "nothing is left but to register", trigger: ".o_eoffice_register:focus" },
];

/** From the desk, by hand, without a mouse; a PDF as its page; the agenda number is told. */
tours.add("eoffice_register_by_hand", {
    steps: () => [
        { content: "the way from the desk", trigger: ".o_eoffice_register_letter", run: "click" },
        {
            content: "the letter as a PDF, and an attachment",
            trigger: ".o_eoffice_page_choose",
            run: () => drop([pdf("surat.pdf"), new File(["a"], "daftar.txt", { type: "text/plain" })]),
        },
        { content: "its page is shown", trigger: ".o_eoffice_pdf_pages[data-drawn]" },
        { content: "what came with it hangs on it", trigger: ".o_eoffice_file:contains('daftar.txt')" },
        ...filled({ number: "012/YUB/VII/2026", subject: "Permohonan audiensi" }),
        { content: "register", trigger: ".o_eoffice_register", run: "press Control+Enter" },
        {
            content: "its agenda number is told",
            trigger: ".o_eoffice_registration_done:contains('1')",
            timeout: 60000,
        },
        { content: "and stays in sight", trigger: ".o_eoffice_registration_done:contains('Yayasan Uji Bekasi')" },
        { content: "the next letter is an empty form", trigger: "#registration_sender:focus:value(/^$/)" },
    ],
});

/** What was typed is there again after the page was loaded anew. */
tours.add("eoffice_register_interrupted", {
    steps: () => [
        ...filled({ number: "013/YUB/VII/2026", subject: "Undangan rapat" }),
        {
            content: "it is kept",
            trigger: ".o_eoffice_registration",
            run: () => new Promise((resolve) => setTimeout(resolve, 900)),
        },
        {
            content: "the page is loaded anew",
            trigger: ".o_eoffice_registration",
            run: () => window.location.reload(),
            expectUnloadPage: true,
        },
        { content: "number and all are there", trigger: "#registration_number:value('013/YUB/VII/2026')" },
        { trigger: "#registration_subject:value('Undangan rapat')" },
        { trigger: "#registration_date:value('17 Jul')" },
        { content: "the addressee too", trigger: "[data-field=kepada] .o_eoffice_line:contains('Kepala Dinas Kesehatan')" },
        { trigger: ".o_eoffice_register", run: "click" },
        { content: "it is registered", trigger: ".o_eoffice_registration_done", timeout: 60000 },
    ],
});

/** The same letter a second time: said before, and registered only by a second press. */
tours.add("eoffice_register_twice", {
    steps: () => [
        ...filled({ number: "12 / YUB / VII / 2026", subject: "Permohonan audiensi" }),
        { content: "it is here already", trigger: ".o_eoffice_duplicates:contains('12/YUB/VII/2026')" },
        {
            content: "Ctrl+Enter alone doesn't pass it over",
            trigger: ".o_eoffice_register",
            run: "press Control+Enter",
        },
        { content: "all is still there", trigger: "#registration_subject:value('Permohonan audiensi')" },
        { trigger: ".o_eoffice_registration:not(:has(.o_eoffice_registration_done))" },
    ],
});

/** A closed envelope: no subject, no page; only what stands on it. */
tours.add("eoffice_register_closed", {
    steps: () => [
        { content: "closed", trigger: "#registration_sender", run: "press Alt+k" },
        { content: "the page gives way to an envelope", trigger: ".o_eoffice_registration_envelope" },
        { trigger: `${FORM}:not(:has(#registration_subject))` },
        { trigger: "#registration_sender", run: "edit Kejaksaan Uji" },
        { trigger: ".o-autocomplete--dropdown-item a.ui-state-active:contains('Kejaksaan Uji')" },
        { trigger: "#registration_sender", run: "press Enter" },
        { trigger: "[data-field=kepada] .o_eoffice_often button:contains('Kepala Dinas Kesehatan')", run: "click" },
        { trigger: ".o_eoffice_register", run: "click" },
        { content: "its agenda number is told", trigger: ".o_eoffice_registration_done:contains('Kejaksaan Uji')", timeout: 60000 },
    ],
});

/** In the hand: image above, form below, the button in the reach of the thumb. */
tours.add("eoffice_register_telephone", {
    steps: () => [
        {
            content: "the page stands above the form",
            trigger: ".o_eoffice_registration",
            run: () => {
                const [page, form, button] = [
                    ".o_eoffice_registration_page",
                    FORM,
                    ".o_eoffice_register",
                ].map((name) => document.querySelector(name).getBoundingClientRect());
                if (page.bottom > form.top + 1 || button.bottom > window.innerHeight || button.height < 44) {
                    throw new Error("the button is out of reach, or the page beside the form");
                }
                if (document.documentElement.scrollWidth > window.innerWidth) {
                    throw new Error("wider than the screen");
                }
            },
        },
        { trigger: "#registration_sender", run: "edit Warga Uji" },
        { trigger: ".o-autocomplete--dropdown-item a:contains('Warga Uji')", run: "click" },
        { trigger: "#registration_subject", run: "edit Pengaduan jalan rusak" },
        { trigger: "[data-field=kepada] .o_eoffice_often button:contains('Kepala Dinas Kesehatan')", run: "click" },
        { trigger: ".o_eoffice_register", run: "click" },
        { trigger: ".o_eoffice_registration_done:contains('Warga Uji')", timeout: 60000 },
    ],
});
