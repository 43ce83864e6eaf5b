import { Component } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { addresseeOptions, ICONS, kindOf } from "./addressees";

/** Addressees as chips, and one box that finds lists, positions and outside contacts. */
export class AddresseeBox extends Component {
    static template = "eoffice_bekasi.AddresseeBox";
    static components = { AutoComplete };
    static props = {
        addressees: Array,
        onChange: Function,
        /** those named in the other box: nobody gets the letter twice */
        others: { type: Array, optional: true },
        drafterId: { type: [Number, Boolean], optional: true },
        placeholder: String,
        id: String,
    };
    static defaultProps = { others: [] };

    setup() {
        this.services = { orm: useService("orm"), dialog: useService("dialog") };
    }

    get taken() {
        const named = [...this.props.addressees, ...this.props.others];
        return Object.fromEntries(
            Object.keys(ICONS).map((key) => [key, named.map((one) => one[key]).filter(Boolean)])
        );
    }

    get sources() {
        return [
            {
                options: (words) =>
                    addresseeOptions(
                        this.services,
                        words,
                        { drafterId: this.props.drafterId, taken: this.taken },
                        (one) => this.props.onChange([...this.props.addressees, one])
                    ),
                optionSlot: "option",
                placeholder: _t("Searching…"),
            },
        ];
    }

    key(one) {
        const kind = kindOf(one);
        return `${kind}-${one[kind]}`;
    }

    icon(one) {
        return ICONS[kindOf(one)];
    }

    remove(one) {
        this.props.onChange(this.props.addressees.filter((other) => other !== one));
    }
}
