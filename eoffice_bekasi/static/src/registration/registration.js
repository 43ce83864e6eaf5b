import { Component, onMounted, onWillStart, onWillUnmount, reactive, useEffect, useRef, useState } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { browser } from "@web/core/browser/browser";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { exactly, shortDate } from "../core/format";
import { PositionBox } from "../dialogs/position_box";
import { letterSources } from "./letter_sources";
import { PageDrop } from "./page_drop";
import { RegistrationStore } from "./registration_store";
import {
    emptyForm,
    isClosed,
    isFilled,
    isTouched,
    missing,
    registrationValues,
} from "./registration_values";
import { usable } from "./suggestions";
import { typedDate } from "./typed_date";

const { DateTime } = luxon;

/** The way of Enter through the form: where a letter usually says something. */
const STOPS = ["sender", "number", "subject", "kepada", "sifat", "classification"];
/** What stands beside each other on paper is looked at, and taken, together. */
const TOGETHER = { number: ["letter_date"], subject: ["attachment_note"], sifat: ["urgensi"] };
/** Stops at which Enter rests though nothing is suggested. */
const ASKED = ["sender", "number", "letter_date", "subject", "kepada"];
/** What is known of a letter of which nothing is known. */
const NOTHING = { duplicates: [], reply_to: false, warnings: [] };
/** How long typing must rest before it is looked whether the letter is here already, in ms. */
const CHECK_AFTER = 350;

/**
 * The registration desk: the letter's page at the left, its form at the right, the next letter
 * with one key. What was read from the page is suggested in grey, its place marked in the page;
 * Enter takes it, typing overrides it, and nothing is taken by itself.
 */
export class Registration extends Component {
    static template = "eoffice_bekasi.Registration";
    static components = { AutoComplete, PageDrop, PositionBox };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.ui = useService("ui");
        this.root = useRef("root");
        this.pages = useRef("pages");
        this.env.config.setDisplayName(_t("Register a letter"));
        this.codeOrWords = _t("Code or words");
        this.takeTitle = _t("Read from the page. Enter takes it.");
        this.asLastTime = _t("As the last letter from there. Enter takes it.");
        this.exactly = exactly;
        this.shortDate = shortDate;
        this.isClosed = isClosed;
        this.state = useState({
            form: null,
            letter: null,
            field: "sender",
            tried: false,
            busy: false,
            loading: false,
            check: { ...NOTHING },
            accepted: "",
            memory: null,
            more: false,
            copies: false,
            done: null,
            begun: 0,
            receiving: false,
        });
        this.checks = new KeepLast();
        this.store = new RegistrationStore();
        this.sources = letterSources.getAll().map((make) => make(this.services));
        this.checkLater = useDebounced(() => !this.state.busy && this.check(), CHECK_AFTER);
        this.keepLater = useDebounced(() => this.keep(), 400);
        this.senderSources = [
            { options: (words) => this.findSenders(words), optionSlot: "option", placeholder: _t("Searching…") },
        ];
        this.classificationSources = [
            { options: (words) => this.findClassifications(words), placeholder: _t("Searching…") },
        ];
        const hotkey = (keys, act) => useHotkey(keys, act, { bypassEditableProtection: true });
        hotkey("control+enter", () => this.register());
        hotkey("alt+k", () => this.toggleClosed());
        hotkey("alt+l", () => this.later());
        hotkey("alt+b", () => this.toggleReply());
        hotkey("alt+t", () => this.state.done && this.openReceipt(this.state.done));
        onWillStart(() => this.start());
        useEffect(
            () => {
                this.focus(ASKED.find((field) => !this.isFilled(field)) || "register");
            },
            () => [this.state.begun]
        );
        onWillUnmount(() => {
            this.gone = true;
            this.keep();
            if (this.state.letter && !isTouched(this.form)) {
                this.state.letter.source.release(this.state.letter);
            }
        });
    }

    get services() {
        return { orm: this.orm, action: this.action, notification: this.notification };
    }

    get form() {
        return this.state.form;
    }

    // ---------------------------------------------------------------- what one begins with

    async start() {
        this.options = await this.orm.call("eoffice.naskah", "get_registration_options", []);
        this.setForm(emptyForm(this.options));
        const { params } = this.props.action;
        for (const source of this.sources) {
            const letter = await source.open(params || {});
            if (letter) {
                return this.show(letter, source);
            }
        }
        if (await this.restore()) {
            return;
        }
        await this.next();
    }

    /** What was typed in this tab and not registered comes back, with the letter it belongs to. */
    async restore() {
        const kept = await this.store.find();
        if (!kept?.form || !isTouched(kept.form)) {
            return false;
        }
        this.setForm({ ...emptyForm(this.options), ...kept.form });
        if (kept.key) {
            for (const source of this.sources) {
                const letter = await source.open({ key: kept.key }).catch(() => null);
                if (letter) {
                    await this.show(letter, source, { keepForm: true });
                    break;
                }
            }
        }
        this.checkLater();
        return true;
    }

    setForm(form) {
        this.watched = reactive(form, () => this.keepLater());
        this.state.form = form;
        this.formNow();
    }

    /** What stands in the form; each key is read, so that its next change is told. */
    formNow() {
        return JSON.parse(JSON.stringify(this.watched));
    }

    keep() {
        if (!this.form) {
            return;
        }
        const form = this.formNow();
        if (!isTouched(form)) {
            return this.store.drop();
        }
        return this.store.keep({ form, key: this.state.letter?.key || null });
    }

    async show(letter, source, { keepForm = false } = {}) {
        letter.source = source;
        letter.suggestions = await usable(letter.suggestions, this.options, this.orm.silent);
        this.checkLater();
        if (!keepForm) {
            this.setForm(emptyForm(this.options, this.form));
        }
        this.state.letter = letter;
        this.forget();
    }

    forget() {
        Object.assign(this.state, {
            check: { ...NOTHING },
            accepted: "",
            memory: null,
            tried: false,
            more: false,
            copies: false,
            receiving: false,
            begun: this.state.begun + 1,
        });
    }

    /** Takes the next letter that waits; without any the form stays open for one by hand. */
    async next(after = null) {
        this.state.loading = true;
        try {
            for (const source of this.sources) {
                const letter = await this.nextOf(source, after);
                if (letter) {
                    return await this.show(letter, source);
                }
            }
            this.setForm(emptyForm(this.options, this.form));
            this.state.letter = null;
            this.forget();
        } finally {
            this.state.loading = false;
        }
    }

    /** A tray that can't be reached keeps nobody from registering by hand. */
    async nextOf(source, after) {
        try {
            return await source.next(after?.source === source ? after : null);
        } catch {
            this.notification.add(_t("The scanned letters can't be reached now. Registering by hand goes on."), {
                type: "warning",
            });
            return null;
        }
    }

    /** Leaves this letter for later, and takes the next one. */
    async later() {
        const { letter } = this.state;
        if (!letter || this.state.busy) {
            return;
        }
        await letter.source.release(letter);
        await this.store.drop();
        await this.next(letter);
    }

    // ---------------------------------------------------------------- suggestions

    isFilled(field) {
        return isFilled(this.form, field);
    }

    /** What was read for a field in which nothing stands yet. */
    suggested(field) {
        const read = this.state.letter?.suggestions?.[field];
        if (isClosed(this.form) && ["subject", "attachment_note"].includes(field)) {
            return null;
        }
        if (["sifat", "urgensi"].includes(field)) {
            return read && read.value !== this.form[field] ? read : null;
        }
        if (this.isFilled(field)) {
            return null;
        }
        return read || (field === "kepada" && this.state.memory?.kepada) || null;
    }

    ghost(field, otherwise) {
        const suggestion = this.suggested(field);
        return suggestion ? this.textOf(field, suggestion) : otherwise;
    }

    textOf(field, { value, others = [] }) {
        if (field === "kepada") {
            return [value, ...others].map(({ name }) => name).join(", ");
        }
        return field === "letter_date" ? shortDate(value) : value.name || String(value);
    }

    rowClass(field) {
        return {
            o_suggested_field: Boolean(this.suggested(field)),
            o_missing: this.isMissing.includes(field),
        };
    }

    isSuggestedDegree(field, id) {
        return this.suggested(field)?.value === id;
    }

    /** The fields that are looked at together with the one in which one is. */
    get looked() {
        const first = Object.keys(TOGETHER).find((key) => TOGETHER[key].includes(this.state.field));
        const head = first || this.state.field;
        return [head, ...(TOGETHER[head] || [])];
    }

    /** Places in the page to look at: what is read there is what these fields say, or could. */
    get marks() {
        const { letter, field } = this.state;
        return this.looked
            .map((name) => ({ ...letter?.suggestions?.[name], field: name, now: name === field }))
            .filter(({ box }) => box);
    }

    async take(field) {
        const suggestion = this.suggested(field);
        if (!suggestion) {
            return;
        }
        const { value } = suggestion;
        switch (field) {
            case "sender":
                return this.setSender(value);
            case "letter_date":
                this.form.date = value;
                this.form.dateText = shortDate(value);
                break;
            case "kepada":
                this.form.kepada = [value, ...(suggestion.others || [])].map(
                    ({ id, name, under }) => ({ id, name, under: under || "" })
                );
                this.addSkpd(this.form.kepada);
                break;
            case "sifat":
            case "urgensi":
                return this.setDegree(field, value);
            case "attachment_note":
                this.form.attachmentNote = value;
                break;
            default:
                this.form[field] = value;
        }
        this.checkLater();
    }

    /** Enter: takes what is suggested here, and goes on to what is still open. */
    async goOn(field) {
        const stop = STOPS.includes(field)
            ? field
            : Object.keys(TOGETHER).find((key) => TOGETHER[key].includes(field));
        const group = stop === field ? [field, ...(TOGETHER[field] || [])] : [field];
        for (const name of group) {
            await this.take(name);
        }
        const rest = [
            ...(stop ? (TOGETHER[stop] || []).filter((name) => name !== field) : []),
            ...STOPS.slice(STOPS.indexOf(stop) + 1).flatMap((name) => [name, ...(TOGETHER[name] || [])]),
        ];
        const next = rest.find(
            (name) => this.suggested(name) || (ASKED.includes(name) && !this.isFilled(name))
        );
        this.focus(next || "register");
    }

    focus(field) {
        const row = this.root.el?.querySelector(`[data-field="${field}"]`);
        const place = row?.querySelector("input:checked, input:not([type=radio]), textarea") || row;
        if (place && !this.ui.isSmall) {
            place.focus();
        }
        this.state.field = field;
    }

    onFocus(ev) {
        const field = ev.target.closest("[data-field]")?.dataset.field;
        if (field) {
            this.state.field = field;
        }
    }

    onKeydown(ev) {
        if (ev.key === "PageDown" || ev.key === "PageUp") {
            ev.preventDefault();
            const pane = this.pages.el;
            pane?.scrollBy({ top: (ev.key === "PageDown" ? 0.8 : -0.8) * pane.clientHeight });
            return;
        }
        const plain = !ev.ctrlKey && !ev.altKey && !ev.metaKey && !ev.shiftKey;
        const field = ev.target.closest("[data-field]")?.dataset.field;
        if (ev.key === "Enter" && plain && field && !ev.target.closest("button, a, select")) {
            ev.preventDefault();
            if (field === "letter_date") {
                this.setDate(ev.target.value);
            } else if (field === "sender") {
                this.takeTyped(ev.target.value);
            }
            this.goOn(field);
        }
    }

    // ---------------------------------------------------------------- the fields

    get senderName() {
        return this.form.sender?.name || "";
    }

    get isNewSender() {
        return Boolean(this.form.sender?.name && !this.form.sender.partner_id);
    }

    async findSenders(words) {
        const found = await this.orm.call("eoffice.naskah", "find_senders", [words, this.form.jabatanId]);
        const options = found.map((one) => ({
            label: one.name,
            data: { icon: "fa-building-o", under: one.under || one.city || "" },
            onSelect: () => this.chooseSender(one),
        }));
        const name = words.trim();
        if (name && !found.some((one) => one.name.toLowerCase() === name.toLowerCase())) {
            options.push({
                label: _t("New sender “%s”", name),
                data: { icon: "fa-plus", under: _t("Kept for the next letter") },
                onSelect: () => this.chooseSender({ name }),
            });
        }
        return options;
    }

    chooseSender(sender) {
        this.setSender(sender);
        this.goOn("sender");
    }

    async setSender(sender) {
        this.form.sender = sender?.name ? { ...sender } : null;
        this.state.memory = null;
        this.checkLater();
        if (sender?.partner_id) {
            let { last } = sender;
            if (last === undefined) {
                const found = await this.orm.silent
                    .call("eoffice.naskah", "find_senders", [sender.name, this.form.jabatanId])
                    .catch(() => []);
                last = found.find((one) => one.partner_id === sender.partner_id)?.last;
            }
            if (this.form.sender?.partner_id === sender.partner_id) {
                this.remember(last);
            }
        }
    }

    /** As the last letter from there was: type and klasifikasi at once, the addressee to look at. */
    remember(last) {
        if (!last) {
            return;
        }
        if (last.type_id && this.options.types.some(({ id }) => id === last.type_id)) {
            this.form.typeId = last.type_id;
        }
        if (last.classification_id && !this.form.classification) {
            this.form.classification = { id: last.classification_id, name: last.classification };
        }
        const [first] = last.kepada || [];
        this.state.memory = {
            date: last.date,
            kepada: first
                ? { value: { id: first.jabatan_id, name: first.name }, text: first.name, memory: true }
                : null,
        };
    }

    typeSender({ inputValue }) {
        this.typed = inputValue;
    }

    /** A name that was typed and not chosen from the list is a new sender's. */
    takeTyped(typed = this.typed) {
        const name = (typed || "").trim();
        this.typed = undefined;
        if (name !== this.senderName) {
            this.setSender(name ? { name } : null);
        }
    }

    leaveSender({ inputValue }) {
        if (this.typed !== undefined) {
            this.takeTyped(inputValue || this.typed);
        }
    }

    setDate(typed) {
        const text = typed.trim();
        const read = text && typedDate(text);
        if (this.form.date && text === shortDate(this.form.date)) {
            return;
        }
        this.form.date = read || false;
        this.form.dateText = read ? shortDate(read) : text;
        this.checkLater();
    }

    /** Nothing typed is lost when the tab goes away in the middle of a date. */
    typeDate(text) {
        this.form.dateText = text;
        this.form.date = false;
    }

    get dateIsWrong() {
        return Boolean(this.form.dateText && !this.form.date && this.state.field !== "letter_date");
    }

    setDegree(field, id) {
        this.form[field] = id;
        this.checkLater();
    }

    /** An envelope that is closed: only what stands on it is registered. */
    toggleClosed() {
        this.setDegree("sifat", isClosed(this.form) ? this.options.default_sifat : this.form.secret[0]);
    }

    async findClassifications(words) {
        const found = await this.orm.call("eoffice.classification", "name_search", [], {
            name: words,
            limit: 8,
            context: { eoffice_last_used: true },
        });
        return found.map(([id, name]) => ({
            label: name,
            onSelect: () => {
                this.form.classification = { id, name };
                this.focus("register");
            },
        }));
    }

    clearClassification({ inputValue }) {
        if (!inputValue.trim()) {
            this.form.classification = null;
        }
    }

    async setAddressees(list) {
        const added = list.length > this.form.kepada.length;
        const unknown = list.filter(({ skpd }) => skpd === undefined);
        this.form.kepada = list;
        this.checkLater();
        this.addSkpd(unknown);
        if (added && list.length === 1) {
            this.goOn("kepada");
        }
    }

    takenIds(kind) {
        return this.form[kind].map(({ id }) => id);
    }

    /** Addressees of another SKPD: its registry keeps the letter then. */
    get elsewhere() {
        const others = this.form.kepada
            .map(({ skpd }) => skpd)
            .filter((skpd) => skpd && skpd !== this.ownSkpd);
        return others.length
            ? _t("Goes straight to %s, which gives it its own agenda number.", [...new Set(others)].join(", "))
            : "";
    }

    /** To which SKPD positions belong: an addressee elsewhere is said. */
    async addSkpd(positions) {
        if (!positions.length) {
            return;
        }
        const ids = positions.map(({ id }) => id);
        const read = await this.orm.silent.read("eoffice.jabatan", ids, ["skpd_id"]);
        for (const { id, skpd_id: skpd } of read) {
            const named = this.form.kepada.find((one) => one.id === id);
            if (named) {
                named.skpd = skpd ? skpd[1] : "";
            }
        }
    }

    get ownSkpd() {
        return this.options.desks.find(({ id }) => id === this.form.jabatanId)?.skpd;
    }

    async chooseDesk(id) {
        this.options = await this.orm.call("eoffice.naskah", "get_registration_options", [id]);
        this.form.jabatanId = id;
        this.checkLater();
    }

    /** The heads of one's own SKPD: one tap each. */
    get often() {
        return this.options.addressees
            .slice(0, 3)
            .map(({ jabatan_id: id, name, under }) => ({ id, name, under, skpd: this.ownSkpd }));
    }

    get receivedLabel() {
        return this.form.receivedAt ? exactly(this.form.receivedAt) : _t("now");
    }

    get receivedLocal() {
        const moment = this.form.receivedAt ? deserializeDateTime(this.form.receivedAt) : DateTime.local();
        return moment.toFormat("yyyy-MM-dd'T'HH:mm");
    }

    setReceived(value) {
        const moment = DateTime.fromISO(value);
        this.form.receivedAt = moment.isValid ? serializeDateTime(moment.toUTC()) : false;
        this.state.receiving = false;
    }

    setPage({ page, files }) {
        Object.assign(this.form, { page, files });
        this.checkLater();
    }

    // ---------------------------------------------------------------- is it here already?

    get values() {
        return registrationValues(this.form, this.state.letter);
    }

    /** What a warning is about: it comes again when one of these changes. */
    get warnedOf() {
        return JSON.stringify(this.state.check.duplicates.map(({ id }) => id));
    }

    async check() {
        if (this.gone || !this.form) {
            return;
        }
        const { values } = this;
        const { text } = this.state.letter || {};
        if (!values.sender && !values.number && !values.subject && !values.page_id && !text) {
            this.state.check = { ...NOTHING };
            return;
        }
        this.checked = JSON.stringify(values);
        // What can't be checked, or is registered meanwhile, is for registering itself to refuse.
        const answer = await this.checks.add(
            this.orm.silent
                .call("eoffice.naskah", "check_registration", [
                    { ...values, ...(text && !values.is_closed ? { text } : {}) },
                ])
                .catch(() => ({ ...NOTHING }))
        );
        if (this.gone || JSON.stringify(this.values) !== this.checked) {
            return;
        }
        this.state.check = answer;
        const found = answer.reply_to || null;
        if (found?.id !== this.form.replyTo?.id) {
            this.form.replyTo = found ? { ...found, taken: false } : null;
        }
    }

    /** Says that it answers our letter, or that it doesn't. */
    toggleReply() {
        if (this.form.replyTo) {
            this.form.replyTo.taken = !this.form.replyTo.taken;
        }
    }

    duplicateText({ name, agenda, sender, date, why }) {
        return [why, name, agenda, sender, date && shortDate(date)].filter(Boolean).join(" · ");
    }

    openLetter(id) {
        return browser.open(`/odoo/surat-masuk/${id}`, "_blank");
    }

    get isMissing() {
        return this.state.tried ? missing(this.form) : [];
    }

    get missingText() {
        const labels = {
            sender: _t("Sender"),
            letter_date: _t("Date"),
            subject: _t("Subject"),
            kepada: _t("To"),
            type: _t("Type"),
        };
        return this.isMissing.map((field) => labels[field]).join(", ");
    }

    get registerLabel() {
        if (this.state.check.duplicates.length) {
            return _t("Register all the same");
        }
        return this.state.letter ? _t("Register, next letter") : _t("Register");
    }

    // ---------------------------------------------------------------- registering

    async register() {
        if (this.state.busy || this.state.loading) {
            return;
        }
        // what is just being typed counts
        document.activeElement?.blur?.();
        const typedIn = this.state.field;
        this.state.field = "register";
        this.state.tried = true;
        const [first] = missing(this.form);
        if (first) {
            this.focus(first);
            return;
        }
        this.state.busy = true;
        try {
            const { letter } = this.state;
            if (JSON.stringify(this.values) !== this.checked) {
                await this.check();
            }
            if (this.state.check.duplicates.length && this.state.accepted !== this.warnedOf) {
                // seen now: the same key again registers it
                this.state.accepted = this.warnedOf;
                this.focus("register");
                return;
            }
            const { id } = await this.orm.call("eoffice.naskah", "action_register", [this.values]);
            await this.store.drop();
            this.tell(id, this.senderName);
            await this.next(letter);
        } catch (error) {
            this.focus(typedIn);
            throw error;
        } finally {
            this.state.busy = false;
        }
    }

    /** Agenda number and receipt of what was just registered: said, and left in sight. */
    async tell(id, sender) {
        const done = await this.orm.silent.call("eoffice.naskah", "get_registered", [id]);
        const [agenda] = done.agenda || [];
        done.sender = sender;
        done.text = agenda
            ? _t("Agenda number %(number)s (%(skpd)s)", { number: agenda.number, skpd: agenda.skpd })
            : _t("Registered");
        this.state.done = done;
        this.notification.add(sender, {
            title: done.text,
            type: "success",
            buttons: done.receipt_url
                ? [{ name: _t("Receipt"), primary: true, onClick: () => this.openReceipt(done) }]
                : [],
        });
    }

    openReceipt({ receipt_url: url }) {
        if (url) {
            browser.open(url, "_blank");
        }
    }
}

registry.category("actions").add("eoffice_registration", Registration);
