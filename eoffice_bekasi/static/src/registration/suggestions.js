import { POSITION, positionDomain, underPosition } from "../dialogs/position_box";

const sameName = (one, other) => one.trim().toLowerCase() === other.trim().toLowerCase();

/** A degree by its code or its name. */
function degree(read, degrees) {
    const found = degrees.find(
        ({ code, name }) => code === read.value || sameName(name, String(read.value))
    );
    return found && { ...read, value: found.code, text: found.name };
}

/** A sender: an outside contact, or a name nobody has written yet. */
function sender(read) {
    const { value, text } = read;
    const known = typeof value === "object" && value ? value : { name: value || text };
    return { ...read, value: { ...known, name: known.name || text } };
}

/** The first addressee as a position: named by the server, or the only one called so. */
async function addressee(read, orm) {
    const first = Array.isArray(read.value) ? read.value[0] : read.value;
    if (first && typeof first === "object") {
        const id = first.jabatan_id || first.id;
        return id && { ...read, value: { id, name: first.name || read.text, under: first.under } };
    }
    const name = String(first || read.text || "");
    if (!name.trim()) {
        return null;
    }
    const { records } = await orm.webSearchRead("eoffice.jabatan", positionDomain(name), {
        specification: POSITION,
        limit: 6,
    });
    const fitting = records.filter((one) => sameName(one.name, name));
    const [found, more] = fitting.length ? fitting : records;
    return found && !more
        ? { ...read, value: { id: found.id, name: found.name, under: underPosition(found) } }
        : null;
}

/**
 * What was read from a page, as the form can take it: each still has the place where it was read.
 *
 * @param {Object} read field to {value, text, page, box, sure}
 * @param {Object} options answer of `get_registration_options`
 * @param {Object} orm
 */
export async function usable(read, options, orm) {
    const found = {};
    for (const [field, one] of Object.entries(read || {})) {
        if (!one || (!one.value && !one.text)) {
            continue;
        }
        if (field === "sifat" || field === "urgensi") {
            found[field] = degree(one, options[field]);
        } else if (field === "sender") {
            found[field] = sender(one);
        } else if (field === "kepada") {
            found[field] = await addressee(one, orm).catch(() => null);
        } else {
            found[field] = { ...one, value: one.value || one.text };
        }
    }
    return Object.fromEntries(Object.entries(found).filter(([, one]) => one));
}
