import { serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { ago } from "../core/format";
import { LineListField } from "./line_list";

const KINDS = {
    paraf: _t("Paraf"),
    koordinasi: _t("Paraf koordinasi"),
    check: _t("Check by the registry"),
    sign: _t("Signature"),
};
/** What the drafter may choose for a line. */
const CHOICES = ["paraf", "koordinasi", "check"];

const MARKS = {
    current: { text: _t("At the desk"), class: "o_now" },
    done: { text: _t("Done"), class: "o_done" },
    returned: { text: _t("Returned"), class: "o_back" },
    skipped: { text: _t("Skipped"), class: "o_open" },
    forwarded: { text: _t("Handed on"), class: "o_open" },
};
const CAME_BACK = { text: _t("Came back"), class: "o_back" };
const AGAIN = { text: _t("Asked again"), class: "o_now" };

/** The chain of approval: who gives paraf, in order or together, and who signs at its end. */
export class StepsField extends LineListField {
    static template = "eoffice_bekasi.StepsField";

    setup() {
        super.setup();
        this.choices = CHOICES.map((id) => ({ id, name: KINDS[id] }));
    }

    get sources() {
        return [
            {
                options: (request) =>
                    this.findJabatan(request, [
                        "|",
                        ["is_shared", "=", false],
                        ["registry_of_ids", "!=", false],
                    ]),
                optionSlot: "option",
                placeholder: _t("Searching…"),
            },
        ];
    }

    /** The signer stays last: he is chosen above, by his own field. */
    isFixed(line) {
        return line.data.kind === "sign" || ["done", "forwarded"].includes(line.data.state);
    }

    /** Whether the line is asked together with the one before it. */
    isTogether(line) {
        return Boolean(line.data.with_previous) && this.lines.indexOf(line) > 0;
    }

    /** Whether the one after it is asked together with this line. */
    isJoined(line) {
        const lines = this.lines;
        const next = lines[lines.indexOf(line) + 1];
        return Boolean(next && this.isTogether(next));
    }

    /** The number of the stage; those who are asked together share it. */
    place(line) {
        const lines = this.lines;
        return lines
            .slice(0, lines.indexOf(line) + 1)
            .filter((one) => !this.isTogether(one)).length;
    }

    canJoin(line) {
        const before = this.lines[this.lines.indexOf(line) - 1];
        return !this.isFixed(line) && before && before.data.kind !== "sign";
    }

    subtitle(line) {
        const { state, acted_by_id: actor, acted_at: at, current_since: since } = line.data;
        const words = [KINDS[line.data.kind] || ""];
        if (this.isRunning && state !== "waiting") {
            if (at) {
                words.push(actor?.display_name, ago(serializeDateTime(at)));
            } else if (state === "current" && since) {
                words.push(_t("since %s", ago(serializeDateTime(since))));
            }
        }
        return words.filter(Boolean).join(" · ");
    }

    get isRunning() {
        return this.props.record.data.state !== "draft";
    }

    mark(line) {
        if (!this.isRunning) {
            return null;
        }
        const { state, returned, asked_again: again } = line.data;
        if (state === "current" && returned) {
            return CAME_BACK;
        }
        return state === "current" && again ? AGAIN : MARKS[state] || null;
    }

    async setKind(line, kind) {
        await line.update({ kind });
    }

    async toggleTogether(line) {
        await line.update({ with_previous: !line.data.with_previous });
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
        { name: "with_previous", type: "boolean", readonly: false },
        { name: "jabatan_id", type: "many2one", relation: "eoffice.jabatan", readonly: false },
        { name: "state", type: "selection", selection: [], readonly: true },
        { name: "returned", type: "boolean", readonly: true },
        { name: "asked_again", type: "boolean", readonly: true },
        { name: "acted_by_id", type: "many2one", relation: "res.users", readonly: true },
        { name: "acted_at", type: "datetime", readonly: true },
        { name: "current_since", type: "datetime", readonly: true },
    ],
    extractProps: ({ placeholder }) => ({ placeholder }),
});
