"""No result of nothing: a file, words or paper; a rejection with reason, ground and a numbered letter."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from tests.factories import Office
from tests.files.hostile_papers import pdf

from motcua.dossiers.actions.approve_result import approve_result, approve_results, reject_dossier
from motcua.dossiers.actions.attach_result import attach_result
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.transfer_step import transfer_step
from motcua.dossiers.documents import form_pdf
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.offers import office_offers, own_offers
from motcua.dossiers.rules.facts import Receiver
from motcua.files.actions.store_file import store_file
from motcua.kernel.refusals import AlreadyDone, Invalid, NotPermitted, WrongMoment

DOWNLOAD = Receiver("online", "Đặng Thị Ngọc Ánh", confirmed_by="download")
AT_DESK = Receiver("desk", "Đặng Thị Ngọc Ánh", confirmed_by="card")


def scan(office: Office, name: str = "desk") -> Any:
    return store_file(stream=BytesIO(pdf()), name="ket-qua.pdf", actor=office.actor(name)).pk


def presented_with(office: Office, case: Dossier, **content: Any) -> Dossier:
    return present_result(dossier_id=case.pk, actor=office.actor("specialist"), **{"outcome": "granted", **content})


def approved(office: Office, case: Dossier, **content: Any) -> Dossier:
    presented_with(office, case, **content)
    return approve_result(dossier_id=case.pk, actor=office.actor("leader"))


@pytest.mark.parametrize("content", [{}, {"text": "  "}, {"outcome": "rejected", "text": "Thiếu điều kiện"}])
def test_nothing_is_not_laid_before_the_leader(office: Office, received: Dossier, content: dict[str, Any]):
    with pytest.raises(Invalid):
        presented_with(office, received, **content)


def test_paper_stays_no_electronic_result_and_is_fetched(office: Office, received: Dossier):
    case = approved(office, received, on_paper=True, text="Trích lục bản giấy")
    assert not case.has_e_result
    collect = next(one for one in own_offers(office.actor("citizen"), case) if one.act == "return_result")
    assert "bản điện tử" in str(collect.answer.reason)
    with pytest.raises(WrongMoment, match="không có bản điện tử"):
        return_result(dossier_id=case.pk, actor=office.actor("citizen"), receiver=DOWNLOAD)


def test_the_desk_adds_the_scan_and_then_it_is_downloaded(office: Office, received: Dossier):
    case = approved(office, received, on_paper=True)
    desk = office.actor("desk")
    assert "attach_result" in [one.act for one in office_offers(desk, case) if one.answer]
    for name in ("specialist", "desk_y"):
        with pytest.raises(NotPermitted):
            attach_result(dossier_id=case.pk, actor=office.actor(name), file_id=scan(office))
    case = attach_result(dossier_id=case.pk, actor=desk, file_id=scan(office))
    assert case.has_e_result
    assert case.results.get().is_electronic
    with pytest.raises(AlreadyDone):
        attach_result(dossier_id=case.pk, actor=desk, file_id=scan(office))
    assert return_result(dossier_id=case.pk, actor=office.actor("citizen"), receiver=DOWNLOAD).closed_at


def test_the_scan_may_come_after_the_hand_over(office: Office, received: Dossier):
    case = approved(office, received, on_paper=True)
    return_result(dossier_id=case.pk, actor=office.actor("desk"), receiver=AT_DESK)
    case = attach_result(dossier_id=case.pk, actor=office.actor("desk2"), file_id=scan(office))
    assert (case.state, case.has_e_result) == ("returned", True)


@pytest.fixture
def undrafted(office: Office, received: Dossier) -> Dossier:
    """Passed on to the leader with no result."""
    return transfer_step(dossier_id=received.pk, actor=office.actor("specialist"))


def test_a_case_without_a_result_is_not_approved_alone_or_in_a_batch(office: Office, undrafted: Dossier):
    leader = office.actor("leader")
    with pytest.raises(Invalid, match="Chưa có kết quả"):
        approve_result(dossier_id=undrafted.pk, actor=leader)
    done, failed = approve_results(dossier_ids=[undrafted.pk], actor=leader)
    assert (done, len(failed)) == ([], 1)


def test_the_leader_may_give_the_result_that_was_not_drafted(office: Office, undrafted: Dossier):
    file_id = scan(office, "leader")
    case = approve_result(dossier_id=undrafted.pk, actor=office.actor("leader"), file_id=file_id)
    assert (case.has_e_result, case.results.get().file_id) == (True, file_id)


def test_a_grant_of_nothing_drafted_before_does_not_pass_either(office: Office, presented: Dossier):
    Result.objects.filter(dossier=presented).update(on_paper=False)
    with pytest.raises(Invalid):
        approve_result(dossier_id=presented.pk, actor=office.actor("leader"))


@pytest.mark.parametrize("by", ["draft", "leader"])
def test_a_rejection_goes_out_as_a_numbered_letter(office: Office, received: Dossier, by: str):
    told = {"rule": "Khoản 2 Điều 9 Luật Hộ tịch"}
    if by == "draft":
        case = approved(office, received, outcome="rejected", text="Thiếu điều kiện.", **told)
    else:
        presented_with(office, received, on_paper=True)
        case = reject_dossier(dossier_id=received.pk, actor=office.actor("leader"), reason="Thiếu điều kiện.", **told)
    letter = case.forms.get(key="rejection")
    assert letter.number == "01/TB-UBND"
    assert (letter.facts["reason"], letter.facts["rule"]) == ("Thiếu điều kiện.", told["rule"])
    result = case.results.get(dropped_at=None)
    assert (result.outcome, result.rule) == ("rejected", told["rule"])
    with pikepdf.open(BytesIO(form_pdf(letter))) as printed:
        assert len(printed.pages) == 1


def test_a_rejection_needs_its_ground(office: Office, presented: Dossier):
    with pytest.raises(Invalid, match="căn cứ"):
        reject_dossier(dossier_id=presented.pk, actor=office.actor("leader"), reason="Không", rule=" ")
