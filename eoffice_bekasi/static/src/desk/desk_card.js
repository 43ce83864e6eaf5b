import { Component } from "@odoo/owl";
import { ago, deadline, exactly, subjectOf } from "../core/format";
import { CAPACITIES, KINDS } from "../core/labels";
import { NaskahBadges } from "../core/badges";

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
    };

    setup() {
        this.ago = ago;
        this.exactly = exactly;
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
        return deadline(this.props.item.deadline);
    }
}
