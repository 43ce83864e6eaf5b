import { registry } from "@web/core/registry";

/** The box on the desk: type, see who has the letter, go on to the list with filters. */
registry.category("web_tour.tours").add("eoffice_find_letter", {
    steps: () => [
        { trigger: ".o_eoffice_search input", run: "edit imunisasi" },
        { trigger: ".o_eoffice_search_letter:contains(Jadwal imunisasi):contains(Kepala Dinas Pendidikan)" },
        { trigger: ".o_eoffice_search_all", run: "click" },
        { trigger: ".o_eoffice_found_text mark:contains(imunisasi)" },
    ],
});
