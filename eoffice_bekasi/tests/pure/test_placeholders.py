"""What a draft still has in it that was meant to be replaced."""

import pytest

from odoo.addons.eoffice_bekasi.tools.placeholders import (
    placeholders,
    says_attached,
    speaks_of_attachments,
)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("pada hari …… tanggal", "blank"),
        ("pada hari ........ tanggal", "blank"),
        ("pada hari ____ tanggal", "blank"),
        ("pada hari …. tanggal", "blank"),
        ("surat nomor " + "X" * 3 + "/2026", "cross"),
        ("bertempat di [isi tempat]", "bracket"),
        ("kepada [Nama pejabat]", "bracket"),
        ("Lorem ipsum dolor", "lorem"),
    ],
)
def test_left_over(text, rule):
    assert [found for found, _piece in placeholders(text)] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "Demikian ... terima kasih.",
        "Demikian… terima kasih.",
        "sebagaimana Pasal " + "X" * 3 + " ayat (1)",
        "Lampiran " + "X" * 3,
        "[[nomor]] dan [[hal]]",
        "Rp1.000.000,00",
        "[Salinan]",
        "",
    ],
)
def test_nothing_left_over(text):
    assert placeholders(text) == []


def test_the_excerpt_shows_where():
    text = "Menunjuk surat Saudara yang terdahulu, nomor …… tanggal 3 Mei tentang pengadaan barang"
    ((_rule, piece),) = placeholders(text)
    assert "nomor …… tanggal" in piece
    assert len(piece) < 70


def test_attachments():
    assert says_attached("jadwal terlampir")
    assert says_attached("sebagaimana dalam lampiran surat ini")
    assert not says_attached("lampiran surat yang lalu")
    assert speaks_of_attachments("lihat Lampiran I")
    assert not speaks_of_attachments("melampirkannya tidak perlu")
