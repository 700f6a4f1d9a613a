"""The leader's stack: many in one sitting; what fails stays and says why."""

from datetime import date

import pytest
from tests.factories import make_officer
from tests.web.office.conftest import words

from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.extend_deadline import draft_apology, request_extension
from motcua.dossiers.actions.transfer_step import return_step
from motcua.dossiers.models import Dossier
from motcua.kernel.lifecycle import State
from motcua.people.queries import forget_directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stack(office, make_case):
    """Three results that wait for the leader."""
    return [
        present_result(
            dossier_id=make_case().pk,
            actor=office.actor("specialist"),
            outcome=outcome,
            text="Căn cứ Điều 5",
            rule="Điều 5",
        )
        for outcome in ("granted", "granted", "rejected")
    ]


def states(cases):
    return [Dossier.objects.get(pk=case.pk).state for case in cases]


def test_the_stack_shows_what_is_proposed(at_desk, stack):
    shown = words(at_desk("leader").get("/can-bo/duyet/"))
    assert all(case.code in shown for case in stack)
    assert shown.count("Đồng ý giải quyết") == 2
    assert shown.count("Từ chối giải quyết") == 1


def test_what_was_ticked_stays_ticked_when_the_pin_is_missing(at_desk, stack):
    sent = {"dossier": [str(case.pk) for case in stack[:2]], "certificate": str(stack[0].pk), "pin": ""}
    shown = at_desk("leader").post("/can-bo/duyet/ky/", sent)
    assert "Hãy nhập mã PIN của thiết bị ký." in words(shown)
    assert [f'value="{case.pk}" checked' in shown.content.decode() for case in stack] == [True, True, False]


def test_the_address_of_signing_opened_again_leads_to_the_stack(at_desk, stack):
    assert at_desk("leader").get("/can-bo/duyet/ky/").headers["Location"] == "/can-bo/duyet/"


def test_many_at_once(at_desk, stack):
    response = at_desk("leader").post("/can-bo/duyet/", {"dossier": [str(case.pk) for case in stack]}, follow=True)
    assert "Đã duyệt 3 kết quả." in words(response)
    assert "Không có kết quả nào chờ duyệt" in words(response)
    assert states(stack) == [State.FINISHED] * 3


def test_one_that_fails_loses_nothing_of_the_others(at_desk, office, stack):
    return_step(dossier_id=stack[1].pk, actor=office.actor("leader"), reason="Thiếu căn cứ.")
    response = at_desk("leader").post("/can-bo/duyet/", {"dossier": [str(case.pk) for case in stack]})
    shown = words(response)
    assert response.status_code == 409
    assert "Một số hồ sơ chưa duyệt được" in shown
    assert f"{stack[1].code} : Hồ sơ đang ở Vị trí specialist" in shown
    assert "Đã duyệt 2 kết quả." in shown
    assert states(stack) == [State.FINISHED, State.IN_PROCESS, State.FINISHED]


@pytest.mark.parametrize("chosen", [[], ["nonsense"]])
def test_choosing_nothing_is_said(at_desk, stack, chosen):
    response = at_desk("leader").post("/can-bo/duyet/", {"dossier": chosen}, follow=True)
    assert "Hãy chọn ít nhất một hồ sơ để duyệt." in words(response)
    assert State.FINISHED not in states(stack)


def test_the_leader_of_another_commune_approves_nothing(at_desk, stack):
    client = at_desk("leader_y")
    response = client.post("/can-bo/duyet/", {"dossier": [str(stack[0].pk)]})
    assert response.status_code == 409
    assert stack[0].code not in words(response)
    assert states(stack[:1]) == [State.IN_PROCESS]


def test_new_dates_and_apologies_wait_there_too(at_desk, office, make_case, present):
    from datetime import timedelta

    asked, late = make_case(), make_case()
    actor = office.actor("specialist")
    request_extension(dossier_id=asked.pk, actor=actor, new_date=date(2026, 11, 16), reason="Chờ xác minh.")
    draft_apology(dossier_id=late.pk, reason="Quá tải.", new_due=late.due_at + timedelta(days=7))
    shown = words(at_desk("leader").get("/can-bo/duyet/"))
    assert "Đề nghị gia hạn" in shown
    assert "Chờ xác minh." in shown
    assert "Thư xin lỗi soạn sẵn" in shown
    assert asked.code not in words(at_desk("leader_y").get("/can-bo/duyet/"))


def test_an_agencys_leader_sees_no_commune_decisions(at_desk, office, make_case):
    case = make_case()
    request_extension(
        dossier_id=case.pk, actor=office.actor("specialist"), new_date=date(2026, 11, 20), reason="Chờ xác minh"
    )
    make_officer(office, "police_leader", "CA", "leader")
    forget_directory()
    assert case.code in words(at_desk("leader").get("/can-bo/duyet/"))
    assert case.code not in words(at_desk("police_leader").get("/can-bo/duyet/"))
