import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { Desk } from "@eoffice_bekasi/desk/desk";
import { PagePreview } from "@eoffice_bekasi/page_preview/page_preview";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryFirst, resize, waitFor } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred, mockDate } from "@odoo/hoot-mock";
import {
    contains,
    makeMockEnv,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { session } from "@web/session";

describe.current.tags("desktop");
defineMailModels();

/** The desks of the account. */
let desks;

/** What waits on the server: the tests change it as the verbs would. */
let waiting;

function item(id, kind, subject, more = {}) {
    return {
        key: `${kind}-step-${id}`,
        kind,
        naskah_id: id,
        step_id: false,
        recipient_id: false,
        disposition_id: false,
        jabatan_id: 1,
        jabatan: "Head of Health",
        number: "",
        subject,
        hidden: false,
        sender: "Staff of Health",
        type: "Surat Dinas",
        sifat: "biasa",
        urgensi: "biasa",
        state: "approval",
        status: "Waits at Head of Health",
        since: "2026-03-02 10:00:00",
        deadline: false,
        late: false,
        note: "",
        ...more,
    };
}

function letter(id, more = {}) {
    return {
        id,
        number: false,
        letter_date: false,
        state: "approval",
        status_label: "",
        returned: false,
        subject: waiting.find((one) => one.naskah_id === id)?.subject || `Letter ${id}`,
        body: "<p>Dengan hormat</p>",
        sifat: "biasa",
        urgensi: "biasa",
        write_date: "2026-03-02 10:00:00",
        type_id: { id: 1, display_name: "Surat Dinas" },
        classification_id: false,
        signer_jabatan_id: { id: 1, display_name: "Head of Health" },
        drafter_id: { id: 2, display_name: "Rizky" },
        drafter_jabatan_id: { id: 2, display_name: "Staff of Health" },
        skpd_id: { id: 1, display_name: "Health" },
        kepada_ids: [{ id: 1, display_name: "Head of Education" }],
        tembusan_ids: [],
        attachment_ids: [],
        can_edit: false,
        can_submit: false,
        can_paraf: true,
        can_sign: true,
        can_return: true,
        can_distribute: false,
        can_dispose: true,
        can_finish: true,
        ...more,
    };
}

async function mountDesk() {
    await makeMockEnv({ config: { setDisplayName: () => {} } });
    return mountWithCleanup(Desk, { props: { action: {}, actionId: 1 } });
}

beforeEach(async () => {
    mockDate("2026-03-02 12:00:00");
    await resize({ width: 1366, height: 768 });
    // the page is another addon's: nothing is fetched here
    patchWithCleanup(PagePreview.prototype, {
        get url() {
            return "about:blank";
        },
    });
    patchWithCleanup(session, {
        eoffice_levels: {
            sifat: { rahasia: { label: "Rahasia", badge: "secret", offered: true } },
            urgensi: { segera: { label: "Segera", badge: "soon", offered: true } },
        },
    });
    mockService("notification", { add: (message) => expect.step(String(message)) && (() => {}) });
    desks = [{ id: 1, name: "Head of Health", capacity: "definitif", source: "assignment" }];
    waiting = [
        item(1, "sign", "Immunisation at schools", { urgensi: "segera" }),
        item(2, "sign", "Budget for calibration", { sifat: "rahasia" }),
        item(3, "paraf", "Loan of the hall"),
        item(4, "read", "Fogging", { recipient_id: 4 }),
        item(5, "waiting", "What others have"),
    ];
    onRpc("eoffice.desk", "get_dispose_options", () => ({
        from: { id: 1, name: "Head of Education" },
        subordinates: [
            { id: 11, name: "Secretary", holder: "Siti", direct: true },
            { id: 12, name: "Primary schools", holder: "Eka", direct: true },
            { id: 13, name: "Staff", holder: "Intan", direct: false },
        ],
        instructions: [
            { id: 21, name: "Tindak lanjuti" },
            { id: 22, name: "Untuk diketahui" },
        ],
        default_deadline: "2026-03-09",
    }));
    onRpc("eoffice.desk", "get_desk", ({ kwargs }) => {
        const counts = {};
        for (const { kind } of waiting) {
            counts[kind] = (counts[kind] || 0) + 1;
        }
        return {
            counts,
            jabatan: desks,
            items: waiting.filter(
                (one) =>
                    (!kwargs.kind || one.kind === kwargs.kind) &&
                    (!kwargs.jabatan_id || one.jabatan_id === kwargs.jabatan_id)
            ),
        };
    });
    onRpc("eoffice.operator", "get_requests", () => []);
    onRpc("eoffice.number.request", "get_waiting", () => []);
    onRpc("eoffice.naskah", "web_read", ({ args }) => [letter(args[0][0])]);
    onRpc("eoffice.naskah", "action_read", () => ({}));
    onRpc("eoffice.naskah", "get_notes", () => ({ notes: [], can_note: false }));
    onRpc("eoffice.naskah", "get_findings", () => []);
    onRpc("eoffice.naskah", "get_changes_since_own_paraf", () => []);
    onRpc("eoffice.naskah", "get_sign_options", () => signOptions);
    onRpc("eoffice.naskah", "get_chain_options", () => ({
        drafter: { name: "Staff", holder: "" },
        return_to: [],
    }));
    onRpc("eoffice.naskah", "get_timeline", () => ({ past: [], now: [], next: [], recipients: [] }));
    onRpc("eoffice.naskah", "get_dispositions", () => []);
    onRpc("eoffice.naskah", "read", () => [{ id: 1, number: "443/7/Dinkes" }]);
});

const signOptions = {
    reserved: false,
    lines: ["KEPALA DINAS KESEHATAN,"],
    needs_proof: false,
    proofs: ["password"],
    signed: [],
    waiting: [],
    correction: false,
};

const subjects = () => queryAllTexts(".o_eoffice_card_subject");

test("what waits for me, with counts; what others have is not among it", async () => {
    await mountDesk();
    expect(subjects()).toEqual([
        "Immunisation at schools",
        "Budget for calibration",
        "Loan of the hall",
        "Fogging",
    ]);
    expect(".o_eoffice_kind[data-kind=all]").toHaveText(/All\s*4/);
    expect(".o_eoffice_kind[data-kind=sign]").toHaveText(/To sign\s*2/);
    expect(".o_eoffice_kind[data-kind=dispose]").toHaveCount(0);
    expect(".o_eoffice_card:eq(0) .o_eoffice_badge").toHaveText("Segera");
    expect(".o_eoffice_card:eq(1) .o_eoffice_badge").toHaveText("Rahasia");
    expect(".o_eoffice_card:eq(2) .o_eoffice_badge").toHaveCount(0);
    expect(".o_eoffice_card:eq(0) time").toHaveText("2 hours ago");

    await contains(".o_eoffice_kind[data-kind=waiting]").click();
    expect(subjects()).toEqual(["What others have"]);
});

test("on a wide screen the first letter is open beside the list", async () => {
    await mountDesk();
    await animationFrame();
    expect(".o_eoffice_detail h2").toHaveText("Immunisation at schools");
    expect(".o_eoffice_card.o_selected").toHaveCount(1);
    expect(queryAllTexts(".o_eoffice_act")).toEqual(["Sign", "Return"]);
    await contains(".o_eoffice_card:eq(2)").click();
    await animationFrame();
    expect(queryAllTexts(".o_eoffice_act")).toEqual(["Paraf", "Return"]);
});

test("on a telephone the list comes first, the letter takes the whole screen", async () => {
    await resize({ width: 390, height: 844 });
    await mountDesk();
    expect(".o_eoffice_detail").toHaveCount(0);
    await contains(".o_eoffice_card:eq(0)").click();
    await animationFrame();
    expect(".o_eoffice_list").not.toBeVisible();
    expect(".o_eoffice_tab.o_selected").toHaveText("Text");
    expect(".o_eoffice_body").toHaveText("Dengan hormat");
    await contains(".o_eoffice_back").click();
    expect(".o_eoffice_list").toBeVisible();
});

test("paraf is one click: the letter leaves and the next one opens", async () => {
    onRpc("eoffice.naskah", "action_paraf", ({ args }) => {
        expect.step(`paraf ${args[0][0]}`);
        waiting = waiting.filter(({ naskah_id: id }) => id !== args[0][0]);
        return { state: "approval" };
    });
    await mountDesk();
    await contains(".o_eoffice_card:eq(2)").click();
    await contains(".o_eoffice_act[data-act=paraf]").click();
    await animationFrame();
    expect.verifySteps(["paraf 3", "Your paraf is given."]);
    expect(subjects()).toEqual(["Immunisation at schools", "Budget for calibration", "Fogging"]);
    expect(".o_eoffice_detail h2").toHaveText("Fogging");
});

test("signing shows what is signed, then tells the number", async () => {
    onRpc("eoffice.naskah", "action_sign", ({ args }) => {
        waiting = waiting.filter(({ naskah_id: id }) => id !== args[0][0]);
        return { state: "signing" };
    });
    await mountDesk();
    await contains(".o_eoffice_act[data-act=sign]").click();
    expect(".o_eoffice_sign_dialog").toHaveText(/Immunisation at schools/);
    expect(".o_eoffice_sign_dialog .o_eoffice_facts").toHaveText(/Head of Education/);
    await contains(".o_eoffice_sign_dialog .o_eoffice_confirm").click();
    await animationFrame();
    expect.verifySteps(["Signed. The letter has the number 443/7/Dinkes."]);
    expect(".o_eoffice_sign_dialog").toHaveCount(0);
    expect(".o_eoffice_detail h2").toHaveText("Budget for calibration");
});

test("signing asks for the password where it must, and tells in what capacity", async () => {
    onRpc("eoffice.naskah", "get_sign_options", () => ({
        ...signOptions,
        lines: ["a.n. WALI KOTA BEKASI", "SEKRETARIS DAERAH,"],
        needs_proof: true,
        proofs: ["totp", "password"],
        waiting: ["Head of Education"],
    }));
    onRpc("eoffice.naskah", "action_sign", ({ args, kwargs }) => {
        expect.step(kwargs.proof);
        waiting = waiting.filter(({ naskah_id: id }) => id !== args[0][0]);
        return { state: "approval" };
    });
    await mountDesk();
    await contains(".o_eoffice_act[data-act=sign]").click();
    expect(".o_eoffice_sign_capacity").toHaveText("a.n. WALI KOTA BEKASI, SEKRETARIS DAERAH");
    await contains(".o_eoffice_sign_dialog .o_eoffice_confirm").click();
    expect(".o_eoffice_sign_dialog .invalid-feedback").toHaveText("Type the six digits.");
    await contains(".o_eoffice_proof input[inputmode=numeric]").edit("123 456", { confirm: false });
    await contains(".o_eoffice_proof .btn-link").click();
    const field = ".o_eoffice_proof input[type=password]";
    expect(field).toHaveAttribute("autocomplete", "current-password");
    await contains(field).edit("rahasia", { confirm: false });
    await contains(".o_eoffice_sign_dialog .o_eoffice_confirm").click();
    await animationFrame();
    expect.verifySteps([
        { type: "password", password: "rahasia" },
        "Signed. The letter has the number 443/7/Dinkes.",
    ]);
    expect(".o_eoffice_sign_dialog").toHaveCount(0);
});

test("a return needs a note, and keeps it when the server refuses", async () => {
    expect.errors(1);
    let refuse = true;
    onRpc("eoffice.naskah", "action_return", ({ args, kwargs }) => {
        if (refuse) {
            throw makeServerError({ message: "Somebody was faster" });
        }
        expect.step(kwargs.note);
        waiting = waiting.filter(({ naskah_id: id }) => id !== args[0][0]);
        return { state: "draft" };
    });
    await mountDesk();
    await contains(".o_eoffice_act[data-act=return]").click();
    await contains(".o_eoffice_dialog .o_eoffice_confirm").click();
    expect(".o_eoffice_dialog .invalid-feedback").toHaveCount(1);

    await contains(".o_eoffice_dialog textarea").edit("Mend the date", { confirm: false });
    await contains(".o_eoffice_dialog .o_eoffice_confirm").click();
    await animationFrame();
    expect.verifyErrors(["RPC_ERROR"]);
    await contains(".modal:not(:has(.o_eoffice_dialog)) .modal-footer .btn-primary").click();
    expect(".o_eoffice_dialog textarea").toHaveValue("Mend the date");

    refuse = false;
    await contains(".o_eoffice_dialog .o_eoffice_confirm").click();
    await animationFrame();
    expect.verifySteps(["Mend the date", "Returned with your note."]);
    expect(".o_eoffice_dialog").toHaveCount(0);
});

test("a note closed by a stray tap is there again", async () => {
    await mountDesk();
    await contains(".o_eoffice_card:eq(1)").click();
    await contains(".o_eoffice_act[data-act=return]").click();
    await contains(".o_eoffice_dialog textarea").edit("Half a sentence", { confirm: false });
    await contains(".o_eoffice_dialog .btn-secondary").click();
    expect(".o_eoffice_dialog").toHaveCount(0);
    await contains(".o_eoffice_act[data-act=return]").click();
    expect(".o_eoffice_dialog textarea").toHaveValue("Half a sentence");
});

test("opening a letter to read marks it read; it stays while it is open", async () => {
    onRpc("eoffice.naskah", "action_read", ({ args }) => {
        expect.step(`read ${args[0][0]}`);
        waiting = waiting.filter(({ naskah_id: id }) => id !== args[0][0]);
        return {};
    });
    await mountDesk();
    await contains(".o_eoffice_card:eq(3)").click();
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["read 4"]);
    expect(".o_eoffice_card.o_seen .o_eoffice_card_subject").toHaveText("Fogging");
    expect(".o_eoffice_detail h2").toHaveText("Fogging");
    await contains(".o_eoffice_card:eq(0)").click();
    expect(subjects()).not.toInclude("Fogging");
});

test("what the desk opens by itself is read when it is touched, not before", async () => {
    onRpc("eoffice.naskah", "action_read", ({ args }) => {
        expect.step(`read ${args[0][0]}`);
        return {};
    });
    waiting = [
        item(6, "dispose", "Data of school clinics", { recipient_id: 6 }),
        item(7, "dispose", "Invitation", { recipient_id: 7 }),
    ];
    onRpc("eoffice.naskah", "action_finish", ({ args }) => {
        waiting = waiting.filter(({ naskah_id: id }) => id !== args[0][0]);
        return {};
    });
    await mountDesk();
    await animationFrame();
    expect(".o_eoffice_detail h2").toHaveText("Data of school clinics");
    expect.verifySteps([]);
    await contains(".o_eoffice_card:eq(0)").click();
    await animationFrame();
    expect.verifySteps(["read 6"]);

    await contains(".o_eoffice_act[data-act=close]").click();
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect(".o_eoffice_detail h2").toHaveText("Invitation");
    expect.verifySteps(["Finished."]);
    await contains(".o_eoffice_detail h2").click();
    await animationFrame();
    expect.verifySteps(["read 7"]);
    await contains(".o_eoffice_detail h2").click();
    expect.verifySteps([]);
});

test("disposing: taps only, the first chosen is responsible until another is", async () => {
    waiting = [item(6, "dispose", "Data of school clinics", { recipient_id: 6 })];
    onRpc("eoffice.naskah", "action_dispose", ({ kwargs }) => {
        const { context, ...values } = kwargs;
        expect.step(JSON.stringify(values));
        waiting = [];
        return { state: "distributed" };
    });
    await mountDesk();
    await waitFor(".o_eoffice_dispose_panel .o_eoffice_person");
    expect(".o_eoffice_person").toHaveCount(2, { message: "those further down are folded away" });
    await contains(".o_eoffice_dispose_panel .o_eoffice_confirm").click();
    expect(".o_eoffice_dispose_panel .invalid-feedback").toHaveCount(2);
    await contains(".o_eoffice_person:eq(0) .o_eoffice_person_toggle").click();
    await contains(".o_eoffice_unfold").click();
    await contains(".o_eoffice_person:eq(2) .o_eoffice_person_toggle").click();
    await contains(".o_eoffice_person:eq(2) .o_eoffice_responsible").click();
    await contains(".o_eoffice_dispose_panel .o_eoffice_chip:eq(0)").click();
    await contains(".o_eoffice_dispose_panel .o_eoffice_confirm").click();
    await animationFrame();
    expect.verifySteps([
        JSON.stringify({
            to_jabatan_ids: [11, 13],
            instruction_ids: [21],
            note: "",
            deadline: "2026-03-09",
            responsible_jabatan_id: 13,
            from_jabatan_id: 1,
        }),
        "Disposisi sent to 2 positions.",
    ]);
    expect(".o_eoffice_empty").toHaveCount(1);
});

test("a received letter is finished only after a second thought", async () => {
    waiting = [item(6, "dispose", "Data of school clinics", { recipient_id: 6 })];
    onRpc("eoffice.naskah", "action_finish", () => {
        expect.step("finish");
        waiting = [];
        return { state: "finished" };
    });
    await mountDesk();
    await contains(".o_eoffice_act[data-act=close]").click();
    await contains(".modal .btn-secondary").click();
    expect(".o_eoffice_card").toHaveCount(1);
    await contains(".o_eoffice_act[data-act=close]").click();
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect.verifySteps(["finish", "Finished."]);
    expect(".o_eoffice_card").toHaveCount(0);
});

test("the desk looks by itself each minute, and says so when it can't", async () => {
    await mountDesk();
    waiting.unshift(item(7, "sign", "Came just now"));
    await advanceTime(61000);
    await animationFrame();
    expect(subjects()[0]).toBe("Came just now");
    expect(".o_eoffice_detail h2").toHaveText("Immunisation at schools", {
        message: "the open letter stays open",
    });
    onRpc("eoffice.desk", "get_desk", () => {
        throw new ConnectionLostError("/web/dataset/call_kw");
    });
    await advanceTime(61000);
    await animationFrame();
    expect(".o_eoffice_offline").toHaveCount(1);
    expect(subjects()).toHaveLength(5);
});

test("a window that gets the focus while the desk is loading does not stop it", async () => {
    const first = new Deferred();
    onRpc("eoffice.desk", "get_desk", () => first);
    const mounted = mountDesk();
    await animationFrame();
    window.dispatchEvent(new Event("focus"));
    first.resolve({ counts: { sign: 1 }, jabatan: [], items: [waiting[0]] });
    await mounted;
    expect(".o_eoffice_card").toHaveCount(1);
});

test("up and down go through the list", async () => {
    await mountDesk();
    queryFirst(".o_eoffice_card:eq(0)").focus();
    await press("ArrowDown");
    await advanceTime(300);
    await animationFrame();
    expect(".o_eoffice_card:eq(1)").toBeFocused();
    expect(".o_eoffice_detail h2").toHaveText("Budget for calibration");
    await press("ArrowUp");
    await advanceTime(300);
    await animationFrame();
    expect(".o_eoffice_detail h2").toHaveText("Immunisation at schools");
});

test("an empty desk says what will come", async () => {
    waiting = [];
    await mountDesk();
    expect(".o_eoffice_empty p").toHaveText(/Nothing waits for you/);
    await contains(".o_eoffice_kind[data-kind=draft]").click();
    expect(".o_eoffice_empty p").toHaveText(/Letters you have begun/);
});

test("a desk that is carried stands beside one's own, and says in what capacity", async () => {
    desks.push({
        id: 2,
        name: "Head of Education",
        capacity: "plh",
        source: "delegation",
        until: "2026-03-06 17:00:00",
    });
    waiting.push(
        item(8, "sign", "Carried", { jabatan_id: 2, seat: "delegation", capacity: "plh", jabatan: "Head of Education" })
    );
    await mountDesk();
    expect(".o_eoffice_seat").toHaveCount(3);
    expect(".o_eoffice_seat[data-jabatan='2']").toHaveText(/Plh\. Head of Education\s*until/);
    expect(".o_eoffice_card_lent").toHaveCount(1);
    expect(".o_eoffice_card_lent").toHaveText("Plh. Head of Education");
    await contains(".o_eoffice_seat[data-jabatan='2']").click();
    await animationFrame();
    expect(subjects()).toEqual(["Carried"]);
    await contains(".o_eoffice_seat[data-jabatan=all]").click();
    await animationFrame();
    expect(subjects()).toHaveLength(5);
});

test("when a delegation ends, its desk goes and one's own is shown", async () => {
    desks.push({ id: 2, name: "Head of Education", capacity: "plh", source: "delegation" });
    await mountDesk();
    await contains(".o_eoffice_seat[data-jabatan='2']").click();
    await animationFrame();
    expect(subjects()).toEqual([]);
    desks.pop();
    await advanceTime(61000);
    await animationFrame();
    await animationFrame();
    expect(".o_eoffice_seat").toHaveCount(0);
    expect(subjects()).toHaveLength(4);
});

test("who is away is told who carries his desk", async () => {
    desks[0] = { ...desks[0], carried_by: "Siti", until: "2026-03-06 17:00:00", delegation_id: 5 };
    waiting = [];
    await mountDesk();
    expect(".o_eoffice_carried").toHaveText(/Siti carries Head of Health until/);
});

test("what an assistant has prepared goes out with one tap", async () => {
    waiting = [item(9, "release", "Prepared", { disposition_id: 3 })];
    onRpc("eoffice.naskah", "web_read", ({ args }) => [letter(args[0][0], { can_release: true })]);
    onRpc("eoffice.disposition", "web_read", () => [
        { id: 3, state: "prepared", from_jabatan_id: false, to_jabatan_id: false, instruction_ids: [] },
    ]);
    onRpc("eoffice.naskah", "action_release", () => {
        expect.step("release");
        waiting = [];
        return {};
    });
    await mountDesk();
    await contains(".o_eoffice_act[data-act=release]").click();
    await animationFrame();
    expect.verifySteps(["release", "Released in your name."]);
    expect(".o_eoffice_empty").toHaveCount(1);
});

test("an assistant is told that he prepares", async () => {
    waiting = [item(10, "dispose", "For the head", { seat: "assistant", capacity: "assistant" })];
    await mountDesk();
    await animationFrame();
    expect(".o_eoffice_act[data-act=dispose]").toHaveText("Prepare disposisi");
});
