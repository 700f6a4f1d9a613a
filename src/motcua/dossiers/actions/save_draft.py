"""Keep what was typed, chosen or attached so far; nothing is judged here, nothing is lost."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.dossiers.actions.drop_files import STORE, drop_files, own_files_of
from motcua.dossiers.actions.start_draft import addressed, own_draft, require_served
from motcua.dossiers.models import Draft
from motcua.dossiers.rules.contact import tidy, tidy_applicant
from motcua.dossiers.rules.representing import is_represented, representative_of
from motcua.eforms.rules import carry_over, compute
from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotFound
from motcua.kernel.words import N_
from motcua.papers.actions.use_paper import drop_use, drop_uses
from motcua.people.queries import load_account
from motcua.people.rules import Actor
from motcua.procedures.queries import version

SENT = N_("Hồ sơ này đã nộp rồi nên không sửa được nữa.")
NO_PAPER = N_("Thủ tục này không yêu cầu giấy tờ đó.")
TAKEN_OUT = N_("Giấy tờ này đã được bỏ ra khỏi hồ sơ.")
PARTS = frozenset({"answers", "applicant", "delivery", "consent"})
PROVEN_LEVEL = 2
Sets = dict[str, Any]


def save_draft(*, draft_id: UUID, actor: Actor, unit_id: int | None = None, **parts: Mapping[str, Any]) -> Draft:
    """Merge the given parts (answers, applicant, delivery, consent) into the draft, and its unit if given.

    Give only what was changed: what another device saved meanwhile stays. What follows from the answers is worked out
    anew. Refuses with AlreadyDone after submission, Invalid for a unit that does not take the procedure.
    """
    given = {name: tidy_applicant(part) if name == "applicant" else tidy(part) for name, part in parts.items()}
    if not PARTS.issuperset(given):
        raise TypeError(sorted(given))
    known = proven(actor) if "applicant" in given else {}

    def merged(draft: Draft) -> Sets:
        sets: Sets = {name: {**getattr(draft, name), **part} for name, part in given.items()}
        if known:
            sets["applicant"] = _as_proven(sets["applicant"], known)
        moves = unit_id is not None and unit_id != draft.unit_id
        form = version(draft.version_id).form if "answers" in parts or moves else None
        if form:
            answers = sets.get("answers", draft.answers)
            answers = addressed(form, answers, unit_id or draft.unit_id, before=draft.unit_id)
            sets["answers"] = compute(form, answers, clock.today())
        if unit_id is not None and moves:
            require_served(draft.procedure_code, unit_id)
            sets["unit_id"] = unit_id
        return sets

    return _changed(draft_id, actor, merged)


def proven(actor: Actor) -> dict[str, str]:
    """Name and number of a citizen whose identity was checked (level 2): nothing that is typed replaces them."""
    if actor.kind != "citizen" or actor.identity_level < PROVEN_LEVEL or actor.account_id is None:
        return {}
    account = load_account(actor.account_id)
    return {"name": account.full_name, "number": account.national_id} if account.national_id else {}


def _as_proven(applicant: dict[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """What was proven stands with the person themselves, whether the case is theirs or they act for another."""
    if is_represented(applicant):
        return {**applicant, "representative": {**representative_of(applicant), **known}}
    return {**applicant, **known}


def _changed(draft_id: UUID, actor: Actor, change: Callable[[Draft], Sets]) -> Draft:
    """The draft with what ``change`` sets; told anew from the draft as it is now when another save came in between."""
    while True:
        draft = open_draft(draft_id, actor)
        sets = {**change(draft), "saved_at": clock.now(), "revision": draft.revision + 1}
        if Draft.objects.filter(pk=draft.pk, revision=draft.revision, submitted_at=None).update(**sets):
            for name, value in sets.items():
                setattr(draft, name, value)
            return draft


def open_draft(draft_id: UUID, actor: Actor) -> Draft:
    """The actor's draft, not yet submitted."""
    draft = own_draft(draft_id, actor)
    if draft.submitted_at:
        raise AlreadyDone(SENT)
    return draft


def attach_paper(*, draft_id: UUID, actor: Actor, requirement_key: str, paper: Mapping[str, Any]) -> Draft:
    """Add a checked paper ({"file": id, "name", "source", "kind", "copies"}) to a requirement of the draft.

    Refuses with NotFound what the procedure does not ask for.
    """

    def added(draft: Draft) -> Sets:
        if version(draft.version_id).bundle.requirement(requirement_key) is None:
            raise NotFound(NO_PAPER)
        kept = list(draft.papers.get(requirement_key, []))
        if not any(paper.get("file") and one.get("file") == paper["file"] for one in kept):
            kept.append(dict(paper))
        return {"papers": {**draft.papers, requirement_key: kept}}

    return _changed(draft_id, actor, added)


def detach_paper(*, draft_id: UUID, actor: Actor, requirement_key: str, index: int) -> Draft:
    """Take one paper out of the draft again; its file goes too, unless something else holds it."""
    seen = open_draft(draft_id, actor).papers.get(requirement_key, [])
    gone = seen[index] if 0 <= index < len(seen) else None

    def without(draft: Draft) -> Sets:
        kept = list(draft.papers.get(requirement_key, []))
        if gone not in kept:
            raise NotFound(TAKEN_OUT)
        kept.remove(gone)
        return {"papers": {**draft.papers, requirement_key: kept}}

    with transaction.atomic():
        draft = _changed(draft_id, actor, without)
        if gone and gone.get("use"):
            drop_use(use_id=UUID(str(gone["use"])), actor=actor)
        drop_files(own_files_of([gone]), actor)
    return draft


def discard_draft(*, draft_id: UUID, actor: Actor) -> None:
    """Throw an unsent application away with its files, on the owner's word."""
    while True:
        draft = open_draft(draft_id, actor)
        if Draft.objects.filter(pk=draft.pk, revision=draft.revision, submitted_at=None).delete()[0]:
            break
    given = [one for papers in draft.papers.values() for one in papers]
    if any(one.get("source") == STORE for one in given):
        drop_uses(subject_id=draft.pk, actor=actor)
    drop_files(own_files_of(given), actor)


def move_draft_to_version(*, draft_id: UUID, actor: Actor, version_id: UUID) -> tuple[Draft, list[str]]:
    """The draft on the procedure's new version with the answers that still fit, and the labels of those that do not."""
    dropped: list[str] = []

    def moved(draft: Draft) -> Sets:
        old, new = version(draft.version_id).form, version(version_id).form
        dropped.clear()
        if old is None or new is None:
            return {"version_id": version_id}
        answers, lost = carry_over(old, new, draft.answers)
        dropped.extend(lost)
        return {"version_id": version_id, "answers": answers}

    return _changed(draft_id, actor, moved), dropped
