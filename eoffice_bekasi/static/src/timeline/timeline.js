import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { DISPOSITION_STATES, RECIPIENT_STATES } from "../core/labels";
import { ago, deadline, exactly, shortly } from "../core/format";

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
]);

/** What is evidence, but no part of the way. */
const NO_STATION = new Set(["verified", "login", "printed", "signing"]);

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
 * A letter's way, drawn: where it was (filled stations), who has it now (the lit one), what
 * comes next (hollow ones), and a branch for each recipient with the twigs of its dispositions.
 * Draws what `eoffice.naskah.get_timeline` answers; asks for nothing itself.
 */
export class Timeline extends Component {
    static template = "eoffice_bekasi.Timeline";
    static components = { TimelineTwig };
    static props = { data: Object };

    setup() {
        this.ago = ago;
        this.exactly = exactly;
        this.shortly = shortly;
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

    stages(recipient) {
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

    /** The last thing that happened to a recipient, as a sentence's end. */
    when(recipient) {
        return recipient.read_at || recipient.delivered_at;
    }
}
