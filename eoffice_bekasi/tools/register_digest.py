"""One digest for all lines of a register's year: whoever changes one line changes it."""

import hashlib

from .canonical import canonical_json


class RegisterDigest:
    """Takes lines in the order of the book, a batch at a time, so that a big book needs no memory."""

    def __init__(self):
        self._hash = hashlib.sha256()
        self.count = 0
        self.first = self.last = None

    def add(self, lines):
        """Take the next lines.

        :param lines: dicts with ``number`` and the columns of the book; dates are texts
        """
        for line in lines:
            self._hash.update(canonical_json(line).encode() + b"\n")
            self.count += 1
            self.first = line["number"] if self.first is None else self.first
            self.last = line["number"]

    def hexdigest(self):
        """Return the SHA-256 of all lines taken so far, in hexadecimal."""
        return self._hash.hexdigest()
