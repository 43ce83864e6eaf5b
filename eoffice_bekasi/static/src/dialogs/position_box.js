import { Component } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

const FOUND = 8;

/**
 * The domain of positions whose name, unit or short name has every word that was typed.
 *
 * @param {string} request what was typed
 * @param {number[]} taken ids of positions that are left out
 */
export function positionDomain(request, taken = []) {
    const words = request.trim().split(/\s+/).filter(Boolean);
    return [
        ["id", "not in", taken],
        ...words.flatMap((word) => [
            "|",
            "|",
            ["name", "ilike", word],
            ["organisation_id.name", "ilike", word],
            ["organisation_id.abbreviation", "ilike", word],
        ]),
    ];
}

/** What is read of a position, to show it. */
export const POSITION = {
    name: {},
    organisation_id: { fields: { display_name: {} } },
    holder_id: { fields: { display_name: {} } },
};

/** The line under the name of a position: its unit, and who holds it. */
export function underPosition({ organisation_id: unit, holder_id: holder }) {
    return [unit?.display_name, holder?.display_name].filter(Boolean).join(" · ");
}

/** A box that finds positions, and those that were chosen in it as lines one tap takes away. */
export class PositionBox extends Component {
    static template = "eoffice_bekasi.PositionBox";
    static components = { AutoComplete };
    static props = {
        id: { type: String, optional: true },
        /** [{ id, name, under }] */
        chosen: Array,
        onChange: Function,
        taken: { type: Array, optional: true },
        domain: { type: Array, optional: true },
        multiple: { type: Boolean, optional: true },
        placeholder: { type: String, optional: true },
    };
    static defaultProps = { taken: [], domain: [], multiple: false };

    setup() {
        this.orm = useService("orm");
        this.sources = [
            {
                options: (request) => this.find(request),
                optionSlot: "option",
                placeholder: _t("Searching…"),
            },
        ];
    }

    get isOpen() {
        return this.props.multiple || !this.props.chosen.length;
    }

    async find(request) {
        const { taken, chosen, domain } = this.props;
        const left = [...taken, ...chosen.map(({ id }) => id)];
        const { records } = await this.orm.webSearchRead(
            "eoffice.jabatan",
            [...domain, ...positionDomain(request, left)],
            { specification: POSITION, limit: FOUND }
        );
        return records.map((one) => ({
            label: one.name,
            data: { id: one.id, icon: "fa-user-o", under: underPosition(one) },
            onSelect: () =>
                this.props.onChange([
                    ...this.props.chosen,
                    { id: one.id, name: one.name, under: underPosition(one) },
                ]),
        }));
    }

    remove(id) {
        this.props.onChange(this.props.chosen.filter((one) => one.id !== id));
    }
}
