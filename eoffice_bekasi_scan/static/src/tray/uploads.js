import { Component, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";

/** Larger files go up in pieces of this size, so that a broken line costs one piece only. */
const PIECE = 4 * 1024 * 1024;
/** A piece that doesn't get through is sent again so often, each time after a longer rest. */
const TRIES = 4;

/**
 * Send a form and say how far it is.
 *
 * @param {string} url
 * @param {FormData} form
 * @param {(part: number) => void} [onProgress] gets 0 to 1
 * @returns {Promise<Object>} what the server answered
 */
function post(url, form, onProgress) {
    return new Promise((resolve, reject) => {
        const request = new browser.XMLHttpRequest();
        request.open("POST", url);
        request.responseType = "json";
        request.upload.onprogress = (ev) => ev.lengthComputable && onProgress?.(ev.loaded / ev.total);
        request.onerror = () => reject(Object.assign(new Error(_t("The connection broke off.")), { again: true }));
        request.onload = () => {
            if (request.status < 300 && request.response && !request.response.error) {
                resolve(request.response);
            } else {
                reject(
                    Object.assign(new Error(request.response?.error || _t("The server did not take it.")), {
                        again: request.status >= 500,
                    })
                );
            }
        };
        request.send(form);
    });
}

async function patiently(send) {
    for (let tried = 1; ; tried++) {
        try {
            return await send();
        } catch (error) {
            if (!error.again || tried === TRIES) {
                throw error;
            }
            await new Promise((resolve) => browser.setTimeout(resolve, 1000 * tried ** 2));
        }
    }
}

function formOf(values) {
    const form = new FormData();
    form.append("csrf_token", odoo.csrf_token);
    for (const [name, value] of Object.entries(values)) {
        if (value !== undefined && value !== null && value !== false) {
            form.append(name, value);
        }
    }
    return form;
}

/** Files on their way into a tray. Those that failed stay, with the reason, until sent again. */
export class Uploads {
    /**
     * @param {(files: Object[]) => void} onArrived something has come in; gets what became of
     *  each file
     */
    constructor(onArrived) {
        this.onArrived = onArrived;
        this.rows = [];
        this.last = 0;
    }

    get isBusy() {
        return this.rows.some(({ error }) => !error);
    }

    /**
     * Send files as one delivery.
     *
     * @param {File[]} files
     * @param {Object} values `tray_id`, `source`, and `corners` (one entry a file) where known
     */
    async add(files, values) {
        if (!files.length) {
            return;
        }
        this.rows.push({ id: ++this.last, files, values, done: 0, error: "" });
        await this.send(this.rows.at(-1));
    }

    async send(row) {
        row.error = "";
        row.done = 0;
        const size = row.files.reduce((sum, file) => sum + file.size, 0) || 1;
        let before = 0;
        const pieces = [];
        try {
            for (const file of row.files.filter((one) => one.size > PIECE)) {
                pieces.push({
                    at: row.files.indexOf(file),
                    name: file.name,
                    upload: await this.sendPieces(file, (bytes) => {
                        row.done = (before + bytes) / size;
                    }),
                });
                before += file.size;
            }
            const form = formOf({
                ...row.values,
                corners: row.values.corners && JSON.stringify(row.values.corners),
                pieces: pieces.length ? JSON.stringify(pieces) : undefined,
            });
            for (const file of row.files.filter((one) => one.size <= PIECE)) {
                form.append("ufile", file, file.name);
            }
            const answer = await patiently(() =>
                post("/eoffice/scan/upload", form, (part) => {
                    row.done = (before + part * (size - before)) / size;
                })
            );
            this.drop(row);
            this.onArrived(answer.files || []);
        } catch (error) {
            row.error = error.message;
        }
    }

    async sendPieces(file, onBytes) {
        const upload = Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) =>
            one.toString(16).padStart(2, "0")
        ).join("");
        for (let offset = 0; offset < file.size; offset += PIECE) {
            const form = formOf({ upload, offset: String(offset), name: file.name, size: file.size });
            form.append("ufile", file.slice(offset, offset + PIECE), file.name);
            await patiently(() =>
                post("/eoffice/scan/piece", form, (part) =>
                    onBytes(offset + part * Math.min(PIECE, file.size - offset))
                )
            );
        }
        return upload;
    }

    drop(row) {
        this.rows = this.rows.filter(({ id }) => id !== row.id);
    }
}

/** The files on their way, each delivery with how far it is or why it didn't arrive. */
export class UploadList extends Component {
    static template = "eoffice_bekasi_scan.UploadList";
    static props = { uploads: Object };

    setup() {
        this.uploads = useState(this.props.uploads);
    }

    nameOf({ files }) {
        return files.length === 1
            ? files[0].name
            : _t("%(name)s and %(count)s more", { name: files[0].name, count: files.length - 1 });
    }
}
