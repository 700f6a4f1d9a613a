"""Master keys of the files: a folder outside the database and outside the files, one key a file, the newest is in use.

A key is named by the moment it was made, as ``20261127T071712Z``; that name stands in the header of what it wraps.
"""

import os
import re
import secrets
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from motcua.kernel import clock
from motcua.kernel.refusals import Unavailable
from motcua.kernel.words import N_

ENDING = ".key"
FORM = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"\d{8}T\d{6}Z")
_SECRET = re.compile(r"[0-9a-f]{64}")
LOST = N_(
    "Tệp này được khóa bằng khóa %(key)s mà máy chủ không còn giữ, nên chưa mở được. Tệp không bị mất: người quản trị "
    "hãy đặt lại khóa đó vào thư mục khóa từ bản sao lưu."
)
NO_KEY = N_(
    "Máy chủ chưa có khóa để cất giữ tệp, chưa nhận được tệp này. Người quản trị hãy đặt lại thư mục khóa từ bản sao "
    "lưu; máy mới thì chạy “./motcua prepare”."
)


class KeyLost(Unavailable):
    """The master key of a content is not in the folder."""

    def __init__(self, key_id: str) -> None:
        self.key_id = key_id
        super().__init__(LOST, key=key_id)


class NoKey(Unavailable):
    """There is no key to seal with."""

    def __init__(self) -> None:
        super().__init__(NO_KEY)


class KeyRing:
    """The keys of one folder, read anew each time: another process may have made one a moment ago."""

    def __init__(self, folder: Path, *, makes_first: bool = False) -> None:
        self.folder = folder
        self.makes_first = makes_first

    def ids(self) -> list[str]:
        """Names of all keys, oldest first."""
        found = (path.stem for path in self.folder.glob(f"*{ENDING}")) if self.folder.is_dir() else ()
        return sorted(name for name in found if _NAME.fullmatch(name))

    def current_id(self) -> str:
        """The key that new contents get. Raises NoKey; a demo makes its first one by itself."""
        known = self.ids()
        if not known and self.makes_first:
            known = [self.make()]
        if not known:
            raise NoKey
        return known[-1]

    def current(self) -> tuple[str, bytes]:
        """The name and the key."""
        named = self.current_id()
        return named, self.key(named)

    def key(self, key_id: str) -> bytes:
        """The key of that name. Raises KeyLost, for a file that holds no key as well."""
        try:
            text = (self.folder / f"{key_id}{ENDING}").read_text("ascii").strip()
        except (OSError, ValueError):
            raise KeyLost(key_id) from None
        if not _NAME.fullmatch(key_id) or not _SECRET.fullmatch(text):
            raise KeyLost(key_id)
        return bytes.fromhex(text)

    def make(self, newer_than: str = "") -> str:
        """A new key, from now on the one in use; readable by its owner only.

        Its name is newer than all others here, and than ``newer_than``: one that is lost never shares its name.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        named = clock.of_machine().strftime(FORM)
        newest = max([*self.ids(), newer_than])
        if named <= newest:  # two within a second, or the clock of the machine went back
            named = (made_at(newest) + timedelta(seconds=1)).strftime(FORM)
        self._write(named)
        return named

    def remove(self, key_id: str) -> None:
        """Drop a key; whoever calls has made sure that nothing needs it."""
        (self.folder / f"{key_id}{ENDING}").unlink(missing_ok=True)
        _sync(self.folder)

    def is_open_to_others(self) -> bool:
        """Somebody besides the owner may read a key."""
        return any((self.folder / f"{one}{ENDING}").stat().st_mode & 0o077 for one in self.ids())

    def _write(self, named: str) -> None:
        """Whole or not at all; a key of that name is never written over."""
        aside = self.folder / f".{named}.{secrets.token_hex(4)}"
        try:
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32) + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.link(aside, self.folder / f"{named}{ENDING}")
        except FileExistsError:
            pass  # another process made one at this very moment; that one serves
        finally:
            aside.unlink(missing_ok=True)
        _sync(self.folder)


def made_at(key_id: str) -> datetime:
    """The moment a key was made."""
    return datetime.strptime(key_id, FORM).replace(tzinfo=UTC)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def main(folder: str) -> None:
    """Make the first key of a new installation; ``python -m motcua.files.keyring FOLDER``, without any settings."""
    ring = KeyRing(Path(folder))
    if not ring.ids():
        ring.make()


if __name__ == "__main__":
    main(sys.argv[1])
