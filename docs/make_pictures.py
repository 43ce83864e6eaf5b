"""Make the documentation's pictures from the running demo city: ``./eoffice docs``.

Each picture is what an account sees in Chromium, at the size of its device, reduced to a palette so
that it stays small. Name pictures to make only those: ``./eoffice docs desk verification``.
"""

import io
import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).parent / "pictures"
PASSWORD = "bekasi"
LIMIT = 150_000  # bytes of one picture
DESKTOP = {"viewport": {"width": 1366, "height": 768}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
#: The demo letter that has gone the whole way.
SUBJECT = "Pelaksanaan Bulan Imunisasi Anak Sekolah"
CALL = """
    async ({model, method, args, kwargs}) => {
        const answer = await fetch(`/web/dataset/call_kw/${model}/${method}`, {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify({jsonrpc: "2.0", params: {model, method, args, kwargs}}),
        });
        const {result, error} = await answer.json();
        if (error) { throw new Error(error.data.message); }
        return result;
    }
"""


class Session:
    """A browser window in which one account works, or nobody is logged in."""

    def __init__(self, page, address):
        self.page, self.address = page, address

    def login(self, account):
        self.open("/web/login")
        self.page.fill("#login", account)
        self.page.fill("#password", PASSWORD)
        self.page.click(".oe_login_form button[type=submit]")
        self.page.wait_for_selector(".o_main_navbar")

    def open(self, path):
        self.page.goto(f"{self.address}{path}")

    def call(self, model, method, *args, **kwargs):
        """Call a method of the office as the account that is logged in."""
        return self.page.evaluate(
            CALL, {"model": model, "method": method, "args": list(args), "kwargs": kwargs}
        )

    def letter(self):
        """The id of the letter that has gone the whole way."""
        return self.call("eoffice.naskah", "search", [["subject", "=", SUBJECT]])[0]

    def settle(self):
        """Wait until everything on the page, in its frames too, has been drawn."""
        self.page.wait_for_timeout(1000)
        for frame in self.page.frames:
            frame.wait_for_load_state("load")
        self.page.wait_for_timeout(1500)


# -- the pictures -----------------------------------------------------------------------


def desk(session):
    """The desk of a head of office: what waits for him, the first letter open."""
    session.login("kadis.kesehatan")
    session.open("/odoo/meja-kerja")
    session.page.wait_for_selector(".o_eoffice_card")
    session.page.click(".o_eoffice_card >> nth=0")
    session.page.wait_for_selector(".o_eoffice_detail .o_eoffice_act")


def letter(session):
    """The letter's form, its way beside it."""
    session.login("kadis.kesehatan")
    session.open(f"/odoo/surat-keluar/{session.letter()}")
    session.page.wait_for_selector(".o_form_view")
    session.page.click(".o_notebook .nav-link[name=way]")
    session.page.wait_for_selector(".o_eoffice_timeline, .o_eoffice_station")


def disposition(session):
    """A head of office disposes a letter that has come to him."""
    session.login("kadis.pendidikan")
    session.open("/odoo/meja-kerja")
    session.page.click('.o_eoffice_kind[data-kind="dispose"]')
    session.page.click('.o_eoffice_card[data-kind="dispose"] >> nth=0')
    session.page.click('.o_eoffice_detail .o_eoffice_act[data-act="dispose"]')
    session.page.wait_for_selector(".o_eoffice_dialog")
    for person in session.page.query_selector_all(".o_eoffice_person_toggle")[:2]:
        person.click()
    for chip in session.page.query_selector_all(".o_eoffice_chip")[:2]:
        chip.click()
    session.page.fill("#o_eoffice_dispose_note", "Siapkan data dan laporkan paling lambat Jumat.")
    session.page.evaluate("document.querySelector('.modal-body').scrollTop = 0")


def phone(session):
    """The same desk on a telephone."""
    session.login("kadis.pendidikan")
    session.open("/odoo/meja-kerja")
    session.page.wait_for_selector(".o_eoffice_card")


def verification(session):
    """What the public sees who scans the QR code of a letter."""
    session.login("kadis.kesehatan")
    [signature] = session.call(
        "eoffice.signature", "search_read", [["naskah_id", "=", session.letter()]], ["code"]
    )
    session.page.context.clear_cookies()
    session.open(f"/v/{signature['code']}?lang=id")


def registration(session):
    """The registration desk of an SKPD."""
    session.login("tu.kesehatan")
    session.open("/odoo/agenda-masuk-baru")
    session.page.wait_for_selector(".o_eoffice_registration")


def tray(session):
    """The intake tray of an SKPD."""
    session.login("tu.kesehatan")
    session.open("/odoo/baki-masuk")
    session.page.wait_for_selector(".o_eoffice_tray")


MAKERS = {
    "desk": (desk, DESKTOP),
    "letter": (letter, DESKTOP),
    "disposition": (disposition, DESKTOP),
    "registration": (registration, DESKTOP),
    "tray": (tray, DESKTOP),
    "phone": (phone, PHONE),
    "verification": (verification, PHONE),
}


# -- making them ------------------------------------------------------------------------


@contextmanager
def browser():
    """The system's Chromium."""
    program = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    )
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--font-render-hinting=none"]
        )
        yield running
        running.close()


def save(name, shot):
    """Reduce a picture to a palette and keep it; fewer colours where it would be too large."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    for colours in (256, 128, 64, 32):
        stream = io.BytesIO()
        reduced = picture.quantize(colours, dither=Image.Dither.NONE)
        reduced.save(stream, "PNG", optimize=True)
        if stream.tell() <= LIMIT:
            break
    else:
        raise SystemExit(f"{name} is too large: {stream.tell()} bytes")
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / f"{name}.png").write_bytes(stream.getvalue())
    print(f"{name}.png: {stream.tell() // 1000} kB, {colours} colours")


def main(names):
    address = os.environ.get("EOFFICE_URL", "http://localhost:8069")
    unknown = set(names) - set(MAKERS)
    if unknown:
        raise SystemExit(
            f"no picture is called {', '.join(unknown)}; there are {', '.join(MAKERS)}"
        )
    with browser() as chromium:
        for name in names or MAKERS:
            maker, device = MAKERS[name]
            context = chromium.new_context(
                **device, locale="id-ID", timezone_id="Asia/Jakarta", reduced_motion="reduce"
            )
            session = Session(context.new_page(), address)
            maker(session)
            session.settle()
            save(name, session.page.screenshot())
            context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
