"""What may be stored of a letter's text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.letter_html import (
    ALLOWED,
    clean_text,
    marked_texts,
    text_lines,
)

WORD = """<p class=MsoNormal style='margin-bottom:0cm;line-height:150%;mso-pagination:none'><b
style='mso-bidi-font-weight:normal'><span lang=IN style='font-size:12.0pt;font-family:"Arial",sans-serif;
color:#1F4E79;mso-ansi-language:IN'>Dengan hormat<o:p></o:p></span></b></p>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->
<p class=MsoNormal><span style='background:yellow;mso-highlight:yellow'>[isi hari]</span></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-table-layout-alt:fixed'>
 <tr><td width=301 colspan=2 rowspan=2 style='border:solid windowtext 1.0pt'><p>Gabungan</p></td></tr>
</table>"""


def test_word_leaves_structure_and_no_dress():
    text = clean_text(WORD)
    assert "<b>Dengan hormat</b>" in text
    assert '<td colspan="2" rowspan="2"><p>Gabungan</p></td>' in text
    for dress in ("class", "mso", "font", "color", "lang", "o:p", "xml", "<!--", "<span", "border"):
        assert dress not in text, dress


def test_what_is_marked_stays_marked():
    assert marked_texts(clean_text(WORD)) == ["[isi hari]"]
    for plain in ("background: white", "background-color: transparent", "background:#fff"):
        assert "mark" not in clean_text(f'<p><span style="{plain}">x</span></p>')
    assert "<mark>x</mark>" in clean_text(
        '<p><font style="background-color: rgb(255, 255, 0);" class="x">x</font></p>'
    )


def test_attributes_of_the_editor_go():
    text = '<p data-last-history-steps="1,2" data-oe-version="1.2" class="o_x">Isi</p>'
    assert clean_text(text) == "<p>Isi</p>"


def test_pictures():
    own = '<p><img src="/web/image/12-ab/peta.png" class="img-fluid" width="40"></p>'
    assert clean_text(own) == '<p><img src="/web/image/12-ab/peta.png" width="40"></p>'
    foreign = clean_text('<p>a<img src="http://x/y.png">b</p>')
    assert foreign == "<p>a<mark>[gambar tidak dapat dicetak]</mark>b</p>"
    assert "file:" not in clean_text('<p><img src="file:///C:/Users/x/clip_image001.png"></p>')


def test_nothing_stays_nothing():
    assert clean_text(False) is False
    assert clean_text("") == ""


def test_links_and_scripts():
    assert clean_text('<p><a href="https://x">tautan</a></p>') == "<p>tautan</p>"
    assert clean_text("<p>a</p><script>x</script><style>p{}</style>") == "<p>a</p>"


def test_style_that_says_something_stays():
    text = '<p style="text-align: center; font-weight: normal; color: red"><u>x</u></p>'
    assert clean_text(text) == '<p style="text-align: center"><u>x</u></p>'
    assert clean_text('<ol start="3" style="list-style-type: lower-alpha"><li>x</li></ol>') == (
        '<ol start="3" style="list-style-type: lower-alpha"><li>x</li></ol>'
    )


def test_text_lines_have_a_line_for_each_block():
    assert text_lines("<p>satu</p><ol><li>dua</li><li>tiga</li></ol>").split() == [
        "satu",
        "dua",
        "tiga",
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*ALLOWED, "font", "a", "section", "script", "o:p", "mark"]),
            st.sampled_from(["", ' class="x"', ' style="color:red;width:5px"', ' onclick="x"']),
            st.text("ab <&é", max_size=5),
        ),
        max_size=6,
    )
)
def test_cleaning_twice_is_cleaning_once(pieces):
    source = "".join(f"<{tag}{attributes}>{text}</{tag}>" for tag, attributes, text in pieces)
    once = clean_text(source)
    assert clean_text(once) == once
    tags = set(re.findall(r"<([a-z0-9:]+)", once or ""))
    assert tags <= {*ALLOWED, "mark"}
