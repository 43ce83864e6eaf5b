import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { ago, exactly } from "../core/format";

/** Why the letter came back, for whoever is to mend it. */
export class CameBack extends Component {
    static template = "eoffice_bekasi.CameBack";
    static props = { said: { type: [Object, Boolean] } };

    setup() {
        this.ago = ago;
        this.exactly = exactly;
    }
}

/** What was asked beside the chain and answered; a question of one's own can be withdrawn. */
export class Opinions extends Component {
    static template = "eoffice_bekasi.Opinions";
    static props = {
        naskahId: { type: [Number, Boolean] },
        rows: { type: [Array, Boolean] },
        /** called before: rejects or answers false where it can't be done now */
        before: { type: Function, optional: true },
        onWithdrawn: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.ago = ago;
        this.exactly = exactly;
        this.state = useState({ busy: false });
    }

    async withdraw({ id }) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = id;
        try {
            if (this.props.before && !(await this.props.before())) {
                return;
            }
            await this.orm.call("eoffice.naskah", "action_withdraw_opinion", [
                [this.props.naskahId],
                id,
            ]);
            this.notification.add(_t("The question is withdrawn."), { type: "success" });
            await this.props.onWithdrawn();
        } finally {
            this.state.busy = false;
        }
    }
}

/** `<widget name="eoffice_said"/>`: both, above everything else in the form of a letter. */
class SaidWidget extends Component {
    static template = "eoffice_bekasi.SaidWidget";
    static components = { CameBack, Opinions };
    static props = { ...standardWidgetProps };

    save() {
        return this.props.record.save();
    }

    reload() {
        return this.props.record.model.load();
    }
}

registry.category("view_widgets").add("eoffice_said", {
    component: SaidWidget,
    fieldDependencies: [
        { name: "came_back", type: "json" },
        { name: "opinions", type: "json" },
    ],
});
