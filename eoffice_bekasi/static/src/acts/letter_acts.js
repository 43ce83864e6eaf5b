import { registry } from "@web/core/registry";

/**
 * What can be done with a letter beside the everyday acts: each in a file of its own, that adds
 * itself here. The form and the desk offer it by itself.
 *
 * @typedef {Object} LetterAct
 * @property {string} label
 * @property {string} icon
 * @property {string} [flag] the letter's field that says whether this account may; without one
 *  the act is offered on every saved letter
 * @property {boolean} [folded] in the form it stands in the menu, not among the buttons
 * @property {string[]} [kinds] kinds of work on the desk at which it is offered; none: in the form
 *  only
 * @property {boolean} [leaves] on the desk: after it the item waits here no longer
 * @property {(target: import("./naskah_acts").Target, tools: Object) => Promise<boolean>} run
 *  does it, and answers whether it was done; for `tools` see `useNaskahActs`
 */
export const letterActs = registry.category("eoffice.letter_acts");

/** @returns {(LetterAct & { id: string })[]} in their order */
export function addedActs() {
    return letterActs.getEntries().map(([id, act]) => ({ ...act, id }));
}

/** @returns {string[]} the fields of a letter that the added acts look at */
export function addedFlags() {
    return [...new Set(addedActs().map(({ flag }) => flag).filter(Boolean))];
}
