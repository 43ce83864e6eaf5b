/** Whether a letter comes in a closed envelope, that the registry doesn't open: the secret ones. */
export const isClosed = (form) => form.secret.includes(form.sifat);

/**
 * What the form of one letter holds. `kept` are the values that stay from letter to letter.
 *
 * @param {Object} options answer of `get_registration_options`
 * @param {Object} [kept]
 */
export function emptyForm(options, kept = {}) {
    return {
        // the server registers a letter once, however often it is told to
        key: crypto.randomUUID?.() || `${Date.now()}-${Math.random()}`,
        jabatanId: kept.jabatanId || options.desk,
        secret: options.sifat.filter(({ secret }) => secret).map(({ code }) => code),
        sender: null,
        number: "",
        dateText: "",
        date: false,
        subject: "",
        kepada: [],
        tembusan: [],
        sifat: options.default_sifat,
        urgensi: options.default_urgensi,
        classification: null,
        typeId: options.type_id || false,
        attachmentNote: "",
        way: kept.way || options.ways[0].code,
        receivedAt: false,
        replyTo: null,
        page: null,
        files: [],
    };
}

/** Whether anything was put in that would be missed. */
export function isTouched(form) {
    return Boolean(
        form.sender?.name ||
            form.number ||
            form.dateText ||
            form.subject ||
            form.kepada.length ||
            form.tembusan.length ||
            form.attachmentNote ||
            form.page ||
            form.files.length
    );
}

/** How a field of the form is asked whether something stands in it already. */
const FILLED = {
    sender: (form) => form.sender?.name,
    number: (form) => form.number,
    letter_date: (form) => form.dateText,
    subject: (form) => form.subject || isClosed(form),
    kepada: (form) => form.kepada.length,
    classification: (form) => form.classification || isClosed(form),
    attachment_note: (form) => form.attachmentNote,
};

export const isFilled = (form, field) => Boolean(FILLED[field]?.(form));

/** What is missing before the letter can be registered: names of fields, in their order. */
export function missing(form) {
    return ["sender", "letter_date", "subject", "kepada", "type"].filter((field) =>
        field === "type"
            ? !form.typeId
            : field === "letter_date"
            ? form.dateText && !form.date
            : !isFilled(form, field)
    );
}

/** The form as `action_register` and `check_registration` want it. */
export function registrationValues(form, letter = null) {
    const closed = isClosed(form);
    const { partner_id: partnerId, name, street, city, email } = form.sender || {};
    const values = {
        key: form.key,
        jabatan_id: form.jabatanId,
        type_id: form.typeId,
        sender: partnerId
            ? { partner_id: partnerId }
            : name
            ? { name, street: street || false, city: city || false, email: email || false }
            : false,
        number: form.number.trim() || false,
        letter_date: form.date || false,
        sifat: form.sifat,
        urgensi: form.urgensi,
        attachment_note: form.attachmentNote.trim() || false,
        kepada_ids: form.kepada.map(({ id }) => id),
        tembusan_ids: form.tembusan.map(({ id }) => id),
        receipt_way: form.way,
    };
    if (form.receivedAt) {
        values.received_at = form.receivedAt;
    }
    if (closed) {
        return { ...values, is_closed: true };
    }
    Object.assign(values, {
        subject: form.subject.trim() || false,
        classification_id: form.classification?.id || false,
        ...(letter?.values || {}),
    });
    if (form.page) {
        values.page_id = form.page.id;
    }
    if (form.files.length) {
        values.attachment_ids = form.files.map(({ id }) => id);
    }
    if (form.replyTo?.taken) {
        values.reply_to_id = form.replyTo.id;
    }
    return values;
}

