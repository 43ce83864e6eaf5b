import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { CorrectDialog, OpenDialog, RaiseDialog, SendOnDialog } from "./incoming_dialogs";

const acts = registry.category("eoffice.letter_acts");

acts.add(
    "open_envelope",
    {
        label: _t("Open the envelope"),
        icon: "fa-envelope-open-o",
        flag: "can_open",
        kinds: ["dispose", "read", "followup"],
        leaves: false,
        run: (target, { ask, onNaskah, say }) =>
            ask(OpenDialog, {
                title: _t("Open the envelope"),
                confirmLabel: _t("Open"),
                confirmIcon: "fa-envelope-open-o",
                draftKey: `open/${target.naskahId}`,
                act: async (values) => {
                    await onNaskah(target, "action_open_envelope", values);
                    say(_t("The letter is open to those it came to."));
                },
            }),
    },
    { sequence: 10 }
);

acts.add(
    "send_on",
    {
        label: _t("Wrong address"),
        icon: "fa-share",
        flag: "can_send_on",
        kinds: ["dispose", "read"],
        folded: true,
        run: (target, { ask, onNaskah, say }) =>
            ask(SendOnDialog, {
                title: _t("Wrong address: send on"),
                confirmLabel: _t("Send on"),
                confirmIcon: "fa-share",
                act: async ({ to, reason }) => {
                    await onNaskah(target, "action_send_on", { to_jabatan_id: to.id, reason });
                    say(_t("Sent on to %s.", to.name));
                },
            }),
    },
    { sequence: 70 }
);

acts.add(
    "correct_registration",
    {
        label: _t("Correct the registration"),
        icon: "fa-pencil-square-o",
        flag: "can_correct_registration",
        folded: true,
        run: async (target, { ask, onNaskah, orm, say }) => {
            const [letter] = await orm.read(
                "eoffice.naskah",
                [target.naskahId],
                ["sender_name", "number", "letter_date", "subject", "attachment_note", "is_secret"]
            );
            return ask(CorrectDialog, {
                title: _t("Correct the registration"),
                confirmLabel: _t("Correct"),
                letter,
                act: async ({ values, reason }) => {
                    await onNaskah(target, "action_correct_registration", { values, reason });
                    say(_t("Corrected; the agenda says so."));
                },
            });
        },
    },
    { sequence: 71 }
);

acts.add(
    "raise_sifat",
    {
        label: _t("Raise the sifat"),
        icon: "fa-lock",
        flag: "can_raise_sifat",
        folded: true,
        run: async (target, { ask, onNaskah, say }) => {
            const degrees = await onNaskah(target, "get_higher_sifat");
            if (!degrees.length) {
                say(_t("The letter has the highest sifat already."), "info");
                return false;
            }
            return ask(RaiseDialog, {
                title: _t("Raise the sifat"),
                confirmLabel: _t("Raise"),
                confirmIcon: "fa-lock",
                degrees,
                act: async (values) => {
                    await onNaskah(target, "action_raise_sifat", values);
                    say(_t("The sifat is raised."));
                },
            });
        },
    },
    { sequence: 72 }
);

acts.add(
    "receipt",
    {
        label: _t("Receipt"),
        icon: "fa-print",
        flag: "can_print_receipt",
        folded: true,
        run: async ({ naskahId }, { orm }) => {
            const { receipt_url: url } = await orm.call("eoffice.naskah", "get_registered", [naskahId]);
            browser.open(url, "_blank");
            return false;
        },
    },
    { sequence: 72 }
);
