import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { CharField } from "@web/views/fields/char/char_field";
import { DateTimeField } from "@web/views/fields/datetime/datetime_field";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { LetterBodyField } from "../editor/body_field";
import { PeopleEditor } from "./people_editor";
import { PointsEditor } from "./points_editor";

/** Field of a section and editor of it, by kind of part. */
const EDITORS = {
    text: ["text", LetterBodyField],
    points: ["points", PointsEditor],
    line: ["line", CharField],
    date: ["day", DateTimeField],
    moment: ["moment", DateTimeField],
    people: ["people", PeopleEditor],
};

/** The parts of a letter before or after its text, each with its label and an editor of its kind. */
export class SectionsField extends Component {
    static template = "eoffice_bekasi.SectionsField";
    static props = { ...standardFieldProps, place: { type: String } };

    get sections() {
        return this.props.record.data[this.props.name].records
            .filter(({ data }) => data.kind && data.place === this.props.place)
            .sort((one, other) => one.data.sequence - other.data.sequence);
    }

    /** Editors of one kind need no more than the record; texts want their own setting. */
    editor(section) {
        const { kind, name, help: hint } = section.data;
        const [field, component] = EDITORS[kind] || [];
        if (!component) {
            return null;
        }
        const props = { record: section, name: field, readonly: this.props.readonly };
        if (kind === "text") {
            props.editorConfig = { placeholder: hint || "" };
        } else {
            props.placeholder = hint || "";
        }
        if (["date", "moment"].includes(kind)) {
            props.numeric = true;
        }
        if (["points", "people"].includes(kind)) {
            props.label = name;
        }
        return { component, props, field };
    }

    isEmpty(section) {
        const value = section.data[EDITORS[section.data.kind]?.[0]];
        return !value || !value.toString().length;
    }
}

registry.category("fields").add("eoffice_sections", {
    component: SectionsField,
    displayName: _t("Parts of a letter"),
    supportedTypes: ["one2many"],
    // not readonly: what is readonly is not saved
    relatedFields: [
        { name: "code", type: "char", readonly: false },
        { name: "text", type: "html", readonly: false },
        { name: "points", type: "text", readonly: false },
        { name: "line", type: "char", readonly: false },
        { name: "day", type: "date", readonly: false },
        { name: "moment", type: "datetime", readonly: false },
        { name: "people", type: "json", readonly: false },
        { name: "name", type: "char", readonly: true },
        { name: "kind", type: "selection", selection: [], readonly: true },
        { name: "numbering", type: "selection", selection: [], readonly: true },
        { name: "place", type: "selection", selection: [], readonly: true },
        { name: "required", type: "boolean", readonly: true },
        { name: "help", type: "char", readonly: true },
        { name: "sequence", type: "integer", readonly: true },
    ],
    extractProps: ({ options }) => ({ place: options.place }),
});
