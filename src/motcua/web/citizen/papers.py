"""Papers: attached to an application, or supplied when the office asks; each checked at once, with what to do."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.dossiers.actions.save_draft import attach_paper, detach_paper
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.policies import NO_SUCH, may_own
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.rules.facts import REASONS
from motcua.dossiers.rules.intake import lacking
from motcua.files.actions.store_file import FileRefused, store_file
from motcua.kernel.refusals import Invalid, NotFound, Refused
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion
from motcua.web.citizen.access import actor_of, signed_in
from motcua.web.citizen.applying import kept, next_task

NO_PAPER = N_("Thủ tục này không yêu cầu giấy tờ đó.")
NO_FILE = N_("Hãy chụp ảnh hoặc chọn một tệp rồi bấm Gửi tệp.")
SENT = N_("Đã gửi giấy tờ bổ sung. Cơ quan sẽ xử lý tiếp.")
HOURS = 72


@signed_in
def papers(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """One tile a paper: give, replace, take out; a file that is not good is told why and what to do."""
    draft, loaded = kept(request, draft_id)
    refused: dict[str, Any] = {}
    if request.method == "POST":
        if request.POST.get("next"):
            return redirect(next_task(draft, loaded))
        key = request.POST.get("requirement", "")
        try:
            _change(request, draft_id, key, loaded)
        except Invalid as refusal:
            refused = {"key": key, **told(refusal)}
        if request.headers.get("X-Fragment"):
            names = [one.name for one in request.FILES.getlist(f"file-{key}")]
            return render(request, "citizen/_checked.html", {"refused": refused, "names": names})
        if not refused:
            return redirect(f"{request.path}#giay-{key}")
    missing = lacking(loaded.bundle, draft.papers)
    context = {
        "draft": draft,
        "bundle": loaded.bundle,
        "listed": [(one, draft.papers.get(one.key, [])) for one in asked_papers(loaded)],
        "groups": {one.key: one for one in loaded.bundle.groups},
        "missing": missing,
        "refused": refused,
    }
    return render(request, "citizen/papers.html", context, status=422 if refused else 200)


def asked_papers(loaded: LoadedVersion) -> list[Any]:
    """The papers that are handed in."""
    return [one for one in loaded.bundle.requirements if one.kind == "document" and one.mode == "submit"]


def told(refusal: Invalid) -> dict[str, Any]:
    """What the check found and what to do about it."""
    advice = refusal.verdict.advice if isinstance(refusal, FileRefused) else None
    return {"sentence": refusal.sentence, "advice": advice}


def _change(request: HttpRequest, draft_id: UUID, key: str, loaded: LoadedVersion) -> None:
    actor = actor_of(request)
    wanted = loaded.bundle.requirement(key)
    if wanted is None:
        raise NotFound(NO_PAPER)
    if request.POST.get("remove", "").isdigit():
        detach_paper(draft_id=draft_id, actor=actor, requirement_key=key, index=int(request.POST["remove"]))
        return
    for paper in _taken(request, f"file-{key}", wanted, actor):
        attach_paper(draft_id=draft_id, actor=actor, requirement_key=key, paper=paper)


def _taken(request: HttpRequest, name: str, wanted: Any, actor: Actor) -> list[dict[str, Any]]:
    """Every file posted under the name, checked and kept; refuses when there is none."""
    sent = [one for one in request.FILES.getlist(name) if one]
    if not sent:
        raise Invalid(NO_FILE)
    accepts = wanted.accepts if wanted else ("pdf", "jpg", "png")
    limit = (wanted.max_mb if wanted else 10) * 1_000_000
    return [
        {
            "file": str(store_file(stream=one, name=one.name or "", actor=actor, accepts=accepts, max_bytes=limit).pk),
            "name": wanted.name if wanted else one.name or "",
            "file_name": one.name or "",
            "source": "upload",
            "kind": "electronic",
        }
        for one in sent
    ]


@signed_in
def supplement(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """What the office asks for, each with its reason; files are kept from try to try until all is sent."""
    dossier, asked = _asked(request, dossier_id)
    place = f"supplement/{dossier_id}/{asked.pk}"
    given: dict[str, list[dict[str, Any]]] = cache.get(place) or {}
    refused: dict[str, Any] = {}
    answer = request.POST.get("answer", "")
    if request.method == "POST":
        try:
            given = _gathered(request, asked, given)
            cache.set(place, given, HOURS * 3600)
            if "send" in request.POST:
                supplement_dossier(dossier_id=dossier_id, actor=actor_of(request), papers=given, answer=answer)
                cache.delete(place)
                messages.success(request, gettext(SENT))
                return redirect("citizen:dossier", dossier_id=dossier_id)
        except Invalid as refusal:
            refused = {**told(refusal), "errors": refusal.errors}
    asks = [{**one, "given": given.get(one["requirement"], []), "why": REASONS[one["reason"]]} for one in asked.asks]
    context = {"dossier": dossier, "request_": asked, "asks": asks, "refused": refused, "answer": answer}
    return render(request, "citizen/supplement.html", context, status=422 if refused else 200)


def _asked(request: HttpRequest, dossier_id: UUID) -> tuple[Dossier, SupplementRequest]:
    dossier = load_dossier(dossier_id)
    actor = actor_of(request)
    if actor.account_id not in (dossier.applicant_account_id, dossier.submitter_account_id):
        raise NotFound(NO_SUCH)
    act = "supplement_at_door" if dossier.state == "door_supplement" else "supplement_dossier"
    may_own(actor, dossier, act).or_refuse()
    found = SupplementRequest.objects.filter(dossier_id=dossier.pk, closed_at=None).first()
    if found is None:
        raise Refused(N_("Hồ sơ này không còn yêu cầu bổ sung nào."))
    return dossier, found


def _gathered(
    request: HttpRequest, asked: SupplementRequest, given: Mapping[str, list[dict[str, Any]]]
) -> dict[str, list[dict[str, Any]]]:
    """The files given so far and those of this post."""
    found = {key: list(kept) for key, kept in given.items()}
    for one in asked.asks:
        key = one["requirement"]
        if request.FILES.get(f"file-{key}"):
            taken = _taken(request, f"file-{key}", None, actor_of(request))
            found[key] = [*found.get(key, []), *({**paper, "name": one["name"]} for paper in taken)]
        if request.POST.get("remove") == key:
            found.pop(key, None)
    return found
