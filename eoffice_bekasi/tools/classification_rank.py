"""Which klasifikasi fits a subject best: pure reckoning, what is known comes from the caller."""

import re
from collections import defaultdict

#: Words that say nothing of what a letter is about.
EMPTY = frozenset(
    """
    adalah agar akan antara atas bagi bahwa balasan bekasi bersama dalam dan dari daerah dengan
    dinas guna hal hari ini itu jawaban kepada kota laporan mengenai nomor oleh pada para perihal
    permohonan penyampaian rangka sebagai secara serta surat tahun tanggal tentang terhadap terkait
    untuk yang
    """.split()
)
#: What each source counts: a letter of one's own with the same words, one of one's SKPD, a word of
#: the code's own name, and that the code was used by oneself lately.
OWN, SKPD, NAME, LATELY = 4.0, 1.5, 2.0, 0.5


def words_of(text):
    """Return the words of a text that say what it is about, as a frozenset.

    :param str text: a subject, the name of a code
    """
    words = re.findall(r"[a-z]{4,}", (text or "").lower())
    return frozenset(word for word in words if word not in EMPTY)


def rank(subject, own, skpd, named):
    """Return codes with what speaks for them, the best first.

    :param str subject: what the new letter is about
    :param own: (code, subject) of the account's own letters, the newest first
    :param skpd: (code, subject) of letters of its SKPD that it may read, the newest first
    :param named: (code, name) of codes whose names have words of the subject
    :return: list of (code, points); codes for which nothing speaks are missing
    """
    wanted = words_of(subject)
    points = defaultdict(float)
    for letters, weight in ((own, OWN), (skpd, SKPD)):
        best = defaultdict(float)
        for place, (code, text) in enumerate(letters):
            same = len(wanted & words_of(text)) / len(wanted) if wanted else 0
            # Of letters with the same words the newest counts a little more.
            best[code] = max(best[code], same * (1 - place / (10 * len(letters))))
        for code, share in best.items():
            points[code] += weight * share
    for code, name in named:
        words = words_of(name)
        same = len(wanted & words)
        if same:
            points[code] += NAME * (same / len(wanted) + same / len(words)) / 2
    used = list(dict.fromkeys(code for code, _subject in own))
    for place, code in enumerate(used):
        points[code] += LATELY / (1 + place)
    found = [(code, value) for code, value in points.items() if value > 0]
    return sorted(found, key=lambda one: -one[1])
