"""Papers come into the store of their number, once; a newer one replaces, a withdrawn one stays to be seen."""

from datetime import date
from uuid import uuid4

import pytest
from tests.factories import Office
from tests.papers.conftest import ME, OTHER, a_file, keep

from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted, WrongMoment
from motcua.ledger.models import Entry
from motcua.outbox.registry import Happened
from motcua.papers.actions.own_papers import put_away, put_in_own, remove_own
from motcua.papers.actions.withdraw_paper import withdraw_paper
from motcua.papers.models import Paper, StoreOwner, TypeRow
from motcua.papers.queries import newest_file, paper_of, proven_holder, strange_in, visible_to
from motcua.papers.rules import Holder
from motcua.papers.tasks import keep_scan
from motcua.people.rules import SYSTEM
from motcua.signing.models import SignedDocument


def scan_event(file_id: object, **owner: str) -> Happened:
    payload = {
        "scan": "0197",
        "file": str(file_id),
        "owner": {"kind": "person", "number": ME.number, "name": ME.name, **owner},
        "paper": {
            "type": "",
            "name": "Giấy khai sinh",
            "number": "12/2020",
            "issuer": "UBND xã X",
            "issued_on": "2020-03-04",
            "valid_until": None,
        },
        "dossier": None,
        "requirement": "card",
        "unit": None,
    }
    return Happened("1/scans_kept", "scan.signed", "0197", 0, payload, clock.now())


def test_told_twice_it_is_kept_once(office: Office):
    first, file_id = keep(office, origin="result/1"), a_file(office)
    again = keep(office, origin="result/1", file_id=file_id)
    assert first.pk == again.pk
    assert Paper.objects.count() == 1
    assert list(Entry.objects.filter(subject_kind="store").values_list("act", flat=True)) == ["keep_paper"]


def test_a_signed_scan_is_kept_as_compared(office: Office):
    event = scan_event(a_file(office))
    keep_scan(event)
    keep_scan(event)
    paper = Paper.objects.get()
    assert (paper.level, paper.source, paper.issued_on, paper.number) == (
        "compared",
        "scan",
        date(2020, 3, 4),
        "12/2020",
    )
    assert paper.is_verified


def test_a_scan_of_no_number_is_kept_for_nobody(office: Office):
    with pytest.raises(Invalid):
        keep_scan(scan_event(a_file(office), number="123"))
    assert not StoreOwner.objects.exists()


def test_people_of_one_name_have_stores_of_their_own(office: Office):
    keep(office)
    keep(office, Holder("person", "089199990009", ME.name))
    assert [one.held_by().number for one in visible_to(ME)] == [ME.number]


def test_a_paper_under_a_number_typed_wrongly_is_shown_to_nobody(office: Office):
    """The desk typed the number of ``other`` for a paper of the applicant."""
    strange = keep(office, Holder("person", OTHER.number, ME.name))
    assert visible_to(OTHER) == []
    assert strange_in(OTHER) == 1
    with pytest.raises(NotFound):
        paper_of(strange.pk, OTHER)
    with pytest.raises(NotFound):
        paper_of(strange.pk, ME)


def test_the_spelling_of_marks_does_not_tell_people_apart(office: Office):
    keep(office, Holder("person", OTHER.number, "NGUYỄN THỊ THÙY DƯƠNG"))
    assert len(visible_to(OTHER)) == 1


@pytest.mark.parametrize("who", ["claims", "desk", "leader", "other"])
def test_only_who_has_proven_the_number_opens_it(office: Office, who: str):
    paper = keep(office)
    with pytest.raises(NotFound):
        paper_of(paper.pk, proven_holder(office.actor(who)))


def test_a_household_business_under_the_persons_number_is_theirs_too(office: Office):
    keep(office, Holder("organisation", ME.number, "Hộ kinh doanh Ánh"))
    keep(office, Holder("organisation", "0100109106", "Công ty Ánh"))
    assert [one.owner.kind for one in visible_to(ME)] == ["organisation"]


def test_of_some_kinds_only_the_newest_counts(office: Office):
    TypeRow.objects.update(is_single=True)
    old = keep(office, issued_on=date(2025, 1, 1))
    stranger = keep(office, Holder("person", ME.number, "Người khác"), issued_on=date(2025, 1, 1))
    new = keep(office, issued_on=date(2026, 1, 1))
    late = keep(office, issued_on=date(2024, 1, 1))  # an older one that was scanned later replaces nothing
    for one in (old, stranger, new, late):
        one.refresh_from_db()
    assert old.replaced_by_id == new.pk
    assert [one.replaced_by_id for one in (stranger, new, late)] == [None, None, None]


def test_an_upload_of_ones_own_replaces_nothing(office: Office):
    TypeRow.objects.update(is_single=True)
    old = keep(office, issued_on=date(2025, 1, 1))
    keep(office, issued_on=date(2026, 1, 1), level="own", source="upload")
    old.refresh_from_db()
    assert old.replaced_by_id is None


def test_when_the_case_was_destroyed_the_stores_own_file_is_left(office: Office):
    paper, newest = keep(office), a_file(office)
    told = {"code": "K7QM3XRT9", "kind": "result", "title": "x", "unit": office.units["X"], "created_at": clock.now()}
    document = SignedDocument.objects.create(subject_kind="result", subject_id="1", file_id=newest, **told)
    Paper.objects.filter(pk=paper.pk).update(document=document)
    assert newest_file(paper_of(paper.pk, ME)).pk == newest
    StoredFile.objects.filter(pk=newest).update(destroyed_at=clock.now())
    assert newest_file(paper_of(paper.pk, ME)).pk == paper.file_id


def test_withdrawn_once(office: Office):
    paper = keep(office)
    assert withdraw_paper(paper_id=paper.pk, reason="Cấp nhầm", actor=SYSTEM)
    assert not withdraw_paper(paper_id=paper.pk, reason="Cấp nhầm", actor=SYSTEM)
    assert visible_to(ME)[0].is_withdrawn


def test_ones_own_upload_is_not_checked_and_can_be_removed(office: Office):
    file_id = a_file(office, "owner")
    paper = put_in_own(actor=office.actor("owner"), file_id=file_id, told={"name": "Học bạ", "type": "school_record"})
    assert (paper.level, paper.is_verified) == ("own", False)
    remove_own(paper_id=paper.pk, actor=office.actor("owner"))
    assert visible_to(ME) == []
    assert not StoredFile.objects.filter(pk=file_id).exists()


def test_what_an_authority_put_in_is_put_away_not_removed(office: Office):
    paper, actor = keep(office), office.actor("owner")
    with pytest.raises(WrongMoment):
        remove_own(paper_id=paper.pk, actor=actor)
    put_away(paper_id=paper.pk, actor=actor, is_hidden=True)
    assert visible_to(ME)[0].hidden_at is not None
    with pytest.raises(NotFound):
        put_away(paper_id=paper.pk, actor=office.actor("other"), is_hidden=False)


@pytest.mark.parametrize("who", ["claims", "citizen", "desk"])
def test_without_a_proven_number_nothing_can_be_put_in(office: Office, who: str):
    with pytest.raises(NotPermitted):
        put_in_own(actor=office.actor(who), file_id=a_file(office, who), told={"name": "Học bạ"})


def test_nobody_puts_in_a_file_of_somebody_else(office: Office):
    with pytest.raises(NotFound):
        put_in_own(actor=office.actor("owner"), file_id=a_file(office, "other"), told={"name": "Học bạ"})
    with pytest.raises(NotFound):
        put_in_own(actor=office.actor("owner"), file_id=uuid4(), told={"name": "Học bạ"})


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x", "issued_on": date(2027, 1, 1)}, "issued_on"),
        ({"name": "x", "issued_on": date(2026, 1, 2), "valid_until": date(2026, 1, 1)}, "valid_until"),
    ],
)
def test_what_is_told_of_an_upload_must_be_possible(office: Office, told: dict[str, object], field: str):
    with pytest.raises(Invalid) as refusal:
        put_in_own(actor=office.actor("owner"), file_id=a_file(office, "owner"), told=told)
    assert list(refusal.value.errors) == [field]
