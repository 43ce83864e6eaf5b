import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { ReturnDialog } from "../dialogs/chain_dialog";
import { ExplainDialog } from "../dialogs/explain_dialog";
import { NoteDialog } from "../dialogs/note_dialog";
import { SignDialog } from "../dialogs/sign_dialog";
import { VoidDialog } from "../dialogs/void_dialog";
import { disposing } from "../disposition/disposing";
import { dispositionActs, namesOf, openOnes } from "../disposition/disposition_acts";
import { checked } from "../findings/findings_act";
import { addedActs } from "./letter_acts";

/**
 * @typedef {Object} Target what is acted on
 * @property {number} naskahId
 * @property {number} [dispositionId]
 * @property {string|false} [subject]
 * @property {string[]} [kepada] names of the addressees
 * @property {string[]} [tembusan] names of the copies
 * @property {string|false} [jabatan] in which jabatan one acts
 * @property {number|false} [jabatanId] the same, for acts that several of one's desks could do
 * @property {string} [sifat]
 * @property {string} [urgensi]
 */

/**
 * The acts on a letter and on a disposition, the same from the desk and from the form.
 * Each answers whether it was done: false when the user thought better of it. A refusal by
 * the server rejects (and Odoo shows it); a dialog stays open with what was typed.
 *
 * @returns {Record<string, (target: Target) => Promise<boolean>>}
 */
export function useNaskahActs() {
    const orm = useService("orm");
    const dialog = useService("dialog");
    const action = useService("action");
    const notification = useService("notification");

    const say = (message, type = "success") => notification.add(message, { type });
    const onNaskah = (target, verb, kwargs = {}) =>
        orm.call("eoffice.naskah", verb, [[target.naskahId]], kwargs);
    const onDisposition = (target, verb, kwargs = {}) =>
        orm.call("eoffice.disposition", verb, [[target.dispositionId]], kwargs);

    /** Open a dialog and wait; true when its act was done. */
    function ask(Dialog, props) {
        return new Promise((resolve) => {
            let done = false;
            dialog.add(
                Dialog,
                {
                    ...props,
                    act: async (values) => {
                        await props.act(values);
                        done = true;
                    },
                },
                { onClose: () => resolve(done) }
            );
        });
    }

    async function signedMessage(target) {
        const [letter] = await orm.read(
            "eoffice.naskah",
            [target.naskahId],
            ["number", "letter_date", "state"]
        );
        if (letter?.state === "approval") {
            return _t("Signed. It goes to who signs after you.");
        }
        if (letter?.number) {
            return _t("Signed. The letter has the number %s.", letter.number);
        }
        // With a date and no number it is of a type that has none.
        return letter?.letter_date ? _t("Signed.") : _t("Signed. The number is being given.");
    }

    /** How many notes in the text go back with a letter that is returned. */
    async function ownNotes(target) {
        const { notes } = await onNaskah(target, "get_notes");
        return notes.filter(({ own }) => own).length;
    }

    /** What the added acts (see `letter_acts.js`) work with. */
    const tools = { orm, dialog, action, notification, say, onNaskah, onDisposition, ask };
    const added = Object.fromEntries(
        addedActs().map(({ id, run }) => [id, (target) => run(target, tools)])
    );

    return {
        ...added,
        ...dispositionActs(tools),
        /** What the panel beside the page needs, to do the same as the dialog. */
        disposing: (id, target) => disposing(id, target, tools),
        submit(target) {
            return checked(target, tools, async () => {
                await onNaskah(target, "action_submit");
                say(_t("Sent for approval."));
            });
        },
        prepare(target) {
            return checked(target, tools, async () => {
                await onNaskah(target, "action_prepare");
                say(_t("It is on the official's desk for one tap."));
            });
        },
        async release(target) {
            await onNaskah(target, "action_release");
            say(_t("Released in your name."));
            return true;
        },
        async discard(target) {
            await onNaskah(target, "action_discard");
            say(_t("What was prepared is taken back; nobody else has seen it."));
            return true;
        },
        async paraf(target) {
            await onNaskah(target, "action_paraf");
            say(_t("Your paraf is given."));
            return true;
        },
        sign(target) {
            return ask(SignDialog, {
                title: _t("Sign this letter?"),
                confirmLabel: _t("Sign"),
                confirmIcon: "fa-pencil",
                naskahId: target.naskahId,
                subject: target.subject,
                kepada: target.kepada,
                tembusan: target.tembusan,
                jabatan: target.jabatan,
                sifat: target.sifat,
                urgensi: target.urgensi,
                loadOptions: () => onNaskah(target, "get_sign_options"),
                act: async (values) => {
                    await onNaskah(target, "action_sign", values);
                    say(await signedMessage(target));
                },
            });
        },
        async return(target) {
            const own = await ownNotes(target);
            return ask(ReturnDialog, {
                title: _t("Return this letter"),
                intro: own
                    ? _t("Your notes in the text go back with it: %s.", own)
                    : target.subject || undefined,
                required: !own,
                label: _t("What should be mended?"),
                missing: _t("Write what should be mended, so that the drafter knows."),
                confirmLabel: _t("Return"),
                confirmIcon: "fa-reply",
                draftKey: `return-${target.naskahId}`,
                loadOptions: () => onNaskah(target, "get_chain_options"),
                act: async ({ note, step_id }) => {
                    await onNaskah(target, "action_return", { note, step_id });
                    say(_t("Returned with your note."));
                },
            });
        },
        async distribute(target) {
            await onNaskah(target, "action_distribute");
            say(_t("Sent to the addressees."));
            return true;
        },
        async close(target) {
            const given = (await onNaskah(target, "get_dispositions")).filter(
                ({ can }) => can.finish_anyway
            );
            if (given.length) {
                return ask(NoteDialog, {
                    title: _t("Finish this letter?"),
                    intro: _t("Still open: %s.", namesOf(openOnes(given))),
                    label: _t("Why is it closed?"),
                    missing: _t("Say why, so that those who had it to do know."),
                    confirmLabel: _t("Finish"),
                    draftKey: `finish-${target.naskahId}`,
                    act: async ({ note }) => {
                        await onNaskah(target, "action_finish", { anyway: true, reason: note });
                        say(_t("Finished."));
                    },
                });
            }
            // can't be undone, and stands beside the button that is wanted more often
            return new Promise((resolve, reject) => {
                let outcome = false;
                dialog.add(
                    ConfirmationDialog,
                    {
                        title: _t("Finish this letter?"),
                        body: _t("It leaves your desk: nothing more is to be done with it."),
                        confirmLabel: _t("Finish"),
                        confirm: async () => {
                            try {
                                await onNaskah(target, "action_finish");
                                say(_t("Finished."));
                                outcome = true;
                            } catch (error) {
                                reject(error);
                            }
                        },
                        cancel: () => {},
                    },
                    { onClose: () => resolve(outcome) }
                );
            });
        },
        async cancel(target) {
            const { minutes } = await onNaskah(target, "get_cancel_options");
            return ask(minutes ? VoidDialog : NoteDialog, {
                title: _t("Cancel this letter"),
                intro: target.subject || undefined,
                label: _t("Why is it cancelled?"),
                missing: _t("A letter is cancelled with a reason only."),
                confirmLabel: _t("Cancel the letter"),
                confirmClass: "btn-danger",
                draftKey: `cancel-${target.naskahId}`,
                act: async ({ note, minutes: values }) => {
                    const more = values ? { minutes: values } : {};
                    await onNaskah(target, "action_cancel", { reason: note, ...more });
                    say(_t("The letter is cancelled."));
                },
            });
        },
        reserved(target) {
            return new Promise((resolve) =>
                action.doAction("eoffice_bekasi.eoffice_number_use_action", {
                    additionalContext: { default_naskah_id: target.naskahId },
                    onClose: (infos) => resolve(Boolean(infos?.done)),
                })
            );
        },
        explain(target) {
            return new Promise((resolve) => {
                dialog.add(
                    ExplainDialog,
                    { load: () => onNaskah(target, "explain_access") },
                    { onClose: () => resolve(false) }
                );
            });
        },
    };
}
