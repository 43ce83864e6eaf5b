import { registry } from "@web/core/registry";

const SUBJECT = "Jadwal imunisasi sekolah";

/** Who sent a letter sees who has it, since when, and when its signature is expected. */
registry.category("web_tour.tours").add("eoffice_sent_waiting", {
    steps: () => [
        {
            content: "the letter waits for others, as a strip",
            trigger: `.o_data_row:contains("${SUBJECT}") .o_eoffice_strip .o_now`,
        },
        {
            content: "a tap on the strip names the desks",
            trigger: `.o_data_row:contains("${SUBJECT}") .o_eoffice_strip`,
            run: "click",
        },
        {
            content: "they are named",
            trigger: '.o_eoffice_strip_names:contains("Sekretaris Dinas Kesehatan")',
        },
        {
            content: "open it",
            trigger: `.o_data_row:contains("${SUBJECT}") td[name="waiting_at"]`,
            run: "click",
        },
        {
            content: "turn to its way",
            trigger: '.o_form_view .o_notebook .nav-link[name="way"]',
            run: "click",
        },
        {
            content: "its way says who has it",
            trigger: '.o_eoffice_desk_station.o_current:contains("Kasubbag Umum")',
        },
        {
            content: "and what comes after him",
            trigger: '.o_eoffice_desk_station.o_waiting.o_sign:contains("Kepala Dinas Kesehatan")',
        },
        { content: "with an expected end", trigger: ".o_eoffice_way_end strong:not(:empty)" },
    ],
});

/** The head of an SKPD sees at which desk letters wait, and which of them he may open. */
registry.category("web_tour.tours").add("eoffice_bottleneck", {
    steps: () => [
        {
            content: "a desk where something waits",
            trigger: '.o_eoffice_bottleneck_row:contains("Kasubbag Umum") .o_eoffice_bottleneck_count:contains("1")',
        },
        {
            content: "tap it",
            trigger: '.o_eoffice_bottleneck_row:contains("Kasubbag Umum") .o_eoffice_bottleneck_tap',
            run: "click",
        },
        {
            content: "open the letter",
            trigger: `.o_eoffice_bottleneck_letter:contains("${SUBJECT}")`,
            run: "click",
        },
        {
            content: "it is open",
            trigger: `.o_form_view .o_field_widget[name="subject"]:contains("${SUBJECT}")`,
        },
    ],
});
