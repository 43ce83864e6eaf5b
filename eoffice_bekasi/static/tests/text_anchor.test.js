import { describe as place, findPlace, findRanges, readText } from "@eoffice_bekasi/notes/text_anchor";
import { describe, expect, getFixture, test } from "@odoo/hoot";

describe.current.tags("headless");

const TEXT = "Rapat hari Senin di aula. Rapat kedua hari Senin di kantor.";

/** What a place that was found says. */
const said = (text, where) => {
    const found = findPlace(text, where);
    return found && text.slice(found.start, found.end);
};

function element(content) {
    const root = document.createElement("div");
    root.innerHTML = content;
    getFixture().append(root);
    return root;
}

test("of several the one with the same surroundings", () => {
    const where = { quote: "hari Senin", before: "Rapat kedua", after: "di kantor" };
    expect(findPlace(TEXT, where).start).toBe(TEXT.lastIndexOf("hari Senin"));
    expect(findPlace(TEXT, where).exact).toBe(true);
});

test("what now stands between the surroundings", () => {
    const where = { quote: "pukul 09.00", before: "3 Agustus 2026", after: "di Aula Dinas" };
    expect(said("Senin, 3 Agustus 2026 jam satu siang di Aula Dinas.", where)).toBe("jam satu siang");
});

test("the longest piece that still stands", () => {
    const where = { quote: "menyampaikan nama penanggung jawab di sekolah" };
    expect(said("agar menyampaikan nama penanggung jawab segera", where)).toBe(
        "menyampaikan nama penanggung jawab"
    );
});

test("what is gone is gone", () => {
    expect(said(TEXT, { quote: "ditiadakan sama sekali", before: "x", after: "y" })).toBe(null);
});

test("blanks run together and blocks stand apart", () => {
    const root = element("<p>satu   dua</p><ul><li>tiga</li><li>em<b>pat</b></li></ul>");
    expect(readText(root).text.trim()).toBe("satu dua tiga empat");
});

test("a selection is described, and found again", () => {
    const root = element("<p>Dengan hormat, <b>bersama</b> ini kami sampaikan.</p>");
    const range = document.createRange();
    range.setStart(root.querySelector("p").firstChild, 7);
    range.setEnd(root.querySelector("b").firstChild, 7);
    const where = place(root, range);
    expect(where).toEqual({
        quote: "hormat, bersama",
        before: "Dengan",
        after: "ini kami sampaikan.",
    });
    expect(findRanges(root, [where])[0].toString()).toBe("hormat, bersama");
    expect(findRanges(root, [{ quote: "tidak ada di sini" }])).toEqual([null]);
});
