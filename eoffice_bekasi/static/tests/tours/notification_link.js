import { registry } from "@web/core/registry";

/** Starts at the link of a notification e-mail: that letter is open, with what is to be done. */
registry.category("web_tour.tours").add("eoffice_notification_link", {
    steps: () => [
        {
            content: "the right letter is open",
            trigger: '.o_form_view .o_field_widget[name="subject"]:contains("Surat dari tautan")',
        },
        {
            content: "and waits to be disposed",
            trigger: '.o_eoffice_act[data-act="dispose"]',
        },
    ],
});
