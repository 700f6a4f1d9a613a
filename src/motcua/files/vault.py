"""Contents under their address, sealed on the way in and opened on the way out, whichever store holds them."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from motcua.files import sealed
from motcua.files.bucket import Bucket
from motcua.files.keyring import KeyLost, KeyRing
from motcua.files.local_store import LocalStore, full_disk_told
from motcua.files.ports import Lying, Store
from motcua.files.s3_store import S3Store
from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_

PREVIEWS = "previews/"
DAMAGED = N_(
    "Bản lưu của tệp này bị hư nên không mở được; thông tin khác của hồ sơ vẫn còn. Người quản trị hãy lấy lại tệp từ "
    "bản sao lưu."
)


class FileDamaged(Refused):
    """What the store holds is not what was kept."""

    def __init__(self) -> None:
        super().__init__(DAMAGED)


def content_name(sha256: str) -> str:
    """The name of a content in the store."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def preview_name(sha256: str) -> str:
    """The name of the small picture of a content."""
    return f"{PREVIEWS}{sha256[:2]}/{sha256}"


@dataclass(frozen=True)
class Vault:
    """A store and the keys to it.

    Everything may raise StoreAway; what reads, KeyLost; what seals, NoKey and StoreFull.
    """

    store: Store
    keys: KeyRing

    def keep(self, content: Path, sha256: str) -> str:
        """Seal the plain file and keep it, in the place of an equal one; returns the name of the key."""
        return self._put(content_name(sha256), content)

    def open(self, sha256: str) -> BinaryIO:
        """The plain content, seekable. Raises FileNotFoundError and FileDamaged, the latter also while reading."""
        name = content_name(sha256)
        lying = self.store.open(name)
        try:
            if sealed.header_of(lying.read(sealed.HEADER)) is None:
                return _as_named(lying, sha256)
            lying.seek(0)
            return io.BufferedReader(_Watched(lying, address=name, key_of=self.keys.key), sealed.PIECE)
        except sealed.Broken:
            lying.close()
            raise FileDamaged from None
        except BaseException:
            lying.close()
            raise

    def key_of(self, sha256: str) -> str:
        """The name of the master key that a content needs; empty for a plain one. Raises FileNotFoundError."""
        return self._key_at(content_name(sha256))

    def turn(self, sha256: str) -> str:
        """Put a content under the key in use, a plain one sealed for the first time; returns the name of the key.

        Readers see the one or the other, never half. Raises FileNotFoundError, FileDamaged.
        """
        name, key = content_name(sha256), self.keys.current()
        if self._key_at(name) == key[0]:
            return key[0]
        with self.store.place() as place, full_disk_told():
            fresh = place / "fresh"
            with fresh.open("xb") as to:
                self._turned(sha256, to, key=key)
            self.store.put(name, fresh)
        return key[0]

    def forget(self, sha256: str) -> None:
        """Drop content and small picture."""
        self.store.forget(preview_name(sha256))
        self.store.forget(content_name(sha256))

    def contents(self) -> Iterator[Lying]:
        """Every content that lies in the store, named by its SHA-256."""
        for one in self.store.listed(""):
            last = one.name.rpartition("/")[2]
            if one.name == content_name(last):
                yield Lying(last, one.size, one.kept_at)

    def picture(self, sha256: str) -> bytes | None:
        """The small picture, empty where drawing failed; None when there is none that the key in use opens."""
        name = preview_name(sha256)
        try:
            lying = self.store.open(name)
        except FileNotFoundError:
            return None
        with lying:
            try:
                with sealed.Opened(lying, address=name, key_of=self.keys.key) as opened:
                    return opened.read()
            except (sealed.Broken, KeyLost):
                return None  # it is drawn again

    def keep_picture(self, sha256: str, picture: Path) -> None:
        """Seal and keep a small picture."""
        self._put(preview_name(sha256), picture)

    def _put(self, name: str, plain: Path) -> str:
        with full_disk_told():
            key = self.keys.current()
        with self.store.place() as place:
            closed = place / "sealed"
            with full_disk_told(), plain.open("rb") as source, closed.open("xb") as to:
                sealed.seal(source, plain.stat().st_size, to, address=name, key=key)
            self.store.put(name, closed)
        return key[0]

    def _key_at(self, name: str) -> str:
        try:
            header = sealed.header_of(self.store.start(name, sealed.HEADER))
        except sealed.Broken:
            raise FileDamaged from None
        return header.key_id if header else ""

    def _turned(self, sha256: str, to: BinaryIO, *, key: tuple[str, bytes]) -> None:
        name = content_name(sha256)
        with self.store.open(name) as lying:
            try:
                if sealed.header_of(lying.read(sealed.HEADER)) is None:
                    plain = _as_named(lying, sha256)
                    size = plain.seek(0, io.SEEK_END)
                    plain.seek(0)
                    sealed.seal(plain, size, to, address=name, key=key)
                else:
                    lying.seek(0)
                    sealed.rewrap(lying, to, address=name, key_of=self.keys.key, key=key)
            except sealed.Broken:
                raise FileDamaged from None


class _Watched(sealed.Opened):
    """Damage that shows itself while reading, in the words of the house."""

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]
        try:
            return super().readinto(buffer)
        except sealed.Broken:
            raise FileDamaged from None


def _as_named(plain: BinaryIO, sha256: str) -> BinaryIO:
    """A plain file of an older installation, believed only when it has the hash it is named by."""
    plain.seek(0)
    if hashlib.file_digest(plain, "sha256").hexdigest() != sha256:  # type: ignore[arg-type]
        raise sealed.Broken
    plain.seek(0)
    return plain


def key_ring() -> KeyRing:
    """The keys of this installation; only a demo or a test makes its first one by itself."""
    return KeyRing(Path(settings.FILE_KEYS_DIR), makes_first=settings.PROFILE != "production")


def store() -> Store:
    """The store of this installation: a bucket where one is set, else the local folder."""
    bucket: Bucket | None = settings.FILES_BUCKET
    return S3Store(bucket) if bucket else LocalStore(Path(settings.FILES_DIR))


def vault() -> Vault:
    """The vault of this installation."""
    return Vault(store(), key_ring())
