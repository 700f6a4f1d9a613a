"""The API: catalogue and tracking for everyone, drafts and cases with a key."""

from typing import Annotated, Any
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest
from ninja import File, Form, Header, NinjaAPI, Query, Router, Status, UploadedFile

from motcua import __version__
from motcua.dossiers.actions import save_draft, start_draft
from motcua.dossiers.actions.file_at_counter import file_at_counter
from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.policies import may_open
from motcua.dossiers.queries import dossiers_found, load_dossier, own_dossiers
from motcua.dossiers.queries import history as entries
from motcua.dossiers.queries import inbox as queue
from motcua.dossiers.rules.timeline import OFFICE_ONLY, told
from motcua.files.actions.store_file import store_file
from motcua.kernel import clock
from motcua.kernel.refusals import WrongMoment
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.people.rules import ANONYMOUS
from motcua.procedures.queries import current_version, load_procedure
from motcua.procedures.search import search
from motcua.web.api import acts, problems, shapes
from motcua.web.api.access import Key, caller
from motcua.web.api.problems import PROBLEMS
from motcua.web.api.shown import shown, tracked
from motcua.web.ui.keyset import page_of
from motcua.web.ui.naming import NAMES
from motcua.web.ui.tracking import tracked_case
from motcua.web.ui.words import say

api = NinjaAPI(
    title="Một Cửa",
    version=__version__,
    description="The electronic one-stop shop: catalogue, applications, tracking, the office's acts.",
    docs_url=None,
    urls_namespace="api",
)
problems.install(api)
public = Router(tags=["public"])
cases = Router(tags=["cases"])
OTHER_KEY = N_("Khóa Idempotency-Key này đã dùng cho một hồ sơ khác.")
KEY_DAYS = 7 * 86400


@public.get("/procedures", response={200: list[shapes.Hit], **PROBLEMS}, operation_id="search_procedures")
def procedures(request: HttpRequest, q: str = "", limit: Annotated[int, Query(ge=1, le=100)] = 20) -> list[Any]:
    """Procedures by words, typos allowed, best first."""
    return list(search(q, limit))


@public.get("/procedures/{code}", response={200: shapes.Procedure, **PROBLEMS}, operation_id="read_procedure")
def procedure(request: HttpRequest, code: str) -> dict[str, Any]:
    """One procedure as published."""
    found = load_procedure(code)
    version = current_version(code, clock.today())
    return {
        "code": found.code,
        "version": version.id if version else None,
        "number": version.number if version else None,
        "valid_from": version.valid_from if version else None,
        "bundle": dict(version.json) if version else dict(found.detail),
    }


@public.get("/units", response={200: list[shapes.Unit]}, operation_id="list_units")
def units(request: HttpRequest) -> list[Any]:
    """The units that take applications."""
    return list(directory().communes())


@public.get("/track", response={200: shapes.Tracked, 429: problems.Problem, **PROBLEMS}, operation_id="track")
def track(request: HttpRequest, code: str, digits: str) -> dict[str, Any]:
    """A case by its code and the last four digits of the applicant's phone or identity number."""
    return tracked(tracked_case(request, code, digits, actor=ANONYMOUS))


@cases.post("/drafts", response={201: shapes.Draft, **PROBLEMS}, operation_id="start_draft")
def new_draft(request: HttpRequest, given: shapes.NewDraft) -> Any:
    """Begin an application, or go on with the open one."""
    actor = caller(request)
    draft = start_draft.start_draft(
        procedure_code=given.procedure, actor=actor, unit_id=given.unit, at_counter=given.at_counter
    )
    return Status(201, draft)


@cases.get("/drafts/{draft_id}", response={200: shapes.Draft, **PROBLEMS}, operation_id="read_draft")
def read_draft(request: HttpRequest, draft_id: UUID) -> Any:
    """An application of one's own."""
    return start_draft.own_draft(draft_id, caller(request))


@cases.patch("/drafts/{draft_id}", response={200: shapes.Draft, **PROBLEMS}, operation_id="save_draft")
def change_draft(request: HttpRequest, draft_id: UUID, given: shapes.DraftChange) -> Any:
    """Keep what was filled so far."""
    parts = {name: part for name, part in given.dict(exclude={"unit"}).items() if part is not None}
    return save_draft.save_draft(draft_id=draft_id, actor=caller(request), unit_id=given.unit, **parts)


@cases.delete("/drafts/{draft_id}", response={204: None, **PROBLEMS}, operation_id="discard_draft")
def discard(request: HttpRequest, draft_id: UUID) -> Any:
    """Throw an unsent application away."""
    save_draft.discard_draft(draft_id=draft_id, actor=caller(request))
    return Status(204, None)


@cases.post("/files", response={201: shapes.Stored, **PROBLEMS}, operation_id="store_file")
def upload(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> Any:
    """Check and keep a file."""
    return Status(201, store_file(stream=file, name=file.name or "", actor=caller(request)))


@cases.post("/drafts/{draft_id}/papers", response={201: shapes.Draft, **PROBLEMS}, operation_id="attach_paper")
def attach(
    request: HttpRequest, draft_id: UUID, *, requirement: Annotated[str, Form()], file: Annotated[UploadedFile, File()]
) -> Any:
    """Check a file and add it to a requirement of the application."""
    actor = caller(request)
    start_draft.own_draft(draft_id, actor)
    stored = store_file(stream=file, name=file.name or "", actor=actor)
    paper = {"file": str(stored.pk), "name": stored.name, "source": "upload", "kind": "electronic"}
    draft = save_draft.attach_paper(draft_id=draft_id, actor=actor, requirement_key=requirement, paper=paper)
    return Status(201, draft)


@cases.post("/drafts/{draft_id}/submit", response={200: shapes.Dossier, **PROBLEMS}, operation_id="submit_application")
def submit(
    request: HttpRequest,
    draft_id: UUID,
    key: Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=100)],
) -> dict[str, Any]:
    """Hand the application in; the same call again gives the same dossier."""
    actor = caller(request)
    place = f"idempotency/{actor.account_id}/{key}"
    if not cache.add(place, str(draft_id), KEY_DAYS) and cache.get(place) != str(draft_id):
        raise WrongMoment(OTHER_KEY)
    draft = start_draft.own_draft(draft_id, actor)
    act = file_at_counter if draft.at_counter else submit_application
    return shown(act(draft_id=draft_id, actor=actor))


@cases.get("/dossiers", response={200: list[shapes.Dossier], **PROBLEMS}, operation_id="list_own_dossiers")
def mine(request: HttpRequest) -> list[dict[str, Any]]:
    """One's own cases, newest first, at most 100."""
    return [shown(one) for one in own_dossiers(caller(request))[:100]]


@cases.get("/dossiers/found", response={200: list[shapes.Dossier], **PROBLEMS}, operation_id="find_dossiers")
def found(request: HttpRequest, q: str) -> list[dict[str, Any]]:
    """Cases by code, name, number or procedure, newest first, at most 50.

    A desk also finds what waits at another unit's desk and may be received here, by its whole reference.
    """
    return [shown(one) for one in dossiers_found(caller(request), q).order_by("-submitted_at", "-id")[:50]]


@cases.get("/dossiers/{dossier_id}", response={200: shapes.Dossier, **PROBLEMS}, operation_id="read_dossier")
def read_dossier(request: HttpRequest, dossier_id: UUID) -> dict[str, Any]:
    """One case; the reading is recorded."""
    dossier = load_dossier(dossier_id)
    may_open(caller(request), dossier).or_refuse()
    record_reading(dossier_id=dossier.pk, actor=caller(request), way="api")
    return shown(dossier)


@cases.get("/dossiers/{dossier_id}/history", response={200: list[shapes.Entry], **PROBLEMS}, operation_id="history")
def history(request: HttpRequest, dossier_id: UUID) -> list[dict[str, Any]]:
    """What happened to a case, newest first; the office's own remarks are for officers."""
    dossier = load_dossier(dossier_id)
    actor = caller(request)
    may_open(actor, dossier).or_refuse()
    record_reading(dossier_id=dossier.pk, actor=actor, way="api")
    lines = [told(entry, NAMES) for entry in entries(dossier)]
    return [
        {"seq": one.seq, "at": one.at, "act": one.act, "who": one.who, "sentence": say(one.sentence)}
        for one in lines
        if actor.seats or one.act not in OFFICE_ONLY
    ]


@cases.get("/inbox", response={200: shapes.Inbox, **PROBLEMS}, operation_id="inbox")
def inbox(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """The queue of the caller's posts in the order of the law's clock."""
    page = page_of(queue(caller(request)), ("attention_at", "id"), after, 50)
    return {"rows": [shown(one) for one in page.rows], "following": page.following}


api.add_router("/v1", public)
api.add_router("/v1", cases, auth=Key())
api.add_router("/v1", acts.router, auth=Key())
