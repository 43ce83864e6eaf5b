import { _t } from "@web/core/l10n/translation";
import { letterActs } from "../acts/letter_acts";
import { SendDialog } from "./send_dialog";
import { saidMoment } from "./send_time_field";

letterActs.add(
    "schedule",
    {
        label: _t("Set the time of sending"),
        icon: "fa-clock-o",
        flag: "can_schedule",
        folded: true,
        kinds: ["send", "waiting", "draft", "returned", "sign"],
        leaves: false,
        run: (target, { ask, onNaskah, say }) =>
            ask(SendDialog, {
                title: _t("When does it go out?"),
                intro: target.subject || undefined,
                confirmLabel: _t("Set the time"),
                confirmIcon: "fa-clock-o",
                naskahIds: [target.naskahId],
                allowNow: false,
                act: async ({ at }) => {
                    await onNaskah(target, "action_distribute", { at });
                    say(_t("It goes out on %s.", saidMoment(at)));
                },
            }),
    },
    { sequence: 60 }
);

letterActs.add(
    "unschedule",
    {
        label: _t("Take the time of sending back"),
        icon: "fa-calendar-times-o",
        flag: "can_unschedule",
        folded: true,
        kinds: ["waiting", "draft", "returned", "sign"],
        leaves: false,
        run: async (target, { onNaskah, say }) => {
            await onNaskah(target, "action_unschedule");
            say(_t("It has no time of sending any more."));
            return true;
        },
    },
    { sequence: 61 }
);
