import { useEffect } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { useNaskahActs } from "../acts/naskah_acts";

/** The verbs of the header's buttons, and the act that asks what they need. */
const ACTS = {
    action_submit: "submit",
    action_paraf: "paraf",
    action_sign: "sign",
    action_return: "return",
    action_distribute: "distribute",
    action_dispose: "dispose",
    action_finish: "close",
    action_cancel: "cancel",
};

/**
 * The form of a letter. Its buttons name the verbs of `eoffice.naskah`; here they first ask
 * what the verb needs (a note, who, until when), in the same dialogs as on the desk. Opening
 * a received letter marks it read.
 */
export class NaskahFormController extends FormController {
    setup() {
        super.setup();
        this.acts = useNaskahActs();
        this.naskahOrm = useService("orm");
        useEffect(
            (resId) => {
                if (resId) {
                    this.markRead(resId);
                }
            },
            () => [this.model.root.resId]
        );
    }

    /** To open a received letter is to read it; the server knows whether one is a recipient. */
    async markRead(resId) {
        const { state } = this.model.root.data;
        if (["distributed", "finished"].includes(state)) {
            await this.naskahOrm.silent.call("eoffice.naskah", "action_read", [[resId]]);
        }
    }

    /** What the dialogs show of the letter. */
    get target() {
        const { resId, data } = this.model.root;
        const names = (list) =>
            (list?.records || []).map(
                (one) => (one.data.jabatan_id || one.data.partner_id)?.display_name || ""
            );
        return {
            naskahId: resId,
            subject: data.subject,
            kepada: names(data.kepada_ids),
            tembusan: names(data.tembusan_ids),
            jabatan: data.signer_jabatan_id?.display_name,
            sifat: data.sifat,
            urgensi: data.urgensi,
        };
    }

    /** @override */
    async beforeExecuteActionButton(clickParams) {
        const act = clickParams.type === "object" && ACTS[clickParams.name];
        if (!act) {
            return super.beforeExecuteActionButton(clickParams);
        }
        const saved = await super.beforeExecuteActionButton(clickParams);
        if (saved !== false && (await this.acts[act](this.target))) {
            await this.model.load();
        }
        return false; // the act called the verb itself
    }
}

export const naskahFormView = { ...formView, Controller: NaskahFormController };

registry.category("views").add("eoffice_naskah_form", naskahFormView);
