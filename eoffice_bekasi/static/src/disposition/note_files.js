import { Component } from "@odoo/owl";

/** A recording may be called a film by who only looks at its box. */
const SOUND = /^(audio\/|video\/(webm|ogg|mp4)$)/;
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

/** Notes that are heard or seen where they stand, and files to open. */
export class NoteFiles extends Component {
    static template = "eoffice_bekasi.NoteFiles";
    static props = {
        files: Array,
        /** with it each can be left out again */
        onRemove: { type: Function, optional: true },
    };

    isSound({ mimetype }) {
        return SOUND.test(mimetype || "");
    }

    isPicture({ mimetype }) {
        return PICTURE.test(mimetype || "");
    }

    url({ id, url }) {
        return url || `/web/content/${id}`;
    }
}
