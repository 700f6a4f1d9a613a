"""The watch over whole lives with a set clock: each deadline warned of, missed ones told rank by rank, nobody left."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.dossiers.conftest import MONDAY
from tests.factories import APPLICANT, PAPER, Office, make_office, make_officer

from motcua.dossiers import tasks
from motcua.dossiers.actions.approve_result import approve_result, reject_dossier
from motcua.dossiers.actions.ask_opinion import ask_opinion, forward_to_agency
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.extend_deadline import apologise
from motcua.dossiers.actions.give_opinion import chase_opinion, give_opinion, lapse_opinion
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.record_payment import record_payment, request_payment
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.actions.watch_clock import escalate, remind_applicant, warn_holder
from motcua.dossiers.models import Dossier, StatutoryForm
from motcua.dossiers.rules.facts import PaperAsk
from motcua.dossiers.tasks import watch_clocks
from motcua.kernel.clock import VIETNAM
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import AlreadyDone, WrongMoment
from motcua.ledger.models import Entry
from motcua.notices.models import Message
from motcua.notices.tasks import tell
from motcua.outbox.models import Event
from motcua.outbox.registry import Happened
from motcua.people.models import Holding
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM
from motcua.workdays.actions.load_special_days import load_special_days
from motcua.workdays.queries import forget_calendars

Present = Callable[[str], datetime]
BY_SYSTEM = ("warn_holder", "draft_apology", "escalate", "remind_applicant", "reseat_dossier", "lapse_opinion")


@pytest.fixture
def watch(present: Present) -> Callable[..., None]:
    """``watch("2026-11-02T09:00", "2026-11-05T09:00")``: the job runs at each of these moments, or every two hours."""

    def run(first: str, last: str = "") -> None:
        moment, end = (datetime.fromisoformat(text) for text in (first, last or first))
        while moment <= end:
            present(moment.isoformat())
            watch_clocks()
            moment += timedelta(hours=2)

    return run


@pytest.fixture
def ranks(office: Office) -> Office:
    """With a head of the agency and a chief of the district above the leader."""
    make_officer(office, "head", "CA", "leader")
    make_officer(office, "chief", "H", "leader")
    forget_directory()
    return office


def told(dossier: Dossier, *acts: str) -> list[Entry]:
    found = Entry.objects.filter(subject_id=str(dossier.pk), act__in=acts or BY_SYSTEM)
    return list(found.order_by("seq"))


def days(entries: list[Entry]) -> list[tuple[str, str]]:
    return [(one.act, f"{one.at.astimezone(VIETNAM):%d/%m %H}") for one in entries]


def posts(office: Office, *names: str) -> list[int]:
    return [office.posts[name].pk for name in names]


def forwarded(office: Office, dossier: Dossier, to: int = 2) -> Dossier:
    unit_id, actor = office.units["CA"].pk, office.actor("specialist")
    return forward_to_agency(dossier_id=dossier.pk, actor=actor, unit_id=unit_id, question="Xác minh", days=to)


def made(office: Office, channel: str = "online") -> Dossier:
    actor = office.actor("citizen")
    draft = start_draft(procedure_code="9.000001", actor=actor, unit_id=office.units["X"].pk)
    save_draft(draft_id=draft.pk, actor=actor, applicant=APPLICANT, delivery={"way": "online"})
    attach_paper(draft_id=draft.pk, actor=actor, requirement_key="card", paper=PAPER)
    dossier = submit_application(draft_id=draft.pk, actor=actor)
    return receive_dossier(dossier_id=dossier.pk, actor=office.actor("desk"))


def with_parameters(more: dict[str, Any], **bundle: Any) -> Office:
    return make_office({"parameters": more, **bundle})


@pytest.fixture
def tet(db: None) -> Iterator[None]:
    load_special_days(actor=SYSTEM)
    forget_calendars()
    yield
    forget_calendars()


@pytest.mark.usefixtures("tet")
def test_a_life_over_tet(ranks: Office, present: Present, watch: Callable[..., None]):
    present("2026-02-10T08:00")
    dossier = made(ranks)
    assert dossier.due_at == datetime(2026, 2, 24, 17, tzinfo=VIETNAM)
    watch("2026-02-10T09:00", "2026-03-06T17:00")
    assert days(told(dossier)) == [
        ("draft_apology", "23/02 01"),
        ("warn_holder", "23/02 17"),
        ("escalate", "24/02 17"),
        ("escalate", "26/02 17"),
    ]
    assert [one.facts["leaders"] for one in told(dossier, "escalate")] == [
        posts(ranks, "leader"),
        posts(ranks, "chief"),
    ]


@pytest.mark.usefixtures("tet")
def test_an_applicant_who_waits_over_tet_is_reminded_once_then_the_case_is_closed(
    office: Office, present: Present, watch: Callable[..., None]
):
    present("2026-02-10T08:00")
    dossier = made(office)
    asks = [PaperAsk("card", "Ảnh", "incorrect", "Mờ")]
    request_supplement(dossier_id=dossier.pk, actor=office.actor("specialist"), asks=asks)
    watch("2026-02-10T09:00", "2026-03-11T17:00")
    acts = told(dossier, "remind_applicant", "close_unanswered", "escalate", "warn_holder")
    assert [one.act for one in acts] == ["remind_applicant", "close_unanswered"]
    assert acts[1].at == datetime(2026, 3, 10, 17, tzinfo=VIETNAM)


def test_another_bodys_own_deadline_is_watched_as_well_as_the_cases(
    ranks: Office, received: Dossier, watch: Callable[..., None]
):
    forwarded(ranks, received)
    watch("2026-11-02T09:00", "2026-11-16T17:00")
    found = told(received, "warn_holder", "escalate")
    at_body, at_case = (datetime(2026, 11, day, 17, tzinfo=VIETNAM) for day in (4, 9))
    assert [(one.act, datetime.fromisoformat(one.facts["due_at"]), one.facts.get("level")) for one in found] == [
        ("warn_holder", at_body, None),
        ("escalate", at_body, 1),
        ("escalate", at_body, 2),
        ("warn_holder", at_case, None),
        ("escalate", at_case, 1),
        ("escalate", at_case, 2),
    ]
    assert all(one.facts["to"] == ranks.posts["police"].pk for one in found)
    assert [one.facts["leaders"] for one in found if one.act == "escalate"] == [
        posts(ranks, "head", "leader"),
        posts(ranks, "chief"),
        posts(ranks, "head", "leader"),
        posts(ranks, "chief"),
    ]


def test_those_above_who_do_not_sit_are_passed_over(ranks: Office, received: Dossier, watch: Callable[..., None]):
    Holding.objects.filter(post__in=posts(ranks, "leader", "chief")).delete()
    watch("2026-11-09T17:00", "2026-11-20T17:00")
    assert [one.facts["leaders"] for one in told(received, "escalate")] == [posts(ranks, "inspector")]


def test_escalation_reaches_the_inbox_of_a_person(ranks: Office, received: Dossier, watch: Callable[..., None]):
    watch("2026-11-09T17:00", "2026-11-12T09:00")
    for event in Event.objects.filter(topic="dossier.escalate"):
        tell(Happened(f"{event.pk}/notices", event.topic, event.subject_id, event.seq, event.payload, event.created_at))
    specialist, leader, chief = posts(ranks, "specialist", "leader", "chief")
    assert list(Message.objects.order_by("pk").values_list("post_id", flat=True)) == [
        *(specialist, leader),
        *(specialist, chief),
    ]


def test_a_new_turn_begins_the_ranks_anew(ranks: Office, received: Dossier, watch: Callable[..., None]):
    watch("2026-11-09T17:00", "2026-11-11T19:00")
    apologise(dossier_id=received.pk, actor=ranks.actor("leader"), new_date=date(2026, 11, 13), reason="Chậm")
    watch("2026-11-13T17:00")
    assert [one.facts["level"] for one in told(received, "escalate")] == [1, 2, 1]


def test_each_thing_is_done_once_however_often_the_watch_runs(
    office: Office, received: Dossier, watch: Callable[..., None]
):
    for moment in ("2026-11-09T16:00", "2026-11-09T17:00"):
        for _ in range(3):
            watch(moment)
    assert [one.act for one in told(received)] == ["warn_holder", "draft_apology", "escalate"]
    for act in (warn_holder, escalate):
        with pytest.raises(AlreadyDone):
            act(dossier_id=received.pk)


def test_an_apology_is_drafted_for_a_case_that_was_never_warned(
    office: Office, received: Dossier, watch: Callable[..., None]
):
    watch("2026-11-20T08:00")
    assert StatutoryForm.objects.filter(dossier=received, key="apology", issued_at=None).count() == 1
    assert [one.act for one in told(received)] == ["escalate", "draft_apology"]


def test_a_same_day_case_gets_its_apology_when_it_is_late_not_before(
    db: None, present: Present, watch: Callable[..., None]
):
    present(MONDAY)
    limits = {channel: {"value": 1, "unit": "same_day"} for channel in ("online", "counter")}
    dossier = made(make_office({"time_limits": limits}))
    watch("2026-11-02T16:00")
    assert told(dossier, "draft_apology") == []
    watch("2026-11-02T18:00")
    assert len(told(dossier, "draft_apology")) == 1


def test_nobody_waits_behind_what_cannot_be_helped(
    office: Office, present: Present, watch: Callable[..., None], monkeypatch: pytest.MonkeyPatch
):
    present(MONDAY)
    cases = [made(office) for _ in range(5)]
    monkeypatch.setattr(tasks, "PAGE", 2)
    done: list[object] = []

    def broken(*, dossier_id: object) -> None:
        done.append(dossier_id)
        if len(done) < 3:
            raise RuntimeError
        if len(done) < 5:
            raise AlreadyDone("x")

    monkeypatch.setattr(tasks, "escalate", broken)
    watch("2026-11-09T17:00")
    assert sorted(done, key=str) == sorted((one.pk for one in cases), key=str)
    assert all(len(told(one, "draft_apology")) == 1 for one in cases)


def test_a_fee_not_paid_is_the_applicants_turn_not_the_holders_fault(
    office: Office, received: Dossier, watch: Callable[..., None]
):
    Dossier.objects.filter(pk=received.pk).update(fees={"lines": [], "total": 8000, "paid": 0})
    asked = request_payment(dossier_id=received.pk, actor=office.actor("specialist"))
    watch("2026-11-02T09:00", "2026-12-15T17:00")
    found = told(received)
    assert {(one.act, one.facts["about"]) for one in found} == {("remind_applicant", "payment")}
    half, end, again = [one.at for one in found]
    assert half < asked.attention_at == end
    assert again == datetime(2026, 12, 14, 17, tzinfo=VIETNAM)
    with pytest.raises(AlreadyDone):
        remind_applicant(dossier_id=received.pk)
    paid = record_payment(dossier_id=received.pk, actor=office.actor("desk"), amount=8000, way="cash")
    assert (paid.state, paid.warned_at) == (State.IN_PROCESS, None)


def test_what_waits_where_nobody_sits_is_handed_to_who_leads(
    office: Office, received: Dossier, watch: Callable[..., None]
):
    Holding.objects.filter(post=office.posts["specialist"]).update(until_on=date(2026, 11, 3))
    watch("2026-11-03T23:00")
    assert told(received) == []
    watch("2026-11-04T01:00")
    assert Dossier.objects.get(pk=received.pk).holder_post_id == office.posts["leader"].pk
    assert [one.act for one in told(received)] == ["reseat_dossier"]
    Holding.objects.all().delete()
    watch("2026-11-04T03:00")
    assert Dossier.objects.get(pk=received.pk).holder_post_id == office.posts["leader"].pk


# --- silence ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting_office(db: None, present: Present) -> Office:
    present(MONDAY)
    office = with_parameters({"consult.silence": "wait"})
    make_officer(office, "head", "CA", "leader")
    forget_directory()
    return office


def asked(office: Office) -> Dossier:
    dossier, actor = made(office), office.actor("specialist")
    return ask_opinion(dossier_id=dossier.pk, actor=actor, unit_id=office.units["CA"].pk, question="Có?", days=2)


def test_where_silence_is_no_agreement_the_silent_body_is_chased_once(
    waiting_office: Office, watch: Callable[..., None]
):
    dossier = asked(waiting_office)
    opinion = dossier.opinions.get()
    with pytest.raises(WrongMoment):
        chase_opinion(opinion_id=opinion.pk)
    watch("2026-11-04T17:00", "2026-11-06T09:00")
    with pytest.raises(WrongMoment, match="phải chờ ý kiến"):
        lapse_opinion(opinion_id=opinion.pk)
    with pytest.raises(AlreadyDone):
        chase_opinion(opinion_id=opinion.pk)
    (chased,) = told(dossier, "chase_opinion", "lapse_opinion")
    police, head = posts(waiting_office, "police", "head")
    assert (chased.facts["asked"], chased.facts["leaders"]) == (police, [head])


def test_where_silence_is_no_agreement_the_result_waits_for_the_answer(waiting_office: Office):
    office, dossier = waiting_office, asked(waiting_office)
    specialist, leader = office.actor("specialist"), office.actor("leader")
    with pytest.raises(WrongMoment, match="Đơn vị CA chưa trả lời"):
        present_result(dossier_id=dossier.pk, actor=specialist, outcome="granted", on_paper=True)
    give_opinion(opinion_id=dossier.opinions.get().pk, actor=office.actor("police"), answer="Có", agrees=True)
    present_result(dossier_id=dossier.pk, actor=specialist, outcome="granted", on_paper=True)
    ask_opinion(dossier_id=dossier.pk, actor=leader, unit_id=office.units["CA"].pk, question="Chắc?", days=2)
    with pytest.raises(WrongMoment):
        approve_result(dossier_id=dossier.pk, actor=leader)
    with pytest.raises(WrongMoment):
        reject_dossier(dossier_id=dossier.pk, actor=leader, reason="x", rule="y")


def test_where_silence_is_agreement_nothing_waits(office: Office, received: Dossier):
    actor = office.actor("specialist")
    ask_opinion(dossier_id=received.pk, actor=actor, unit_id=office.units["CA"].pk, question="Có?", days=2)
    present_result(dossier_id=received.pk, actor=actor, outcome="granted", on_paper=True)


# --- the door and the last minutes of a day --------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "until"), [("restart", "2026-11-04T16:00"), ("resume", "2026-11-04T14:00")])
def test_the_desk_has_its_time_anew_or_what_was_left_of_it(db: None, present: Present, mode: str, until: str):
    present(MONDAY)
    office = with_parameters({"supplement.clock": {"door": mode}})
    actor = office.actor("citizen")
    draft = start_draft(procedure_code="9.000001", actor=actor, unit_id=office.units["X"].pk)
    save_draft(draft_id=draft.pk, actor=actor, applicant=APPLICANT)
    attach_paper(draft_id=draft.pk, actor=actor, requirement_key="card", paper=PAPER)
    dossier = submit_application(draft_id=draft.pk, actor=actor)
    present("2026-11-02T10:00")
    asks = [PaperAsk("card", "Ảnh", "incorrect", "Mờ")]
    request_supplement(dossier_id=dossier.pk, actor=office.actor("desk"), asks=asks)
    present("2026-11-03T16:00")
    answered = supplement_dossier(dossier_id=dossier.pk, actor=actor, papers={"card": [PAPER]})
    assert answered.attention_at == datetime.fromisoformat(until).replace(tzinfo=VIETNAM)
    assert (answered.warned_at, answered.escalated_at) == (None, None)


@pytest.mark.parametrize(("late", "day"), [(None, 9), (60, 10)])
def test_a_receipt_in_the_last_minutes_counts_from_the_next_opening_where_the_rules_say_so(
    db: None, present: Present, late: int | None, day: int
):
    present("2026-11-02T16:30")
    dossier = made(with_parameters({"receive.late_minutes": late} if late else {}))
    assert dossier.due_at == datetime(2026, 11, day, 17, tzinfo=VIETNAM)
    assert dossier.clock["late_minutes"] == late


def test_the_system_alone_watches(office: Office, received: Dossier, watch: Callable[..., None]):
    watch("2026-11-09T17:00", "2026-11-12T17:00")
    assert {one.actor["name"] for one in told(received)} == {SYSTEM.name}
