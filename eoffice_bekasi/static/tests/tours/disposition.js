import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const card = (kind) => ({
    content: `waits: ${kind}`,
    trigger: `.o_eoffice_card[data-kind="${kind}"]`,
    run: "click",
});
const act = (id) => ({
    content: `act: ${id}`,
    trigger: `.o_eoffice_acts .o_eoffice_act[data-act="${id}"]:enabled`,
    run: "click",
});
/** What is not in reach of the thumb is in the menu. */
const folded = (id) => [
    { content: "more", trigger: ".o_eoffice_more", run: "click" },
    { content: `in the menu: ${id}`, trigger: `.o_eoffice_more_item[data-act="${id}"]`, run: "click" },
];
const say = (text) => [
    { content: text, trigger: ".o_eoffice_dialog textarea", run: `edit ${text}` },
    { content: "send", trigger: ".o_eoffice_dialog .o_eoffice_confirm", run: "click" },
    { content: "the dialog is gone", trigger: "body:not(:has(.o_eoffice_dialog))" },
];
const person = (form, name) => ({
    content: `to ${name}`,
    trigger: `${form} .o_eoffice_person:contains("${name}") .o_eoffice_person_toggle`,
    run: "click",
});

/** At the telephone the same comes as a sheet from below. */
tours.add("eoffice_dispose_telephone", {
    steps: () => {
        const sheet = ".o_eoffice_dispose_dialog";
        return [
            card("dispose"),
            act("dispose"),
            {
                content: "the letter shows above the sheet",
                trigger: sheet,
                async run() {
                    let box;
                    // it is still coming up: wait until it rests
                    for (let times = 0; times < 60; times++) {
                        box = document.querySelector(sheet).getBoundingClientRect();
                        if (Math.abs(box.bottom - window.innerHeight) <= 1 && box.top >= 40) {
                            return;
                        }
                        await new Promise((resolve) => setTimeout(resolve, 50));
                    }
                    throw new Error(`no sheet from below: ${box.top} to ${box.bottom}`);
                },
            },
            person(sheet, "Kepala Bidang"),
            {
                content: "an instruction",
                trigger: `${sheet} .o_eoffice_chip:contains("Tindak lanjuti (uji)")`,
                run: "click",
            },
            {
                content: "by hand",
                trigger: `${sheet} [data-tool=draw]`,
                run: "click",
            },
            {
                content: "a stroke",
                trigger: ".o_eoffice_drawing",
                run() {
                    const sheet = document.querySelector(".o_eoffice_drawing");
                    const { left, top } = sheet.getBoundingClientRect();
                    const points = [[30, 30], [90, 60], [150, 40]];
                    const send = (type, [x, y]) =>
                        sheet.dispatchEvent(
                            new PointerEvent(type, {
                                pointerId: 1,
                                clientX: left + x,
                                clientY: top + y,
                                bubbles: true,
                            })
                        );
                    send("pointerdown", points[0]);
                    points.forEach((point) => send("pointermove", point));
                    send("pointerup", points.at(-1));
                },
            },
            {
                content: "use it",
                trigger: ".o_eoffice_drawing_dialog .o_eoffice_confirm:enabled",
                run: "click",
            },
            { content: "it is there", trigger: `${sheet} .o_eoffice_note_picture img` },
            { content: "send", trigger: `${sheet} .o_eoffice_confirm`, run: "click" },
            { content: "nothing waits", trigger: ".o_eoffice_list .o_eoffice_empty" },
        ];
    },
});

tours.add("eoffice_disposition_ask", {
    steps: () => [
        card("followup"),
        { content: "all dispositions", trigger: ".o_eoffice_tab[data-tab=dispositions]", run: "click" },
        { content: "one's own", trigger: ".o_eoffice_given.o_own:contains('Tindak lanjuti (uji)')" },
        { content: "the note by hand", trigger: ".o_eoffice_given.o_own .o_eoffice_note_picture img" },
        ...folded("question"),
        ...say("Untuk semua sekolah?"),
        { content: "it waits for its answer", trigger: ".o_eoffice_given_waits" },
    ],
});

tours.add("eoffice_disposition_answer", {
    steps: () => [
        card("question"),
        {
            content: "the question beside the page",
            trigger: ".o_eoffice_detail_side .o_eoffice_talk[data-kind=question]:contains('Untuk semua sekolah?')",
        },
        act("answer"),
        ...say("Ya, semua"),
        { content: "nothing waits", trigger: ".o_eoffice_list .o_eoffice_empty" },
    ],
});

tours.add("eoffice_disposition_report", {
    steps: () => [
        card("followup"),
        {
            content: "the answer beside the page",
            trigger: ".o_eoffice_detail_side .o_eoffice_talk[data-kind=answer]:contains('Ya, semua')",
        },
        ...folded("progress"),
        ...say("Setengah sekolah siap"),
        {
            content: "how far it is",
            trigger: ".o_eoffice_detail_side .o_eoffice_talk[data-kind=progress]:contains('Setengah')",
        },
        act("report"),
        ...say("Semua sekolah siap"),
        { content: "nothing waits", trigger: ".o_eoffice_list .o_eoffice_empty" },
    ],
});

tours.add("eoffice_disposition_glance", {
    steps: () => [
        card("report"),
        {
            content: "the report, who, and when",
            trigger:
                ".o_eoffice_detail_side .o_eoffice_given:contains('Kepala Bidang Dinas Pendidikan'):contains('Semua sekolah siap') .o_eoffice_given_times li:nth-child(4)",
        },
        act("finish"),
        { content: "nothing waits", trigger: ".o_eoffice_list .o_eoffice_empty" },
    ],
});
