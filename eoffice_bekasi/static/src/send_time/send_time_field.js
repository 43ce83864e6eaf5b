import { Component, onWillStart, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { shortly } from "../core/format";

const { DateTime } = luxon;

/** When a letter goes out: now, one of the likely mornings, or any moment to come. */
export class SendTimeField extends Component {
    static template = "eoffice_bekasi.SendTimeField";
    static components = { DateTimeInput };
    static props = {
        naskahIds: Array,
        /** whether "now" is offered: not for what isn't signed yet */
        allowNow: { type: Boolean, optional: true },
        /** called with the moment (UTC text), false for "now", or null while there is none */
        onChange: Function,
    };
    static defaultProps = { allowNow: true };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ choice: this.props.allowNow ? "now" : null, other: false });
        this.times = [];
        onWillStart(async () => {
            this.times = await this.orm.call("eoffice.naskah", "get_send_times", [
                this.props.naskahIds,
            ]);
        });
    }

    get choices() {
        const now = { id: "now", at: false, label: _t("Now"), icon: "fa-paper-plane-o" };
        const times = this.times.map(({ id, at }) => ({
            id,
            at,
            label: shortly(at),
            hint: id === "monday" ? _t("Monday morning") : _t("Next working morning"),
            icon: "fa-clock-o",
        }));
        return [...(this.props.allowNow ? [now] : []), ...times];
    }

    get earliest() {
        return DateTime.local().plus({ minutes: 1 });
    }

    choose({ id, at }) {
        this.state.choice = id;
        this.props.onChange(at);
    }

    chooseOther() {
        this.state.choice = "other";
        this.props.onChange(this.state.other ? serializeDateTime(this.state.other) : null);
    }

    onOther(value) {
        this.state.other = value;
        this.props.onChange(value ? serializeDateTime(value) : null);
    }
}

/** A moment (UTC text) as it is said after an act. */
export const saidMoment = (at) =>
    deserializeDateTime(at).toLocaleString(DateTime.DATETIME_MED);
