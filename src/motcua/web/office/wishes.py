"""What officers ask a leader for: a new date, to ask for papers once more. One page each: agree, or not."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.dossiers.actions import consent_to_supplement, extend_deadline
from motcua.dossiers.models import Dossier, Extension, SupplementConsent
from motcua.dossiers.queries import Wish
from motcua.dossiers.rules.facts import REASONS
from motcua.kernel.refusals import NotFound, Refused
from motcua.kernel.words import N_
from motcua.web.office.desk import seen
from motcua.web.ui.access import actor_of, officer_only

EXTENSION_DECIDED = N_("Đã quyết định đề nghị gia hạn.")
CONSENTED = N_("Đã đồng ý. Yêu cầu bổ sung đã gửi cho người dân và hồ sơ bị tính là trễ hạn.")
DECLINED = N_("Đã trả lời không đồng ý. Người dân không bị yêu cầu bổ sung.")


@officer_only("leader")
def extension(request: HttpRequest, extension_id: UUID) -> HttpResponse:
    """A leader decides on a new date, or says why not."""
    found, dossier = _wished(request, Extension.objects.filter(pk=extension_id), extend_deadline.NO_SUCH)
    granted = request.POST.get("decision") == "grant"
    done, refused = _tried(
        request,
        lambda: extend_deadline.decide_extension(
            extension_id=extension_id,
            actor=actor_of(request),
            is_granted=granted,
            reason=request.POST.get("reason", ""),
        ),
        EXTENSION_DECIDED,
    )
    if done:
        return redirect("office:dossier", dossier_id=dossier.pk)
    context = {"extension": found, "dossier": dossier, "refused": refused}
    return render(request, "office/extension.html", context, status=409 if refused else 200)


@officer_only("leader")
def consent(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """A leader consents that papers are asked for once more, or says why not."""
    found, dossier = _wished(request, SupplementConsent.objects.filter(pk=consent_id), consent_to_supplement.NO_SUCH)
    granted = request.POST.get("decision") == "grant"
    done, refused = _tried(
        request, lambda: _decide(request, consent_id, granted=granted), CONSENTED if granted else DECLINED
    )
    if done:
        return redirect("office:dossier", dossier_id=dossier.pk)
    context = {"wish": found, "dossier": dossier, "refused": refused, "reasons": REASONS}
    return render(request, "office/consent.html", context, status=409 if refused else 200)


def _wished(request: HttpRequest, wishes: QuerySet[Wish], no_such: str) -> tuple[Wish, Dossier]:
    found = wishes.first()
    if found is None:
        raise NotFound(no_such)
    return found, seen(request, found.dossier_id)


def _decide(request: HttpRequest, consent_id: UUID, *, granted: bool) -> object:
    actor = actor_of(request)
    if granted:
        return consent_to_supplement.grant_consent(consent_id=consent_id, actor=actor)
    reason = request.POST.get("reason", "")
    return consent_to_supplement.decline_consent(consent_id=consent_id, actor=actor, reason=reason)


def _tried(request: HttpRequest, decide: Callable[[], object], told: str) -> tuple[bool, Refused | None]:
    """Decide when the form was sent; whether it was done, else why not."""
    if request.method != "POST":
        return False, None
    try:
        decide()
    except Refused as refusal:
        return False, refusal
    messages.success(request, gettext(told))
    return True, None
