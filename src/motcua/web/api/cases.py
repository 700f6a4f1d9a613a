"""Cases to read: lists, the queue, one case whole with its history and files; every reading is recorded."""

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Field, Query, Router, Schema

from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.documents import form_pdf
from motcua.dossiers.listing import Wanted, dossiers_listed
from motcua.dossiers.models import Dossier, DossierPaper, Result, StatutoryForm
from motcua.dossiers.policies import NO_SUCH, ONLY_DESK, may_open
from motcua.dossiers.queries import dossier_named, dossiers_found
from motcua.dossiers.queries import inbox as queue
from motcua.dossiers.queries import result_file as file_of_result
from motcua.dossiers.queue import opinions_waiting
from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.web.api import case_shapes, problems, shapes
from motcua.web.api.access import caller
from motcua.web.api.case import timeline, whole
from motcua.web.api.problems import PROBLEMS
from motcua.web.api.shown import shown
from motcua.web.api.told import is_told, remember_told
from motcua.web.ui.files import file_response, pdf_response
from motcua.web.ui.keyset import Page, mark_read, page_of
from motcua.web.ui.tracking import tracked_case

router = Router(tags=["cases"])
ODD_MARK = N_("Dấu “after” này không dùng được. Hãy gọi đúng địa chỉ “next” của trang trước.")
Lane = Literal["overdue", "today", "soon", "new", "waiting", "return"]
Sort = Literal["attention_at", "-attention_at", "submitted_at", "-submitted_at", "received_at", "-received_at"]
NAME = "The case's id, its code or its reference."
FILE: dict[Any, Any] = {200: bytes, **PROBLEMS}


class Filters(Schema):
    """What a list is narrowed to; days count in Vietnam, both ends included."""

    lane: Lane | None = Field(None, description="One part of the queue, as the lanes of the inbox.")
    state: list[State] = Field([], max_length=12, description="Any of these states.")
    unit: int | None = Field(None, description="The competent unit or one above it.")
    procedure: str = Field("", max_length=20)
    channel: Literal["", "online", "counter", "post"] = ""
    holder: int | None = Field(None, description="The post that holds the case.")
    is_open: bool | None = Field(None, description="Officers list closed cases only with a span of receipt.")
    received_from: date | None = None
    received_until: date | None = None
    due_from: date | None = None
    due_until: date | None = None

    def wanted(self) -> Wanted:
        """The same in the words of the cases."""
        narrowed = self.dict(exclude={"lane", "state", "unit", "holder"})
        states = tuple(one.value for one in self.state)
        return Wanted(lane=self.lane or "", states=states, unit_id=self.unit, holder_post_id=self.holder, **narrowed)


class Paging(Schema):
    """In which order, how many, after which row."""

    sort: Sort | None = Field(None, description="By the law's clock for open cases, else the newest first.")
    limit: int = Field(50, ge=1, le=200)
    after: str = Field("", max_length=400, description="``following`` of the page before.")


def opened(request: HttpRequest, name: str) -> Dossier:
    """The case of this id, code or reference, if the caller may open it; otherwise it does not exist for them."""
    dossier, actor = dossier_named(name), caller(request)
    may_open(actor, dossier, is_told=is_told(actor, dossier.pk)).or_refuse()
    return dossier


@router.get("/dossiers", response={200: shapes.Dossiers, **PROBLEMS}, operation_id="list_dossiers")
def listed(request: HttpRequest, narrowed: Query[Filters], paging: Query[Paging]) -> dict[str, Any]:
    """Cases page by page: a citizen's own; an officer's open ones, or all that their units took in during a span."""
    actor, wanted = caller(request), narrowed.wanted()
    rows = dossiers_listed(actor, wanted, clock.now())
    return page_shown(request, page_after(rows, order_of(actor, wanted, paging.sort), paging))


def order_of(actor: Actor, wanted: Wanted, sort: str | None) -> tuple[str, str]:
    """The keys of a stable order."""
    usual = "-received_at" if wanted.has_span else "attention_at" if actor.seats else "-submitted_at"
    key = sort or usual
    return key, "-id" if key.startswith("-") else "id"


def page_after(rows: Any, keys: tuple[str, str], paging: Paging) -> Page:
    """The page, of the rows that have the key; an odd mark is refused, since a program would begin anew for ever."""
    if paging.after and mark_read(paging.after, keys, Dossier) is None:
        raise Invalid(ODD_MARK, {"after": Sentence(ODD_MARK)})
    named = rows.filter(**{f"{keys[0].removeprefix('-')}__isnull": False})
    return page_of(named, keys, paging.after, paging.limit)


def page_shown(request: HttpRequest, page: Page) -> dict[str, Any]:
    """The rows, and where the next page is."""
    told = [(key, one) for key, given in request.GET.lists() if key != "after" for one in given]
    following = f"{request.path}?{urlencode([*told, ('after', page.following)])}" if page.following else None
    return {"rows": [shown(one) for one in page.rows], "following": page.following, "next": following}


@router.get("/inbox", response={200: shapes.Inbox, **PROBLEMS}, operation_id="inbox")
def inbox(request: HttpRequest, paging: Query[shapes.After]) -> dict[str, Any]:
    """The queue of the caller's posts in the order of the law's clock, and the questions that wait there."""
    actor = caller(request)
    page = page_after(queue(actor), ("attention_at", "id"), Paging(after=paging.after))
    return {**page_shown(request, page), "opinions": opinions_waiting(actor, 50)}


@router.get("/dossiers/found", response={200: list[shapes.Dossier], **PROBLEMS}, operation_id="find_dossiers")
def found(request: HttpRequest, q: Annotated[str, Query(max_length=200)]) -> list[dict[str, Any]]:
    """Cases by code, name, number or procedure, newest first, at most 50.

    A desk also finds what waits at another unit's desk and may be received here, by its whole reference.
    """
    return [shown(one) for one in dossiers_found(caller(request), q).order_by("-submitted_at", "-id")[:50]]


@router.post(
    "/dossiers/open",
    response={200: case_shapes.Case, 429: problems.Problem, **PROBLEMS},
    operation_id="open_dossier",
)
def open_dossier(request: HttpRequest, facts: case_shapes.BothFacts) -> dict[str, Any]:
    """A desk opens a case of another desk, whose applicant stands here, by its code and a second fact.

    It opens while papers that were asked for may be taken in here, and stays open to the caller for an hour. The
    reading is recorded; wrong tries are counted together with those of ``/track``, and too many answer 429.
    """
    actor = caller(request)
    if not actor.has_role("desk_officer"):
        raise NotPermitted(ONLY_DESK)
    dossier = tracked_case(request, facts.code, facts.digits, actor=actor)
    may_open(actor, dossier, is_told=True).or_refuse()
    remember_told(actor, dossier.pk)
    return whole(dossier, actor)


@router.get("/dossiers/{dossier_id}", response={200: case_shapes.Case, **PROBLEMS}, operation_id="read_dossier")
def read_dossier(request: HttpRequest, dossier_id: str) -> dict[str, Any]:
    """One case whole, by its id, code or reference; the reading is recorded."""
    dossier, actor = opened(request, dossier_id), caller(request)
    record_reading(dossier_id=dossier.pk, actor=actor, way="api")
    return whole(dossier, actor)


@router.get("/dossiers/{dossier_id}/history", response={200: list[shapes.Entry], **PROBLEMS}, operation_id="history")
def history(request: HttpRequest, dossier_id: str) -> list[dict[str, Any]]:
    """What happened to a case, newest first; the office's own remarks are for officers."""
    dossier, actor = opened(request, dossier_id), caller(request)
    record_reading(dossier_id=dossier.pk, actor=actor, way="api")
    return timeline(dossier, actor)


@router.get("/dossiers/{dossier_id}/papers/{int:paper_id}", response=FILE, operation_id="read_paper")
def paper_file(request: HttpRequest, dossier_id: str, paper_id: int) -> HttpResponseBase:
    """The file of a paper; the reading is recorded."""
    dossier = opened(request, dossier_id)
    return _sent(request, dossier, DossierPaper.objects.filter(pk=paper_id, dossier_id=dossier.pk))


@router.get("/dossiers/{dossier_id}/results/{uuid:result_id}", response=FILE, operation_id="read_result")
def result_file(request: HttpRequest, dossier_id: str, result_id: UUID) -> HttpResponseBase:
    """The file of a result, for its owner once it is approved; the reading is recorded."""
    dossier = opened(request, dossier_id)
    kept = Result.objects.filter(pk=result_id, dossier_id=dossier.pk)
    return _sent(request, dossier, kept if caller(request).seats else kept.filter(approved_at__isnull=False))


def _sent(request: HttpRequest, dossier: Dossier, kept: Any) -> HttpResponseBase:
    one = kept.select_related("file").first()
    stored: StoredFile | None = file_of_result(one) if isinstance(one, Result) else one.file if one else None
    if stored is None:
        raise NotFound(NO_SUCH)
    record_reading(dossier_id=dossier.pk, actor=caller(request), way="file")
    return file_response(stored)


@router.get("/dossiers/{dossier_id}/documents/{uuid:form_id}", response=FILE, operation_id="read_document")
def document_file(request: HttpRequest, dossier_id: str, form_id: UUID) -> HttpResponseBase:
    """A statutory document as it was issued, as PDF; the reading is recorded."""
    dossier = opened(request, dossier_id)
    one = StatutoryForm.objects.filter(pk=form_id, dossier_id=dossier.pk, issued_at__isnull=False).first()
    if one is None:
        raise NotFound(NO_SUCH)
    record_reading(dossier_id=dossier.pk, actor=caller(request), way="form")
    return pdf_response(form_pdf(one), f"{one.key}-{dossier}")
