import { useEffect } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { useAutosave } from "../autosave/autosave";

/**
 * The form of a letter. What is written is saved by itself. Opening a received letter marks it
 * read: the sender's way says when.
 */
export class NaskahFormController extends FormController {
    setup() {
        super.setup();
        this.naskahOrm = useService("orm");
        this.autosave = useAutosave(this, () => this.rootRef.el);
        useEffect(
            (resId) => {
                if (resId) {
                    this.markRead(resId);
                }
            },
            () => [this.model.root.resId]
        );
    }

    async onRecordSaved(record, changes) {
        const result = await super.onRecordSaved(record, changes);
        await this.autosave.saved();
        return result;
    }

    /** The server knows whether one is a recipient; only a sent letter can be received. */
    async markRead(resId) {
        const { state } = this.model.root.data;
        if (["distributed", "finished"].includes(state)) {
            await this.naskahOrm.silent.call("eoffice.naskah", "action_read", [[resId]]);
        }
    }
}

export const naskahFormView = { ...formView, Controller: NaskahFormController };

registry.category("views").add("eoffice_naskah_form", naskahFormView);
