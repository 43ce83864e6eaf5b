import { Component } from "@odoo/owl";
import { levelOf } from "./labels";

/** The badges of one letter: speed first, then secrecy; nothing when both are ordinary. */
export class NaskahBadges extends Component {
    static template = "eoffice_bekasi.NaskahBadges";
    static props = {
        sifat: { type: [String, Boolean], optional: true },
        urgensi: { type: [String, Boolean], optional: true },
    };

    get urgensi() {
        return levelOf("urgensi", this.props.urgensi);
    }

    get sifat() {
        return levelOf("sifat", this.props.sifat);
    }
}
