import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { normalize } from "@web/core/l10n/utils";
import { _t } from "@web/core/l10n/translation";

/** From how many positions on a search box helps more than it costs. */
const SEARCH_FROM = 8;
/** Of many directly below only so many are shown at first: what is to be done must be in sight. */
const FIRST = 6;

/**
 * What was chosen and not sent, by act and letter, for as long as the page is open: a sheet closed
 * by a stray tap, or another letter looked at meanwhile, loses nothing.
 */
const unsent = new Map();

const EMPTY = {
    to: [],
    responsible: false,
    instructions: [],
    note: "",
    /** undefined: not chosen yet; false: none */
    deadline: undefined,
    /** the others who are given it read the note too */
    shared: false,
    /** a spoken or written note: id, name, mimetype, url */
    files: [],
    /** the template that was tapped last */
    template: false,
};

/**
 * A disposition that is being given: to whom, who is responsible (penanggung jawab), what to do,
 * what is said with it, until when. Draws nothing; the panel beside the page and the dialog show it.
 */
export class DisposeModel {
    /** @param {string} draftKey under what it is remembered until it is sent */
    constructor(draftKey) {
        this.draftKey = draftKey;
        this.options = { from: null, subordinates: [], instructions: [] };
        this.loaded = false;
        this.tried = false;
        this.search = "";
        this.all = false;
        this.allOthers = false;
        Object.assign(this, structuredClone(EMPTY), unsent.get(draftKey));
    }

    /** @param {() => Promise<Object>} loadOptions asks `get_dispose_options` */
    async load(loadOptions) {
        this.options = await loadOptions();
        if (this.deadline === undefined) {
            this.deadline = this.options.default_deadline || false;
        }
        // what is no longer offered can't be sent
        const known = new Set(this.people.map(({ id }) => id));
        this.to = this.to.filter((id) => known.has(id));
        this.all = !this.first.length;
        if (this.subordinates.length === 1 && !this.to.length) {
            this.toggleTo(this.subordinates[0].id);
        }
        this.loaded = true;
    }

    remember() {
        const kept = Object.fromEntries(Object.keys(EMPTY).map((name) => [name, this[name]]));
        unsent.set(this.draftKey, { ...kept, to: [...this.to], files: [...this.files] });
    }

    forget() {
        unsent.delete(this.draftKey);
    }

    // ------------------------------------------------------------------ to whom

    get subordinates() {
        return this.options.subordinates;
    }

    /** Those beside or above, where a rule allows it. */
    get others() {
        return this.options.others || [];
    }

    get people() {
        return [...this.subordinates, ...this.others];
    }

    get hasSearch() {
        return this.people.length >= SEARCH_FROM;
    }

    get isSearching() {
        return Boolean(this.search.trim());
    }

    matches({ name, holder }) {
        return normalize(`${name} ${holder || ""}`).includes(normalize(this.search.trim()));
    }

    /** Those shown at first. */
    get first() {
        const direct = this.subordinates.filter((one) => one.direct !== false);
        return direct.length > SEARCH_FROM ? direct.slice(0, FIRST) : direct;
    }

    /** Those directly below first; the others when asked for, searched for or chosen. */
    get shownSubordinates() {
        const first = this.all ? this.subordinates : this.first;
        return this.subordinates.filter(
            (one) =>
                this.isTo(one.id) || (this.isSearching ? this.matches(one) : first.includes(one))
        );
    }

    get shownOthers() {
        return this.others.filter(
            (one) => this.isTo(one.id) || (this.isSearching ? this.matches(one) : this.allOthers)
        );
    }

    /** How many positions are folded away. */
    get foldedCount() {
        return this.all || this.isSearching
            ? 0
            : this.subordinates.length - this.shownSubordinates.length;
    }

    get foldedOthers() {
        return this.allOthers || this.isSearching ? 0 : this.others.length - this.shownOthers.length;
    }

    /** Within one's own office its name needs no repeating. */
    shortName({ name }) {
        const [own, words] = [this.options.from?.name || "", name].map((text) => text.split(" "));
        let same = 0;
        while (same < Math.min(own.length, words.length) && own.at(-1 - same) === words.at(-1 - same)) {
            same++;
        }
        return same > 1 && same < words.length ? words.slice(0, -same).join(" ") : name;
    }

    isTo(id) {
        return this.to.includes(id);
    }

    toggleTo(id) {
        this.to = this.isTo(id) ? this.to.filter((other) => other !== id) : [...this.to, id];
        if (!this.isTo(this.responsible)) {
            this.responsible = this.to[0] || false;
        }
        this.remember();
    }

    setResponsible(id) {
        if (!this.isTo(id)) {
            this.toggleTo(id);
        }
        this.responsible = id;
        this.remember();
    }

    // ------------------------------------------------------------------ what

    toggleInstruction(id) {
        this.instructions = this.instructions.includes(id)
            ? this.instructions.filter((other) => other !== id)
            : [...this.instructions, id];
        this.remember();
    }

    /** One tap fills in all; a second takes it out again. */
    apply(template) {
        if (this.template === template.id) {
            Object.assign(this, structuredClone(EMPTY), { files: this.files });
            this.deadline = this.options.default_deadline || false;
            return this.remember();
        }
        const known = new Set(this.people.map(({ id }) => id));
        this.to = template.to.filter((id) => known.has(id));
        this.responsible = this.isTo(template.responsible)
            ? template.responsible
            : this.to[0] || false;
        this.instructions = [...template.instructions];
        this.note = template.note || this.note;
        if (template.days) {
            const same = (this.options.deadlines || []).find(({ days }) => days === template.days);
            this.deadline = template.date || same?.date || this.deadline;
        }
        this.template = template.id;
        this.remember();
    }

    setNote(text) {
        this.note = text;
        this.remember();
    }

    addToNote(text) {
        const note = this.note.trimEnd();
        this.setNote(note ? `${note} ${text.trim()}` : text.trim());
    }

    addFile(file) {
        this.files = [...this.files, file];
        this.remember();
    }

    removeFile(id) {
        this.files = this.files.filter((file) => file.id !== id);
        this.remember();
    }

    setShared(shared) {
        this.shared = shared;
        this.remember();
    }

    // ------------------------------------------------------------------ until when

    get deadlineValue() {
        return this.deadline ? deserializeDate(this.deadline) : false;
    }

    setDeadline(date) {
        this.deadline = date || false;
        this.remember();
    }

    onDeadline(value) {
        this.setDeadline(value ? serializeDate(value) : false);
    }

    // ------------------------------------------------------------------ sending it

    /** A disposition says something: an instruction, or a note. */
    get isSaying() {
        return Boolean(this.instructions.length || this.note.trim() || this.files.length);
    }

    get isValid() {
        return this.to.length > 0 && this.isSaying;
    }

    get preparesText() {
        return _t(
            "You prepare this for %s: it goes out when the official releases it.",
            this.options.from.name
        );
    }

    values() {
        const { to, responsible, instructions, note, deadline, shared, files } = this;
        return {
            to: [...to],
            responsible,
            instructions: [...instructions],
            note: note.trim(),
            deadline: deadline || false,
            prepares: Boolean(this.options.prepares),
            shared: to.length > 1 && shared,
            files: files.map(({ id }) => id),
        };
    }
}

/** What a disposition says, in the words of the server's verbs. */
export function disposeArguments({ to, responsible, instructions, note, deadline, shared, files }) {
    return {
        to_jabatan_ids: to,
        instruction_ids: instructions,
        note,
        deadline,
        responsible_jabatan_id: responsible,
        ...(shared && { shared }),
        ...(files?.length && { note_file_ids: files }),
    };
}
