"""The leader's stack of documents: looked through, signed in one sitting; the page grows as each is done."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.debug import sensitive_post_parameters

from motcua.correspondence.actions.sign_outgoing import NotSigned, sign_outgoing_batch
from motcua.correspondence.models import Outgoing
from motcua.correspondence.queries import held_outgoing
from motcua.correspondence.rules.life import Out
from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.signing.queries import certificates_of
from motcua.signing.sitting import Sitting, sitting
from motcua.web.office.correspondence.shown import out_row
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.middleware import status_of
from motcua.web.ui.posted import ids_in

NO_PIN = N_("Hãy nhập mã PIN của thiết bị ký.")
NOTHING_CHOSEN = N_("Hãy chọn ít nhất một văn bản để ký.")
MOST = 200
GROWS = "@grows@"  # where the page is cut: what is signed comes in between


@sensitive_post_parameters("pin")
@officer_only("leader")
def letters_sign(request: HttpRequest) -> HttpResponseBase:
    """Show the stack, or sign what was chosen; whatever refuses the key refuses before anything is signed."""
    if request.method != "POST":
        picked = ids_in(request.GET.getlist("chon"), 1)
        return render(request, "office/letters/stack.html", _stack(actor_of(request), picked))
    chosen = ids_in(request.POST.getlist("document"), MOST)
    certificates = ids_in(request.POST.getlist("certificate"), 1)
    pin = request.POST.get("pin", "")
    if not chosen or not certificates or not pin:
        return _refused(request, Sentence(NO_PIN if chosen else NOTHING_CHOSEN), 422, chosen=chosen)
    held = ExitStack()
    try:
        key = held.enter_context(sitting(certificates[0], pin, actor=actor_of(request)))
    except Refused as refusal:
        return _refused(request, refusal.sentence, status_of(refusal), chosen=chosen)
    answer = StreamingHttpResponse(_growing(request, held, key, chosen=chosen))
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"
    return answer


def _stack(actor: Actor, picked: Sequence[UUID] = ()) -> dict[str, Any]:
    keys = certificates_of(actor, "personal")
    return {
        "section": "letters",
        "rows": [out_row(one) for one in held_outgoing(actor).filter(state=Out.TO_SIGN)[:MOST]],
        "certificates": keys,
        "certificate_options": [(one.pk, f"{one.subject} · {one.valid_until:%d/%m/%Y}") for one in keys],
        "picked": picked,
    }


def _refused(request: HttpRequest, sentence: Sentence, status: int, *, chosen: Sequence[UUID]) -> HttpResponse:
    context = {**_stack(actor_of(request), chosen), "key_refused": sentence}
    return render(request, "office/letters/stack.html", context, status=status)


def _growing(request: HttpRequest, held: ExitStack, key: Sitting, *, chosen: Sequence[UUID]) -> Iterator[str]:
    with held:
        subjects = dict(held_outgoing(key.actor).filter(pk__in=chosen).values_list("pk", "subject"))
        context = {"section": "letters", "grows": GROWS}
        head, _, tail = render_to_string("office/letters/signing.html", context, request).partition(GROWS)
        yield head
        failed = 0
        for number, done in enumerate(sign_outgoing_batch(chosen, key), 1):
            failed += isinstance(done, NotSigned)
            yield _piece(request, done, subjects, number=number, most=len(chosen))
        told = {"signed": len(chosen) - failed, "failed": failed}
        yield render_to_string("office/letters/_signed_all.html", told, request) + tail


def _piece(
    request: HttpRequest, done: Outgoing | NotSigned, subjects: Mapping[UUID, str], *, number: int, most: int
) -> str:
    pk, why = (done.outgoing_id, done.sentence) if isinstance(done, NotSigned) else (done.pk, None)
    code = "" if isinstance(done, NotSigned) else done.code
    context = {"pk": pk, "code": code, "subject": subjects.get(pk), "why": why, "number": number, "most": most}
    return render_to_string("office/letters/_signed_one.html", context, request)
