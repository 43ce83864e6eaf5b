import { actsFor } from "@eoffice_bekasi/desk/desk_acts";
import { describe, expect, test } from "@odoo/hoot";

describe.current.tags("headless");

const ids = (...args) => actsFor(...args).map(({ id }) => id);

test("a letter to sign: sign first, return after it", () => {
    expect(ids({ kind: "sign" }, { can_sign: true, can_return: true })).toEqual(["sign", "return"]);
});

test("nothing is offered that the server would refuse", () => {
    expect(ids({ kind: "sign" }, {})).toEqual([]);
    expect(ids({ kind: "followup" }, { can_dispose: true }, { state: "reported" })).toEqual([]);
});

test("a returned draft: mend it, then send it again", () => {
    expect(ids({ kind: "returned" }, { can_edit: true, can_submit: true })).toEqual([
        "edit",
        "submit",
    ]);
});

test("returned to a step of the chain: mend it, then pass it on, or further back", () => {
    expect(
        ids({ kind: "returned" }, { can_edit: true, can_paraf: true, can_return: true })
    ).toEqual(["edit", "paraf", "return"]);
});

test("asked for an opinion: give it; sent and nobody has acted: recall it", () => {
    expect(ids({ kind: "opinion" }, { can_give_opinion: true })).toEqual(["give_opinion"]);
    expect(ids({ kind: "waiting" }, { can_recall: true })).toEqual(["recall_letter"]);
});

test("a received letter: dispose, or finish without", () => {
    expect(ids({ kind: "dispose" }, { can_dispose: true, can_finish: true })).toEqual([
        "dispose",
        "close",
    ]);
});

test("a disposition: accept once, then report; hand on only with subordinates", () => {
    expect(ids({ kind: "followup" }, { can_dispose: true }, { state: "read" })).toEqual([
        "accept",
        "report",
        "forward",
        "progress",
        "question",
        "decline",
    ]);
    expect(ids({ kind: "followup" }, {}, { state: "accepted" })).toEqual([
        "report",
        "progress",
        "question",
        "decline",
    ]);
});

test("asked about a disposition: the answer comes first, and nothing is asked meanwhile", () => {
    expect(ids({ kind: "followup" }, {}, { state: "accepted", asking: "giver" })).toEqual([
        "answer",
        "report",
        "progress",
        "decline",
    ]);
    expect(ids({ kind: "followup" }, {}, { state: "accepted", asking: "receiver" })).not.toInclude(
        "question"
    );
    expect(ids({ kind: "question" }, {}, { state: "accepted", asking: "receiver" })).toEqual([
        "answer",
    ]);
    expect(ids({ kind: "question" }, {}, { state: "accepted", asking: false })).toEqual([]);
});

test("a report: its giver finishes it", () => {
    expect(ids({ kind: "report" }, {}, { state: "reported" })).toEqual(["finish", "question"]);
    expect(ids({ kind: "report" }, {}, { state: "declined" })).toEqual(["finish"]);
});

test("an assistant puts a draft on the desk of his official, who releases it", () => {
    expect(ids({ kind: "draft" }, { can_edit: true, can_prepare: true })).toEqual(["edit", "prepare"]);
    expect(ids({ kind: "release" }, { can_release: true, can_edit: true })).toEqual([
        "release",
        "edit",
        "discard",
    ]);
});
