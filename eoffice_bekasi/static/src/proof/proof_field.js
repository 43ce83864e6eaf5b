import { Component, useState } from "@odoo/owl";
import { startAuthentication } from "@auth_passkey/../lib/simplewebauthn";
import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { useAutofocus } from "@web/core/utils/hooks";

/**
 * @typedef {{ type: "password", password: string } | { type: "totp", token: string }
 *  | { type: "webauthn", webauthn_response: string }} Proof
 */

/**
 * Asks an account to prove once more that it is its owner who acts: with the code of its second
 * factor, its passkey or its password. What is typed goes to `onChange` and is kept nowhere.
 */
export class ProofField extends Component {
    static template = "eoffice_bekasi.ProofField";
    static props = {
        /** the ways that this account has, the best first; see `get_sign_options` */
        methods: { type: Array, optional: true },
        /** called with the proof, or with false while there is none */
        onChange: Function,
        /** it was tried without a proof */
        missing: { type: Boolean, optional: true },
        /** Enter was pressed in the field */
        onEnter: { type: Function, optional: true },
    };
    static defaultProps = { methods: ["password"], missing: false, onEnter: () => {} };

    setup() {
        this.state = useState({
            method: this.props.methods.find((one) => one !== "webauthn") || "webauthn",
            value: "",
            passkey: false,
            failed: false,
        });
        useAutofocus({ refName: "input" });
    }

    get labels() {
        return {
            password: _t("Your password"),
            totp: _t("Six-digit code from your authenticator app"),
            webauthn: _t("Your passkey"),
        };
    }

    get others() {
        const use = {
            password: _t("Use the password instead"),
            totp: _t("Use the six-digit code instead"),
            webauthn: _t("Use a passkey instead"),
        };
        return this.props.methods
            .filter((one) => one !== this.state.method)
            .map((id) => ({ id, label: use[id] }));
    }

    choose(method) {
        Object.assign(this.state, { method, value: "", passkey: false, failed: false });
        this.props.onChange(false);
        if (method === "webauthn") {
            return this.askPasskey();
        }
    }

    onInput(ev) {
        this.state.value = ev.target.value;
        const value =
            this.state.method === "totp" ? this.state.value.replace(/\s/g, "") : this.state.value;
        const done = this.state.method === "totp" ? /^\d{6}$/.test(value) : Boolean(value);
        this.props.onChange(
            done &&
                (this.state.method === "totp"
                    ? { type: "totp", token: value }
                    : { type: "password", password: value })
        );
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this.props.onEnter();
        }
    }

    async askPasskey() {
        this.state.failed = false;
        try {
            const answer = await startAuthentication(await rpc("/auth/passkey/start-auth"));
            this.state.passkey = true;
            this.props.onChange({ type: "webauthn", webauthn_response: JSON.stringify(answer) });
        } catch {
            // closed by the user, or refused by the device: he tries again or takes another way
            this.state.failed = true;
        }
    }
}
