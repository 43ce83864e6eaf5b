import { useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { addresseeOptions, ICONS, kindOf } from "../compose/addressees";
import { ago } from "../core/format";
import { RECIPIENT_STATES } from "../core/labels";
import { LineListField } from "./line_list";

/** Kepada or tembusan: positions, lists and outside contacts, from one box. */
export class RecipientsField extends LineListField {
    static template = "eoffice_bekasi.RecipientsField";

    setup() {
        super.setup();
        this.dialogs = useService("dialog");
        /** members of the lists that are unfolded, by line */
        this.unfolded = useState({});
    }

    get taken() {
        return Object.fromEntries(
            Object.keys(ICONS).map((key) => [
                key,
                this.list.records.map((line) => line.data[key]?.id).filter(Boolean),
            ])
        );
    }

    get sources() {
        const { record } = this.props;
        return [
            {
                options: (words) =>
                    addresseeOptions(
                        { orm: this.orm, dialog: this.dialogs },
                        words,
                        { drafterId: record.data.drafter_jabatan_id?.id, taken: this.taken },
                        (one) => this.add({ [`default_${kindOf(one)}`]: one[kindOf(one)] })
                    ),
                optionSlot: "option",
                placeholder: _t("Searching…"),
            },
        ];
    }

    title(line) {
        const { jabatan_id, partner_id, list_id } = line.data;
        return (jabatan_id || partner_id || list_id)?.display_name || "";
    }

    subtitle(line) {
        if (line.data.list_id) {
            return line.data.state === "list"
                ? _t("List, sent to %s", line.data.member_count)
                : _t("List, %s members today", line.data.member_count);
        }
        return line.data.partner_id ? _t("Outside contact, goes by paper") : "";
    }

    mark(line) {
        const { state, read_at: readAt } = line.data;
        if (!state || state === "draft") {
            return null;
        }
        if (state === "list") {
            const { member_read_count: read, member_count: all } = line.data;
            return {
                text: _t("%(read)s of %(all)s read", { read, all }),
                class: read === all ? "o_done" : "o_open",
            };
        }
        return {
            text: RECIPIENT_STATES[state],
            class: state === "delivered" || state === "paper" ? "o_open" : "o_done",
            title: readAt ? ago(readAt.toUTC?.().toFormat("yyyy-MM-dd HH:mm:ss")) : "",
        };
    }

    /** Show who is behind a list's line, or hide them again. */
    async unfold(line) {
        if (this.unfolded[line.id]) {
            delete this.unfolded[line.id];
            return;
        }
        const [model, id] = line.resId
            ? ["eoffice.recipient", line.resId]
            : ["eoffice.addressee.list", line.data.list_id.id];
        this.unfolded[line.id] = await this.orm.call(model, "get_members", [[id]]);
    }

    memberState(member) {
        return member.state === "draft" ? "" : RECIPIENT_STATES[member.state];
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
        { name: "list_id", type: "many2one", relation: "eoffice.addressee.list", readonly: false },
        { name: "member_count", type: "integer", readonly: true },
        { name: "member_read_count", type: "integer", readonly: true },
        { name: "state", type: "selection", selection: [], readonly: true },
        { name: "read_at", type: "datetime", readonly: true },
    ],
    extractProps: ({ placeholder }) => ({ placeholder }),
});
