"""What can go otherwise than plain: a paper missing, another body asked, refused, withdrawn, left unanswered."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from motcua.demo.driver import Driver, desk_officer, officer_at
from motcua.demo.story import Story
from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.ask_opinion import ask_opinion, forward_to_agency
from motcua.dossiers.actions.consent_to_supplement import decline_consent, grant_consent, request_consent
from motcua.dossiers.actions.extend_deadline import apologise, decide_extension, request_extension
from motcua.dossiers.actions.give_opinion import give_opinion, return_from_agency
from motcua.dossiers.actions.rate_service import rate_service
from motcua.dossiers.actions.record_payment import record_payment, request_payment
from motcua.dossiers.actions.refuse_dossier import refuse_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.actions.suspend_dossier import resume_dossier, suspend_dossier
from motcua.dossiers.actions.withdraw_dossier import withdraw_dossier
from motcua.dossiers.bodies import answers_outside, bodies_around
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import left_to_pay
from motcua.dossiers.queries import calendar_of, terms_of
from motcua.dossiers.rules.facts import Brought, PaperAsk
from motcua.dossiers.way import is_decided_here
from motcua.kernel import clock
from motcua.kernel.lifecycle import WORKING
from motcua.people.queries import actor_of, directory

DAYS = ("working_day", "day")
Play = Generator[datetime, None, Dossier]  # yields the moment at which it goes on, and is resumed then


@dataclass(frozen=True)
class Told:
    """A story being told."""

    story: Story
    driver: Driver

    def part_of(self, dossier: Dossier, share: float) -> datetime:
        """The moment at ``share`` of the office's own pace through the time limit."""
        assert dossier.due_at is not None
        calendar = calendar_of(dossier)
        start = dossier.received_at or dossier.submitted_at
        allotted = max(calendar.minutes_between(start, dossier.due_at), 30)
        at = calendar.add_minutes(start, max(int(allotted * self.story.pace * share), 1))
        return max(at, calendar.add_minutes(dossier.step_since, 7))

    def owner(self) -> Any:
        """The applicant as an actor."""
        return actor_of(self.driver.account, clock.now())

    def rate(self, dossier: Dossier) -> None:
        """One tap."""
        reasons = ["late"] if self.story.rating == 1 else []
        rate_service(dossier_id=dossier.pk, actor=self.owner(), score=self.story.rating, reasons=reasons)


Tell = Callable[[Told, Dossier, datetime], Play]


@dataclass(frozen=True)
class Ending:
    """Something that goes otherwise, at the door or while the case is worked; ``least`` is the time limit it needs."""

    at_door: bool
    tell: Tell
    least: int = 0

    def fits(self, dossier: Dossier) -> bool:
        """What takes days does not happen to a case that ends the same day."""
        limit = dossier.clock.get("limit", {})
        return not self.least or (limit.get("unit") in DAYS and float(limit.get("value", 0)) >= self.least)


def _asks(dossier: Dossier) -> list[PaperAsk]:
    papers = [one for one in terms_of(dossier).bundle.requirements if one.kind == "document"]
    name, key = (papers[0].name, papers[0].key) if papers else ("Tờ khai", "form")
    return [PaperAsk(key, name, "incorrect", "Bản chụp mờ, không đọc được số và ngày cấp. Xin chụp lại rõ bốn góc.")]


def _answered(told: Told, dossier: Dossier, at: datetime) -> Play:
    key = dossier.supplements.filter(closed_at=None).values_list("asks", flat=True)[0][0]["requirement"]
    paper = {"name": "Bản chụp lại", "source": "upload" if told.driver.paper else "shown", "kind": "electronic"}
    if told.driver.paper:
        paper["file"] = str(told.driver.paper.pk)
    if told.story.channel == "online":
        yield at
        return supplement_dossier(dossier_id=dossier.pk, actor=told.owner(), papers={key: [paper]})
    yield calendar_of(dossier).add_minutes(at, 1)  # the desk is open
    brought = Brought(told.driver.account.full_name, is_agreed=True)
    papers = {key: [{"name": "Bản chụp lại", "source": "shown", "kind": "copy"}]}
    desk = desk_officer(dossier.received_unit_id or told.driver.unit_id)
    return supplement_dossier(dossier_id=dossier.pk, actor=desk, papers=papers, brought=brought)


def _supplement(told: Told, dossier: Dossier, at: datetime) -> Play:
    yield at
    dossier = request_supplement(dossier_id=dossier.pk, actor=Driver.holder(dossier), asks=_asks(dossier))
    later = timedelta(days=told.story.answers_after_days, minutes=told.story.number % 90)
    return (yield from _answered(told, dossier, at + later))


def _door_supplement(told: Told, dossier: Dossier, at: datetime) -> Play:
    dossier = yield from _supplement(told, dossier, at)
    again = calendar_of(dossier).add_minutes(dossier.waiting_since, 90)
    if dossier.state != "submitted":
        return dossier
    yield again
    return told.driver.receive(dossier)


def _unanswered(told: Told, dossier: Dossier, at: datetime) -> Play:
    """Nobody answers: the watch closes it in the end."""
    yield at
    return request_supplement(dossier_id=dossier.pk, actor=Driver.holder(dossier), asks=_asks(dossier))


def _refused(told: Told, dossier: Dossier, at: datetime) -> Play:
    yield at
    return refuse_dossier(
        dossier_id=dossier.pk,
        actor=Driver.holder(dossier),
        reason="Nội dung yêu cầu không thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã.",
        competent="Cơ quan nơi ông/bà đăng ký thường trú",
    )


def _withdrawn(told: Told, dossier: Dossier, at: datetime) -> Play:
    if not dossier.applicant_account_id:
        return dossier
    yield at
    reason = "Tôi khai nhầm, sẽ nộp lại hồ sơ khác."
    return withdraw_dossier(dossier_id=dossier.pk, actor=told.owner(), reason=reason)


def _suspended(told: Told, dossier: Dossier, at: datetime) -> Play:
    yield at
    calendar = calendar_of(dossier)
    review = calendar.add_working_days(at, 10).date()
    reason = "Chờ kết quả giải quyết tranh chấp có liên quan."
    actor = Driver.holder(dossier)
    dossier = suspend_dossier(dossier_id=dossier.pk, actor=actor, reason=reason, review_on=review)
    yield calendar.add_minutes(calendar.add_working_days(at, 7 + told.story.number % 3), 45)
    return resume_dossier(dossier_id=dossier.pk, actor=Driver.holder(dossier), note="Đã có kết quả hòa giải.")


def _rejected(told: Told, dossier: Dossier, at: datetime) -> Play:
    yield at
    text = "Hồ sơ không đủ điều kiện theo quy định của pháp luật về lĩnh vực này."
    while not is_decided_here(dossier):
        dossier = told.driver.work(dossier, outcome="rejected", text=text)
    later = told.part_of(dossier, 0.6)
    yield later
    return approve_result(dossier_id=dossier.pk, actor=Driver.holder(dossier))


def _body(dossier: Dossier) -> int | None:
    """A body to ask: one that works here, or once in three one outside."""
    agencies = [one for _, units in bodies_around(dossier) for one in units if one.kind == "agency"]
    turn = dossier.pk.int
    chosen = [one for one in agencies if answers_outside(one) == (turn % 3 == 0)] or agencies
    return chosen[turn // 3 % len(chosen)].id if chosen else None


def _consulted(act: Callable[..., Dossier], *, whole: bool) -> Tell:
    def tell(told: Told, dossier: Dossier, at: datetime) -> Play:
        agency = _body(dossier)
        if agency is None:
            return dossier
        question = "Đề nghị cho ý kiến về nội dung hồ sơ thuộc phạm vi quản lý của quý cơ quan."
        yield at
        actor = Driver.holder(dossier)
        dossier = act(dossier_id=dossier.pk, actor=actor, unit_id=agency, question=question, days=2)
        answered = calendar_of(dossier).add_minutes(at, 300 + told.story.number % 400)
        yield answered
        return _reply(dossier, whole=whole)

    return tell


def _payment(told: Told, dossier: Dossier, at: datetime) -> Play:
    """Where a fee is to be paid, it is asked for and paid some days later."""
    if left_to_pay(dossier) <= 0:
        return dossier
    yield at
    dossier = request_payment(dossier_id=dossier.pk, actor=Driver.holder(dossier))
    paid = calendar_of(dossier).add_minutes(at + timedelta(days=told.story.answers_after_days % 4), 45)
    yield paid
    way = "transfer" if told.story.channel == "online" else "cash"
    desk = desk_officer(dossier.competent_unit_id)
    return record_payment(dossier_id=dossier.pk, actor=desk, amount=left_to_pay(dossier), way=way)


def _leader(dossier: Dossier) -> Any:
    return officer_at(directory().overseers_of(dossier.competent_unit_id)[0].id)


def _later(dossier: Dossier) -> date:
    assert dossier.due_at is not None
    return calendar_of(dossier).add_working_days(dossier.due_at, 3).date()


def _extension(told: Told, dossier: Dossier, at: datetime) -> Play:
    """The holder asks for more days; the leader mostly grants them some hours later."""
    yield at
    reason = "Phải xác minh thêm tại nơi cư trú trước đây."
    actor = Driver.holder(dossier)
    dossier = request_extension(dossier_id=dossier.pk, actor=actor, new_date=_later(dossier), reason=reason)
    decided = calendar_of(dossier).add_minutes(at, 120 + told.story.number % 200)
    wish = dossier.extensions.get(decided_at=None)
    yield decided
    granted, why_not = told.story.number % 4 != 0, "Nơi cư trú trước đây trả lời được ngay, giải quyết đúng hẹn."
    return decide_extension(extension_id=wish.pk, actor=_leader(dossier), is_granted=granted, reason=why_not)


def _apology(told: Told, dossier: Dossier, at: datetime) -> Play:
    """Seen to come late, so the leader apologises and tells a new day."""
    yield at
    reason = "Cán bộ phụ trách nghỉ ốm, hồ sơ được giao người khác giải quyết."
    actor = _leader(dossier)
    return apologise(dossier_id=dossier.pk, actor=actor, new_date=_later(dossier), reason=reason)


def _again(told: Told, dossier: Dossier, at: datetime) -> Play:
    """What came is not right either: a leader is asked for leave to ask once more."""
    dossier = yield from _supplement(told, dossier, at)
    wished = calendar_of(dossier).add_minutes(dossier.waiting_since, 60)
    if dossier.state not in WORKING:
        return dossier
    yield wished
    reason = "Bản chụp lại vẫn thiếu trang có dấu xác nhận."
    dossier = request_consent(dossier_id=dossier.pk, actor=Driver.holder(dossier), asks=_asks(dossier), reason=reason)
    decided = calendar_of(dossier).add_minutes(wished, 240)
    yield decided
    leader, wish = _leader(dossier), dossier.consents.get(decided_at=None)
    if told.story.number % 2:
        return decline_consent(consent_id=wish.pk, actor=leader, reason="Hãy tự tra cứu trong cơ sở dữ liệu.")
    dossier = grant_consent(consent_id=wish.pk, actor=leader)
    return (yield from _answered(told, dossier, decided + timedelta(days=2)))


def _reply(dossier: Dossier, *, whole: bool) -> Dossier:
    answer = "Thống nhất với đề xuất của cơ quan giải quyết hồ sơ."
    if whole:
        return return_from_agency(dossier_id=dossier.pk, actor=Driver.holder(dossier), answer=answer)
    opinion = dossier.opinions.get(answered_at=None)
    actor = officer_at(opinion.post_id) if opinion.post_id else Driver.holder(dossier)
    return give_opinion(opinion_id=opinion.pk, actor=actor, answer=answer, agrees=True)


ENDING: Mapping[str, Ending] = {
    "supplement": Ending(at_door=False, tell=_supplement),
    "door_supplement": Ending(at_door=True, tell=_door_supplement),
    "unanswered": Ending(at_door=False, tell=_unanswered),
    "refused": Ending(at_door=True, tell=_refused),
    "withdrawn": Ending(at_door=False, tell=_withdrawn),
    "suspended": Ending(at_door=False, tell=_suspended, least=5),
    "rejected": Ending(at_door=False, tell=_rejected),
    "payment": Ending(at_door=False, tell=_payment),
    "extension": Ending(at_door=False, tell=_extension, least=2),
    "apology": Ending(at_door=False, tell=_apology, least=2),
    "again": Ending(at_door=False, tell=_again, least=2),
    "agency": Ending(at_door=False, tell=_consulted(forward_to_agency, whole=True), least=3),
    "opinion": Ending(at_door=False, tell=_consulted(ask_opinion, whole=False), least=3),
}
