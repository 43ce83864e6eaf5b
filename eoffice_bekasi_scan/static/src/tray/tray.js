import { Component, onMounted, onWillStart, onWillUnmount, useExternalListener, useRef, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { exactly, ago } from "@eoffice_bekasi/core/format";
import { CameraDialog } from "../camera/camera_dialog";
import { PageViewer } from "./page_viewer";
import { SeparatorDialog } from "./separator_dialog";
import { TrayLetter } from "./tray_letter";
import { TrayModel } from "./tray_model";
import { UploadList, Uploads } from "./uploads";

/** How often the tray looks by itself whether something came; faster while pages are read. */
const REFRESH_EVERY = 20 * 1000;
const WHILE_READING = 3 * 1000;

/** What may come in; what isn't of these kinds is refused by the server with the reason. */
export const ACCEPTED = ".pdf,.tif,.tiff,.jpg,.jpeg,.png,.heic,.heif";

const SOURCES = {
    upload: "fa-upload",
    camera: "fa-camera",
    folder: "fa-print",
    mail: "fa-envelope-o",
};

/** The intake tray: paper comes in here, is put in order, and goes on to be registered. */
export class Tray extends Component {
    static template = "eoffice_bekasi_scan.Tray";
    static components = { Dropdown, DropdownItem, TrayLetter, UploadList };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.body = useRef("body");
        this.fileInput = useRef("files");
        this.env.config.setDisplayName(_t("Intake tray"));
        this.model = useState(new TrayModel(this.orm, this.props.state || {}));
        this.uploads = useState(new Uploads((files) => this.onArrived(files)));
        this.state = useState({ dragging: false });

        useSetupAction({
            getLocalState: () => ({ trayId: this.model.trayId, done: this.model.done }),
            beforeUnload: (ev) => this.uploads.isBusy && ev.preventDefault(),
        });
        onWillStart(() => this.model.load());

        const refresh = () => document.visibilityState === "visible" && !this.model.busy && this.model.load({ silent: true });
        useExternalListener(window, "focus", refresh);
        useExternalListener(document, "visibilitychange", refresh);
        let since = 0;
        let timer;
        onMounted(() => {
            timer = browser.setInterval(() => {
                since += WHILE_READING;
                if (this.model.isReading || since >= REFRESH_EVERY) {
                    since = 0;
                    refresh();
                }
            }, WHILE_READING);
        });
        onWillUnmount(() => browser.clearInterval(timer));

        useSortable({
            enable: () => !this.model.done && !this.model.busy && !this.env.isSmall,
            ref: this.body,
            elements: ".o_eoffice_tray_page",
            groups: ".o_eoffice_tray_pages:not(.o_fixed)",
            connectGroups: true,
            delay: 150,
            cursor: "grabbing",
            onDrop: ({ element, next, parent }) => {
                const id = Number(element.dataset.page);
                const chosen = this.model.chosen.includes(id) ? this.sorted(this.model.chosen) : [id];
                this.model.movePages(chosen, Number(parent.dataset.letter), Number(next?.dataset.page) || false);
            },
        });
        this.exactly = exactly;
        this.ago = ago;
        this.accepted = ACCEPTED;
    }

    // ------------------------------------------------------------------ what is shown

    get tray() {
        return this.model.trays.find(({ id }) => id === this.model.trayId);
    }

    get waiting() {
        return this.model.letters.filter(({ state, for_naskah }) => state === "ready" && !for_naskah).length;
    }

    iconOf({ source }) {
        return SOURCES[source];
    }

    tallyOf({ pages: { taken, registered, aside, waiting } }) {
        return [
            taken === 1 ? _t("1 page in") : _t("%s pages in", taken),
            registered && _t("%s registered", registered),
            aside && _t("%s put aside", aside),
            waiting && _t("%s waiting", waiting),
        ]
            .filter(Boolean)
            .join(" · ");
    }

    get reasons() {
        return Object.entries(this.model.reasons).map(([id, label]) => ({ id, label }));
    }

    /** The letters among which chosen pages may be put, without the only one that they are of. */
    get targets() {
        const from = new Set(this.model.chosen.map((id) => this.model.letterOf(id)?.id));
        return this.model.openLetters
            .map((letter, place) => ({ ...letter, place: place + 1 }))
            .filter(({ id }) => from.size > 1 || !from.has(id));
    }

    targetName({ place, sender, subject, number }) {
        return `${place}. ${sender || subject || number || _t("Letter")}`;
    }

    /** The letters that chosen pages are of, when all are open. */
    get chosenLetters() {
        return [...new Set(this.sorted(this.model.chosen).map((id) => this.model.letterOf(id)?.id))].filter(Boolean);
    }

    get chosenText() {
        const { length } = this.model.chosen;
        return length === 1 ? _t("1 page chosen") : _t("%s pages chosen", length);
    }

    /** Pages in the order in which they lie on the screen. */
    sorted(ids) {
        const order = this.model.pages.map(({ id }) => id);
        return [...ids].sort((one, other) => order.indexOf(one) - order.indexOf(other));
    }

    // ------------------------------------------------------------------ paper comes in

    get uploadValues() {
        return { tray_id: this.model.trayId };
    }

    chooseFiles() {
        this.fileInput.el.click();
    }

    onFilesChosen(ev) {
        this.uploads.add([...ev.target.files], { ...this.uploadValues, source: "upload" });
        ev.target.value = "";
    }

    onDragOver(ev) {
        if (ev.dataTransfer?.types.includes("Files")) {
            ev.preventDefault();
            this.state.dragging = true;
        }
    }

    onDragLeave(ev) {
        if (!ev.currentTarget.contains(ev.relatedTarget)) {
            this.state.dragging = false;
        }
    }

    onDropFiles(ev) {
        if (!ev.dataTransfer?.files.length) {
            return;
        }
        ev.preventDefault();
        this.state.dragging = false;
        this.uploads.add([...ev.dataTransfer.files], { ...this.uploadValues, source: "upload" });
    }

    /** What came in before is not taken twice: say so, or one looks for it in vain. */
    async onArrived(files) {
        await this.model.load({ silent: true });
        const here = this.model.intakes.map(({ id }) => id);
        const known = files.filter(({ state, intake_id }) => state !== "new" && !here.includes(intake_id));
        if (known.length) {
            this.notification.add(known.map(({ name }) => name).join(", "), {
                title: _t("Came in before and was not taken again"),
                type: "warning",
            });
        }
    }

    takePhotos() {
        this.dialog.add(CameraDialog, {
            onTaken: (shots) =>
                this.uploads.add(
                    shots.map(({ file }) => file),
                    { ...this.uploadValues, source: "camera", corners: shots.map(({ corners }) => corners) }
                ),
        });
    }

    printSeparators() {
        this.dialog.add(SeparatorDialog, { trayId: this.model.trayId });
    }

    // ------------------------------------------------------------------ what is done with it

    openPage(pageId) {
        this.dialog.add(PageViewer, { model: this.model, pageId });
    }

    async register(letter) {
        const action = await this.action.loadAction("eoffice_bekasi.eoffice_registration_action");
        await this.action.doAction({ ...action, params: letter ? { document_id: letter.id } : {} });
    }

    turn(degrees) {
        return this.model.turnPages(this.model.chosen, degrees);
    }

    putAside(reason) {
        return this.model.putAside(this.sorted(this.model.chosen), reason);
    }

    newLetter() {
        return this.model.takeBack(this.sorted(this.model.chosen));
    }

    moveTo(letter) {
        return this.model.movePages(this.sorted(this.model.chosen), letter.id);
    }

    join() {
        const ids = this.chosenLetters;
        this.model.chosen = [];
        return this.model.merge(ids);
    }
}

registry.category("actions").add("eoffice_scan_tray", Tray);
