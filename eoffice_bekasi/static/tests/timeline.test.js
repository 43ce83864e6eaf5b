import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { Timeline } from "@eoffice_bekasi/timeline/timeline";
import { describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
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

const desk = (id, state, more = {}) => ({
    id,
    kind: "paraf",
    what: "Paraf",
    state,
    returned: false,
    added: false,
    forwarded: false,
    jabatan_id: id,
    jabatan: `Position ${id}`,
    person: "",
    capacity: "",
    since: "2026-03-02 02:00:00",
    at: false,
    minutes: 0,
    due_at: false,
    late: false,
    expected_at: false,
    note: "",
    ...more,
});

test("the chain: a return as a loop, desks asked at the same time, who is late", async () => {
    mockDate("2026-03-03 12:00:00");
    await mountWithCleanup(Timeline, {
        props: {
            data: {
                start: { jabatan: "Staff", person: "Rizky", since: "2026-03-02 01:00:00", at: "2026-03-02 02:00:00", minutes: 60 },
                stages: [
                    [
                        desk(1, "done", { person: "Yayah", at: "2026-03-02 04:00:00", minutes: 120, note: "Well said" }),
                        desk(2, "current", { minutes: 900, due_at: "2026-03-03 02:00:00", late: true, expected_at: "2026-03-04 02:00:00" }),
                    ],
                    [desk(3, "waiting", { kind: "sign", expected_at: "2026-03-04 04:00:00" })],
                ],
                opinions: [{ id: 7, step_id: 2, jabatan: "Legal", state: "asked", asked_at: "2026-03-03 02:00:00" }],
                past: [station(3, "returned", "Returned", { note: "Mend the date" })],
                now: [{ jabatan: "Position 2", holder: "Togar", step_id: 2 }],
                next: [],
                recipients: [],
                finish_expected_at: "2026-03-04 04:00:00",
            },
        },
    });
    expect(".o_eoffice_loop").toHaveText(/Mend the date/);
    expect(".o_eoffice_stage").toHaveCount(2);
    expect(".o_eoffice_stage.o_fork .o_eoffice_desk_station").toHaveCount(2);
    expect(".o_eoffice_desk_station.o_current").toHaveText(/late.*togar.*2 working days.*legal is asked/is);
    expect(".o_eoffice_desk_station.o_done .o_eoffice_stay").toHaveText("2 h");
    expect(".o_eoffice_desk_station.o_done .o_eoffice_station_note").toHaveCount(0);
    await click(".o_eoffice_desk_station.o_done button");
    await animationFrame();
    expect(".o_eoffice_desk_station.o_done .o_eoffice_station_note").toHaveText("Well said");
    expect(".o_eoffice_way_end").toHaveCount(1);
});
