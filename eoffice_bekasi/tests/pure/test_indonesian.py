"""How an answer begins, in the Indonesian of offices."""

from datetime import date

from odoo.addons.eoffice_bekasi.tools.indonesian import answer_opening, answer_subject, long_date


class TestAnswer:
    def test_subject(self):
        assert answer_subject("Surat Dinas", "1/2", "Jadwal") == "Balasan atas Jadwal"

    def test_the_answer_to_an_answer_is_called_so_once(self):
        assert answer_subject("Surat Dinas", "1/2", "Balasan atas Jadwal") == "Balasan atas Jadwal"

    def test_nothing_is_quoted(self):
        assert answer_subject("Surat Dinas", "1/2", "") == "Balasan atas surat dinas Nomor 1/2"
        assert answer_subject("Memo", "", "") == "Balasan atas memo"

    def test_opening(self):
        text = answer_opening("Surat Dinas", "Camat Jatiasih", "1/2", date(2026, 11, 3), "Banjir")
        assert text.startswith(
            "<p>Menindaklanjuti surat Camat Jatiasih Nomor 1/2 tanggal 3 November 2026 "
            "perihal Banjir, bersama ini kami sampaikan"
        )

    def test_of_another_type(self):
        assert "nota dinas Sekretaris" in answer_opening("Nota Dinas", "Sekretaris", "", None, "")

    def test_what_is_quoted_is_no_markup(self):
        assert "<b>" not in answer_opening("Memo", "<b>", "", None, "<b>")

    def test_date(self):
        assert long_date(date(2026, 1, 31)) == "31 Januari 2026"
