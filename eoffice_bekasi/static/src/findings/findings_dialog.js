import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

const LEVELS = {
    error: { icon: "fa-times-circle", label: _t("Must be mended") },
    warning: { icon: "fa-exclamation-triangle", label: _t("Look again") },
    info: { icon: "fa-info-circle", label: _t("For your information") },
};

/** What was found in a letter before it is sent: where, and how to mend it. */
export class FindingsDialog extends Component {
    static template = "eoffice_bekasi.FindingsDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        /** see `get_findings` of a letter */
        findings: Array,
        /** goes to the field of a finding */
        onJump: Function,
        /** sends it all the same; none: it was only looked at */
        onGo: { type: Function, optional: true },
        goLabel: { type: String, optional: true },
    };

    setup() {
        this.levels = LEVELS;
        this.state = useState({ busy: false });
    }

    get errors() {
        return this.props.findings.filter(({ level }) => level === "error").length;
    }

    get title() {
        if (this.errors) {
            return _t("Not ready to be sent yet");
        }
        return this.props.onGo ? _t("Look once more before you send it") : _t("Check of the letter");
    }

    jump(finding) {
        this.props.close();
        this.props.onJump(finding);
    }

    async go() {
        this.state.busy = true;
        try {
            await this.props.onGo();
        } finally {
            this.state.busy = false;
        }
        this.props.close();
    }
}
