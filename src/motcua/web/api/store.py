"""One's own store of papers through the API, and using it for an application."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Status

from motcua.dossiers.actions.reuse_paper import note_consent, reuse_paper
from motcua.dossiers.actions.save_draft import open_draft
from motcua.dossiers.reusing import holder_in, offers_for, purpose_of_draft
from motcua.kernel import clock
from motcua.papers.actions.give_consent import withdraw_consent
from motcua.papers.actions.record_look import record_look, record_look_once
from motcua.papers.models import PaperUse
from motcua.papers.policies import may_have_store
from motcua.papers.queries import (
    Shown,
    consent_for,
    consents_of,
    looks_at,
    newest_file,
    paper_of,
    proven_holder,
    shown,
    store_of,
    stores_of,
    uses_of,
    visible_to,
)
from motcua.procedures.queries import version
from motcua.web.api import shapes, store_shapes
from motcua.web.api.access import caller
from motcua.web.api.draft_shown import draft_shown
from motcua.web.api.problems import PROBLEMS
from motcua.web.ui.files import file_response

router = Router(tags=["store"])
MOST = 100
FILE: dict[Any, Any] = {200: bytes, **PROBLEMS}
PLAIN = (
    *("id", "type", "name", "number", "issuer", "issued_on", "level", "source", "holder_name"),
    *("dossier_code", "kept_at"),
)
USE = ("id", "title", "reference", "used_by", "at", "handed_in_at", "dropped_at")
LOOK = ("name", "way", "title", "at")
CONSENT = ("id", "title", "way", "given_by", "noted_by", "at", "withdrawn_at")


def stored(one: Shown) -> dict[str, Any]:
    """A paper with what it is worth today."""
    paper = one.paper
    return {
        **{name: getattr(paper, name) for name in PLAIN},
        "valid_until": one.until,
        "condition": one.condition.value,
        "owner_kind": paper.owner.kind,
        "owner_number": paper.owner.number,
        "sha256": paper.file.sha256 if paper.file else "",
        "signers": list(paper.file.checked.signers) if paper.file else [],
        "is_hidden": paper.hidden_at is not None,
        "replaced_by": paper.replaced_by_id,
    }


@router.get("/papers", response={200: list[store_shapes.StoredPaper], **PROBLEMS}, operation_id="list_papers")
def papers(request: HttpRequest) -> list[dict[str, Any]]:
    """The papers of one's own store, the newest first; for accounts with a proven citizen number."""
    holder = proven_holder(caller(request))
    may_have_store(holder).or_refuse()
    return [stored(one) for one in shown(visible_to(holder), clock.today())]


@router.get("/papers/record", response={200: store_shapes.StoreRecord, **PROBLEMS}, operation_id="read_store_record")
def record(request: HttpRequest) -> dict[str, Any]:
    """Who used papers of one's store, for what; consents; who looked."""
    holder = proven_holder(caller(request))
    may_have_store(holder).or_refuse()
    owners = stores_of(holder)
    return {
        "is_closed": any(owner.closed_at for owner in owners),
        "uses": [_use(one) for one in uses_of(owners)[:MOST]],
        "consents": [{**_plain(one, CONSENT), "unit": one.unit_id} for one in consents_of(owners)[:MOST]],
        "looks": [{**_plain(one, LOOK), "unit": one.unit_id, "paper": one.paper_id} for one in looks_at(owners)[:MOST]],
    }


def _plain(one: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}


def _use(one: PaperUse) -> dict[str, Any]:
    told = {"paper": one.paper_id, "paper_name": one.paper.name, "unit": one.unit_id}
    return {**_plain(one, USE), **told, "dossier": one.dossier_id, "consent": one.consent_id}


@router.get("/papers/{uuid:paper_id}/file", response=FILE, operation_id="read_stored_paper_file")
def file(request: HttpRequest, paper_id: UUID) -> HttpResponseBase:
    """The file of a paper of one's own store; opening it is recorded."""
    actor = caller(request)
    found = paper_of(paper_id, proven_holder(actor))
    record_look(owner=found.owner, actor=actor, way="api", paper=found)
    return file_response(newest_file(found))


@router.post(
    "/papers/consents/{uuid:consent_id}/withdraw",
    response={204: None, **PROBLEMS},
    operation_id="withdraw_store_consent",
)
def withdraw(request: HttpRequest, consent_id: UUID) -> Any:
    """Nothing more of the store is used for that application."""
    withdraw_consent(consent_id=consent_id, actor=caller(request))
    return Status(204, None)


@router.get(
    "/drafts/{uuid:draft_id}/offers", response={200: store_shapes.Offers, **PROBLEMS}, operation_id="list_offers"
)
def offers(request: HttpRequest, draft_id: UUID) -> dict[str, Any]:
    """What the store holds for the application; for a desk nothing before the person's consent is noted."""
    actor = caller(request)
    draft = open_draft(draft_id, actor)
    loaded = version(draft.version_id)
    whom = holder_in(draft.applicant, actor)
    owner = store_of(whom) if whom else None
    if owner is None:
        return {"needs_consent": False, "offers": {}}
    is_agreed = consent_for(owner, draft.pk) is not None
    if actor.is_officer:
        purpose = purpose_of_draft(draft, loaded)
        record_look_once(owner=owner, actor=actor, way="counter", purpose=(purpose.subject_id, purpose.title))
    is_shown = is_agreed or not actor.is_officer
    found = offers_for(draft, loaded, actor) if is_shown else {}
    return {
        "needs_consent": not is_agreed,
        "offers": {key: [stored(one) for one in some] for key, some in found.items()},
    }


@router.post(
    "/drafts/{uuid:draft_id}/offers/consent",
    response={201: store_shapes.StoreConsent, **PROBLEMS},
    operation_id="note_store_consent",
)
def consent(request: HttpRequest, draft_id: UUID) -> Any:
    """The owner agrees (said to the desk, or by themselves) that their store is used for this application; once."""
    given = note_consent(draft_id=draft_id, actor=caller(request))
    return Status(201, {**_plain(given, CONSENT), "unit": given.unit_id})


@router.post("/drafts/{uuid:draft_id}/reuse", response={200: shapes.Draft, **PROBLEMS}, operation_id="reuse_paper")
def reuse(request: HttpRequest, draft_id: UUID, given: store_shapes.Reuse) -> dict[str, Any]:
    """Take a paper of the store for a requirement; taken twice it is there once."""
    draft = reuse_paper(
        draft_id=draft_id,
        actor=caller(request),
        requirement_key=given.requirement,
        paper_id=given.paper,
        is_agreed=given.agree,
    )
    return draft_shown(draft)
