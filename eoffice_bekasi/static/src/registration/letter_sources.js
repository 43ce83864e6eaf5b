import { registry } from "@web/core/registry";

/**
 * Where letters lie that wait to be registered. Without any, or when none waits, one chooses a
 * PDF. An entry makes a source from the services of the screen.
 *
 * @typedef {Object} WaitingLetter
 * @property {string} key what it is remembered by in this browser
 * @property {Object} values what it adds to the values of `action_register`
 * @property {Object} suggestions field to {value, text, page, box, sure}
 * @property {number} [waiting] how many wait, this one among them
 *
 * @typedef {Object} LetterSource
 * @property {(after?: WaitingLetter) => Promise<WaitingLetter|null>} next takes the next one
 * @property {(params: Object) => Promise<WaitingLetter|null>} open the one an action names, or
 *  none when it names none of this source
 * @property {(letter: WaitingLetter) => Promise<void>} release lets others have it
 * @property {import("@odoo/owl").ComponentConstructor} Pages shows it: props `letter`, `mark`
 *  ({page, box} or null)
 * @property {import("@odoo/owl").ComponentConstructor} [Empty] stands above the place for a PDF
 *
 * Each entry is a function from {orm, ...} to a LetterSource.
 */
export const letterSources = registry.category("eoffice.letter_sources");
