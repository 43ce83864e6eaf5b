import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Types into a box of addressees and takes the one called so. */
const address = (box, words, name) => [
    { content: `search ${words}`, trigger: `${box} .o-autocomplete--input`, run: `edit ${words}` },
    {
        content: `take ${name}`,
        trigger: `${box} .o-autocomplete--dropdown-item a:contains("${name}")`,
        run: "click",
    },
    { content: `${name} is named`, trigger: `${box} .o_eoffice_addressee:contains("${name}")` },
];

/** Type, addressees, subject: the form opens with everything else set. */
tours.add("eoffice_three_taps", {
    steps: () => [
        { content: "a new letter", trigger: ".o_eoffice_desk .o_eoffice_new", run: "click" },
        {
            content: "the type",
            trigger: ".o_eoffice_type:contains('Surat Dinas (uji)')",
            run: "click",
        },
        ...address(".o_kepada", "seluruh dinas uji", "Seluruh Kepala Dinas (uji)"),
        ...address(".o_tembusan", "wali kota", "Wali Kota"),
        {
            content: "the subject",
            trigger: "#new_letter_subject",
            run: "edit Imunisasi campak di sekolah",
        },
        { content: "begin", trigger: ".o_eoffice_begin", run: "click" },
        {
            content: "the list is one line",
            trigger:
                ".o_field_widget[name=kepada_ids] .o_eoffice_line_title:contains('Seluruh Kepala Dinas (uji)')",
        },
        {
            content: "klasifikasi is set by what was used for such subjects",
            trigger: ".o_field_widget[name=classification_id] input:value('999.7')",
        },
        {
            content: "unfold the list",
            trigger: ".o_field_widget[name=kepada_ids] .o_eoffice_unfold",
            run: "click",
        },
        {
            content: "who is in it",
            trigger: ".o_eoffice_members li:contains('Kepala Dinas Sosial')",
        },
        {
            content: "what would fit too is one tap away",
            trigger: ".o_eoffice_suggested .o_eoffice_chip:contains('999.8')",
            run: "click",
        },
        {
            content: "it is taken",
            trigger: ".o_field_widget[name=classification_id] input:value('999.8')",
        },
        {
            content: "the text",
            trigger: ".o_field_widget[name=body] .odoo-editor-editable",
            run: "editor Dengan hormat, jadwal kami sampaikan.",
        },
        {
            content: "send it",
            trigger: ".o_eoffice_form_acts .o_eoffice_act[data-act=submit]",
            run: "click",
        },
        {
            content: "it is on its way",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=approval]",
        },
    ],
});

/** From a received letter to its answer, and an outside contact made in the box. */
tours.add("eoffice_answer", {
    steps: () => [
        { content: "answer it", trigger: ".o_eoffice_act[data-act=reply]", run: "click" },
        {
            content: "it opens with what it answers",
            trigger: ".o_field_widget[name=body] .odoo-editor-editable:contains('Menindaklanjuti')",
        },
        { content: "and says so", trigger: ".o_eoffice_thread_one[data-role=answers] a" },
        {
            content: "somebody nobody knows yet",
            trigger: ".o_field_widget[name=tembusan_ids] .o-autocomplete--input",
            run: "edit Yayasan Zebra",
        },
        {
            content: "make him",
            trigger:
                ".o_field_widget[name=tembusan_ids] .o-autocomplete--dropdown-item a:contains('Yayasan Zebra')",
            run: "click",
        },
        { content: "his address", trigger: "#outside_street", run: "edit Jl. Uji 7" },
        { content: "add him", trigger: ".o_eoffice_dialog .o_eoffice_confirm", run: "click" },
        {
            content: "he is named",
            trigger:
                ".o_field_widget[name=tembusan_ids] .o_eoffice_line_title:contains('Yayasan Zebra')",
        },
        { content: "save", trigger: ".o_form_button_save", run: "click" },
        { content: "saved", trigger: ".o_form_status_indicator_buttons.invisible:not(:visible)" },
    ],
});
