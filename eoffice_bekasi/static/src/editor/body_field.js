import { onWillDestroy, onWillStart } from "@odoo/owl";
import { HtmlField, htmlField } from "@html_editor/fields/html_field";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { cleanPaste } from "./clean_paste";
import { letterPlugins } from "./letter_editor";
import { withStep } from "./text_step";

let offered;

/** The sentences this account is offered; asked once for each page load. */
function offeredSnippets(orm) {
    offered ||= orm.call("eoffice.snippet", "get_offered", []).catch(() => {
        offered = null;
        return [];
    });
    return offered;
}

/**
 * Text of a letter: Odoo's editor with what a letter can print, several people at once where the
 * record keeps the step it was saved at (`body_step`).
 */
export class LetterBodyField extends HtmlField {
    setup() {
        const orm = useService("orm");
        onWillStart(async () => {
            this.snippets = this.props.readonly ? [] : await offeredSnippets(orm);
        });
        super.setup();
        // the id the editor was made with: giving a new letter its id makes no new editor
        this.editedId = this.props.record.resId;
        const { model } = this.props.record;
        model.eofficeEditors ||= new Set();
        model.eofficeEditors.add(this);
        onWillDestroy(() => model.eofficeEditors.delete(this));
    }

    get together() {
        return Boolean(this.props.isCollaborative) && !this.props.readonly;
    }

    /** What is saved has no mark of the editor's in it; it needs the step to go on from there. */
    get value() {
        const value = super.value;
        const step = this.together && this.props.record.data.body_step;
        // saved from here without loading anew, it has the newest step in it
        const known = value && value.toString().includes("data-last-history-steps=");
        return step && value && !known ? withStep(value, step) : value;
    }

    get wysiwygKey() {
        const { resId } = this.props.record;
        if (resId && this.editedId && resId !== this.editedId) {
            this.editedId = resId;
        }
        return `${this.editedId}_${this.state.key}`;
    }

    /** Once nobody writes in it, an editor of a new letter is made anew, so that others may join. */
    async onBlur() {
        await super.onBlur();
        const { resId } = this.props.record;
        if (this.together && resId && !this.editedId) {
            this.editedId = resId;
            this.state.key++;
        }
    }

    /** Two texts are the same when the server would store the same. */
    clearElementToCompare(element) {
        super.clearElementToCompare(element);
        element.innerHTML = cleanPaste(element.innerHTML);
    }

    /** The text as it stands in the editor now, without taking it over into the record. */
    currentText() {
        return this.editor && !this.editor.isDestroyed
            ? this.editor.getContent()
            : this.props.record.data[this.props.name]?.toString() || "";
    }

    getConfig() {
        return {
            ...super.getConfig(),
            Plugins: letterPlugins({ together: this.together }),
            snippets: this.snippets,
            allowVideo: false,
            allowFile: false,
            allowChecklist: false,
        };
    }
}

export const letterBodyField = {
    ...htmlField,
    component: LetterBodyField,
    displayName: _t("Text of a letter"),
    extractProps(...args) {
        return { ...htmlField.extractProps(...args), embeddedComponents: false, migrateHTML: false };
    },
    fieldDependencies: ({ options }) =>
        options.collaborative ? [{ name: "body_step", type: "char", readonly: true }] : [],
};

registry.category("fields").add("eoffice_body", letterBodyField);
