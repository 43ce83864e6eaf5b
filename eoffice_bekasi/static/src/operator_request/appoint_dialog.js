import { onWillStart } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { normalize } from "@web/core/l10n/utils";
import { registry } from "@web/core/registry";
import { ActDialog } from "../dialogs/act_dialog";

/** From how many people on a search box helps more than it costs. */
const SEARCH_FROM = 8;

/** The head of an SKPD chooses its operator among his staff: one tap for whom, one to confirm. */
export class AppointDialog extends ActDialog {
    static template = "eoffice_bekasi.AppointDialog";
    static props = {
        ...ActDialog.props,
        /** answers {skpd, operator, candidates} */
        loadOptions: Function,
    };

    setup() {
        super.setup();
        this.options = { skpd: "", operator: null, candidates: [] };
        onWillStart(async () => {
            this.options = await this.props.loadOptions();
            if (this.options.candidates.length === 1) {
                this.choose(this.options.candidates[0].id);
            }
        });
    }

    initialValues() {
        return { user: false, decree: "", search: "" };
    }

    get isValid() {
        return Boolean(this.state.user);
    }

    get hasSearch() {
        return this.options.candidates.length >= SEARCH_FROM;
    }

    get candidates() {
        const wanted = normalize(this.state.search.trim());
        return this.options.candidates.filter(
            ({ id, name, jabatan }) =>
                id === this.state.user || normalize(`${name} ${jabatan}`).includes(wanted)
        );
    }

    get title() {
        return this.options.operator ? _t("Replace the operator") : _t("Appoint an operator");
    }

    get present() {
        return _t("%s is operator at present. That ends when somebody else is appointed.", this.options.operator.name);
    }

    values() {
        return {
            user: this.state.user,
            decree: this.state.decree.trim(),
            operator: this.options.operator,
        };
    }

    choose(id) {
        this.state.user = id;
    }

    onSearch(ev) {
        this.state.search = ev.target.value;
    }

    onDecree(ev) {
        this.state.decree = ev.target.value;
    }
}

/**
 * Open the choice of an SKPD's operator.
 *
 * @param {Object} env
 * @param {{ params: { skpd_id: number } }} action
 * @returns {Promise} when somebody was appointed, or nobody
 */
export function appointOperator(env, { params }) {
    const { orm, dialog, notification } = env.services;
    return new Promise((resolve) => {
        dialog.add(
            AppointDialog,
            {
                title: "",
                confirmLabel: _t("Appoint"),
                confirmIcon: "fa-check",
                loadOptions: () =>
                    orm.call("eoffice.operator", "get_candidates", [params.skpd_id]),
                act: async ({ user, decree, operator }) => {
                    if (operator) {
                        await orm.call("eoffice.operator", "action_replace", [
                            [operator.id],
                            user,
                            decree,
                        ]);
                    } else {
                        await orm.call("eoffice.operator", "action_appoint", [
                            params.skpd_id,
                            user,
                            decree,
                        ]);
                    }
                    notification.add(_t("The operator is appointed."), { type: "success" });
                },
            },
            { onClose: resolve }
        );
    });
}

registry.category("actions").add("eoffice_appoint_operator", async (env, action) => {
    await appointOperator(env, action);
    return { type: "ir.actions.client", tag: "soft_reload" };
});
