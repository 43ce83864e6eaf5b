import { onWillStart } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { PagePreview } from "../page_preview/page_preview";
import { NaskahBadges } from "../core/badges";
import { ChangesNote } from "../versions/changes_note";
import { ActDialog } from "./act_dialog";

/** Shows exactly what is going to be signed, then signs it. */
export class SignDialog extends ActDialog {
    static template = "eoffice_bekasi.SignDialog";
    static components = { ...ActDialog.components, ChangesNote, PagePreview, NaskahBadges };
    static props = {
        ...ActDialog.props,
        naskahId: Number,
        subject: { type: [String, Boolean], optional: true },
        /** names of the addressees and of the copies */
        kepada: { type: Array, optional: true },
        tembusan: { type: Array, optional: true },
        jabatan: { type: [String, Boolean], optional: true },
        sifat: { type: [String, Boolean], optional: true },
        urgensi: { type: [String, Boolean], optional: true },
        /** answers the number and date that were set aside for the letter, or false */
        loadReserved: { type: Function, optional: true },
    };
    static defaultProps = { ...ActDialog.defaultProps, kepada: [], tembusan: [] };

    setup() {
        super.setup();
        onWillStart(async () => {
            this.reserved = await this.props.loadReserved?.();
        });
    }

    /** @returns {string} the day that was reserved, as people write it */
    get reservedDay() {
        return formatDate(deserializeDate(this.reserved.date));
    }
}
