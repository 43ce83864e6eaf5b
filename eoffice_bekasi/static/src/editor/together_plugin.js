import { CollaborationOdooPlugin } from "@html_editor/others/collaboration/collaboration_odoo_plugin";
import { rpc } from "@web/core/network/rpc";
import { BusPeers } from "./bus_peers";
import { withStep } from "./text_step";

const BROADCAST = "/html_editor/bus_broadcast";

/** Several people writing one letter's text, by the server alone (see `BusPeers`). */
export class LetterTogetherPlugin extends CollaborationOdooPlugin {
    getNewPtp() {
        const { options } = super.getNewPtp();
        const { collaborationModelName, collaborationFieldName, collaborationResId } =
            this.config.collaboration.collaborationChannel;
        const params = (bus_data) => ({
            model_name: collaborationModelName,
            field_name: collaborationFieldName,
            res_id: collaborationResId,
            bus_data,
        });
        return new BusPeers({
            ...options,
            broadcastAll: (data) => rpc(BROADCAST, params(data), { silent: true }),
            // of a page that is left, nobody waits for the answer
            farewell: (data) =>
                fetch(BROADCAST, {
                    method: "POST",
                    keepalive: true,
                    headers: { "Content-Type": "application/json" },
                    body: JSON.stringify({ jsonrpc: "2.0", method: "call", params: params(data) }),
                }).catch(() => {}),
        });
    }

    /** With the step it was saved at, which the server keeps beside the text. */
    async getCurrentRecord() {
        const { collaborationModelName, collaborationFieldName, collaborationResId } =
            this.config.collaboration.collaborationChannel;
        const [record] = await this.config.collaboration.ormService.read(
            collaborationModelName,
            [collaborationResId],
            [collaborationFieldName, "body_step"]
        );
        const text = record[collaborationFieldName];
        if (text && record.body_step) {
            record[collaborationFieldName] = withStep(text, record.body_step).toString();
        }
        return record;
    }
}
