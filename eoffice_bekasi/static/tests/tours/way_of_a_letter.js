import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const tours = registry.category("web_tour.tours");

const SUBJECT = "Jadwal imunisasi sekolah dasar";
const card = `.o_eoffice_card:contains("${SUBJECT}")`;

/** Opens the letter on the desk and waits until its acts are there. */
const openOnDesk = (kind) => [
    { content: "the letter waits", trigger: `.o_eoffice_card[data-kind="${kind}"]:contains("${SUBJECT}")`, run: "click" },
    { content: "it is open", trigger: `.o_eoffice_detail h2:contains("${SUBJECT}")` },
];

const act = (id) => ({
    content: `act: ${id}`,
    trigger: `.o_eoffice_detail .o_eoffice_act[data-act="${id}"]:enabled`,
    run: "click",
});

const gone = { content: "it has left the list", trigger: `.o_eoffice_list:not(:has(${card}))` };

/** Types into one of the boxes that add a position, and takes the first one found. */
const addPosition = (field, words, name) => [
    {
        content: `search ${words}`,
        trigger: `.o_field_widget[name="${field}"] .o-autocomplete--input`,
        run: `edit ${words}`,
    },
    {
        content: `take ${name}`,
        trigger: `.o_field_widget[name="${field}"] .o-autocomplete--dropdown-item a:contains("${name}")`,
        run: "click",
    },
    {
        content: `${name} is in the list`,
        trigger: `.o_field_widget[name="${field}"] .o_eoffice_line_title:contains("${name}")`,
    },
];

tours.add("eoffice_draft", {
    steps: () => [
        { content: "the desk is the first screen", trigger: ".o_eoffice_desk .o_eoffice_new", run: "click" },
        { content: "with nothing but its type", trigger: ".o_eoffice_new_letter .o_eoffice_begin", run: "click" },
        {
            content: "subject",
            trigger: ".o_field_widget[name=subject] textarea",
            run: `edit ${SUBJECT}`,
        },
        {
            content: "urgent",
            trigger: ".o_field_widget[name=urgensi] [data-value=segera]",
            run: "click",
        },
        ...addPosition("kepada_ids", "kepala pendidikan", "Kepala Dinas Pendidikan"),
        ...addPosition("tembusan_ids", "kepala sosial", "Kepala Dinas Sosial"),
        {
            content: "klasifikasi",
            trigger: ".o_field_widget[name=classification_id] input",
            run: "edit 999.7",
        },
        {
            content: "take it",
            trigger: ".o_field_widget[name=classification_id] .dropdown-item:contains('999.7')",
            run: "click",
        },
        {
            content: "the text",
            trigger: ".o_field_widget[name=body] .odoo-editor-editable",
            run: "editor Dengan hormat, jadwal kami sampaikan.",
        },
        {
            content: "the chain is proposed: two parafs and the signature",
            trigger: ".o_field_widget[name=step_ids] .o_eoffice_line:nth-child(3)",
        },
        {
            content: "send it",
            trigger: ".o_eoffice_form_acts .o_eoffice_act[data-act=submit]",
            run: "click",
        },
        {
            content: "it is in approval",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=approval]",
        },
    ],
});

tours.add("eoffice_return", {
    steps: () => [
        ...openOnDesk("paraf"),
        act("return"),
        {
            content: "why",
            trigger: ".o_eoffice_dialog textarea",
            run: "edit Sebutkan tanggalnya",
        },
        { content: "return", trigger: ".o_eoffice_dialog .o_eoffice_confirm", run: "click" },
        gone,
    ],
});

tours.add("eoffice_mend", {
    steps: () => [
        ...openOnDesk("returned"),
        {
            content: "the note is there",
            trigger: ".o_eoffice_callout.o_back:contains('Sebutkan tanggalnya')",
        },
        act("edit"),
        {
            content: "the note is in the form too",
            trigger: ".o_form_view .o_eoffice_callout:contains('Sebutkan tanggalnya')",
        },
        {
            content: "mend the text",
            trigger: ".o_field_widget[name=body] .odoo-editor-editable",
            run: "editor Dengan hormat, jadwal tanggal 3 Desember 2026 kami sampaikan.",
        },
        {
            content: "send it again",
            trigger: ".o_eoffice_form_acts .o_eoffice_act[data-act=submit]",
            run: "click",
        },
        {
            content: "it is in approval",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=approval]",
        },
    ],
});

tours.add("eoffice_paraf", {
    steps: () => [...openOnDesk("paraf"), act("paraf"), gone],
});

tours.add("eoffice_sign", {
    steps: () => [
        ...openOnDesk("sign"),
        act("sign"),
        {
            content: "what will be signed is shown",
            trigger: `.o_eoffice_sign_dialog .o_eoffice_sign_subject:contains("${SUBJECT}")`,
        },
        { content: "sign", trigger: ".o_eoffice_sign_dialog .o_eoffice_confirm", run: "click" },
        {
            content: "the number is told",
            trigger: ".o_notification:contains('/Dinkes')",
            // here the page is made within the request: longer than a step has on a busy machine
            timeout: 60000,
        },
        gone,
    ],
});

tours.add("eoffice_dispose", {
    steps: () => [
        ...openOnDesk("dispose"),
        {
            content: "to the head of the bidang",
            trigger: ".o_eoffice_dispose_panel .o_eoffice_person:contains('Kepala Bidang') .o_eoffice_person_toggle",
            run: "click",
        },
        {
            content: "an instruction",
            trigger: ".o_eoffice_dispose_panel .o_eoffice_chip:contains('Tindak lanjuti')",
            run: "click",
        },
        {
            content: "a note",
            trigger: ".o_eoffice_dispose_panel textarea",
            run: "edit Siapkan ruangannya",
        },
        { content: "send", trigger: ".o_eoffice_dispose_panel .o_eoffice_confirm", run: "click" },
        gone,
    ],
});

tours.add("eoffice_report", {
    steps: () => [
        ...openOnDesk("followup"),
        {
            content: "the instruction is shown",
            trigger: ".o_eoffice_detail_side .o_eoffice_given:contains('Siapkan ruangannya')",
        },
        act("accept"),
        act("report"),
        { content: "report", trigger: ".o_eoffice_dialog textarea", run: "edit Ruangan siap" },
        { content: "send", trigger: ".o_eoffice_dialog .o_eoffice_confirm", run: "click" },
        gone,
    ],
});

tours.add("eoffice_finish", {
    steps: () => [
        ...openOnDesk("report"),
        { content: "the report", trigger: ".o_eoffice_detail_side .o_eoffice_given:contains('Ruangan siap')" },
        act("finish"),
        gone,
    ],
});

tours.add("eoffice_way", {
    steps: () => [
        stepUtils.toggleHomeMenuStep?.() || { trigger: ".o_main_navbar" },
        { content: "letters", trigger: "[data-menu-xmlid='eoffice_bekasi.menu_outgoing']", run: "click" },
        {
            content: "all letters",
            trigger: "[data-menu-xmlid='eoffice_bekasi.menu_outgoing_all']",
            run: "click",
        },
        { content: "the letter", trigger: `.o_data_cell:contains("${SUBJECT}")`, run: "click" },
        { content: "its way", trigger: ".o_notebook .nav-link[name=way]", run: "click" },
        { content: "its stations", trigger: ".o_eoffice_station.o_signed" },
        {
            content: "the branch of the addressee is finished",
            trigger: ".o_eoffice_branch:contains('Kepala Dinas Pendidikan') .o_eoffice_progress .o_reached:nth-child(4)",
        },
        {
            content: "and its twig",
            trigger: ".o_eoffice_twig:contains('Kepala Bidang Dinas Pendidikan')",
        },
    ],
});

tours.add("eoffice_telephone_sign", {
    steps: () => [
        { content: "the letter waits", trigger: ".o_eoffice_card[data-kind=sign]", run: "click" },
        { content: "its text can be read", trigger: ".o_eoffice_text .o_eoffice_body:contains('Dengan hormat')" },
        { content: "its way", trigger: ".o_eoffice_tab[data-tab=way]", run: "click" },
        { content: "the station of now", trigger: ".o_eoffice_timeline [aria-current=step], .o_eoffice_way [aria-current=step]" },
        { content: "sign", trigger: ".o_eoffice_act[data-act=sign]", run: "click" },
        { content: "confirm", trigger: ".o_eoffice_sign_dialog .o_eoffice_confirm", run: "click" },
        { content: "back at the list, nothing waits", trigger: ".o_eoffice_list .o_eoffice_empty" },
    ],
});
