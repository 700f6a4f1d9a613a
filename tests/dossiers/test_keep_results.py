"""Results go into the store of whose case it is: once, by number, and follow what becomes of them."""

from datetime import date
from typing import Any

import pytest
from tests.factories import PAPER, Office
from tests.papers.conftest import ME, OTHER, a_file, draft_of, office  # noqa: F401 - a fixture

from motcua.config import wiring  # noqa: F401 - registers consumers and jobs
from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import attach_paper
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.keeping import keep_missed, keep_results_of
from motcua.dossiers.models import Dossier, Result
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.outbox.actions.deliver import deliver_due, expand_events
from motcua.papers.models import Paper
from motcua.papers.queries import visible_to
from motcua.signing.models import SignedDocument


def decided(office: Office, *, with_file: bool = True, grant: bool = True, **applicant: Any) -> Dossier:
    draft = draft_of(office, "owner", **applicant)
    attach_paper(draft_id=draft.pk, actor=office.actor("owner"), requirement_key="card", paper=PAPER)
    case = submit_application(draft_id=draft.pk, actor=office.actor("owner"))
    receive_dossier(dossier_id=case.pk, actor=office.actor("desk"))
    told: dict[str, Any] = {"outcome": "granted", "file_id": a_file(office, "specialist")}
    if not with_file:
        told = {"outcome": "granted", "on_paper": True}
    if not grant:
        told = {"outcome": "rejected", "text": "Không đủ điều kiện", "rule": "Điều 5"}
    present_result(dossier_id=case.pk, actor=office.actor("specialist"), **told)
    return approve_result(dossier_id=case.pk, actor=office.actor("leader"))


def deliver() -> None:
    while expand_events() + deliver_due():
        pass


def signed(office: Office, result: Result) -> SignedDocument:
    told = {"code": "K7QM3XRT9", "kind": "result", "title": "x", "unit": office.units["X"], "created_at": clock.now()}
    return SignedDocument.objects.create(subject_kind="result", subject_id=str(result.pk), file=result.file, **told)


def test_what_is_issued_is_in_the_store_by_itself(office: Office):
    case = decided(office)
    deliver()
    paper = visible_to(ME)[0]
    assert (paper.source, paper.type, paper.level) == ("result", "card_paper", "office")
    assert (paper.dossier_id, paper.dossier_code) == (case.pk, case.code)
    assert (paper.issuer, paper.issued_on, paper.holder_name) == ("UBND đơn vị X", date(2026, 11, 2), ME.name)


def test_the_letter_arriving_twice_keeps_it_once(office: Office):
    case = decided(office)
    keep_results_of(case)
    keep_results_of(case)
    deliver()
    assert Paper.objects.count() == 1


def test_a_signed_result_is_the_surest(office: Office):
    case = decided(office)
    document = signed(office, case.results.get(approved_at__isnull=False))
    keep_results_of(case)
    paper = Paper.objects.get()
    assert (paper.level, paper.document_id) == ("issued", document.pk)
    SignedDocument.objects.update(withdrawn_at=clock.now())
    keep_results_of(case)
    paper.refresh_from_db()
    assert paper.is_withdrawn


def test_a_corrected_result_takes_the_place_of_the_first(office: Office):
    case = decided(office)
    keep_results_of(case)
    old = Paper.objects.get()
    first = case.results.get(approved_at__isnull=False)
    told = {"dossier": case, "name": first.name, "outcome": "granted", "drafted_at": clock.now(), "drafted_by": "x"}
    Result.objects.create(id=uuid7(), approved_at=clock.now(), file_id=a_file(office), **told)
    Result.objects.filter(pk=first.pk).update(dropped_at=clock.now())
    keep_results_of(case)
    old.refresh_from_db()
    assert old.replaced_by is not None
    assert [one.pk for one in visible_to(ME) if not one.is_replaced] == [old.replaced_by_id]


def test_a_result_taken_back_without_another_is_withdrawn(office: Office):
    case = decided(office)
    keep_results_of(case)
    Result.objects.filter(dossier=case).update(dropped_at=clock.now())
    keep_results_of(case)
    assert Paper.objects.get().is_withdrawn


@pytest.mark.parametrize("told", [{"with_file": False}, {"grant": False}])
def test_paper_results_and_rejections_are_no_papers_of_the_store(office: Office, told: dict[str, bool]):
    decided(office, **told)
    deliver()
    assert not Paper.objects.exists()


def test_the_business_of_a_case_has_a_store_of_its_own(office: Office):
    whom = {"name": ME.name, "number": ME.number, "mandate": "Giám đốc"}
    case = decided(office, kind="business", name="Hợp tác xã Núi Sập", number="0100109106", representative=whom)
    keep_results_of(case)
    assert (Paper.objects.get().owner.kind, Paper.objects.get().owner.number) == ("organisation", "0100109106")
    assert visible_to(ME) == []


def test_what_was_issued_before_there_was_a_store_is_kept_later(office: Office):
    decided(office)
    without = decided(office)
    Dossier.objects.filter(pk=without.pk).update(applicant={"kind": "person", "name": "Không số"})
    assert keep_missed() == 1
    assert keep_missed() == 0
    assert Paper.objects.count() == 1
    assert visible_to(OTHER) == []
