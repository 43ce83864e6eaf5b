import { browser } from "@web/core/browser/browser";

/** How long a form that is just being opened is waited for. */
const PATIENCE = 8000;

/**
 * @param {string} field name of a field, or part:CODE
 * @param {Element} root
 * @returns {Element|null} what shows it
 */
export function elementOf(field, root) {
    if (field?.startsWith("part:")) {
        return root.querySelector(`.o_eoffice_section[data-code="${CSS.escape(field.slice(5))}"]`);
    }
    return field ? root.querySelector(`.o_field_widget[name="${CSS.escape(field)}"]`) : null;
}

/**
 * Go to a field of the letter's form: open its tab, scroll to it, put the cursor in, and let it
 * be seen.
 *
 * @param {string} field
 * @param {number} [patience] milliseconds to wait for it
 */
export async function jumpTo(field, patience = PATIENCE) {
    const until = Date.now() + patience;
    let element;
    while (!element && Date.now() < until) {
        const form = document.querySelector(".o_form_view.o_eoffice_naskah_form, .o_eoffice_naskah_form");
        element = form && (elementOf(field, form) || (await inTab(field, form)));
        if (!element) {
            await pause(150);
        }
    }
    if (!element) {
        return;
    }
    element.scrollIntoView({ behavior: "smooth", block: "center" });
    element.classList.add("o_eoffice_here");
    browser.setTimeout(() => element.classList.remove("o_eoffice_here"), 2600);
    const input = element.querySelector(
        "input:not([type=hidden]):not([type=file]), textarea, select, [contenteditable=true], button"
    );
    (input || element).focus({ preventScroll: true });
}

/** A field that isn't shown may be in a tab that isn't open. */
async function inTab(field, form) {
    for (const tab of form.querySelectorAll(".o_notebook .nav-link:not(.active)")) {
        tab.click();
        await pause(120);
        const element = elementOf(field, form);
        if (element) {
            return element;
        }
    }
    return null;
}

function pause(milliseconds) {
    return new Promise((resolve) => browser.setTimeout(resolve, milliseconds));
}
