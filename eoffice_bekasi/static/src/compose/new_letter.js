import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { shortDate } from "../core/format";
import { AddresseeBox } from "./addressee_box";
import { kindOf } from "./addressees";

/** How many types are shown before one searches. */
const SHOWN = 6;

/** The verb that begins with an older letter, by where it is looked for. */
const OLDER = {
    outgoing: { verb: "action_start_from", placeholder: _t("Words of the subject, or the number") },
    incoming: { verb: "action_reply", placeholder: _t("Words of the letter, or its number") },
};

/** A new letter in three taps: type, addressees, subject. Everything else is set by the server. */
export class NewLetter extends Component {
    static template = "eoffice_bekasi.NewLetter";
    static components = { AddresseeBox };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.env.config.setDisplayName(_t("New letter"));
        this.state = useState({
            typeId: null,
            templateId: null,
            drafterId: null,
            kepada: [],
            tembusan: [],
            subject: "",
            words: "",
            side: null,
            found: [],
            searching: false,
            busy: false,
            ...(this.props.state || {}),
        });
        useSetupAction({ getLocalState: () => ({ ...this.state, busy: false }) });
        this.lookLater = useDebounced(() => this.look(), 250);
        onWillStart(async () => {
            this.options = await this.orm.call("eoffice.naskah", "get_start_options", []);
            this.state.typeId ||= this.options.types[0]?.id || null;
            this.state.drafterId ||= this.options.drafters[0].id;
        });
    }

    // ---------------------------------------------------------------- type and template

    get types() {
        const { types } = this.options;
        const words = this.state.words.toLowerCase().split(/\s+/).filter(Boolean);
        if (words.length) {
            return types.filter(({ name }) =>
                words.every((word) => name.toLowerCase().includes(word))
            );
        }
        const used = types.filter((type) => type.used);
        const first = [...used, ...types.filter((type) => !type.used)].slice(0, SHOWN);
        const chosen = types.find(({ id }) => id === this.state.typeId);
        return first.includes(chosen) || !chosen ? first : [chosen, ...first];
    }

    get templates() {
        return this.options.templates.filter((one) => one.type_id === this.state.typeId);
    }

    chooseType(type) {
        Object.assign(this.state, { typeId: type.id, templateId: null, words: "" });
    }

    chooseTemplate(template) {
        this.state.templateId = this.state.templateId === template.id ? null : template.id;
    }

    // ---------------------------------------------------------------- from another letter

    get placeholder() {
        return OLDER[this.state.side].placeholder;
    }

    openSide(side) {
        Object.assign(this.state, { side, words: "", found: [] });
        if (side) {
            this.look();
        }
    }

    async look() {
        const { side, words } = this.state;
        this.state.searching = true;
        try {
            const found = await this.orm.call("eoffice.naskah", "find_letters", [], { words, side });
            // what was typed meanwhile is looked for anew
            if (side === this.state.side && words === this.state.words) {
                this.state.found = found;
            }
        } finally {
            this.state.searching = false;
        }
    }

    under(letter) {
        return [letter.type, letter.number, letter.date && shortDate(letter.date)]
            .filter(Boolean)
            .join(" · ");
    }

    startFrom(letter) {
        return this.begin(OLDER[this.state.side].verb, [[letter.id]]);
    }

    // ---------------------------------------------------------------- beginning

    start() {
        const addresses = (list) =>
            list.map((one) => ({ [kindOf(one)]: one[kindOf(one)] }));
        const { typeId, templateId, subject, kepada, tembusan, drafterId } = this.state;
        return this.begin("action_start", [], {
            type_id: typeId,
            subject,
            kepada: addresses(kepada),
            tembusan: addresses(tembusan),
            drafter_jabatan_id: drafterId,
            ...(templateId ? { template_id: templateId } : {}),
        });
    }

    async begin(verb, args, kwargs = {}) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            const { id } = await this.orm.call("eoffice.naskah", verb, args, kwargs);
            await this.action.doAction(
                {
                    type: "ir.actions.act_window",
                    res_model: "eoffice.naskah",
                    res_id: id,
                    views: [[false, "form"]],
                },
                { stackPosition: "replaceCurrentAction" }
            );
        } finally {
            this.state.busy = false;
        }
    }
}

registry.category("actions").add("eoffice_new_letter", NewLetter);
