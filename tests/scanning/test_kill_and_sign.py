"""A worker killed at any step, two at once, a sitting that breaks: nothing is lost and nothing is done twice."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.factories import APPLICANT, PAPER
from tests.signing.world import LEADER, PIN, World, make_world

from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier, DossierPaper, Draft
from motcua.dossiers.tasks import put_digitised_papers
from motcua.files.models import StoredFile
from motcua.files.queries import open_file
from motcua.kernel import clock
from motcua.kernel.refusals import NotPermitted, WrongMoment
from motcua.ledger.models import Entry
from motcua.outbox.models import Event
from motcua.outbox.registry import Happened
from motcua.people.rules import SYSTEM
from motcua.scanning.actions import sign_scans as signing
from motcua.scanning.actions import work_scan as working
from motcua.scanning.actions.confirm_scan import Owner, Paper, confirm_scan
from motcua.scanning.actions.sign_scans import NotSigned, sign_scan, sign_scans
from motcua.scanning.actions.take_scan import About, take_scan
from motcua.scanning.actions.work_scan import LEASE, claim_scan, work_scan
from motcua.scanning.models import Scan, ScanLease
from motcua.scanning.tasks import name_signed_copies
from motcua.signing.actions.register_certificate import register_certificate
from motcua.signing.actions.strengthen_document import strengthen_document
from motcua.signing.models import SignedDocument
from motcua.signing.sitting import sitting

pytestmark = pytest.mark.django_db
OWNER = Owner("person", "089190990001", "Đặng Thị Ngọc Ánh")
FACTS = Paper("", "Giấy xác nhận", "45/GXN-UBND", "UBND thị trấn Núi Sập", date(2026, 3, 12))


class Killed(BaseException):
    """The process ends here: nothing after this line runs."""


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An authority with a token for the desk."""
    made = make_world(tmp_path_factory.mktemp("signatures"))
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def trusting(world: World, settings: Any, tmp_path: Path) -> None:
    """This office trusts it."""
    settings.TRUST_DIR = tmp_path / "trust"
    settings.TRUST_DIR.mkdir()
    for name, content in zip(("issuing", "root"), world.authority.chain(), strict=True):
        (settings.TRUST_DIR / f"{name}.der").write_bytes(content)
    settings.TIME_STAMP_URL = world.authority.time_stamps


def two_pages(page_jpeg: bytes) -> bytes:
    first = Image.open(io.BytesIO(page_jpeg))
    second = first.transpose(Image.Transpose.ROTATE_180)
    made = io.BytesIO()
    first.save(made, "PDF", save_all=True, append_images=[second], resolution=200)
    return made.getvalue()


def taken(office, kept, content: bytes, name="giay.pdf", about=None) -> Scan:
    desk = office.actor("desk")
    return take_scan(file_ids=[kept(desk, content, name)], paper_name="Giấy xác nhận", actor=desk, about=about)


def no_answers(pages: Any) -> Any:
    """A child that dies at its first page."""
    yield from ()


def worked(scan: Scan) -> Scan:
    """What the next worker does once the lease of a dead one has run out."""
    claimed = claim_scan(clock.now() + LEASE + timedelta(seconds=1))
    assert claimed == scan.pk
    return work_scan(scan_id=scan.pk)


def dies_in(module: Any, name: str, *, after: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The process dies in this function, on its call number ``after`` (0: before its first work)."""
    real, calls = getattr(module, name), []

    def dying(*args: Any, **kwargs: Any) -> Any:
        if len(calls) == after:
            raise Killed
        calls.append(name)
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, dying)
    return lambda: monkeypatch.setattr(module, name, real)


STEPS = [
    ("settle", 0),  # before it was begun
    ("put_into", 0),  # before the first page was taken out
    ("_readings", 0),
    ("_keep_page", 0),  # the first page read, not kept
    ("keep_made", 0),  # inside the keeping of it
    ("_keep_page", 1),  # the first page kept, the second read
    ("_told", 1),
    ("bind", 0),  # all read, not bound
    ("keep_made", 2),  # bound, not kept
    ("settle", 1),  # the file kept, the scan not moved on: both go back
    ("release_scan", 0),  # everything done
]


@pytest.mark.parametrize(("name", "after"), STEPS)
def test_a_worker_killed_at_any_step_is_taken_over(office, kept, page_jpeg, monkeypatch, name, after):
    scan = taken(office, kept, two_pages(page_jpeg))
    before = StoredFile.objects.count()
    monkeypatch.setattr(working, "_cores", lambda: 1)
    alive = dies_in(working, name, after=after, monkeypatch=monkeypatch)
    assert claim_scan(clock.now()) == scan.pk
    if name != "release_scan":
        monkeypatch.setattr(working, "release_scan", lambda _: None)  # a dead process releases nothing
    with pytest.raises(Killed):
        work_scan(scan_id=scan.pk)
    alive()
    monkeypatch.undo()
    scan.refresh_from_db()
    done = scan if scan.state == "ready" else worked(scan)
    assert (done.state, done.pages) == ("ready", 2)
    assert [leaf.done_at is not None for leaf in done.leaves.all()] == [True, True]
    assert StoredFile.objects.count() == before + 3  # two pictures and the bound file, each once
    acts = list(Entry.objects.filter(subject_kind="scan").order_by("seq").values_list("act", flat=True))
    assert acts == ["take_scan", "begin_scan", "finish_scan"]


def test_a_page_that_was_read_is_not_read_again(office, kept, page_jpeg, monkeypatch):
    scan = taken(office, kept, two_pages(page_jpeg))
    dies_in(working, "_keep_page", after=1, monkeypatch=monkeypatch)
    monkeypatch.setattr(working, "_cores", lambda: 1)
    claim_scan(clock.now())
    with pytest.raises(Killed):
        work_scan(scan_id=scan.pk)
    monkeypatch.undo()
    asked = []
    real = working.read_pages
    monkeypatch.setattr(working, "read_pages", lambda pages: asked.extend(one.number for one in pages) or real(pages))
    ScanLease.objects.filter(pk=scan.pk).update(until=clock.now())
    worked(scan)
    assert asked == [1]


def test_a_page_that_defeats_its_child_is_tried_alone_and_the_others_are_kept(office, kept, page_jpeg, monkeypatch):
    scan = taken(office, kept, two_pages(page_jpeg))
    monkeypatch.setattr(working, "_cores", lambda: 1)
    monkeypatch.setattr(working, "read_pages", no_answers)  # the child died at its first page
    claim_scan(clock.now())
    assert work_scan(scan_id=scan.pk).state == "ready"


def test_a_page_that_cannot_be_read_fails_the_scan_with_its_number(office, kept, page_jpeg, monkeypatch):
    scan = taken(office, kept, two_pages(page_jpeg))
    monkeypatch.setattr(working, "read_pages", no_answers)
    monkeypatch.setattr(working, "read_page", lambda page: None)
    claim_scan(clock.now())
    done = work_scan(scan_id=scan.pk)
    assert done.state == "failed"
    assert done.trouble["params"]["page"] in {1, 2}


def test_a_worker_that_is_asked_to_stop_leaves_the_rest_to_the_next(office, kept, page_jpeg, monkeypatch):
    scan = taken(office, kept, two_pages(page_jpeg))
    monkeypatch.setattr(working, "_cores", lambda: 1)
    asked = iter([False, *[True] * 20])
    claim_scan(clock.now())
    assert work_scan(scan_id=scan.pk, is_stopping=lambda: next(asked)).state == "working"
    assert scan.leaves.filter(done_at=None).count() == 1
    assert claim_scan(clock.now()) == scan.pk  # released at once
    assert work_scan(scan_id=scan.pk).state == "ready"


def test_two_workers_do_not_take_the_same_scan(office, kept, page_jpeg):
    scan = taken(office, kept, page_jpeg, "a.jpg")
    at = clock.now()
    assert claim_scan(at) == scan.pk
    assert claim_scan(at) is None


# --- signing ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def certificate(world: World, office: Any, trusting: None) -> Any:
    """The desk officer's own token."""
    return register_certificate(
        content=world.authority.certificate(LEADER),
        unit_id=office.units["X"].pk,
        account_id=office.accounts["desk"].pk,
        holder="token",
        place=vars(world.tokens.token(LEADER)),
        actor=SYSTEM,
    )


def counter_draft(office) -> Draft:
    desk = office.actor("desk")
    draft = start_draft(
        procedure_code="9.000001", actor=desk, unit_id=office.units["X"].pk, at_counter=True, known=APPLICANT
    )
    return save_draft(draft_id=draft.pk, actor=desk, applicant=APPLICANT, delivery={"way": "desk"})


def confirmed(office, kept, page_jpeg, about=None) -> Scan:
    scan = taken(office, kept, page_jpeg, "a.jpg", about)
    claim_scan(clock.now())
    work_scan(scan_id=scan.pk)
    return confirm_scan(scan_id=scan.pk, actor=office.actor("desk"), owner=OWNER, paper=FACTS)


def told() -> Happened:
    event = Event.objects.get(topic="scan.signed")
    return Happened("k", event.topic, event.subject_id, event.seq, event.payload, event.created_at)


def test_the_signed_copy_takes_the_place_of_the_scan_in_the_draft(world, office, kept, page_jpeg, certificate):
    draft = counter_draft(office)
    scan = confirmed(office, kept, page_jpeg, About("draft", draft.pk, "card"))
    desk = office.actor("desk")
    source = {**PAPER, "file": str(scan.sources.get().file_id), "source": "scan"}
    attach_paper(draft_id=draft.pk, actor=desk, requirement_key="card", paper=source)
    with sitting(certificate.pk, PIN, actor=desk) as key:
        done = sign_scan(scan_id=scan.pk, sitting=key)
    assert done.state == "signed"
    with open_file(done.signed) as file:
        report = world.report(file.read())
    assert (report.verdict, report.signatures[0].covers_whole_file) == ("valid", True)
    happened = told()
    assert happened.payload["owner"] == {"kind": "person", "number": "089190990001", "name": "Đặng Thị Ngọc Ánh"}
    assert (happened.payload["procedure"], happened.payload["requirement"]) == ("9.000001", "card")
    for _ in range(2):  # delivered twice
        put_digitised_papers(happened)
    (paper,) = Draft.objects.get(pk=draft.pk).papers["card"]
    assert (paper["file"], paper["source"]) == (str(done.signed_id), "scan")
    assert done.signed.name == "card_01.pdf"
    strengthen_document(SignedDocument.objects.get())
    case = submit_application(draft_id=draft.pk, actor=desk)
    assert case.has_digitised_papers
    case = receive_dossier(dossier_id=case.pk, actor=desk)
    received = Event.objects.get(topic="dossier.receive_dossier")
    for _ in range(2):
        name_signed_copies(Happened("k", received.topic, received.subject_id, received.seq, {}, received.created_at))
    newest = SignedDocument.objects.get().file_id
    assert newest != done.signed_id
    names = StoredFile.objects.filter(pk__in=[done.signed_id, newest]).values_list("name", flat=True)
    assert list(names) == [f"{case.code}_card_01.pdf"] * 2


def test_signed_after_the_case_was_received_it_goes_into_the_case_under_its_name(
    world, office, kept, page_jpeg, certificate
):
    draft, desk = counter_draft(office), office.actor("desk")
    scan = confirmed(office, kept, page_jpeg, About("draft", draft.pk, "card"))
    source = {**PAPER, "file": str(scan.sources.get().file_id), "source": "scan"}
    attach_paper(draft_id=draft.pk, actor=desk, requirement_key="card", paper=source)
    case = receive_dossier(dossier_id=submit_application(draft_id=draft.pk, actor=desk).pk, actor=desk)
    with sitting(certificate.pk, PIN, actor=desk) as key:
        done = sign_scan(scan_id=scan.pk, sitting=key)
    assert done.signed.name == f"{case.code}_card_01.pdf"
    for _ in range(2):
        put_digitised_papers(told())
    old, new = DossierPaper.objects.filter(dossier=case).order_by("pk")
    assert old.replaced_at
    assert (new.file_id, new.source, new.replaced_at) == (done.signed_id, "scan", None)
    assert Dossier.objects.get(pk=case.pk).has_digitised_papers
    assert Entry.objects.filter(act="put_digitised").count() == 1


def test_only_who_compared_it_signs_it(office, kept, page_jpeg, certificate):
    scan = confirmed(office, kept, page_jpeg)
    Scan.objects.filter(pk=scan.pk).update(confirmed_by=office.accounts["desk2"])
    with sitting(certificate.pk, PIN, actor=office.actor("desk")) as key, pytest.raises(NotPermitted):
        sign_scan(scan_id=scan.pk, sitting=key)


def test_a_batch_goes_on_past_what_fails_and_leaves_no_file_behind(office, kept, page_jpeg, certificate, monkeypatch):
    scans = [confirmed(office, kept, page_jpeg) for _ in range(3)]
    real = signing._kept

    def failing(scan: Scan, *args: Any, **kwargs: Any) -> Scan:
        if scan.pk == scans[1].pk:
            raise WrongMoment("Đã bỏ.")
        return real(scan, *args, **kwargs)

    monkeypatch.setattr(signing, "_kept", failing)
    before = StoredFile.objects.count()
    with sitting(certificate.pk, PIN, actor=office.actor("desk")) as key:
        done = list(sign_scans([one.pk for one in scans], key))
    assert [isinstance(one, NotSigned) for one in done] == [False, True, False]
    assert StoredFile.objects.count() == before + 2
    assert list(Scan.objects.order_by("pk").values_list("state", flat=True)) == ["signed", "confirmed", "signed"]
    monkeypatch.undo()
    with sitting(certificate.pk, PIN, actor=office.actor("desk")) as key:
        (again,) = sign_scans([scans[1].pk], key)
        (twice,) = sign_scans([scans[1].pk], key)
    assert again.state == "signed"
    assert isinstance(twice, NotSigned)
