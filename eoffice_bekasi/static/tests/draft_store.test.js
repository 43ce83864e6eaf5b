import { describe, expect, test } from "@odoo/hoot";
import { DraftStore } from "@eoffice_bekasi/autosave/draft_store";
import { sameTexts } from "@eoffice_bekasi/autosave/autosave";

describe.current.tags("headless");

const SECRET = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

test("what is kept is found again, and gone once it is dropped", async () => {
    const store = new DraftStore(SECRET);
    await store.keep(7, { subject: "Rapat", body: "<p>Isi</p>", at: 1 });
    expect(await store.find(7)).toEqual({ subject: "Rapat", body: "<p>Isi</p>", at: 1 });
    expect(await store.find(8)).toBe(null);
    await store.drop(7);
    expect(await store.find(7)).toBe(null);
});

test("without a secret nothing is kept", async () => {
    const store = new DraftStore(null);
    await store.keep(10, { subject: "x" });
    expect(await store.find(10)).toBe(null);
});

test("two texts are the same when they say the same", () => {
    const text = { subject: "a", body: "<p>b</p>", parts: {} };
    expect(sameTexts(text, { ...text, body: "<p>b<br></p>", parts: { x: { text: "<p></p>" } } })).toBe(true);
    expect(sameTexts(text, { ...text, body: "<p>c</p>" })).toBe(false);
});
