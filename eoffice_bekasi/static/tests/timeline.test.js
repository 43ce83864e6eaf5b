import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { Timeline } from "@eoffice_bekasi/timeline/timeline";
import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { mockDate } from "@odoo/hoot-mock";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();

const station = (id, kind, label, more = {}) => ({
    id,
    kind,
    label,
    actor: `Actor ${id}`,
    jabatan: `Position ${id}`,
    capacity: "definitif",
    at: "2026-03-02 02:00:00",
    note: "",
    recipient_id: null,
    disposition_id: null,
    ...more,
});

test("a draft on its way: what was, who has it now, what comes next", async () => {
    mockDate("2026-03-02 12:00:00");
    await mountWithCleanup(Timeline, {
        props: {
            data: {
                past: [
                    station(1, "created", "Drafted"),
                    station(2, "submitted", "Sent for approval"),
                    station(3, "returned", "Returned", { note: "Mend the date" }),
                    station(4, "resubmitted", "Sent for approval again"),
                    station(5, "paraf", "Paraf given", { capacity: "plh" }),
                ],
                now: [
                    { jabatan: "Head", holder: "Maya", since: "2026-03-02 09:00:00", what: "Signature" },
                ],
                next: [{ jabatan: "Registry", what: "Sends it" }],
                recipients: [{ id: 1, name: "Other head", kind: "kepada", state: "draft" }],
            },
        },
    });
    expect(".o_eoffice_station.o_past").toHaveCount(5);
    expect(".o_eoffice_station.o_back .o_eoffice_station_note").toHaveText("Mend the date");
    expect(".o_eoffice_capacity").toHaveText("Plh.");
    expect(".o_eoffice_station.o_now").toHaveAttribute("aria-current", "step");
    expect(".o_eoffice_station.o_now").toHaveText(/Head\s*Maya\s*Signature/);
    expect(".o_eoffice_station.o_next").toHaveCount(1);
    expect(".o_eoffice_branch").toHaveCount(0, {
        message: "no branch grows before the letter is sent",
    });
});

test("a sent letter: a branch for each recipient, twigs for the dispositions", async () => {
    mockDate("2026-03-05 12:00:00");
    const twig = (id, name, state, more = {}) => ({
        id,
        name,
        state,
        state_label: state,
        responsible: false,
        sent_at: "2026-03-03 02:00:00",
        deadline: false,
        children: [],
        ...more,
    });
    await mountWithCleanup(Timeline, {
        props: {
            data: {
                past: [
                    station(1, "created", "Drafted"),
                    station(2, "signed", "Numbered and signed"),
                    station(3, "sealed", "Page made"),
                    station(4, "distributed", "Sent"),
                    station(5, "delivered", "Delivered", { recipient_id: 1 }),
                    station(6, "read", "Read", { recipient_id: 1 }),
                    station(7, "disposed", "Disposed", { disposition_id: 9 }),
                    station(8, "verified", "Verified"),
                ],
                now: [{ jabatan: "Kabid", holder: "", since: false, what: "Follows up" }],
                next: [],
                recipients: [
                    {
                        id: 1,
                        name: "Head A",
                        kind: "kepada",
                        state: "disposed",
                        delivered_at: "2026-03-02 02:00:00",
                        read_at: "2026-03-02 03:00:00",
                        agenda_number: "7/2026",
                        dispositions: [
                            twig(9, "Kabid", "accepted", {
                                responsible: true,
                                deadline: "2026-03-04",
                                children: [twig(10, "Kasi", "reported")],
                            }),
                        ],
                    },
                    { id: 2, name: "Head B", kind: "kepada", state: "delivered" },
                    { id: 3, name: "Head C", kind: "tembusan", state: "delivered" },
                    { id: 4, name: "A firm", kind: "kepada", state: "paper" },
                ],
            },
        },
    });
    expect(queryAllTexts(".o_eoffice_station_what")).toEqual([
        "Drafted",
        "Numbered and signed",
        "Page made",
        "Sent",
    ]);
    expect(".o_eoffice_station.o_now").toHaveCount(0, { message: "the branches are lit instead" });
    expect(".o_eoffice_branch").toHaveCount(4);
    expect(".o_eoffice_branch:eq(0) > div .o_eoffice_progress .o_reached").toHaveCount(3);
    expect(".o_eoffice_branch:eq(0)").toHaveText(/Agenda 7\/2026/);
    expect(".o_eoffice_branch.o_lit").toHaveCount(1, {
        message: "the addressee who has it; a copy is only for information",
    });
    expect(".o_eoffice_twig").toHaveCount(2);
    expect(".o_eoffice_twig .o_eoffice_twig").toHaveCount(1);
    expect(".o_eoffice_twig .o_eoffice_star").toHaveCount(1);
    expect(".o_eoffice_late").toHaveText("1 day late");
    expect(".o_eoffice_branches_head").toHaveText("1 of 4 have read it");
});
