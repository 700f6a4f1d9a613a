"""Taking out of a photo, without touching its pixels, what tells where and by whom it was taken."""

import struct
import zlib
from collections.abc import Callable

from motcua.files.checks.faults import Fault
from motcua.files.checks.sniff import refuse_foreign_tail

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD")
)
_ALONE = frozenset((0x01, 0xD8, *range(0xD0, 0xD8)))
_SCAN, _END = 0xDA, 0xD9
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"))
_WEBP_EXIF_AND_XMP = 0x0C


def strip_jpeg(whole: bytes, orientation: int = 1) -> bytes:
    """The same picture without EXIF (place, device), comments and what follows its end; the way up is kept."""
    kept = [b"\xff\xd8"]
    at = 2
    while True:
        marker, at = _next_marker(whole, at)
        if marker == _END:
            break
        if marker in _ALONE:
            continue
        length = int.from_bytes(whole[at : at + 2], "big")
        stop = at + length
        if length < 2 or stop > len(whole):
            raise Fault("malformed")
        if _is_kept(marker, whole[at + 2 : stop]):
            kept.append(bytes((0xFF, marker)) + whole[at:stop])
        if marker == _SCAN:
            at = _scan_end(whole, stop)
            kept.append(whole[stop:at])
        else:
            at = stop
    refuse_foreign_tail(whole[at:])
    place = 2 if len(kept) > 1 and kept[1][1] == 0xE0 else 1
    if orientation != 1:
        kept.insert(place, _orientation_only(orientation))
    return b"".join((*kept, b"\xff\xd9"))


def _next_marker(whole: bytes, at: int) -> tuple[int, int]:
    while at + 1 < len(whole) and whole[at] == 0xFF == whole[at + 1]:
        at += 1
    if at + 1 >= len(whole) or whole[at] != 0xFF:
        raise Fault("malformed")
    return whole[at + 1], at + 2


def _is_kept(marker: int, body: bytes) -> bool:
    if marker == 0xE0:
        return body.startswith(b"JFIF\x00")
    if marker == 0xE2:
        return body.startswith(b"ICC_PROFILE\x00")
    if marker == 0xEE:
        return body.startswith(b"Adobe")
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _scan_end(whole: bytes, at: int) -> int:
    """Where the compressed picture stops: the first marker that is neither a stuffed zero nor a restart."""
    while True:
        at = whole.find(b"\xff", at)
        if at < 0 or at + 1 >= len(whole):
            raise Fault("malformed")
        follower = whole[at + 1]
        if follower == 0x00 or 0xD0 <= follower <= 0xD7:
            at += 2
        elif follower == 0xFF:
            at += 1
        else:
            return at


def _orientation_only(orientation: int) -> bytes:
    """An EXIF segment that says which side is up, and nothing else."""
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def strip_png(whole: bytes, orientation: int = 1) -> bytes:
    """The same picture without texts, times, EXIF, further frames and what follows its end."""
    kept = [_PNG_START]
    at = len(_PNG_START)
    while True:
        if at + 12 > len(whole):
            raise Fault("malformed")
        length, name = struct.unpack_from(">I4s", whole, at)
        stop = at + 12 + length
        if stop > len(whole) or zlib.crc32(whole[at + 4 : stop - 4]) != int.from_bytes(whole[stop - 4 : stop], "big"):
            raise Fault("malformed")
        if name in _PNG_KEPT:
            kept.append(whole[at:stop])
        at = stop
        if name == b"IEND":
            break
    refuse_foreign_tail(whole[at:])
    return b"".join(kept)


def strip_webp(whole: bytes, orientation: int = 1) -> bytes:
    """The same picture without EXIF, XMP and what follows its end."""
    end = 8 + int.from_bytes(whole[4:8], "little")
    if end > len(whole):
        raise Fault("malformed")
    kept = []
    at = 12
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", whole, at)
        stop = at + 8 + length + length % 2
        if stop > end + 1:
            raise Fault("malformed")
        if name in _WEBP_KEPT:
            kept.append(_plain_flags(whole[at:stop]) if name == b"VP8X" else whole[at:stop])
        at = stop
    refuse_foreign_tail(whole[end:])
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _plain_flags(chunk: bytes) -> bytes:
    return chunk[:8] + bytes((chunk[8] & ~_WEBP_EXIF_AND_XMP,)) + chunk[9:] if len(chunk) > 8 else chunk


STRIP: dict[str, Callable[[bytes, int], bytes]] = {"jpeg": strip_jpeg, "png": strip_png, "webp": strip_webp}
