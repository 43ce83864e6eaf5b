"""Parts of a letter as the page prints them."""

from odoo.addons.eoffice_bekasi_report.tools.nip import nip_text
from odoo.addons.eoffice_bekasi_report.tools.parts import page_parts


def part(name, kind, value, style="label", place="before"):
    code = name.lower()
    return {
        "code": code,
        "name": name,
        "kind": kind,
        "style": style,
        "place": place,
        "value": value,
    }


def test_labels_that_follow_one_another_stand_in_one_table():
    blocks = page_parts(
        [
            part("Menimbang", "line", "x"),
            part("Dasar", "line", "y"),
            part("MEMERINTAHKAN", "word", ""),
            part("Untuk", "line", "z"),
            part("Waktu", "line", "w", "indented"),
            part("Saksi", "line", "s", "heading"),
            part("Pihak", "line", "p", "heading"),
        ],
        "before",
    )
    assert [(one["style"], len(one["rows"])) for one in blocks] == [
        ("label", 2),
        ("word", 1),
        ("label", 1),
        ("indented", 1),
        ("heading", 1),
        ("heading", 1),
    ]


def test_place():
    parts = [part("A", "line", "x"), part("B", "line", "y", place="after")]
    for place, name in (("before", "A"), ("after", "B")):
        ((row,),) = [block["rows"] for block in page_parts(parts, place)]
        assert row["name"] == name
    assert page_parts([], "before") == []


def printed(kind, value):
    return page_parts([part("X", kind, value)], "before")[0]["rows"][0]["value"]


def test_values():
    assert printed("date", "2026-11-30") == "Senin, 30 November 2026"
    assert printed("moment", "2026-12-01T01:30") == "Selasa, 1 Desember 2026 pukul 01.30 WIB"
    assert printed("text", "<p>Isi<script>x</script></p>") == "<p>Isi</p>"
    person = {"name": "Siti", "pangkat": "", "nip": "197208151995032004", "jabatan": "Analis"}
    assert printed("people", [person])[0]["nip"] == "19720815 199503 2 004"
    assert nip_text("12") == "12"
