"""Finding and opening kept files. Who may see one is decided by the case that holds it, not here."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from motcua.files.checks.child import can_draw, draw_in_child
from motcua.files.local_store import full_disk_told
from motcua.files.models import StoredFile
from motcua.files.ports import StoreFull
from motcua.files.rules import Limits
from motcua.files.scratch import private_folder
from motcua.files.vault import Vault, vault
from motcua.kernel.refusals import NotFound, Refused
from motcua.kernel.words import N_

NO_FILE = N_("Không tìm thấy tệp này.")
DESTROYED = N_("Tệp này đã được tiêu hủy khi hết thời hạn lưu trữ, theo %(minute)s.")
NO_ROOM_TO_OPEN = N_("Máy chủ đã đầy đĩa nên chưa mở được tệp này. Tệp vẫn còn; hãy báo bộ phận một cửa.")
PREVIEW_SIZE = 480


class Destroyed(NotFound):
    """The file went when its time was over; the sentence names the minute."""


def file_of(file_id: UUID) -> StoredFile:
    """The file with this id; refuses with NotFound."""
    stored = StoredFile.objects.filter(pk=file_id).first()
    if stored is None:
        raise NotFound(NO_FILE)
    return stored


def open_file(stored: StoredFile) -> BinaryIO:
    """The plain content from its first byte, seekable; what comes out was authenticated.

    Refuses with NotFound when the store has lost it, Destroyed, FileDamaged (also while reading), KeyLost, StoreAway.
    """
    if stored.destroyed_at:
        raise Destroyed(DESTROYED, minute=stored.destroyed_under)
    try:
        return vault().open(stored.sha256)
    except FileNotFoundError:
        raise NotFound(NO_FILE) from None


@contextmanager
def plain_path(stored: StoredFile) -> Iterator[Path]:
    """The plain content as a file for programs that need a path: private to this user, gone with the block.

    Refuses as ``open_file`` does, and with Refused when there is no room.
    """
    try:
        with private_folder() as place:
            path = place / "content"
            with open_file(stored) as file, full_disk_told(), path.open("xb") as to:
                shutil.copyfileobj(file, to, 1 << 20)
            yield path
    except StoreFull:
        raise Refused(NO_ROOM_TO_OPEN) from None


def thumbnail(stored: StoredFile) -> bytes | None:
    """A small JPEG of the first page, drawn once and kept; None where this machine cannot draw the kind."""
    if stored.destroyed_at:
        return None
    kept = vault()
    picture = kept.picture(stored.sha256)
    if picture is None and can_draw(stored.media_type):
        picture = _drawn(kept, stored)
    # An empty picture remembers that drawing failed, so that it is not tried on every page view.
    return picture or None


def _drawn(kept: Vault, stored: StoredFile) -> bytes | None:
    try:
        with plain_path(stored) as source:
            drawn = source.with_name("drawn")
            if not draw_in_child(source, stored.media_type, to=drawn, size=PREVIEW_SIZE, limits=Limits()):
                drawn.write_bytes(b"")
            kept.keep_picture(stored.sha256, drawn)
            return drawn.read_bytes()
    except (Refused, StoreFull):
        return None
