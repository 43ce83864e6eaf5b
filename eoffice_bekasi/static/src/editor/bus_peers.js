import { PeerToPeer } from "@html_editor/others/collaboration/PeerToPeer";
import { ConnectionLostError } from "@web/core/network/rpc";

/** What is said within this time goes to the server in one message, in ms. */
const TOGETHER = 80;
const AGAIN_AFTER = 3000;

/**
 * The editors of one text, who speak to each other by the server's bus alone. Odoo's connect browser
 * to browser: that tells every one of them the addresses of the others, and a STUN server's owner
 * (Google, where none is set up) that of all; networks between two offices often let none of it
 * through; and who loses the right to the text would go on hearing it. The server asks for the right
 * each time.
 */
export class BusPeers extends PeerToPeer {
    constructor(options) {
        super(options);
        this.outbox = [];
        this.leaving = () =>
            this.getConnectedPeerIds().length && this.options.farewell(this.said("ptp_disconnect"));
        window.addEventListener("pagehide", this.leaving);
    }

    stop() {
        window.removeEventListener("pagehide", this.leaving);
        clearTimeout(this.timer);
        super.stop();
    }

    getConnectedPeerIds() {
        return Object.keys(this.peersInfos);
    }

    said(notificationName, notificationPayload, toPeerId) {
        return { fromPeerId: this._currentPeerId, toPeerId, notificationName, notificationPayload };
    }

    /** To all at once: nobody is there, nothing is sent. */
    async notifyAllPeers(name, payload, { transport = "server" } = {}) {
        if (transport !== "rtc") {
            return super.notifyAllPeers(name, payload, { transport });
        }
        if (!this._stopped && this.getConnectedPeerIds().length) {
            this.post(this.said(name, payload));
        }
    }

    _channelNotify(peerId, message) {
        if (!this._stopped) {
            this.post(message);
        }
    }

    handleNotification(notification) {
        if (notification.notificationName === "eoffice_said") {
            if (notification.fromPeerId !== this._currentPeerId) {
                notification.notificationPayload.forEach((one) => this.handleNotification(one));
            }
        } else if (notification.notificationName === "eoffice_here") {
            if (notification.toPeerId === this._currentPeerId) {
                this._createPeer(notification.fromPeerId);
            }
        } else {
            return super.handleNotification(notification);
        }
    }

    /** Each tells the other that he is there; then they settle whose text they go on from. */
    _createPeer(peerId) {
        if (!this._stopped && !this.peersInfos[peerId]) {
            this.peersInfos[peerId] = {};
            this.post(this.said("eoffice_here", null, peerId));
            this.notifySelf("rtc_data_channel_open", { connectionPeerId: peerId });
        }
        return this.peersInfos[peerId];
    }

    // ------------------------------------------------------------------ what is on its way

    post(message) {
        if (message.notificationName === "oe_history_set_selection") {
            // only where the cursor is now
            this.outbox = this.outbox.filter(
                ({ notificationName }) => notificationName !== message.notificationName
            );
        }
        this.outbox.push(message);
        this.timer ||= setTimeout(() => this.send(), TOGETHER);
    }

    async send() {
        const messages = this.outbox.splice(0);
        let wait = 0;
        try {
            await this.options.broadcastAll(this.said("eoffice_said", messages));
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                // the right to the text is lost: there is nothing to say any more
                return this.stop();
            }
            this.outbox.unshift(...messages);
            wait = AGAIN_AFTER;
        }
        this.timer = null;
        if (this.outbox.length && !this._stopped) {
            this.timer = setTimeout(() => this.send(), wait || TOGETHER);
        }
    }
}
