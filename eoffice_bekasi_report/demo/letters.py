"""The demo letters: who drafts them, what they say, and how far each has come.

Names are external ids of the demo city without their prefix: ``staf.kesehatan`` is the account of
that login, ``kesehatan_kepala`` the position ``jab_kesehatan_kepala``, ``400.7`` the code of the
classification 83/2022. In a text ``{+5}`` becomes the working day five days from now, ``{tahun}``
this year. ``parts`` are what stands beside the text, by code. ``way`` is what happens to a letter, in
order; see ``eoffice_demo.py``.

All people, addresses and happenings are invented.
"""

THANKS = (
    "<p>Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima kasih.</p>"
)
REPORTED = "<p>Demikian dilaporkan, mohon arahan dan petunjuk lebih lanjut.</p>"
ATTEND = "<p>Mengingat pentingnya acara tersebut, dimohon hadir tepat waktu. Terima kasih.</p>"

#: Everybody who heads an SKPD of the city proper.
HEADS = [
    "kesehatan_kepala",
    "pendidikan_kepala",
    "perhubungan_kepala",
    "bmta_kepala",
    "tatakota_kepala",
    "sosial_kepala",
    "dukcapil_kepala",
    "lh_kepala",
    "perindag_kepala",
    "naker_kepala",
    "pora_kepala",
    "damkar_kepala",
    "bappeda_kepala",
    "bpkad_kepala",
    "bkd_kepala",
    "satpolpp_kepala",
    "bpbd_kepala",
    "rsud_kepala",
]
CAMAT = [
    "kec_bekasi_barat_camat",
    "kec_bekasi_selatan_camat",
    "kec_bekasi_timur_camat",
    "kec_bekasi_utara_camat",
    "kec_jatiasih_camat",
    "kec_jatisampurna_camat",
    "kec_medan_satria_camat",
    "kec_mustikajaya_camat",
    "kec_bantargebang_camat",
    "kec_pondokgede_camat",
    "kec_pondokmelati_camat",
    "kec_rawalumbu_camat",
]


#: Two units of Dinas Kesehatan together, then the registry, then the secretary: (position, kind);
#: "+" is asked together with the one before.
COORDINATED = [
    ("kesehatan_kasubbag_umum_kepegawaian", "paraf"),
    ("kesehatan_kabid_pelayanan_kesehatan", "koordinasi"),
    ("+kesehatan_kabid_pengendalian_penyakit_penyehatan_lingkungan", "koordinasi"),
    ("kesehatan_tu", "check"),
    ("kesehatan_sekretaris", "paraf"),
]


def when(day, time, place, agenda, end):
    """Return the parts of an invitation."""
    return {
        "hari_tanggal": {"day": day},
        "waktu": {"line": time},
        "tempat": {"line": place},
        "acara": {"line": agenda},
        "penutup": {"text": end},
    }


def order(reasons, grounds, people, tasks):
    """Return the parts of an order; people are names of positions."""
    return {
        "menimbang": {"points": "\n".join(reasons)},
        "dasar": {"points": "\n".join(grounds)},
        "kepada": {"people": people},
        "untuk": {"points": "\n".join(tasks)},
    }


def table(head, *rows):
    """Return a table with a head; the first column counts the rows."""
    return (
        '<table class="table table-bordered"><thead><tr>'
        + "".join(f"<th>{cell}</th>" for cell in ("No.", *head))
        + "</tr></thead><tbody>"
        + "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in (place, *row)) + "</tr>"
            for place, row in enumerate(rows, 1)
        )
        + "</tbody></table>"
    )


LETTERS = [
    # ------------------------------------------------------------------ Dinas Kesehatan
    {
        # The letter of the walk-through: returned once, mended, signed, sent, disposed, reported.
        "by": "staf.kesehatan",
        "type": "sd",
        "klas": "400.7",
        "urgensi": "segera",
        "kepada": ["pendidikan_kepala", "sosial_kepala"],
        "tembusan": ["sekda"],
        "subject": "Pelaksanaan Bulan Imunisasi Anak Sekolah",
        "body": "<p>Dalam rangka meningkatkan perlindungan anak usia sekolah terhadap penyakit yang "
        "dapat dicegah dengan imunisasi, Dinas Kesehatan akan melaksanakan Bulan Imunisasi Anak "
        "Sekolah (BIAS) di sekolah dasar negeri dan swasta se-Kota Bekasi.</p>",
        "attachment_note": "1 (satu) berkas",
        "attachments": [
            (
                "Jadwal BIAS per puskesmas.xlsx",
                [
                    ("Puskesmas", "Jumlah sekolah", "Sasaran kelas 1", "Sasaran kelas 2 dan 5"),
                    ("Bantargebang", 21, 1480, 2890),
                    ("Kaliabang Tengah", 26, 1912, 3704),
                    ("Kranji", 18, 1210, 2388),
                ],
            )
        ],
        "way": [
            ("submit",),
            ("paraf",),
            ("return", "Cantumkan tanggal pelaksanaan dan apa yang diminta dari sekolah."),
            (
                "mend",
                "<p>Dalam rangka meningkatkan perlindungan anak usia sekolah terhadap penyakit "
                "yang dapat dicegah dengan imunisasi, Dinas Kesehatan akan melaksanakan Bulan "
                "Imunisasi Anak Sekolah (BIAS) di sekolah dasar negeri dan swasta se-Kota Bekasi "
                "mulai {+9} sampai dengan {+20}, dengan jadwal per puskesmas terlampir.</p>"
                "<p>Sehubungan dengan hal tersebut, dimohon bantuan Saudara untuk:</p>"
                "<ol><li>menyampaikan jadwal kepada kepala sekolah di wilayah masing-masing;</li>"
                "<li>menyediakan ruang pelayanan dan seorang guru pendamping pada setiap sekolah;"
                "</li><li>membantu sosialisasi kepada orang tua murid, termasuk anak yang berada "
                "di panti asuhan.</li></ol>" + THANKS,
            ),
            ("submit",),
            ("paraf",),
            ("paraf", "Sudah sesuai, mohon tanda tangan."),
            ("sign",),
            ("read", "kadis.sosial"),
            ("read", "kadis.pendidikan"),
            (
                "dispose",
                "kadis.pendidikan",
                ["pendidikan_kabid_pendidikan_dasar", "pendidikan_kabid_pendidikan_menengah"],
                ["tindak_lanjuti", "koordinasikan"],
                "Siapkan edaran kepada sekolah, laporkan kesiapan ruang pelayanan.",
            ),
            ("read", "kabid.pendidikan"),
            (
                "report",
                "kabid.dikmen.pendidikan",
                "Edaran kepada sekolah satu atap sudah disampaikan; 14 sekolah menyatakan siap.",
            ),
        ],
    },
    {
        "by": "staf.kesehatan",
        "type": "sd",
        "klas": "400.7",
        "kepada": ["pendidikan_kepala"],
        "subject": "Permintaan Data Siswi Sasaran Tablet Tambah Darah",
        "body": "<p>Untuk penyusunan rencana kebutuhan tablet tambah darah bagi remaja putri tahun "
        "{tahun}, dimohon data jumlah siswi kelas VII sampai dengan XII per sekolah.</p>"
        "<p>Data dimaksud agar disampaikan paling lambat {+7}.</p>",
        "way": [],
    },
    {
        "by": "staf.kesehatan",
        "type": "und",
        "klas": "000.1.5",
        "kepada": ["rsud_kepala", "pkm_bantargebang_kepala", "pkm_kaliabang_kepala"],
        "subject": "Undangan Pertemuan Evaluasi Sistem Rujukan",
        "body": "<p>Mengharap kehadiran Saudara pada:</p>",
        "parts": when(
            "{+10}",
            "09.00 WIB s.d. selesai",
            "Aula Dinas Kesehatan",
            "Evaluasi sistem rujukan",
            ATTEND,
        ),
        "way": [],
    },
    {
        "by": "staf.kesehatan",
        "type": "sd",
        "klas": "400.7",
        "kepada": ["perhubungan_kepala"],
        "subject": "Pemeriksaan Kesehatan Berkala Pengemudi Angkutan Umum",
        "body": "<p>Menjelang masa libur akhir tahun, Dinas Kesehatan menyediakan pemeriksaan "
        "tekanan darah, gula darah, dan bebas narkoba bagi pengemudi angkutan umum di terminal "
        "tanpa dipungut biaya.</p><p>Dimohon Saudara menunjuk petugas penghubung dan "
        "mengatur giliran pengemudi, sekurang-kurangnya 60 orang setiap hari, "
        "mulai {+12}.</p>" + THANKS,
        "way": [("submit",)],
    },
    {
        "by": "staf.kesehatan",
        "type": "sd",
        "klas": "400.12",
        "kepada": ["dukcapil_kepala"],
        "subject": "Permohonan Data Kependudukan Usia Balita",
        "body": "<p>Dalam rangka pemutakhiran sasaran imunisasi dasar lengkap, dimohon data agregat "
        "penduduk usia 0 sampai dengan 59 bulan menurut kelurahan, keadaan akhir bulan lalu.</p>"
        "<p>Data digunakan semata-mata untuk perencanaan pelayanan dan tidak memuat nama, NIK, "
        "maupun alamat.</p>" + THANKS,
        "way": [("submit",), ("paraf",)],
    },
    {
        "by": "staf.kesehatan",
        "type": "sd",
        "klas": "600.1",
        "urgensi": "segera",
        "kepada": ["bmta_kepala"],
        "tembusan": ["pkm_bantargebang_kepala"],
        "subject": "Permohonan Normalisasi Saluran di Lingkungan UPTD Puskesmas Bantargebang",
        "body": "<p>Setiap hujan lebat halaman UPTD Puskesmas Bantargebang tergenang sehingga "
        "pelayanan rawat jalan terganggu.</p><p>Dimohon kiranya saluran di sisi timur "
        "bangunan dapat dinormalisasi.</p>" + THANKS,
        "way": [
            ("submit",),
            (
                "return",
                "Lampirkan foto genangan dan sebutkan panjang saluran, agar Dinas BMTA dapat "
                "langsung menghitung.",
            ),
        ],
    },
    {
        "by": "staf.p2m.kesehatan",
        "type": "se",
        "klas": "400.7",
        "urgensi": "segera",
        "lists": ["camat"],
        "tembusan": ["walikota", "sekda"],
        "subject": "Kewaspadaan Dini Demam Berdarah Dengue pada Musim Hujan",
        "body": "<p>Memperhatikan kenaikan laporan kasus demam berdarah dengue (DBD) dalam empat "
        "minggu terakhir, dengan ini diminta kepada Saudara untuk:</p>"
        "<ol><li>menggerakkan pemberantasan sarang nyamuk serentak setiap hari Jumat di seluruh "
        "kelurahan;</li><li>mengaktifkan satu rumah satu juru pemantau jentik;</li>"
        "<li>melaporkan setiap dugaan kasus kepada puskesmas dalam waktu 1 x 24 jam.</li></ol>"
        + table(
            ("Kecamatan", "Kasus bulan lalu", "Kasus bulan ini"),
            ("Bekasi Utara", 18, 31),
            ("Rawalumbu", 12, 22),
            ("Jatiasih", 9, 17),
            ("Bekasi Barat", 11, 15),
        )
        + "<p>Pengasapan hanya dilakukan atas hasil penyelidikan epidemiologi. "
        "Demikian untuk dilaksanakan.</p>",
        "way": [("submit",), ("paraf",), ("paraf", "Angka sudah dicocokkan dengan laporan W2.")],
    },
    {
        "by": "staf.kesehatan",
        "type": "und",
        "klas": "400.7",
        "kepada": ["bappeda_kepala", "sosial_kepala", "pendidikan_kepala", "dukcapil_kepala"],
        "tembusan": ["asisten_pembangunan"],
        "subject": "Undangan Rapat Koordinasi Percepatan Penurunan Stunting",
        "body": "<p>Dalam rangka penyelarasan rencana aksi percepatan penurunan stunting, "
        "mengharap kehadiran Saudara pada:</p>",
        "parts": when(
            "{+6}",
            "08.30 WIB s.d. selesai",
            "Ruang Rapat Lantai 2 Dinas Kesehatan",
            "Pembahasan rencana aksi dan pembagian lokasi sasaran",
            ATTEND,
        ),
        "way": [("submit",), ("paraf",), ("paraf",)],
    },
    {
        "by": "kadis.kesehatan",
        "type": "sd",
        "klas": "700.1",
        "sifat": "rahasia",
        "urgensi": "sangat_segera",
        "kepada": ["walikota"],
        "tembusan": ["inspektorat_kepala"],
        "subject": "Laporan Dugaan Penyimpangan Persediaan Obat",
        "body": "<p>Bersama ini dilaporkan bahwa berdasarkan stok opname triwulan berjalan pada satu "
        "puskesmas ditemukan selisih persediaan obat program yang belum dapat dijelaskan oleh "
        "pengelola.</p><p>Untuk menjaga barang bukti, gudang obat dimaksud kami segel sementara dan "
        "pelayanan dialihkan ke puskesmas terdekat. Mohon perkenan Bapak menugaskan Inspektorat "
        "melakukan pemeriksaan khusus.</p>" + REPORTED,
        "way": [("submit",), ("sign",)],
    },
    {
        "by": "staf.kesehatan",
        "type": "sd",
        "klas": "400.7",
        "kepada": ["perindag_kepala", "pendidikan_kepala"],
        "subject": "Permohonan Narasumber Sosialisasi Keamanan Jajanan Anak Sekolah",
        "body": "<p>Dinas Kesehatan akan menyelenggarakan sosialisasi keamanan pangan jajanan anak "
        "sekolah bagi pengelola kantin dan pedagang di sekitar sekolah pada {+11}.</p>"
        "<p>Sehubungan dengan hal tersebut, dimohon Saudara menugaskan seorang pejabat sebagai "
        "narasumber dengan materi masing-masing: perizinan usaha pangan rumahan dan peran sekolah "
        "dalam pengawasan kantin.</p>" + THANKS,
        "way": [("submit",), ("paraf",), ("paraf",), ("sign",)],
    },
    {
        "by": "kabid.yankes.kesehatan",
        "type": "nd",
        "klas": "400.7",
        "direction": "internal",
        "signer": "kesehatan_kabid_pelayanan_kesehatan",
        "kepada": ["kesehatan_kepala"],
        "tembusan": ["kesehatan_sekretaris"],
        "subject": "Ketersediaan Obat dan Perbekalan Kesehatan Triwulan Berjalan",
        "body": "<p>Dilaporkan dengan hormat ketersediaan obat di gudang farmasi sebagai berikut:</p>"
        + table(
            ("Jenis obat", "Persediaan", "Cukup untuk"),
            ("Parasetamol tablet 500 mg", "412.000 tablet", "7 bulan"),
            ("Amoksisilin kaplet 500 mg", "95.500 kaplet", "3 bulan"),
            ("Oralit", "18.200 saset", "5 bulan"),
            ("Vaksin DT", "2.150 vial", "2 bulan"),
        )
        + "<p>Untuk vaksin DT diperlukan permintaan tambahan sebelum pelaksanaan BIAS.</p>"
        + REPORTED,
        "way": [("submit",), ("sign",)],
    },
    {
        "by": "staf.kesehatan",
        "type": "sd",
        "klas": "400.7",
        "kepada": ["rsud_kepala"],
        "subject": "Penyampaian Pedoman Rujukan Berjenjang",
        "body": "<p>Bersama ini disampaikan pedoman rujukan berjenjang hasil kesepakatan bersama "
        "rumah sakit dan puskesmas untuk dipedomani mulai bulan depan.</p>"
        "<p>Apabila terdapat masukan, dimohon disampaikan paling lambat {+5}.</p>" + THANKS,
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("sign",),
            ("read", "direktur.rsud"),
            ("finish", "direktur.rsud"),
        ],
    },
    {
        "by": "staf.kesehatan",
        "type": "und",
        "klas": "400.7",
        "kepada": ["pkm_bantargebang_kepala", "pkm_kaliabang_kepala"],
        "subject": "Undangan Sosialisasi Pencatatan dan Pelaporan Terpadu",
        "body": "<p>Mengharap kehadiran Saudara beserta seorang petugas pencatatan pada:</p>",
        "parts": when(
            "{+4}",
            "13.00 WIB",
            "Aula Dinas Kesehatan",
            "Sosialisasi formulir pelaporan baru",
            ATTEND,
        ),
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("sign",),
            (
                "cancel",
                "tu.kesehatan",
                "Acara ditunda karena narasumber berhalangan; undangan baru akan disampaikan.",
                {
                    "number": "000.1.2/BA-1/Dinkes",
                    "text": "Nomor undangan dibatalkan karena acara ditunda; penerima telah diberi tahu.",
                },
            ),
        ],
    },
    {
        "by": "staf.kesehatan",
        "type": "sd",
        "klas": "500.15",
        "urgensi": "segera",
        "kepada": ["naker_kepala"],
        "subject": "Pemeriksaan Kesehatan Calon Pekerja Pemagangan",
        "body": "<p>Menjawab surat Saudara, pemeriksaan kesehatan bagi 75 orang calon peserta "
        "pemagangan dapat dilayani di UPTD Puskesmas Kaliabang Tengah pada {+5} mulai pukul 08.00 "
        "WIB.</p><p>Peserta agar membawa kartu identitas dan berpuasa sejak pukul 22.00 malam "
        "sebelumnya.</p>" + THANKS,
        "way": [("submit",)],
    },
    {
        "by": "staf.kesehatan",
        "type": "und",
        "klas": "000.8.3.3",
        "kepada": ["kabag_organisasi"],
        "subject": "Undangan Pembahasan Standar Operasional Prosedur Pelayanan Ambulans",
        "body": "<p>Mengharap kehadiran Saudara beserta seorang analis tata laksana pada:</p>",
        "parts": when(
            "{+6}",
            "10.00 WIB s.d. selesai",
            "Ruang Rapat Lantai 1 Dinas Kesehatan",
            "Pembahasan standar operasional prosedur pelayanan ambulans",
            ATTEND,
        ),
        "way": [("submit",), ("paraf", "Bagian Organisasi sudah dihubungi.")],
    },
    {
        # Two units are asked together; one of them asks an opinion of the legal section.
        "by": "staf.kesehatan",
        "type": "sd",
        "klas": "400.7",
        "kepada": ["rsud_kepala", "kec_bekasi_utara_camat"],
        "subject": "Rujukan Penderita Demam Berdarah Dengue",
        "body": "<p>Sehubungan dengan meningkatnya kasus demam berdarah dengue, penderita dengan tanda "
        "bahaya agar dirujuk pada hari yang sama.</p><p>Alur rujukan berlaku mulai {+4}.</p>"
        + THANKS,
        "chain": COORDINATED,
        "way": [
            ("submit",),
            ("paraf", "Mohon koordinasi kedua bidang."),
            ("paraf",),
            (
                "ask_opinion",
                ["kabag_hukum"],
                "Apakah kewajiban merujuk pada hari yang sama memerlukan dasar hukum tersendiri?",
            ),
        ],
    },
    {
        # Gone back from the secretary to one of the units that gave paraf koordinasi.
        "by": "staf.kesehatan",
        "type": "sd",
        "klas": "400.7",
        "urgensi": "segera",
        "kepada": ["pendidikan_kepala"],
        "subject": "Jadwal Pemeriksaan Kesehatan Anak Sekolah",
        "body": "<p>Pemeriksaan kesehatan anak sekolah dilaksanakan mulai {+6} di sekolah dasar negeri "
        "dan swasta.</p><p>Jumlah sasaran 12.480 anak.</p>" + THANKS,
        "chain": COORDINATED,
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("paraf",),
            ("paraf", "Kode klasifikasi dan susunan sudah sesuai tata naskah."),
            (
                "return",
                "Jumlah sasaran berbeda dengan rekapitulasi puskesmas. Mohon dicek kembali.",
                "kesehatan_kabid_pelayanan_kesehatan",
            ),
        ],
    },
    {
        # Orders aren't sent by themselves: this one waits at the registry.
        "by": "staf.kesehatan",
        "type": "st",
        "klas": "800.1.11.1",
        "direction": "internal",
        "kepada": [
            "kesehatan_kabid_pengendalian_penyakit_penyehatan_lingkungan",
            "kesehatan_kasi_pengendalian_penyakit_menular",
        ],
        "subject": "Penyelidikan Epidemiologi di Kecamatan Bekasi Utara",
        "body": "",
        "parts": order(
            ["bahwa kasus demam berdarah dengue di Kecamatan Bekasi Utara meningkat."],
            [
                "Surat Camat Bekasi Utara perihal peningkatan kasus demam berdarah dengue;",
                "Dokumen Pelaksanaan Anggaran Dinas Kesehatan tahun {tahun}.",
            ],
            [
                "kesehatan_kabid_pengendalian_penyakit_penyehatan_lingkungan",
                "kesehatan_kasi_pengendalian_penyakit_menular",
            ],
            [
                "melaksanakan penyelidikan epidemiologi di Kecamatan Bekasi Utara pada {+2};",
                "menyampaikan laporan tertulis setelah selesai.",
            ],
        ),
        "way": [("submit",), ("paraf",), ("paraf",), ("sign",)],
    },
    {
        "by": "kapus.bantargebang",
        "type": "sd",
        "klas": "400.7",
        "urgensi": "segera",
        "kepada": ["kesehatan_kepala"],
        "subject": "Permintaan Tambahan Vaksin dan Alat Suntik",
        "body": "<p>Memperhatikan bertambahnya jumlah sekolah sasaran di wilayah Bantargebang, "
        "diajukan permintaan tambahan sebagai berikut:</p>"
        + table(
            ("Kebutuhan", "Jumlah", "Satuan"),
            ("Vaksin campak rubela", 180, "vial"),
            ("Vaksin DT", 210, "vial"),
            ("Alat suntik sekali pakai 0,5 ml", 4400, "buah"),
        )
        + "<p>Kekurangan tersebut dibutuhkan sebelum {+8}.</p>"
        + THANKS,
        "way": [
            ("submit",),
            ("sign",),
            ("read", "kadis.kesehatan"),
            (
                "dispose",
                "kadis.kesehatan",
                ["kesehatan_kabid_pengendalian_penyakit_penyehatan_lingkungan"],
                ["proses_sesuai_ketentuan", "laporkan_hasil"],
                "Penuhi dari gudang farmasi bila cukup.",
            ),
            (
                "report",
                "kabid.p2pl.kesehatan",
                "Tersedia seluruhnya di gudang farmasi, dapat diambil mulai besok pagi.",
            ),
        ],
    },
    # ------------------------------------------------------------------ Dinas Pendidikan
    {
        "by": "staf.pendidikan",
        "type": "sd",
        "klas": "500.11",
        "kepada": ["perhubungan_kepala"],
        "tembusan": ["satpolpp_kepala"],
        "subject": "Permohonan Pengaturan Lalu Lintas di Kawasan Sekolah",
        "body": "<p>Pada jam masuk dan pulang sekolah terjadi kepadatan kendaraan di depan sejumlah "
        "sekolah dasar sehingga membahayakan murid yang menyeberang.</p>"
        "<p>Dimohon penempatan petugas serta pemasangan zona selamat sekolah pada enam lokasi yang "
        "diusulkan komite sekolah.</p>" + THANKS,
        "way": [("submit",)],
    },
    {
        "by": "staf.pendidikan",
        "type": "sd",
        "klas": "400.3",
        "kepada": ["bappeda_kepala"],
        "subject": "Penyampaian Data Rombongan Belajar Semester Genap",
        "body": "<p>Menindaklanjuti permintaan data perencanaan, bersama ini disampaikan rekapitulasi "
        "rombongan belajar sekolah dasar dan menengah pertama negeri.</p>"
        + table(
            ("Jenjang", "Sekolah", "Rombongan belajar", "Murid"),
            ("Sekolah dasar", 386, "4.214", "134.870"),
            ("Sekolah menengah pertama", 56, "1.402", "49.070"),
        )
        + THANKS,
        "way": [("submit",), ("paraf",), ("paraf",)],
    },
    {
        "by": "staf.pendidikan",
        "type": "sd",
        "klas": "400.7",
        "kepada": ["kesehatan_kepala"],
        "subject": "Permohonan Penjaringan Kesehatan Peserta Didik Baru",
        "body": "<p>Sesuai kalender pendidikan, penjaringan kesehatan peserta didik baru direncanakan "
        "pada minggu kedua setelah masuk sekolah.</p><p>Dimohon Saudara menugaskan puskesmas untuk "
        "melaksanakan pemeriksaan gigi, mata, dan status gizi di sekolah.</p>" + THANKS,
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("sign",),
            ("read", "kadis.kesehatan"),
        ],
    },
    {
        "by": "staf.pendidikan",
        "type": "sd",
        "klas": "400.7",
        "urgensi": "segera",
        "kepada": ["kesehatan_kepala"],
        "tembusan": ["lh_kepala"],
        "subject": "Laporan Murid Sakit Setelah Kegiatan Perkemahan",
        "body": "<p>Diberitahukan bahwa 17 orang murid mengalami mual dan demam sepulang dari "
        "kegiatan perkemahan akhir pekan. Seluruhnya telah ditangani di puskesmas dan sudah pulang."
        "</p><p>Dimohon kiranya dapat dilakukan penyelidikan mengenai penyebabnya, termasuk "
        "sumber air yang dipakai.</p>" + THANKS,
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("sign",),
            ("read", "kadis.kesehatan"),
            (
                "dispose",
                "kadis.kesehatan",
                ["kesehatan_kabid_pengendalian_penyakit_penyehatan_lingkungan"],
                ["tindak_lanjuti", "laporkan_hasil"],
                "Turunkan tim hari ini juga.",
            ),
            ("read", "kabid.p2pl.kesehatan"),
            (
                "forward",
                "kabid.p2pl.kesehatan",
                ["kesehatan_kasi_pengendalian_penyakit_menular"],
                ["tindak_lanjuti"],
                "Ambil sampel air dan makanan, hasil sementara besok pagi.",
            ),
        ],
    },
    {
        "by": "staf.pendidikan",
        "type": "sd",
        "klas": "800.2",
        "kepada": ["bkd_kepala"],
        "subject": "Usulan Peserta Pelatihan Kepala Sekolah",
        "body": "<p>Menindaklanjuti surat Saudara, diusulkan 24 orang guru sebagai calon peserta "
        "pelatihan kepala sekolah.</p>",
        "way": [],
    },
    {
        "by": "staf.pendidikan",
        "type": "st",
        "klas": "800.1.11.1",
        "direction": "internal",
        "kepada": ["pendidikan_kabid_pendidikan_dasar", "pendidikan_kabid_pendidikan_menengah"],
        "subject": "Monitoring Pelaksanaan Penilaian Akhir Semester",
        "body": "",
        "parts": order(
            ["bahwa penilaian akhir semester perlu dipantau pelaksanaannya."],
            ["Program kerja Dinas Pendidikan tahun {tahun}."],
            ["pendidikan_kabid_pendidikan_dasar", "pendidikan_kabid_pendidikan_menengah"],
            [
                "memantau penilaian akhir semester pada sekolah binaan, mulai {+7} sampai dengan "
                "{+14};",
                "menyampaikan laporan tertulis kepada Kepala Dinas.",
            ],
        ),
        "way": [("submit",), ("paraf",), ("paraf",), ("sign",)],
    },
    {
        "by": "kabid.dikmen.pendidikan",
        "type": "nd",
        "klas": "400.3",
        "direction": "internal",
        "signer": "pendidikan_kabid_pendidikan_menengah",
        "kepada": ["pendidikan_kepala"],
        "subject": "Permohonan Arahan Pemakaian Laboratorium Komputer Bersama",
        "body": "<p>Dilaporkan bahwa empat sekolah mengajukan pemakaian bersama laboratorium komputer "
        "untuk asesmen nasional pada minggu yang sama, sedangkan kapasitas hanya mencukupi untuk "
        "dua sekolah.</p><p>Disarankan pelaksanaan dibagi dalam dua gelombang.</p>" + REPORTED,
        "way": [("submit",), ("sign",)],
    },
    {
        "by": "staf.pendidikan",
        "type": "und",
        "klas": "400.3",
        "kepada": [
            "kec_bekasi_barat_camat",
            "kec_bekasi_selatan_camat",
            "kec_rawalumbu_camat",
            "pora_kepala",
        ],
        "subject": "Undangan Pembukaan Pekan Kreativitas Pelajar",
        "body": "<p>Mengharap kehadiran Saudara pada:</p>",
        "parts": when(
            "{+15}",
            "07.30 WIB",
            "Lapangan Alun-alun Kota Bekasi",
            "Pembukaan Pekan Kreativitas Pelajar",
            ATTEND,
        ),
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("sign",),
            ("read", "camat.bekasibarat"),
            ("read", "camat.rawalumbu"),
        ],
    },
    # ------------------------------------------------------------------ Dinas Perhubungan
    {
        "by": "staf.perhubungan",
        "type": "sd",
        "klas": "500.11",
        "urgensi": "segera",
        "kepada": ["bmta_kepala", "satpolpp_kepala"],
        "tembusan": ["walikota", "kec_bekasi_selatan_camat"],
        "subject": "Rekayasa Lalu Lintas Selama Perbaikan Jembatan",
        "body": "<p>Sehubungan dengan perbaikan jembatan di ruas Jalan Pekayon, mulai {+3} "
        "diberlakukan pengalihan arus kendaraan roda empat dari arah selatan.</p>"
        "<p>Dimohon Dinas Bina Marga dan Tata Air memasang rambu pekerjaan dan lampu peringatan, "
        "serta Satuan Polisi Pamong Praja menertibkan pedagang di jalur pengalihan.</p>" + THANKS,
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("sign",),
            ("read", "kadis.bmta"),
            ("read", "walikota"),
        ],
    },
    {
        "by": "staf.perhubungan",
        "type": "sd",
        "klas": "300.1",
        "kepada": ["satpolpp_kepala"],
        "subject": "Permohonan Bantuan Penertiban Parkir Liar",
        "body": "<p>Parkir pada bahu jalan di sekitar stasiun telah mengurangi kapasitas jalan dan "
        "menimbulkan keluhan masyarakat.</p><p>Dimohon bantuan 20 orang personel untuk penertiban "
        "gabungan pada {+6} pukul 16.00 WIB.</p>" + THANKS,
        "way": [("submit",), ("paraf",)],
    },
    {
        "by": "staf.perhubungan",
        "type": "sd",
        "klas": "500.11",
        "kepada": HEADS[:2] + HEADS[3:],
        "subject": "Pelaksanaan Uji Berkala Kendaraan Operasional Dinas",
        "body": "<p>Dalam rangka menjamin keselamatan kendaraan operasional, diminta kepada Saudara "
        "untuk mengujikan kendaraan dinas angkutan barang dan bus pada balai pengujian kendaraan "
        "bermotor.</p><p>Pendaftaran dibuka sampai dengan {+20}.</p>" + THANKS,
        "way": [("submit",), ("paraf",), ("paraf",)],
    },
    {
        "by": "staf.perhubungan",
        "type": "sd",
        "klas": "500.11",
        "kepada": ["pendidikan_kepala"],
        "subject": "Penetapan Rute Aman Selamat Sekolah",
        "body": "<p>Menindaklanjuti hasil survei bersama, disampaikan usulan rute aman selamat sekolah "
        "pada empat kawasan sekolah untuk mendapat tanggapan.</p>"
        + table(
            ("Kawasan", "Panjang rute", "Sekolah"),
            ("Kayuringin Jaya", "1,8 km", 5),
            ("Aren Jaya", "2,1 km", 6),
            ("Jatirahayu", "1,4 km", 4),
            ("Harapan Jaya", "2,6 km", 7),
        )
        + THANKS,
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("sign",),
            ("read", "kadis.pendidikan"),
            (
                "dispose",
                "kadis.pendidikan",
                ["pendidikan_kabid_pendidikan_dasar"],
                ["pelajari_telaah", "siapkan_jawaban"],
                "",
            ),
            (
                "answer",
                "kabid.pendidikan",
                "<ol><li>Dinas Pendidikan pada prinsipnya menyetujui usulan rute aman selamat sekolah "
                "pada empat kawasan dimaksud;</li><li>untuk kawasan Jatirahayu diusulkan tambahan "
                "zebra cross di depan gerbang timur;</li><li>sekolah akan menunjuk petugas "
                "penyeberangan selama masa uji coba.</li></ol>" + THANKS,
            ),
        ],
    },
    {
        "by": "staf.perhubungan",
        "type": "sd",
        "klas": "400.14",
        "kepada": ["kabag_humas"],
        "subject": "Publikasi Jadwal Operasi Angkutan Akhir Tahun",
        "body": "<p>Dimohon bantuan publikasi jadwal operasi angkutan akhir tahun pada laman dan media "
        "sosial Pemerintah Kota Bekasi.</p>" + THANKS,
        "way": [
            ("submit",),
            ("paraf",),
            ("return", "Jadwal belum dilampirkan. Tunggu ketetapan Bidang Angkutan."),
        ],
    },
    {
        "by": "staf.perhubungan",
        "type": "und",
        "klas": "500.11",
        "kepada": ["kec_bekasi_timur_camat"],
        "subject": "Undangan Peninjauan Lokasi Halte",
        "body": "<p>Mengharap kehadiran Saudara pada:</p>",
        "parts": when(
            "{+3}",
            "10.00 WIB",
            "Halte Bulak Kapal",
            "Peninjauan lokasi halte",
            ATTEND,
        ),
        "way": [
            ("cancel", "staf.perhubungan", "Peninjauan digabung dengan survei Bidang Angkutan.")
        ],
    },
    # ------------------------------------------------------------------ Sekretariat Daerah
    {
        "by": "staf.telematika",
        "type": "se",
        "klas": "500.12",
        "signer": "sekda",
        "kepada": HEADS + ["setwan_kepala", "inspektorat_kepala"] + CAMAT,
        "tembusan": ["walikota", "wakil"],
        "subject": "Penggunaan Aplikasi Perkantoran Secara Elektronik (e-Office)",
        "body": "<p>Berdasarkan Peraturan Walikota Bekasi Nomor 24.A Tahun 2013, seluruh naskah dinas "
        "antar-SKPD disampaikan melalui aplikasi perkantoran secara elektronik.</p>"
        "<p>Sehubungan dengan hal tersebut, diminta kepada Saudara untuk:</p>"
        "<ol><li>menunjuk seorang staf sebagai operator SKPD;</li><li>memeriksa meja kerja "
        "elektronik sekurang-kurangnya dua kali dalam satu hari kerja;</li><li>tidak memberikan "
        "kata sandi kepada orang lain.</li></ol><p>Naskah dinas yang didistribusikan secara "
        "elektronik diakui keabsahannya tanpa tanda tangan dan stempel basah. "
        "Demikian untuk dilaksanakan.</p>",
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("paraf",),
            ("sign",),
            ("read", "kadis.kesehatan"),
            ("finish", "kadis.kesehatan"),
            ("read", "kadis.perhubungan"),
            ("read", "camat.rawalumbu"),
            ("read", "kadis.lh"),
            ("read", "kaban.bappeda"),
            (
                "dispose",
                "kadis.perhubungan",
                ["perhubungan_sekretaris"],
                ["tindak_lanjuti", "edarkan"],
                "Usulkan nama operator.",
            ),
        ],
    },
    {
        "by": "staf.telematika",
        "type": "und",
        "klas": "500.12",
        "signer": "sekda",
        "kepada": HEADS[:6],
        "subject": "Undangan Evaluasi Penggunaan e-Office Semester Ini",
        "body": "<p>Mengharap kehadiran Saudara atau pejabat yang membidangi pada:</p>",
        "parts": when(
            "{+9}",
            "09.00 WIB s.d. 12.00 WIB",
            "Ruang Rapat Bagian Telematika",
            "Evaluasi penggunaan aplikasi perkantoran elektronik",
            ATTEND,
        ),
        "way": [("submit",), ("paraf",)],
    },
    {
        "by": "staf.telematika",
        "type": "sd",
        "klas": "500.12",
        "signer": "sekda",
        "kepada": HEADS[:8],
        "subject": "Pemeliharaan Jaringan Intra Pemerintah Daerah",
        "body": "<p>Diberitahukan bahwa pada {+5} pukul 20.00 sampai dengan 24.00 WIB akan dilakukan "
        "pemeliharaan perangkat inti jaringan intra pemerintah daerah.</p><p>Selama pemeliharaan "
        "sambungan dari kantor dapat terputus; aplikasi tetap dapat dibuka dari luar jaringan "
        "kantor.</p>" + THANKS,
        "way": [("submit",), ("paraf",), ("paraf",)],
    },
    {
        "by": "staf.umum",
        "type": "und",
        "klas": "000.1.5",
        "signer": "sekda",
        "kepada": HEADS,
        "tembusan": ["walikota"],
        "subject": "Undangan Rapat Pimpinan Evaluasi Penyerapan Anggaran",
        "body": "<p>Mengharap kehadiran Saudara, tidak diwakilkan, pada:</p>",
        "parts": when(
            "{+4}",
            "08.00 WIB s.d. selesai",
            "Ruang Rapat Utama Kantor Wali Kota",
            "Evaluasi penyerapan anggaran dan rencana percepatan",
            "<p>Saudara agar membawa bahan realisasi fisik dan keuangan sampai dengan "
            "minggu ini.</p>",
        ),
        "way": [("submit",), ("paraf",), ("paraf",), ("paraf", "Ruangan sudah disiapkan.")],
    },
    {
        "by": "staf.umum",
        "type": "sd",
        "klas": "000.2",
        "signer": "sekda",
        "kepada": HEADS[:4] + ["bpkad_kepala"],
        "subject": "Inventarisasi Barang Milik Daerah",
        "body": "<p>Dalam rangka penyusunan laporan barang milik daerah tahun {tahun}, diminta kepada "
        "Saudara untuk melaksanakan inventarisasi peralatan dan kendaraan pada unit kerja "
        "masing-masing.</p><p>Hasil inventarisasi agar disampaikan kepada Badan Pengelolaan "
        "Keuangan dan Aset Daerah paling lambat {+15}.</p>" + THANKS,
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("paraf",),
            ("sign",),
            ("read", "kaban.bpkad"),
            ("read", "kadis.pendidikan"),
            (
                "dispose",
                "kadis.pendidikan",
                ["pendidikan_sekretaris"],
                ["proses_sesuai_ketentuan"],
                "",
            ),
        ],
    },
    {
        "by": "staf.pimpinan",
        "type": "sd",
        "klas": "100.3",
        "signer": "walikota",
        "kepada": ["setwan_kepala"],
        "subject": "Penyampaian Rancangan Peraturan Daerah tentang Pengelolaan Sampah",
        "body": "<p>Bersama ini disampaikan rancangan peraturan daerah tentang pengelolaan sampah "
        "beserta naskah akademiknya untuk dibahas bersama sesuai ketentuan peraturan "
        "perundang-undangan.</p><p>Pemerintah Kota Bekasi siap memberikan penjelasan pada rapat "
        "paripurna yang dijadwalkan.</p>" + THANKS,
        "way": [("submit",), ("paraf",), ("paraf",), ("paraf",)],
    },
    {
        "by": "staf.pimpinan",
        "type": "sp",
        "klas": "300.2",
        "urgensi": "segera",
        "signer": "walikota",
        "kepada": ["bmta_kepala", "bpbd_kepala", "damkar_kepala"],
        "tembusan": ["sekda"],
        "subject": "Pembentukan Satuan Tugas Penanganan Banjir",
        "body": "<p>Perintah ini agar dilaksanakan dengan penuh tanggung jawab.</p>",
        "parts": order(
            ["bahwa curah hujan tinggi diperkirakan sampai akhir bulan;"],
            ["Peringatan dini cuaca untuk wilayah Bekasi."],
            ["bmta_kepala", "bpbd_kepala", "damkar_kepala"],
            [
                "membentuk satuan tugas penanganan banjir yang bersiaga 24 jam;",
                "menyiagakan pompa, perahu karet, dan dapur umum pada titik rawan;",
                "melaporkan keadaan setiap hari pukul 06.00 dan 18.00 WIB.",
            ],
        ),
        "way": [("submit",), ("paraf",), ("paraf",), ("paraf",), ("paraf",)],
    },
    {
        "by": "staf.pimpinan",
        "type": "und",
        "klas": "000.7",
        "signer": "walikota",
        "kepada": HEADS + CAMAT,
        "subject": "Undangan Musyawarah Perencanaan Pembangunan",
        "body": "<p>Mengharap kehadiran Saudara pada:</p>",
        "parts": when(
            "{+18}",
            "08.00 WIB s.d. selesai",
            "Gedung Pertemuan Kota Bekasi",
            "Musyawarah perencanaan pembangunan tingkat kota",
            ATTEND,
        ),
        "way": [("submit",), ("paraf",), ("paraf",), ("paraf",), ("paraf",)],
    },
    {
        "by": "staf.pimpinan",
        "type": "sd",
        "klas": "300.2",
        "urgensi": "sangat_segera",
        "signer": "walikota",
        "kepada": ["bpbd_kepala", "sosial_kepala", "kesehatan_kepala"],
        "lists": ["camat"],
        "tembusan": ["sekda"],
        "subject": "Kesiapsiagaan Menghadapi Cuaca Ekstrem",
        "body": "<p>Memperhatikan peringatan dini cuaca ekstrem untuk wilayah Bekasi, diminta kepada "
        "Saudara untuk menyiagakan personel dan peralatan, menyiapkan tempat pengungsian, serta "
        "menyampaikan informasi kepada masyarakat melalui kelurahan.</p>"
        "<p>Dinas Kesehatan agar menyiapkan pos kesehatan pada setiap tempat pengungsian. "
        "Perkembangan keadaan dilaporkan setiap enam jam.</p>",
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("paraf",),
            ("paraf", "Sangat segera, mohon perkenan Bapak."),
            ("sign",),
            ("read", "kalak.bpbd"),
            ("read", "camat.bekasiselatan"),
        ],
    },
    {
        "by": "kabag.hukum",
        "type": "nd",
        "klas": "100.3",
        "direction": "internal",
        "signer": "kabag_hukum",
        "kepada": ["sekda"],
        "tembusan": ["asisten_pemerintahan"],
        "subject": "Telaahan Rancangan Perjanjian Kerja Sama Pengelolaan Air Bersih",
        "body": "<p>Rancangan perjanjian kerja sama telah ditelaah. Pada dasarnya sesuai dengan "
        "ketentuan, dengan catatan pada pasal mengenai jangka waktu dan penyelesaian "
        "perselisihan.</p><p>Disarankan agar rancangan dibahas sekali lagi bersama Bagian "
        "Pemerintahan sebelum diajukan kepada Wali Kota.</p>" + REPORTED,
        "way": [("submit",), ("sign",)],
    },
    {
        "by": "kaban.bappeda",
        "type": "sd",
        "klas": "000.7",
        "kepada": ["walikota"],
        "tembusan": ["sekda"],
        "subject": "Laporan Kemajuan Penyusunan Rencana Kerja Pemerintah Daerah",
        "body": "<p>Dilaporkan dengan hormat kemajuan penyusunan rencana kerja pemerintah daerah:</p>"
        + table(
            ("Tahapan", "Rencana", "Kemajuan"),
            ("Rancangan awal", "minggu I", "selesai"),
            ("Forum perangkat daerah", "minggu III", "70 persen"),
            ("Musyawarah kota", "bulan depan", "undangan diajukan"),
        )
        + REPORTED,
        "way": [("submit",), ("sign",)],
    },
    {
        "by": "inspektur",
        "type": "sd",
        "klas": "700.1",
        "sifat": "sangat_rahasia",
        "urgensi": "segera",
        "kepada": ["walikota"],
        "subject": "Laporan Hasil Pemeriksaan Khusus",
        "body": "<p>Bersama ini disampaikan ikhtisar hasil pemeriksaan khusus atas pengaduan "
        "masyarakat. Kertas kerja lengkap disampaikan tersendiri dalam sampul tertutup.</p>"
        "<p>Inspektorat menyarankan agar tindak lanjut dilakukan sesuai ketentuan disiplin "
        "pegawai.</p>" + REPORTED,
        "way": [("submit",), ("sign",), ("read", "walikota")],
    },
    {
        "by": "kadis.sosial",
        "type": "sd",
        "klas": "400.9",
        "kepada": ["walikota"],
        "subject": "Penyaluran Bantuan bagi Warga Lanjut Usia",
        "body": "<p>Dilaporkan bahwa penyaluran bantuan tahap pertama telah mencapai 3.412 dari 3.600 "
        "penerima. Sisanya pindah alamat atau meninggal dunia.</p><p>Mohon perkenan Bapak agar "
        "kuota yang tersisa dialihkan kepada daftar tunggu.</p>" + REPORTED,
        "way": [
            ("submit",),
            ("sign",),
            ("read", "walikota"),
            (
                "dispose",
                "walikota",
                ["sekda"],
                ["pelajari_telaah", "tanggapan_dan_saran"],
                "Periksa dasar hukumnya bersama Bagian Hukum.",
            ),
        ],
    },
    {
        "by": "sekretaris.dprd",
        "type": "und",
        "klas": "100.2",
        "kepada": ["sekda"],
        "tembusan": ["walikota"],
        "subject": "Undangan Rapat Paripurna",
        "body": "<p>Mengharap kehadiran Saudara pada:</p>",
        "parts": when(
            "{+8}",
            "10.00 WIB",
            "Ruang Rapat Paripurna DPRD Kota Bekasi",
            "Penyampaian rekomendasi atas laporan semester pertama",
            ATTEND,
        ),
        "way": [("submit",), ("sign",), ("read", "sekda")],
    },
    {
        "by": "kaban.bkd",
        "type": "sd",
        "klas": "800.1",
        "urgensi": "segera",
        "kepada": HEADS[:14],
        "subject": "Pemutakhiran Data Pegawai pada Sistem Kepegawaian",
        "body": "<p>Dalam rangka penyusunan formasi pegawai, diminta kepada Saudara untuk memutakhirkan "
        "data jabatan, pangkat, dan pendidikan pegawai pada unit kerja masing-masing.</p>"
        "<p>Pemutakhiran diselesaikan paling lambat {+10}.</p>" + THANKS,
        "way": [("submit",), ("sign",), ("read", "kadis.sosial"), ("read", "kadis.naker")],
    },
    # ------------------------------------------------------------------ others
    {
        "by": "sekretaris.damkar",
        "as": "damkar_kepala",
        "type": "sd",
        "klas": "300.2",
        "kepada": ["rsud_kepala", "pendidikan_kepala", "perindag_kepala"],
        "subject": "Pemeriksaan Alat Pemadam Api Ringan",
        "body": "<p>Dinas Pemadam Kebakaran akan memeriksa kelaikan alat pemadam api ringan pada "
        "gedung pelayanan publik mulai {+5}.</p><p>Dimohon Saudara menunjuk penanggung jawab gedung "
        "dan menyiapkan catatan pengisian terakhir.</p>" + THANKS,
        "way": [("submit",), ("sign",), ("read", "direktur.rsud")],
    },
    {
        "by": "camat.bekasibarat",
        "type": "sd",
        "klas": "600.1",
        "kepada": ["bmta_kepala"],
        "subject": "Permohonan Perbaikan Jalan Lingkungan",
        "body": "<p>Jalan lingkungan di tiga rukun warga Kelurahan Bintara rusak setelah pekerjaan "
        "galian. Warga memohon perbaikan sebelum musim hujan.</p><p>Panjang ruas yang rusak "
        "seluruhnya kurang lebih 640 meter.</p>" + THANKS,
        "way": [
            ("submit",),
            ("sign",),
            ("read", "kadis.bmta"),
            ("finish", "kadis.bmta"),
        ],
    },
    {
        "by": "lurah.bintara",
        "type": "sd",
        "klas": "600.4",
        "kepada": ["kec_bekasi_barat_camat"],
        "subject": "Laporan Kerja Bakti Pembersihan Saluran",
        "body": "<p>Dilaporkan bahwa kerja bakti pembersihan saluran telah dilaksanakan di sembilan "
        "rukun warga dengan 420 orang peserta.</p><p>Endapan yang terangkat sekitar 38 meter kubik, "
        "sebagian masih menunggu pengangkutan.</p>" + REPORTED,
        "way": [("submit",), ("sign",)],
    },
    {
        "by": "kadis.lh",
        "type": "sd",
        "klas": "600.4",
        "sifat": "terbatas",
        "kepada": ["satpolpp_kepala", "kec_bantargebang_camat"],
        "tembusan": ["asisten_pembangunan"],
        "subject": "Rencana Inspeksi Pembuangan Limbah",
        "body": "<p>Berdasarkan pengaduan warga dan hasil pengambilan contoh air, akan dilakukan "
        "inspeksi mendadak terhadap tiga kegiatan usaha di tepi sungai.</p><p>Dimohon dukungan "
        "personel pada {+4}; tempat dan waktu disampaikan secara lisan.</p>" + THANKS,
        "way": [("submit",), ("sign",), ("read", "sekcam.bantargebang"), ("read", "kasat.polpp")],
    },
]
