import io

from PIL import Image

from odoo.tests import HttpCase, tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeHttpMixin

from .common import TrayMixin, picture


@tagged("post_install", "-at_install")
class TestPictureOfAPage(TrayMixin, OfficeHttpMixin, HttpCase):
    """The picture is its tray's alone; it comes as it was turned; the browser asks each time."""

    def setUp(self):
        super().setUp()
        self.page = self.scan(1).page_ids
        self.env.flush_all()

    def get(self, key, name="image", **headers):
        self.authenticate(f"{key.replace('_', '.')}.uji", "bekasi")
        return self.url_open(f"/eoffice/scan/page/{self.page.id}/{name}", headers=headers)

    def test_the_desk_of_the_tray(self):
        for name in ("image", "thumbnail"):
            answer = self.get("tu_kesehatan", name)
            self.assertEqual(
                (answer.status_code, answer.headers["Content-Type"]), (200, "image/jpeg")
            )
            self.assertEqual(answer.headers["Cache-Control"], "private, no-cache")
            self.assertEqual(answer.content, self.page.image_id.raw)

    def test_nobody_else(self):
        for key in ("tu_pendidikan", "kadis_kesehatan", "staf_kesehatan", "administrator"):
            for name in ("image", "thumbnail"):
                with self.subTest(key, name=name):
                    self.assertEqual(self.get(key, name).status_code, 404)
        self.authenticate(None, None)
        answer = self.url_open(f"/eoffice/scan/page/{self.page.id}/image", allow_redirects=False)
        self.assertEqual(answer.status_code, 303)

    def test_the_attachment_opens_no_other_door(self):
        for key, status in (("tu_kesehatan", 200), ("tu_pendidikan", 404), ("administrator", 404)):
            self.authenticate(f"{key.replace('_', '.')}.uji", "bekasi")
            answer = self.url_open(f"/web/content/{self.page.image_id.id}")
            with self.subTest(key):
                self.assertEqual(answer.status_code, status)

    def test_turned(self):
        self.page.image_id.raw = two = picture(40, 60)
        self.page.rotation = 90
        self.env.flush_all()
        turned = Image.open(io.BytesIO(self.get("tu_kesehatan").content))
        self.assertEqual((turned.size, Image.open(io.BytesIO(two)).size), ((60, 40), (40, 60)))

    def test_a_quarter_turn_is_clockwise(self):
        image = Image.new("RGB", (40, 60), "white")
        image.paste("black", (0, 0, 40, 10))
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        self.page.image_id.raw = buffer.getvalue()
        self.page.rotation = 90
        self.env.flush_all()
        turned = Image.open(io.BytesIO(self.get("tu_kesehatan").content)).convert("RGB")
        self.assertEqual(turned.getpixel((58, 20)), (0, 0, 0), "the top is at the right now")
        self.assertEqual(turned.getpixel((2, 20)), (255, 255, 255))

    def test_kept_by_the_browser_but_asked_for(self):
        etag = self.get("tu_kesehatan").headers["ETag"]
        self.assertEqual(self.get("tu_kesehatan", **{"If-None-Match": etag}).status_code, 304)
        self.assertEqual(self.get("tu_pendidikan", **{"If-None-Match": etag}).status_code, 404)
        self.page.rotation = 180
        self.env.flush_all()
        self.assertEqual(self.get("tu_kesehatan", **{"If-None-Match": etag}).status_code, 200)

    def test_nothing_but_a_picture(self):
        self.page.image_id = self.env["ir.attachment"].create(
            {"name": "a.html", "raw": b"<script>1</script>", "mimetype": "text/html"}
        )
        self.env.flush_all()
        self.assertEqual(self.get("tu_kesehatan").status_code, 404)
