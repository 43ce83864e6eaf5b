import { hoursService } from "@eoffice_bekasi/hours/hours_service";
import { expect, test } from "@odoo/hoot";
import { advanceTime, mockDate } from "@odoo/hoot-mock";
import { allowTranslations, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { rpc } from "@web/core/network/rpc";
import { session } from "@web/session";

const UNTIL = { until: "2026-11-24 09:00:00", until_text: "24 November 16.00 WIB" };

/** Start the service with what the page was loaded with, and later hears; collect what it says. */
function start(info, later) {
    allowTranslations();
    patchWithCleanup(rpc, {
        _rpc(url) {
            expect(url).toBe("/eoffice/hours");
            return Promise.resolve(later);
        },
    });
    const said = [];
    const notification = {
        add(message, { type }) {
            said.push(`${type}: ${message}`);
            return () => {};
        },
    };
    patchWithCleanup(session, { eoffice_hours: info });
    return { hours: hoursService.start({}, { notification }), said };
}

test("where every hour is the same nothing is said", () => {
    const { hours, said } = start(false);
    expect(hours.info).toBe(false);
    expect(said).toEqual([]);
});

test("before the office closes there is time to save", async () => {
    mockDate("2026-11-24 08:45:00", 0);
    const { hours, said } = start(
        { mode: "refuse", is_open: true, ...UNTIL },
        { mode: "refuse", is_open: false, until: false }
    );
    await advanceTime(4 * 60 * 1000);
    expect(said).toEqual([]);
    await advanceTime(2 * 60 * 1000);
    expect(said.length).toBe(1);
    expect(said[0]).toMatch(/Save your work/);
    await advanceTime(10 * 60 * 1000);
    expect(hours.info.is_open).toBe(false);
    expect(said.at(-1)).toBe("warning: The office is closed.");
});

test("who may work outside hours is told that it is logged", () => {
    mockDate("2026-11-24 08:00:00", 0);
    const { said } = start({ mode: "warn", is_open: false, ...UNTIL });
    expect(said.length).toBe(1);
    expect(said[0]).toMatch(/logged/);
});

test("the office opens again while the page is open", async () => {
    mockDate("2026-11-24 08:59:00", 0);
    const { said } = start(
        { mode: "refuse", is_open: false, ...UNTIL },
        { mode: "refuse", is_open: true, until: false }
    );
    await advanceTime(2 * 60 * 1000);
    expect(said.at(-1)).toBe("info: The office is open.");
});
