import { Component, useRef } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { useService } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { POSITION, positionDomain, underPosition } from "../dialogs/position_box";

const FOUND = 8;

/**
 * Ground of the fields that are a list of positions, one line each: lines that can be moved
 * and removed, and one box that searches and adds. Subclasses say what a line shows and what
 * the box finds.
 */
export class LineListField extends Component {
    static template = "eoffice_bekasi.LineListField";
    static components = { AutoComplete };
    static props = { ...standardFieldProps, placeholder: { type: String, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.root = useRef("root");
        useSortable({
            ref: this.root,
            elements: ".o_eoffice_line",
            handle: ".o_eoffice_line_handle",
            cursor: "grabbing",
            enable: () => !this.props.readonly,
            onDrop: ({ element, previous }) =>
                this.move(element.dataset.id, previous ? previous.dataset.id : null),
        });
    }

    get list() {
        return this.props.record.data[this.props.name];
    }

    /** The lines in their order. */
    get lines() {
        return [...this.list.records].sort(
            (one, other) => one.data.sequence - other.data.sequence
        );
    }

    get sources() {
        return [];
    }

    /** @returns {boolean} whether this line may be moved and removed */
    isFixed(line) {
        return false;
    }

    title(line) {
        return line.data.jabatan_id?.display_name || "";
    }

    subtitle(line) {
        return "";
    }

    /** @returns {{text: string, class: string}|null} what stands at the end of the line */
    mark(line) {
        return null;
    }

    get takenIds() {
        return this.list.records.map((line) => line.data.jabatan_id?.id).filter(Boolean);
    }

    /** Positions whose name, unit or short name has every word that was typed. */
    async findJabatan(request, domain = []) {
        const { records } = await this.orm.webSearchRead(
            "eoffice.jabatan",
            [...domain, ...positionDomain(request, this.takenIds)],
            { specification: POSITION, limit: FOUND }
        );
        return records.map((jabatan) => ({
            label: jabatan.name,
            data: {
                id: jabatan.id,
                icon: "fa-user-o",
                under: underPosition(jabatan),
            },
            onSelect: () => this.add({ default_jabatan_id: jabatan.id }),
        }));
    }

    get nextSequence() {
        return Math.max(0, ...this.list.records.map((line) => line.data.sequence || 0)) + 10;
    }

    /** Add a line; the defaults come through the context, as Odoo's own lists do it. */
    async add(context) {
        await this.list.addNewRecord({
            position: "bottom",
            mode: "readonly",
            context: { default_sequence: this.nextSequence, ...context },
        });
    }

    async remove(line) {
        await this.list.delete(line);
    }

    /** Put a line behind another (or first), and number all lines anew. */
    async move(id, previousId) {
        const lines = this.lines;
        const moved = lines.find((line) => line.id === id);
        const others = lines.filter((line) => line.id !== id);
        const place = previousId ? others.findIndex((line) => line.id === previousId) + 1 : 0;
        others.splice(place, 0, moved);
        await this.renumber(others);
    }

    async renumber(lines) {
        for (const [place, line] of lines.entries()) {
            const sequence = (place + 1) * 10;
            if (line.data.sequence !== sequence) {
                await line.update({ sequence });
            }
        }
    }
}
