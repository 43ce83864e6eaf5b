import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { AmendDialog } from "../dialogs/amend_dialog";

registry.category("eoffice.letter_acts").add(
    "amend",
    {
        label: _t("Ralat or batal"),
        icon: "fa-pencil-square-o",
        flag: "can_amend",
        folded: true,
        run: (target, { action, ask, onNaskah }) =>
            ask(AmendDialog, {
                title: _t("Change a letter that was sent"),
                confirmLabel: _t("Draft the letter"),
                confirmIcon: "fa-pencil",
                act: async ({ kind }) => {
                    const { id } = await onNaskah(target, "action_amend", { kind });
                    await action.doAction({
                        type: "ir.actions.act_window",
                        res_model: "eoffice.naskah",
                        res_id: id,
                        views: [[false, "form"]],
                    });
                },
            }),
    },
    { sequence: 80 }
);
