"""Letters as others send them, on paper: made up, drawn, then spoiled as scanners and phones do.

Each comes with what it says, so that reading can be judged. Nothing here knows Odoo: the tests use
it and the measurement ``bench/ocr.py``. The same seed gives the same letter. All names are invented
or those of public bodies; nobody real writes here.
"""

import html
import io
import random
from dataclasses import dataclass
from datetime import date, timedelta

import cv2
import numpy
import pypdfium2
from weasyprint import HTML

MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
BODIES = (
    "Pemerintah Provinsi Jawa Barat",
    "Pemerintah Kabupaten Karawang",
    "Pemerintah Kota Depok",
    "Pemerintah Kabupaten Bogor",
)
UNITS = (
    "Dinas Kesehatan",
    "Badan Perencanaan Pembangunan Daerah",
    "Dinas Perhubungan",
    "Dinas Pendidikan dan Kebudayaan",
    "Inspektorat Daerah",
)
FIRMS = (
    "PT Sumber Air Lestari",
    "CV Karya Mandiri Utama",
    "PT Bangun Cipta Nusantara",
    "Yayasan Bina Insan Cendekia",
    "Koperasi Sejahtera Bersama",
)
CLUBS = (
    "Forum Warga Peduli Sungai",
    "Himpunan Pedagang Pasar Tradisional",
    "Karang Taruna Tunas Harapan",
    "Persatuan Orang Tua Siswa Anak Hebat",
)
ADDRESSEES = (
    "Wali Kota Bekasi",
    "Sekretaris Daerah Kota Bekasi",
    "Kepala Dinas Kesehatan Kota Bekasi",
    "Kepala Dinas Pendidikan Kota Bekasi",
    "Kepala Dinas Lingkungan Hidup Kota Bekasi",
    "Camat Bekasi Selatan",
)
SUBJECTS = (
    "Permohonan Data Fasilitas Kesehatan Tahun 2026",
    "Undangan Rapat Koordinasi Penanganan Banjir",
    "Permohonan Izin Penggunaan Alun-Alun untuk Kegiatan Bakti Sosial dan Donor Darah",
    "Penyampaian Laporan Hasil Pemeriksaan Semester I",
    "Tindak Lanjut Hasil Rapat Evaluasi Pelayanan Terpadu",
    "Permintaan Narasumber",
    "Pemberitahuan Pelaksanaan Survei Kepuasan Masyarakat di Wilayah Kecamatan Bekasi Timur",
    "Pengaduan Masyarakat tentang Saluran Air",
)
SIFAT = (None, "Biasa", "Penting", "Segera", "Sangat Segera", "Rahasia", "Terbatas")
NOTES = (None, "-", "1 (satu) berkas", "2 (dua) lembar", "1 (satu) bundel")
NAMES = (
    "Drs. Ahmad Fauzan, M.Si.",
    "Siti Marlina, S.E.",
    "Ir. Bambang Wirawan",
    "Dewi Kartikasari",
)
TEXT = (
    "Dengan hormat, menindaklanjuti hasil rapat koordinasi pada tanggal 3 Februari 2026 perihal "
    "peningkatan pelayanan publik, bersama ini kami sampaikan hal-hal sebagai berikut.",
    "Sehubungan dengan surat Saudara Nomor 005/12/TU tanggal 2 Maret 2026, kami mohon agar data "
    "yang dimaksud dapat kami terima paling lambat tujuh hari kerja setelah surat ini diterima.",
    "Kegiatan akan dilaksanakan di aula lantai dua pada pukul 09.00 WIB sampai dengan selesai dan "
    "akan dihadiri oleh kurang lebih dua ratus peserta dari seluruh kelurahan.",
    "Besar harapan kami permohonan ini dapat dikabulkan. Untuk keterangan lebih lanjut, Saudara "
    "dapat menghubungi sekretariat pada jam kerja.",
    "Berkenaan dengan hal tersebut, diminta perhatian Saudara untuk menugaskan pejabat yang "
    "membidangi guna mengikuti pembahasan bersama tim teknis.",
    "Demikian disampaikan, atas perhatian dan kerja sama yang baik diucapkan terima kasih.",
)
STYLE = """
@page { size: 215mm 330mm; margin: 14mm 20mm 20mm 28mm }
body { font: 11.5pt/1.4 %s; margin: 0 }
.kop { text-align: center; border-bottom: 2pt solid #000; padding-bottom: 6pt; margin-bottom: 14pt }
.kop b { display: block } .kop .one { font-size: 14pt } .kop .two { font-size: 17pt }
.kop small { font-size: 9pt }
.firm { text-align: left; color: #123a6b; border-color: #123a6b }
table { border-collapse: collapse } td { vertical-align: top; padding: 0 4pt 0 0 }
.date { text-align: right } .head { width: 100%% } .head td.l { width: 62%% }
p { text-align: justify; margin: 8pt 0; text-indent: 28pt }
.sign { margin: 18pt 0 0 300pt }
"""


@dataclass
class Letter:
    """What a letter says.

    ``fields`` holds sender, number, letter_date (a date), subject, kepada, sifat, urgensi and
    attachment_note, each ``None`` where the letter says nothing of it.
    """

    fields: dict
    text: str
    html: str


def make(seed):
    """Return a letter. The same seed gives the same one."""
    pick = random.Random(seed)
    kind = pick.choice(("office", "office", "firm", "club"))
    day = date(2026, 1, 5) + timedelta(days=pick.randrange(300))
    said = {
        "letter_date": day,
        "subject": pick.choice(SUBJECTS),
        "kepada": pick.choice(ADDRESSEES),
        "attachment_note": pick.choice(NOTES),
    }
    sifat = pick.choice(SIFAT) if kind == "office" else None
    said["sifat"] = sifat if sifat in ("Biasa", "Rahasia", "Terbatas") else None
    said["urgensi"] = sifat if sifat in ("Segera", "Sangat Segera") else None
    if kind == "office":
        head, said["sender"], number = _office(pick)
    else:
        head, said["sender"], number = _private(pick, kind, day)
    said["number"] = number
    place = pick.choice(("Bekasi", "Bandung", "Jakarta", "Karawang"))
    written = f"{place}, {day.day} {MONTHS[day.month - 1]} {day.year}"
    top = _head(pick, kind, said, sifat, written)
    paragraphs = [TEXT[0], *pick.sample(TEXT[1:-1], pick.randint(2, 4)), TEXT[-1]]
    office = "Kepala," if kind == "office" else pick.choice(("Direktur,", "Ketua,"))
    parts = [
        head,
        top,
        *(f"<p>{one}</p>" for one in paragraphs),
        f'<div class="sign">{office}<br><br><br><br>{pick.choice(NAMES)}</div>',
    ]
    face = pick.choice(("Liberation Sans", "Liberation Serif", "DejaVu Sans Condensed"))
    page = f"<style>{STYLE % face}</style>{''.join(parts)}"
    if said["attachment_note"] == "-":
        said["attachment_note"] = None
    return Letter(said, "", page)


def _office(pick):
    """Return head, sender and number of an office of another government."""
    body, unit = pick.choice(BODIES), pick.choice(UNITS)
    head = (
        f'<div class="kop"><b class="one">{body.upper()}</b><b class="two">{unit.upper()}</b>'
        f"<small>Jalan Merdeka Raya No. {pick.randint(1, 90)} Telepon (021) 8840{pick.randint(100, 999)}"
        f"<br>Laman: www.contoh.go.id Kode Pos 17{pick.randint(100, 999)}</small></div>"
    )
    code = pick.choice(("400.7.1", "000.1.5", "600.4.12", "005", "900.1.3.2", "800.1.11.1"))
    number = (
        f"{code}/{pick.randint(2, 2400)}/{pick.choice(('Dinkes', 'BAPP', 'SET', 'PKP', 'Bid.II'))}"
    )
    return head, f"{unit} {body.removeprefix('Pemerintah ')}", number


def _private(pick, kind, day):
    """Return head, sender and number of a firm or a society."""
    name = pick.choice(FIRMS if kind == "firm" else CLUBS)
    shown = name.upper() if pick.random() < 0.7 else name
    look = "kop firm" if kind == "firm" else "kop"
    head = (
        f'<div class="{look}"><b class="two">{shown}</b><small>Jl. Ahmad Yani No. '
        f"{pick.randint(1, 200)}, Kota Bekasi 171{pick.randint(10, 99)} "
        f"· Telp. 0812{pick.randint(10**6, 10**7)}"
        f" · email: surat@contoh.id</small></div>"
    )
    short = "".join(word[0] for word in name.split())
    month = ROMAN[day.month - 1]
    number = pick.choice(
        (
            f"{pick.randint(1, 400):03}/{short}/{month}/{day.year}",
            f"{pick.randint(1, 99):02}.{pick.randint(1, 99):02}/{short}-BKS/{month}/{day.year}",
            f"{short}/{pick.randint(1, 999)}/{day.year}",
        )
    )
    return head, name, number


def _head(pick, kind, said, sifat, written):
    """Return the table with number and subject, and the addressee, as that kind of sender does."""
    labels = pick.choice(
        (("Nomor", "Lampiran", "Hal"), ("Nomor", "Lampiran", "Perihal"), ("No.", "Lamp.", "Hal"))
    )
    bold = pick.random() < 0.4
    subject = f"<b>{said['subject']}</b>" if bold else said["subject"]
    rows = [(labels[0], said["number"])]
    if sifat:
        rows.append(("Sifat", sifat))
    if said["attachment_note"]:
        rows.append((labels[1], said["attachment_note"]))
    rows.append((labels[2], subject))
    table = "".join(f"<tr><td>{one}</td><td>:</td><td>{two}</td></tr>" for one, two in rows)
    table = f'<table style="max-width: 105mm">{table}</table>'
    to = html.escape(said["kepada"])
    if kind == "office" and pick.random() < 0.5:
        yth = f"Kepada<br>Yth. {to}<br>di -<br>&emsp;&emsp;BEKASI"
        return (
            f'<div style="margin-left: 105mm">{written}</div><table class="head"><tr>'
            f'<td class="l">{table}</td><td>{yth}</td></tr></table>'
        )
    yth = pick.choice(
        (
            f"Kepada Yth.<br>{to}<br>di Tempat",
            f"Yth. {to}<br>di<br>Bekasi",
            f"Kepada Yth. Bapak/Ibu<br>{to}<br>di - Tempat",
        )
    )
    if pick.random() < 0.5:
        return (
            f'<table class="head"><tr><td class="l">{table}</td><td>{written}</td></tr></table>'
            f"<br>{yth}<br>"
        )
    return f'<div class="date">{written}</div>{table}<br>{yth}<br>'


def draw(letter, dpi=200):
    """Return a letter's first page as a picture (grey or colour array), and keep its text."""
    made = io.BytesIO()
    HTML(string=letter.html).write_pdf(made)
    page = pypdfium2.PdfDocument(made.getvalue())[0]
    letter.text = page.get_textpage().get_text_range()
    return page.render(scale=dpi / 72).to_numpy()[:, :, :3].copy()


def scanned(picture, seed, *, turn=2.0, blur=0.6, noise=9, quality=60, fade=0.12, specks=120):
    """Return a picture as a scanner spoils it: turned, blurred, noisy, faded, with dust, JPEG."""
    pick = numpy.random.default_rng(seed)
    high, wide = picture.shape[:2]
    angle = pick.uniform(-turn, turn)
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1)
    out = cv2.warpAffine(picture, matrix, (wide, high), borderValue=(255, 255, 255))
    if blur:
        out = cv2.GaussianBlur(out, (0, 0), blur)
    out = out.astype(numpy.float32)
    out = 255 * fade * 0.3 + out * (1 - fade)
    out += pick.normal(0, noise, out.shape[:2])[:, :, None]
    for _speck in range(specks):
        y, x = pick.integers(0, high), pick.integers(0, wide)
        cv2.circle(out, (int(x), int(y)), int(pick.integers(1, 3)), (60, 60, 60), -1)
    return _jpeg(out, quality)


def poor(picture, seed):
    """Return a picture as an old machine spoils it: a pale copy at 150 dpi."""
    small = cv2.resize(picture, None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA)
    return scanned(small, seed, turn=3, blur=0.8, noise=16, quality=45, fade=0.3, specks=300)


def photographed(picture, seed):
    """Return a picture as a phone takes it: on a desk, in perspective, in uneven light.

    :return: (picture, the sheet's corners as parts of width and height: from top left, clockwise)
    """
    pick = numpy.random.default_rng(seed)
    high, wide = picture.shape[:2]
    frame_wide, frame_high = int(wide * 1.2), int(high * 1.15)
    left, top = wide * 0.1, high * 0.075
    sheet = numpy.float32([[0, 0], [wide, 0], [wide, high], [0, high]])
    seen = sheet + (left, top) + pick.uniform(-0.045, 0.045, (4, 2)) * (wide, high)
    seen = seen.astype(numpy.float32)
    desk = numpy.full((frame_high, frame_wide, 3), (52, 70, 92), numpy.float32)
    desk += pick.normal(0, 6, desk.shape[:2])[:, :, None]
    matrix = cv2.getPerspectiveTransform(sheet, seen)
    size = (frame_wide, frame_high)
    cover = cv2.warpPerspective(numpy.ones((high, wide), numpy.float32), matrix, size)[:, :, None]
    laid = cv2.warpPerspective(picture.astype(numpy.float32), matrix, size)
    out = desk * (1 - cover) + laid * cover
    across = numpy.linspace(pick.uniform(0.6, 0.8), 1, frame_wide)[None, :, None]
    down = numpy.linspace(1, pick.uniform(0.75, 0.9), frame_high)[:, None, None]
    out = cv2.GaussianBlur(out * across * down, (0, 0), 0.7)
    out += pick.normal(0, 5, out.shape[:2])[:, :, None]
    return _jpeg(out, 75), (seen / size).tolist()


def _jpeg(picture, quality):
    picture = numpy.clip(picture, 0, 255).astype(numpy.uint8)
    done = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(done, cv2.IMREAD_COLOR)
