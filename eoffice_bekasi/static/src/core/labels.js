import { _t } from "@web/core/l10n/translation";
import { session } from "@web/session";

/**
 * What can wait on a desk, in the order an official wants to see it. `group` tells what
 * waits for me ("mine") from what I only watch ("watch").
 */
export const KINDS = {
    release: {
        label: _t("Prepared for me"),
        short: _t("Release"),
        icon: "fa-hand-o-up",
        group: "mine",
        empty: _t("What your assistant has prepared comes here for one tap of yours."),
    },
    sign: {
        label: _t("To sign"),
        short: _t("Sign"),
        icon: "fa-pencil",
        group: "mine",
        empty: _t("Letters whose way has come to your signature will wait here."),
    },
    paraf: {
        label: _t("To paraf"),
        short: _t("Paraf"),
        icon: "fa-check",
        group: "mine",
        empty: _t("Drafts that need your paraf before they go up will wait here."),
    },
    check: {
        label: _t("To check"),
        short: _t("Check"),
        icon: "fa-check-square-o",
        group: "mine",
        empty: _t("Drafts whose form the registry checks before they are signed will wait here."),
    },
    opinion: {
        label: _t("Asked for my opinion"),
        short: _t("Opinion"),
        icon: "fa-comments-o",
        group: "mine",
        empty: _t("Drafts about which someone asks your opinion come here."),
    },
    returned: {
        label: _t("Returned to me"),
        short: _t("Returned"),
        icon: "fa-reply",
        group: "mine",
        empty: _t("A draft that someone sends back to you, with a note, comes here."),
    },
    dispose: {
        label: _t("To dispose"),
        short: _t("Dispose"),
        icon: "fa-sitemap",
        group: "mine",
        empty: _t("Letters received in your name come here to be handed on."),
    },
    followup: {
        label: _t("To follow up"),
        short: _t("Follow up"),
        icon: "fa-tasks",
        group: "mine",
        empty: _t("Instructions given to you by disposisi come here."),
    },
    question: {
        label: _t("Asked about my dispositions"),
        short: _t("Question"),
        icon: "fa-question-circle-o",
        group: "mine",
        empty: _t("When someone asks back about a disposisi of yours, his question comes here."),
    },
    question: {
        label: _t("Asked about a disposisi"),
        short: _t("Question"),
        icon: "fa-question-circle-o",
        group: "mine",
        empty: _t("When someone to whom you gave a disposisi asks back, his question comes here."),
    },
    report: {
        label: _t("Reported to me"),
        short: _t("Report"),
        icon: "fa-comment-o",
        group: "mine",
        empty: _t("When someone reports on a disposisi of yours, his report comes here to be finished."),
    },
    send: {
        label: _t("To send"),
        short: _t("Send"),
        icon: "fa-paper-plane-o",
        group: "mine",
        empty: _t("Signed letters that wait to be sent by the registry come here."),
    },
    read: {
        label: _t("To read"),
        short: _t("Read"),
        icon: "fa-envelope-o",
        group: "mine",
        empty: _t("Letters and tembusan for your information come here."),
    },
    draft: {
        label: _t("My drafts"),
        short: _t("Draft"),
        icon: "fa-file-text-o",
        group: "watch",
        empty: _t("Letters you have begun and not yet sent for approval stay here."),
    },
    waiting: {
        label: _t("Waiting for others"),
        short: _t("Waiting"),
        icon: "fa-hourglass-half",
        group: "watch",
        empty: _t("What you sent on and someone else now has in hand shows here."),
    },
};

/** How a desk is held, where it is not one's own for good. */
export const CAPACITIES = {
    plt: "Plt.",
    plh: "Plh.",
    pj: "Pj.",
    an: "a.n.",
    assistant: _t("Assistant"),
};

/**
 * A degree of secrecy or of speed, as the administrator keeps it. The ordinary one has no badge: a
 * badge on everything says nothing.
 *
 * @param {"sifat"|"urgensi"} list
 * @param {string|false} code
 * @returns {{ label: string, badge: string|false, offered: boolean }|undefined}
 */
export function levelOf(list, code) {
    return session.eoffice_levels?.[list]?.[code];
}

/** The states of a disposition, as its way shows them. */
export const DISPOSITION_STATES = {
    prepared: _t("Prepared"),
    sent: _t("Sent"),
    read: _t("Read"),
    accepted: _t("Accepted"),
    reported: _t("Reported"),
    finished: _t("Finished"),
    closed: _t("Closed without a report"),
    declined: _t("Declined"),
    recalled: _t("Recalled"),
};

/** The states of a recipient, as its way shows them. */
export const RECIPIENT_STATES = {
    draft: _t("Not sent yet"),
    delivered: _t("Delivered"),
    read: _t("Read"),
    disposed: _t("Disposed"),
    finished: _t("Finished"),
    list: _t("Addressee list"),
    paper: _t("By paper"),
};

/** How a state is coloured in lists, by what it asks for: of letters and of dispositions. */
export const STATE_TONES = {
    draft: "muted",
    approval: "now",
    signing: "limited",
    signed: "limited",
    sealed: "limited",
    distributed: "done",
    finished: "done",
    closed: "done",
    cancelled: "secret",
    prepared: "muted",
    sent: "now",
    read: "now",
    accepted: "limited",
    reported: "done",
    declined: "secret",
    recalled: "muted",
};
