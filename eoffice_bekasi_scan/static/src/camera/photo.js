import { _t } from "@web/core/l10n/translation";

/** Larger than this no side of a photo is sent: an A4 page at about 250 dots an inch. */
const SIDE = 2900;
/** The sheet's edges are looked for in a picture of this size. */
const SMALL = 900;

export const WHOLE = [[0, 0], [1, 0], [1, 1], [0, 1]];

/** Whether corners take the picture as it is. */
export function isWhole(corners) {
    return corners.every(([x, y], at) => x === WHOLE[at][0] && y === WHOLE[at][1]);
}

/**
 * Draw a picture on a canvas, upright, its longer side at most so many dots.
 *
 * @param {ImageBitmap|HTMLVideoElement|HTMLCanvasElement} source
 * @param {number} side
 * @returns {HTMLCanvasElement}
 */
function drawn(source, side) {
    const [width, height] = [source.videoWidth || source.width, source.videoHeight || source.height];
    const scale = Math.min(1, side / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
    return canvas;
}

function blobOf(canvas, quality) {
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

/** One photo of a page: the file that is sent, how it looks here, where the sheet lies in it. */
export class Shot {
    static last = 0;

    /**
     * @param {Blob|HTMLVideoElement} source a picture file, or the camera as it shows now
     * @returns {Promise<Shot>} a file the browser can't show is kept as it is, without a picture
     */
    static async take(source) {
        const shot = new Shot();
        let picture = source;
        if (source instanceof Blob) {
            try {
                picture = await createImageBitmap(source, { imageOrientation: "from-image" });
            } catch {
                shot.file = source;
                return shot;
            }
        }
        const canvas = drawn(picture, SIDE);
        shot.file = new File([await blobOf(canvas, 0.9)], `${_t("Page")} ${shot.id}.jpg`, { type: "image/jpeg" });
        shot.small = await blobOf(drawn(canvas, SMALL), 0.8);
        shot.url = URL.createObjectURL(shot.file);
        shot.ratio = canvas.width / canvas.height;
        return shot;
    }

    constructor() {
        this.id = ++Shot.last;
        this.corners = WHOLE;
        this.url = null;
        this.ratio = 0.7;
    }

    /** Let the server look for the sheet's corners; the whole picture where it finds none. */
    async findCorners() {
        if (!this.small) {
            return;
        }
        const form = new FormData();
        form.append("csrf_token", odoo.csrf_token);
        form.append("photo", this.small, "photo.jpg");
        try {
            const answer = await fetch("/eoffice/scan/corners", { method: "POST", body: form });
            const { corners } = answer.ok ? await answer.json() : {};
            if (corners && !this.moved) {
                this.corners = corners;
            }
        } catch {
            // without a line the corners are put by hand
        }
    }

    free() {
        if (this.url) {
            URL.revokeObjectURL(this.url);
        }
    }
}
