import { Component, markup, onMounted, onWillUpdateProps, useEffect, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { addedFlags } from "../acts/letter_acts";
import { Amendments } from "../amendments/amendments";
import { useNaskahActs } from "../acts/naskah_acts";
import { NaskahBadges } from "../core/badges";
import { deadline, exactly, shortDate, subjectOf } from "../core/format";
import { DISPOSITION_STATES } from "../core/labels";
import { DisposePanel } from "../disposition/dispose_panel";
import { DispositionTree } from "../disposition/disposition_tree";
import { NotedText } from "../notes/noted_text";
import { IncomingPage } from "../page_preview/incoming_page";
import { PagePreview } from "../page_preview/page_preview";
import { CameBack, Opinions } from "../said/said";
import { TimelineLoader } from "../timeline/timeline_loader";
import { ChangesNote } from "../versions/changes_note";
import { actsFor } from "./desk_acts";

const NAMES = { fields: { display_name: {} } };

const LETTER = {
    number: {},
    letter_date: {},
    direction: {},
    state: {},
    status_label: {},
    returned: {},
    subject: {},
    body: {},
    parts_before_html: {},
    parts_after_html: {},
    sifat: {},
    urgensi: {},
    write_date: {},
    type_id: NAMES,
    classification_id: NAMES,
    signer_jabatan_id: NAMES,
    drafter_id: NAMES,
    drafter_jabatan_id: NAMES,
    skpd_id: NAMES,
    kepada_ids: NAMES,
    tembusan_ids: NAMES,
    attachment_ids: { fields: { name: {}, mimetype: {}, file_size: {} } },
    amendments: {},
    came_back: {},
    opinions: {},
    can_edit: {},
    can_submit: {},
    can_prepare: {},
    can_release: {},
    can_paraf: {},
    can_sign: {},
    can_return: {},
    can_distribute: {},
    can_dispose: {},
    can_finish: {},
};

const DISPOSITION = {
    state: {},
    from_jabatan_id: NAMES,
    to_jabatan_id: NAMES,
    is_responsible: {},
    instruction_ids: NAMES,
    note: {},
    deadline: {},
    report: {},
    decline_reason: {},
    asking: {},
    sent_at: {},
    write_date: {},
};

/** Kinds of work of which one wants to see all dispositions of the letter. */
const WITH_TREE = ["followup", "question", "report", "release"];
/** After these, done to the disposition that waits here, it waits no longer. */
const LEAVING = ["report", "decline", "finish", "finish_anyway"];

/** Acts that on a wide screen are done in a panel beside the page. */
const BESIDE = ["dispose", "forward"];

/** The open item: the letter's page, its way, and the buttons to act on it. */
export class DeskDetail extends Component {
    static template = "eoffice_bekasi.DeskDetail";
    static components = {
        Amendments,
        CameBack,
        ChangesNote,
        DisposePanel,
        DispositionTree,
        Dropdown,
        DropdownItem,
        IncomingPage,
        NaskahBadges,
        NotedText,
        Opinions,
        PagePreview,
        TimelineLoader,
    };
    static props = {
        item: Object,
        /** list and letter stand side by side */
        wide: { type: Boolean, optional: true },
        /** the desk opened it by itself: it counts as read when it is touched */
        unasked: { type: Boolean, optional: true },
        /** an unasked item was touched */
        onTouched: Function,
        /** after an act; called with whether the item leaves the list */
        onActed: Function,
        /** the letter was opened by one for whom opening is the act */
        onSeen: Function,
        onClose: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.acts = useNaskahActs();
        this.keepLast = new KeepLast();
        this.scroll = useRef("scroll");
        this.exactly = exactly;
        this.shortDate = shortDate;
        this.state = useState({
            letter: null,
            disposition: null,
            busy: null,
            tab: this.firstTab(this.props.item),
            /** the act whose panel stands beside the page */
            beside: null,
        });
        // not before it is mounted: reading the letter tells the desk, which draws itself anew
        onMounted(() => this.load(this.props.item, this.props.unasked));
        onWillUpdateProps((props) => {
            if (props.item.key !== this.props.item.key) {
                this.state.letter = null;
                this.state.disposition = null;
                this.state.beside = null;
                this.state.tab = this.firstTab(props.item);
                this.load(props.item, props.unasked);
            } else if (this.props.unasked && !props.unasked) {
                this.markRead(props.item);
            }
        });
        // the next letter begins at its head
        useEffect(
            (el) => {
                el.scrollTop = 0;
            },
            () => [this.scroll.el, this.props.item.key]
        );
    }

    /** A page of A4 can't be read on a telephone without zooming: there its text comes first. */
    firstTab(item) {
        if (item.kind === "waiting") {
            return "way";
        }
        return this.ui.isSmall ? "text" : "page";
    }

    /** The dispositions stand beside the page, or among the tabs where there is no room. */
    get hasTree() {
        const { item } = this.props;
        return WITH_TREE.includes(item.kind) && Boolean(item.disposition_id);
    }

    /** What the tree depends on. */
    get treeVersion() {
        return `${this.version}/${this.state.disposition?.write_date || ""}`;
    }

    onTreeActed(id, dispositionId) {
        const { item } = this.props;
        const own = dispositionId === item.disposition_id;
        const leaves = own && (LEAVING.includes(id) || (id === "answer" && item.kind === "question"));
        return this.acted(item, leaves);
    }

    get tabs() {
        return [
            ...(this.ui.isSmall ? [{ id: "text", label: _t("Text"), icon: "fa-align-left" }] : []),
            { id: "page", label: _t("Page"), icon: "fa-file-o" },
            ...(this.hasTree && !this.props.wide
                ? [{ id: "dispositions", label: _t("Disposisi"), icon: "fa-sitemap" }]
                : []),
            { id: "way", label: _t("Way"), icon: "fa-code-fork" },
        ];
    }

    get tab() {
        return this.tabs.some(({ id }) => id === this.state.tab) ? this.state.tab : "page";
    }

    /**
     * How the page is shown: a letter from outside has a PDF, ours is drawn. What may have come from
     * outside waits until that is known.
     */
    get pageKind() {
        const { letter } = this.state;
        if (letter) {
            return letter.direction === "masuk" ? "incoming" : "drawn";
        }
        return ["dispose", "read", "followup", "report", "waiting"].includes(this.props.item.kind)
            ? null
            : "drawn";
    }

    /** What the page and the way depend on: they are drawn anew when it changes. */
    get version() {
        return `${this.state.letter?.write_date || ""}/${this.state.letter?.state || ""}/${
            this.state.disposition?.state || ""
        }`;
    }

    /** Whether the letter is before one to be approved: what changed since is said then. */
    get isAsked() {
        return ["sign", "paraf", "check", "returned"].includes(this.props.item.kind);
    }

    get buttons() {
        return this.state.letter
            ? actsFor(this.props.item, this.state.letter, this.state.disposition)
            : [];
    }

    /** On a narrow screen two buttons are in reach, the others in a menu. */
    get shownButtons() {
        return this.buttons.filter(({ folded }) => !folded).slice(0, this.ui.isSmall ? 2 : 3);
    }

    get foldedButtons() {
        const shown = this.shownButtons;
        return this.buttons.filter((act) => !shown.some(({ id }) => id === act.id));
    }

    get due() {
        const open = this.props.item.kind === "followup";
        return open ? deadline(this.state.disposition?.deadline) : null;
    }

    get dispositionState() {
        return DISPOSITION_STATES[this.state.disposition?.state];
    }

    get subject() {
        return subjectOf({ ...this.props.item, ...(this.state.letter || {}) });
    }

    get sender() {
        const { letter } = this.state;
        return (letter?.number && letter.signer_jabatan_id?.display_name) || this.props.item.sender;
    }

    get pdfUrl() {
        return `/eoffice/naskah/${this.props.item.naskah_id}/pdf`;
    }

    get isFinal() {
        return ["signed", "sealed", "distributed", "finished"].includes(this.state.letter?.state);
    }

    /** Parts of the letter's type, as the server has drawn them. */
    partsMarkup(place) {
        return markup(this.state.letter?.[`parts_${place}_html`] || "");
    }

    get bodyMarkup() {
        // the server has sanitised it: fields.Html(sanitize=True)
        return markup(this.state.letter?.body || "");
    }

    async load(item, unasked = false) {
        const [[letter], [disposition]] = await this.keepLast.add(
            Promise.all([
                this.orm.webRead("eoffice.naskah", [item.naskah_id], {
                    specification: {
                        ...LETTER,
                        ...Object.fromEntries(addedFlags().map((name) => [name, {}])),
                    },
                }),
                item.disposition_id
                    ? this.orm.webRead("eoffice.disposition", [item.disposition_id], {
                          specification: DISPOSITION,
                      })
                    : [],
            ])
        );
        this.state.letter = letter || null;
        this.state.disposition = disposition || null;
        if (this.props.wide && item.kind === "dispose" && letter?.can_dispose) {
            this.state.beside = "dispose";
        }
        if (!unasked) {
            await this.markRead(item);
        }
    }

    /** Whoever touches a letter that the desk has laid before him reads it. */
    touch() {
        if (this.props.unasked) {
            this.props.onTouched();
        }
    }

    onScroll() {
        if (this.scroll.el.scrollTop > 0) {
            this.touch();
        }
    }

    /** To open a received letter is to read it: the sender's way says when. */
    async markRead(item) {
        if (!["read", "dispose", "followup"].includes(item.kind)) {
            return;
        }
        await this.orm.silent.call("eoffice.naskah", "action_read", [[item.naskah_id]]);
        if (this.props.item.key === item.key) {
            this.props.onSeen(item);
        }
    }

    async run(act) {
        if (this.state.busy) {
            return;
        }
        if (act.id === "edit") {
            return this.openForm();
        }
        if (this.props.wide && BESIDE.includes(act.id)) {
            this.state.beside = this.state.beside === act.id ? null : act.id;
            return;
        }
        const { item } = this.props;
        this.state.busy = act.id;
        try {
            if (await this.acts[act.id](this.target)) {
                await this.acted(item, act.leaves);
            }
        } finally {
            this.state.busy = null;
        }
    }

    /** An act was done: the item leaves the list, or is looked at anew. */
    async acted(item, leaves) {
        this.props.onActed(item, { leaves });
        if (!leaves) {
            await this.load(item);
        }
    }

    /** The act whose panel is open; none once it can't be done any more. */
    get beside() {
        const act = this.buttons.find(({ id }) => id === this.state.beside);
        return this.props.wide && act ? act : null;
    }

    get besideKey() {
        return `${this.props.item.key}/${this.state.beside}`;
    }

    get besideProps() {
        const { beside } = this;
        const { item } = this.props;
        return {
            ...this.acts.disposing(beside.id === "forward" ? "forward" : "dispose", this.target),
            onClose: () => {
                this.state.beside = null;
            },
            onDone: () => {
                this.state.beside = null;
                return this.acted(item, beside.leaves);
            },
        };
    }

    get target() {
        const { item } = this.props;
        const { letter } = this.state;
        const names = (records) => (records || []).map((record) => record.display_name);
        return {
            naskahId: item.naskah_id,
            dispositionId: item.disposition_id,
            subject: letter.subject || item.subject,
            kepada: names(letter.kepada_ids),
            tembusan: names(letter.tembusan_ids),
            jabatan: item.jabatan,
            jabatanId: item.jabatan_id,
            question: this.state.disposition?.asking ? item.note : undefined,
            sifat: letter.sifat,
            urgensi: letter.urgensi,
        };
    }

    openPdf() {
        browser.open(this.pdfUrl, "_blank");
    }

    openForm() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "eoffice.naskah",
            res_id: this.props.item.naskah_id,
            views: [[false, "form"]],
            target: "current",
        });
    }
}
