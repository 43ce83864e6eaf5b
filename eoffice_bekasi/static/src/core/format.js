import { deserializeDate, deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

/**
 * A moment as people say it: "2 hours ago" in the reader's language.
 *
 * @param {string|false} value server datetime (UTC)
 * @returns {string}
 */
export function ago(value) {
    if (!value) {
        return "";
    }
    const moment = deserializeDateTime(value);
    if (Math.abs(moment.diffNow("seconds").seconds) < 60) {
        return _t("just now");
    }
    return moment.toRelative();
}

/**
 * The exact moment, for a tooltip or a station of the way.
 *
 * @param {string|false} value server datetime (UTC)
 * @returns {string}
 */
export function exactly(value) {
    return value ? deserializeDateTime(value).toLocaleString(DateTime.DATETIME_MED) : "";
}

/**
 * Day and hour without the year, unless it is another year.
 *
 * @param {string|false} value server datetime (UTC)
 * @returns {string}
 */
export function shortly(value) {
    if (!value) {
        return "";
    }
    const moment = deserializeDateTime(value);
    const format = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
    if (moment.year !== DateTime.local().year) {
        format.year = "numeric";
    }
    return moment.toLocaleString(format);
}

/**
 * A date, written out short.
 *
 * @param {string|false} value server date
 * @returns {string}
 */
export function shortDate(value) {
    return value ? deserializeDate(value).toLocaleString(DateTime.DATE_MED) : "";
}

/**
 * A deadline as a person minds it.
 *
 * @param {string|false} value server date, or datetime
 * @param {boolean} [past] it is past already, though the day isn't
 * @returns {{ text: string, title: string, late: boolean, near: boolean }|null}
 */
export function deadline(value, past = false) {
    if (!value) {
        return null;
    }
    const day = (value.length > 10 ? deserializeDateTime(value) : deserializeDate(value)).startOf("day");
    const days = Math.round(day.diff(DateTime.local().startOf("day"), "days").days);
    let text;
    if (days < -1) {
        text = _t("%s days late", -days);
    } else if (days === -1) {
        text = _t("1 day late");
    } else if (days === 0) {
        text = past ? _t("Late since today") : _t("Due today");
    } else if (days === 1) {
        text = _t("Due tomorrow");
    } else {
        text = _t("Due %s", day.toLocaleString({ day: "numeric", month: "short" }));
    }
    return {
        text,
        title: day.toLocaleString(DateTime.DATE_FULL),
        late: past || days < 0,
        near: !past && (days === 0 || days === 1),
    };
}

/**
 * What a letter is called on screen: its subject, or why there is none to see.
 *
 * @param {{ subject?: string|false, secret?: boolean, kind?: string }} letter
 * @returns {string}
 */
export function subjectOf({ subject, secret, kind }) {
    if (subject) {
        return subject;
    }
    const own = ["draft", "returned", "waiting"].includes(kind);
    return !own && secret
        ? _t("Secret letter")
        : _t("No subject yet");
}
