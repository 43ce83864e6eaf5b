"""One text for one content, so that its digest means something."""

import hashlib
import json


def canonical_json(payload):
    """Return ``payload`` as JSON with sorted keys, no blanks, and no escapes for letters."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256_hex(data):
    """Return the SHA-256 of ``data`` (bytes, or text taken as UTF-8) in hexadecimal."""
    if isinstance(data, str):
        data = data.encode()
    return hashlib.sha256(data).hexdigest()
