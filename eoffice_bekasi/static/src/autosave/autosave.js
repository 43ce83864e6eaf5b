import { onWillUnmount, reactive, toRaw, useEffect } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { ConnectionLostError } from "@web/core/network/rpc";
import { useBus } from "@web/core/utils/hooks";
import { DraftStore } from "./draft_store";

/** Pause in typing after which is saved, and after which it is kept in the browser, in ms. */
export const SAVE_AFTER = 1500;
const KEEP_AFTER = 250;
const AGAIN_AFTER = 5000;

/** Fields whose saving leaves all rows of the form as they are. */
const TEXTS = new Set(["subject", "body"]);

/** Whether the cursor is where a reload of the form takes nothing away from under it. */
function amongTexts() {
    const field = document.activeElement?.closest(".o_field_widget");
    return !field || TEXTS.has(field.getAttribute("name"));
}

/** State of saving a letter's form, for the mark that shows it: one for each model of a form. */
export function savingOf(model) {
    model.eofficeSaving ||= reactive({
        /** "" | "saving" | "saved" | "offline" | "refused" */
        kind: "",
        at: null,
        message: "",
        /** what was found in this browser and isn't saved */
        draft: null,
    });
    return model.eofficeSaving;
}

/** Text and subject as they stand on the screen, whether the record has them yet or not. */
export function textsNow(root, element) {
    const editor = [...(root.model.eofficeEditors || [])].find(
        ({ props }) => toRaw(props.record) === toRaw(root) && props.name === "body"
    );
    const subject = element?.querySelector(".o_field_widget[name=subject] :is(textarea, input)");
    return {
        subject: subject ? subject.value : root.data.subject || "",
        body: withoutMarks(editor ? editor.currentText() : root.data.body?.toString() || ""),
        parts: Object.fromEntries(
            (root.data.section_ids?.records || []).map(({ data }) => [
                data.code,
                { text: data.text?.toString() || "", points: data.points || "", line: data.line || "" },
            ])
        ),
    };
}

const withoutMarks = (html) => html.replace(/ data-(last-history-steps|oe-version)="[^"]*"/g, "");

const words = (html) => new DOMParser().parseFromString(html || "", "text/html").body.textContent.trim();

/** Whether two drafts say the same. */
export function sameTexts(one, other) {
    const flat = ({ subject, body, parts }) =>
        JSON.stringify([
            subject || "",
            words(body),
            Object.entries(parts || {})
                .map(([code, { text, points, line }]) => [code, words(text), points, line])
                .filter(([, ...said]) => said.some(Boolean)),
        ]);
    return flat(one) === flat(other);
}

/**
 * Saves the form of a letter by itself a moment after typing stops; until it is saved, what is
 * typed is kept in this browser, and offered when the letter is opened again.
 *
 * @param {FormController} controller
 * @param {() => HTMLElement} element of the form
 */
export function useAutosave(controller, element) {
    const { model } = controller;
    const saving = savingOf(model);
    const store = new DraftStore();
    let saveTimer, keepTimer, running, closed;
    /** How often something was typed; tells whether it was while a save was on its way. */
    let touches = 0;
    let touchesAtSave = 0;
    let known = model.root?.resId;

    const root = () => model.root;
    const editable = () => root().isInEdition && root().data.can_edit !== false;
    /** When the letter was written last, as far as this form knows: of which letter, and when. */
    let written = {};
    const stamp = () =>
        Math.max(
            root().data.write_date?.toMillis?.() || 0,
            written.resId === root().resId ? written.at : 0
        );

    const keep = async () => {
        // nothing to keep once it has been saved meanwhile
        if (!closed && editable() && saving.kind !== "saved" && !saving.draft) {
            const texts = textsNow(root(), element());
            if (texts.subject.trim() || words(texts.body)) {
                await store.keep(root().resId, { ...texts, at: Date.now(), stamp: stamp() });
            }
        }
    };

    /** A new letter is worth a place on the desk once it says something. */
    const ready = () => {
        const { subject, body } = textsNow(root(), element());
        return root().resId || (root().data.type_id && (subject.trim() || words(body)));
    };

    const again = (after) => {
        clearTimeout(saveTimer);
        saveTimer = setTimeout(save, after);
    };

    const touched = () => {
        touches++;
        saving.kind = saving.kind === "offline" ? "offline" : "";
        clearTimeout(keepTimer);
        keepTimer = setTimeout(keep, KEEP_AFTER);
        again(SAVE_AFTER);
    };

    async function save() {
        if (running) {
            again(SAVE_AFTER);
            return;
        }
        if (closed || !editable() || !ready()) {
            return;
        }
        running = true;
        let failed = null;
        try {
            touchesAtSave = touches;
            if (!(await root().isDirty())) {
                // the editor tidied up after itself: what it says is on the server already
                if (!saving.kind && saving.at) {
                    await done();
                }
                return;
            }
            if (!root()._checkValidity({ silent: true })) {
                return;
            }
            const changed = Object.keys(root()._changes);
            const plain = root().resId && changed.every((name) => TEXTS.has(name));
            if (!plain && !amongTexts()) {
                // rows are being added: they would be taken over from under the hand
                again(SAVE_AFTER);
                return;
            }
            saving.kind = "saving";
            // the controller tells when it is saved, as of every other way to save
            const saved = await root().save({
                reload: !plain,
                onError: (error) => {
                    failed = error;
                    return false;
                },
            });
            if (saved && plain) {
                const { resId } = root();
                const [row] = await model.orm.silent.read("eoffice.naskah", [resId], ["write_date"]);
                written = { resId, at: deserializeDateTime(row.write_date).toMillis() };
            }
        } catch (error) {
            failed = error;
        } finally {
            running = false;
            if (failed) {
                refused(failed);
            } else if (saving.kind === "saving") {
                saving.kind = "";
            }
        }
    }

    function refused(error) {
        const lost = error instanceof ConnectionLostError || error.cause instanceof ConnectionLostError;
        saving.kind = lost ? "offline" : "refused";
        saving.message = lost ? "" : error.data?.message || _t("the server refused it");
        clearTimeout(keepTimer);
        keep();
        if (lost) {
            again(AGAIN_AFTER);
        }
    }

    /** It is on the server now: what was kept for it here is needed no more. */
    async function done() {
        const created = !known;
        known = root().resId;
        saving.message = "";
        saving.at = Date.now();
        if (!running || touches === touchesAtSave) {
            clearTimeout(keepTimer);
            saving.kind = "saved";
        }
        if (!saving.draft) {
            await store.drop(root().resId);
        }
        if (created && !saving.draft) {
            await store.drop(false);
        }
    }

    async function find(resId) {
        const draft = await store.find(resId);
        if (closed || root().resId !== resId) {
            return;
        }
        if (draft && !sameTexts(draft, textsNow(root(), null))) {
            saving.draft = {
                ...draft,
                resId,
                changed: !editable() || (Boolean(resId) && draft.stamp !== stamp()),
            };
        } else if (draft) {
            await store.drop(resId);
        }
    }

    saving.settle = async (draft) => {
        saving.draft = null;
        await store.drop(draft.resId);
    };
    saving.restore = async (draft) => {
        saving.draft = null;
        const sections = root().data.section_ids?.records || [];
        for (const section of sections) {
            const part = draft.parts?.[section.data.code];
            if (part) {
                const { kind } = section.data;
                const name = { text: "text", points: "points", line: "line" }[kind];
                if (name && (part[name] || "") !== (section.data[name]?.toString() || "")) {
                    await section.update({ [name]: part[name] });
                }
            }
        }
        await root().update({ subject: draft.subject, body: draft.body });
        touched();
    };
    saving.again = () => save();

    useBus(model.bus, "FIELD_IS_DIRTY", ({ detail }) => detail && touched());
    useEffect(
        (dirty) => {
            if (dirty) {
                touched();
            }
        },
        () => [root().dirty]
    );
    useEffect(
        (resId) => {
            // not when the letter that is being written just got its id
            if (!running && resId !== saving.resId) {
                saving.kind = "";
                saving.draft = null;
                find(resId);
            }
            saving.resId = known = resId;
        },
        () => [root().resId]
    );
    const online = () => saving.kind === "offline" && save();
    const hidden = () => document.visibilityState === "hidden" && root().dirty && keep();
    window.addEventListener("online", online);
    document.addEventListener("visibilitychange", hidden);
    onWillUnmount(() => {
        closed = true;
        clearTimeout(saveTimer);
        clearTimeout(keepTimer);
        window.removeEventListener("online", online);
        document.removeEventListener("visibilitychange", hidden);
    });
    return { saved: done };
}
