import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { LineListField } from "./line_list";

const KINDS = {
    paraf: _t("Paraf"),
    koordinasi: _t("Paraf koordinasi"),
    check: _t("Check by the registry"),
    sign: _t("Signature"),
};

const MARKS = {
    current: { text: _t("At the desk"), class: "o_now" },
    done: { text: _t("Done"), class: "o_done" },
    returned: { text: _t("Returned"), class: "o_back" },
    skipped: { text: _t("Skipped"), class: "o_open" },
};

/** The chain of approval: who gives paraf, in order, and who signs at its end. */
export class StepsField extends LineListField {
    get sources() {
        return [
            {
                options: (request) => this.findJabatan(request, [["is_shared", "=", false]]),
                optionSlot: "option",
                placeholder: _t("Searching…"),
            },
        ];
    }

    /** The signer stays last: he is chosen above, by his own field. */
    isFixed(line) {
        return line.data.kind === "sign" || line.data.state === "done";
    }

    subtitle(line) {
        return KINDS[line.data.kind] || "";
    }

    mark(line) {
        const { state } = line.data;
        const mark = MARKS[state];
        if (!mark || this.props.record.data.state === "draft") {
            return null;
        }
        return mark;
    }

    async add(context) {
        await super.add({ default_kind: "paraf", ...context });
        await this.renumber(this.lines);
    }

    async renumber(lines) {
        const isSigner = (line) => line.data.kind === "sign";
        await super.renumber([
            ...lines.filter((line) => !isSigner(line)),
            ...lines.filter(isSigner),
        ]);
    }
}

registry.category("fields").add("eoffice_steps", {
    component: StepsField,
    displayName: _t("Approval chain"),
    supportedTypes: ["one2many"],
    // not readonly: what is readonly is not saved
    relatedFields: [
        { name: "sequence", type: "integer", readonly: false },
        { name: "kind", type: "selection", selection: [], readonly: false },
        { name: "jabatan_id", type: "many2one", relation: "eoffice.jabatan", readonly: false },
        { name: "state", type: "selection", selection: [], readonly: true },
    ],
    extractProps: ({ placeholder }) => ({ placeholder }),
});
