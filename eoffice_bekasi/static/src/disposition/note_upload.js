import { _t } from "@web/core/l10n/translation";
import { useFileUploader } from "@web/core/utils/files";
import { useService } from "@web/core/utils/hooks";

/**
 * @typedef {Object} NoteFile a file that goes with a disposition, a progress or a report
 * @property {number} id of its ir.attachment
 * @property {string} name
 * @property {string} mimetype
 * @property {string} [url] where it can be seen or heard before it is sent
 */

/**
 * Sends files to the server as the account's own, not yet anybody else's: the act they are given
 * to makes them part of the letter.
 *
 * @returns {(file: File) => Promise<NoteFile|null>} null: it was not taken, and that was said
 */
export function useNoteUpload() {
    const upload = useFileUploader();
    const notification = useService("notification");
    const refuse = (file, why) => {
        notification.add(why, { title: _t("%s was not attached", file.name), type: "danger" });
        return null;
    };
    return async (file) => {
        if (!file.size) {
            return refuse(file, _t("The file is empty."));
        }
        const answer = await upload("/web/binary/upload_attachment", {
            csrf_token: odoo.csrf_token,
            model: "eoffice.disposition",
            id: 0,
            ufile: [file],
        });
        const [taken] = answer || [];
        if (!taken) {
            return null; // too large: Odoo has said so
        }
        if (taken.error) {
            return refuse(file, taken.error);
        }
        return {
            id: taken.id,
            name: file.name,
            mimetype: file.type || taken.mimetype,
            url: URL.createObjectURL(file),
        };
    };
}
