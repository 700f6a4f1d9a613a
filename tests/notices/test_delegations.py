"""Both officers hear of a delegation: when it is given, taken back, and when its time is over; each once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.factories import Office

from motcua.kernel import clock
from motcua.notices.models import Message
from motcua.notices.tasks import tell_ended_delegations, tell_of_delegation
from motcua.outbox.models import Event
from motcua.outbox.registry import Happened
from motcua.people.actions.delegate_post import delegate_post
from motcua.people.actions.revoke_delegation import revoke_delegation
from motcua.people.models import Delegation

DAY = timedelta(days=1)


@pytest.fixture
def given(office: Office, present: Callable[[str], Any]) -> Delegation:
    """The leader stands in for the specialist for two days."""
    present("2026-11-02T08:00")
    at = clock.now()
    return delegate_post(
        post_id=office.posts["specialist"].pk,
        to_account_id=office.accounts["leader"].pk,
        from_at=at,
        until_at=datetime(2026, 11, 4, tzinfo=clock.VIETNAM),
        reason="Nghỉ phép",
        actor=office.actor("leader"),
    )


def told(topic: str) -> dict[str, str]:
    """Tell the events of the topic, twice over; who was told what."""
    for event in [*Event.objects.filter(topic=topic)] * 2:
        key = f"{event.pk}/delegations"
        tell_of_delegation(Happened(key, topic, event.subject_id, event.seq, event.payload, event.created_at))
    return heard(topic)


def heard(topic: str) -> dict[str, str]:
    rows = Message.objects.filter(topic=topic).select_related("account")
    assert rows.count() in (0, 2)
    return {one.account.username: one.text % one.params for one in rows if one.account}


def test_both_are_told_from_when_until_when_and_why(given: Delegation):
    said = told("delegation.given")
    assert said["leader"].startswith(
        "Bạn làm thay Người specialist ở vị trí “Vị trí specialist, Đơn vị X-TP” từ 08:00 02/11"
    )
    assert "đến 23:59 03/11/2026" in said["leader"]
    assert "Nghỉ phép" in said["leader"]
    assert said["specialist"].startswith("Người leader làm thay bạn")


def test_both_are_told_when_it_is_taken_back(given: Delegation, office: Office, present: Callable[[str], Any]):
    present("2026-11-03T10:15")
    revoke_delegation(delegation_id=given.pk, actor=office.actor("leader"))
    said = told("delegation.revoked")
    assert "kết thúc sớm lúc 10:15 03/11/2026" in said["leader"]
    assert "Hồ sơ ở đó lại chờ bạn." in said["specialist"]
    present("2026-11-04T00:01")
    assert tell_ended_delegations() == 0
    assert heard("delegation.ended") == {}


def test_both_are_told_once_when_its_time_is_over(given: Delegation, present: Callable[[str], Any]):
    present("2026-11-03T23:59")
    assert tell_ended_delegations() == 0
    present("2026-11-04T00:01")
    assert [tell_ended_delegations(), tell_ended_delegations()] == [1, 0]
    said = heard("delegation.ended")
    assert "Đã hết thời gian bạn làm thay Người specialist" in said["leader"]
    assert "Đã hết thời gian Người leader làm thay bạn" in said["specialist"]


def test_what_ended_long_ago_is_no_news(given: Delegation, present: Callable[[str], Any]):
    present("2026-11-20T08:00")
    assert tell_ended_delegations() == 0
