import { _t } from "@web/core/l10n/translation";
import { letterActs } from "../acts/letter_acts";
import { NoteDialog } from "../dialogs/note_dialog";

/** Drafts a letter by a verb of this one, and opens the draft. */
const drafts = (verb) => async (target, { onNaskah, action }) => {
    const { id } = await onNaskah(target, verb);
    await action.doAction({
        type: "ir.actions.act_window",
        res_model: "eoffice.naskah",
        res_id: id,
        views: [[false, "form"]],
    });
    // the letter itself is as it was
    return false;
};

letterActs.add(
    "reply",
    {
        label: _t("Answer"),
        icon: "fa-reply-all",
        flag: "can_reply",
        kinds: ["dispose", "followup", "read"],
        run: drafts("action_reply"),
    },
    { sequence: 30 }
);

letterActs.add(
    "start_from",
    {
        label: _t("New letter from this one"),
        icon: "fa-files-o",
        flag: "can_start_from",
        folded: true,
        run: drafts("action_start_from"),
    },
    { sequence: 80 }
);

letterActs.add(
    "save_as_template",
    {
        label: _t("Save as template"),
        icon: "fa-file-text-o",
        flag: "can_save_as_template",
        folded: true,
        run: async (target, { ask, onNaskah, say }) => {
            await ask(NoteDialog, {
                title: _t("Save as template"),
                label: _t("What is the template called?"),
                placeholder: _t("e.g. Undangan rapat bulanan"),
                missing: _t("Give the template a name."),
                confirmLabel: _t("Save"),
                act: async ({ note }) => {
                    const { name } = await onNaskah(target, "action_save_as_template", {
                        name: note.split("\n")[0],
                    });
                    say(_t("Letters of your SKPD can begin with “%s” now.", name));
                },
            });
            return false;
        },
    },
    { sequence: 85 }
);
