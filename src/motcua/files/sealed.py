"""The format of what is kept: pieces under AES-256-GCM with a key of their own, which a master key wraps.

Header, then pieces of 64 KiB, each with its tag. A piece's nonce holds its place and whether it is the last one; the
header is bound to the address and the length of the plain content. So nothing can be cut, added, reordered, or put in
the place of something else unseen (known as the STREAM construction). Turning the master key rewrites the header only.
"""

import io
import os
import shutil
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"\x89mcS\r\n\x1a\x01"  # no paper begins so: the check knows every kind that it lets in
PIECE = 65_536
TAG = 16
_LAYOUT = struct.Struct(">8s16s12s48s7sQ")
HEADER = _LAYOUT.size
KEY_BYTES = 32
KeyOf = Callable[[str], bytes]


class Broken(Exception):
    """What lies there is not what was sealed."""


@dataclass(frozen=True)
class Header:
    """What stands before the pieces; ``size`` is that of the plain content."""

    key_id: str
    wrap_nonce: bytes
    wrapped: bytes
    prefix: bytes
    size: int

    def packed(self) -> bytes:
        """As it is written."""
        named = self.key_id.encode("ascii")
        return _LAYOUT.pack(MAGIC, named, self.wrap_nonce, self.wrapped, self.prefix, self.size)

    @property
    def pieces(self) -> int:
        """How many follow; an empty content has one, empty as well."""
        return max(1, -(-self.size // PIECE))

    @property
    def whole(self) -> int:
        """How long all of it is."""
        return HEADER + self.size + self.pieces * TAG

    def bound(self, address: str) -> bytes:
        """What the wrapping vouches for besides the key."""
        return MAGIC + self.prefix + self.size.to_bytes(8, "big") + address.encode()


def header_of(start: bytes) -> Header | None:
    """The header at the start of something kept; None for a plain file of an older installation."""
    if not start.startswith(MAGIC):
        return None
    if len(start) < HEADER:
        raise Broken
    _, named, nonce, wrapped, prefix, size = _LAYOUT.unpack(start[:HEADER])
    return Header(named.decode("ascii", "replace"), nonce, wrapped, prefix, size)


def seal(plain: BinaryIO, size: int, to: BinaryIO, *, address: str, key: tuple[str, bytes]) -> None:
    """Write ``size`` bytes of ``plain`` sealed; memory stays at a piece. Raises Broken when there are more or fewer."""
    secret = AESGCM.generate_key(256)
    header = _wrapped(Header("", b"", b"", os.urandom(7), size), secret, address=address, key=key)
    to.write(header.packed())
    cipher = AESGCM(secret)
    for number in range(header.pieces):
        piece = plain.read(PIECE)
        if len(piece) != min(PIECE, size - number * PIECE):
            raise Broken
        to.write(cipher.encrypt(_nonce(header, number), piece, None))
    if plain.read(1):
        raise Broken


def rewrap(sealed: BinaryIO, to: BinaryIO, *, address: str, key_of: KeyOf, key: tuple[str, bytes]) -> None:
    """The same pieces under another master key. Raises Broken, and what ``key_of`` raises for a key that is lost."""
    header = header_of(sealed.read(HEADER))
    if header is None:
        raise Broken
    secret = _unwrapped(header, address, key_of(header.key_id))
    to.write(_wrapped(header, secret, address=address, key=key).packed())
    shutil.copyfileobj(sealed, to, 1 << 20)


def _wrapped(header: Header, secret: bytes, *, address: str, key: tuple[str, bytes]) -> Header:
    nonce = os.urandom(12)
    wrapped = AESGCM(key[1]).encrypt(nonce, secret, header.bound(address))
    return replace(header, key_id=key[0], wrap_nonce=nonce, wrapped=wrapped)


def _unwrapped(header: Header, address: str, master: bytes) -> bytes:
    try:
        return AESGCM(master).decrypt(header.wrap_nonce, header.wrapped, header.bound(address))
    except InvalidTag:
        raise Broken from None


def _nonce(header: Header, number: int) -> bytes:
    return header.prefix + number.to_bytes(4, "big") + bytes([number == header.pieces - 1])


class Opened(io.RawIOBase):
    """The plain content of something sealed, read from anywhere; raises Broken at a piece that is not as sealed.

    The length and the first piece are looked at at once, so that most damage is told before anything is shown.
    """

    def __init__(self, sealed: BinaryIO, *, address: str, key_of: KeyOf) -> None:
        self._sealed = sealed
        header = header_of(sealed.read(HEADER))
        if header is None or sealed.seek(0, os.SEEK_END) != header.whole:
            raise Broken
        self._header = header
        self._cipher = AESGCM(_unwrapped(header, address, key_of(header.key_id)))
        self._at = 0
        self._number, self._piece = 0, self._opened(0)

    @property
    def size(self) -> int:
        """Of the plain content, in bytes."""
        return self._header.size

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """The place in the plain content."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place in the plain content."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]
        """At most the rest of one piece."""
        if self._at >= self.size:
            return 0
        number, within = divmod(self._at, PIECE)
        if number != self._number:
            self._number, self._piece = number, self._opened(number)
        part = self._piece[within : within + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        """Close what it reads from as well."""
        self._sealed.close()
        super().close()

    def _opened(self, number: int) -> bytes:
        self._sealed.seek(HEADER + number * (PIECE + TAG))
        try:
            return self._cipher.decrypt(_nonce(self._header, number), self._sealed.read(PIECE + TAG), None)
        except InvalidTag:
            raise Broken from None
