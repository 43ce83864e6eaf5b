"""What runs in a box only (see ``tools.box``): it reads what people sent in.

Nothing here imports Odoo, and nothing of the server imports what stands here. A function takes plain
values, reads and writes files by path, and returns a dict of plain values. It refuses with
``Refused``.
"""


class Refused(Exception):
    """A file that isn't taken.

    :param str code: why, such as "encrypted"; the server has the words for people
    :param details: what the message may tell, such as ``pages=10000``
    """

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details
