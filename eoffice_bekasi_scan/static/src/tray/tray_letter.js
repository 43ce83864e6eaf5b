import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** How long a press must last to choose a page, in milliseconds. */
const LONG = 450;

/** A letter in the tray: what was read of it, and its pages as small pictures. */
export class TrayLetter extends Component {
    static template = "eoffice_bekasi_scan.TrayLetter";
    static props = {
        model: Object,
        letter: Object,
        above: { type: Object, optional: true },
        onOpen: Function,
        onRegister: Function,
    };

    setup() {
        this.model = useState(this.props.model);
    }

    get title() {
        const { sender, subject, for_naskah: target } = this.props.letter;
        return target
            ? _t("For the letter %s", target.name)
            : [sender, subject].filter(Boolean).join(": ") || _t("Letter");
    }

    get isOpen() {
        return !this.model.done && this.model.isOpen(this.props.letter);
    }

    get count() {
        const { length } = this.props.letter.pages;
        return length === 1 ? _t("1 page") : _t("%s pages", length);
    }

    get isReading() {
        return ["new", "reading"].includes(this.props.letter.state);
    }

    get canJoin() {
        const { above } = this.props;
        return above && this.isOpen && this.model.isOpen(above);
    }

    join() {
        return this.model.merge([this.props.above.id, this.props.letter.id]);
    }

    // A long press chooses, as everywhere on a phone; a tap opens, or goes on choosing.

    press(page) {
        this.pressed = setTimeout(() => {
            this.pressed = null;
            this.model.toggle(page.id);
        }, LONG);
    }

    letGo() {
        clearTimeout(this.pressed);
    }

    tap(page) {
        if (this.pressed === null) {
            this.pressed = undefined; // the press has chosen it already
        } else if (this.model.chosen.length && this.isOpen) {
            this.model.toggle(page.id);
        } else {
            this.props.onOpen(page.id);
        }
    }
}
