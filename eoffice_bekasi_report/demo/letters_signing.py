"""Demo letters about signing: an agreement that waits for its second signature, and a ralat.

Written as those in ``letters.py``; ``cosigners`` sign besides, ``outside`` are outside parties.
"""

from .letters import THANKS

LETTERS = [
    {
        "by": "staf.kesehatan",
        "type": "pks",
        "klas": "400.7",
        "kepada": ["pendidikan_kepala"],
        "tembusan": ["sekda"],
        "cosigners": ["pendidikan_kepala"],
        "subject": "Penyelenggaraan Usaha Kesehatan Sekolah pada Satuan Pendidikan Dasar",
        "parts": {"pihak": {"people": ["kesehatan_kepala", "pendidikan_kepala"]}},
        "body": "<p>PARA PIHAK sepakat mengadakan perjanjian kerja sama penyelenggaraan Usaha "
        "Kesehatan Sekolah dengan ketentuan sebagai berikut:</p>"
        "<p><strong>Pasal 1</strong><br/>Kerja sama ini meliputi penjaringan kesehatan peserta "
        "didik, imunisasi, dan pembinaan kantin sekolah.</p>"
        "<p><strong>Pasal 2</strong><br/>PIHAK KESATU menyediakan tenaga kesehatan, vaksin dan "
        "bahan penyuluhan; PIHAK KEDUA menyediakan ruang pelayanan dan guru pendamping.</p>"
        "<p><strong>Pasal 3</strong><br/>Perjanjian ini berlaku tiga tahun sejak ditandatangani "
        "dan dapat diperpanjang atas persetujuan PARA PIHAK.</p>",
        "way": [("submit",), ("paraf",), ("paraf",), ("sign",)],
    },
    {
        "by": "staf.kesehatan",
        "type": "sd",
        "klas": "400.7",
        "kepada": ["pendidikan_kepala"],
        "subject": "Permintaan Data Peserta Didik Kelas 1",
        "body": "<p>Untuk penyusunan sasaran penjaringan kesehatan, dimohon Saudara menyampaikan "
        "data peserta didik kelas 1 per sekolah paling lambat {+6}.</p>" + THANKS,
        "way": [
            ("submit",),
            ("paraf",),
            ("paraf",),
            ("sign",),
            ("read", "kadis.pendidikan"),
            (
                "amend",
                "staf.kesehatan",
                "ralat",
                "<p>Sehubungan dengan {surat}, dengan hormat kami sampaikan bahwa dalam surat "
                "tersebut terdapat kekeliruan, dengan perbaikan sebagai berikut:</p>"
                "<p>Semula tertulis: data peserta didik kelas 1.</p>"
                "<p>Seharusnya dibaca: data peserta didik kelas 1 dan kelas 7.</p>"
                "<p>Demikian ralat ini disampaikan untuk menjadi perhatian.</p>",
                [("submit",), ("paraf",), ("paraf",), ("sign",)],
            ),
        ],
    },
]
