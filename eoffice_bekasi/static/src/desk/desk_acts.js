import { _t } from "@web/core/l10n/translation";
import { addedActs } from "../acts/letter_acts";

/**
 * The buttons for one item: what it waits for first, what else one may do after it. The
 * first is the one a thumb finds.
 *
 * @param {Object} item an item of the desk
 * @param {Object} letter what was read of its letter; its can_* decide what is offered
 * @param {Object|null} disposition the disposition it came by, if any
 * @returns {{ id: string, label: string, icon: string, leaves: boolean }[]} `leaves`: after it
 *  the item no longer waits here
 */
export function actsFor(item, letter, disposition = null) {
    const acts = [];
    const add = (id, label, icon, leaves = true) => acts.push({ id, label, icon, leaves });

    switch (item.kind) {
        case "release":
            letter.can_release && add("release", _t("Release"), "fa-paper-plane-o");
            letter.can_edit && add("edit", _t("Edit"), "fa-pencil-square-o", false);
            letter.can_dispose && add("dispose", _t("Dispose otherwise"), "fa-sitemap");
            letter.can_release && add("discard", _t("Discard"), "fa-undo");
            break;
        case "sign":
            letter.can_sign && add("sign", _t("Sign"), "fa-pencil");
            break;
        case "paraf":
            letter.can_paraf && add("paraf", _t("Paraf"), "fa-check");
            break;
        case "check":
            letter.can_paraf && add("paraf", _t("Checked, pass on"), "fa-check");
            break;
        case "dispose":
            letter.can_dispose && add("dispose", disposeLabel(item), "fa-sitemap");
            letter.can_finish && add("close", _t("Finish"), "fa-flag-checkered");
            break;
        case "followup":
            addFollowUp(add, letter, disposition);
            break;
        case "report":
            addReported(add, disposition);
            break;
        case "question":
            disposition?.asking === "receiver" && add("answer", _t("Answer"), "fa-reply");
            break;
        case "send":
            letter.can_distribute && add("distribute", _t("Send"), "fa-paper-plane-o");
            break;
        case "read":
            letter.can_dispose && add("dispose", disposeLabel(item), "fa-sitemap");
            break;
        case "returned":
        case "draft":
            letter.can_edit && add("edit", _t("Edit"), "fa-pencil-square-o", false);
            // when it was returned to a step of its chain, not to the drafter
            letter.can_paraf && add("paraf", _t("Paraf"), "fa-check");
            letter.can_sign && add("sign", _t("Sign"), "fa-pencil");
            letter.can_submit && add("submit", _t("Send for approval"), "fa-paper-plane-o");
            letter.can_prepare && add("prepare", _t("Put on the official's desk"), "fa-hand-o-up");
            break;
    }
    if (letter.can_return && ["sign", "paraf", "check", "returned"].includes(item.kind)) {
        add("return", _t("Return"), "fa-reply");
    }
    if (letter.can_distribute && item.kind !== "send") {
        add("distribute", _t("Send"), "fa-paper-plane-o");
    }
    for (const { id, label, icon, kinds = [], flag, leaves = true, folded } of addedActs()) {
        if (kinds.includes(item.kind) && (!flag || letter[flag])) {
            acts.push({ id, label, icon, leaves, ...(folded && { folded }) });
        }
    }
    return acts;
}

/** An assistant does not dispose: he prepares it. */
function disposeLabel({ seat }) {
    return seat === "assistant" ? _t("Prepare disposisi") : _t("Disposisi");
}

/** Answer, accept, report, hand on, decline: as far as the disposition has come. */
function addFollowUp(add, letter, disposition) {
    const state = disposition?.state;
    if (!["sent", "read", "accepted"].includes(state)) {
        return;
    }
    if (disposition.asking === "giver") {
        add("answer", _t("Answer"), "fa-reply", false);
    }
    if (state !== "accepted") {
        add("accept", _t("Accept"), "fa-check", false);
    }
    add("report", _t("Report"), "fa-commenting-o");
    if (letter.can_dispose) {
        add("forward", _t("Hand on"), "fa-sitemap", false);
    }
    add("progress", _t("How far it is"), "fa-tasks", false);
    if (!disposition.asking) {
        add("question", _t("Ask back"), "fa-question", false);
    }
    add("decline", _t("Decline"), "fa-times");
}

/** What was reported is enough, or not yet; who declined is only taken note of. */
function addReported(add, disposition) {
    if (disposition?.state === "reported") {
        add("finish", _t("Finish"), "fa-flag-checkered");
        add("question", _t("Ask for more"), "fa-question");
    } else if (disposition?.state === "declined") {
        add("finish", _t("Take note"), "fa-check");
    }
}
