import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { disposeArguments } from "../disposition/dispose_model";
import { BatchDialog } from "./batch_dialog";
import { BatchDisposeDialog } from "./batch_dispose_dialog";
import { BATCH_VERBS } from "./batch_verbs";

/**
 * Ask what an act on many letters needs, start it, and go to the page where each letter's result
 * turns up.
 *
 * @param {Object} services orm, dialog, action and notification
 * @param {string} verb see `BATCH_VERBS`
 * @param {number[]} ids letters that were chosen
 * @returns {Promise<boolean>} whether it was started
 */
export async function askBatch({ orm, dialog, action, notification }, verb, ids) {
    const offer = await orm.call("eoffice.act.batch", "get_offer", [ids]);
    const letters = offer.letters.filter(({ verbs }) => verbs.includes(verb));
    if (!letters.length || letters.length > offer.most) {
        notification.add(
            letters.length
                ? _t("At most %s letters at once.", offer.most)
                : _t("None of these letters waits for this at your desk."),
            { type: "warning" }
        );
        return false;
    }
    const { label, icon, note, danger } = BATCH_VERBS[verb];
    return new Promise((resolve) => {
        let started = null;
        const isDisposing = verb === "dispose";
        dialog.add(
            isDisposing ? BatchDisposeDialog : BatchDialog,
            {
                title: label(letters.length),
                confirmLabel: label(letters.length),
                confirmIcon: icon,
                confirmClass: danger ? "btn-danger" : "btn-primary",
                letters,
                ...(isDisposing
                    ? {
                          draftKey: "dispose-many",
                          loadOptions: () =>
                              orm.call("eoffice.desk", "get_dispose_options", [letters[0].id]),
                      }
                    : {
                          verb,
                          left: ids.length - letters.length,
                          needsNote: Boolean(note),
                          needsProof: offer.needs_proof,
                          proofs: offer.proofs,
                      }),
                act: async (values) => {
                    started = await orm.call("eoffice.act.batch", "action_start", [], {
                        verb,
                        naskah_ids: letters.map(({ id }) => id),
                        values: isDisposing ? disposeArguments(values) : values,
                    });
                },
            },
            {
                onClose: async () => {
                    resolve(Boolean(started));
                    if (started) {
                        const open = await orm.call("eoffice.act.batch", "action_open", [
                            [started.id],
                        ]);
                        action.doAction(open);
                    }
                },
            }
        );
    });
}

/** From the list of letters: the act of the menu on those that are marked. */
registry.category("actions").add("eoffice_act_batch_ask", async (env, { params, context }) => {
    await askBatch(env.services, params.verb, context.active_ids || []);
});
