from ...tools.text_check import empty_cells, is_long, is_shouted, says_secret


class TestSubject:
    """A subject that is too long, or shouts, is seen."""

    def test_long(self):
        assert not is_long("Undangan rapat")
        assert not is_long(None)
        assert is_long("kata " * 60)

    def test_shouted(self):
        assert is_shouted("UNDANGAN RAPAT KOORDINASI")
        assert not is_shouted("Undangan rapat BAPPEDA dan BKPSDM")
        assert not is_shouted("APBD 2027")
        assert not is_shouted("")


class TestSecrecy:
    """A text that calls itself secret is seen; one that speaks of secrets isn't."""

    def test_says_so(self):
        assert says_secret("", "<p>Surat ini bersifat <b>rahasia</b>.</p>")
        assert says_secret("SANGAT RAHASIA")

    def test_speaks_of_it(self):
        assert not says_secret("menjaga kerahasiaan data", "<p>rahasia dagang</p>", None)


class TestCells:
    """Cells forgotten in a table are counted."""

    TABLE = "<table><tr><td>1</td><td>Budi</td><td>{}</td></tr><tr><td></td><td></td></tr></table>"

    def test_forgotten(self):
        assert empty_cells(self.TABLE.format("")) == 1

    def test_none(self):
        assert empty_cells(self.TABLE.format("Guru")) == 0
        assert empty_cells(self.TABLE.format("<img src='x'>")) == 0
        assert empty_cells("<p>teks</p>") == 0
        assert empty_cells(None) == 0

    def test_room_to_sign_in(self):
        assert empty_cells("<table><tr><td>1.</td><td></td></tr></table>") == 0
