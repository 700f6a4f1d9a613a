"""Files that a citizen sends: each is checked on its own, the good ones are kept, the others named with what to do."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from motcua.dossiers.actions.drop_files import files_of
from motcua.files.actions.store_file import FileRefused, store_file
from motcua.files.models import StoredFile
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.procedures.rules import Requirement
from motcua.web.citizen.access import actor_of

NO_FILE = N_("Hãy chụp ảnh hoặc chọn một tệp rồi bấm Gửi tệp.")
NO_SUCH = N_("Không tìm thấy tệp này.")
ACCEPTS = ("pdf", "jpg", "png")
MOST_MB = 10
PAPER = {"source": "upload", "kind": "electronic"}
Keep = Callable[[dict[str, Any]], object]


@dataclass(frozen=True)
class Unusable:
    """A file that was not kept: which one, why, and what to do."""

    name: str
    sentence: Sentence
    advice: Sentence | None = None


@dataclass(frozen=True)
class Sent:
    """What became of the files of one post."""

    good: tuple[StoredFile, ...]
    bad: tuple[Unusable, ...]


def take(request: HttpRequest, key: str, keep: Keep, *, name: str, asked: Requirement | None = None) -> Sent:
    """Check every file sent for the paper ``key``; each good one is kept at once, whatever the others are."""
    good, bad = [], []
    for one in request.FILES.getlist(f"file-{key}"):
        try:
            stored = _stored(one, actor_of(request), asked)
        except FileRefused as refusal:
            bad.append(Unusable(one.name or "", refusal.sentence, refusal.verdict.advice))
        else:
            good.append(stored)
            keep({**PAPER, "file": str(stored.pk), "name": name or stored.name, "file_name": stored.name})
    if not good and not bad:
        bad.append(Unusable("", Sentence(NO_FILE)))
    return Sent(tuple(good), tuple(bad))


def _stored(sent: UploadedFile, actor: Actor, asked: Requirement | None) -> StoredFile:
    accepts, most = (asked.accepts, asked.max_mb) if asked else (ACCEPTS, MOST_MB)
    return store_file(stream=sent, name=sent.name or "", actor=actor, accepts=accepts, max_bytes=most * 1_000_000)


def with_files(papers: Iterable[Mapping[str, Any]], stored: Mapping[UUID, StoredFile]) -> list[dict[str, Any]]:
    """Papers with their files beside them, in their order."""
    return [
        {**paper, "index": index, "stored": stored.get(next(iter(files_of([paper])), UUID(int=0)))}
        for index, paper in enumerate(papers)
    ]


def stored_files(papers: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[UUID, StoredFile]:
    """The files of these papers by id; one statement."""
    wanted = [one for given in papers.values() for one in files_of(given)]
    return StoredFile.objects.in_bulk(wanted) if wanted else {}


def own_file(papers: Mapping[str, Iterable[Mapping[str, Any]]], file_id: UUID) -> StoredFile:
    """The file, if it is among these papers."""
    found = stored_files(papers).get(file_id)
    if found is None:
        raise NotFound(NO_SUCH)
    return found
