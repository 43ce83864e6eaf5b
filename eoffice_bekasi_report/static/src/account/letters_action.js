import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";

/**
 * Fetch one-time letters as one PDF. It is a POST, never a link: each call makes new codes and
 * makes earlier ones void.
 */
async function printLetters(env, action) {
    env.services.ui.block();
    try {
        await download({
            url: "/eoffice/account/letters",
            data: { ids: action.params.ids.join(",") },
        });
    } finally {
        env.services.ui.unblock();
    }
    return action.params.next;
}

registry.category("actions").add("eoffice_account_letters", printLetters);
