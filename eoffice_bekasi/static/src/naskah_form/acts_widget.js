import { Component, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { addedActs } from "../acts/letter_acts";
import { useNaskahActs } from "../acts/naskah_acts";

/** Which flag of the letter offers which act, the most wanted first. */
const FLAGS = [
    { id: "release", flag: "can_release", label: _t("Release"), icon: "fa-paper-plane-o" },
    { id: "submit", flag: "can_submit", label: _t("Send for approval"), icon: "fa-paper-plane-o" },
    { id: "prepare", flag: "can_prepare", label: _t("Put on the official's desk"), icon: "fa-hand-o-up" },
    { id: "sign", flag: "can_sign", label: _t("Sign"), icon: "fa-pencil" },
    { id: "paraf", flag: "can_paraf", label: _t("Paraf"), icon: "fa-check" },
    { id: "distribute", flag: "can_distribute", label: _t("Send"), icon: "fa-paper-plane-o" },
    { id: "dispose", flag: "can_dispose", label: _t("Disposisi"), icon: "fa-sitemap" },
    { id: "return", flag: "can_return", label: _t("Return"), icon: "fa-reply" },
    { id: "close", flag: "can_finish", label: _t("Finish"), icon: "fa-flag-checkered" },
    { id: "discard", flag: "can_release", label: _t("Discard what was prepared"), icon: "fa-undo", folded: true },
    { id: "explain", label: _t("Who may read this?"), icon: "fa-eye", folded: true },
    { id: "reserved", flag: "can_use_reserved", label: _t("Reserved number"), icon: "fa-bookmark-o", folded: true },
    { id: "cancel", flag: "can_cancel", label: _t("Cancel the letter"), icon: "fa-ban", folded: true },
];

/** Those above, and the added ones: the folded last. */
function allActs() {
    const acts = [...FLAGS, ...addedActs()];
    return [...acts.filter(({ folded }) => !folded), ...acts.filter(({ folded }) => folded)];
}

/**
 * `<widget name="eoffice_acts"/>`: what the reader may do with the letter, as buttons. They are
 * no ordinary view buttons because most ask something first (a note, who, until when), in the
 * same dialogs as on the desk.
 */
export class ActsWidget extends Component {
    static template = "eoffice_bekasi.ActsWidget";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardWidgetProps };

    setup() {
        this.ui = useService("ui");
        this.acts = useNaskahActs();
        this.state = useState({ busy: null });
    }

    get offered() {
        const { record } = this.props;
        return allActs().filter(
            // a letter that is just being written can be sent with the same tap that saves it
            ({ id, flag }) =>
                (flag ? record.data[flag] : record.resId) || (id === "submit" && !record.resId)
        );
    }

    get shown() {
        return this.offered.filter(({ folded }) => !folded).slice(0, this.ui.isSmall ? 2 : 4);
    }

    get folded() {
        return this.offered.filter((act) => !this.shown.includes(act));
    }

    get target() {
        const { resId, data } = this.props.record;
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

    async run(act) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = act.id;
        const { record } = this.props;
        try {
            if (await record.save()) {
                if (await this.acts[act.id](this.target)) {
                    await record.model.load();
                }
            }
        } finally {
            this.state.busy = null;
        }
    }
}

registry.category("view_widgets").add("eoffice_acts", {
    component: ActsWidget,
    fieldDependencies: () =>
        [...new Set(allActs().map(({ flag }) => flag).filter(Boolean))].map((name) => ({
            name,
            type: "boolean",
            readonly: true,
        })),
});
