import { registry } from "@web/core/registry";

const KIND = ".o_eoffice_card[data-kind=sign]";
const ITEM = `.o_eoffice_list_item:has(${KIND})`;
const BAR = ".o_eoffice_batch_bar";
const DIALOG = ".o_eoffice_batch_dialog";

/** Choose three of the letters that wait for a signature, sign them at once with one password. */
registry.category("web_tour.tours").add("eoffice_sign_many", {
    steps: () => [
        { content: "several", trigger: ".o_eoffice_choose_several", run: "click" },
        { content: "nothing can be done yet", trigger: `${BAR}:not(:has([data-verb]))` },
        { content: "all of them", trigger: `${BAR} .o_eoffice_batch_all`, run: "click" },
        { content: "four", trigger: `${BAR} [data-verb=sign]:contains("4")` },
        { content: "one is left out", trigger: `${ITEM}:contains("Empat") .o_eoffice_card`, run: "click" },
        { content: "three are left", trigger: `${BAR} [data-verb=sign]:contains("3")`, run: "click" },
        { content: "each is named", trigger: `${DIALOG} .o_eoffice_batch_letter:eq(2)` },
        {
            content: "not the one that was left out",
            trigger: `${DIALOG}:not(:has(.o_eoffice_batch_letter:contains("Empat")))`,
        },
        { content: "a look at one", trigger: `${DIALOG} .o_eoffice_look:first`, run: "click" },
        { content: "its page", trigger: `${DIALOG} .o_eoffice_batch_page` },
        { content: "without a password", trigger: `${DIALOG} .o_eoffice_confirm`, run: "click" },
        { content: "it is asked for", trigger: `${DIALOG} .invalid-feedback` },
        {
            content: "the password, once",
            trigger: `${DIALOG} input[autocomplete=current-password]`,
            run: "edit bekasi",
        },
        { content: "sign", trigger: `${DIALOG} .o_eoffice_confirm`, run: "click" },
        {
            content: "the result of each",
            trigger: ".o_eoffice_act_batch .o_data_row:eq(2)",
            timeout: 60000,
        },
        {
            content: "all are signed",
            trigger:
                ".o_eoffice_act_batch:not(:has(.o_data_row:eq(3))):has(.o_eoffice_batch_progress .fa-check-circle:visible)",
            timeout: 60000,
        },
        { content: "as it says", trigger: ".o_data_row:eq(2) .o_field_badge .text-bg-success" },
    ],
});
