"""Taking in one file that somebody hands over."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction

from motcua.files.checks import check_file
from motcua.files.checks.first_look import too_large
from motcua.files.local_store import LocalStore, full_disk_told, local_store
from motcua.files.models import StoredFile
from motcua.files.ports import StoreFull
from motcua.files.rules import Limits, Verdict, clean_name, with_extension
from motcua.files.rules.kinds import KINDS
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_
from motcua.people.rules import Actor

_PIECE = 256_000
NO_ROOM = N_("Máy chủ hết chỗ lưu tệp, chưa nhận được tệp này. Hãy thử lại sau hoặc báo bộ phận một cửa.")


class FileRefused(Invalid):
    """The check refused the file; ``verdict`` has the sentence and the advice."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(verdict.sentence.text, {"file": verdict.sentence}, **verdict.sentence.params)


class Readable(Protocol):
    """What a file arrives by: an upload or any binary stream."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; empty at the end."""
        ...


def store_file(
    *,
    stream: Readable,
    name: str,
    actor: Actor,
    accepts: Iterable[str] | None = None,
    max_bytes: int = Limits.max_bytes,
) -> StoredFile:
    """Keep the file if the check accepts it; otherwise nothing is kept.

    Refuses with FileRefused (an Invalid that carries the verdict), or Refused when the disk is full.
    """
    store = local_store()
    try:
        with _arriving(store) as place:
            content = place / "content"
            _receive(stream, content, max_bytes)
            clean = place / "clean"
            verdict = check_file(
                content, name, accepts, max_bytes=max_bytes, clean_to=clean, trust_dir=settings.TRUST_DIR
            )
            if not verdict.ok:
                raise FileRefused(verdict)
            kept = clean if clean.exists() else content
            return _keep(store, kept, verdict, name=_proper_name(name, verdict), actor=actor)
    except StoreFull:
        raise Refused(NO_ROOM) from None


def keep_made(
    *, content: bytes, name: str, actor: Actor, signers: tuple[str, ...] = (), kind: str = "pdf"
) -> StoredFile:
    """Keep a file that the product itself made, or looked at by its own rules; ``kind`` as in KINDS.

    Refuses with Refused when the disk is full.
    """
    store = local_store()
    media_type = KINDS[kind].media_type
    verdict = Verdict("readable", media_type=media_type, signature="intact" if signers else "none", signers=signers)
    try:
        with _arriving(store) as place:
            made = place / "content"
            with full_disk_told():
                made.write_bytes(content)
            return _keep(store, made, verdict, name=_proper_name(name, verdict), actor=actor)
    except StoreFull:
        raise Refused(NO_ROOM) from None


@contextmanager
def _arriving(store: LocalStore) -> Iterator[Path]:
    """A folder of this one arrival on the disk of the store; gone afterwards, whatever happens."""
    with full_disk_told():
        store.incoming.mkdir(parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(dir=store.incoming, ignore_cleanup_errors=True)
    with folder as place:
        yield Path(place)


def _receive(stream: Readable, to: Path, max_bytes: int) -> None:
    """Write the stream down piece by piece and stop as soon as it is too long."""
    total = 0
    with full_disk_told(), to.open("xb") as file:
        while piece := stream.read(_PIECE):
            total += len(piece)
            if total > max_bytes:
                fault = too_large(max_bytes)
                raise FileRefused(Verdict(fault.code, fault.params))
            file.write(piece)


def _keep(store: LocalStore, content: Path, verdict: Verdict, *, name: str, actor: Actor) -> StoredFile:
    with content.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
        with full_disk_told():
            os.fsync(file.fileno())
    # A row without content would be a lost paper; content without a row is swept away later.
    store.keep(content, sha256)
    with transaction.atomic():
        return StoredFile.objects.create(
            sha256=sha256,
            size=size,
            media_type=verdict.media_type,
            name=name,
            verdict=verdict.as_json(),
            owner_id=actor.account_id,
            created_at=clock.now(),
        )


def _proper_name(given: str, verdict: Verdict) -> str:
    """The name as given, its ending mended where the content is of another kind (a PNG called .jpg)."""
    name = clean_name(given)
    return name if name.lower().endswith(f".{verdict.extension}") else with_extension(name, verdict.extension)
