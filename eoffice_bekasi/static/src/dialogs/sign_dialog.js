import { onWillStart } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { NaskahBadges } from "../core/badges";
import { PagePreview } from "../page_preview/page_preview";
import { PdfPages } from "../pdf_pages/pdf_pages";
import { ProofField } from "../proof/proof_field";
import { ChangesNote } from "../versions/changes_note";
import { ActDialog } from "./act_dialog";

/** Shows exactly what is going to be signed, then signs it. */
export class SignDialog extends ActDialog {
    static template = "eoffice_bekasi.SignDialog";
    static components = {
        ...ActDialog.components,
        ChangesNote,
        NaskahBadges,
        PagePreview,
        PdfPages,
        ProofField,
    };
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
        /** answers what is shown and asked before; see `get_sign_options` */
        loadOptions: Function,
    };
    static defaultProps = { ...ActDialog.defaultProps, kepada: [], tembusan: [] };

    setup() {
        super.setup();
        onWillStart(async () => {
            this.options = await this.props.loadOptions();
            this.reserved = this.options.reserved;
        });
    }

    initialValues() {
        return { proof: false, plain: false };
    }

    /** @returns {string} where the PDF comes from that will be frozen */
    get pageUrl() {
        return `/eoffice/naskah/${this.props.naskahId}/preview`;
    }

    /** A browser that can't show a PDF by itself gets the page another way. */
    showPlain() {
        this.state.plain = true;
    }

    get isValid() {
        return !this.options.needs_proof || Boolean(this.state.proof);
    }

    /** Only what is asked for leaves the dialog, and nothing of it is remembered. */
    values() {
        return this.state.proof ? { proof: this.state.proof } : {};
    }

    /** @returns {string} in what capacity it is signed, as it prints, in one line */
    get capacity() {
        return this.options.lines.join(", ").replace(/,+$/, "").replace(/,,/g, ",");
    }

    /** @returns {boolean} whether others sign after this one */
    get isNotLast() {
        return this.options.waiting.length > 0;
    }

    /** @returns {string} the day that was reserved, as people write it */
    get reservedDay() {
        return formatDate(deserializeDate(this.reserved.date));
    }
}
