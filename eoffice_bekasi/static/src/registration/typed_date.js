const { DateTime } = luxon;

const MONTHS = [
    "jan", "feb", "mar", "apr", "mei|may", "jun", "jul", "agu|aug|ags", "sep", "okt|oct", "nov", "des|dec",
].map((names) => new RegExp(`^(${names})`));

function numberOfMonth(word) {
    const place = MONTHS.findIndex((names) => names.test(word));
    return place < 0 ? Number(word) || 0 : place + 1;
}

/** The parts of what was typed: day, month, year; what wasn't typed is missing. */
function partsOf(text) {
    const digits = /^\d+$/.test(text) && text;
    if (digits && [4, 6, 8].includes(digits.length)) {
        return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].filter(Boolean);
    }
    const parts = text.split(/[\s./-]+/).filter(Boolean);
    return parts[0]?.length === 4 && parts.length === 3 ? parts.reverse() : parts;
}

/**
 * A date as a quick hand types it: 17, 17-7, 17/7/26, 1707, 170726, 17072026, 17 Juli 2026,
 * 2026-07-17. Without a year it is the last such day that isn't in the future, because letters
 * aren't written ahead.
 *
 * @param {string} typed
 * @param {luxon.DateTime} [today]
 * @returns {string|false} as the server wants it; false when it is no date
 */
export function typedDate(typed, today = DateTime.local()) {
    const [dayWord, monthWord, yearWord, more] = partsOf(typed.trim().toLowerCase());
    if (more || !/^\d{1,2}$/.test(dayWord || "") || (yearWord && !/^\d{2}(\d{2})?$/.test(yearWord))) {
        return false;
    }
    const day = Number(dayWord);
    const month = monthWord ? numberOfMonth(monthWord) : today.month;
    if (yearWord) {
        const year = Number(yearWord) + (yearWord.length === 2 ? 2000 : 0);
        const date = DateTime.local(year, month, day);
        return date.isValid ? date.toISODate() : false;
    }
    // 31 typed in March is the 31st of March or of January: the months between have none
    for (let back = 0; back < (monthWord ? 8 : 3); back++) {
        const first = monthWord
            ? DateTime.local(today.year - back, month, 1)
            : today.startOf("month").minus({ months: back });
        const date = first.isValid && DateTime.local(first.year, first.month, day);
        if (date && date.isValid && date <= today) {
            return date.toISODate();
        }
    }
    return false;
}
