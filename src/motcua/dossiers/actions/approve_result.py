"""The leader decides: the result is issued and goes to the desk; processing is finished."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from motcua.dossiers.actions.issue_result import Finish, finish
from motcua.dossiers.commit import Writes, settle, with_numbers
from motcua.dossiers.issue import FormFacts, issue, numbered
from motcua.dossiers.loose_ends import dropped
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.queries import load_to_decide, terms_of
from motcua.dossiers.result_policies import may_decide
from motcua.dossiers.rules.result import Content, checked
from motcua.dossiers.steps import post_title, turn_for
from motcua.dossiers.way import step_after_decision
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import Invalid, Refused, SomebodyWasFirst
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import LATE, Amend, Row
from motcua.people.rules import Actor
from motcua.signing.documents import Signed

NO_RESULT = N_(
    "Chưa có kết quả để duyệt. Hãy mở hồ sơ, kèm tệp hoặc ghi nội dung kết quả (hoặc chọn bản giấy), hay trả lại bước "
    "trước để chuyên viên trình."
)


@dataclass(frozen=True)
class SignedResult:
    """The file of a drafted result with the leader's signature on it."""

    result_id: UUID
    made: Signed


@dataclass(frozen=True)
class Failed:
    """One dossier of a batch that was not decided, and why."""

    dossier_id: UUID
    sentence: Sentence


@with_numbers
def approve_result(
    *,
    dossier_id: UUID,
    actor: Actor,
    text: str = "",
    file_id: UUID | None = None,
    on_paper: bool = False,
    step: str = "",
    signed: SignedResult | None = None,
) -> Dossier:
    """The drafted result is issued; the national status is 9 (processing finished) from this moment.

    Where no draft holds a result the leader gives it: a file, words, or paper. Where steps follow the decision (a clerk
    numbers and seals, or a conditional ``step`` is chosen) it is signed and goes on to them instead. Law: LC-12, LC-19.
    ``signed`` is the draft's file with the leader's signature, which takes its place.
    Refuses with NotPermitted, WrongMoment, Invalid without a result, SomebodyWasFirst. Announces
    ``dossier.approve_result`` or ``dossier.reject_dossier`` as the draft says, or ``dossier.sign_result``.
    """
    dossier, draft = load_to_decide(dossier_id)
    may_decide(actor, dossier, "approve_result").or_refuse()
    if signed and (draft is None or draft.pk != signed.result_id):
        raise SomebodyWasFirst(LATE)
    if lacks_result(draft):
        given = Content("granted", text, "", file_id, on_paper)
        if given.is_empty:
            raise Invalid(NO_RESULT)
        return decide(dossier, actor, draft, at=clock.now(), given=checked(given), step=step)
    return decide(dossier, actor, draft, at=clock.now(), step=step, signed=signed)


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
    dossier: Dossier,
    actor: Actor,
    draft: Result | None,
    *,
    at: datetime,
    given: Content | None = None,
    step: str = "",
    signed: SignedResult | None = None,
) -> Dossier:
    """Write the decision: as drafted, or as ``given`` in its place. A rejection goes out as a numbered document."""
    content = given or content_of(draft)
    issued, amends = ([_issued(dossier, actor, content, at=at)], [_drop(dossier, at)]) if given else ([], [])
    if draft and not given:
        changes = {"approved_by": actor.name, "approved_at": at, **({"file_id": signed.made.file_id} if signed else {})}
        amends = [Amend(Result, {"id": draft.pk}, changes)]
    letter, number, taken = _letter(dossier, actor, content, at=at)
    act, done = _way_on(dossier, content, step, at=at)
    facts = {"outcome": content.outcome, **done.facts, "reason": content.text}
    facts |= {"rule": content.rule, "form": number} if letter else {"on_paper": content.on_paper}
    facts |= {"signed": signed.made.facts} if signed else {}
    writes = Writes(
        sets={**done.sets, "outcome": content.outcome, "has_e_result": bool(content.file_id or signed)},
        rows=[*issued, *letter, *(signed.made.rows if signed else ())],
        amends=[*amends, *dropped(dossier, at)],
        measures=[] if act == "sign_result" else [f"finished_{done.facts['when']}", content.outcome],
        numbers=taken,
    )
    return settle(dossier, actor, act, at=at, facts=facts, writes=writes)


def _way_on(dossier: Dossier, content: Content, step: str, *, at: datetime) -> tuple[str, Finish]:
    """The act that the decision is: the end of the processing, or a result signed for the steps that follow.

    A rejection is whole as it is, a numbered letter; it takes no step more.
    """
    if content.outcome == "rejected":
        return "reject_dossier", finish(dossier, at)
    further = step_after_decision(dossier, step)
    if further is None:
        return "approve_result", finish(dossier, at)
    turn = turn_for(dossier, further, at=at, due_at=dossier.due_at)
    return "sign_result", Finish(turn.sets, turn.facts)


def content_of(draft: Result | None) -> Content:
    """The result as it was drafted."""
    return Content(draft.outcome, draft.text, draft.rule, draft.file_id, draft.on_paper) if draft else Content()


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
