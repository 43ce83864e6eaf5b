"""What a letter's head says is found among its words, with the place where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi_scan.tools.letter_reading import (
    clean_number,
    find_dates,
    office_name,
    read_letter,
)


def words(*lines, sure=95):
    """Return words of lines ``(left, top, text)``; a sign is 0.01 wide, a line 0.012 high."""
    found = []
    for number, (left, top, text) in enumerate(lines):
        for word in text.split(" "):
            right = left + 0.01 * len(word)
            if word:
                found.append(
                    {
                        "text": word,
                        "box": [round(left, 4), top, round(right, 4), top + 0.012],
                        "line": number,
                        "sure": sure,
                    }
                )
            left = right + 0.008
    return found


def read(*lines, **options):
    return read_letter([(7, words(*lines, **options))])


OFFICE = (
    (0.3, 0.04, "PEMERINTAH PROVINSI JAWA BARAT"),
    (0.35, 0.06, "DINAS KESEHATAN"),
    (0.3, 0.08, "Jalan Pasteur No. 25 Telepon (022) 4230353"),
    (0.6, 0.14, "Bandung, 3 Juni 2026"),
    (0.1, 0.16, "Nomor"),
    (0.2, 0.16, ": 400.7.1/1187/Dinkes"),
    (0.1, 0.18, "Sifat"),
    (0.2, 0.18, ": Sangat Segera"),
    (0.1, 0.20, "Lampiran : 2 (dua) lembar"),
    (0.1, 0.22, "Hal"),
    (0.2, 0.22, ": Undangan Rapat Koordinasi"),
    (0.22, 0.24, "Penanganan Banjir"),
    (0.1, 0.29, "Yth. Kepala Dinas Kesehatan Kota Bekasi"),
    (0.1, 0.31, "di"),
    (0.1, 0.33, "Bekasi"),
    (0.1, 0.38, "Sehubungan dengan surat Saudara tanggal 1 Mei 2026 kami mohon"),
)


class TestOffice:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("sender", "Dinas Kesehatan Provinsi Jawa Barat"),
            ("number", "400.7.1/1187/Dinkes"),
            ("letter_date", "2026-06-03"),
            ("subject", "Undangan Rapat Koordinasi Penanganan Banjir"),
            ("kepada", ["Kepala Dinas Kesehatan Kota Bekasi"]),
            ("urgensi", "Sangat Segera"),
            ("attachment_note", "2 (dua) lembar"),
        ],
    )
    def test_each_field(self, field, value):
        assert read(*OFFICE)[field]["value"] == value

    def test_speed_beside_sifat_is_no_secrecy(self):
        assert "sifat" not in read(*OFFICE)

    def test_the_place_is_that_of_the_value(self):
        said = read(*OFFICE)["number"]
        assert said["page"] == 7
        assert said["box"][0] >= 0.2
        assert said["box"][1:] == [0.16, said["box"][2], 0.172]

    def test_the_subject_takes_both_lines(self):
        assert read(*OFFICE)["subject"]["box"][1::2] == [0.22, 0.252]

    def test_what_is_hardly_read_is_not_sure(self):
        assert read(*OFFICE)["number"]["sure"] is True
        assert read(*OFFICE, sure=60)["number"]["sure"] is False

    def test_addressee_in_a_column_of_its_own(self):
        lines = [line for line in OFFICE if line[1] not in (0.29, 0.31, 0.33)]
        said = read(
            *lines,
            (0.65, 0.16, "Kepada"),
            (0.65, 0.18, "Yth. Camat Bekasi Selatan"),
            (0.65, 0.20, "di -"),
            (0.70, 0.22, "BEKASI"),
        )
        assert said["kepada"]["value"] == ["Camat Bekasi Selatan"]
        assert said["subject"]["value"] == "Undangan Rapat Koordinasi Penanganan Banjir"

    def test_a_column_that_stands_close_is_no_part_of_the_subject(self):
        lines = [line for line in OFFICE if line[1] not in (0.22, 0.24, 0.29, 0.31, 0.33)]
        said = read(
            *lines,
            (0.56, 0.18, "Yth. Camat Bekasi Selatan"),
            (0.1, 0.22, "Hal"),
            (0.2, 0.22, ": Permohonan Izin Memakai Alun-Alun"),
            (0.56, 0.22, "di -"),
            (0.22, 0.24, "Kota"),
        )
        assert said["subject"]["value"] == "Permohonan Izin Memakai Alun-Alun Kota"

    def test_the_city_in_a_line_of_its_own_belongs_to_the_addressee(self):
        said = read(
            *OFFICE[:12], (0.1, 0.29, "Yth. Kepala Dinas Pendidikan"), (0.1, 0.31, "Kota Bekasi")
        )
        assert said["kepada"]["value"] == ["Kepala Dinas Pendidikan Kota Bekasi"]

    def test_several_addressees(self):
        said = read(
            *OFFICE[:12],
            (0.1, 0.29, "Kepada Yth."),
            (0.1, 0.31, "1. Sekretaris Daerah Kota Bekasi;"),
            (0.1, 0.33, "2. Kepala Dinas Sosial Kota"),
            (0.12, 0.35, "Bekasi;"),
            (0.1, 0.37, "di Tempat"),
        )
        assert said["kepada"]["value"] == [
            "Sekretaris Daerah Kota Bekasi",
            "Kepala Dinas Sosial Kota Bekasi",
        ]

    def test_no_attachment_is_none(self):
        lines = [(left, top, text.replace("2 (dua) lembar", "-")) for left, top, text in OFFICE]
        assert "attachment_note" not in read(*lines)

    def test_a_mark_of_secrecy_at_the_top(self):
        assert read((0.1, 0.01, "RAHASIA"), *OFFICE)["sifat"]["value"] == "Rahasia"

    def test_the_date_in_the_text_is_not_the_letters(self):
        lines = [line for line in OFFICE if line[1] != 0.14]
        assert "letter_date" not in read(*lines)


class TestOthers:
    def test_a_firm(self):
        said = read(
            (0.1, 0.04, "PT SUMBER AIR LESTARI"),
            (0.1, 0.06, "Jl. Ahmad Yani No. 5, Kota Bekasi 17141"),
            (0.1, 0.12, "Bekasi, 05/08/2026"),
            (0.1, 0.14, "No. : 012/SAL/VIII/2026"),
            (0.1, 0.16, "Perihal: Permohonan Izin"),
            (0.1, 0.20, "Kepada Yth. Bapak Wali Kota Bekasi"),
            (0.1, 0.22, "di Tempat"),
            (0.1, 0.26, "Dengan hormat, kami mohon izin"),
        )
        assert said["sender"]["value"] == "PT Sumber Air Lestari"
        assert said["number"]["value"] == "012/SAL/VIII/2026"
        assert said["letter_date"]["value"] == "2026-08-05"
        assert said["subject"]["value"] == "Permohonan Izin"
        assert said["kepada"]["value"] == ["Wali Kota Bekasi"]

    def test_nothing_on_the_page_says_nothing(self):
        assert read_letter([]) == {}
        assert read_letter([(1, [])]) == {}

    def test_an_empty_cover_before_the_letter(self):
        assert "number" in read_letter([(1, []), (2, words(*OFFICE))])

    @given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.text(max_size=30)), max_size=12))
    def test_anything_may_stand_on_a_page(self, lines):
        for one in read(*lines).values():
            assert set(one) == {"value", "text", "page", "box", "sure"}
            assert one["value"]


class TestNumber:
    @pytest.mark.parametrize(
        ("read_as", "number"),
        [
            (": 400.7.1 / 12 / Dinkes", "400.7.1/12/Dinkes"),
            ("005/l2/TU.", "005/12/TU"),
            ("O12/ABC/X/2026", "O12/ABC/X/2026"),
            ("4O0/1/SET", "400/1/SET"),
            ("12 - A/BKS", "12-A/BKS"),
        ],
    )
    def test_clean(self, read_as, number):
        assert clean_number(read_as) == number


class TestDate:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("Bekasi, 17 Agustus 2026", "2026-08-17"),
            ("Bekasi, l7 Agustos 2O26", "2026-08-17"),
            ("3 Nopember 2025", "2025-11-03"),
            ("3 Peb 2025", "2025-02-03"),
            ("03-12-2025", "2025-12-03"),
        ],
    )
    def test_found(self, text, day):
        assert [one[2].isoformat() for one in find_dates(text)] == [day]

    @pytest.mark.parametrize(
        "text", ["31 Februari 2026", "12 orang 2026", "Rp 12.05.2", "3 Mei 1066"]
    )
    def test_no_date(self, text):
        assert find_dates(text) == []


class TestOfficeName:
    @pytest.mark.parametrize(
        ("lines", "name"),
        [
            (["PEMERINTAH KOTA DEPOK", "DINAS SOSIAL"], "Dinas Sosial Kota Depok"),
            (
                ["PROVINSI JAWA BARAT", "INSPEKTORAT DAERAH"],
                "Inspektorat Daerah Provinsi Jawa Barat",
            ),
            (
                ["KEMENTERIAN DALAM NEGERI", "REPUBLIK INDONESIA"],
                "Kementerian Dalam Negeri Republik Indonesia",
            ),
            (["PEMERINTAH KOTA DEPOK"], "Pemerintah Kota Depok"),
            (["Forum Warga Peduli"], "Forum Warga Peduli"),
            ([], ""),
        ],
    )
    def test_of_the_letterhead(self, lines, name):
        assert office_name(lines) == name
