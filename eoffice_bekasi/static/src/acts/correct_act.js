import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { NoteDialog } from "../dialogs/note_dialog";

registry.category("eoffice.letter_acts").add(
    "correct",
    {
        label: _t("Correct"),
        icon: "fa-wrench",
        flag: "can_correct",
        folded: true,
        run: (target, { ask, onNaskah, say }) =>
            ask(NoteDialog, {
                title: _t("Correct this letter before it is sent?"),
                intro: _t(
                    "It keeps its number and date. You mend the text and pass it on; then it is signed once more. Until then nobody can send it."
                ),
                label: _t("What is wrong?"),
                missing: _t("Write what is wrong, so that the signer knows."),
                confirmLabel: _t("Open for correction"),
                confirmIcon: "fa-wrench",
                draftKey: `correct-${target.naskahId}`,
                act: async ({ note }) => {
                    await onNaskah(target, "action_correct", { reason: note });
                    say(_t("Open for correction. Mend the text, then pass it on."));
                },
            }),
    },
    { sequence: 70 }
);
