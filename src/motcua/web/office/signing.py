"""Signing a stack of results in one sitting: the PIN is given once, the page grows as each is done.

Where the key is at a service that asks its signer on the phone, the page grows while it waits for the answer, too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
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
from motcua.people.rules import Actor
from motcua.signing.models import Certificate
from motcua.signing.queries import certificates_of
from motcua.signing.remote import asks_of, phone_of
from motcua.signing.sitting import BEAT_SECONDS, Sitting, asked_on_phone, sitting
from motcua.web.office.approvals import MOST, NOTHING_CHOSEN, stack_context
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.middleware import status_of
from motcua.web.ui.posted import ids_in

NO_PIN = N_("Hãy nhập mã PIN của thiết bị ký.")
NO_CODE = N_("Hãy nhập mã xác nhận dùng một lần.")
GROWS = "@grows@"  # where the page is cut: what is signed comes in between


@dataclass(frozen=True)
class PhoneAsked:
    """What is asked on the phone: which key, for how many documents; ``phone`` is where it is played in the demo."""

    certificate_id: UUID
    count: int
    phone: str


@dataclass(frozen=True)
class _Asked:
    """What was posted: the cases, the certificate, what its holder wants; ``lacks`` says what is missing."""

    chosen: Sequence[UUID]
    certificate_id: UUID | None
    asks: str
    phone: str
    lacks: str


@sensitive_post_parameters("pin")
@officer_only("leader")
def sign(request: HttpRequest) -> HttpResponseBase:
    """Sign and approve what was chosen; whatever refuses the key refuses before anything is signed."""
    if request.method != "POST":
        return redirect("office:approvals")
    asked, pin = _asked(request, actor_of(request)), request.POST.get("pin", "")
    if asked.lacks or asked.certificate_id is None:
        return _refused(request, Sentence(asked.lacks), 422, asked.chosen)
    if asked.asks == "phone":
        question = PhoneAsked(asked.certificate_id, len(asked.chosen), asked.phone)
        return by_phone(request, question, told={}, deed=lambda key: _signing(request, key, asked.chosen))
    held, count = ExitStack(), len(asked.chosen)
    try:
        key = held.enter_context(sitting(asked.certificate_id, pin, actor=actor_of(request), count=count))
    except Refused as refusal:
        return _refused(request, refusal.sentence, status_of(refusal), asked.chosen)
    return _streamed(_growing(request, held, key, asked=asked))


def _asked(request: HttpRequest, actor: Actor) -> _Asked:
    chosen = ids_in(request.POST.getlist("dossier"), MOST)
    given = ids_in(request.POST.getlist("certificate"), 1)
    known = certificates_of(actor, "personal") if given else []
    own: Certificate | None = next((one for one in known if one.pk in given), None)
    asks = asks_of(own) if own else "pin"
    is_open = asks == "phone" or request.POST.get("pin", "")
    lacks = NOTHING_CHOSEN if not chosen else "" if is_open and given else NO_CODE if asks == "otp" else NO_PIN
    return _Asked(chosen, given[0] if given else None, asks, phone_of(own) if own else "", lacks)


def _streamed(pieces: Iterator[str]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces)
    answer["Cache-Control"] = "no-store"
    answer["Content-Encoding"] = "identity"  # compressed, nothing would be shown before all of it is there
    answer["X-Accel-Buffering"] = "no"  # a proxy in front shows the page as it grows
    return answer


def _refused(request: HttpRequest, sentence: Sentence, status: int, chosen: Sequence[UUID]) -> HttpResponse:
    """The stack as it was, with what was ticked."""
    context = {**stack_context(actor_of(request)), "key_refused": sentence, "picked": chosen}
    return render(request, "office/approvals.html", context, status=status)


def _growing(request: HttpRequest, held: ExitStack, key: Sitting, *, asked: _Asked) -> Iterator[str]:
    with held:
        head, tail = _frame(request, {"asks": asked.asks, "most": len(asked.chosen)})
        yield head
        yield from _signing(request, key, asked.chosen)
        yield tail


def by_phone(
    request: HttpRequest, asked: PhoneAsked, *, told: Mapping[str, Any], deed: Callable[[Sitting], Iterator[str]]
) -> StreamingHttpResponse:
    """A page that waits while the signer is asked on the phone, and then grows by what ``deed`` does with the key.

    A no is told on it, and nothing was signed. ``told`` is what else its pieces are drawn with.
    """
    return _streamed(_waiting(request, asked, told=told, deed=deed))


def _waiting(
    request: HttpRequest, asked: PhoneAsked, *, told: Mapping[str, Any], deed: Callable[[Sitting], Iterator[str]]
) -> Iterator[str]:
    head, tail = _frame(request, {**told, "asks": "phone", "phone": asked.phone, "most": asked.count})
    yield head
    with ExitStack() as held:
        key: Sitting | None = None
        try:
            waiting = asked_on_phone(asked.certificate_id, actor=actor_of(request), count=asked.count, held=held)
            for beat, key in enumerate(waiting, 1):
                if key is None:
                    yield _drawn(request, "office/_waiting.html", {"seconds": int(beat * BEAT_SECONDS)})
        except Refused as refusal:
            yield _drawn(request, "office/_not_signed.html", {**told, "why": refusal.sentence})
        if key is not None:
            yield _drawn(request, "office/_confirmed.html", {})
            yield from deed(key)
    yield tail


def _frame(request: HttpRequest, told: Mapping[str, Any]) -> tuple[str, str]:
    """The page before and after what grows."""
    context = {"section": "approvals", **told, "grows": GROWS}
    head, _, tail = render_to_string("office/signing.html", context, request).partition(GROWS)
    return head, tail


def _signing(request: HttpRequest, key: Sitting, chosen: Sequence[UUID]) -> Iterator[str]:
    codes = dict(visible_to(key.actor).filter(pk__in=chosen).values_list("pk", "code"))
    failed = 0
    for number, done in enumerate(approve_signed_batch(chosen, key), 1):
        failed += isinstance(done, Failed)
        yield _piece(request, done, codes, number=number, most=len(chosen))
    yield _drawn(request, "office/_signed_all.html", {"signed": len(chosen) - failed, "failed": failed})


def _piece(
    request: HttpRequest, done: Dossier | Failed, codes: Mapping[UUID, str | None], *, number: int, most: int
) -> str:
    pk, why = (done.dossier_id, done.sentence) if isinstance(done, Failed) else (done.pk, None)
    context = {"dossier_id": pk, "code": codes.get(pk), "why": why, "number": number, "most": most}
    return _drawn(request, "office/_signed_one.html", context)


def _drawn(request: HttpRequest, template: str, context: dict[str, Any]) -> str:
    return render_to_string(template, context, request)
