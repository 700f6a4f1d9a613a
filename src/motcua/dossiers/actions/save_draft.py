"""Keep what was typed, chosen or attached so far; nothing is judged here, nothing is lost."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from motcua.dossiers.actions.start_draft import own_draft, require_served
from motcua.dossiers.models import Draft
from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotFound
from motcua.kernel.words import N_
from motcua.people.rules import Actor

SENT = N_("Hồ sơ này đã nộp rồi nên không sửa được nữa.")
PARTS = ("answers", "applicant", "delivery", "consent")


def save_draft(*, draft_id: UUID, actor: Actor, unit_id: int | None = None, **parts: Mapping[str, Any]) -> Draft:
    """Merge the given parts (answers, applicant, delivery, consent) into the draft, and its unit if given.

    Refuses with AlreadyDone after submission, Invalid for a unit that does not take the procedure.
    """
    draft = open_draft(draft_id, actor)
    changed = ["saved_at"]
    if unit_id is not None and unit_id != draft.unit_id:
        require_served(draft.procedure_code, unit_id)
        draft.unit_id = unit_id
        changed.append("unit")
    for name, part in parts.items():
        if name not in PARTS:
            raise TypeError(name)
        setattr(draft, name, {**getattr(draft, name), **part})
        changed.append(name)
    draft.saved_at = clock.now()
    draft.save(update_fields=changed)
    return draft


def open_draft(draft_id: UUID, actor: Actor) -> Draft:
    """The actor's draft, not yet submitted."""
    draft = own_draft(draft_id, actor)
    if draft.submitted_at:
        raise AlreadyDone(SENT)
    return draft


def attach_paper(*, draft_id: UUID, actor: Actor, requirement_key: str, paper: Mapping[str, Any]) -> Draft:
    """Add a checked paper ({"file": id, "name", "source", "kind", "copies"}) to a requirement of the draft."""
    draft = open_draft(draft_id, actor)
    kept = list(draft.papers.get(requirement_key, []))
    if not any(paper.get("file") and one.get("file") == paper["file"] for one in kept):
        kept.append(dict(paper))
    draft.papers = {**draft.papers, requirement_key: kept}
    draft.saved_at = clock.now()
    draft.save(update_fields=["papers", "saved_at"])
    return draft


def detach_paper(*, draft_id: UUID, actor: Actor, requirement_key: str, index: int) -> Draft:
    """Take one paper out of the draft again."""
    draft = open_draft(draft_id, actor)
    kept = list(draft.papers.get(requirement_key, []))
    if not 0 <= index < len(kept):
        raise NotFound(N_("Giấy tờ này đã được bỏ ra khỏi hồ sơ."))
    del kept[index]
    draft.papers = {**draft.papers, requirement_key: kept}
    draft.saved_at = clock.now()
    draft.save(update_fields=["papers", "saved_at"])
    return draft


def discard_draft(*, draft_id: UUID, actor: Actor) -> None:
    """Throw an unsent application away, on the owner's word."""
    open_draft(draft_id, actor).delete()


def move_draft_to_version(*, draft_id: UUID, actor: Actor, version_id: UUID, answers: Mapping[str, Any]) -> Draft:
    """Put the draft on the procedure's new version with the answers that still fit."""
    draft = open_draft(draft_id, actor)
    draft.version_id = version_id
    draft.answers = dict(answers)
    draft.saved_at = clock.now()
    draft.save(update_fields=["version", "answers", "saved_at"])
    return draft
