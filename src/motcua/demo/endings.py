"""What can go otherwise than plain: a paper missing, another body asked, refused, withdrawn, left unanswered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from motcua.demo.driver import Driver, desk_officer, officer_at
from motcua.demo.story import Story
from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.ask_opinion import ask_opinion, forward_to_agency
from motcua.dossiers.actions.close_unanswered import close_unanswered
from motcua.dossiers.actions.consent_to_supplement import decline_consent, grant_consent, request_consent
from motcua.dossiers.actions.extend_deadline import apologise, decide_extension, request_extension
from motcua.dossiers.actions.give_opinion import give_opinion, return_from_agency
from motcua.dossiers.actions.rate_service import rate_service
from motcua.dossiers.actions.record_payment import record_payment, request_payment
from motcua.dossiers.actions.refuse_dossier import refuse_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.actions.suspend_dossier import suspend_dossier
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


@dataclass(frozen=True)
class Told:
    """A story being told, up to the present moment."""

    story: Story
    driver: Driver
    now: datetime

    def part_of(self, dossier: Dossier, share: float) -> datetime:
        """The moment at ``share`` of the office's own pace through the time limit."""
        assert dossier.due_at is not None
        calendar = calendar_of(dossier)
        start = dossier.received_at or dossier.submitted_at
        allotted = max(calendar.minutes_between(start, dossier.due_at), 30)
        at = calendar.add_minutes(start, max(int(allotted * self.story.pace * share), 1))
        return max(at, dossier.step_since + timedelta(minutes=7))

    def owner(self) -> Any:
        """The applicant as an actor."""
        return actor_of(self.driver.account, clock.now())

    def rate(self, dossier: Dossier, at: datetime) -> None:
        """One tap."""
        if at <= self.now:
            reasons = ["late"] if self.story.rating == 1 else []
            with clock.moved_to(at):
                rate_service(dossier_id=dossier.pk, actor=self.owner(), score=self.story.rating, reasons=reasons)


@dataclass(frozen=True)
class Ending:
    """Something that goes otherwise, at the door or while the case is worked."""

    at_door: bool
    tell: Callable[[Told, Dossier, datetime], Dossier]


def _asks(dossier: Dossier) -> list[PaperAsk]:
    papers = [one for one in terms_of(dossier).bundle.requirements if one.kind == "document"]
    name, key = (papers[0].name, papers[0].key) if papers else ("Tờ khai", "form")
    return [PaperAsk(key, name, "incorrect", "Bản chụp mờ, không đọc được số và ngày cấp. Xin chụp lại rõ bốn góc.")]


def _answered(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    if at > told.now:
        return dossier
    key = dossier.supplements.filter(closed_at=None).values_list("asks", flat=True)[0][0]["requirement"]
    paper = {"name": "Bản chụp lại", "source": "upload" if told.driver.paper else "shown", "kind": "electronic"}
    if told.driver.paper:
        paper["file"] = str(told.driver.paper.pk)
    with clock.moved_to(at):
        if told.story.channel == "online":
            return supplement_dossier(dossier_id=dossier.pk, actor=told.owner(), papers={key: [paper]})
        brought = Brought(told.driver.account.full_name, is_agreed=True)
        papers = {key: [{"name": "Bản chụp lại", "source": "shown", "kind": "copy"}]}
        desk = desk_officer(dossier.received_unit_id or told.driver.unit_id)
        return supplement_dossier(dossier_id=dossier.pk, actor=desk, papers=papers, brought=brought)


def _supplement(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    if at > told.now:
        return dossier
    with clock.moved_to(at):
        dossier = request_supplement(dossier_id=dossier.pk, actor=Driver.holder(dossier), asks=_asks(dossier))
    return _answered(told, dossier, at + timedelta(days=told.story.answers_after_days, minutes=told.story.number % 90))


def _door_supplement(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    dossier = _supplement(told, dossier, at)
    again = calendar_of(dossier).add_minutes(dossier.waiting_since, 90)
    if dossier.state != "submitted" or again > told.now:
        return dossier
    with clock.moved_to(again):
        return told.driver.receive(dossier)


def _unanswered(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    if at > told.now:
        return dossier
    with clock.moved_to(at):
        dossier = request_supplement(dossier_id=dossier.pk, actor=Driver.holder(dossier), asks=_asks(dossier))
    assert dossier.attention_at is not None
    end = dossier.attention_at + timedelta(minutes=1)
    if end > told.now:
        return dossier
    with clock.moved_to(end):
        return close_unanswered(dossier_id=dossier.pk)


def _refused(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    with clock.moved_to(at):
        return refuse_dossier(
            dossier_id=dossier.pk,
            actor=Driver.holder(dossier),
            reason="Nội dung yêu cầu không thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã.",
            competent="Cơ quan nơi ông/bà đăng ký thường trú",
        )


def _withdrawn(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    if at > told.now or not dossier.applicant_account_id:
        return dossier
    with clock.moved_to(at):
        reason = "Tôi khai nhầm, sẽ nộp lại hồ sơ khác."
        return withdraw_dossier(dossier_id=dossier.pk, actor=told.owner(), reason=reason)


def _suspended(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    if at > told.now:
        return dossier
    with clock.moved_to(at):
        calendar = calendar_of(dossier)
        review = calendar.add_working_days(at, 10).date()
        reason = "Chờ kết quả giải quyết tranh chấp có liên quan."
        return suspend_dossier(dossier_id=dossier.pk, actor=Driver.holder(dossier), reason=reason, review_on=review)


def _rejected(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    if at > told.now:
        return dossier
    with clock.moved_to(at):
        text = "Hồ sơ không đủ điều kiện theo quy định của pháp luật về lĩnh vực này."
        while not is_decided_here(dossier):
            dossier = told.driver.work(dossier, outcome="rejected", text=text)
    later = told.part_of(dossier, 0.6)
    if later > told.now:
        return dossier
    with clock.moved_to(later):
        return approve_result(dossier_id=dossier.pk, actor=Driver.holder(dossier))


def _body(dossier: Dossier) -> int | None:
    """A body to ask: one that works here, or once in three one outside."""
    agencies = [one for _, units in bodies_around(dossier) for one in units if one.kind == "agency"]
    turn = dossier.pk.int
    chosen = [one for one in agencies if answers_outside(one) == (turn % 3 == 0)] or agencies
    return chosen[turn // 3 % len(chosen)].id if chosen else None


def _consulted(act: Callable[..., Dossier], *, whole: bool) -> Callable[[Told, Dossier, datetime], Dossier]:
    def tell(told: Told, dossier: Dossier, at: datetime) -> Dossier:
        agency = _body(dossier)
        if at > told.now or agency is None:
            return dossier
        question = "Đề nghị cho ý kiến về nội dung hồ sơ thuộc phạm vi quản lý của quý cơ quan."
        with clock.moved_to(at):
            actor = Driver.holder(dossier)
            dossier = act(dossier_id=dossier.pk, actor=actor, unit_id=agency, question=question, days=2)
        answered = calendar_of(dossier).add_minutes(at, 300 + told.story.number % 400)
        if answered > told.now:
            return dossier
        with clock.moved_to(answered):
            return _reply(dossier, whole=whole)

    return tell


def _payment(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    """Where a fee is to be paid, it is asked for and paid some days later."""
    if at > told.now or left_to_pay(dossier) <= 0:
        return dossier
    with clock.moved_to(at):
        dossier = request_payment(dossier_id=dossier.pk, actor=Driver.holder(dossier))
    paid = calendar_of(dossier).add_minutes(at + timedelta(days=told.story.answers_after_days % 4), 45)
    if paid > told.now:
        return dossier
    with clock.moved_to(paid):
        way = "transfer" if told.story.channel == "online" else "cash"
        desk = desk_officer(dossier.competent_unit_id)
        return record_payment(dossier_id=dossier.pk, actor=desk, amount=left_to_pay(dossier), way=way)


def _leader(dossier: Dossier) -> Any:
    return officer_at(directory().overseers_of(dossier.competent_unit_id)[0].id)


def _later(dossier: Dossier) -> date:
    assert dossier.due_at is not None
    return calendar_of(dossier).add_working_days(dossier.due_at, 3).date()


def _extension(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    """The holder asks for more days; the leader mostly grants them some hours later."""
    if at > told.now or dossier.clock.get("limit", {}).get("unit") not in DAYS:
        return dossier
    with clock.moved_to(at):
        reason = "Phải xác minh thêm tại nơi cư trú trước đây."
        actor = Driver.holder(dossier)
        dossier = request_extension(dossier_id=dossier.pk, actor=actor, new_date=_later(dossier), reason=reason)
    decided = calendar_of(dossier).add_minutes(at, 120 + told.story.number % 200)
    if decided > told.now:
        return dossier
    wish = dossier.extensions.get(decided_at=None)
    with clock.moved_to(decided):
        granted, why_not = told.story.number % 4 != 0, "Nơi cư trú trước đây trả lời được ngay, giải quyết đúng hẹn."
        leader = _leader(dossier)
        return decide_extension(extension_id=wish.pk, actor=leader, is_granted=granted, reason=why_not)


def _apology(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    """Seen to come late, so the leader apologises and tells a new day."""
    if at > told.now or dossier.clock.get("limit", {}).get("unit") not in DAYS:
        return dossier
    with clock.moved_to(at):
        reason = "Cán bộ phụ trách nghỉ ốm, hồ sơ được giao người khác giải quyết."
        actor = _leader(dossier)
        return apologise(dossier_id=dossier.pk, actor=actor, new_date=_later(dossier), reason=reason)


def _again(told: Told, dossier: Dossier, at: datetime) -> Dossier:
    """What came is not right either: a leader is asked for leave to ask once more."""
    dossier = _supplement(told, dossier, at)
    wished = calendar_of(dossier).add_minutes(dossier.waiting_since, 60)
    if dossier.state not in WORKING or wished > told.now:
        return dossier
    with clock.moved_to(wished):
        reason = "Bản chụp lại vẫn thiếu trang có dấu xác nhận."
        dossier = request_consent(
            dossier_id=dossier.pk, actor=Driver.holder(dossier), asks=_asks(dossier), reason=reason
        )
    decided = calendar_of(dossier).add_minutes(wished, 240)
    if decided > told.now:
        return dossier
    with clock.moved_to(decided):
        leader, wish = _leader(dossier), dossier.consents.get(decided_at=None)
        if told.story.number % 2:
            return decline_consent(consent_id=wish.pk, actor=leader, reason="Hãy tự tra cứu trong cơ sở dữ liệu.")
        dossier = grant_consent(consent_id=wish.pk, actor=leader)
    return _answered(told, dossier, decided + timedelta(days=2))


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
    "suspended": Ending(at_door=False, tell=_suspended),
    "rejected": Ending(at_door=False, tell=_rejected),
    "payment": Ending(at_door=False, tell=_payment),
    "extension": Ending(at_door=False, tell=_extension),
    "apology": Ending(at_door=False, tell=_apology),
    "again": Ending(at_door=False, tell=_again),
    "agency": Ending(at_door=False, tell=_consulted(forward_to_agency, whole=True)),
    "opinion": Ending(at_door=False, tell=_consulted(ask_opinion, whole=False)),
}
