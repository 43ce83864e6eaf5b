import { registry } from "@web/core/registry";
import { inputFiles } from "@web/../tests/utils";

const HEADING = "Unit code,Unit name,Kind of unit,Code of the unit above";

const upload = (...lines) => ({
    content: "load the file",
    trigger: ".o_control_panel .o_file_input button",
    run: () =>
        inputFiles(".o_control_panel .o_input_file", [
            new File([[HEADING, ...lines].join("\n")], "unit.csv", { type: "text/csv" }),
        ]),
});

/** Test comes first; once it went well, Import does. */
const pressFirst = (content) => ({
    content,
    trigger: ".o_control_panel_main_buttons button.btn-primary",
    run: "click",
});

/** The error of a row; the words are the account's language's. */
const error = (row, cell) => ({
    content: `row ${row} is wrong`,
    trigger: `.o_eoffice_import_report tr[data-row="${row}"]:contains("${cell}")`,
});

/** The administrator's way: menu, template, a file with errors, the same file mended. */
registry.category("web_tour.tours").add("eoffice_import_units", {
    steps: () => [
        {
            content: "the template is offered",
            trigger: ".o_nocontent_help a[href='/eoffice/import/eoffice.organisation.xlsx']",
        },
        upload("005.1,Bidang Satu,Bidang,006", "005,Dinas Baru,Dinaz,U-kota"),
        { content: "it is loaded", trigger: ".o_import_data_content .o_import_file_column_cell" },
        pressFirst("test it"),
        error(2, "006"),
        error(3, "Dinaz"),
        { content: "nothing came in", trigger: ".o_import_data_content .alert-danger" },
        upload("005.1,Bidang Satu,Bidang,005", "005,Dinas Baru,Dinas,U-kota"),
        {
            content: "the errors are gone",
            trigger: ".o_import_data_content:not(:has(.o_eoffice_import_report))",
        },
        pressFirst("test it"),
        { content: "it would do", trigger: ".o_import_data_content .alert-info:contains('2')" },
        pressFirst("import it"),
        { content: "it did", trigger: ".o_notification:contains('2')" },
        { content: "the units are shown", trigger: ".o_list_view .o_data_row:contains('Bidang Satu')" },
    ],
});
