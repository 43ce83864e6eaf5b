import { registry } from "@web/core/registry";

const part = (code) => `.o_eoffice_section[data-code="${code}"]`;

/** Chooses in a many2one field of the form. */
const choose = (field, words) => [
    { content: `type ${words}`, trigger: `.o_field_widget[name=${field}] input`, run: `edit ${words}` },
    { content: `take ${words}`, trigger: `.o_field_widget[name=${field}] .dropdown-item:contains('${words}')`, run: "click" },
];

registry.category("web_tour.tours").add("eoffice_parts", {
    steps: () => [
        { content: "a new letter", trigger: ".o_eoffice_desk .o_eoffice_new", run: "click" },
        { content: "with nothing but its type", trigger: ".o_eoffice_new_letter .o_eoffice_begin", run: "click" },
        { content: "subject", trigger: ".o_field_widget[name=subject] textarea", run: "edit Penyelidikan epidemiologi" },
        { content: "no parts yet", trigger: ".o_eoffice_naskah_form:not(:has(.o_eoffice_section))" },
        ...choose("type_id", "Jenis ORD"),
        { content: "points", trigger: `${part("dasar")} textarea`, run: "edit Surat Camat" },
        {
            content: "Enter begins the next point",
            trigger: `${part("dasar")} textarea`,
            run: "press Enter",
        },
        {
            content: "the second point",
            trigger: `${part("dasar")} .o_eoffice_point:nth-child(2) textarea`,
            run: "edit Program kerja",
        },
        { content: "they are numbered", trigger: `${part("dasar")} .o_eoffice_point_mark:contains("2.")` },
        { content: "a word alone", trigger: ".o_eoffice_section_word:contains('MEMERINTAHKAN')" },
        { content: "somebody", trigger: `${part("kepada")} .o-autocomplete--input`, run: "edit kabid kesehatan" },
        {
            content: "take him",
            trigger: `${part("kepada")} .o-autocomplete--dropdown-item a:contains("Pejabat Kabid Kesehatan")`,
            run: "click",
        },
        { content: "his jabatan came with him", trigger: `${part("kepada")} .o_jabatan:value("Kepala Bidang Dinas Kesehatan")` },
        { content: "text after the body", trigger: `${part("untuk")} .odoo-editor-editable`, run: "editor Menyelidiki." },
        ...choose("classification_id", "999.7"),
        {
            content: "an addressee",
            trigger: ".o_field_widget[name=kepada_ids] .o-autocomplete--input",
            run: "edit kepala pendidikan",
        },
        {
            content: "take it",
            trigger: ".o_field_widget[name=kepada_ids] .o-autocomplete--dropdown-item a:contains('Kepala Dinas Pendidikan')",
            run: "click",
        },
        { content: "send it", trigger: ".o_eoffice_form_acts .o_eoffice_act[data-act=submit]", run: "click" },
        { content: "it is on its way", trigger: ".o_statusbar_status .o_arrow_button_current[data-value=approval]" },
    ],
});
