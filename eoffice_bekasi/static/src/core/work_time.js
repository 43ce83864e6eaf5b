import { _t } from "@web/core/l10n/translation";

/** Minutes of a working day in the offices' calendars: thirty-seven and a half hours in five days. */
const DAY = 450;

/**
 * Working time as people say it, roughly: nobody asks for the minutes of three days.
 *
 * @param {number|false} minutes working minutes
 * @returns {string}
 */
export function workTime(minutes) {
    if (minutes === false || minutes === undefined || minutes === null) {
        return "";
    }
    if (minutes < 1) {
        return _t("less than a minute");
    }
    if (minutes < 60) {
        return _t("%s min", minutes);
    }
    if (minutes < 2 * DAY) {
        return _t("%s h", Math.round(minutes / 60));
    }
    return _t("%s working days", Math.round(minutes / DAY));
}
