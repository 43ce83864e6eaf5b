from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.register_digest import RegisterDigest

LINES = st.lists(
    st.fixed_dictionaries({"number": st.integers(1, 9999), "to": st.none() | st.text(max_size=8)}),
    min_size=1,
    max_size=12,
)


def digest(*batches):
    book = RegisterDigest()
    for batch in batches:
        book.add(batch)
    return book


class TestRegisterDigest:
    """One digest for a book: it doesn't depend on the batches, and on every line it does."""

    @given(LINES, st.integers(0, 12))
    def test_batches(self, lines, cut):
        whole = digest(lines)
        parts = digest(lines[:cut], lines[cut:])
        assert parts.hexdigest() == whole.hexdigest()
        assert (parts.count, parts.first, parts.last) == (
            len(lines),
            lines[0]["number"],
            lines[-1]["number"],
        )

    @given(LINES, st.data())
    def test_each_line_counts(self, lines, data):
        place = data.draw(st.integers(0, len(lines) - 1))
        changed = [dict(line) for line in lines]
        changed[place]["to"] = (changed[place]["to"] or "") + "x"
        assert digest(changed).hexdigest() != digest(lines).hexdigest()
        assert digest(lines[:place], lines[place + 1 :]).hexdigest() != digest(lines).hexdigest()

    def test_an_empty_book(self):
        book = digest()
        assert (book.count, book.first, book.last) == (0, None, None)
        assert book.hexdigest() == digest([]).hexdigest()
