import { Component, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";

/** How many separator sheets are printed; the browser shows them as a PDF. */
export class SeparatorDialog extends Component {
    static template = "eoffice_bekasi_scan.SeparatorDialog";
    static components = { Dialog };
    static props = { trayId: Number, close: Function };

    setup() {
        this.state = useState({ count: 10 });
        useAutofocus({ selectAll: true });
    }

    get isValid() {
        const { count } = this.state;
        return Number.isInteger(count) && count >= 1 && count <= 100;
    }

    print() {
        browser.open(`/eoffice/scan/separators/${this.props.trayId}?count=${this.state.count}`, "_blank");
        this.props.close();
    }
}
