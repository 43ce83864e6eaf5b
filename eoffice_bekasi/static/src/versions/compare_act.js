import { _t } from "@web/core/l10n/translation";
import { letterActs } from "../acts/letter_acts";
import { ComparisonDialog } from "./comparison_dialog";

letterActs.add(
    "compare",
    {
        label: _t("Compare versions"),
        icon: "fa-columns",
        flag: "can_compare",
        folded: true,
        kinds: ["sign", "paraf", "check", "opinion", "returned", "waiting"],
        leaves: false,
        run: ({ naskahId }, { dialog }) =>
            new Promise((resolve) =>
                dialog.add(ComparisonDialog, { naskahId }, { onClose: () => resolve(false) })
            ),
    },
    { sequence: 90 }
);
