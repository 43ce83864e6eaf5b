import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const SUBJECT = "Jadwal imunisasi sekolah";
const DIALOG = ".o_eoffice_sign_dialog";

const sign = (capacity, password) => [
    {
        content: "open the letter",
        trigger: `.o_eoffice_card[data-kind=sign]:contains("${SUBJECT}")`,
        run: "click",
    },
    { content: "sign", trigger: ".o_eoffice_act[data-act=sign]:enabled", run: "click" },
    {
        content: "in what capacity",
        trigger: `${DIALOG} .o_eoffice_sign_capacity:contains("${capacity}")`,
    },
    { content: "without a password", trigger: `${DIALOG} .o_eoffice_confirm`, run: "click" },
    { content: "it is asked for", trigger: `${DIALOG} .invalid-feedback` },
    {
        content: "the password",
        trigger: `${DIALOG} input[autocomplete=current-password]`,
        run: `edit ${password}`,
    },
    { content: "one tap", trigger: `${DIALOG} .o_eoffice_confirm`, run: "click" },
    { content: "it is told", trigger: ".o_notification .bg-success, .o_notification", timeout: 60000 },
    { content: "and the dialog is gone", trigger: `body:not(:has(${DIALOG}))` },
];

tours.add("eoffice_sign_first", { steps: () => sign("KEPALA DINAS KESEHATAN", "bekasi") });
tours.add("eoffice_sign_last", { steps: () => sign("KEPALA DINAS PENDIDIKAN", "bekasi") });

tours.add("eoffice_amend", {
    steps: () => [
        { content: "more", trigger: ".o_eoffice_form_acts .o_eoffice_more", run: "click" },
        { content: "amend", trigger: ".o_eoffice_more_item[data-act=amend]", run: "click" },
        { content: "cancel it", trigger: "#o_eoffice_amend_batal", run: "click" },
        { content: "draft", trigger: ".o_eoffice_dialog .o_eoffice_confirm", run: "click" },
        {
            content: "the new letter names the old one",
            trigger: ".o_eoffice_amendment .o_eoffice_number:contains('/Dinkes')",
        },
    ],
});
