"""The leader decides: the result is issued and goes to the desk; processing is finished."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.commit import Writes, settle, with_numbers
from motcua.dossiers.issue import FormFacts, issue, numbered
from motcua.dossiers.loose_ends import dropped
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.policies import may_decide
from motcua.dossiers.queries import calendar_of, load_to_decide, parameters_of, terms_of
from motcua.dossiers.rules.clock import verdict
from motcua.dossiers.rules.result import Content, checked
from motcua.dossiers.rules.terms import days_later
from motcua.dossiers.steps import post_title, turn_for
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import Actor
from motcua.procedures.rules import Step

NO_RESULT = N_(
    "Chưa có kết quả để duyệt. Hãy mở hồ sơ, kèm tệp hoặc ghi nội dung kết quả (hoặc chọn bản giấy), hay trả lại bước "
    "trước để chuyên viên trình."
)


@dataclass(frozen=True)
class Failed:
    """One dossier of a batch that was not decided, and why."""

    dossier_id: UUID
    sentence: Sentence


@with_numbers
def approve_result(
    *, dossier_id: UUID, actor: Actor, text: str = "", file_id: UUID | None = None, on_paper: bool = False
) -> Dossier:
    """The drafted result is issued; the national status is 9 (processing finished) from this moment.

    Where no draft holds a result the leader gives it: a file, words, or paper. Law: LC-12. Refuses with NotPermitted,
    WrongMoment, Invalid without a result, SomebodyWasFirst. Announces ``dossier.approve_result`` or
    ``dossier.reject_dossier`` as the draft says.
    """
    dossier, draft = load_to_decide(dossier_id)
    may_decide(actor, dossier, "approve_result").or_refuse()
    if lacks_result(draft):
        given = Content("granted", text, "", file_id, on_paper)
        if given.is_empty:
            raise Invalid(NO_RESULT)
        return decide(dossier, actor, draft, at=clock.now(), given=checked(given))
    return decide(dossier, actor, draft, at=clock.now())


@with_numbers
def reject_dossier(*, dossier_id: UUID, actor: Actor, reason: str, rule: str) -> Dossier:
    """The leader declines on the merits, in writing, with reason and ground.

    Law: LC-16. Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.reject_dossier``.
    """
    given = checked(Content("rejected", reason, rule))
    dossier, draft = load_to_decide(dossier_id)
    may_decide(actor, dossier, "reject_dossier").or_refuse()
    return decide(dossier, actor, draft, at=clock.now(), given=given)


def lacks_result(draft: Result | None) -> bool:
    """Nothing was drafted, or a grant of nothing."""
    return draft is None or (draft.outcome == "granted" and not (draft.file_id or draft.text or draft.on_paper))


def approve_results(*, dossier_ids: Sequence[UUID], actor: Actor) -> tuple[list[Dossier], list[Failed]]:
    """A batch: each decided on its own, so one that fails loses nothing of the others."""
    done, failed = [], []
    for dossier_id in dossier_ids:
        try:
            done.append(approve_result(dossier_id=dossier_id, actor=actor))
        except Refused as refused:
            failed.append(Failed(dossier_id, refused.sentence))
    return done, failed


def decide(
    dossier: Dossier, actor: Actor, draft: Result | None, *, at: datetime, given: Content | None = None
) -> Dossier:
    """Write the decision: as drafted, or as ``given`` in its place. A rejection goes out as a numbered document."""
    last = _handing_over(dossier)
    remind_at = days_later(calendar_of(dossier), at, int(parameters_of(dossier)["return.remind_after"][0]))
    turn = turn_for(dossier, last, at=at, due_at=remind_at)
    when = verdict(at, dossier.due_at, counted_late=dossier.counted_late)
    content = given or content_of(draft)
    issued, amends = ([_issued(dossier, actor, content, at=at)], [_drop(dossier, at)]) if given else ([], [])
    if draft and not given:
        amends = [Amend(Result, {"id": draft.pk}, {"approved_by": actor.name, "approved_at": at})]
    letter, number, taken = _letter(dossier, actor, content, at=at)
    sets: dict[str, Any] = {
        **turn.sets,
        "step_due_at": None,
        "finished_at": at,
        "outcome": content.outcome,
        "has_e_result": bool(content.file_id),
    }
    facts = {"outcome": content.outcome, "when": when, **turn.facts, "reason": content.text}
    facts |= {"rule": content.rule, "form": number} if letter else {"on_paper": content.on_paper}
    writes = Writes(
        sets=sets,
        rows=[*issued, *letter],
        amends=[*amends, *dropped(dossier, at)],
        measures=[f"finished_{when}", content.outcome],
        numbers=taken,
    )
    act = "reject_dossier" if letter else "approve_result"
    return settle(dossier, actor, act, at=at, facts=facts, writes=writes)


def content_of(draft: Result | None) -> Content:
    """The result as it was drafted."""
    return Content(draft.outcome, draft.text, draft.rule, draft.file_id, draft.on_paper) if draft else Content()


def _handing_over(dossier: Dossier) -> Step:
    """The step at which the result is handed over."""
    steps = terms_of(dossier).bundle.process.steps
    return next((one for one in reversed(steps) if one.role == "return"), steps[0])


def _letter(dossier: Dossier, actor: Actor, content: Content, *, at: datetime) -> tuple[list[Row], str, dict[str, int]]:
    """The letter of a rejection, its number and the book it moves; nothing for a grant."""
    if content.outcome != "rejected":
        return [], "", {}
    number, taken = numbered("rejection", dossier, at)
    more = {"reason": content.text, "rule": content.rule, "title": post_title(actor, dossier)}
    told = FormFacts(actor=actor, at=at, number=number, papers=[], more=more)
    return [issue("rejection", dossier, told)], number, taken


def _drop(dossier: Dossier, at: datetime) -> Amend:
    return Amend(Result, {"dossier_id": dossier.pk, "approved_at": None, "dropped_at": None}, {"dropped_at": at})


def _issued(dossier: Dossier, actor: Actor, content: Content, *, at: datetime) -> Row:
    results = terms_of(dossier).bundle.results
    return Row(
        Result,
        {
            "id": uuid7(),
            "dossier_id": dossier.pk,
            "name": results[0].name[:300] if results else dossier.title,
            "number": "",
            **asdict(content),
            "drafted_by": actor.name,
            "drafted_at": at,
            "approved_by": actor.name,
            "approved_at": at,
        },
    )
