"""Finding and opening kept files. Who may see one is decided by the case that holds it, not here."""

import os
import tempfile
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from motcua.files.checks.child import can_draw, draw_in_child
from motcua.files.local_store import LocalStore, local_store
from motcua.files.models import StoredFile
from motcua.files.rules import Limits
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_

NO_FILE = N_("Không tìm thấy tệp này.")
PREVIEW_SIZE = 480


def file_of(file_id: UUID) -> StoredFile:
    """The file with this id; refuses with NotFound."""
    stored = StoredFile.objects.filter(pk=file_id).first()
    if stored is None:
        raise NotFound(NO_FILE)
    return stored


def open_file(stored: StoredFile) -> BinaryIO:
    """The content from its first byte; refuses with NotFound when the store has lost it."""
    try:
        return local_store().open(stored.sha256)
    except FileNotFoundError:
        raise NotFound(NO_FILE) from None


def thumbnail(stored: StoredFile) -> bytes | None:
    """A small JPEG of the first page, drawn once and kept; None where this machine cannot draw the kind."""
    store = local_store()
    kept = store.preview_path(stored.sha256)
    if not kept.exists():
        if not can_draw(stored.media_type) or not store.path_of(stored.sha256).exists():
            return None
        _draw(store, stored, kept)
    # An empty preview remembers that drawing failed, so that it is not tried on every page view.
    return kept.read_bytes() or None


def _draw(store: LocalStore, stored: StoredFile, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as place:
        drawn = Path(place) / "drawn"
        source = store.path_of(stored.sha256)
        if not draw_in_child(source, stored.media_type, to=drawn, size=PREVIEW_SIZE, limits=Limits()):
            drawn.write_bytes(b"")
        os.replace(drawn, kept)
