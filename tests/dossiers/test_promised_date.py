"""The date that was promised stays, and its story ends at it whatever the calendar says today."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.factories import Office

from motcua.dossiers.actions.extend_deadline import apologise
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.models import Dossier, StatutoryForm
from motcua.dossiers.queries import due_of
from motcua.dossiers.standing import clock_view
from motcua.kernel import clock
from motcua.web.api.shown import tracked
from motcua.workdays.models import SpecialDay
from motcua.workdays.queries import forget_calendars


@pytest.fixture
def day_off_added(received: Dossier) -> Iterator[Dossier]:
    """After the receipt a day inside the limit becomes a day off."""
    SpecialDay.objects.create(
        date=date(2026, 11, 5), name="Nghỉ bão", kind="off", type="swap", status="announced", source="CĐ 1"
    )
    forget_calendars()
    yield received
    forget_calendars()


def told(case: Dossier) -> list[str]:
    due = due_of(case)
    assert due is not None
    return [str(line.sentence) for line in due.trace]


def test_the_story_ends_at_the_promised_moment(office: Office, received: Dossier):
    due = due_of(received)
    assert due is not None
    assert due.at == received.due_at
    assert told(received)[-1] == "Hết hạn lúc 17:00 09/11/2026."


def test_a_day_off_added_later_moves_nothing_and_the_story_says_so(office: Office, day_off_added: Dossier):
    case = Dossier.objects.get(pk=day_off_added.pk)
    due = due_of(case)
    assert due is not None
    assert (due.at, due.trace[-1].moment) == (case.due_at, case.due_at)
    assert "05/11/2026 không tính: Nghỉ bão." in told(case)
    assert told(case)[-1] == (
        "Tính theo lịch làm việc hôm nay thì hết hạn lúc 17:00 10/11/2026, vì lịch đã thay đổi sau khi hẹn. "
        "Ngày đã hẹn với người dân giữ nguyên: 17:00 09/11/2026."
    )
    assert not [line for line in told(case) if line.startswith("Hết hạn lúc")]


def test_every_surface_tells_the_same_story(office: Office, day_off_added: Dossier):
    case = Dossier.objects.get(pk=day_off_added.pk)
    view = clock_view(case, clock.now(), with_trace=True)
    assert (view.due, view.trace[-1].moment) == (case.due_at, case.due_at)
    assert tracked(case)["trace"] == told(case)


def test_a_new_date_told_later_is_the_promise_and_ends_the_story(office: Office, day_off_added: Dossier, present: Any):
    present("2026-11-06T09:00")
    case = apologise(
        dossier_id=day_off_added.pk, actor=office.actor("leader"), new_date=date(2026, 11, 13), reason="Chờ xác minh."
    )
    assert "Lúc 09:00 06/11/2026 cơ quan đã xin lỗi và hẹn lại: 17:00 13/11/2026." in told(case)
    assert told(case)[-1] == "Hết hạn lúc 17:00 13/11/2026."


@pytest.mark.parametrize(("status", "noted"), [("projected", True), ("announced", False)])
def test_the_receipt_remembers_that_its_date_rested_on_days_not_announced(
    office: Office, submitted: Dossier, status: str, noted: bool
):
    day = date(2026, 11, 5)
    SpecialDay.objects.create(date=day, name="Nghỉ lễ", kind="off", type="statutory", status=status, source="x")
    SpecialDay.objects.create(
        date=date(2025, 1, 27), name="Tết", kind="off", type="statutory", status="announced", source="x"
    )
    forget_calendars()
    case = receive_dossier(dossier_id=submitted.pk, actor=office.actor("desk"))
    forget_calendars()
    assert case.due_at is not None
    assert case.due_at.date() == date(2026, 11, 10)
    assert StatutoryForm.objects.get(dossier_id=case.pk, key="receipt").facts.get("may_change", False) is noted
