import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { OperatorRequest } from "@eoffice_bekasi/operator_request/operator_request";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();

let requests;
let options;

beforeEach(() => {
    requests = [{ id: 7, name: "Dinas Kesehatan" }];
    options = {
        skpd: "Dinas Kesehatan",
        operator: null,
        candidates: [
            { id: 3, name: "Euis", jabatan: "Tata Usaha" },
            { id: 4, name: "Rizky", jabatan: "Staf" },
        ],
    };
    onRpc("eoffice.operator", "get_requests", () => requests);
    onRpc("eoffice.operator", "get_candidates", ({ args }) => {
        expect.step(`candidates ${args}`);
        return options;
    });
    onRpc("eoffice.operator", "action_appoint", ({ args }) => {
        expect.step(`appoint ${args}`);
        requests = [];
        return {};
    });
    onRpc("eoffice.operator", "action_replace", ({ args }) => {
        expect.step(`replace ${args}`);
        return {};
    });
});

async function ask() {
    await mountWithCleanup(OperatorRequest);
    await animationFrame();
}

test("nobody is asked who need not appoint", async () => {
    requests = [];
    await ask();
    expect(".o_eoffice_request").toHaveCount(0);
});

test("the head chooses one, and is asked no more", async () => {
    await ask();
    expect(".o_eoffice_request").toHaveText(/Dinas Kesehatan has no operator/);
    await contains(".o_eoffice_request .btn").click();
    await contains(".o_eoffice_confirm").click();
    expect(".invalid-feedback").toHaveText("Choose one person.");
    await contains(".o_eoffice_person[data-user='4'] button").click();
    await contains("#o_eoffice_decree").edit("800/1");
    await contains(".o_eoffice_confirm").click();
    await animationFrame();
    expect.verifySteps(["candidates 7", "appoint 7,4,800/1"]);
    expect(".modal").toHaveCount(0);
    expect(".o_eoffice_request").toHaveCount(0);
});

test("the only one there is is chosen already; one in office is replaced", async () => {
    options.candidates.pop();
    options.operator = { id: 12, name: "Togar" };
    await ask();
    await contains(".o_eoffice_request .btn").click();
    expect(".modal-title").toHaveText("Replace the operator");
    expect(".o_eoffice_person.o_selected").toHaveCount(1);
    await contains(".o_eoffice_confirm").click();
    await animationFrame();
    expect.verifySteps(["candidates 7", "replace 12,3,"]);
});

test("without staff there is nothing to confirm, and it is said what to do", async () => {
    options.candidates = [];
    await ask();
    await contains(".o_eoffice_request .btn").click();
    expect(".o_eoffice_hint").toHaveText(/Ask the Administrator/);
    expect(".o_eoffice_confirm").toHaveCount(0);
    expect.verifySteps(["candidates 7"]);
});
