"""Demo letters from outside: who sent them, what they say, who registers them, what was done.

``by`` is the account that registers, ``sender`` a name in ``SENDERS``, ``days`` how many days ago
the letter was written, ``way`` what happens to it, as in ``letters.py``. Firms, citizens and what
they write are invented; offices are those of other governments, none of whose letters this is.
"""

#: Outside contacts: (name, street, city, e-mail); in the letterhead too.
SENDERS = {
    "setda_jabar": (
        "Sekretariat Daerah Provinsi Jawa Barat",
        "Jalan Contoh Raya No. 22",
        "Bandung",
        "setda@jabar.example",
    ),
    "dinkes_jabar": (
        "Dinas Kesehatan Provinsi Jawa Barat",
        "Jalan Contoh Sehat No. 25",
        "Bandung",
        "dinkes@jabar.example",
    ),
    "medika": (
        "PT Medika Sarana Utama",
        "Kawasan Niaga Contoh Blok C-7",
        "Jakarta",
        "surat@medikasarana.example",
    ),
    "tirta": (
        "PT Tirta Beton Perkasa",
        "Jalan Industri Contoh No. 8",
        "Karawang",
        "kantor@tirtabeton.example",
    ),
    "yayasan": (
        "Yayasan Pelita Anak Cendekia",
        "Jalan Melati Contoh No. 14",
        "Bekasi",
        "sekretariat@pelitaanak.example",
    ),
    "kampus": (
        "Sekolah Tinggi Ilmu Kesehatan Bina Husada Contoh",
        "Jalan Kampus Contoh No. 3",
        "Bekasi",
        "akademik@binahusada.example",
    ),
    "warga": ("Forum Warga Kali Cakung", "Kampung Contoh RT 004/RW 011", "Bekasi", False),
    "rusdi": ("Rusdi Hamdani Contoh", "Jalan Kenanga Contoh No. 41", "Bekasi", False),
    "audit": (
        "Kantor Pengawasan Wilayah Contoh",
        "Jalan Audit Contoh No. 1",
        "Bandung",
        "tu@pengawasan.example",
    ),
}

REQUEST = (
    "Demikian permohonan ini kami sampaikan. Atas perhatian Bapak/Ibu kami ucapkan terima kasih."
)

LETTERS = [
    {
        # Disposed in a tree: a question answered, progress, a report below.
        "by": "tu.kesehatan",
        "sender": "dinkes_jabar",
        "number": "400.7.7/1841/P2P",
        "days": 4,
        "klas": "400.7",
        "urgensi": "segera",
        "attachment_note": "1 (satu) berkas",
        "kepada": ["kesehatan_kepala"],
        "subject": "Permintaan Laporan Kesiapsiagaan Demam Berdarah Dengue",
        "text": [
            "Memperhatikan kenaikan kasus demam berdarah dengue pada beberapa kabupaten/kota, "
            "dimohon Saudara menyampaikan laporan kesiapsiagaan puskesmas, ketersediaan larvasida "
            "dan hasil pemantauan jentik.",
            "Laporan disampaikan paling lambat tujuh hari kerja setelah surat ini diterima.",
        ],
        "way": [
            ("read", "kadis.kesehatan"),
            (
                "dispose",
                "kadis.kesehatan",
                [
                    "kesehatan_kabid_pengendalian_penyakit_penyehatan_lingkungan",
                    "kesehatan_kabid_pelayanan_kesehatan",
                ],
                ["tindak_lanjuti", "siapkan_jawaban"],
                "P2PL penanggung jawab. Angka jentik per puskesmas agar dicocokkan dahulu.",
            ),
            (
                "forward",
                "kabid.p2pl.kesehatan",
                ["kesehatan_kasi_pengendalian_penyakit_menular"],
                ["laporkan_hasil"],
                "Kumpulkan laporan puskesmas sampai hari Jumat.",
            ),
            ("ask", "kasi.p2m.kesehatan", "Apakah puskesmas pembantu juga dilaporkan?"),
            (
                "answer_question",
                "kasi.p2m.kesehatan",
                "kabid.p2pl.kesehatan",
                "Ya, digabung dengan puskesmas induknya.",
            ),
            (
                "progress",
                "kasi.p2m.kesehatan",
                "Laporan 24 dari 31 puskesmas sudah masuk; sisanya dijanjikan besok.",
            ),
            (
                "report",
                "kabid.yankes.kesehatan",
                "Stok cairan infus dan reagen NS1 cukup untuk tiga bulan; daftar sudah dikirim ke P2PL.",
            ),
        ],
    },
    {
        # One declined, and given to nobody else yet.
        "by": "tu.kesehatan",
        "sender": "kampus",
        "number": "118/STIKES-BHC/XI",
        "days": 5,
        "klas": "400.7",
        "kepada": ["kesehatan_kepala"],
        "subject": "Permohonan Tempat Praktik Kerja Lapangan Mahasiswa",
        "text": [
            "Kami mohon kiranya dua puluh mahasiswa semester VII dapat melaksanakan praktik kerja "
            "lapangan pada puskesmas di Kota Bekasi selama enam minggu.",
            REQUEST,
        ],
        "way": [
            ("read", "kadis.kesehatan"),
            (
                "dispose",
                "kadis.kesehatan",
                ["kesehatan_kabid_pelayanan_kesehatan"],
                ["tanggapan_dan_saran"],
                "Puskesmas mana yang masih dapat menerima?",
            ),
            (
                "decline",
                "kabid.yankes.kesehatan",
                "Praktik mahasiswa diatur Bidang Sumber Daya Kesehatan.",
            ),
        ],
    },
    {
        # Answered by a letter of ours.
        "by": "tu.kesehatan",
        "sender": "yayasan",
        "number": "041/YPAC/XI",
        "days": 9,
        "klas": "400.7",
        "kepada": ["kesehatan_kepala"],
        "subject": "Permohonan Pemeriksaan Kesehatan Anak Asuh",
        "text": [
            "Yayasan kami mengasuh 64 anak usia 5 sampai dengan 15 tahun. Kami mohon pemeriksaan "
            "gigi, mata dan status gizi anak asuh pada bulan depan.",
            REQUEST,
        ],
        "way": [
            ("read", "kadis.kesehatan"),
            (
                "answer",
                "kadis.kesehatan",
                "<p>Pemeriksaan dapat dilaksanakan oleh tim puskesmas terdekat pada {+12}. Mohon "
                "menyiapkan daftar nama anak asuh.</p>",
            ),
        ],
    },
    {
        # In a closed envelope, not opened yet.
        "by": "tu.kesehatan",
        "sender": "audit",
        "number": "R-17/KPW/XI",
        "days": 2,
        "sifat": "rahasia",
        "urgensi": "segera",
        "kepada": ["kesehatan_kepala"],
        "way": [],
    },
    {
        # Came to the wrong address, sent on to where it belongs.
        "by": "tu.kesehatan",
        "sender": "warga",
        "number": "07/FWKC/XI",
        "days": 3,
        "klas": "600.1",
        "kepada": ["kesehatan_kepala"],
        "subject": "Pengaduan Saluran Air Tersumbat",
        "text": [
            "Saluran air di lingkungan kami tersumbat bekas bongkaran dan menggenangi jalan setiap "
            "hujan. Air yang menggenang menjadi sarang nyamuk.",
            "Kami mohon saluran dikeruk sebelum puncak musim hujan.",
        ],
        "way": [
            ("send_on", "tu.kesehatan", "bmta_kepala", "Pengerukan saluran wewenang Dinas BMTA."),
        ],
    },
    {
        "by": "tu.kesehatan",
        "sender": "medika",
        "number": "MSU/229/MKT/XI",
        "days": 1,
        "klas": "400.7",
        "kepada": ["kesehatan_kepala"],
        "subject": "Penawaran Kalibrasi Alat Kesehatan",
        "text": [
            "Perusahaan kami menawarkan jasa kalibrasi alat kesehatan puskesmas tahun anggaran "
            "mendatang, dengan daftar layanan sebagaimana brosur.",
            REQUEST,
        ],
        "way": [],
    },
    {
        # Late: given, read, nothing heard.
        "by": "tu.pendidikan",
        "sender": "yayasan",
        "number": "039/YPAC/XI",
        "days": 16,
        "received": 14,
        "klas": "400.3",
        "kepada": ["pendidikan_kepala"],
        "subject": "Permohonan Rekomendasi Pendirian Taman Kanak-Kanak",
        "text": [
            "Kami bermaksud mendirikan taman kanak-kanak dengan dua rombongan belajar dan mohon "
            "rekomendasi serta peninjauan lokasi.",
            REQUEST,
        ],
        "way": [
            ("read", "kadis.pendidikan"),
            (
                "dispose",
                "kadis.pendidikan",
                ["pendidikan_sekretaris"],
                ["proses_sesuai_ketentuan"],
                "Tinjau lokasi dan periksa kelengkapan berkas.",
            ),
            ("late", "sekretaris.pendidikan", 3),
        ],
    },
    {
        # All the way: disposed, reported, finished.
        "by": "tu.pendidikan",
        "sender": "setda_jabar",
        "number": "400.3/2207/Kesra",
        "days": 8,
        "klas": "400.3",
        "kepada": ["pendidikan_kepala"],
        "subject": "Undangan Rapat Koordinasi Wajib Belajar",
        "text": [
            "Mengharap kehadiran Saudara pada rapat koordinasi wajib belajar tingkat provinsi "
            "bersama kepala dinas yang membidangi pendidikan.",
        ],
        "way": [
            ("read", "kadis.pendidikan"),
            (
                "dispose",
                "kadis.pendidikan",
                ["pendidikan_kabid_pendidikan_dasar"],
                ["wakili_hadiri", "laporkan_hasil"],
                "",
            ),
            ("report", "kabid.pendidikan", "Hadir; ringkasan rapat disampaikan kepada Bapak."),
            ("finish_disposition", "kadis.pendidikan"),
        ],
    },
    {
        "by": "tu.bmta",
        "sender": "tirta",
        "number": "TBP/088/XI",
        "days": 2,
        "klas": "600.1",
        "kepada": ["bmta_kepala"],
        "subject": "Pemberitahuan Pengiriman Beton Pracetak",
        "text": [
            "Pengiriman saluran beton pracetak tahap kedua sebanyak 120 unit kami jadwalkan pekan "
            "depan pada malam hari. Mohon izin bongkar di lokasi pekerjaan.",
        ],
        "way": [("read", "kadis.bmta")],
    },
    {
        "by": "tu.lh",
        "sender": "rusdi",
        "number": False,
        "days": 3,
        "klas": "600.4",
        "kepada": ["lh_kepala"],
        "subject": "Pengaduan Bau dari Tempat Penampungan Sampah",
        "text": [
            "Saya warga Jalan Kenanga Contoh mengadukan bau dari tempat penampungan sampah "
            "sementara yang sudah dua pekan tidak diangkut.",
            "Besar harapan saya sampah segera diangkut.",
        ],
        "way": [],
    },
    {
        "by": "tu.sosial",
        "sender": "yayasan",
        "number": "043/YPAC/XI",
        "days": 2,
        "klas": "400.9",
        "kepada": ["sosial_kepala"],
        "tembusan": ["asisten_pembangunan"],
        "subject": "Permohonan Bantuan Perlengkapan Panti",
        "text": ["Kami mohon bantuan 30 kasur dan 30 selimut untuk asrama anak asuh.", REQUEST],
        "way": [("read", "kadis.sosial")],
    },
    {
        "by": "tu.setda",
        "sender": "setda_jabar",
        "number": "100.2/2231/Pemotda",
        "days": 3,
        "klas": "100.2",
        "urgensi": "segera",
        "kepada": ["walikota"],
        "tembusan": ["sekda"],
        "subject": "Penyampaian Jadwal Kunjungan Kerja",
        "text": [
            "Disampaikan jadwal kunjungan kerja evaluasi pelayanan publik. Mohon Saudara menunjuk "
            "pejabat penghubung dan menyiapkan bahan paparan.",
        ],
        "way": [
            ("read", "walikota"),
            (
                "dispose",
                "walikota",
                ["sekda"],
                ["siapkan_bahan_sambutan", "koordinasikan"],
                "Koordinasikan dengan Bappeda.",
            ),
        ],
    },
]
