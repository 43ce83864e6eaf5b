import { markup } from "@odoo/owl";

/** The text as the editor wants it: with the step it was saved at in its first block. */
export function withStep(value, step) {
    const { body } = new DOMParser().parseFromString(value.toString(), "text/html");
    if (!body.firstElementChild || body.firstChild !== body.firstElementChild) {
        return value;
    }
    body.firstElementChild.setAttribute("data-last-history-steps", step);
    return markup(body.innerHTML);
}
