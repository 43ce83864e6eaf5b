import { _t } from "@web/core/l10n/translation";

/** What can be done with many letters of one kind of work, the most wanted first. */
export const BATCH_KINDS = {
    sign: ["sign", "return"],
    paraf: ["paraf", "return"],
    check: ["paraf", "return"],
    dispose: ["dispose", "finish"],
    send: ["distribute"],
    read: ["read"],
    draft: ["submit", "cancel"],
    returned: ["submit", "cancel"],
};

/** What the server may be asked to do with many letters, in words; %s is how many. */
export const BATCH_VERBS = {
    submit: { label: (count) => _t("Send %s letters for approval", count), icon: "fa-paper-plane-o" },
    paraf: { label: (count) => _t("Paraf %s letters", count), icon: "fa-check" },
    sign: { label: (count) => _t("Sign %s letters", count), icon: "fa-pencil" },
    distribute: { label: (count) => _t("Send %s letters", count), icon: "fa-paper-plane-o" },
    dispose: { label: (count) => _t("Dispose %s letters", count), icon: "fa-sitemap" },
    read: { label: (count) => _t("Mark %s letters as read", count), icon: "fa-envelope-open-o" },
    finish: { label: (count) => _t("Finish %s letters", count), icon: "fa-flag-checkered" },
    return: { label: (count) => _t("Return %s letters", count), icon: "fa-reply", note: true },
    cancel: { label: (count) => _t("Cancel %s letters", count), icon: "fa-ban", note: true, danger: true },
};
