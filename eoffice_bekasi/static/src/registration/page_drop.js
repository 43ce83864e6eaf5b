import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { PdfPages } from "../pdf_pages/pdf_pages";

const PDF = "application/pdf";

/**
 * The letter's page where nothing was scanned into a tray: a PDF that is chosen or dropped. The
 * first PDF is the page, what comes with it are its attachments.
 */
export class PageDrop extends Component {
    static template = "eoffice_bekasi.PageDrop";
    static components = { PdfPages };
    static props = {
        page: { type: [Object, { value: null }] },
        files: Array,
        /** gets {page, files} */
        onChange: Function,
    };

    setup() {
        this.http = useService("http");
        this.notification = useService("notification");
        this.input = useRef("input");
        this.state = useState({ over: false, busy: false });
    }

    choose() {
        this.input.el.click();
    }

    onDrop(ev) {
        this.state.over = false;
        return this.take([...ev.dataTransfer.files]);
    }

    async onChosen() {
        await this.take([...this.input.el.files]);
        this.input.el.value = "";
    }

    async take(files) {
        if (!files.length || this.state.busy) {
            return;
        }
        if (!this.props.page && !files.some(({ type }) => type === PDF)) {
            this.notification.add(
                _t("The letter itself must be a PDF. Its attachments may be of any kind."),
                { type: "warning" }
            );
            return;
        }
        this.state.busy = true;
        try {
            const made = await this.http.post("/web/binary/upload_attachment", {
                csrf_token: odoo.csrf_token,
                ufile: files,
                model: "eoffice.naskah",
                id: 0,
            });
            const refused = made.filter(({ error }) => error);
            if (refused.length) {
                this.notification.add(refused.map(({ filename, name, error }) => `${filename || name || ""} ${error}`.trim()).join("\n"), {
                    title: _t("This file was not attached"),
                    type: "danger",
                });
            }
            const taken = made
                .filter(({ error }) => !error)
                .map(({ id, filename, mimetype }) => ({ id, name: filename, mimetype }));
            const page = this.props.page || taken.find(({ mimetype }) => mimetype === PDF) || null;
            this.props.onChange({
                page,
                files: [...this.props.files, ...taken.filter(({ id }) => id !== page?.id)],
            });
        } finally {
            this.state.busy = false;
        }
    }

    url({ id }) {
        return `/web/content/${id}`;
    }

    removePage() {
        const { files } = this.props;
        const next = files.find(({ mimetype }) => mimetype === PDF) || null;
        this.props.onChange({ page: next, files: files.filter((one) => one !== next) });
    }

    removeFile(file) {
        this.props.onChange({
            page: this.props.page,
            files: this.props.files.filter(({ id }) => id !== file.id),
        });
    }
}
