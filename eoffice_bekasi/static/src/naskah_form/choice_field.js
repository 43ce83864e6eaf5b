import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { STATE_TONES, levelOf } from "../core/labels";

/**
 * Sifat or urgensi: all that are in force in sight, one tap. Where it can't be changed a badge is left,
 * and nothing at all for the ordinary.
 */
export class ChoiceField extends Component {
    static template = "eoffice_bekasi.ChoiceField";
    static props = { ...standardFieldProps };

    get label() {
        return this.props.record.fields[this.props.name].string;
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get choices() {
        const level = (id) => levelOf(this.props.name, id);
        return this.props.record.fields[this.props.name].selection
            .filter(([id]) => id === this.value || (level(id)?.offered ?? true))
            .map(([id, label]) => ({ id, label, badge: level(id)?.badge || "plain" }));
    }

    get chosen() {
        return this.choices.find(({ id }) => id === this.value);
    }

    choose(id) {
        return this.props.record.update({ [this.props.name]: id });
    }
}

registry.category("fields").add("eoffice_choice", {
    component: ChoiceField,
    displayName: _t("Choice in sight"),
    supportedTypes: ["selection"],
    listViewWidth: [110, 140],
});

/** A state as a quiet badge, in lists. */
export class StateField extends Component {
    static template = "eoffice_bekasi.StateField";
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get label() {
        const { selection } = this.props.record.fields[this.props.name];
        return Object.fromEntries(selection)[this.value] || "";
    }

    get tone() {
        return STATE_TONES[this.value] || "muted";
    }
}

registry.category("fields").add("eoffice_state", {
    component: StateField,
    displayName: _t("State badge"),
    supportedTypes: ["selection"],
    listViewWidth: [110, 160],
});
