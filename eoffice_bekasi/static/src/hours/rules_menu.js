import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** The rules of use can be read again at any time. */
export function rulesItem() {
    return {
        type: "item",
        id: "eoffice_rules",
        description: _t("Rules of use"),
        callback: () => browser.open("/eoffice/rules", "_blank"),
        sequence: 45,
    };
}

registry.category("user_menuitems").add("eoffice_rules", rulesItem);
