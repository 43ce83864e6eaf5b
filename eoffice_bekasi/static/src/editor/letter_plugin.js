import { Plugin } from "@html_editor/plugin";
import { ClipboardPlugin } from "@html_editor/core/clipboard_plugin";
import { isHtmlContentSupported } from "@html_editor/core/selection_plugin";
import { parseHTML } from "@html_editor/utils/html";
import { withSequence } from "@html_editor/utils/resource";
import { _t } from "@web/core/l10n/translation";
import { PICTURE_LIMIT, cleanPaste } from "./clean_paste";
import { MERGE_FIELDS } from "./merge_fields";

const ODOO = "application/vnd.odoo.odoo-editor";

/** Pastes what a letter may say, wherever it was copied from. */
export class LetterClipboardPlugin extends ClipboardPlugin {
    handlePasteOdooEditorHtml(clipboardData) {
        return this.pasteClean(clipboardData.getData(ODOO));
    }

    handlePasteHtml(selection, clipboardData) {
        const html = clipboardData.getData("text/html");
        if (html && this.pasteClean(html)) {
            return true;
        }
        const large = [...clipboardData.files].find(
            ({ type, size }) => type.startsWith("image/") && size > PICTURE_LIMIT
        );
        if (large) {
            this.services.notification.add(
                _t("The picture is larger than 5 MB. Make it smaller, or attach it to the letter."),
                { type: "warning" }
            );
            return true;
        }
        return super.handlePasteHtml(selection, clipboardData);
    }

    pasteClean(html) {
        const clean = html && cleanPaste(html);
        if (!clean) {
            return false;
        }
        const fragment = parseHTML(this.document, clean);
        this.dependencies.sanitize.sanitize(fragment);
        this.dependencies.dom.insert(fragment);
        return true;
    }
}

/** Merge fields and sentences of the office, put in from the "/" menu and the toolbar. */
export class LetterPlugin extends Plugin {
    static id = "eofficeLetter";
    static dependencies = ["dom", "history", "powerbox", "selection", "userCommand"];

    resources = {
        user_commands: [
            {
                id: "eofficeMergeField",
                title: _t("Merge field"),
                description: _t("Filled in by itself when the letter is signed"),
                icon: "fa-tag",
                run: ({ name }) => this.insert(`[[${name}]]`),
                isAvailable: isHtmlContentSupported,
            },
            {
                id: "eofficeSnippet",
                title: _t("Kalimat baku"),
                icon: "fa-quote-left",
                run: ({ text }) => this.insert(parseHTML(this.document, text)),
                isAvailable: isHtmlContentSupported,
            },
            {
                id: "eofficeOffer",
                title: _t("Merge fields and kalimat baku"),
                description: _t("Merge fields and kalimat baku"),
                icon: "fa-tag",
                run: () => this.offer(),
                isAvailable: isHtmlContentSupported,
            },
        ],
        powerbox_categories: [
            withSequence(20, { id: "eoffice_snippet", name: _t("Kalimat baku") }),
            withSequence(30, { id: "eoffice_field", name: _t("Merge fields") }),
        ],
        powerbox_items: [
            ...(this.config.snippets || []).map(({ name, text, kind }) => ({
                categoryId: "eoffice_snippet",
                commandId: "eofficeSnippet",
                commandParams: { text },
                title: name,
                description: new DOMParser().parseFromString(text, "text/html").body.textContent,
                keywords: ["kalimat", "baku", { opening: "pembuka", closing: "penutup" }[kind] || "isi"],
            })),
            ...(this.config.mergeFields === false ? [] : MERGE_FIELDS).map(({ name, label }) => ({
                categoryId: "eoffice_field",
                commandId: "eofficeMergeField",
                commandParams: { name },
                title: label,
                description: `[[${name}]]`,
                keywords: ["isian", name],
            })),
        ],
        toolbar_groups: withSequence(90, { id: "eoffice", namespaces: ["compact", "expanded"] }),
        toolbar_items: {
            id: "eoffice_offer",
            groupId: "eoffice",
            commandId: "eofficeOffer",
            description: _t("Merge fields and kalimat baku"),
        },
        power_buttons: withSequence(5, {
            commandId: "eofficeOffer",
            description: _t("Merge fields and kalimat baku"),
        }),
    };

    insert(content) {
        this.dependencies.dom.insert(content);
        this.dependencies.history.addStep();
    }

    offer() {
        const selection = this.dependencies.selection.getEditableSelection();
        this.dependencies.selection.setCursorEnd(selection.endContainer);
        const ours = ["eoffice_snippet", "eoffice_field"];
        this.dependencies.powerbox.openPowerbox({
            commands: this.dependencies.powerbox
                .getAvailablePowerboxCommands()
                .filter(({ categoryId }) => ours.includes(categoryId)),
            categories: this.getResource("powerbox_categories").filter(({ id }) => ours.includes(id)),
        });
    }
}
