"""The citizen hands the application in: one dossier for one draft, however often the button is pressed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.actions.save_draft import own_draft
from motcua.dossiers.actions.start_draft import require_own_door, require_served
from motcua.dossiers.commit import counts, signed
from motcua.dossiers.intake import NO_UNIT, faults_of
from motcua.dossiers.models import Dossier, DossierPaper, Draft
from motcua.dossiers.policies import desk_seat, may_take_in
from motcua.dossiers.queries import next_reference, submitted_from
from motcua.dossiers.rules.representing import representative_of
from motcua.dossiers.rules.terms import span_from
from motcua.dossiers.rules.words import written
from motcua.fees.rules import assess
from motcua.kernel import clock
from motcua.kernel.alphabet import alphabet_key
from motcua.kernel.ids import uuid7
from motcua.kernel.lifecycle import State, WaitsOn
from motcua.kernel.refusals import Invalid, SomebodyWasFirst, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger import commit as ledger
from motcua.ledger.commit import Amend, Row
from motcua.ledger.rules import GENESIS
from motcua.papers.models import PaperUse
from motcua.people.directory import PostRef
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion, current_version, version
from motcua.routing.queries import holder_of
from motcua.routing.rules import step_after
from motcua.workdays.queries import calendar_for

NEW_VERSION = N_(
    "Quy định của thủ tục này vừa được cập nhật trong lúc bạn khai. Các câu trả lời còn dùng được đã được giữ lại; "
    "hãy xem lại rồi nộp."
)
NOW_ON_PORTAL = N_(
    "Hồ sơ chưa nộp: thủ tục này nay nộp trên Cổng Dịch vụ công quốc gia (dichvucong.gov.vn) hoặc VNeID. Những gì bạn "
    "đã khai và giấy tờ đã gửi vẫn được giữ ở đây. Cần giúp, hãy đến bộ phận một cửa của xã: cán bộ nộp giúp bạn."
)
NOW_ELSEWHERE = N_(
    "Hồ sơ chưa nộp: thủ tục này nay do cơ quan khác giải quyết, không nộp ở đây. Những gì đã khai vẫn được giữ. "
    "Trang của thủ tục chỉ nơi nộp."
)
NO_PROCESS = N_("Thủ tục này chưa có quy trình nội bộ nên chưa nhận hồ sơ được. Hãy báo bộ phận một cửa.")
NOT_COMPLETE = N_("Hồ sơ còn chỗ chưa đúng hoặc chưa đủ. Những gì bạn đã khai vẫn được giữ; hãy sửa các mục sau.")
BUSY = N_("Hồ sơ đang được sửa trên máy khác. Hãy đợi một chút rồi bấm nộp lại; những gì đã khai vẫn được giữ.")
TRIES = 20


def submit_application(*, draft_id: UUID, actor: Actor, channel: str = "online") -> Dossier:
    """The dossier of this draft, with its reference and the desk that must answer within the set hours.

    Law: LC-04. Refuses with Invalid (what is missing, by field), WrongMoment (the procedure or where one
    applies for it changed meanwhile).
    A second call for the same draft returns the same dossier. Announces ``dossier.submitted``.
    """
    for _ in range(TRIES):
        draft = own_draft(draft_id, actor)
        if draft.submitted_at:
            return submitted_from(draft.pk)
        at = clock.now()
        loaded = checked_version(draft, at)
        check_complete(draft, loaded)
        try:
            return submit(draft, loaded, actor=actor, at=at, channel=channel)
        except SomebodyWasFirst:
            continue  # handed in or saved on another device meanwhile: what was saved last counts
    raise SomebodyWasFirst(BUSY)


def checked_version(draft: Draft, at: datetime) -> LoadedVersion:
    """The draft's version, still in force, still ours to take, and served by the unit; refuses otherwise."""
    current = current_version(draft.procedure_code, at.date())
    if current and current.bundle.handler != "ours":
        raise WrongMoment(NOW_ELSEWHERE)
    if current and not draft.at_counter:
        require_own_door(current, at.date(), NOW_ON_PORTAL)
    if draft.unit_id is None:
        raise Invalid(NO_UNIT)
    require_served(draft.procedure_code, draft.unit_id)
    if current is None or current.id != draft.version_id:
        raise WrongMoment(NEW_VERSION)
    return version(draft.version_id)


def check_complete(draft: Draft, loaded: LoadedVersion) -> None:
    """Refuse an application that would stall later: wrong answers, missing papers, no way to be reached."""
    errors = faults_of(draft, loaded)
    if errors:
        raise Invalid(NOT_COMPLETE, errors)


def submit(draft: Draft, loaded: LoadedVersion, *, actor: Actor, at: datetime, channel: str) -> Dossier:
    """Write the new case in one step."""
    assert draft.unit_id is not None
    draft.papers = _in_order(draft.papers, [one.key for one in loaded.bundle.requirements])
    first = step_after(loaded.bundle.process, None, {})
    if first is None:
        raise Invalid(NO_PROCESS)
    if draft.at_counter:
        may_take_in(actor, draft.unit_id, loaded.bundle.parameters).or_refuse()
    holder = holder_of(first, draft.unit_id, loaded.bundle.field, directory())
    sets = {
        **{field.attname: field.get_default() for field in Dossier._meta.concrete_fields},
        **_identity(draft, loaded, at),
        **_holding(holder.post, first.key, at),
        **_people(draft, actor, channel),
        **_content(draft, loaded),
        "attention_at": span_from(
            calendar_for(holder.post.unit_id), at, loaded.bundle.parameters, key="online.answer_within"
        ),
    }
    for name in ("id", "version", "head_hash"):
        del sets[name]
    sets["search_text"] = _searched(sets)
    dossier = Dossier(id=uuid7(), version=0, head_hash=GENESIS, **sets)
    dossier.head_hash = ledger.commit(_step(dossier, draft, sets, actor=actor, at=at, told=holder.facts))
    dossier.version = 1
    return dossier


def _searched(sets: Mapping[str, Any]) -> str:
    """What the case can be found by."""
    person = sets["applicant"]
    facts = [one.get(key) for one in (person, representative_of(person)) for key in ("phone", "number", "name")]
    return written(*facts, sets["reference"], sets["title"])


def _step(
    dossier: Dossier, draft: Draft, sets: Mapping[str, Any], *, actor: Actor, at: datetime, told: Mapping[str, Any]
) -> ledger.Step:
    facts = {
        "state": State.SUBMITTED.value,
        "procedure": dossier.procedure_code,
        "reference": dossier.reference,
        "unit": dossier.competent_unit_id,
        "channel": dossier.channel,
        "typed_by": dossier.typed_by,
        "papers": sum(len(kept) for kept in draft.papers.values()),
        "answer_due": sets["attention_at"].isoformat(),
        **told,
    }
    return ledger.Step(
        model=Dossier,
        case_id=dossier.pk,
        version=0,
        sets=sets,
        subject_kind="dossier",
        act="submit_application",
        actor=signed(actor),
        at=at,
        facts=facts,
        prev=GENESIS,
        origin=Amend(Draft, {"id": draft.pk, "revision": draft.revision, "submitted_at": None}, {"submitted_at": at}),
        rows=[Row(DossierPaper, values) for values in paper_rows(dossier.pk, draft.papers, at)],
        amends=handed_in(dossier, draft.pk, at) if dossier.reuses_papers else (),
        events=[("dossier.submit_application", {"facts": facts})],
        counts=counts(dossier, ["submitted", f"submitted_{dossier.channel}"], at),
    )


def handed_in(dossier: Dossier, subject_id: UUID, at: datetime) -> list[Amend]:
    """The papers of a store that were taken for the draft (or for what the case asks) are the case's from now on."""
    taken = {"subject_id": subject_id, "dropped_at": None, "handed_in_at": None}
    told = {"handed_in_at": at, "dossier_id": dossier.pk, "reference": dossier.code or dossier.reference}
    return [Amend(PaperUse, taken, {**told, "unit_id": dossier.competent_unit_id})]


def _in_order(papers: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """The papers as the procedure lists them; PostgreSQL's jsonb forgets the order of keys."""
    return {key: papers[key] for key in [*keys, *papers] if key in papers}


def paper_rows(dossier_id: UUID, papers: Mapping[str, Any], at: datetime) -> list[dict[str, Any]]:
    """One row a paper, in the order they were attached."""
    return [
        {
            "dossier_id": dossier_id,
            "requirement_key": key,
            "name": paper["name"][:300],
            "file_id": UUID(paper["file"]) if paper.get("file") else None,
            "kind": paper.get("kind", "electronic"),
            "copies": int(paper.get("copies", 1)),
            "source": paper.get("source", "upload"),
            "added_at": at,
            "replaced_at": None,
        }
        for key, kept in papers.items()
        for paper in kept
    ]


def _identity(draft: Draft, loaded: LoadedVersion, at: datetime) -> dict[str, Any]:
    return {
        "draft_id": draft.pk,
        "reference": next_reference(),
        "procedure_code": loaded.procedure_code,
        "procedure_field": loaded.bundle.field,
        "procedure_version_id": loaded.id,
        "title": loaded.bundle.short_name or loaded.bundle.name[:300],
        "state": State.SUBMITTED.value,
        "waits_on": WaitsOn.OFFICE.value,
        "waiting_since": at,
        "submitted_at": at,
        "competent_unit_id": draft.unit_id,
    }


def _holding(holder: PostRef, step_key: str, at: datetime) -> dict[str, Any]:
    return {
        "step_key": step_key,
        "step_since": at,
        "holder_unit_id": holder.unit_id,
        "holder_post_id": holder.id,
        "received_unit_id": None,
    }


def _people(draft: Draft, actor: Actor, channel: str) -> dict[str, Any]:
    own = not draft.at_counter
    seat = None if own or draft.unit_id is None else desk_seat(actor, draft.unit_id)
    whom, name = representative_of(draft.applicant), str(draft.applicant.get("name", ""))[:200]
    account, stands_for = draft.applicant.get("account"), whom.get("account")
    applicant = {**draft.applicant, **({"representative": _without_account(whom)} if whom else {})}
    return {
        "applicant": _without_account(applicant),
        "applicant_name": name,
        "applicant_order": alphabet_key(name),
        "applicant_account_id": draft.owner_id if own else UUID(account) if account else None,
        "submitter_account_id": draft.owner_id if own else UUID(stands_for) if stands_for else None,
        "helped_unit_id": seat.unit_id if seat else None,
        "channel": channel,
        "typed_by": "citizen" if own else draft.consent.get("typed_by", "staff"),
        "identity_level": actor.identity_level if own else 0,
    }


def _without_account(person: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in person.items() if key != "account"}


def _content(draft: Draft, loaded: LoadedVersion) -> dict[str, Any]:
    charged = assess(loaded.bundle.fees, {**draft.answers, "channel": "counter" if draft.at_counter else "online"})
    kept = [paper for papers in draft.papers.values() for paper in papers]
    return {
        "answers": draft.answers,
        "delivery": draft.delivery or {"way": "desk"},
        "consent": draft.consent,
        "fees": {
            "lines": [line.to_json() for line in charged.lines],
            "total": charged.total,
            "paid": 0,
            "is_open": charged.total == 0 and loaded.bundle.is_to_confirm("fees"),
        },
        **how_kept(kept),
    }


def how_kept(papers: Iterable[Mapping[str, Any]]) -> dict[str, bool]:
    """Whether the office digitised one of these papers, and whether one came from a store instead of the person."""
    sources = {paper.get("source") for paper in papers}
    return {"has_digitised_papers": "scan" in sources, "reuses_papers": "store" in sources}
