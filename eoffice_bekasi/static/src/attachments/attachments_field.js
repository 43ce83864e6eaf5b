import { useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useSortable } from "@web/core/utils/sortable_owl";
import {
    Many2ManyBinaryField,
    many2ManyBinaryField,
} from "@web/views/fields/many2many_binary/many2many_binary_field";

const ROMAN = [
    [100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"],
];

function roman(number) {
    let text = "";
    for (const [value, numeral] of ROMAN) {
        while (number >= value) {
            text += numeral;
            number -= value;
        }
    }
    return text;
}

/** The attachments of a letter in order, called "Lampiran I, II, …" when there are several. */
export class AttachmentsField extends Many2ManyBinaryField {
    static template = "eoffice_bekasi.AttachmentsField";

    setup() {
        super.setup();
        this.list = useRef("list");
        useSortable({
            enable: () => !this.props.readonly && this.files.length > 1,
            ref: this.list,
            elements: ".o_eoffice_attachment",
            handle: ".o_eoffice_attachment_handle",
            onDrop: ({ element, previous }) => {
                const [id, after] = [element, previous].map((one) => Number(one?.dataset.id) || 0);
                const ids = this.ids.filter((other) => other !== id);
                ids.splice(after ? ids.indexOf(after) + 1 : 0, 0, id);
                this.order(ids);
            },
        });
    }

    get ids() {
        return this.files.map(({ id }) => id);
    }

    label(place) {
        // as it prints, in whatever language the office works
        return this.files.length > 1 ? `Lampiran ${roman(place + 1)}` : "Lampiran";
    }

    move(id, by) {
        const ids = this.ids;
        const place = ids.indexOf(id);
        ids.splice(place, 1);
        ids.splice(place + by, 0, id);
        return this.order(ids);
    }

    async order(ids) {
        const { record } = this.props;
        if (await record.save()) {
            await this.orm.call("eoffice.naskah", "action_order_attachments", [[record.resId], ids]);
            await record.load();
        }
    }

    /** Each file that can't be taken is named with the reason; the others come in all the same. */
    async onFileUploaded(files) {
        for (const file of files) {
            if (file.error) {
                this.notification.add(`${file.filename || file.name || ""} ${file.error}`.trim(), {
                    title: _t("This file was not attached"),
                    type: "danger",
                });
            } else if (file.size === 0) {
                this.notification.add(_t("%s is empty.", file.filename || file.name), {
                    title: _t("This file was not attached"),
                    type: "danger",
                });
                await this.orm.unlink("ir.attachment", [file.id]);
            } else {
                await this.operations.saveRecord([file.id]);
            }
        }
    }
}

registry.category("fields").add("eoffice_attachments", {
    ...many2ManyBinaryField,
    component: AttachmentsField,
    displayName: _t("Attachments of a letter"),
});
