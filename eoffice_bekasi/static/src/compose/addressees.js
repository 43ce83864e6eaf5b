import { _t } from "@web/core/l10n/translation";
import { OutsideDialog } from "./outside_dialog";

/** What an addressee can be, and how it is marked. */
export const ICONS = { list_id: "fa-users", jabatan_id: "fa-user-o", partner_id: "fa-building-o" };

/** @returns {"list_id"|"jabatan_id"|"partner_id"} what an addressee is */
export function kindOf(addressee) {
    return Object.keys(ICONS).find((key) => addressee[key]);
}

/**
 * What one box offers for the words typed: lists, positions and outside contacts, and at the end a
 * new outside contact made in one go.
 *
 * @param {Object} services `orm` and `dialog`
 * @param {string} words
 * @param {Object} query `drafterId`, and `taken`: ids that are named already, by kind
 * @param {(addressee: Object) => void} take gets what is chosen
 * @returns {Promise<Object[]>} options of Odoo's AutoComplete
 */
export async function addresseeOptions({ orm, dialog }, words, { drafterId, taken }, take) {
    const found = await orm.call("eoffice.recipient", "find_addressees", [], {
        words,
        drafter_jabatan_id: drafterId || false,
        taken,
    });
    const options = found.map((one) => {
        const kind = kindOf(one);
        return {
            label: one.name,
            data: { id: `${kind}-${one[kind]}`, icon: ICONS[kind], under: one.under },
            onSelect: () => take(one),
        };
    });
    const name = words.trim();
    if (name.length > 2) {
        options.push({
            label: _t("New outside contact “%s”", name),
            data: { id: "new", icon: "fa-plus", under: _t("Name, address and e-mail; goes by paper") },
            onSelect: () => dialog.add(OutsideDialog, { name, take }),
        });
    }
    return options;
}
