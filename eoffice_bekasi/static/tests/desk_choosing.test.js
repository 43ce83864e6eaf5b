import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { Desk } from "@eoffice_bekasi/desk/desk";
import { DeskCard } from "@eoffice_bekasi/desk/desk_card";
import { DeskModel } from "@eoffice_bekasi/desk/desk_model";
import { PagePreview } from "@eoffice_bekasi/page_preview/page_preview";
import { Component, xml } from "@odoo/owl";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, manuallyDispatchProgrammaticEvent, queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, mockDate } from "@odoo/hoot-mock";
import {
    contains,
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();

/** How long a finger stays until the card is chosen, and a little more. */
const LONG = 500;

function item(id, kind, subject) {
    return {
        key: `${kind}-step-${id}`,
        kind,
        naskah_id: id,
        jabatan_id: 1,
        jabatan: "Head of Health",
        number: "",
        subject,
        sender: "Staff of Health",
        type: "Surat Dinas",
        sifat: "biasa",
        urgensi: "biasa",
        state: "approval",
        status: "",
        since: "2026-03-02 10:00:00",
        deadline: false,
        note: "",
    };
}

const ITEMS = [
    item(1, "sign", "Immunisation"),
    item(2, "sign", "Calibration"),
    item(3, "paraf", "Loan of the hall"),
    item(4, "sign", "Fogging"),
    item(5, "followup", "Holiday"),
];

describe("what the desk knows", () => {
    const model = () => {
        const made = new DeskModel({ call: () => {} });
        made.items = ITEMS;
        return made;
    };

    test("the first one chosen says of which kind all are", () => {
        const desk = model();
        expect(ITEMS.map((one) => desk.canChoose(one))).toEqual([true, true, true, true, false]);
        desk.toggle(ITEMS[2]);
        expect(desk.choosing).toBe("paraf");
        desk.toggle(ITEMS[0]);
        expect(desk.chosen).toEqual([ITEMS[2]]);
    });

    test("many are marked as read at once", () => {
        expect(model().canChoose(item(6, "read", "Harvest"))).toBe(true);
    });

    test("what needs an answer of its own is never chosen", () => {
        const desk = model();
        desk.toggle(ITEMS[4]);
        expect(desk.choosing).toBe(null);
        expect(desk.chosen).toEqual([]);
    });

    test("all of this kind, and none", () => {
        const desk = model();
        expect(desk.choosable).toBe("sign");
        desk.startChoosing();
        desk.toggleAll();
        expect(desk.chosen).toEqual([ITEMS[0], ITEMS[1], ITEMS[3]]);
        desk.toggle(ITEMS[1]);
        expect(desk.chosen).toEqual([ITEMS[0], ITEMS[3]]);
        desk.toggleAll();
        expect(desk.chosen).toEqual([ITEMS[0], ITEMS[1], ITEMS[3]]);
        desk.toggleAll();
        expect(desk.chosen).toEqual([]);
        expect(desk.choosing).toBe("sign");
    });

    test("what leaves the desk is chosen no more", () => {
        const desk = model();
        desk.startChoosing("sign");
        desk.toggleAll();
        desk.setItems(ITEMS.slice(1));
        expect(desk.chosenKeys).toEqual(["sign-step-2", "sign-step-4"]);
    });
});

describe("a finger on a card", () => {
    const touch = (type, more) =>
        manuallyDispatchProgrammaticEvent(queryFirst(".o_eoffice_card"), type, { pointerType: "touch", ...more });

    async function mountCard(more = {}) {
        class Parent extends Component {
            static template = xml`<DeskCard t-props="props"/>`;
            static components = { DeskCard };
            static props = ["*"];
        }
        await mountWithCleanup(Parent, {
            props: {
                item: ITEMS[0],
                selected: false,
                showKind: true,
                choosable: true,
                onOpen: () => expect.step("open"),
                onChoose: () => expect.step("choose"),
                ...more,
            },
        });
    }

    test("stays and chooses; the letter isn't opened", async () => {
        await mountCard();
        await touch("pointerdown");
        await advanceTime(LONG);
        expect.verifySteps(["choose"]);
        await touch("pointerup");
        await touch("click");
        expect.verifySteps([]);
    });

    test("is short and opens", async () => {
        await mountCard();
        await touch("pointerdown");
        await advanceTime(100);
        await touch("pointerup");
        await touch("click");
        await advanceTime(LONG);
        expect.verifySteps(["open"]);
    });

    test("moves and scrolls", async () => {
        await mountCard();
        await touch("pointerdown");
        await touch("pointercancel");
        await advanceTime(LONG);
        expect.verifySteps([]);
    });

    test("or a mouse that is held chooses nothing", async () => {
        await mountCard();
        await touch("pointerdown", { pointerType: "mouse" });
        await advanceTime(LONG);
        expect.verifySteps([]);
    });

    test("stays on what can't be chosen: nothing", async () => {
        await mountCard({ choosable: false });
        await touch("pointerdown");
        await advanceTime(LONG);
        expect.verifySteps([]);
        expect(".o_eoffice_choose").toHaveCount(0);
    });
});

describe("on the desk", () => {
    beforeEach(async () => {
        mockDate("2026-03-02 12:00:00");
        patchWithCleanup(PagePreview.prototype, { source: () => null });
        mockService("action", { doAction: (action) => expect.step(`page ${action.res_id}`) });
        onRpc("eoffice.desk", "get_desk", () => ({
            counts: { sign: 3, paraf: 1, followup: 1 },
            jabatan: [],
            items: ITEMS,
        }));
        onRpc("eoffice.operator", "get_requests", () => []);
        onRpc("eoffice.number.request", "get_waiting", () => []);
        onRpc("eoffice.naskah", "web_read", () => []);
        onRpc("eoffice.naskah", "get_notes", () => ({ notes: [], can_note: false }));
        onRpc("eoffice.naskah", "get_changes_since_own_paraf", () => []);
        // Nothing is open beside the list: this is about the list.
        patchWithCleanup(Desk.prototype, { openFirst() {} });
        await makeMockEnv({ config: { setDisplayName: () => {} } });
    });

    test("a checkbox begins it, a tap goes on, one leaves it", async () => {
        await mountWithCleanup(Desk, { props: { action: {} } });
        expect(".o_eoffice_choose").toHaveCount(4);
        queryFirst(".o_eoffice_choose").click(); // seen under the mouse only
        await animationFrame();
        expect(".o_eoffice_choose").toHaveCount(3, { message: "only those of its kind" });
        expect(".o_eoffice_card.o_not_choosable").toHaveCount(2);
        expect(queryAllTexts(".o_eoffice_batch_bar [data-verb]")).toEqual([
            "Sign 1 letters",
            "Return 1 letters",
        ]);
        await contains(".o_eoffice_card:eq(1)").click();
        expect(".o_eoffice_detail").toHaveCount(0, { message: "it is chosen, not opened" });
        expect(".o_eoffice_batch_count").toHaveText(/2 chosen/);
        await click(".o_eoffice_batch_all");
        await animationFrame();
        expect(".o_eoffice_choose:checked").toHaveCount(3);
        await contains(".o_eoffice_batch_stop").click();
        expect(".o_eoffice_batch_bar").toHaveCount(0);
        expect(".o_eoffice_choose:checked").toHaveCount(0);
    });

    test("what is chosen is asked once, and the page of results opens", async () => {
        onRpc("eoffice.act.batch", "get_offer", ({ args }) => ({
            letters: args[0].map((id) => ({
                id,
                name: `#${id}`,
                subject: `Letter ${id}`,
                type: "Surat Dinas",
                verbs: id === 2 ? ["return"] : ["sign", "return"],
            })),
            needs_proof: true,
            proofs: ["password"],
            most: 500,
        }));
        onRpc("eoffice.act.batch", "action_start", ({ kwargs: { verb, naskah_ids, values } }) => {
            expect.step([verb, naskah_ids, values]);
            return { id: 9 };
        });
        onRpc("eoffice.act.batch", "action_open", ({ args }) => ({ res_id: args[0][0] }));
        await mountWithCleanup(Desk, { props: { action: {} } });
        await contains(".o_eoffice_choose_several").click();
        await contains(".o_eoffice_batch_all").click();
        await contains(".o_eoffice_batch_bar [data-verb=sign]").click();
        expect(".o_eoffice_batch_letter").toHaveCount(2);
        expect(".o_eoffice_batch_dialog").toHaveText(/1 of the chosen letters/);
        await contains(".o_eoffice_batch_dialog .o_eoffice_confirm").click();
        expect(".o_eoffice_batch_dialog .invalid-feedback").toHaveCount(1);
        await contains(".o_eoffice_batch_dialog input[type=password]").edit("rahasia", {
            confirm: false,
        });
        await contains(".o_eoffice_batch_dialog .o_eoffice_confirm").click();
        await animationFrame();
        expect.verifySteps([
            ["sign", [1, 4], { proof: { type: "password", password: "rahasia" } }],
            "page 9",
        ]);
        expect(".o_eoffice_batch_bar").toHaveCount(0);
    });
});
