import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { savingOf, textsNow } from "./autosave";

const { DateTime } = luxon;

const clock = (moment) => DateTime.fromMillis(moment).toFormat("HH.mm");
const words = (html) => new DOMParser().parseFromString(html || "", "text/html").body.innerText.trim();

/** What is in this browser beside what is saved, for copying. */
export class KeptTextDialog extends Component {
    static template = "eoffice_bekasi.KeptTextDialog";
    static components = { Dialog };
    static props = {
        kept: Object,
        now: Object,
        /** nothing may be put back: it is only to be copied */
        copyOnly: Boolean,
        restore: Function,
        discard: Function,
        close: Function,
    };

    setup() {
        this.state = useState({ copied: false });
    }

    text({ subject, body, parts }) {
        const said = Object.values(parts || {}).flatMap(({ text, points, line }) =>
            [words(text), points, line].filter(Boolean)
        );
        return [subject, words(body), ...said].filter(Boolean).join("\n\n");
    }

    async copy() {
        const html = `<p>${new Option(this.props.kept.subject).innerHTML}</p>${this.props.kept.body}`;
        const plain = this.text(this.props.kept);
        try {
            await navigator.clipboard.write([
                new ClipboardItem({
                    "text/html": new Blob([html], { type: "text/html" }),
                    "text/plain": new Blob([plain], { type: "text/plain" }),
                }),
            ]);
        } catch {
            await navigator.clipboard.writeText(plain);
        }
        this.state.copied = true;
    }

    restore() {
        this.props.restore();
        this.props.close();
    }

    discard() {
        this.props.discard();
        this.props.close();
    }
}

/** `<widget name="eoffice_saving"/>`: whether what is typed is saved, and what was kept of before. */
export class SavingWidget extends Component {
    static template = "eoffice_bekasi.SavingWidget";
    static props = { ...standardWidgetProps };

    setup() {
        this.dialog = useService("dialog");
        this.saving = useState(savingOf(this.props.record.model));
    }

    get text() {
        const { kind, at, message } = this.saving;
        return {
            saving: _t("Saving…"),
            saved: at ? _t("Saved %s", clock(at)) : "",
            offline: _t("Not saved: the network is down. What you type is kept on this computer."),
            refused: _t("Not saved: %s", message),
        }[kind];
    }

    get bad() {
        return ["offline", "refused"].includes(this.saving.kind);
    }

    get keptAt() {
        const moment = DateTime.fromMillis(this.saving.draft.at);
        return moment.hasSame(DateTime.now(), "day")
            ? moment.toFormat("HH.mm")
            : moment.toFormat("d MMMM, HH.mm");
    }

    show() {
        const { draft } = this.saving;
        this.dialog.add(KeptTextDialog, {
            kept: draft,
            now: textsNow(this.props.record, null),
            copyOnly: draft.changed,
            restore: () => this.saving.restore(draft),
            discard: () => this.saving.settle(draft),
        });
    }
}

registry.category("view_widgets").add("eoffice_saving", {
    component: SavingWidget,
    fieldDependencies: [
        { name: "can_edit", type: "boolean", readonly: true },
        { name: "write_date", type: "datetime", readonly: true },
    ],
});
