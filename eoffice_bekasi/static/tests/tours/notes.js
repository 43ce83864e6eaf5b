import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const SUBJECT = "Jadwal imunisasi sekolah";

const onDesk = (kind) => [
    {
        content: "the letter waits",
        trigger: `.o_eoffice_card[data-kind="${kind}"]:contains("${SUBJECT}")`,
        run: "click",
    },
    { content: "it is open", trigger: `.o_eoffice_detail h2:contains("${SUBJECT}")` },
];

/** Marks words in the body's editor, as a hand does. */
function mark(words) {
    const body = document.querySelector(".o_field_widget[name=body] .odoo-editor-editable");
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at >= 0) {
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            const selection = document.getSelection();
            selection.removeAllRanges();
            selection.addRange(range);
            return;
        }
    }
    throw new Error(`"${words}" isn't in the text`);
}

tours.add("eoffice_note", {
    steps: () => [
        ...onDesk("paraf"),
        { content: "the menu", trigger: ".o_eoffice_detail .o_eoffice_more", run: "click" },
        { content: "open the letter", trigger: ".o_eoffice_more_item[data-act=open]", run: "click" },
        {
            content: "mark words in the text",
            trigger: ".o_field_widget[name=body] .odoo-editor-editable:contains('jadwal imunisasi')",
            run: () => mark("jadwal imunisasi"),
        },
        { content: "a note on them", trigger: ".o_eoffice_note_button", run: "click" },
        {
            content: "what they say is shown",
            trigger: ".o_eoffice_dialog:contains('jadwal imunisasi') textarea",
            run: "edit Sebutkan tanggalnya",
        },
        { content: "keep it", trigger: ".o_eoffice_dialog .o_eoffice_confirm", run: "click" },
        { content: "it stands beside the text", trigger: ".o_eoffice_note:contains('Sebutkan tanggalnya')" },
        {
            content: "return it",
            trigger: ".o_eoffice_form_acts .o_eoffice_act[data-act=return]",
            run: "click",
        },
        {
            content: "no more words are needed",
            trigger: ".o_eoffice_dialog .o_eoffice_confirm",
            run: "click",
        },
        {
            content: "it is a draft again",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=draft]",
        },
    ],
});

tours.add("eoffice_note_mended", {
    steps: () => [
        ...onDesk("returned"),
        {
            content: "edit",
            trigger: ".o_eoffice_detail .o_eoffice_act[data-act=edit]",
            run: "click",
        },
        {
            content: "the note is beside the editor: a tap shows its place",
            trigger: ".o_form_view .o_eoffice_note_main:contains('Sebutkan tanggalnya')",
            run: "click",
        },
        { content: "it is the one that is looked at", trigger: ".o_form_view .o_eoffice_note.o_active" },
        {
            content: "sent with the note open, it is told",
            trigger: ".o_eoffice_form_acts .o_eoffice_act[data-act=submit]",
            run: "click",
        },
        {
            content: "a tap leads to the text",
            trigger: ".o_eoffice_finding[data-code=note]",
            run: "click",
        },
        { content: "there it is", trigger: ".o_field_widget[name=body].o_eoffice_here" },
        {
            content: "mend the text",
            trigger: ".o_field_widget[name=body] .odoo-editor-editable",
            run: "editor Dengan hormat, jadwal imunisasi tanggal 3 Desember 2026 kami sampaikan.",
        },
        {
            content: "mark the note as mended",
            trigger: ".o_form_view .o_eoffice_note_settle",
            run: "click",
        },
        { content: "it is", trigger: ".o_form_view .o_eoffice_note.o_mended" },
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

tours.add("eoffice_note_seen", {
    steps: () => [
        ...onDesk("paraf"),
        {
            content: "what changed since is said",
            trigger: ".o_eoffice_changes_one.o_changed[data-kind=own]",
            run: "click",
        },
        {
            content: "and marked in the text",
            trigger: ".o_eoffice_comparison section[data-field=body] ins:contains('Desember')",
        },
        { content: "side by side", trigger: ".o_eoffice_side_by_side", run: "click" },
        {
            content: "the older on the left",
            trigger: ".o_eoffice_comparison_sides .o_eoffice_difference:first-child:not(:has(ins))",
        },
        {
            content: "close",
            trigger: ".o_eoffice_comparison_dialog .btn-close",
            run: "click",
        },
        { content: "his note is mended", trigger: ".o_eoffice_note.o_mended:contains('Sebutkan tanggalnya')" },
    ],
});
