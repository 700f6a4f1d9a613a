"""Signing a stack of results in one sitting: the PIN is given once, the page grows as each is done."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.debug import sensitive_post_parameters

from motcua.dossiers.actions.approve_result import Failed
from motcua.dossiers.actions.approve_signed import approve_signed_batch
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import visible_to
from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_, Sentence
from motcua.signing.sitting import Sitting, sitting
from motcua.web.office.approvals import MOST, NOTHING_CHOSEN, stack_context
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.middleware import status_of
from motcua.web.ui.posted import ids_in

NO_PIN = N_("Hãy nhập mã PIN của thiết bị ký.")
GROWS = "@grows@"  # where the page is cut: what is signed comes in between


@sensitive_post_parameters("pin")
@officer_only("leader")
def sign(request: HttpRequest) -> HttpResponseBase:
    """Sign and approve what was chosen; whatever refuses the key refuses before anything is signed."""
    if request.method != "POST":
        return redirect("office:approvals")
    chosen = ids_in(request.POST.getlist("dossier"), MOST)
    certificates = ids_in(request.POST.getlist("certificate"), 1)
    pin = request.POST.get("pin", "")
    if not chosen or not certificates or not pin:
        return _refused(request, Sentence(NO_PIN if chosen else NOTHING_CHOSEN), 422, chosen)
    held = ExitStack()
    try:
        open_key = held.enter_context(sitting(certificates[0], pin, actor=actor_of(request)))
    except Refused as refusal:
        return _refused(request, refusal.sentence, status_of(refusal), chosen)
    answer = StreamingHttpResponse(_growing(request, held, open_key, chosen=chosen))
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"  # a proxy in front shows the page as it grows
    return answer


def _refused(request: HttpRequest, sentence: Sentence, status: int, chosen: Sequence[UUID]) -> HttpResponse:
    """The stack as it was, with what was ticked."""
    context = {**stack_context(actor_of(request)), "key_refused": sentence, "picked": chosen}
    return render(request, "office/approvals.html", context, status=status)


def _growing(request: HttpRequest, held: ExitStack, key: Sitting, *, chosen: Sequence[UUID]) -> Iterator[str]:
    with held:
        codes = dict(visible_to(key.actor).filter(pk__in=chosen).values_list("pk", "code"))
        context = {"section": "approvals", "most": len(chosen), "grows": GROWS}
        head, _, tail = render_to_string("office/signing.html", context, request).partition(GROWS)
        yield head
        failed = 0
        for number, done in enumerate(approve_signed_batch(chosen, key), 1):
            failed += isinstance(done, Failed)
            yield _piece(request, done, codes, number=number, most=len(chosen))
        yield (
            render_to_string("office/_signed_all.html", {"signed": len(chosen) - failed, "failed": failed}, request)
            + tail
        )


def _piece(
    request: HttpRequest, done: Dossier | Failed, codes: Mapping[UUID, str | None], *, number: int, most: int
) -> str:
    pk, why = (done.dossier_id, done.sentence) if isinstance(done, Failed) else (done.pk, None)
    context = {"dossier_id": pk, "code": codes.get(pk), "why": why, "number": number, "most": most}
    return render_to_string("office/_signed_one.html", context, request)
