import { _t } from "@web/core/l10n/translation";
import { disposeArguments } from "./dispose_model";

/**
 * What the panel and the dialog of a disposition need: what is asked of the server, and what is
 * done when it is sent.
 *
 * @param {"dispose"|"forward"} id a letter is disposed; a disposition is handed on
 * @param {import("../acts/naskah_acts").Target} target
 * @param {Object} tools see `useNaskahActs`
 * @returns {Object} props of `DisposePanel` and `DisposeDialog`
 */
export function disposing(id, target, { orm, say, onNaskah, onDisposition }) {
    const isForward = id === "forward";
    return {
        title: isForward ? _t("Hand on") : _t("Disposisi"),
        subject: target.subject,
        confirmLabel: _t("Send"),
        confirmIcon: "fa-paper-plane-o",
        draftKey: isForward ? `forward-${target.dispositionId}` : `dispose-${target.naskahId}`,
        loadOptions: () =>
            orm.call("eoffice.desk", "get_dispose_options", [target.naskahId], {
                disposition_id: isForward ? target.dispositionId : false,
                from_jabatan_id: target.jabatanId || false,
            }),
        act: async (values) => {
            const { length } = values.to;
            if (isForward) {
                await onDisposition(target, "action_forward", disposeArguments(values));
                say(_t("Handed on to %s positions.", length));
                return;
            }
            await onNaskah(target, "action_dispose", {
                ...disposeArguments(values),
                from_jabatan_id: target.jabatanId || false,
            });
            say(
                values.prepares
                    ? _t("The disposisi is on the official's desk for one tap.")
                    : _t("Disposisi sent to %s positions.", length)
            );
        },
    };
}
