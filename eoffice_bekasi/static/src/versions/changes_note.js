import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { ComparisonDialog } from "./comparison_dialog";

/** One line for whoever has the letter before him: what changed since it was last seen. */
export class ChangesNote extends Component {
    static template = "eoffice_bekasi.ChangesNote";
    static props = { naskahId: Number, version: { type: String, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.state = useState({ changes: [] });
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((props) => {
            if (props.naskahId !== this.props.naskahId || props.version !== this.props.version) {
                this.load(props);
            }
        });
    }

    async load({ naskahId }) {
        this.state.changes = await this.orm.silent.call(
            "eoffice.naskah",
            "get_changes_since_own_paraf",
            [[naskahId]]
        );
    }

    compare({ from_version_id: fromId }) {
        this.dialog.add(ComparisonDialog, { naskahId: this.props.naskahId, fromId });
    }
}
