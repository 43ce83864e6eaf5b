const ONES = ["SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM", "TUJUH", "DELAPAN", "SEMBILAN"];

/** KESATU, KEDUA, ... as the page prints them (tools/parts.py). */
function diktum(number) {
    const tens = Math.floor(number / 10);
    const ones = number % 10;
    if (number === 1) {
        return "KESATU";
    } else if (number > 99) {
        return `KE-${number}`;
    } else if (number < 10) {
        return `KE${ONES[number - 1]}`;
    } else if (number < 12) {
        return number === 10 ? "KESEPULUH" : "KESEBELAS";
    } else if (tens === 1) {
        return `KE${ONES[ones - 1]} BELAS`;
    }
    return `KE${ONES[tens - 1]} PULUH${ones ? " " + ONES[ones - 1] : ""}`;
}

function letter(number) {
    let text = "";
    while (number) {
        const rest = (number - 1) % 26;
        text = String.fromCharCode(97 + rest) + text;
        number = Math.floor((number - 1) / 26);
    }
    return text;
}

const LABELS = {
    number: (place) => `${place}.`,
    letter: (place) => `${letter(place)}.`,
    diktum,
};

/**
 * What stands before a point on the page.
 *
 * @param {string} numbering "number", "letter" or "diktum"
 * @param {number} place from 1
 * @param {number} count of points; a single one has no number
 * @returns {string}
 */
export function pointLabel(numbering, place, count) {
    if (count < 2 && numbering !== "diktum") {
        return "";
    }
    return (LABELS[numbering] || LABELS.number)(place);
}
