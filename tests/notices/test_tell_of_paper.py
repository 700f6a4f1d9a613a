"""The owner of a store is told when an officer used a paper of it, and when one was withdrawn; once."""

from typing import Any

from tests.factories import Office
from tests.papers.conftest import draft_of, keep, office  # noqa: F401 - a fixture

from motcua.config import wiring  # noqa: F401 - registers the consumers
from motcua.dossiers.actions.reuse_paper import reuse_paper
from motcua.notices.models import Message
from motcua.outbox.actions.deliver import deliver_due, expand_events
from motcua.outbox.models import Delivery
from motcua.papers.actions.withdraw_paper import withdraw_paper
from motcua.people.rules import SYSTEM


def deliver() -> None:
    while expand_events() + deliver_due():
        pass


def used(office: Office, who: str) -> Any:
    paper, draft = keep(office), draft_of(office, who)
    told = {"requirement_key": "card", "paper_id": paper.pk, "is_agreed": True}
    reuse_paper(draft_id=draft.pk, actor=office.actor(who), **told)
    deliver()
    return paper


def test_a_use_at_the_counter_is_told_to_the_account_of_the_number(office: Office):
    used(office, "desk")
    Delivery.objects.update(state=Delivery.State.WAITING)
    deliver()
    message = Message.objects.get(topic="paper.used")
    assert message.account_id == office.accounts["owner"].pk
    assert message.params["unit"] == "Đơn vị X-MC"
    assert message.link == "/kho-giay-to/da-dung/"


def test_who_did_it_themselves_is_not_told(office: Office):
    used(office, "owner")
    assert not Message.objects.filter(topic="paper.used").exists()


def test_a_paper_that_was_withdrawn_is_told(office: Office):
    withdraw_paper(paper_id=used(office, "owner").pk, reason="Cấp nhầm", actor=SYSTEM)
    deliver()
    assert "Giấy thử nghiệm" in str(Message.objects.get(topic="paper.withdrawn").params)
