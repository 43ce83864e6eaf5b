import { odooExceptionTitleMap } from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

// An official has no account at Odoo's maker, nor his help desk.
registry.category("user_menuitems").remove("support");
registry.category("user_menuitems").remove("odoo_account");

// What the server refuses with a word to the user is seldom an "invalid operation": most often
// something is still missing. The message says what.
odooExceptionTitleMap.set("odoo.exceptions.UserError", _t("Not possible yet"));
odooExceptionTitleMap.set("odoo.exceptions.ValidationError", _t("Please check this"));
odooExceptionTitleMap.set("odoo.exceptions.AccessError", _t("You may not do this"));
