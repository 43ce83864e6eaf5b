import { describe, expect, test } from "@odoo/hoot";
import { typedDate } from "@eoffice_bekasi/registration/typed_date";

describe.current.tags("headless");

const TODAY = luxon.DateTime.local(2026, 3, 15);

test("a date is typed as the hand likes it", () => {
    for (const typed of [
        "17-2", "17/2", "17.2", "17 2", "1702", "170226", "17022026", "17-02-2026", "17/2/26",
        "17 Februari 2026", "17 feb", "2026-02-17", " 17-2 ",
    ]) {
        expect(typedDate(typed, TODAY)).toBe("2026-02-17");
    }
    expect(typedDate("3 Agustus 2025", TODAY)).toBe("2025-08-03");
    expect(typedDate("3 mei 2025", TODAY)).toBe("2025-05-03");
});

test("without a year it is the last one that isn't to come", () => {
    expect(typedDate("15-3", TODAY)).toBe("2026-03-15");
    expect(typedDate("16-3", TODAY)).toBe("2025-03-16");
    expect(typedDate("31-12", TODAY)).toBe("2025-12-31");
    expect(typedDate("29-2", TODAY)).toBe("2024-02-29");
});

test("a day alone is the last such day", () => {
    expect(typedDate("15", TODAY)).toBe("2026-03-15");
    expect(typedDate("16", TODAY)).toBe("2026-02-16");
    expect(typedDate("31", TODAY)).toBe("2026-01-31");
});

test("what is no date is none", () => {
    for (const typed of ["", "abc", "32-1", "17-13", "30-2-2026", "17-7-2026-1", "0-0", "17-7-123", "123"]) {
        expect(typedDate(typed, TODAY)).toBe(false);
    }
});
