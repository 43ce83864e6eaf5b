import { browser } from "@web/core/browser/browser";
import { IndexedDB } from "@web/core/utils/indexed_db";
import { user } from "@web/core/user";
import { session } from "@web/session";

const ALGORITHM = "AES-GCM";
const TABLE = "drafts";
const DATABASE = "eoffice_drafts";

/**
 * What is typed and not saved yet, kept in this browser: encrypted with the secret that Odoo gives
 * to a page only after the login (`browser_cache_secret`), so that on a shared computer nobody
 * reads it without the account. Without a secure context nothing is kept.
 */
export class DraftStore {
    constructor(secret = session.browser_cache_secret) {
        if (!browser.isSecureContext && !window.isSecureContext) {
            return;
        }
        if (!secret || !window.crypto?.subtle) {
            return;
        }
        const bytes = new Uint8Array(secret.match(/../g).map((pair) => parseInt(pair, 16)));
        this.key = window.crypto.subtle.importKey("raw", bytes, ALGORITHM, false, [
            "encrypt",
            "decrypt",
        ]);
        this.database = new IndexedDB(DATABASE, "1");
    }

    /** One draft for each account and letter; new letters share one. */
    name(resId) {
        return `${user.userId}/${resId || "new"}`;
    }

    async keep(resId, draft) {
        if (this.database) {
            const iv = window.crypto.getRandomValues(new Uint8Array(12));
            const data = new TextEncoder().encode(JSON.stringify(draft));
            const ciphertext = await window.crypto.subtle.encrypt(
                { name: ALGORITHM, iv },
                await this.key,
                data
            );
            await this.database.write(TABLE, this.name(resId), { iv, ciphertext });
        }
    }

    /** @returns {Promise<Object|null>} null when there is none, or it is not this account's to read */
    async find(resId) {
        const kept = await this.database?.read(TABLE, this.name(resId));
        if (!kept?.ciphertext) {
            return null;
        }
        try {
            const data = await window.crypto.subtle.decrypt(
                { name: ALGORITHM, iv: kept.iv },
                await this.key,
                kept.ciphertext
            );
            return JSON.parse(new TextDecoder().decode(data));
        } catch {
            // made with a secret of before a change of password: nobody can read it any more
            await this.drop(resId);
            return null;
        }
    }

    async drop(resId) {
        await this.database?.write(TABLE, this.name(resId), {});
    }
}
