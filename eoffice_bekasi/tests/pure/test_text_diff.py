import re
import time
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from ...tools.text_diff import (
    authors_of,
    blocks_of,
    changes,
    difference,
    to_html,
)

WORDS = st.sampled_from(
    "surat dinas kota bekasi kepada yang terhormat tanggal 3 Desember 2026 , . ( ) &amp; ä b".split()
)
SENTENCE = st.lists(WORDS, max_size=8).map(" ".join)
FORMATTED = st.one_of(
    SENTENCE,
    st.tuples(SENTENCE, SENTENCE, SENTENCE).map(lambda t: f"{t[0]} <b>{t[1]}</b>{t[2]}"),
)
PARAGRAPH = FORMATTED.map(lambda text: f"<p>{text}</p>")
POINTS = st.lists(FORMATTED, min_size=1, max_size=4).map(
    lambda texts: "<ol>" + "".join(f"<li>{text}</li>" for text in texts) + "</ol>"
)
TABLE = st.lists(st.lists(FORMATTED, min_size=1, max_size=3), min_size=1, max_size=3).map(
    lambda rows: (
        "<table><tbody>"
        + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
        + "</tbody></table>"
    )
)
TEXTS = st.lists(st.one_of(PARAGRAPH, POINTS, TABLE, SENTENCE), max_size=6).map("".join)


def said(text):
    """Return what the blocks of a text say, one string a block."""
    return [" ".join(block.text.split()) for block in blocks_of(text)]


def without(tag, text):
    """Return HTML without an element of the difference; the other mark is unwrapped."""
    other = {"ins": "del", "del": "ins"}[tag]
    text = re.sub(rf"<{tag}\b[^>]*>.*?</{tag}>", "", text)
    return re.sub(rf"</?{other}\b[^>]*>", "", text)


def marked(old, new, **kw):
    return to_html(difference([old, new]), **kw)


class TestDifference:
    """What the marks say is what changed, whatever the texts are."""

    @given(TEXTS, TEXTS)
    def test_without_deletions_it_is_the_new_text(self, old, new):
        assert said(without("del", marked(old, new))) == said(new)

    @given(TEXTS, TEXTS)
    def test_without_additions_it_is_the_old_text(self, old, new):
        assert said(without("ins", marked(old, new))) == said(old)

    @given(TEXTS)
    def test_equal_texts_have_no_marks(self, text):
        lines = difference([text, text])
        assert changes(lines) == 0
        assert "<ins" not in to_html(lines) and "<del" not in to_html(lines)

    @given(TEXTS, TEXTS)
    def test_sides(self, old, new):
        lines = difference([old, new])
        left, right = to_html(lines, "old"), to_html(lines, "new")
        assert "<ins" not in left and "<del" not in right
        assert said(left.replace("<del>", "").replace("</del>", "")) == said(old)
        assert said(right.replace("<ins>", "").replace("</ins>", "")) == said(new)

    @given(TEXTS, TEXTS)
    def test_a_difference_is_counted(self, old, new):
        assert (changes(difference([old, new])) == 0) == (said(old) == said(new))

    def test_words_in_a_sentence(self):
        assert (
            marked("<p>Rapat hari Senin di aula</p>", "<p>Rapat hari Selasa di aula</p>")
            == "<p>Rapat hari <del>Senin</del><ins>Selasa</ins> di aula</p>"
        )

    def test_short_sentence_grows(self):
        assert (
            marked("<p>Harap hadir</p>", "<p>Harap hadir tepat waktu</p>")
            == "<p>Harap hadir<ins> tepat waktu</ins></p>"
        )

    def test_changes_around_a_comma_are_one(self):
        text = marked("<p>pada Senin, 3 Mei pagi</p>", "<p>pada Selasa, 4 Mei pagi</p>")
        assert text == "<p>pada <del>Senin, 3</del><ins>Selasa, 4</ins> Mei pagi</p>"

    def test_formatting_is_kept(self):
        assert (
            marked("<p>satu <b>dua</b></p>", "<p>satu <b>dua tiga</b></p>")
            == "<p>satu <b>dua</b><ins><b> tiga</b></ins></p>"
        )

    def test_formatting_alone_is_no_change(self):
        assert marked("<p>satu dua</p>", "<p>satu <b>dua</b></p>") == "<p>satu <b>dua</b></p>"

    def test_point_taken_out_leaves_the_numbers(self):
        text = marked(
            "<ol><li>alfa satu</li><li>beta dua</li><li>gama tiga</li></ol>",
            "<ol><li>alfa satu</li><li>gama tiga</li></ol>",
        )
        assert text == (
            '<ol><li value="1">alfa satu</li><li class="o_gone"><del>beta dua</del></li>'
            '<li value="2">gama tiga</li></ol>'
        )

    def test_row_of_a_table_taken_out(self):
        row = "<tr><td>{0} satu</td><td>{0} dua</td></tr>".format
        text = marked(
            f"<table><tbody>{row('a')}{row('b')}{row('c')}</tbody></table>",
            f"<table><tbody>{row('a')}{row('c')}</tbody></table>",
        )
        assert text == (
            "<table><tbody><tr><td>a satu</td><td>a dua</td></tr>"
            "<tr><td><del>b satu</del></td><td><del>b dua</del></td></tr>"
            "<tr><td>c satu</td><td>c dua</td></tr></tbody></table>"
        )
        assert changes(difference([row("a") + row("b"), row("a")])) == 1


class TestSafety:
    """Nothing but words, lists, tables and plain looks comes out."""

    @given(st.text(alphabet="<>&\"'/=abi pscriptonload", max_size=60), TEXTS)
    def test_no_tag_of_the_text(self, evil, text):
        out = marked(text, text + evil)
        tags = set(re.findall(r"<\s*/?\s*(\w+)", out))
        assert tags <= set("p div li ol ul table tbody tr td b i u s ins del br img th".split())

    def test_scripts_and_addresses_go(self):
        out = marked(
            "<p>a</p>",
            "<p onclick='x()'>a <a href='javascript:x()'>b</a><script>alert(1)</script>"
            "<img src='https://luar.example/x.png' onerror='x()'> &lt;script&gt;</p>",
        )
        assert "javascript" not in out and "onclick" not in out and "onerror" not in out
        assert "luar.example" not in out
        assert "<script" not in out
        assert "<script>" in unescape(out)

    def test_own_picture_is_shown(self):
        out = marked("<p>a</p>", "<p>a</p><p><img src='/web/image/12-ab/x.png'></p>")
        assert '<ins><img src="/web/image/12-ab/x.png" alt=""/></ins>' in out


class TestAuthors:
    """Each change has the author of the version that made it."""

    def by(self, *versions):
        texts, authors = zip(*versions, strict=True)
        lines = difference(texts, authors)
        return [
            (run.kind, "".join(word.text for word in run.words).strip(), run.by)
            for line in lines
            for run in line.runs
            if run.kind != "same"
        ]

    def test_two_versions(self):
        assert self.by(("<p>satu dua</p>", "A"), ("<p>satu dua tiga</p>", "B")) == [
            ("added", "tiga", "B")
        ]

    def test_each_has_his_own(self):
        assert self.by(
            ("<p>Rapat hari Senin di aula besar</p>", "A"),
            ("<p>Rapat hari Selasa di aula besar</p>", "B"),
            ("<p>Rapat hari Selasa di aula kecil</p>", "C"),
        ) == [
            ("gone", "Senin", "B"),
            ("added", "Selasa", "B"),
            ("gone", "besar", "C"),
            ("added", "kecil", "C"),
        ]

    def test_beside_each_other(self):
        assert self.by(
            ("<p>Undangan rapat</p>", "A"),
            ("<p>Undangan rapat koordinasi</p>", "B"),
            ("<p>Undangan rapat koordinasi teknis</p>", "C"),
        ) == [("added", "koordinasi", "B"), ("added", "teknis", "C")]

    def test_what_came_and_went_is_nobodys(self):
        assert (
            self.by(
                ("<p>Undangan rapat</p>", "A"),
                ("<p>Undangan rapat besar</p>", "B"),
                ("<p>Undangan rapat</p>", "C"),
            )
            == []
        )

    def test_counted(self):
        lines = difference(
            ["<p>Rapat hari Senin di aula</p>", "<p>Rapat hari Selasa di aula kecil</p>"],
            ["A", "B"],
        )
        assert authors_of(lines) == {"B": 2}

    @given(st.lists(TEXTS, min_size=2, max_size=4))
    def test_every_change_has_an_author_and_the_words_stay(self, texts):
        authors = list(range(len(texts)))
        lines = difference(texts, authors)
        plain = difference([texts[0], texts[-1]])
        assert said(to_html(lines, "new")) == said(to_html(plain, "new"))
        assert said(to_html(lines, "old")) == said(to_html(plain, "old"))
        assert all(
            run.by in authors[1:] for line in lines for run in line.runs if run.kind != "same"
        )

    def test_marks_are_escaped(self):
        lines = difference(["<p>a</p>", "<p>a b</p>"], ["A", '"><script>'])
        assert "<script>" not in to_html(lines, marks=lambda by: {"title": by})


class TestTime:
    """A text of fifty pages is compared while one waits."""

    def pages(self, change, blocks=1500):
        words = (
            "penyelenggaraan pemerintahan daerah kota berdasarkan peraturan yang berlaku".split()
        )
        return "".join(
            "<p>"
            + " ".join(
                change(block, place, words[(block * 7 + place * 3) % len(words)])
                for place in range(16)
            )
            + f" {block}</p>"
            for block in range(blocks)
        )

    def took(self, *texts):
        begun = time.perf_counter()
        lines = difference(texts, list(range(len(texts))))
        to_html(lines)
        return time.perf_counter() - begun

    def test_a_word_in_every_paragraph(self):
        old = self.pages(lambda block, place, word: word)
        new = self.pages(lambda block, place, word: "baru" if place == block % 16 else word)
        assert self.took(old, new) < 8

    def test_all_anew(self):
        old = self.pages(lambda block, place, word: word)
        new = self.pages(lambda block, place, word: f"{word}{block * 16 + place}")
        assert self.took(old, new) < 8

    def test_one_block_without_end(self):
        old = "<p>" + " ".join(f"kata{n % 700}" for n in range(24000)) + "</p>"
        new = "<p>" + " ".join(f"kata{n * 3 % 700}" for n in range(24000)) + "</p>"
        assert self.took(old, new) < 8

    def test_a_thousand_equal_cells(self):
        rows = "<tr><td>1</td><td>-</td></tr>"
        table = "<table>{}</table>".format
        assert self.took(table(rows * 1500), table(rows * 1400 + "<tr><td>2</td></tr>")) < 8
