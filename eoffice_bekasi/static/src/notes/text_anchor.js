/**
 * Places in a text, kept as what stands there with what stands before and after it, and found
 * again when the text has changed since: the TextQuoteSelector of the W3C's Web Annotation.
 */

/** So much of what stands around a place is kept. */
const AROUND = 48;
/** A piece of a quote shorter than this is found anywhere. */
const SHORTEST_PIECE = 6;

const BLOCKS = new Set(
    "P DIV LI OL UL TABLE TBODY THEAD TR TD TH H1 H2 H3 H4 H5 H6 BLOCKQUOTE SECTION BR".split(" ")
);

/**
 * The text of an element as people read it: blanks run together, blocks apart.
 *
 * @param {Element} root
 * @returns {{ text: string, spots: { node: Text, offset: number }[] }} for each sign of the text
 *  where in the document it stands
 */
export function readText(root) {
    let text = "";
    const spots = [];
    let blank = true;
    const walk = (node) => {
        if (node.nodeType === 3) {
            for (let offset = 0; offset < node.data.length; offset++) {
                const sign = node.data[offset];
                if (/[\u200b\ufeff]/.test(sign)) {
                    continue;
                }
                const isBlank = /\s/.test(sign);
                if (isBlank && blank) {
                    continue;
                }
                text += isBlank ? " " : sign;
                spots.push({ node, offset });
                blank = isBlank;
            }
            return;
        }
        const isBlock = BLOCKS.has(node.nodeName);
        if (isBlock && !blank && spots.length) {
            text += " ";
            spots.push({ ...spots.at(-1) });
            blank = true;
        }
        for (const child of node.childNodes) {
            walk(child);
        }
        if (isBlock && !blank && spots.length) {
            text += " ";
            spots.push({ ...spots.at(-1) });
            blank = true;
        }
    };
    walk(root);
    return { text, spots };
}

/**
 * @param {Element} root
 * @param {Range} range a selection in it
 * @returns {{ quote: string, before: string, after: string } | null}
 */
export function describe(root, range) {
    const { text, spots } = readText(root);
    let start = -1;
    let end = -1;
    spots.forEach(({ node, offset }, place) => {
        const from = range.comparePoint(node, offset);
        const to = range.comparePoint(node, offset + 1);
        if (from === 0 && to === 0) {
            start = start < 0 ? place : start;
            end = place + 1;
        }
    });
    if (start < 0) {
        return null;
    }
    const quote = text.slice(start, end).trim();
    return quote
        ? {
              quote,
              before: text.slice(Math.max(0, start - AROUND), start).trim(),
              after: text.slice(end, end + AROUND).trim(),
          }
        : null;
}

/** How many signs two texts share at the end of the one and of the other. */
function sharedEnd(one, other) {
    let count = 0;
    while (count < Math.min(one.length, other.length) && one.at(-1 - count) === other.at(-1 - count)) {
        count++;
    }
    return count;
}

function sharedBegin(one, other) {
    let count = 0;
    while (count < Math.min(one.length, other.length) && one[count] === other[count]) {
        count++;
    }
    return count;
}

function occurrences(text, part) {
    const places = [];
    for (let at = text.indexOf(part); at >= 0 && part; at = text.indexOf(part, at + 1)) {
        places.push(at);
    }
    return places;
}

/**
 * Where in a text a place stands: where its words stand, of several the one with the most of its
 * surroundings; else what now stands between its surroundings; else the longest piece of it.
 *
 * @param {string} text
 * @param {{ quote: string, before?: string, after?: string }} place
 * @returns {{ start: number, end: number, exact: boolean } | null} none when it is gone
 */
export function findPlace(text, { quote, before = "", after = "" }) {
    const exact = occurrences(text, quote)
        .map((start) => ({
            start,
            end: start + quote.length,
            exact: true,
            score:
                sharedEnd(text.slice(0, start).trimEnd(), before) +
                sharedBegin(text.slice(start + quote.length).trimStart(), after),
        }))
        .sort((one, other) => other.score - one.score)[0];
    if (exact) {
        return { start: exact.start, end: exact.end, exact: true };
    }
    return between(text, quote, before, after) || longestPiece(text, quote);
}

/** What stands between the surroundings of a place whose words have changed. */
function between(text, quote, before, after) {
    const [head, tail] = [before.slice(-24).trim(), after.slice(0, 24).trim()];
    if (head.length < SHORTEST_PIECE || tail.length < SHORTEST_PIECE) {
        return null;
    }
    for (const at of occurrences(text, head)) {
        const start = at + head.length;
        const end = text.indexOf(tail, start);
        const said = end < 0 ? "" : text.slice(start, end).trim();
        if (said && said.length <= quote.length * 2 + 80) {
            const from = text.indexOf(said, start);
            return { start: from, end: from + said.length, exact: false };
        }
    }
    return null;
}

/** The longest run of words of a quote that still stands, if it is most of the quote. */
function longestPiece(text, quote) {
    const words = quote.split(" ");
    for (let length = words.length - 1; length > 0; length--) {
        for (let first = 0; first + length <= words.length; first++) {
            const piece = words.slice(first, first + length).join(" ");
            if (piece.length < Math.max(SHORTEST_PIECE, quote.length * 0.6)) {
                continue;
            }
            const at = text.indexOf(piece);
            if (at >= 0) {
                return { start: at, end: at + piece.length, exact: false };
            }
        }
    }
    return null;
}

/**
 * @param {Element} root
 * @param {{ quote: string, before?: string, after?: string }[]} places
 * @returns {(Range | null)[]} for each its range in the document, none when it is gone
 */
export function findRanges(root, places) {
    const { text, spots } = readText(root);
    return places.map((place) => {
        const found = findPlace(text, place);
        if (!found) {
            return null;
        }
        const [first, last] = [spots[found.start], spots[found.end - 1]];
        const range = root.ownerDocument.createRange();
        range.setStart(first.node, first.offset);
        range.setEnd(last.node, Math.min(last.offset + 1, last.node.data.length));
        return range;
    });
}
