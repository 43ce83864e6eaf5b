"""What a file is, by its first bytes: its name may say what it likes."""

import re
import unicodedata

#: So many bytes say it.
HEAD = 1024
MIMETYPES = {
    "pdf": "application/pdf",
    "tiff": "image/tiff",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
}
ENDINGS = {
    "pdf": ("pdf",),
    "tiff": ("tif", "tiff"),
    "jpeg": ("jpg", "jpeg"),
    "png": ("png",),
    "heic": ("heic", "heif"),
}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_NAME_LENGTH = 120


def kind_of(head):
    """Return the kind of a file by its first bytes (``HEAD`` of them), or None for any other.

    :param bytes head: the file's beginning
    """
    if b"%PDF-" in head[:HEAD]:  # readers accept some rubbish before it, and so do scanners
        return "pdf"
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "tiff"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[4:8] == b"ftyp" and (head[8:12] in _HEIC_BRANDS or b"mif1" in head[16:64]):
        return "heic"
    return None


def clean_name(name):
    """Return a file's name as it can be shown and saved: no path, no control characters.

    >>> clean_name("C:\\\\scan\\\\surat dari BPN.pdf")
    'surat dari BPN.pdf'
    """
    text = (name or "").encode("utf-8", "replace").decode("utf-8")
    text = re.split(r"[/\\]", text)[-1]
    # Cf: marks that turn the writing direction, so that "fdp.exe" reads "exe.pdf".
    text = "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    text = " ".join(text.split()).lstrip(".")
    if len(text) > _NAME_LENGTH:
        stem, dot, ending = text.rpartition(".")
        keep = f"{dot}{ending}" if dot and len(ending) <= 5 else ""
        text = (stem if keep else text)[: _NAME_LENGTH - len(keep)] + keep
    return text or "file"


def says_other(name, kind):
    """Whether a file's name ends like that of another kind."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return bool(ending) and ending not in ENDINGS[kind]
