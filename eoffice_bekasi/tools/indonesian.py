"""What a letter says in Indonesian, whatever the language of who drafts it."""

from html import escape

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)
#: With what the subject of an answer begins.
ANSWER = "Balasan atas"


def long_date(day):
    """Return a date as a letter writes it: ``12 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def answer_subject(type_name, number, subject):
    """Return the subject of an answer; the answer to an answer isn't called so twice.

    :param str type_name: what is answered, e.g. "Surat Dinas"
    :param str number: its number, empty when it has none
    :param str subject: its subject; empty when it may not be quoted
    """
    subject = (subject or "").strip()
    if subject:
        return subject if subject.lower().startswith(ANSWER.lower()) else f"{ANSWER} {subject}"
    named = f"{type_name.lower()} Nomor {number}" if number else type_name.lower()
    return f"{ANSWER} {named}"


def answer_opening(type_name, sender, number, day, subject):
    """Return how the text of an answer begins, as HTML.

    :param str type_name: what is answered, e.g. "Surat Dinas"
    :param str sender: office that signed it
    :param str number: its number, empty when it has none
    :param datetime.date day: its date
    :param str subject: its subject; empty when it may not be quoted
    """
    words = ["Menindaklanjuti", _lower_first(type_name), sender]
    words += ["Nomor", number] if number else []
    words += ["tanggal", long_date(day)] if day else []
    words += ["perihal", (subject or "").strip()] if (subject or "").strip() else []
    opening = escape(" ".join(word for word in words if word))
    return f"<p>{opening}, bersama ini kami sampaikan hal-hal sebagai berikut:</p><p><br></p>"


def _lower_first(name):
    """Return a type's name inside a sentence: "surat", "nota dinas", "undangan"."""
    name = name.lower()
    return "surat" if name.startswith("surat") else name
