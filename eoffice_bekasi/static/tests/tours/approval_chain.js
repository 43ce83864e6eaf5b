import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const openOnDesk = (kind) => [
    { content: "the letter waits", trigger: `.o_eoffice_card[data-kind="${kind}"]`, run: "click" },
    { content: "it is open", trigger: ".o_eoffice_detail h2:contains('Jadwal imunisasi')" },
];

tours.add("eoffice_chain_ask", {
    steps: () => [
        ...openOnDesk("paraf"),
        { content: "the menu", trigger: ".o_eoffice_detail .o_eoffice_more", run: "click" },
        {
            content: "ask an opinion",
            trigger: ".o_eoffice_more_item[data-act=ask_opinion]",
            run: "click",
        },
        {
            content: "of whom",
            trigger: ".o_eoffice_chain_dialog .o_eoffice_position_box input",
            run: "edit Kepala Dinas Sosial",
        },
        {
            content: "take him",
            trigger: ".o_eoffice_chain_dialog .o-autocomplete--dropdown-item:contains('Kepala Dinas Sosial') a",
            run: "click",
        },
        {
            content: "he is chosen",
            trigger: ".o_eoffice_position_box .o_eoffice_line:contains('Kepala Dinas Sosial')",
        },
        {
            content: "the question",
            trigger: ".o_eoffice_chain_dialog textarea",
            run: "edit Apakah jadwal ini sesuai?",
        },
        { content: "ask", trigger: ".o_eoffice_chain_dialog .o_eoffice_confirm", run: "click" },
        { content: "asked", trigger: "body:not(:has(.o_eoffice_chain_dialog))" },
    ],
});

tours.add("eoffice_chain_answer", {
    steps: () => [
        ...openOnDesk("opinion"),
        {
            content: "answer",
            trigger: ".o_eoffice_detail .o_eoffice_act[data-act=give_opinion]",
            run: "click",
        },
        {
            content: "the question is there",
            trigger: ".o_eoffice_chain_dialog .o_eoffice_callout:contains('Apakah jadwal ini sesuai?')",
        },
        {
            content: "the opinion",
            trigger: ".o_eoffice_chain_dialog textarea",
            run: "edit Sudah sesuai",
        },
        { content: "send", trigger: ".o_eoffice_chain_dialog .o_eoffice_confirm", run: "click" },
        { content: "sent", trigger: "body:not(:has(.o_eoffice_chain_dialog))" },
    ],
});

tours.add("eoffice_chain_return", {
    steps: () => [
        ...openOnDesk("paraf"),
        { content: "return", trigger: ".o_eoffice_detail .o_eoffice_act[data-act=return]", run: "click" },
        {
            content: "the drafter is chosen",
            trigger: ".o_eoffice_chain_dialog .o_eoffice_chip.o_selected[data-choice='']",
        },
        {
            content: "to the one before",
            trigger: ".o_eoffice_chain_dialog .o_eoffice_chip:contains('Kasubbag')",
            run: "click",
        },
        {
            content: "why",
            trigger: ".o_eoffice_chain_dialog textarea",
            run: "edit Periksa tanggalnya",
        },
        { content: "return", trigger: ".o_eoffice_chain_dialog .o_eoffice_confirm", run: "click" },
        { content: "returned", trigger: "body:not(:has(.o_eoffice_chain_dialog))" },
    ],
});

tours.add("eoffice_chain_withdraw", {
    steps: () => [
        ...openOnDesk("paraf"),
        {
            content: "the answer is before who acts",
            trigger: ".o_eoffice_opinion:contains('Kepala Dinas Sosial'):contains('Sudah sesuai')",
        },
        {
            content: "a question that isn't answered is withdrawn",
            trigger: ".o_eoffice_opinion:contains('Masih perlu?') .o_eoffice_withdraw",
            run: "click",
        },
        {
            content: "it is gone, the answer stays",
            trigger: "body:not(:has(.o_eoffice_withdraw)) .o_eoffice_opinion:contains('Sudah sesuai')",
        },
    ],
});

tours.add("eoffice_chain_came_back", {
    steps: () => [
        ...openOnDesk("returned"),
        {
            content: "why, on the desk",
            trigger: ".o_eoffice_detail .o_back:contains('Periksa tanggalnya')",
        },
        { content: "the menu", trigger: ".o_eoffice_detail .o_eoffice_more", run: "click" },
        {
            content: "open the letter",
            trigger: ".o_eoffice_more_item[data-act=open]",
            run: "click",
        },
        {
            content: "why, in the form",
            trigger: ".o_form_view .o_eoffice_said .o_back:contains('Periksa tanggalnya')",
        },
    ],
});
