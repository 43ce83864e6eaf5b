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

const press = (label) => ({
    content: `press ${label}`,
    trigger: `.o_control_panel button:contains(/^${label}$/)`,
    run: "click",
});

/** The administrator's way: menu, template, a file with errors, the same file mended. */
registry.category("web_tour.tours").add("eoffice_import_units", {
    steps: () => [
        {
            content: "the template is offered",
            trigger: ".o_nocontent_help a[href='/eoffice/import/eoffice.organisation.xlsx']",
        },
        upload("005.1,Bidang Satu,Bidang,006", "005,Dinas Baru,Dinaz,U-kota"),
        press("Test"),
        {
            content: "both errors are there, with their rows",
            trigger:
                ".o_eoffice_import_report tbody tr:contains('2'):contains('There is no unit with the code 006.')",
        },
        {
            content: "the second as well",
            trigger: ".o_eoffice_import_report tbody tr:contains('3'):contains('Kind of unit')",
        },
        {
            content: "and nothing came in",
            trigger: ".o_import_data_content .alert-danger:contains('2 errors')",
        },
        upload("005.1,Bidang Satu,Bidang,005", "005,Dinas Baru,Dinas,U-kota"),
        {
            content: "the errors are gone",
            trigger: ".o_import_data_content:not(:has(.o_eoffice_import_report))",
        },
        press("Test"),
        {
            content: "what it would do",
            trigger: ".o_import_data_content .alert-info:contains('2 new, 0 changed, 0 unchanged')",
        },
        press("Import"),
        {
            content: "what it did",
            trigger: ".o_notification:contains('2 new, 0 changed, 0 unchanged')",
        },
        { content: "the units are shown", trigger: ".o_list_view .o_data_row:contains('Bidang Satu')" },
    ],
});
