"""Applying through the API: drafts, their papers, handing in once however often it is sent."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest
from ninja import File, Form, Header, Router, Status, UploadedFile

from motcua.dossiers.actions import save_draft, start_draft
from motcua.dossiers.actions.file_at_counter import file_at_counter
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Draft
from motcua.dossiers.queries import drafts_of
from motcua.dossiers.rules.representing import is_business, representative_of
from motcua.files.actions.store_file import store_file
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, WrongMoment
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import account_of
from motcua.people.rules import Actor
from motcua.procedures.queries import current_version, version
from motcua.procedures.rules import Requirement
from motcua.web.api import shapes
from motcua.web.api.access import caller
from motcua.web.api.draft_shown import draft_shown, moved_shown
from motcua.web.api.problems import PROBLEMS
from motcua.web.api.shown import shown

router = Router(tags=["drafts"])
OTHER_KEY = N_("Khóa Idempotency-Key này đã dùng cho một hồ sơ khác.")
NO_FILE = N_("Hãy gửi kèm tệp của giấy tờ này.")
MOST_DRAFTS = 100
KEY_DAYS = 7 * 86400


@router.get("/drafts", response={200: list[shapes.Draft], **PROBLEMS}, operation_id="list_drafts")
def drafts(request: HttpRequest, at_counter: bool = False) -> list[dict[str, Any]]:
    """One's own applications that are still being filled, the last saved first; or those typed for others."""
    return [draft_shown(one) for one in drafts_of(caller(request), at_counter=at_counter)[:MOST_DRAFTS]]


@router.post("/drafts", response={201: shapes.Draft, **PROBLEMS}, operation_id="start_draft")
def new_draft(request: HttpRequest, given: shapes.NewDraft) -> Any:
    """Begin an application, or go on with the open one."""
    actor = caller(request)
    draft = start_draft.start_draft(
        procedure_code=given.procedure, actor=actor, unit_id=given.unit, at_counter=given.at_counter
    )
    return Status(201, draft_shown(draft))


@router.get("/drafts/{uuid:draft_id}", response={200: shapes.Draft, **PROBLEMS}, operation_id="read_draft")
def read_draft(request: HttpRequest, draft_id: UUID) -> Any:
    """An application of one's own, with what still keeps it from being handed in."""
    return draft_shown(start_draft.own_draft(draft_id, caller(request)))


@router.patch("/drafts/{uuid:draft_id}", response={200: shapes.Draft, **PROBLEMS}, operation_id="save_draft")
def change_draft(request: HttpRequest, draft_id: UUID, given: shapes.DraftChange) -> Any:
    """Keep what was filled so far; give only what changed."""
    actor = caller(request)
    parts = {name: part for name, part in given.dict(exclude={"unit"}).items() if part is not None}
    if given.applicant is not None:
        parts["applicant"] = _person(draft_id, actor, given.applicant)
    if given.consent is not None:
        parts["consent"] |= {"helper": actor.name, "at": clock.now().isoformat()}
    return draft_shown(save_draft.save_draft(draft_id=draft_id, actor=actor, unit_id=given.unit, **parts))


def _person(draft_id: UUID, actor: Actor, given: dict[str, Any]) -> dict[str, Any]:
    """The applicant; at the counter linked to their own account, so that they can follow the case. Nobody names it."""
    draft = start_draft.own_draft(draft_id, actor)
    is_linked = draft.at_counter and not is_business({**draft.applicant, **given})
    person, whom = _linked(given, is_linked=is_linked), representative_of(given)
    return {**person, "representative": _linked(whom, is_linked=draft.at_counter)} if whom else person


def _linked(given: Mapping[str, Any], *, is_linked: bool) -> dict[str, Any]:
    person = {key: value for key, value in given.items() if key != "account"}
    if "number" in person and is_linked:
        account = account_of(person["number"]) if isinstance(person["number"], str) else None
        person["account"] = str(account.pk) if account else ""
    return person


@router.delete("/drafts/{uuid:draft_id}", response={204: None, **PROBLEMS}, operation_id="discard_draft")
def discard(request: HttpRequest, draft_id: UUID) -> Any:
    """Throw an unsent application away with its files."""
    save_draft.discard_draft(draft_id=draft_id, actor=caller(request))
    return Status(204, None)


@router.post("/drafts/{uuid:draft_id}/move", response={200: shapes.Moved, **PROBLEMS}, operation_id="move_draft")
def move(request: HttpRequest, draft_id: UUID) -> dict[str, Any]:
    """Go on under the version of the procedure in force now; tells what was carried over and what was not."""
    actor = caller(request)
    before = save_draft.open_draft(draft_id, actor)
    current = current_version(before.procedure_code, clock.today())
    if current is None:
        raise NotFound(start_draft.NO_PROCEDURE)
    if current.id == before.version_id:
        return moved_shown(before, before, dropped=[])
    after, dropped = save_draft.move_draft_to_version(draft_id=draft_id, actor=actor, version_id=current.id)
    return moved_shown(before, after, dropped=dropped)


@router.post("/files", response={201: shapes.Stored, **PROBLEMS}, operation_id="store_file")
def upload(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> Any:
    """Check and keep a file, to be named in an act (a supplement, a result)."""
    return Status(201, store_file(stream=file, name=file.name or "", actor=caller(request)))


@router.post("/drafts/{uuid:draft_id}/papers", response={201: shapes.Draft, **PROBLEMS}, operation_id="attach_paper")
def attach(
    request: HttpRequest,
    draft_id: UUID,
    requirement: Annotated[str, Form(max_length=60)],
    file: Annotated[UploadedFile | None, File()] = None,
    kind: Annotated[Literal["electronic", "original", "copy"], Form()] = "electronic",
    copies: Annotated[int, Form(ge=1, le=99)] = 1,
) -> Any:
    """Check a file and add it to a requirement; a desk may note a paper on paper (original, copy) without a file."""
    actor = caller(request)
    draft = save_draft.open_draft(draft_id, actor)
    asked = version(draft.version_id).bundle.requirement(requirement)
    if asked is None:
        raise NotFound(save_draft.NO_PAPER)
    paper = {"kind": kind, "copies": copies, **_given(draft, asked, actor, file=file, kind=kind)}
    kept = save_draft.attach_paper(draft_id=draft_id, actor=actor, requirement_key=requirement, paper=paper)
    return Status(201, draft_shown(kept))


def _given(draft: Draft, asked: Requirement, actor: Actor, *, file: UploadedFile | None, kind: str) -> dict[str, Any]:
    if file is None:
        if not draft.at_counter or kind == "electronic":
            raise Invalid(NO_FILE, {"file": Sentence(NO_FILE)})
        return {"name": asked.name, "source": "shown"}
    accepts, most = asked.accepts, asked.max_mb * 1_000_000
    stored = store_file(stream=file, name=file.name or "", actor=actor, accepts=accepts, max_bytes=most)
    source = "scan" if draft.at_counter else "upload"
    told = {"name": asked.name, "file": str(stored.pk), "file_name": stored.name}
    return {**told, "source": source, "kind": "electronic"}


@router.delete(
    "/drafts/{uuid:draft_id}/papers/{requirement}/{int:index}",
    response={200: shapes.Draft, **PROBLEMS},
    operation_id="detach_paper",
)
def detach(request: HttpRequest, draft_id: UUID, requirement: str, index: int) -> Any:
    """Take a paper out again, by its requirement and its place in the list; its file goes too."""
    actor = caller(request)
    draft = save_draft.detach_paper(draft_id=draft_id, actor=actor, requirement_key=requirement, index=index)
    return draft_shown(draft)


Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=100,
        description="Your own name of this handing-in, the same each time you try it.",
    ),
]


@router.post(
    "/drafts/{uuid:draft_id}/submit", response={200: shapes.Dossier, **PROBLEMS}, operation_id="submit_application"
)
def submit(request: HttpRequest, draft_id: UUID, key: Key) -> dict[str, Any]:
    """Hand the application in; the same call again gives the same dossier."""
    actor = caller(request)
    place = f"idempotency/{sha256(f'{actor.account_id}/{key}'.encode()).hexdigest()}"
    if not cache.add(place, str(draft_id), KEY_DAYS) and cache.get(place) != str(draft_id):
        raise WrongMoment(OTHER_KEY)
    draft = start_draft.own_draft(draft_id, actor)
    act = file_at_counter if draft.at_counter else submit_application
    return shown(act(draft_id=draft_id, actor=actor))
