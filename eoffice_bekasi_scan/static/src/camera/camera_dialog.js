import { Component, onMounted, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { CornersEditor } from "./corners_editor";
import { isWhole, Shot } from "./photo";

const WANTED = {
    audio: false,
    video: { facingMode: { ideal: "environment" }, width: { ideal: 4096 }, height: { ideal: 3072 } },
};

/**
 * Photographs the pages of a letter one after the other: a photo, its corners, the next one. Where
 * the browser gives no camera to a page, the phone's own camera app takes the photos.
 */
export class CameraDialog extends Component {
    static template = "eoffice_bekasi_scan.CameraDialog";
    static components = { Dialog, CornersEditor };
    static props = { onTaken: Function, close: Function };

    setup() {
        this.dialog = useService("dialog");
        this.video = useRef("video");
        this.input = useRef("input");
        this.state = useState({
            /** photos taken so far, in the order of the pages */
            shots: [],
            /** the one that is looked at, or null while the camera is on */
            open: null,
            /** its place when it is a page already, or null when it has just been taken */
            place: null,
            /** where the page goes that is taken again, or null: at the end */
            again: null,
            camera: "starting",
            busy: false,
        });
        this.stream = null;
        onMounted(() => this.start());
        onWillUnmount(() => {
            this.stop();
            for (const shot of [...this.state.shots, this.state.open].filter(Boolean)) {
                shot.free();
            }
        });
        useEffect(
            (video) => {
                if (video && this.stream) {
                    video.srcObject = this.stream;
                }
            },
            () => [this.video.el]
        );
    }

    async start() {
        try {
            this.stream = await browser.navigator.mediaDevices.getUserMedia(WANTED);
            if (this.gone) {
                return this.stop();
            }
            this.state.camera = "on";
        } catch {
            // none there, refused, or no secure connection: the phone's own camera does it
            this.state.camera = "none";
        }
    }

    stop() {
        this.gone = true;
        this.stream?.getTracks().forEach((track) => track.stop());
    }

    get sendText() {
        const { length } = this.state.shots;
        return length === 1 ? _t("Send 1 page") : _t("Send %s pages", length);
    }

    get isNew() {
        return this.state.place === null;
    }

    // ------------------------------------------------------------------ taking

    async shoot() {
        const { el } = this.video;
        if (!el?.videoWidth || this.state.busy) {
            return;
        }
        await this.look(el);
    }

    choose() {
        this.input.el.click();
    }

    async onChosen(ev) {
        const files = [...ev.target.files];
        ev.target.value = "";
        if (files.length === 1) {
            await this.look(files[0]);
            return;
        }
        for (const file of files) {
            const shot = await Shot.take(file);
            await shot.findCorners();
            this.state.shots.push(shot);
        }
    }

    /** Take a photo and show it with the sheet's corners. */
    async look(source) {
        this.state.busy = true;
        try {
            const shot = await Shot.take(source);
            this.state.open = shot;
            if (!shot.url) {
                this.keep();
            } else {
                await this.state.open.findCorners();
            }
        } finally {
            this.state.busy = false;
        }
    }

    keep() {
        const { open, place, shots, again } = this.state;
        if (place === null) {
            shots.splice(again ?? shots.length, 0, open);
        }
        Object.assign(this.state, { open: null, place: null, again: null });
    }

    /** Away with this photo, and again; a page that is taken again keeps its place. */
    retake() {
        const { open, place, shots } = this.state;
        open.free();
        if (!this.isNew) {
            shots.splice(place, 1);
            this.state.again = place;
        }
        Object.assign(this.state, { open: null, place: null });
    }

    // ------------------------------------------------------------------ order

    view(place) {
        Object.assign(this.state, { open: this.state.shots[place], place });
    }

    move(by) {
        const { shots, place } = this.state;
        const [shot] = shots.splice(place, 1);
        shots.splice(place + by, 0, shot);
        this.state.place = place + by;
    }

    remove() {
        const [shot] = this.state.shots.splice(this.state.place, 1);
        shot.free();
        Object.assign(this.state, { open: null, place: null });
    }

    send() {
        const shots = this.state.shots.map(({ file, corners }) => ({
            file,
            corners: isWhole(corners) ? null : corners,
        }));
        this.props.onTaken(shots);
        this.props.close();
    }

    leave() {
        if (!this.state.shots.length) {
            this.props.close();
            return;
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Leave the camera?"),
            body: _t("The photos you took are not in the tray yet. They will be lost."),
            confirmLabel: _t("Leave"),
            confirm: () => this.props.close(),
            cancelLabel: _t("Go on"),
            cancel: () => {},
        });
    }
}
