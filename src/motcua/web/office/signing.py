"""Signing a stack of results in one sitting: the PIN is given once, the page grows as each is done."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from motcua.dossiers.actions.approve_result import Failed
from motcua.dossiers.actions.approve_signed import approve_signed_batch
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import visible_to
from motcua.kernel.refusals import Refused
from motcua.kernel.words import Sentence
from motcua.signing.sitting import Sitting
from motcua.web.office.approvals import MOST, NOTHING_CHOSEN, stack_context
from motcua.web.office.growing import Growing, asked_of, drawn, signed_in_sitting
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.middleware import status_of

PAGE = Growing("office/signing.html", {"section": "approvals"})


@sensitive_post_parameters("pin")
@officer_only("leader")
def sign(request: HttpRequest) -> HttpResponseBase:
    """Sign and approve what was chosen; whatever refuses the key refuses before anything is signed."""
    if request.method != "POST":
        return redirect("office:approvals")
    asked = asked_of(request, "dossier", MOST, nothing=NOTHING_CHOSEN)
    try:
        return signed_in_sitting(request, asked, PAGE, deed=lambda key: _signing(request, key, asked.chosen))
    except Refused as refusal:
        return _refused(request, refusal.sentence, status_of(refusal), asked.chosen)


def _refused(request: HttpRequest, sentence: Sentence, status: int, chosen: Sequence[UUID]) -> HttpResponse:
    """The stack as it was, with what was ticked."""
    context = {**stack_context(actor_of(request)), "key_refused": sentence, "picked": chosen}
    return render(request, "office/approvals.html", context, status=status)


def _signing(request: HttpRequest, key: Sitting, chosen: Sequence[UUID]) -> Iterator[str]:
    codes = dict(visible_to(key.actor).filter(pk__in=chosen).values_list("pk", "code"))
    failed = 0
    for number, done in enumerate(approve_signed_batch(chosen, key), 1):
        failed += isinstance(done, Failed)
        yield _piece(request, done, codes, number=number, most=len(chosen))
    yield drawn(request, "office/_signed_all.html", {"signed": len(chosen) - failed, "failed": failed})


def _piece(
    request: HttpRequest, done: Dossier | Failed, codes: Mapping[UUID, str | None], *, number: int, most: int
) -> str:
    pk, why = (done.dossier_id, done.sentence) if isinstance(done, Failed) else (done.pk, None)
    context = {"dossier_id": pk, "code": codes.get(pk), "why": why, "number": number, "most": most}
    return drawn(request, "office/_signed_one.html", context)
