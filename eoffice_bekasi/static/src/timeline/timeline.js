import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { DISPOSITION_STATES, RECIPIENT_STATES } from "../core/labels";
import { ago, deadline, exactly, shortly } from "../core/format";
import { workTime } from "../core/work_time";

/** How a station looks, by the kind of what happened there. */
const STATIONS = {
    created: "fa-file-text-o",
    submitted: "fa-paper-plane-o",
    resubmitted: "fa-paper-plane-o",
    paraf: "fa-check",
    returned: "fa-reply",
    signing: "fa-pencil",
    signed: "fa-pencil",
    sealed: "fa-qrcode",
    distributed: "fa-share-alt",
    cancelled: "fa-ban",
    printed: "fa-print",
    registered: "fa-inbox",
    registration_corrected: "fa-pencil-square-o",
    envelope_opened: "fa-envelope-open-o",
    page_added: "fa-file-o",
    sent_on: "fa-share",
    answered: "fa-reply-all",
    finished: "fa-flag-checkered",
};

/** What happened at a recipient: drawn on his branch, not on the trunk. */
const ON_BRANCHES = new Set([
    "delivered",
    "read",
    "disposed",
    "disposition_read",
    "disposition_accepted",
    "disposition_reported",
    "disposition_finished",
    "disposition_declined",
    "disposition_recalled",
    "disposition_prepared",
    "disposition_asked",
    "disposition_answered",
    "disposition_progress",
    "disposition_reminded",
]);

/** What is evidence, but no part of the way. */
const NO_STATION = new Set(["verified", "login", "printed", "signing", "reminded", "escalated", "receipt_given"]);

/** What draws a loop: the letter goes back down. */
const BACK = new Set(["returned", "recalled"]);
/** What the trunk shows above the chain, and below it. */
const ENDS = new Set(["signed", "distributed", "cancelled", "amended"]);

const CAPACITIES = { plt: "Plt.", plh: "Plh.", pj: "Pj." };

/** How a desk of the chain looks, by the state of its step. */
const DESKS = {
    done: "fa-check",
    current: "fa-hourglass-half",
    returned: "fa-reply",
    skipped: "fa-share",
    waiting: "",
};

/** How far a recipient's letter has come, as dots on his branch. */
const STAGES = [
    { key: "delivered", label: _t("Delivered") },
    { key: "read", label: _t("Read") },
    { key: "disposed", label: _t("Disposed") },
    { key: "finished", label: _t("Finished") },
];

/** One disposition and those below it: a twig that can have twigs. */
export class TimelineTwig extends Component {
    static template = "eoffice_bekasi.TimelineTwig";
    static props = { twig: Object };
    static components = {};

    setup() {
        this.ago = ago;
        this.exactly = exactly;
    }

    get stateLabel() {
        return this.props.twig.state_label || DISPOSITION_STATES[this.props.twig.state];
    }

    /** Children may hold it now in the place of their giver. */
    get isNow() {
        return ["sent", "read", "accepted"].includes(this.props.twig.state) &&
            !this.props.twig.children?.length;
    }

    get tone() {
        const { state } = this.props.twig;
        if (state === "finished" || state === "reported") {
            return "o_done";
        }
        return state === "declined" || state === "recalled" ? "o_off" : "o_open";
    }

    get due() {
        const open = !["finished", "declined", "recalled"].includes(this.props.twig.state);
        return open ? deadline(this.props.twig.deadline) : null;
    }
}
TimelineTwig.components = { TimelineTwig };

/**
 * A desk of the chain: who, how long it lay there, until when; who was asked beside it. A tap
 * shows what was said, and the exact times.
 */
export class TimelineDesk extends Component {
    static template = "eoffice_bekasi.TimelineDesk";
    static props = {
        desk: Object,
        opinions: { type: Array, optional: true },
        holder: { type: String, optional: true },
    };
    static defaultProps = { opinions: [], holder: "" };

    setup() {
        this.state = useState({ open: this.props.desk.state === "current" });
        Object.assign(this, { ago, exactly, shortly, workTime });
    }

    get icon() {
        const { desk } = this.props;
        return desk.kind === "sign" && desk.state === "done" ? "fa-pencil" : DESKS[desk.state];
    }

    get isNow() {
        return this.props.desk.state === "current";
    }

    get isNext() {
        return this.props.desk.state === "waiting";
    }

    get person() {
        const { desk, holder } = this.props;
        return desk.person || (this.isNow && holder) || "";
    }

    get capacity() {
        return CAPACITIES[this.props.desk.capacity] || "";
    }

    /** What is unusual about this desk, one word each. */
    get marks() {
        const { desk } = this.props;
        return [
            desk.state === "skipped" && _t("Skipped"),
            desk.added && _t("Added"),
            desk.forwarded && _t("Handed on"),
            desk.returned && _t("Came back"),
            desk.reminded && _t("Reminded"),
            desk.escalated && _t("Superior told"),
        ].filter(Boolean);
    }

    get hasMore() {
        const { desk, opinions } = this.props;
        return Boolean(desk.note || desk.at || opinions.length);
    }
}

/**
 * A letter's way, drawn: where it was (filled stations), who has it now (the lit one), what
 * comes next (hollow ones), and a branch for each recipient with the twigs of its dispositions.
 * Draws what `eoffice.naskah.get_timeline` answers; asks for nothing itself.
 */
export class Timeline extends Component {
    static template = "eoffice_bekasi.Timeline";
    static components = { TimelineDesk, TimelineTwig };
    static props = { data: Object };

    setup() {
        Object.assign(this, { ago, exactly, shortly, workTime });
        this.state = useState({ allLoops: false });
    }

    /** The chain as it is asked; nothing for who sees the envelope only: he gets the stations. */
    get chain() {
        return this.props.data.stages || [];
    }

    get start() {
        return this.props.data.start;
    }

    /** How often the letter went back down, the last at the end. */
    get loops() {
        return (this.props.data.past || []).filter(({ kind }) => BACK.has(kind));
    }

    get shownLoops() {
        return this.state.allLoops ? this.loops : this.loops.slice(-1);
    }

    /** What became of the letter after its chain. */
    get ends() {
        return (this.props.data.past || []).filter(({ kind }) => ENDS.has(kind));
    }

    get isSigned() {
        return this.ends.some(({ kind }) => kind === "signed" || kind === "cancelled");
    }

    get hasCurrent() {
        return this.chain.some((stage) => stage.some(({ state }) => state === "current"));
    }

    /** Who has it while no desk of the chain has: the drafter who mends it, the registry. */
    get nowBeside() {
        return this.hasCurrent ? [] : this.now;
    }

    /** A draft is at its drafter's, before the chain; what is signed waits below it. */
    get nowIsBefore() {
        return !this.isSigned;
    }

    holderOf(desk) {
        return (this.props.data.now || []).find(({ step_id }) => step_id === desk.id)?.holder || "";
    }

    opinionsOf(desk) {
        return (this.props.data.opinions || []).filter(({ step_id }) => step_id === desk.id);
    }

    /** Whether the way has been gone so far: its line is drawn full. */
    isPassed(stage) {
        return stage.every(({ state }) => state === "done" || state === "skipped");
    }

    get past() {
        return (this.props.data.past || []).filter(
            (station) =>
                !station.recipient_id &&
                !station.disposition_id &&
                !ON_BRANCHES.has(station.kind) &&
                !NO_STATION.has(station.kind)
        );
    }

    /** Who has it now; once it was sent, the branches themselves are lit. */
    get now() {
        return this.branches.length ? [] : this.props.data.now || [];
    }

    get next() {
        return this.props.data.next || [];
    }

    /** Branches grow once the letter left: before, its recipients are only intended. */
    get branches() {
        const recipients = this.props.data.recipients || [];
        return recipients.some((one) => one.state !== "draft") ? recipients : [];
    }

    get summary() {
        const branches = this.branches.flatMap((one) => one.members || [one]);
        const read = branches.filter((one) => this.stageOf(one) >= 2).length;
        return _t("%(read)s of %(all)s have read it", { read, all: branches.length });
    }

    icon(station) {
        return STATIONS[station.kind] || "fa-circle";
    }

    /** "Plt." and its like; one's own capacity needs no word. */
    capacity(station) {
        return { plt: "Plt.", plh: "Plh.", pj: "Pj." }[station.capacity] || "";
    }

    progress(recipient) {
        const reached = this.stageOf(recipient);
        return STAGES.map((stage, index) => ({ ...stage, reached: index < reached }));
    }

    stageOf(recipient) {
        return { delivered: 1, read: 2, disposed: 3, finished: 4 }[recipient.state] || 0;
    }

    stateLabel(recipient) {
        if (recipient.members) {
            const { member_read_count: read, member_count: all } = recipient;
            return _t("%(read)s of %(all)s have read it", { read, all });
        }
        return RECIPIENT_STATES[recipient.state] || recipient.state;
    }

    isNow(recipient) {
        return recipient.kind === "kepada" && ["delivered", "read"].includes(recipient.state);
    }

    /** Until when an addressee is to answer, while he has not. */
    due(recipient) {
        return this.isNow(recipient) ? deadline(recipient.respond_by) : null;
    }

    /** The last thing that happened to a recipient, as a sentence's end. */
    when(recipient) {
        return recipient.read_at || recipient.delivered_at;
    }
}
