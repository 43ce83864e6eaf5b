import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const letter = (place) => `.o_eoffice_tray_letter:eq(${place})`;
const page = (place, number) => `${letter(place)} .o_eoffice_tray_page:eq(${number})`;

/** The box is shown under the mouse only. */
function choose({ anchor }) {
    anchor.querySelector(".o_eoffice_tray_choose").click();
}

/** A pile that was scanned in one go is put in order: split, turned, put aside, moved, joined. */
tours.add("eoffice_scan_arrange", {
    steps: () => [
        { content: "the tray says what came in", trigger: ".o_eoffice_tray_tally:contains('5 pages in'):contains('5 waiting')" },
        { content: "the second letter begins with the third page", trigger: `${page(0, 2)} .o_eoffice_tray_cut`, run: "click" },
        { content: "now there are three", trigger: `${letter(2)}` },
        { content: "look at the first page", trigger: `${page(0, 0)} .o_eoffice_tray_sheet`, run: "click" },
        { content: "it stands on its side", trigger: ".o_eoffice_page_viewer [data-act=right]", run: "click" },
        { content: "it is turned", trigger: ".o_eoffice_viewer_sheet img[width='60']" },
        { content: "the next page", trigger: ".o_eoffice_page_viewer .o_eoffice_viewer_go:last", run: "click" },
        { content: "it is another one", trigger: ".o_eoffice_page_viewer .modal-title:contains('2')" },
        { content: "put it aside", trigger: ".o_eoffice_page_viewer [data-act=aside]", run: "click" },
        { content: "it was scanned twice", trigger: ".o-dropdown--menu [data-reason=double]", run: "click" },
        { content: "the one that is left is shown", trigger: ".o_eoffice_page_viewer .modal-title:contains('1')" },
        { content: "enough of it", trigger: ".o_eoffice_page_viewer .btn-close, .o_eoffice_page_viewer .oi-arrow-left", run: "click" },
        { content: "it is counted", trigger: ".o_eoffice_tray_tally:contains('1 put aside'):contains('4 waiting')" },
        { content: "choose the last page", trigger: page(2, 1), run: choose },
        { content: "move it", trigger: ".o_eoffice_tray_bar [data-act=move]", run: "click" },
        { content: "to the first letter", trigger: ".o_eoffice_tray_menu .dropdown-item:first", run: "click" },
        { content: "it lies there", trigger: page(0, 1) },
        { content: "the last letter is part of the one above", trigger: `${letter(2)} .o_eoffice_tray_join`, run: "click" },
        { content: "two are left", trigger: ".o_eoffice_tray_intake:not(:has(.o_eoffice_tray_letter:nth-of-type(3)))" },
        { content: "all of the pages are there", trigger: `.o_eoffice_tray_tally:contains('1 put aside'):contains('4 waiting')` },
    ],
});
