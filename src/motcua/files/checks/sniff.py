"""What a file is by its first and last bytes, and whether it pretends to be two things at once."""

import mmap
import re
from pathlib import Path

from motcua.files.checks.faults import Fault

HEAD = 4096
TAIL = 70_000
PDF_SLACK = 1024

_AT_START: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "ole"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"(\xb5/\xfd", "zst"),
    (b"MSCF", "cab"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"dex\n", "program"),
    (b"#!", "program"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
_ALSO_WORDS = frozenset((b"BM", b"MZ", b"BZh", b"MSCF"))  # a letter may begin with them
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"))
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|script|svg|iframe|body|head|\?php|%@)", re.IGNORECASE)
_LEADING = b"\xef\xbb\xbf \t\r\n\f\x00"
_FOREIGN = re.compile(rb"%PDF-\d|PK\x03\x04|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x7fELF|This program cannot be run")


def sniff(head: bytes) -> str:
    """The kind that the first bytes show: one of ours, ``zip``, ``ole``, ``heic``, ``program``, …, or ``unknown``."""
    for magic, kind in _AT_START:
        if head.startswith(magic) and not (magic in _ALSO_WORDS and _is_textual(head)):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return {True: "heic", False: "avif" if head[8:12] == b"avif" else "video"}[head[8:12] in _HEIC_BRANDS]
    if head.lstrip(_LEADING).startswith(b"%PDF-"):
        return "pdf"
    if b"%PDF-" in head[:PDF_SLACK]:
        return "shifted_pdf"
    if _MARKUP.search(head) or head.lstrip(_LEADING).startswith(b"<?"):
        return "program"
    return "text" if _is_textual(head) else "unknown"


def _is_textual(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in head)


def refuse_two_in_one(path: Path, kind: str) -> None:
    """Refuse a PDF or an image in which another format can be opened as well (PDF+ZIP, GIFAR, PDF+HTML, …)."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, size - TAIL))
        tail = file.read()
        if b"PK\x05\x06" in tail and _holds(file.fileno(), b"PK\x01\x02"):
            raise Fault("polyglot")
    if kind == "pdf":
        _refuse_mixed_pdf(head, tail)
    elif _MARKUP.search(head[:1024]) or b"%PDF-" in head[:PDF_SLACK]:
        raise Fault("polyglot")


def _holds(descriptor: int, needle: bytes) -> bool:
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as whole:
        return whole.find(needle) >= 0


def _refuse_mixed_pdf(head: bytes, tail: bytes) -> None:
    if _MARKUP.search(head[:1024]):
        raise Fault("polyglot")
    end = tail.rfind(b"%%EOF")
    if end < 0:
        raise Fault("malformed")
    rest = tail[end + 5 :].strip(_LEADING)
    if _FOREIGN.search(rest) or _MARKUP.search(rest):
        raise Fault("polyglot")
    if len(rest) > PDF_SLACK:
        raise Fault("trailing_bytes")


def refuse_foreign_tail(rest: bytes) -> None:
    """Refuse an image behind whose end another format begins; what phones append there is simply cut off."""
    if _FOREIGN.search(rest[:HEAD]) or _MARKUP.search(rest[:HEAD]):
        raise Fault("polyglot")
