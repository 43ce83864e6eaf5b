"""The README's example of the API does what it says."""

import json
import re
from pathlib import Path

from odoo.tests import tagged

from .test_api_json2 import Json2Case

README = Path(__file__).parents[2] / "README.md"


@tagged("post_install", "-at_install")
class TestReadmeExample(Json2Case):
    """The ``curl`` of the README, with a key of an account that has something to dispose."""

    def test_curl(self):
        naskah = self.sign(self.draft(kepada=("kadis_pendidikan",)))
        (command,) = re.findall(r"^    curl .*?/json/2/\S+", README.read_text(), re.M | re.S)
        data = re.search(r"--data '([^']+)'", command)[1]
        model, method = re.search(r"/json/2/([\w.]+)/(\w+)$", command).groups()
        self.assertIn('"Authorization: bearer $KEY"', command)
        desk = self.call("kadis_pendidikan", model, method, **json.loads(data))
        self.assertIn(naskah.id, [item["naskah_id"] for item in desk["items"]])
        self.assertEqual({item["kind"] for item in desk["items"]}, {"dispose"})
