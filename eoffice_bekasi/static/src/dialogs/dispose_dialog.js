import { onMounted, onWillStart } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { normalize } from "@web/core/l10n/utils";
import { ActDialog } from "./act_dialog";

/** From how many positions on a search box helps more than it costs. */
const SEARCH_FROM = 8;

/**
 * Hands a letter on to subordinates: who, who is responsible (penanggung jawab), what to do,
 * until when. Everything is a tap; typing is only for the note.
 */
export class DisposeDialog extends ActDialog {
    static template = "eoffice_bekasi.DisposeDialog";
    static components = { ...ActDialog.components, DateTimeInput };
    static props = {
        ...ActDialog.props,
        /** answers {from, subordinates, instructions, default_deadline} */
        loadOptions: Function,
        subject: { type: [String, Boolean], optional: true },
    };

    setup() {
        super.setup();
        this.options = { from: null, subordinates: [], instructions: [] };
        onWillStart(async () => {
            this.options = await this.props.loadOptions();
            if (this.state.deadline === undefined) {
                this.state.deadline = this.options.default_deadline || false;
            }
            this.state.all = !this.direct.length;
            if (this.options.subordinates.length === 1 && !this.state.to.length) {
                this.toggleTo(this.options.subordinates[0].id);
            }
        });
        onMounted(() => {
            if (this.env.isSmall) {
                // no keyboard over the list: most only tap
                document.activeElement?.blur();
            }
        });
    }

    initialValues() {
        return {
            to: [],
            responsible: false,
            instructions: [],
            note: "",
            deadline: undefined,
            search: "",
            all: false,
        };
    }

    get preparesText() {
        return _t(
            "You prepare this for %s: it goes out when the official releases it.",
            this.options.from.name
        );
    }

    get isValid() {
        return this.state.to.length > 0 && this.isSaying;
    }

    /** A disposition says something: an instruction, or a note. */
    get isSaying() {
        return this.state.instructions.length > 0 || Boolean(this.state.note.trim());
    }

    get hasSearch() {
        return this.options.subordinates.length >= SEARCH_FROM;
    }

    get direct() {
        return this.options.subordinates.filter((one) => one.direct !== false);
    }

    /** How many positions further down are folded away. */
    get foldedCount() {
        return this.state.all || this.state.search.trim()
            ? 0
            : this.options.subordinates.length - this.subordinates.length;
    }

    /** Those directly below first; the others when asked for, searched for or chosen. */
    get subordinates() {
        const wanted = normalize(this.state.search.trim());
        return this.options.subordinates.filter(
            (one) =>
                this.isTo(one.id) ||
                (wanted
                    ? normalize(`${one.name} ${one.holder || ""}`).includes(wanted)
                    : this.state.all || one.direct !== false)
        );
    }

    get deadlineValue() {
        return this.state.deadline ? deserializeDate(this.state.deadline) : false;
    }

    values() {
        const { to, responsible, instructions, note, deadline } = this.state;
        return {
            to,
            responsible,
            instructions,
            note: note.trim(),
            deadline: deadline || false,
            prepares: Boolean(this.options.prepares),
        };
    }

    remember() {
        const { to, responsible, instructions, note, deadline } = this.state;
        this.keep({ to: [...to], responsible, instructions: [...instructions], note, deadline });
    }

    isTo(id) {
        return this.state.to.includes(id);
    }

    toggleTo(id) {
        if (this.isTo(id)) {
            this.state.to = this.state.to.filter((other) => other !== id);
        } else {
            this.state.to = [...this.state.to, id];
        }
        if (!this.isTo(this.state.responsible)) {
            this.state.responsible = this.state.to[0] || false;
        }
        this.remember();
    }

    setResponsible(id) {
        if (!this.isTo(id)) {
            this.toggleTo(id);
        }
        this.state.responsible = id;
        this.remember();
    }

    toggleInstruction(id) {
        const { instructions } = this.state;
        this.state.instructions = instructions.includes(id)
            ? instructions.filter((other) => other !== id)
            : [...instructions, id];
        this.remember();
    }

    onNote(ev) {
        this.state.note = ev.target.value;
        this.remember();
    }

    onSearch(ev) {
        this.state.search = ev.target.value;
    }

    onDeadline(value) {
        this.state.deadline = value ? serializeDate(value) : false;
        this.remember();
    }
}
