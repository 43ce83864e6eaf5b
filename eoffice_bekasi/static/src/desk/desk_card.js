import { Component, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ago, deadline, exactly, subjectOf } from "../core/format";
import { CAPACITIES, KINDS } from "../core/labels";
import { NaskahBadges } from "../core/badges";

/** How long a finger stays on a card to choose it. */
const LONG_PRESS = 450;

/** One thing that waits, as a card in the list. */
export class DeskCard extends Component {
    static template = "eoffice_bekasi.DeskCard";
    static components = { NaskahBadges };
    static props = {
        item: Object,
        selected: Boolean,
        /** whether the card says of which kind it is: needed where kinds are mixed */
        showKind: Boolean,
        onOpen: Function,
        /** it can be one of several on which an act is done */
        choosable: { type: Boolean, optional: true },
        /** several are being chosen: a tap chooses */
        choosing: { type: Boolean, optional: true },
        chosen: { type: Boolean, optional: true },
        onChoose: { type: Function, optional: true },
    };

    setup() {
        this.ago = ago;
        this.exactly = exactly;
        onWillUnmount(() => this.letGo());
    }

    /** A finger that stays on the card chooses it; one that moves scrolls. */
    press(ev) {
        if (ev.pointerType === "touch" && this.props.choosable && !this.props.choosing) {
            this.held = false;
            this.pressing = browser.setTimeout(() => {
                this.held = true;
                this.props.onChoose();
            }, LONG_PRESS);
        }
    }

    letGo() {
        browser.clearTimeout(this.pressing);
    }

    tap() {
        if (this.held) {
            this.held = false;
        } else if (!this.props.choosing) {
            this.props.onOpen();
        } else if (this.props.choosable) {
            this.props.onChoose();
        }
    }

    onContextMenu(ev) {
        if (this.held) {
            ev.preventDefault();
        }
    }

    get kind() {
        return KINDS[this.props.item.kind];
    }

    get subject() {
        return subjectOf(this.props.item);
    }

    /** Where it comes from; of one's own letters, where they are. */
    get from() {
        const { kind, sender, status, type } = this.props.item;
        if (kind === "waiting") {
            return status;
        }
        return kind === "draft" || kind === "returned" ? type : sender;
    }

    /** In whose place it waits here: said only where it is not one's own desk. */
    get lent() {
        const { seat, capacity, jabatan } = this.props.item;
        return seat && seat !== "assignment" ? `${CAPACITIES[capacity] || ""} ${jabatan}` : "";
    }

    get due() {
        return deadline(this.props.item.deadline, this.props.item.late);
    }
}
