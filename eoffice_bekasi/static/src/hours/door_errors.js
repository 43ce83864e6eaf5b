import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { UncaughtPromiseError } from "@web/core/errors/error_service";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const DOOR = /^odoo\.addons\.eoffice_bekasi\.exceptions\.(OfficeClosed|RulesNotAccepted)$/;

/** Says why the server takes nothing more, without throwing away what is on the screen. */
export class DoorDialog extends Component {
    static template = "eoffice_bekasi.DoorDialog";
    static components = { Dialog };
    static props = {
        message: String,
        url: { type: String, optional: true },
        close: Function,
    };

    get title() {
        return this.props.url ? _t("Rules of use") : _t("The office is closed");
    }
}

let isShown = false;

/**
 * The door has shut while the web client was open: one dialog, however many requests it refuses.
 *
 * @param {OdooEnv} env
 * @param {UncaughtError} error
 * @param {Error} originalError
 * @returns {boolean} whether it was that
 */
export function doorErrorHandler(env, error, originalError) {
    if (
        !(error instanceof UncaughtPromiseError) ||
        !(originalError instanceof RPCError) ||
        !DOOR.test(originalError.exceptionName)
    ) {
        return false;
    }
    error.unhandledRejectionEvent.preventDefault();
    if (!isShown) {
        isShown = true;
        env.services.dialog.add(
            DoorDialog,
            { message: originalError.data.message, url: originalError.data.context?.url },
            { onClose: () => (isShown = false) }
        );
    }
    return true;
}

registry.category("error_handlers").add("eoffice_door", doorErrorHandler, { sequence: 90 });
