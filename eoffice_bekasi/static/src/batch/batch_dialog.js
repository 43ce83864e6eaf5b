import { useEffect, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ActDialog } from "../dialogs/act_dialog";
import { PagePreview } from "../page_preview/page_preview";
import { ProofField } from "../proof/proof_field";
import { SendTimeField } from "../send_time/send_time_field";

/** Shows on which letters an act is done, each with its page to look at, and asks what it needs. */
export class BatchDialog extends ActDialog {
    static template = "eoffice_bekasi.BatchDialog";
    static components = { ...ActDialog.components, PagePreview, ProofField, SendTimeField };
    static props = {
        ...ActDialog.props,
        verb: String,
        /** those on which it is done: id, name, subject, type */
        letters: Array,
        /** how many were chosen that don't wait for this */
        left: { type: Number, optional: true },
        needsNote: { type: Boolean, optional: true },
        needsProof: { type: Boolean, optional: true },
        proofs: { type: Array, optional: true },
    };
    static defaultProps = { ...ActDialog.defaultProps, left: 0 };

    setup() {
        super.setup();
        this.seen = new Set();
        const page = useRef("page");
        // on a telephone the page stands below the list: it comes to where one looks
        useEffect(
            () => {
                page.el?.scrollIntoView({ behavior: "smooth", block: "nearest" });
            },
            () => [this.state.open]
        );
    }

    initialValues() {
        return { note: "", at: false, proof: false, open: null };
    }

    get asksProof() {
        return this.props.verb === "sign" && Boolean(this.props.needsProof);
    }

    get isValid() {
        return (
            (!this.props.needsNote || Boolean(this.state.note.trim())) &&
            (!this.asksProof || Boolean(this.state.proof)) &&
            this.state.at !== null
        );
    }

    values() {
        const { note, at, proof } = this.state;
        return {
            ...(this.props.needsNote ? { note: note.trim(), reason: note.trim() } : {}),
            ...(at ? { at } : {}),
            ...(proof ? { proof } : {}),
        };
    }

    get noteLabel() {
        return this.props.verb === "cancel"
            ? _t("Why are they cancelled?")
            : _t("What should be mended?");
    }

    get leftText() {
        return _t("%s of the chosen letters don't wait for this and are left out.", this.props.left);
    }

    get opened() {
        return this.props.letters.find(({ id }) => id === this.state.open);
    }

    subjectOf({ subject, name }) {
        return subject || name;
    }

    look(letter) {
        this.seen.add(letter.id);
        this.state.open = this.state.open === letter.id ? null : letter.id;
    }
}
