import { Component, onMounted, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { useNaskahActs } from "../acts/naskah_acts";
import { deadline, exactly, shortly } from "../core/format";
import { STATE_TONES } from "../core/labels";
import { flat, OPEN_STATES } from "./disposition_acts";
import { NoteFiles } from "./note_files";

/** What the server says can be done, as buttons: what is most often wanted first. */
const ACTS = [
    { id: "answer", label: _t("Answer"), icon: "fa-reply", first: true },
    { id: "accept", label: _t("Accept"), icon: "fa-check" },
    { id: "report", label: _t("Report"), icon: "fa-commenting-o" },
    { id: "forward", label: _t("Hand on"), icon: "fa-sitemap" },
    { id: "progress", label: _t("How far it is"), icon: "fa-tasks" },
    { id: "finish", label: _t("Finish"), icon: "fa-flag-checkered", first: true },
    { id: "remind", label: _t("Remind"), icon: "fa-bell-o" },
    { id: "question", can: "ask", label: _t("Ask a question"), icon: "fa-question" },
    { id: "recall", label: _t("Recall"), icon: "fa-undo" },
    { id: "decline", label: _t("Decline"), icon: "fa-times" },
    { id: "finish_anyway", label: _t("Close without a report"), icon: "fa-flag-checkered" },
];

/** The stations of one disposition. */
const STATIONS = [
    ["sent_at", _t("Sent")],
    ["read_at", _t("Read")],
    ["accepted_at", _t("Accepted")],
    ["reported_at", _t("Reported")],
    ["finished_at", _t("Finished")],
];

const MESSAGE_ICONS = {
    question: "fa-question",
    answer: "fa-reply",
    progress: "fa-tasks",
    report: "fa-commenting-o",
    reminder: "fa-bell-o",
    closed: "fa-flag-checkered",
};

/** More messages than these are folded: the last ones are in sight. */
const LAST_MESSAGES = 3;

/** One disposition: who, what, until when, how far, what was said; and those below it. */
export class DispositionNode extends Component {
    static template = "eoffice_bekasi.DispositionNode";
    static props = {
        node: Object,
        /** the one whose acts stand in the desk's own bar */
        ownId: { type: [Number, Boolean], optional: true },
        /** these acts */
        inBar: { type: Array, optional: true },
        busy: { type: [String, Boolean], optional: true },
        onAct: Function,
    };
    static components = { NoteFiles };

    setup() {
        this.exactly = exactly;
        this.shortly = shortly;
        this.messageIcons = MESSAGE_ICONS;
        this.state = useState({ allMessages: false });
    }

    get tone() {
        return STATE_TONES[this.props.node.state] || "muted";
    }

    get due() {
        const { state, deadline: day, late } = this.props.node;
        return OPEN_STATES.includes(state) ? deadline(day, late) : null;
    }

    get stations() {
        const { node } = this.props;
        return STATIONS.filter(([name]) => node[name]).map(([name, label]) => ({
            name,
            // what was declined has the time of that where a report has its
            label: name === "reported_at" && node.decline_reason ? _t("Declined") : label,
            at: node[name],
        }));
    }

    get messages() {
        const { messages } = this.props.node;
        return this.state.allMessages ? messages : messages.slice(-LAST_MESSAGES);
    }

    get waitsText() {
        const { asking, from, to } = this.props.node;
        return _t("Waits for an answer from %s", asking === "receiver" ? from.name : to.name);
    }

    get acts() {
        const { node, ownId, inBar = [] } = this.props;
        return ACTS.filter(
            ({ id, can = id }) => node.can[can] && !(node.id === ownId && inBar.includes(id))
        ).map((act) => ({
            ...act,
            label: act.id === "finish" && node.state === "declined" ? _t("Take note") : act.label,
        }));
    }
}
DispositionNode.components = { DispositionNode, NoteFiles };

/**
 * All dispositions of a letter that the reader may see, at a glance: who has what to do, how far
 * each is, what is late; to remind, answer, finish and recall from here.
 */
export class DispositionTree extends Component {
    static template = "eoffice_bekasi.DispositionTree";
    static components = { DispositionNode };
    static props = {
        naskahId: Number,
        subject: { type: [String, Boolean], optional: true },
        /** changes when it must be asked for anew */
        version: { type: [String, Number], optional: true },
        ownId: { type: [Number, Boolean], optional: true },
        inBar: { type: Array, optional: true },
        /** after an act; with its id and that of its disposition */
        onActed: { type: Function, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.acts = useNaskahActs();
        this.keepLast = new KeepLast();
        this.state = useState({ trees: null, busy: false });
        onMounted(() => this.load(this.props.naskahId));
        onWillUpdateProps((props) => {
            if (props.naskahId !== this.props.naskahId) {
                this.state.trees = null;
            }
            if (props.naskahId !== this.props.naskahId || props.version !== this.props.version) {
                this.load(props.naskahId);
            }
        });
    }

    async load(naskahId) {
        this.state.trees = await this.keepLast.add(
            this.orm.call("eoffice.naskah", "get_dispositions", [[naskahId]])
        );
    }

    get sheetUrl() {
        return `/eoffice/naskah/${this.props.naskahId}/disposition`;
    }

    /** How many are done, open, late: for who gave it to several. */
    get summary() {
        const all = flat(this.state.trees || []).filter(
            ({ limited, state }) => !limited && !["recalled", "prepared"].includes(state)
        );
        if (all.length < 2) {
            return null;
        }
        return {
            all: all.length,
            done: all.filter(({ state }) => ["reported", "finished", "closed"].includes(state)).length,
            late: all.filter(({ late }) => late).length,
        };
    }

    get doneText() {
        return _t("%(done)s of %(all)s have reported", this.summary);
    }

    async act(id, node) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = `${id}-${node.id}`;
        const question = node.messages.findLast(({ kind }) => kind === "question");
        try {
            const done = await this.acts[id]({
                naskahId: this.props.naskahId,
                dispositionId: node.id,
                subject: this.props.subject,
                to: node.to.name,
                question: question?.text,
            });
            if (done) {
                await this.load(this.props.naskahId);
                await this.props.onActed?.(id, node.id);
            }
        } finally {
            this.state.busy = false;
        }
    }
}

/** `<widget name="eoffice_dispositions"/>` in the form of a letter, or of one of its dispositions. */
class DispositionsWidget extends Component {
    static template = "eoffice_bekasi.DispositionsWidget";
    static components = { DispositionTree };
    static props = { ...standardWidgetProps };

    get naskahId() {
        const { record } = this.props;
        return record.resModel === "eoffice.naskah" ? record.resId : record.data.naskah_id?.id;
    }

    get subject() {
        const { data } = this.props.record;
        return data.subject || data.letter_subject || false;
    }

    get version() {
        const { state, write_date: stamp } = this.props.record.data;
        return [state, stamp?.toMillis?.() || 0].join("/");
    }

    reload() {
        return this.props.record.model.load();
    }
}

registry.category("view_widgets").add("eoffice_dispositions", {
    component: DispositionsWidget,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "write_date", type: "datetime" },
    ],
});
