import { Component, status, useState } from "@odoo/owl";
import { useBus } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * Ground of the editors of a value that is a list of lines: what is typed stays here until the
 * focus leaves, or the form is saved, as in Odoo's own fields.
 */
export class LinesEditor extends Component {
    static props = {
        ...standardFieldProps,
        label: { type: String, optional: true },
        placeholder: { type: String, optional: true },
    };

    setup() {
        this.state = useState({ lines: [] });
        const { bus } = this.props.record.model;
        useBus(bus, "WILL_SAVE_URGENTLY", () => this.commit());
        useBus(bus, "NEED_LOCAL_CHANGES", ({ detail }) => detail.proms.push(this.commit()));
        useRecordObserver((record) => {
            const value = record.data[this.props.name];
            if (!this.isDirty) {
                this.state.lines = this.toLines(value);
            }
        });
    }

    /** @returns {Array} the lines of a value of the record */
    toLines(value) {
        return value || [];
    }

    /** @returns the value of the record that these lines are */
    toValue(lines) {
        return lines;
    }

    changed() {
        this.isDirty = true;
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", true);
    }

    async commit() {
        if (!this.isDirty || status(this) === "destroyed") {
            return;
        }
        this.isDirty = false;
        await this.props.record.update({ [this.props.name]: this.toValue(this.state.lines) });
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", this.isDirty);
    }
}
