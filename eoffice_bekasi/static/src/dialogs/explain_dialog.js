import { Component, onWillStart } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** Who may read a letter, and because of what. */
export class ExplainDialog extends Component {
    static template = "eoffice_bekasi.ExplainDialog";
    static components = { Dialog };
    static props = { load: Function, close: Function };

    setup() {
        onWillStart(async () => {
            this.rows = await this.props.load();
        });
    }
}
