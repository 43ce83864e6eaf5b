import { _t } from "@web/core/l10n/translation";
import { letterActs } from "../acts/letter_acts";
import { FindingsDialog } from "./findings_dialog";
import { jumpTo } from "./jump";

/** Open the letter's form, unless it is open, and go to where a finding is mended. */
async function mend({ action }, target, { field }) {
    if (!document.querySelector(".o_eoffice_naskah_form")) {
        await action.doAction({
            type: "ir.actions.act_window",
            res_model: "eoffice.naskah",
            res_id: target.naskahId,
            views: [[false, "form"]],
            target: "current",
        });
    }
    return jumpTo(field);
}

/**
 * Check a letter and show what was found; without anything to show go on at once.
 *
 * @param {import("../acts/naskah_acts").Target} target
 * @param {Object} tools see `useNaskahActs`
 * @param {() => Promise<any>} [send] done when there is nothing, or all the same by one tap
 * @param {string} [goLabel]
 * @returns {Promise<boolean>} whether it was sent
 */
export async function checked(target, tools, send, goLabel = _t("Send all the same")) {
    const findings = await tools.onNaskah(target, "get_findings");
    if (!findings.length) {
        if (!send) {
            tools.say(_t("Nothing to be mended: the letter can be sent."));
            return false;
        }
        await send();
        return true;
    }
    return new Promise((resolve) => {
        let sent = false;
        tools.dialog.add(
            FindingsDialog,
            {
                findings,
                goLabel,
                onJump: (finding) => mend(tools, target, finding),
                ...(send && {
                    onGo: async () => {
                        await send();
                        sent = true;
                    },
                }),
            },
            { onClose: () => resolve(sent) }
        );
    });
}

letterActs.add(
    "check",
    {
        label: _t("Check"),
        icon: "fa-check-square-o",
        flag: "can_check",
        kinds: ["draft", "returned"],
        leaves: false,
        run: (target, tools) => checked(target, tools),
    },
    { sequence: 10 }
);
