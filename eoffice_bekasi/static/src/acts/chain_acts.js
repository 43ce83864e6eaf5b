import { _t } from "@web/core/l10n/translation";
import {
    AddStepDialog,
    OpinionDialog,
    PositionDialog,
    SkipDialog,
} from "../dialogs/chain_dialog";
import { letterActs } from "./letter_acts";

/** Kinds of work at which the letter lies on one's own desk in its chain. */
const MINE = ["sign", "paraf", "check", "returned"];

const loadOptions = (target, { onNaskah }) => () => onNaskah(target, "get_chain_options");

letterActs.add(
    "give_opinion",
    {
        label: _t("Give opinion"),
        icon: "fa-comment-o",
        flag: "can_give_opinion",
        kinds: ["opinion"],
        run: (target, tools) =>
            tools.ask(OpinionDialog, {
                title: _t("Your opinion"),
                intro: target.subject || undefined,
                label: _t("What do you think?"),
                missing: _t("Write what you think."),
                confirmLabel: _t("Send opinion"),
                confirmIcon: "fa-paper-plane-o",
                draftKey: `opinion-${target.naskahId}`,
                loadOptions: loadOptions(target, tools),
                act: async (values) => {
                    await tools.onNaskah(target, "action_give_opinion", values);
                    tools.say(_t("Your opinion is sent."));
                },
            }),
    },
    { sequence: 10 }
);

letterActs.add(
    "ask_again",
    {
        label: _t("Ask for paraf again"),
        icon: "fa-repeat",
        flag: "can_ask_again",
        kinds: ["sign", "returned"],
        run: async (target, { onNaskah, say }) => {
            await onNaskah(target, "action_ask_again");
            say(_t("Those who gave paraf on another text are asked again. Then it comes back to you."));
            return true;
        },
    },
    { sequence: 15 }
);

letterActs.add(
    "recall_letter",
    {
        label: _t("Recall"),
        icon: "fa-undo",
        flag: "can_recall",
        kinds: ["waiting"],
        run: async (target, { onNaskah, say }) => {
            await onNaskah(target, "action_recall");
            say(_t("The letter is among your drafts again."));
            return true;
        },
    },
    { sequence: 20 }
);

letterActs.add(
    "ask_opinion",
    {
        label: _t("Ask an opinion"),
        icon: "fa-comments-o",
        flag: "can_ask_opinion",
        folded: true,
        kinds: MINE,
        leaves: false,
        run: (target, tools) =>
            tools.ask(PositionDialog, {
                title: _t("Ask an opinion"),
                intro: _t("They read the letter and answer; it need not wait for them."),
                multiple: true,
                positionLabel: _t("Of whom?"),
                label: _t("What do you want to know?"),
                missing: _t("Write what you want to know."),
                confirmLabel: _t("Ask"),
                confirmIcon: "fa-paper-plane-o",
                draftKey: `ask-${target.naskahId}`,
                loadOptions: loadOptions(target, tools),
                act: async ({ positions, note }) => {
                    await tools.onNaskah(target, "action_ask_opinion", {
                        jabatan_ids: positions,
                        question: note,
                    });
                    tools.say(_t("Asked. The answers come to your desk."));
                },
            }),
    },
    { sequence: 30 }
);

letterActs.add(
    "hand_on",
    {
        label: _t("Hand on"),
        icon: "fa-share",
        flag: "can_forward",
        folded: true,
        kinds: ["paraf", "check", "returned"],
        run: (target, tools) =>
            tools.ask(PositionDialog, {
                title: _t("Hand on to another"),
                intro: _t("Who gets it acts in your place; you still see the letter."),
                positionLabel: _t("To whom?"),
                label: _t("Note"),
                required: false,
                confirmLabel: _t("Hand on"),
                confirmIcon: "fa-share",
                draftKey: `hand-on-${target.naskahId}`,
                loadOptions: loadOptions(target, tools),
                act: async ({ positions, note }) => {
                    await tools.onNaskah(target, "action_forward", {
                        jabatan_id: positions[0],
                        note,
                    });
                    tools.say(_t("Handed on."));
                },
            }),
    },
    { sequence: 40 }
);

letterActs.add(
    "add_step",
    {
        label: _t("Add somebody to the chain"),
        icon: "fa-user-plus",
        flag: "can_add_step",
        folded: true,
        kinds: [...MINE, "waiting"],
        leaves: false,
        run: (target, tools) =>
            tools.ask(AddStepDialog, {
                title: _t("Add somebody to the chain"),
                positionLabel: _t("Who?"),
                label: _t("Why?"),
                required: false,
                confirmLabel: _t("Add"),
                confirmIcon: "fa-user-plus",
                draftKey: `add-${target.naskahId}`,
                loadOptions: loadOptions(target, tools),
                act: async (values) => {
                    await tools.onNaskah(target, "action_add_step", values);
                    tools.say(_t("Added to the chain."));
                },
            }),
    },
    { sequence: 50 }
);

letterActs.add(
    "skip_step",
    {
        label: _t("Skip a step"),
        icon: "fa-step-forward",
        flag: "can_skip_step",
        folded: true,
        kinds: [...MINE, "waiting"],
        leaves: false,
        run: (target, tools) =>
            tools.ask(SkipDialog, {
                title: _t("Skip a step"),
                label: _t("Why?"),
                missing: _t("A step is skipped with a reason only."),
                confirmLabel: _t("Skip"),
                confirmIcon: "fa-step-forward",
                draftKey: `skip-${target.naskahId}`,
                loadOptions: loadOptions(target, tools),
                act: async (values) => {
                    await tools.onNaskah(target, "action_skip_step", values);
                    tools.say(_t("Skipped, with your reason."));
                },
            }),
    },
    { sequence: 60 }
);
