import { NoteDialog } from "../dialogs/note_dialog";
import { NoteFiles } from "./note_files";
import { useNoteUpload } from "./note_upload";

/** Asks for a text, with files: pictures of the place, a list, a draft. */
export class FilesNoteDialog extends NoteDialog {
    static template = "eoffice_bekasi.FilesNoteDialog";
    static components = { ...NoteDialog.components, NoteFiles };

    setup() {
        super.setup();
        this.upload = useNoteUpload();
    }

    initialValues() {
        return { ...super.initialValues(), files: [], uploading: 0 };
    }

    get isValid() {
        return super.isValid && !this.state.uploading;
    }

    values() {
        return { ...super.values(), files: this.state.files.map(({ id }) => id) };
    }

    keepAll() {
        this.keep({ note: this.state.note, files: [...this.state.files] });
    }

    onInput(ev) {
        super.onInput(ev);
        this.keepAll();
    }

    async onFiles(ev) {
        const files = [...ev.target.files];
        ev.target.value = ""; // the same file can be chosen again
        for (const file of files) {
            this.state.uploading++;
            try {
                const taken = await this.upload(file);
                if (taken) {
                    this.state.files = [...this.state.files, taken];
                    this.keepAll();
                }
            } finally {
                this.state.uploading--;
            }
        }
    }

    removeFile(id) {
        this.state.files = this.state.files.filter((file) => file.id !== id);
        this.keepAll();
    }
}
