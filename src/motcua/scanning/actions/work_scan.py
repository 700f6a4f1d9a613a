"""A worker reads the pages of a scan one after the other and binds them; each step is kept before the next begins.

A worker that dies leaves a lease that runs out; whoever comes next goes on with the page that was at hand. A page or
a result is kept in one transaction with the mark that it is done, so nothing is done twice.
"""

import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from queue import Queue
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.files.actions.store_file import keep_made
from motcua.kernel import clock
from motcua.kernel.refusals import Refused, SomebodyWasFirst
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import SYSTEM
from motcua.scanning.commit import Writes, settle
from motcua.scanning.engine import PageRead, ToRead, bind, read_page, read_pages
from motcua.scanning.models import Scan, ScanLease, ScanPage
from motcua.scanning.queries import kept_leaves, lines_of
from motcua.scanning.rules import State, proposals
from motcua.scanning.taken_out import put_into

LEASE = timedelta(minutes=2)  # renewed with every page; one that takes longer may be read twice, and is kept once
MOST_CLAIMS = 5  # without a page more: whatever kills the worker would kill it for ever
TO_DO = (State.WAITING.value, State.WORKING.value)
PAGE_FAILED = N_("Không đọc được trang %(page)s. Hãy chụp hoặc quét lại trang đó, rồi gửi lại giấy tờ này.")
ALL_BLANK = N_("Mọi trang đều trống. Hãy xem đã đặt đúng mặt giấy chưa rồi quét lại.")
NOT_BOUND = N_("Không ghép được các trang thành một tệp. Hãy thử lại; nếu vẫn lỗi, hãy quét lại giấy tờ này.")
TRIED = N_("Đã thử nhiều lần mà không đọc tiếp được. Hãy thử lại sau, hoặc quét lại giấy tờ này.")
NOT_THERE = N_("Tệp gốc của giấy tờ này không còn. Hãy quét lại.")
Stop = Callable[[], bool]
Found = Queue[tuple[ScanPage, PageRead | None]]


def claim_scan(at: datetime) -> UUID | None:
    """The next scan to work on, leased to who asks; None when there is nothing to do."""
    free = ScanLease.objects.filter(scan__state__in=TO_DO, scan__closed_at=None, until__lte=at)
    for lease in free.order_by("scan_id")[:20]:
        taken = {"until": at + LEASE, "tries": lease.tries + 1}
        if ScanLease.objects.filter(pk=lease.pk, until=lease.until).update(**taken):
            return lease.pk
    return None


def release_scan(scan_id: UUID) -> None:
    """Let others take it at once."""
    ScanLease.objects.filter(pk=scan_id).update(until=clock.now())


def work_scan(*, scan_id: UUID, is_stopping: Stop = lambda: False) -> Scan:
    """Do what is left of a claimed scan: read its pages, bind them. Stops between two pages when asked.

    Announces ``scan.begin_scan``, ``scan.finish_scan`` or ``scan.fail_scan``. Done again it goes on where it was.
    """
    scan = Scan.objects.get(pk=scan_id)
    try:
        if scan.state in TO_DO and ScanLease.objects.filter(pk=scan_id, tries__gt=MOST_CLAIMS).exists():
            return _failed(scan, Sentence(TRIED))
        if scan.state == State.WAITING:
            settle(scan, SYSTEM, "begin_scan", at=clock.now(), facts={})
        if scan.state != State.WORKING:
            return scan
        with _folder() as place:
            trouble = _read_all(scan, place, is_stopping)
            if trouble:
                return _failed(scan, trouble)
            if is_stopping() or scan.leaves.filter(done_at=None).exists():
                return scan
            return _finished(scan, place)
    except SomebodyWasFirst:  # an officer dropped it meanwhile
        scan.refresh_from_db()
        return scan
    except Refused as refusal:
        return _failed(scan, refusal.sentence)
    finally:
        release_scan(scan_id)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="motcua-scan-", ignore_cleanup_errors=True) as place:
        yield Path(place)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read_all(scan: Scan, place: Path, is_stopping: Stop) -> Sentence | None:
    """Read what is not read yet, in as many children as there are cores; the trouble that stopped it.

    Every page is kept as soon as it is read. One that a child could not read is tried once more, alone.
    """
    left = list(scan.leaves.filter(done_at=None).order_by("number"))
    files = {one.number: one.file for one in scan.sources.select_related("file")}
    asked: dict[int, ToRead] = {}
    paths: dict[int, Path] = {}
    for leaf in left:
        file = files[leaf.source]
        if file is None:
            return Sentence(NOT_THERE)
        path = paths[leaf.source] = paths.get(leaf.source) or put_into(file, place, f"source-{leaf.source}")
        own = place / f"page-{leaf.number}"
        own.mkdir()
        asked[leaf.number] = ToRead(path, file.media_type, leaf.page, own)
    for leaf, read in _readings(left, asked, is_stopping):
        again = read or (None if is_stopping() else read_page(asked[leaf.number]))
        if again is None:
            return None if is_stopping() else Sentence(PAGE_FAILED, {"page": leaf.number})
        _keep_page(scan, leaf, again, place=asked[leaf.number].to)
    return None


def _readings(
    left: Sequence[ScanPage], asked: Mapping[int, ToRead], is_stopping: Stop
) -> Iterator[tuple[ScanPage, PageRead | None]]:
    """The pages as they are read, in any order; None for one that its child did not read."""
    found: Found = Queue()
    shares = [share for share in (left[start :: _cores()] for start in range(_cores())) if share]
    is_over = threading.Event()
    with ThreadPoolExecutor(len(shares) or 1) as pool:
        try:
            for share in shares:
                pool.submit(_share, share, asked, found=found, is_over=is_over)
            for _ in left:
                if is_stopping():
                    return
                yield found.get()
        finally:
            is_over.set()


def _share(share: Sequence[ScanPage], asked: Mapping[int, ToRead], *, found: Found, is_over: threading.Event) -> None:
    """One child's pages, told as they come; those it did not reach are told as unread, whatever happened."""
    waiting = list(share)
    try:
        with closing(read_pages([asked[one.number] for one in share])) as answers:
            for read in answers:
                found.put((waiting.pop(0), read))
                if is_over.is_set():
                    return
    finally:
        for one in waiting:
            found.put((one, None))


def _keep_page(scan: Scan, leaf: ScanPage, read: PageRead, *, place: Path) -> None:
    """Keep what was read with the mark that it is done, unless somebody else kept it meanwhile."""
    with transaction.atomic():
        open_page = ScanPage.objects.select_for_update().filter(pk=leaf.pk, done_at=None)
        if open_page.exists():
            picture = keep_made(
                content=(place / "page.jpg").read_bytes(), name=f"trang-{leaf.number}.jpg", actor=SYSTEM, kind="jpeg"
            )
            layer = None if read.is_blank else (place / "layer.pdf").read_bytes()
            ScanPage.objects.filter(pk=leaf.pk).update(picture=picture, layer=layer, done_at=clock.now(), **_told(read))
        ScanLease.objects.filter(pk=scan.pk).update(until=clock.now() + LEASE, tries=0)


def _told(read: PageRead) -> dict[str, Any]:
    return {
        "is_blank": read.is_blank,
        "size": list(read.size),
        "measured": read.measured.as_json(),
        "lines": [[one.text, one.sure] for one in read.lines],
        "sure": read.sure,
        "told": {"turned": read.turned, "skew": read.skew, "straightened": read.is_straightened},
    }


def _finished(scan: Scan, place: Path) -> Scan:
    """The pages bound and the facts proposed; the scan waits for an officer."""
    leaves = list(scan.leaves.select_related("picture").order_by("number"))
    kept = kept_leaves(leaves)
    if not kept:
        return _failed(scan, Sentence(ALL_BLANK))
    target = place / "bound.pdf"
    if not bind([_page(leaf, place) for leaf in kept], to=target, title=scan.paper_name):
        return _failed(scan, Sentence(NOT_BOUND))
    at = clock.now()
    found = [one.as_json() for one in proposals(lines_of(leaves), today=clock.today())]
    with transaction.atomic():
        made = keep_made(content=target.read_bytes(), name=f"{scan.paper_name[:100]}.pdf", actor=SYSTEM)
        sets = {"result_id": made.pk, "pages": len(kept), "proposals": found}
        facts = {"pages": len(kept), "blank": len(leaves) - len(kept), "sha256": made.sha256}
        settle(scan, SYSTEM, "finish_scan", at=at, facts=facts, writes=Writes(sets=sets))
        scan.leaves.update(layer=None)
    return scan


def _page(leaf: ScanPage, place: Path) -> dict[str, Any]:
    assert leaf.picture is not None
    layer = place / f"layer-{leaf.number}.pdf"
    layer.write_bytes(bytes(leaf.layer or b""))
    picture = put_into(leaf.picture, place, f"picture-{leaf.number}.jpg")
    return {"picture": str(picture), "layer": str(layer) if leaf.layer else None, "size": leaf.size}


def _failed(scan: Scan, why: Sentence) -> Scan:
    trouble = {"text": why.text, "params": dict(why.params)}
    facts = {"reason": why.text % why.params if why.params else why.text}
    return settle(scan, SYSTEM, "fail_scan", at=clock.now(), facts=facts, writes=Writes(sets={"trouble": trouble}))
