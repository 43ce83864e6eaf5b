import { _t } from "@web/core/l10n/translation";
import { ActDialog } from "./act_dialog";

/** Asks whether the new letter corrects the old one or cancels it. */
export class AmendDialog extends ActDialog {
    static template = "eoffice_bekasi.AmendDialog";

    initialValues() {
        return { kind: "ralat" };
    }

    get kinds() {
        return [
            {
                id: "ralat",
                label: _t("Ralat"),
                help: _t("Says what is to be read otherwise. The old letter stays in force."),
            },
            {
                id: "batal",
                label: _t("Batal"),
                help: _t("Cancels the old letter as soon as the new one is sent."),
            },
        ];
    }

    values() {
        return { kind: this.state.kind };
    }
}
