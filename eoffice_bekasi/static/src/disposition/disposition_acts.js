import { _t } from "@web/core/l10n/translation";
import { DisposeDialog } from "../dialogs/dispose_dialog";
import { NoteDialog } from "../dialogs/note_dialog";
import { disposing } from "./disposing";
import { FilesNoteDialog } from "./files_note_dialog";

/** Who has it and has not reported. */
export const OPEN_STATES = ["sent", "read", "accepted"];

/**
 * @param {Object[]} nodes dispositions as `get_dispositions` answers them
 * @returns {Object[]} all of them, those below with those above
 */
export function flat(nodes) {
    return nodes.flatMap((node) => [node, ...flat(node.children)]);
}

/** @returns {Object[]} those among them, and below, that are still open */
export function openOnes(nodes) {
    return flat(nodes).filter(({ state, limited }) => !limited && OPEN_STATES.includes(state));
}

/** "Secretary (Siti), Head of section (Budi)" */
export function namesOf(nodes) {
    return nodes
        .map(({ to, to_holder: holder }) => (holder ? `${to.name} (${holder})` : to.name))
        .join(", ");
}

/**
 * What can be done with a disposition, by its receiver and by its giver.
 *
 * @param {Object} tools see `useNaskahActs`
 * @returns {Record<string, (target: import("../acts/naskah_acts").Target) => Promise<boolean>>}
 */
export function dispositionActs(tools) {
    const { say, ask, onNaskah, onDisposition } = tools;
    const intro = (target) => target.subject || undefined;
    return {
        dispose: (target) => ask(DisposeDialog, disposing("dispose", target, tools)),
        forward: (target) => ask(DisposeDialog, disposing("forward", target, tools)),
        async accept(target) {
            await onDisposition(target, "action_accept");
            say(_t("Accepted."));
            return true;
        },
        progress(target) {
            return ask(FilesNoteDialog, {
                title: _t("How far it is"),
                intro: intro(target),
                label: _t("What was done so far?"),
                missing: _t("Write how far it is."),
                confirmLabel: _t("Send"),
                confirmIcon: "fa-paper-plane-o",
                draftKey: `progress-${target.dispositionId}`,
                act: async ({ note, files }) => {
                    await onDisposition(target, "action_progress", {
                        text: note,
                        attachment_ids: files,
                    });
                    say(_t("The giver sees how far it is."));
                },
            });
        },
        report(target) {
            return ask(FilesNoteDialog, {
                title: _t("Report"),
                intro: intro(target),
                label: _t("What was done?"),
                placeholder: _t("In a few words; the giver of the disposisi reads it."),
                missing: _t("Write what was done."),
                confirmLabel: _t("Send report"),
                confirmIcon: "fa-paper-plane-o",
                draftKey: `report-${target.dispositionId}`,
                act: async ({ note, files }) => {
                    await onDisposition(target, "action_report", {
                        report: note,
                        ...(files.length && { attachment_ids: files }),
                    });
                    say(_t("Your report is sent."));
                },
            });
        },
        decline(target) {
            return ask(NoteDialog, {
                title: _t("Decline this disposisi"),
                intro: intro(target),
                label: _t("Why can't it be done?"),
                missing: _t("Say why, so that it can be given to someone else."),
                confirmLabel: _t("Decline"),
                draftKey: `decline-${target.dispositionId}`,
                act: async ({ note }) => {
                    await onDisposition(target, "action_decline", { reason: note });
                    say(_t("Declined with your reason."));
                },
            });
        },
        question(target) {
            return ask(NoteDialog, {
                title: _t("Ask about this disposisi"),
                intro: intro(target),
                label: _t("What do you ask?"),
                missing: _t("Write what you ask."),
                confirmLabel: _t("Ask"),
                confirmIcon: "fa-question",
                draftKey: `question-${target.dispositionId}`,
                act: async ({ note }) => {
                    await onDisposition(target, "action_ask", { question: note });
                    say(_t("Your question is on the other's desk."));
                },
            });
        },
        answer(target) {
            return ask(NoteDialog, {
                title: _t("Answer"),
                intro: target.question || intro(target),
                label: _t("Your answer"),
                missing: _t("Write your answer."),
                confirmLabel: _t("Answer"),
                confirmIcon: "fa-reply",
                draftKey: `answer-${target.dispositionId}`,
                act: async ({ note }) => {
                    await onDisposition(target, "action_answer", { answer: note });
                    say(_t("Answered."));
                },
            });
        },
        remind(target) {
            return ask(NoteDialog, {
                title: target.to ? _t("Remind %s", target.to) : _t("Remind"),
                intro: intro(target),
                label: _t("What is said with it?"),
                required: false,
                confirmLabel: _t("Remind"),
                confirmIcon: "fa-bell-o",
                draftKey: `remind-${target.dispositionId}`,
                act: async ({ note }) => {
                    await onDisposition(target, "action_remind", { note });
                    say(_t("Reminded."));
                },
            });
        },
        async finish(target) {
            await onDisposition(target, "action_finish");
            say(_t("Finished."));
            return true;
        },
        async finish_anyway(target) {
            const trees = await onNaskah(target, "get_dispositions");
            const node = flat(trees).find(({ id }) => id === target.dispositionId);
            return ask(NoteDialog, {
                title: _t("Close without a report"),
                intro: node && _t("Still open: %s.", namesOf(openOnes([node]))),
                label: _t("Why is it closed?"),
                missing: _t("Say why, so that those who had it to do know."),
                confirmLabel: _t("Close it"),
                confirmIcon: "fa-flag-checkered",
                draftKey: `close-${target.dispositionId}`,
                act: async ({ note }) => {
                    await onDisposition(target, "action_finish", { anyway: true, reason: note });
                    say(_t("Closed; those who had it to do know why."));
                },
            });
        },
        async recall(target) {
            await onDisposition(target, "action_recall");
            say(_t("The disposisi is recalled."));
            return true;
        },
    };
}
