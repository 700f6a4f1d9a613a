"""Taking in one file that somebody hands over."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction

from motcua.files.checks import check_file
from motcua.files.checks.first_look import too_large
from motcua.files.local_store import full_disk_told
from motcua.files.models import Content, StoredFile
from motcua.files.ports import StoreFull
from motcua.files.rules import Limits, Verdict, clean_name, with_extension
from motcua.files.rules.kinds import KINDS
from motcua.files.scratch import private_folder
from motcua.files.vault import vault
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

    Refuses with FileRefused (an Invalid that carries the verdict), Refused when the disk is full, StoreAway, NoKey.
    """
    try:
        with private_folder() as place:
            content = place / "content"
            _receive(stream, content, max_bytes)
            clean = place / "clean"
            verdict = check_file(
                content, name, accepts, max_bytes=max_bytes, clean_to=clean, trust_dir=settings.TRUST_DIR
            )
            if not verdict.ok:
                raise FileRefused(verdict)
            kept = clean if clean.exists() else content
            return _keep(kept, verdict, name=_proper_name(name, verdict), actor=actor)
    except StoreFull:
        raise Refused(NO_ROOM) from None


def keep_made(
    *, content: bytes, name: str, actor: Actor, signers: tuple[str, ...] = (), kind: str = "pdf"
) -> StoredFile:
    """Keep a file that the product itself made, or looked at by its own rules; ``kind`` as in KINDS.

    Refuses with Refused when the disk is full.
    """
    media_type = KINDS[kind].media_type
    verdict = Verdict("readable", media_type=media_type, signature="intact" if signers else "none", signers=signers)
    try:
        with private_folder() as place:
            made = place / "content"
            with full_disk_told():
                made.write_bytes(content)
            return _keep(made, verdict, name=_proper_name(name, verdict), actor=actor)
    except StoreFull:
        raise Refused(NO_ROOM) from None


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


def _keep(content: Path, verdict: Verdict, *, name: str, actor: Actor) -> StoredFile:
    with content.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    _claim(sha256, size)
    # A row without content would be a lost paper; content without a row is swept away later.
    key, now = vault().keep(content, sha256), clock.now()
    with transaction.atomic():
        Content.objects.filter(pk=sha256).update(key=key, state="whole", checked_at=now, whole_at=now)
        return StoredFile.objects.create(
            sha256=sha256,
            size=size,
            media_type=verdict.media_type,
            name=name,
            verdict=verdict.as_json(),
            owner_id=actor.account_id,
            created_at=now,
        )


def _claim(sha256: str, size: int) -> None:
    """From now on the sweep leaves this content alone for a while, whoever had it before."""
    claim = Content(sha256=sha256, size=size, claimed_at=clock.of_machine())
    Content.objects.bulk_create([claim], update_conflicts=True, update_fields=["claimed_at"], unique_fields=["sha256"])


def _proper_name(given: str, verdict: Verdict) -> str:
    """The name as given, its ending mended where the content is of another kind (a PNG called .jpg)."""
    name = clean_name(given)
    return name if name.lower().endswith(f".{verdict.extension}") else with_extension(name, verdict.extension)
