import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { countsText } from "@eoffice_bekasi/import/import_model";
import { ImportReport } from "@eoffice_bekasi/import/import_report";
import { describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();

const error = (row, message = "There is no unit with the code 9.") => ({
    row,
    column: "Unit code",
    value: "9",
    message,
});

test("errors of a file: row, column, cell and reason; of the whole file without a row", async () => {
    await mountWithCleanup(ImportReport, {
        props: { errors: [error(0, "The file has no rows."), error(7)] },
    });
    expect(queryAllTexts("tbody tr:first td")).toEqual(["", "Unit code", "9", "The file has no rows."]);
    expect(queryAllTexts("tbody tr:last td")).toEqual([
        "7",
        "Unit code",
        "9",
        "There is no unit with the code 9.",
    ]);
    expect("button").toHaveCount(0);
});

test("errors of a file: a hundred first, all when asked for", async () => {
    const errors = Array.from({ length: 350 }, (_, place) => error(place + 1));
    await mountWithCleanup(ImportReport, { props: { errors } });
    expect("tbody tr").toHaveCount(100);
    expect("button").toHaveText("Show 250 more");
    await click("button");
    await animationFrame();
    expect("tbody tr").toHaveCount(350);
    expect("button").toHaveCount(0);
});

test("what an import did, in words", () => {
    expect(countsText({ counts: [["new", 3], ["changed", 1]] })).toBe("3 new, 1 changed");
});
