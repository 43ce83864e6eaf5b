import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { session } from "@web/session";

const { DateTime } = luxon;
/** How long before the office closes people are told. */
const NOTICE = 10 * 60 * 1000;
/** The longest a browser's timer can wait, and then some. */
const DAY = 24 * 60 * 60 * 1000;
/** Clocks differ a little: the server must have closed when it is asked. */
const LEEWAY = 2000;

/**
 * The office hours of this account, followed while the web client is open: a notice before the
 * office closes, a word when it has closed, and when it opens again.
 *
 * Its value is reactive: `info` is what the server says, false where every hour is the same.
 */
export const hoursService = {
    dependencies: ["notification"],
    start(_env, { notification }) {
        const hours = reactive({ info: session.eoffice_hours || false });
        let removeLast = () => {};

        function say(message, options = {}) {
            removeLast();
            removeLast = notification.add(message, { type: "warning", ...options });
        }

        function noticeOfClosing() {
            const until = hours.info.until_text;
            say(
                hours.info.mode === "refuse"
                    ? _t(
                          "The office closes on %s. Save your work: after that nothing more is saved.",
                          until
                      )
                    : _t(
                          "Office hours end on %s. What you do later is logged as done outside office hours.",
                          until
                      ),
                { sticky: true }
            );
        }

        function sayHowItIs() {
            const { mode, is_open, until_text } = hours.info;
            if (is_open) {
                say(_t("The office is open."), {
                    type: "info",
                    sticky: true,
                    buttons: [
                        { name: _t("Reload"), onClick: () => browser.location.reload() },
                    ],
                });
            } else if (mode === "warn") {
                say(_t("Outside office hours: what you do now is logged as such."));
            } else {
                say(
                    until_text
                        ? _t("The office is closed. It opens on %s.", until_text)
                        : _t("The office is closed."),
                    { sticky: true }
                );
            }
        }

        async function change() {
            const before = hours.info.is_open;
            try {
                hours.info = await rpc("/eoffice/hours", {}, { silent: true });
            } catch {
                browser.setTimeout(change, NOTICE);
                return;
            }
            if (hours.info && hours.info.is_open !== before) {
                sayHowItIs();
            }
            plan();
        }

        function plan() {
            if (!hours.info?.until) {
                return;
            }
            const left = deserializeDateTime(hours.info.until).diff(DateTime.now()).milliseconds;
            browser.setTimeout(change, Math.min(Math.max(left, 0) + LEEWAY, DAY));
            if (hours.info.is_open && left > NOTICE) {
                browser.setTimeout(noticeOfClosing, Math.min(left - NOTICE, DAY));
            } else if (hours.info.is_open && left > 0) {
                noticeOfClosing();
            }
        }

        if (hours.info && !hours.info.is_open) {
            sayHowItIs();
        }
        plan();
        return hours;
    },
};

registry.category("services").add("eoffice_hours", hoursService);
