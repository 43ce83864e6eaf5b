import { Component, onWillStart, onWillUnmount, onMounted, useExternalListener, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { askBatch } from "../batch/batch_ask";
import { BATCH_KINDS, BATCH_VERBS } from "../batch/batch_verbs";
import { shortly } from "../core/format";
import { CAPACITIES, KINDS } from "../core/labels";
import { NumberRequests } from "../number_request/number_request";
import { OperatorRequest } from "../operator_request/operator_request";
import { DeskCard } from "./desk_card";
import { DeskDetail } from "./desk_detail";
import { DeskModel } from "./desk_model";

/** How often the desk looks by itself whether something came. */
const REFRESH_EVERY = 60 * 1000;

/** From this width on list and letter stand side by side. */
const TWO_PANES = "(min-width: 1000px)";

/** The first screen of everyone: what waits for me, and one tap to act on it. */
export class Desk extends Component {
    static template = "eoffice_bekasi.Desk";
    static components = { DeskCard, DeskDetail, NumberRequests, OperatorRequest };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.listRef = useRef("list");
        this.env.config.setDisplayName(_t("Desk"));
        this.model = useState(new DeskModel(this.orm, this.props.state || {}));
        this.screen = useState({ wide: browser.matchMedia(TWO_PANES).matches });

        useSetupAction({
            getLocalState: () => ({
                kind: this.model.kind,
                jabatanId: this.model.jabatanId,
                selectedKey: this.model.selectedKey,
            }),
        });

        const wideQuery = browser.matchMedia(TWO_PANES);
        const onWide = () => {
            this.screen.wide = wideQuery.matches;
        };
        onMounted(() => wideQuery.addEventListener?.("change", onWide));
        onWillUnmount(() => wideQuery.removeEventListener?.("change", onWide));

        onWillStart(async () => {
            const roles = await Promise.all(
                ["registry", "registrar"].map((key) => user.hasGroup(`eoffice_bekasi.group_${key}`))
            );
            this.registers = roles.some(Boolean);
            const wanted = this.model.selectedKey;
            await this.model.load();
            this.openFirst(wanted);
        });

        useExternalListener(window, "focus", () => this.refresh());
        useExternalListener(document, "visibilitychange", () => {
            if (document.visibilityState === "visible") {
                this.refresh();
            }
        });
        let timer;
        onMounted(() => {
            timer = browser.setInterval(() => this.refresh(), REFRESH_EVERY);
        });
        onWillUnmount(() => browser.clearInterval(timer));

        const bus = this.env.services.bus_service;
        if (bus) {
            const onChanged = () => this.refresh();
            bus.subscribe("eoffice.desk/changed", onChanged);
            onWillUnmount(() => bus.unsubscribe("eoffice.desk/changed", onChanged));
        }
    }

    get kinds() {
        return Object.entries(KINDS).map(([id, kind]) => ({
            id,
            ...kind,
            count: this.model.counts[id] || 0,
        }));
    }

    get mine() {
        return this.kinds.filter(({ group }) => group === "mine");
    }

    get watched() {
        return this.kinds.filter(({ group }) => group === "watch");
    }

    /** Kinds for which I never get anything are left out until something comes. */
    get shownKinds() {
        return this.mine.filter(({ id, count }) => count || id === this.model.kind);
    }

    get jabatanNames() {
        return this.model.jabatan.map(({ name }) => name).join(" · ");
    }

    /** The desks to choose between: none when there is only one's own. */
    get seats() {
        return this.model.jabatan.length > 1
            ? this.model.jabatan.map((seat) => ({
                  ...seat,
                  label: CAPACITIES[seat.capacity] || "",
                  until: seat.source === "delegation" && seat.until
                          ? _t("until %s", shortly(seat.until))
                          : "",
              }))
            : [];
    }

    /** One's own desks that somebody else carries now. */
    get carried() {
        return this.model.jabatan
            .filter(({ carried_by }) => carried_by)
            .map((seat) => ({
                ...seat,
                text: _t(
                    "%(who)s carries %(desk)s until %(when)s. You see the letters; who carries the desk acts on them.",
                    { who: seat.carried_by, desk: seat.name, when: shortly(seat.until) }
                ),
            }));
    }

    get emptyText() {
        return this.model.kind
            ? KINDS[this.model.kind].empty
            : _t("Nothing waits for you. Letters to sign, to dispose and to read will come here by themselves.");
    }

    get chosenText() {
        const { length } = this.model.chosen;
        return length ? _t("%s chosen", length) : _t("Choose letters: %s", KINDS[this.model.choosing].label);
    }

    /** What can be done with those that are chosen. */
    get batchActs() {
        const { length } = this.model.chosen;
        return BATCH_KINDS[this.model.choosing].map((verb) => ({
            verb,
            icon: BATCH_VERBS[verb].icon,
            label: BATCH_VERBS[verb].label(length),
        }));
    }

    async doBatch(verb) {
        const ids = this.model.chosen.map((item) => item.naskah_id);
        if (await askBatch(this, verb, ids)) {
            this.model.stopChoosing();
        }
    }

    get showDetail() {
        return Boolean(this.model.selected);
    }

    openFirst(wanted = null) {
        const item = this.model.items.find(({ key }) => key === wanted);
        if (item) {
            this.model.open(item, { unasked: true });
        } else if (this.screen.wide) {
            this.model.open(this.model.items[0], { unasked: true });
        } else {
            this.model.close();
        }
    }

    async refresh() {
        if (document.visibilityState === "hidden" || !this.model.loaded) {
            return;
        }
        await this.model.load({ silent: true });
        if (!this.model.selected && this.screen.wide) {
            this.openFirst();
        }
    }

    async chooseDesk(jabatanId) {
        await this.model.chooseDesk(jabatanId);
        this.openFirst();
    }

    async openDelegation({ delegation_id: id }) {
        const action = await this.orm.call("eoffice.delegation", "action_view_acts", [[id]]);
        return this.action.doAction(action);
    }

    async choose(kind) {
        await this.model.choose(kind);
        this.openFirst();
    }

    open(item) {
        this.model.open(item);
    }

    onSeen() {
        this.model.markSeen();
        this.model.load({ silent: true });
    }

    onActed(item, { leaves }) {
        if (leaves) {
            const next = this.model.remove(item.key);
            if (this.screen.wide && next) {
                this.model.open(next, { unasked: true });
            }
        }
        return this.refresh();
    }

    registerLetter() {
        return this.action.doAction("eoffice_bekasi.eoffice_registration_action");
    }

    newLetter() {
        return this.action.doAction("eoffice_bekasi.eoffice_new_letter_action");
    }

    onKeydown(ev) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[ev.key];
        if (!step || ev.altKey || ev.ctrlKey || ev.metaKey) {
            return;
        }
        ev.preventDefault();
        // on a narrow screen the arrows only move the focus: Enter opens
        const cards = [...this.listRef.el.querySelectorAll(".o_eoffice_card")];
        const place = cards.indexOf(document.activeElement.closest(".o_eoffice_card"));
        const next = cards[Math.min(Math.max(place + step, 0), cards.length - 1)];
        next?.focus();
        next?.scrollIntoView({ block: "nearest" });
        if (this.screen.wide) {
            const item = this.model.items.find(({ key }) => key === next?.dataset.key);
            item && this.openSoon(item);
        }
    }

    /** Holding an arrow key down runs over letters without opening (and reading) each. */
    openSoon(item) {
        browser.clearTimeout(this.opening);
        this.opening = browser.setTimeout(() => this.open(item), 250);
    }
}

registry.category("actions").add("eoffice_desk", Desk);
