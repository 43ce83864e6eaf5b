"""Rules of the page that need no Odoo."""

import io
import re
from datetime import date, datetime

import pypdf
import pytest

from odoo.addons.eoffice_bekasi_report.tools import (
    body,
    code,
    engine,
    indonesian_date,
    page,
    qr,
)

CODE = "ABCDEFGHIJKLMNOPQRSTUVWX23"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 12), "12 November 2026"),
        (date(2026, 1, 1), "1 Januari 2026"),
        (date(2024, 2, 29), "29 Februari 2024"),
        (date(2025, 8, 17), "17 Agustus 2025"),
        (datetime(2025, 12, 31, 23, 59), "31 Desember 2025"),
    ],
)
def test_long_date(day, text):
    assert indonesian_date.long_date(day) == text


def test_long_moment():
    moment = datetime(2026, 5, 2, 8, 5)
    assert indonesian_date.long_moment(moment) == "2 Mei 2026 pukul 08.05 WIB"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        code.grouped(CODE),
        "abcd-efgh-ijkl-mnop-qrst-uvwx-23",
        f"  {CODE}\n",
        CODE.replace("O", "0").replace("B", "8"),
    ],
)
def test_code_as_people_type_it(typed):
    assert code.normalise(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    ["", None, " ", CODE[:-1], CODE + "A", CODE[:-1] + "1", CODE[:-1] + "'", "x" * 5000, "%00"],
)
def test_what_is_no_code(typed):
    assert code.normalise(typed) is None


def test_code_groups():
    assert code.grouped(CODE) == "ABCD EFGH IJKL MNOP QRST UVWX 23"


def test_body_keeps_a_letter():
    text = (
        "<p>Satu <b>dua</b></p><ol><li>tiga</li></ol>"
        '<table><tbody><tr><td colspan="2" style="text-align: right">x</td></tr></tbody></table>'
    )
    assert body.clean_body(text) == text


@pytest.mark.parametrize("empty", [None, "", "   "])
def test_body_may_be_empty(empty):
    assert body.clean_body(empty) == ""


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<style>*{display:none}</style><p>a</p>", "<p>a</p>"),
        ('<p onclick="x()" class="check" id="drop">a</p>', "<p>a</p>"),
        ('<p style="position: fixed; top: 0; color: red">a</p>', "<p>a</p>"),
        (
            '<p style="margin-left: -99px; text-indent: 9px">a</p>',
            '<p style="text-indent: 9px">a</p>',
        ),
        ('<p style="width: url(http://x)">a</p>', "<p>a</p>"),
        ('<a href="http://x">a</a>', "a"),
        ('<iframe src="file:///etc/passwd">a</iframe>b', "b"),
        ('<svg><image href="http://x"/></svg>b', "b"),
        ("a &lt;b&gt; <!-- c -->&amp; d", "a &lt;b&gt; &amp; d"),
        ("<font color='red'><article>a</article></font>", "a"),
    ],
)
def test_body_drops_what_no_letter_prints(hostile, left):
    assert body.clean_body(hostile) == left


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("<p>a</p><p><br/></p><p>&nbsp;</p>", "<p>a</p>"),
        ("<ol><li>a</li><li><br/></li></ol>", "<ol><li>a</li></ol>"),
        ("<ol><li>a<ol><li><br/></li></ol></li></ol>", "<ol><li>a</li></ol>"),
        ("<p>a</p><ul><li></li></ul>", "<p>a</p>"),
        ("<p><br/></p><p>a</p>", "<p><br/></p><p>a</p>"),
        ("<p>a</p><hr/>", "<p>a</p><hr/>"),
        ("<p></p>a", "<p/>a"),
    ],
)
def test_empty_lines_at_the_end_are_not_printed(written, printed):
    assert body.clean_body(written) == printed


@pytest.mark.parametrize(
    "source",
    [
        "http://x/y.png",
        "//x/y.png",
        "file:///etc/passwd",
        "data:image/svg+xml;base64,AAAA",
        "/web/1",
    ],
)
def test_picture_from_elsewhere_is_missed_visibly(source):
    cleaned = body.clean_body(f'<p>a<img src="{source}"/>b</p>')
    assert cleaned == f'<p>a<span class="missing">{body.MISSING_PICTURE}</span>b</p>'


def test_pictures_of_the_database_are_put_in():
    text = '<p><img src="/web/image/12-abc/foto.png?access_token=x"/><img src="/web/image/7"/></p>'
    found = body.with_pictures(text, {12: "data:image/png;base64,AAAA"}.get)
    assert 'src="data:image/png;base64,AAAA"' in found
    assert 'src="/web/image/7"' in found
    assert body.own_pictures(text) == [12, 7]
    assert body.with_pictures(None, None) == ""
    assert body.own_pictures(None) == []


def test_qr_has_quiet_zone_and_no_size_of_its_own():
    svg = qr.qr_svg("https://eoffice.example.go.id/v/" + CODE)
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg).group(1))
    assert side <= 41, "version 4 or less: modules of 0.6 mm at 25 mm"
    assert len(svg) < 5000


@pytest.mark.parametrize(
    ("sifat", "urgensi", "text"),
    [
        ("biasa", "biasa", "Biasa"),
        ("biasa", "segera", "Biasa / Segera"),
        ("rahasia", "sangat_segera", "Rahasia / Sangat Segera"),
    ],
)
def test_sifat_line_of_letters_that_froze_codes_only(sifat, urgensi, text):
    assert page.sifat_text({"sifat": sifat, "urgensi": urgensi}) == text


def test_sifat_line_prints_the_names_that_were_frozen():
    payload = {"sifat": "k", "urgensi": "p", "sifat_name": "Konfidensial", "urgensi_name": ""}
    assert page.sifat_text(payload) == "Konfidensial"
    assert page.sifat_text(payload | {"urgensi_name": "Penting"}) == "Konfidensial / Penting"


@pytest.mark.parametrize(
    ("nip", "text"),
    [
        ("197208151995032004", "19720815 199503 2 004"),
        ("19720815 199503 2 004", "19720815 199503 2 004"),
        ("480099999", "480099999"),
        ("", ""),
    ],
)
def test_nip(nip, text):
    assert page.nip_text(nip) == text


def test_unknown_layout():
    with pytest.raises(page.UnknownLayoutError, match="surat_dinas/99"):
        page.layout_of({"layout": "surat_dinas/99"})


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.com/x.png",
        "ftp://example.com/x",
        "FILE:///etc/passwd",
        "relative.png",
    ],
)
def test_fetcher_refuses_every_address(address):
    with pytest.raises(ValueError, match=r"disallowed protocol|Not an absolute"):
        engine.DataOnlyFetcher().fetch(address)


def test_fetcher_serves_data():
    assert engine.DataOnlyFetcher().fetch("data:text/plain,abc").read() == b"abc"


def test_engine_draws_nothing_from_outside():
    pdf = engine.render(
        '<html lang="id"><head><title>Judul</title><meta name="author" content="Kepala Dinas">'
        '<style>@import "file:///etc/hosts"; p { background: url(http://127.0.0.1:1/x.png) }'
        '</style></head><body><p>Isi</p><img src="file:///etc/passwd" alt="kosong">'
        '<object data="file:///etc/passwd"></object></body></html>'
    )
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    text = reader.pages[0].extract_text()
    assert "Isi" in text
    assert "root:" not in text
    assert reader.metadata.author == "Kepala Dinas"
    assert reader.metadata.title == "Judul"
    assert reader.trailer["/Root"]["/Lang"] == "id"


def test_engine_wants_something_to_draw():
    with pytest.raises(ValueError, match="nothing"):
        engine.render("  ")
