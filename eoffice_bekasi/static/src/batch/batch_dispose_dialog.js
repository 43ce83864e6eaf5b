import { DisposeDialog } from "../dialogs/dispose_dialog";

/** The same disposition for several letters: each keeps the deadline of its own urgensi. */
export class BatchDisposeDialog extends DisposeDialog {
    static template = "eoffice_bekasi.BatchDisposeDialog";
    static props = {
        ...DisposeDialog.props,
        /** those on which it is done: id, name, subject, type */
        letters: Array,
    };

    async loadOptions() {
        return { ...(await super.loadOptions()), default_deadline: false };
    }

    subjectOf({ subject, name }) {
        return subject || name;
    }
}
