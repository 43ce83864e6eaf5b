import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { DeskCard } from "../desk/desk_card";
import { ago, exactly, shortly } from "../core/format";

const WORDS = {
    done: _t("done"),
    now: _t("has it now"),
    late: _t("has it, late"),
    next: _t("comes later"),
    skipped: _t("skipped"),
};

/** How far a letter is in its chain: a mark for each stage, read out as names and states. */
export class ProgressStrip extends Component {
    static template = "eoffice_bekasi.ProgressStrip";
    static props = { marks: Array };

    get marks() {
        return this.props.marks.map((mark) => ({
            ...mark,
            title: `${mark.names.join(", ")} – ${WORDS[mark.state]}`,
        }));
    }

    get label() {
        const done = this.props.marks.filter(({ state }) => state === "done" || state === "skipped");
        return _t("%(done)s of %(all)s stages done", {
            done: done.length,
            all: this.props.marks.length,
        });
    }
}

/** The same in a list: a tap shows the names. */
export class ProgressField extends Component {
    static template = "eoffice_bekasi.ProgressField";
    static components = { Dropdown, ProgressStrip };
    static props = { ...standardFieldProps };

    get marks() {
        return this.props.record.data[this.props.name] || [];
    }

    word(mark) {
        return WORDS[mark.state];
    }
}

registry.category("fields").add("eoffice_progress", {
    component: ProgressField,
    supportedTypes: ["json"],
});

/** A moment as "two hours ago". */
export class AgoField extends Component {
    static template = "eoffice_bekasi.AgoField";
    static props = { ...standardFieldProps };

    get value() {
        const moment = this.props.record.data[this.props.name];
        return moment ? moment.toUTC().toFormat("yyyy-MM-dd HH:mm:ss") : false;
    }

    get text() {
        return this.say(this.value);
    }

    say(value) {
        return ago(value);
    }

    get title() {
        return exactly(this.value);
    }
}

registry.category("fields").add("eoffice_ago", {
    component: AgoField,
    supportedTypes: ["datetime"],
});

/** A moment as day and hour, without seconds that nobody asks for. */
export class ShortlyField extends AgoField {
    say(value) {
        return shortly(value);
    }
}

registry.category("fields").add("eoffice_shortly", {
    component: ShortlyField,
    supportedTypes: ["datetime"],
});

// On the desk the cards of what I sent carry the strip.
DeskCard.components = { ...DeskCard.components, ProgressStrip };
DeskCard.prototype.shortly = shortly;
