import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { NumberRequests } from "@eoffice_bekasi/number_request/number_request";
import { describe, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, mockService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();

async function show(asking) {
    onRpc("eoffice.number.request", "get_waiting", () => asking);
    await mountWithCleanup(NumberRequests);
    await animationFrame();
}

test("nobody is told when nobody asks", async () => {
    await show([]);
    expect(".o_eoffice_request").toHaveCount(0);
});

test("one who asks is named, and a tap leads to the requests", async () => {
    mockService("action", { doAction: (action) => expect.step(action) });
    await show(["Dinas Sosial"]);
    expect(".o_eoffice_request").toHaveText(/Dinas Sosial asks for a number of your register/);
    await contains(".o_eoffice_request .btn").click();
    expect.verifySteps(["eoffice_bekasi.eoffice_number_request_action"]);
});

test("several are counted", async () => {
    await show(["Dinas Sosial", "Dinas Sosial", "Dinas Pendidikan"]);
    expect(".o_eoffice_request").toHaveText(/3 requests for a number of your register wait/);
});
