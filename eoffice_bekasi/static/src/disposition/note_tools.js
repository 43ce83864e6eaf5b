import { Component, onWillUnmount, status, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { DrawingDialog } from "./drawing_dialog";
import { useNoteUpload } from "./note_upload";
import { canDictate, canRecord, dictate, record } from "./voice";

/** A note without typing: spoken, dictated or written by hand, as the device offers. */
export class NoteTools extends Component {
    static template = "eoffice_bekasi.NoteTools";
    static props = {
        /** words that were heard */
        onText: Function,
        /** a recording or a drawing, uploaded */
        onFile: Function,
        files: { type: Boolean, optional: true },
        /** the browser may listen: its service can be a stranger's */
        mayDictate: { type: Boolean, optional: true },
    };
    static defaultProps = { files: true };

    setup() {
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.upload = useNoteUpload();
        this.state = useState({ recording: false, dictating: false, seconds: 0, busy: false });
        this.canRecord = canRecord();
        this.canDictate = canDictate();
        onWillUnmount(() => {
            this.recording?.cancel();
            this.dictation?.stop();
        });
    }

    get time() {
        const { seconds } = this.state;
        return `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, "0")}`;
    }

    refuseMicrophone() {
        this.notification.add(
            _t("The microphone can't be used. Allow it in the browser's address bar, or type the note."),
            { type: "warning" }
        );
    }

    async toggleRecording() {
        if (this.state.recording) {
            return this.recording?.stop();
        }
        Object.assign(this.state, { recording: true, seconds: 0 });
        try {
            this.recording = await record((seconds) => {
                this.state.seconds = seconds;
            });
        } catch {
            this.state.recording = false;
            return this.refuseMicrophone();
        }
        if (status(this) === "destroyed") {
            return this.recording.cancel(); // closed while the browser asked
        }
        const file = await this.recording.done;
        this.recording = null;
        this.state.recording = false;
        if (file) {
            await this.take(file);
        }
    }

    toggleDictation() {
        if (this.state.dictating) {
            return this.dictation?.stop();
        }
        this.state.dictating = true;
        this.dictation = dictate({
            onText: (text) => this.props.onText(text),
            onEnd: (error) => {
                this.state.dictating = false;
                if (error && !["no-speech", "aborted"].includes(error)) {
                    this.refuseMicrophone();
                }
            },
        });
    }

    draw() {
        this.dialog.add(DrawingDialog, { onDrawn: (file) => this.take(file) });
    }

    async take(file) {
        this.state.busy = true;
        try {
            const taken = await this.upload(file);
            if (taken) {
                this.props.onFile(taken);
            }
        } finally {
            this.state.busy = false;
        }
    }
}
