import { COLLABORATION_PLUGINS, MAIN_PLUGINS } from "@html_editor/plugin_sets";
import { FontPlugin } from "@html_editor/main/font/font_plugin";
import { LinkPlugin } from "@html_editor/main/link/link_plugin";
import { LetterClipboardPlugin, LetterPlugin } from "./letter_plugin";
import { LetterTogetherPlugin } from "./together_plugin";

/** What a letter can't print is not offered. */
const UNPRINTABLE = new Set([
    "banner",
    "chatgpt_translate",
    "colorUi",
    "column",
    "emoji",
    "fontFamily",
    "icon",
    "iconColor",
    "inlineCode",
    "mediaUrlPaste",
    "star",
    "textDirection",
]);

/** A plugin without some of the buttons and commands it offers; what it does else stays. */
const without = (Base, ids) =>
    class extends Base {
        resources = Object.fromEntries(
            Object.entries(this.resources).map(([name, items]) =>
                ["toolbar_items", "powerbox_items"].includes(name)
                    ? [
                          name,
                          [items].flat().filter((item) => {
                              const { id, commandId } = item.object || item;
                              return !ids.includes(id) && !ids.includes(commandId);
                          }),
                      ]
                    : [name, items]
            )
        );
    };

const REPLACED = {
    clipboard: LetterClipboardPlugin,
    collaborationOdoo: LetterTogetherPlugin,
    font: without(FontPlugin, ["font-size"]),
    link: without(LinkPlugin, ["link", "unlink", "openLinkTools", "toggleLinkTools"]),
};

/** The editor's plugins for the text of a letter. */
export function letterPlugins({ together = false } = {}) {
    return [
        ...MAIN_PLUGINS.filter(({ id }) => !UNPRINTABLE.has(id)),
        LetterPlugin,
        ...(together ? COLLABORATION_PLUGINS : []),
    ].map((Plugin) => REPLACED[Plugin.id] || Plugin);
}
