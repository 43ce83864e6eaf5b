import { Component, onWillUnmount, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { textsNow } from "../autosave/autosave";
import { PdfPages } from "../pdf_pages/pdf_pages";

/** Pause in typing after which the page is drawn anew, in ms. */
const DRAW_AFTER = 200;

/** A letter from outside has its own page; nothing is drawn. */
const isIncoming = (record) => record.data.direction === "masuk";

const urlOf = (record) =>
    `/eoffice/naskah/${record.resId}/${isIncoming(record) ? "pdf" : "preview"}`;

function versionOf({ data: { state, write_date: stamp } }) {
    return `${state}/${stamp?.toMillis?.() || 0}`;
}

/** What stands in the form and isn't saved yet, or nothing. */
function unsavedOf(record) {
    if (!record.isInEdition || record.data.can_edit === false || isIncoming(record)) {
        return null;
    }
    const form = document.querySelector(".o_eoffice_naskah_form");
    const { subject, body } = textsNow(record, form);
    return { subject, body };
}

/** `<widget name="eoffice_page"/>`: the page of the letter, beside its form, as it is written. */
export class PageWidget extends Component {
    static template = "eoffice_bekasi.PageWidget";
    static components = { PdfPages };
    static props = { ...standardWidgetProps };

    setup() {
        this.state = useState({ typed: 0 });
        useBus(this.props.record.model.bus, "FIELD_IS_DIRTY", ({ detail }) => detail && this.typed());
        onWillUnmount(() => clearTimeout(this.timer));
    }

    typed() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.redraw(), DRAW_AFTER);
    }

    /** Not when the editor only tidied up, or what was typed has its place elsewhere. */
    redraw() {
        const texts = JSON.stringify(this.unsaved());
        if (texts !== this.texts) {
            this.texts = texts;
            this.state.typed++;
        }
    }

    get url() {
        return urlOf(this.props.record);
    }

    get version() {
        return `${versionOf(this.props.record)}/${this.state.typed}`;
    }

    unsaved() {
        return unsavedOf(this.props.record);
    }

    refresh() {
        return this.props.record.save();
    }
}

registry.category("view_widgets").add("eoffice_page", {
    component: PageWidget,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "write_date", type: "datetime" },
        { name: "direction", type: "selection" },
    ],
});

/** The page over the whole screen, where it has no place beside the form. */
class PageDialog extends Component {
    static template = "eoffice_bekasi.PageDialog";
    static components = { Dialog, PdfPages };
    static props = { record: Object, close: Function };

    get url() {
        return urlOf(this.props.record);
    }

    unsaved() {
        return unsavedOf(this.props.record);
    }
}

/** `<widget name="eoffice_page_button"/>`: shows the page on a telephone. */
export class PageButton extends Component {
    static template = "eoffice_bekasi.PageButton";
    static props = { ...standardWidgetProps };

    setup() {
        this.dialog = useService("dialog");
    }

    async open() {
        const { record } = this.props;
        if (record.resId || (await record.save())) {
            this.dialog.add(PageDialog, { record });
        }
    }
}

registry.category("view_widgets").add("eoffice_page_button", {
    component: PageButton,
    fieldDependencies: [{ name: "direction", type: "selection" }],
});
