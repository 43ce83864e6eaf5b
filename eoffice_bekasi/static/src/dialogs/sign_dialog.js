import { PagePreview } from "../page_preview/page_preview";
import { NaskahBadges } from "../core/badges";
import { ActDialog } from "./act_dialog";

/** Shows exactly what is going to be signed, then signs it. */
export class SignDialog extends ActDialog {
    static template = "eoffice_bekasi.SignDialog";
    static components = { ...ActDialog.components, PagePreview, NaskahBadges };
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
    };
    static defaultProps = { ...ActDialog.defaultProps, kepada: [], tembusan: [] };
}
