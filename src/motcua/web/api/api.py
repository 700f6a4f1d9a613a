"""The API: catalogue, units and tracking for everyone; drafts, cases and every act with a key."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from motcua.eforms.rules.shelf import types_json
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory
from motcua.people.rules import ANONYMOUS
from motcua.procedures.models import Procedure
from motcua.procedures.queries import current_version, load_procedure, procedures_by_field
from motcua.procedures.search import search
from motcua.web.api import acts, cases, drafts, problems, shapes, store
from motcua.web.api.access import Key, caller
from motcua.web.api.description import DescribedAPI
from motcua.web.api.parsing import CarefulParser
from motcua.web.api.problems import PROBLEMS
from motcua.web.api.shown import tracked
from motcua.web.ui.keyset import mark_read, page_of
from motcua.web.ui.tracking import tracked_case

api = DescribedAPI(parser=CarefulParser(), docs_url=None, urls_namespace="api")
problems.install(api)
public = Router(tags=["public"])
office = Router(tags=["office"])
ONLY_OFFICERS = N_("Danh sách vị trí chỉ dành cho cán bộ.")
NO_UNIT = N_("Không có đơn vị này.")
BY_RANK = ("rank", "code")
AFTER = "Given in ``Link`` of the page before; only without ``q``."
Code = Annotated[str, Path(max_length=20, pattern=r"^[\w.\-]+$")]
Kind = Literal["commune", "agency", "division", "one_stop_desk", "district", "province"]


@public.get("/procedures", response={200: list[shapes.Hit], **PROBLEMS}, operation_id="search_procedures")
def procedures(
    request: HttpRequest,
    response: HttpResponse,
    q: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    after: Annotated[str, Query(max_length=400, description=AFTER)] = "",
) -> list[Any]:
    """Procedures by words, typos allowed, best first; without ``q`` all that are published, page by page.

    The header ``Link`` (``rel="next"``) of a page without ``q`` names the next one; the last page has none.
    """
    if q.strip():
        return list(search(q, limit))
    if after and mark_read(after, BY_RANK, Procedure) is None:
        raise Invalid(cases.ODD_MARK, {"after": Sentence(cases.ODD_MARK)})
    page = page_of(procedures_by_field(), BY_RANK, after, limit)
    if page.following:
        response["Link"] = f'<{request.path}?limit={limit}&after={page.following}>; rel="next"'
    return page.rows


@public.get("/procedures/{code}", response={200: shapes.Procedure, **PROBLEMS}, operation_id="read_procedure")
def procedure(request: HttpRequest, code: Code) -> dict[str, Any]:
    """One procedure as published."""
    found = load_procedure(code)
    version = current_version(code, clock.today())
    return {
        "code": found.code,
        "version": version.id if version else None,
        "number": version.number if version else None,
        "valid_from": version.valid_from if version else None,
        "bundle": _with_types(version.json) if version else dict(found.detail),
    }


def _with_types(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """The bundle with the kinds of questions in its form's schema, where every ``$ref`` of it then leads."""
    form = bundle.get("form")
    if not isinstance(form, Mapping) or "schema" not in form:
        return dict(bundle)
    schema = {**form["schema"], "$defs": {**form["schema"].get("$defs", {}), "eform-types": types_json()}}
    return {**bundle, "form": {**form, "schema": schema}}


@public.get("/units", response={200: list[shapes.Unit], **PROBLEMS}, operation_id="list_units")
def units(request: HttpRequest, kind: Kind = "commune") -> list[Any]:
    """The units of a kind that are open today: communes take applications, agencies and divisions are asked."""
    known = directory()
    return [one for one in known.units if one.kind == kind and one.is_open_on(known.on)]


@public.get("/track", response={200: shapes.Tracked, 429: problems.Problem, **PROBLEMS}, operation_id="track")
def track(request: HttpRequest, code: str, digits: str) -> dict[str, Any]:
    """A case by its code and the last four digits of the applicant's phone or identity number."""
    return tracked(tracked_case(request, code, digits, actor=ANONYMOUS))


@office.get("/posts", response={200: list[shapes.Post], **PROBLEMS}, operation_id="list_posts")
def posts(request: HttpRequest, unit: int) -> list[Any]:
    """Today's posts of a unit and below it; for officers."""
    known = directory()
    if not caller(request).seats:
        raise NotPermitted(ONLY_OFFICERS)
    if unit not in {one.id for one in known.units}:
        raise NotFound(NO_UNIT)
    return known.posts_of(known.subtree_ids(unit))


api.add_router("/v1", public)
for router in (drafts.router, store.router, cases.router, acts.router, office):
    api.add_router("/v1", router, auth=Key())
