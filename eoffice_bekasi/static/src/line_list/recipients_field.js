import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { ago } from "../core/format";
import { RECIPIENT_STATES } from "../core/labels";
import { LineListField } from "./line_list";

/** Kepada or tembusan: positions in the city and outside contacts, from one box. */
export class RecipientsField extends LineListField {
    get sources() {
        return [
            {
                options: (request) => this.findJabatan(request),
                optionSlot: "option",
                placeholder: _t("Searching…"),
            },
            {
                options: (request) => this.findOutside(request),
                optionSlot: "option",
            },
        ];
    }

    async findOutside(request) {
        if (request.trim().length < 2) {
            return [];
        }
        const taken = this.list.records.map((line) => line.data.partner_id?.id).filter(Boolean);
        const found = await this.orm.searchRead(
            "res.partner",
            [
                ["name", "ilike", request.trim()],
                ["user_ids", "=", false],
                ["id", "not in", taken],
            ],
            ["display_name", "city"],
            { limit: 5 }
        );
        return found.map((partner) => ({
            label: partner.display_name,
            data: {
                id: `partner-${partner.id}`,
                icon: "fa-building-o",
                under: [_t("Outside contact"), partner.city].filter(Boolean).join(" · "),
            },
            onSelect: () => this.add({ default_partner_id: partner.id }),
        }));
    }

    title(line) {
        return (line.data.jabatan_id || line.data.partner_id)?.display_name || "";
    }

    subtitle(line) {
        return line.data.partner_id ? _t("Outside contact, goes by paper") : "";
    }

    mark(line) {
        const { state, read_at: readAt } = line.data;
        if (!state || state === "draft") {
            return null;
        }
        return {
            text: RECIPIENT_STATES[state],
            class: state === "delivered" || state === "paper" ? "o_open" : "o_done",
            title: readAt ? ago(readAt.toUTC?.().toFormat("yyyy-MM-dd HH:mm:ss")) : "",
        };
    }
}

registry.category("fields").add("eoffice_recipients", {
    component: RecipientsField,
    displayName: _t("Recipients"),
    supportedTypes: ["one2many"],
    // not readonly: what is readonly is not saved
    relatedFields: [
        { name: "sequence", type: "integer", readonly: false },
        { name: "kind", type: "selection", selection: [], readonly: false },
        { name: "jabatan_id", type: "many2one", relation: "eoffice.jabatan", readonly: false },
        { name: "partner_id", type: "many2one", relation: "res.partner", readonly: false },
        { name: "state", type: "selection", selection: [], readonly: true },
        { name: "read_at", type: "datetime", readonly: true },
    ],
    extractProps: ({ placeholder }) => ({ placeholder }),
});
