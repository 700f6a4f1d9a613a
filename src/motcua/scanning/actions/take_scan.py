"""An officer hands over the photos and PDFs of one paper; pages that cannot be used are told at once."""

import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from motcua.files.checks.sniff import HEAD, sniff
from motcua.files.models import StoredFile
from motcua.files.rules import KINDS, Limits
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Amend, Row
from motcua.ledger.rules import GENESIS
from motcua.people.rules import Actor
from motcua.scanning.commit import Writes, settle
from motcua.scanning.engine import Looked, look
from motcua.scanning.models import Arrival, Scan, ScanLease, ScanPage, ScanSource
from motcua.scanning.policies import may_scan, scanning_units
from motcua.scanning.rules import Fault, Measured, State, all_faults
from motcua.scanning.taken_out import taken_out

MOST_PAGES, MOST_SOURCES, AT_ONCE = 300, 60, 2
NOTHING = N_("Chưa có trang nào. Hãy chọn ảnh, tệp PDF hoặc bản quét từ máy quét.")
NO_NAME = N_("Hãy ghi tên giấy tờ.")
TOO_MANY = N_("Một giấy tờ nhận nhiều nhất %(pages)s trang. Hãy chia thành nhiều giấy tờ.")
TOO_MANY_FILES = N_("Một lần nhận nhiều nhất %(most)s tệp. Hãy chia thành nhiều giấy tờ.")
NOT_OPENED = N_("Không mở được tệp “%(name)s”. Hãy chụp hoặc quét lại trang đó.")
SIGNED = N_("Tệp “%(name)s” đã có chữ ký số, là bản điện tử gốc. Không số hóa lại; hãy nộp nguyên tệp đó.")
DOUBTFUL = N_("Có trang cần xem lại. Hãy chụp lại trang đó, hoặc ghi lý do rồi vẫn giữ.")
UNUSABLE = N_("Có trang không dùng được. Hãy bỏ hoặc chụp lại trang đó.")
NO_PICTURE = N_("Không mở được ảnh này. Hãy chụp lại.")
PICTURES = frozenset({"jpeg", "png", "webp"})
NOT_YOURS = N_("Tệp này không còn ở đây. Hãy chọn lại tệp.")


class PagesDoubtful(Invalid):
    """Some pages should be taken again; ``faults`` says which and why, and whether they may be kept for a reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        self.is_hard = any(one.is_hard for one in faults)
        super().__init__(UNUSABLE if self.is_hard else DOUBTFUL)


@dataclass(frozen=True)
class About:
    """What a scan is of: a paper of a draft or of a dossier, or of no case at all."""

    kind: str = ""  # draft | dossier | nothing
    id: UUID | None = None
    requirement: str = ""


def take_scan(
    *,
    file_ids: Sequence[UUID],
    paper_name: str,
    actor: Actor,
    unit_id: int | None = None,
    about: About | None = None,
    kept_despite: str = "",
) -> Scan:
    """The paper waits to be read. Files are the actor's own, or what a scanner of their unit left.

    Law: DG-01, DG-02. Refuses with NotPermitted, Invalid (nothing, unreadable, signed, too many pages), PagesDoubtful
    where ``kept_despite`` gives no reason or no reason helps. Announces ``scan.take_scan``.
    """
    may_scan(actor).or_refuse()
    units = scanning_units(actor)
    unit = unit_id if unit_id in units else units[0]
    if not paper_name.strip():
        raise Invalid(NO_NAME, {"paper_name": Sentence(NO_NAME)})
    files, arrivals = _given(file_ids, actor)
    looked = _looked(files)
    doubts = all_faults([one for each in looked for one in each.measured])
    if any(one.is_hard for one in doubts) or (doubts and not kept_despite.strip()):
        raise PagesDoubtful(doubts)
    return _taken(
        _Paper(files, arrivals, looked, about or About(), paper_name.strip()[:300], kept_despite.strip()),
        actor,
        unit,
        at=clock.now(),
    )


@dataclass(frozen=True)
class _Paper:
    files: Sequence[StoredFile]
    arrivals: Sequence[Arrival]
    looked: Sequence[Looked]
    about: About
    name: str
    reason: str


def _given(file_ids: Sequence[UUID], actor: Actor) -> tuple[list[StoredFile], list[Arrival]]:
    """The files in the order given, and which of them scanners left."""
    if not file_ids:
        raise Invalid(NOTHING, {"files": Sentence(NOTHING)})
    if len(file_ids) > MOST_SOURCES:
        raise Invalid(TOO_MANY_FILES, most=MOST_SOURCES)
    known = StoredFile.objects.in_bulk(list(file_ids))
    left = {one.file_id: one for one in Arrival.objects.filter(file__in=known, used_at=None)}
    units = scanning_units(actor)
    for one in file_ids:
        arrival = left.get(one)
        is_own = one in known and known[one].owner_id == actor.account_id and actor.account_id is not None
        if not is_own and (arrival is None or arrival.unit_id not in units):
            raise Invalid(NOT_YOURS)
    order = list(dict.fromkeys(file_ids))
    return [known[one] for one in order], [left[one] for one in order if one in left]


def _looked(files: Iterable[StoredFile]) -> list[Looked]:
    kept = list(files)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(_look_at, kept))
    told: list[Looked] = []
    for file, one in zip(kept, found, strict=True):
        if one is None or not one.pages:
            raise Invalid(NOT_OPENED, name=file.name)
        if one.is_signed:
            raise Invalid(SIGNED, name=file.name)
        told.append(one)
    if sum(one.pages for one in told) > MOST_PAGES:
        raise Invalid(TOO_MANY, pages=MOST_PAGES)
    return told


def _look_at(file: StoredFile) -> Looked | None:
    with taken_out(file) as path:
        return look(path, file.media_type)


def _taken(paper: _Paper, actor: Actor, unit_id: int, *, at: datetime) -> Scan:
    scan = Scan(id=uuid7(), version=0, head_hash=GENESIS)
    sets = {
        **{field.attname: field.get_default() for field in Scan._meta.concrete_fields},
        "unit_id": unit_id,
        "account_id": actor.account_id,
        "taken_by": actor.name,
        "taken_at": at,
        "way": "scanner" if paper.arrivals else "upload",
        "about_kind": paper.about.kind,
        "about_id": paper.about.id,
        "requirement_key": paper.about.requirement,
        "paper_name": paper.name,
        "kept_despite": paper.reason,
        "state": State.WAITING.value,
    }
    for name in ("id", "version", "head_hash"):
        del sets[name]
    facts: dict[str, Any] = {"name": paper.name, "files": [one.sha256 for one in paper.files], "reason": paper.reason}
    facts |= {"pages": sum(one.pages for one in paper.looked), "unit": unit_id}
    facts |= {"about": str(paper.about.id or ""), "requirement": paper.about.requirement}
    used = [Amend(Arrival, {"id": one.pk, "used_at": None}, {"used_at": at}) for one in paper.arrivals]
    return settle(
        scan, actor, "take_scan", at=at, facts=facts, writes=Writes(sets=sets, rows=_rows(scan, paper, at), amends=used)
    )


def _rows(scan: Scan, paper: _Paper, at: datetime) -> list[Row]:
    """Sources, their pages to be read, and the lease that a worker takes."""
    sources, pages, number = [], [], 0
    for index, (file, one) in enumerate(zip(paper.files, paper.looked, strict=True), 1):
        told = {"scan_id": scan.pk, "number": index, "file_id": file.pk, "name": file.name}
        sources.append(Row(ScanSource, told))
        for page in range(one.pages):
            number += 1
            pages.append(Row(ScanPage, _fresh_page(scan, number, source=index, page=page)))
    return [*sources, *pages, Row(ScanLease, {"scan_id": scan.pk, "until": at, "tries": 0})]


def _fresh_page(scan: Scan, number: int, *, source: int, page: int) -> dict[str, Any]:
    values = {field.attname: field.get_default() for field in ScanPage._meta.concrete_fields if field.name != "id"}
    return {**values, "scan_id": scan.pk, "number": number, "source": source, "page": page}


class Readable(Protocol):
    """An upload or any binary stream."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes."""
        ...


def look_at_picture(stream: Readable) -> Measured:
    """What one photo measures, without keeping it. Refuses with Invalid what is no picture that can be opened."""
    with tempfile.TemporaryDirectory(prefix="motcua-scan-", ignore_cleanup_errors=True) as place:
        path = Path(place) / "photo"
        path.write_bytes(stream.read(Limits.max_bytes + 1))
        kind = sniff(path.read_bytes()[:HEAD])
        if kind not in PICTURES or path.stat().st_size > Limits.max_bytes:
            raise Invalid(NO_PICTURE)
        found = look(path, KINDS[kind].media_type)
    if found is None or not found.measured:
        raise Invalid(NO_PICTURE)
    return found.measured[0]
