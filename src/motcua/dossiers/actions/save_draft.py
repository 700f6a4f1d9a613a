"""Keep what was typed, chosen or attached so far; nothing is judged here, nothing is lost."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from motcua.dossiers.actions.start_draft import own_draft, require_served
from motcua.dossiers.models import Draft
from motcua.eforms.rules import carry_over, compute
from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotFound
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.procedures.queries import version

SENT = N_("Hồ sơ này đã nộp rồi nên không sửa được nữa.")
TAKEN_OUT = N_("Giấy tờ này đã được bỏ ra khỏi hồ sơ.")
PARTS = ("answers", "applicant", "delivery", "consent")
Sets = dict[str, Any]


def save_draft(*, draft_id: UUID, actor: Actor, unit_id: int | None = None, **parts: Mapping[str, Any]) -> Draft:
    """Merge the given parts (answers, applicant, delivery, consent) into the draft, and its unit if given.

    Give only what was changed: what another device saved meanwhile stays. What follows from the answers is worked out
    anew. Refuses with AlreadyDone after submission, Invalid for a unit that does not take the procedure.
    """
    for name in parts:
        if name not in PARTS:
            raise TypeError(name)

    def merged(draft: Draft) -> Sets:
        sets: Sets = {name: {**getattr(draft, name), **part} for name, part in parts.items()}
        form = version(draft.version_id).form if "answers" in parts else None
        if form:
            sets["answers"] = compute(form, sets["answers"], clock.today())
        if unit_id is not None and unit_id != draft.unit_id:
            require_served(draft.procedure_code, unit_id)
            sets["unit_id"] = unit_id
        return sets

    return _changed(draft_id, actor, merged)


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
    """Add a checked paper ({"file": id, "name", "source", "kind", "copies"}) to a requirement of the draft."""

    def added(draft: Draft) -> Sets:
        kept = list(draft.papers.get(requirement_key, []))
        if not any(paper.get("file") and one.get("file") == paper["file"] for one in kept):
            kept.append(dict(paper))
        return {"papers": {**draft.papers, requirement_key: kept}}

    return _changed(draft_id, actor, added)


def detach_paper(*, draft_id: UUID, actor: Actor, requirement_key: str, index: int) -> Draft:
    """Take one paper out of the draft again."""
    seen = open_draft(draft_id, actor).papers.get(requirement_key, [])
    gone = seen[index] if 0 <= index < len(seen) else None

    def without(draft: Draft) -> Sets:
        kept = list(draft.papers.get(requirement_key, []))
        if gone not in kept:
            raise NotFound(TAKEN_OUT)
        kept.remove(gone)
        return {"papers": {**draft.papers, requirement_key: kept}}

    return _changed(draft_id, actor, without)


def discard_draft(*, draft_id: UUID, actor: Actor) -> None:
    """Throw an unsent application away, on the owner's word."""
    draft = open_draft(draft_id, actor)
    if not Draft.objects.filter(pk=draft.pk, submitted_at=None).delete()[0]:
        raise AlreadyDone(SENT)


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
