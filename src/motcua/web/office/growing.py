"""A page that grows while a key signs one thing after the other, and the key that is asked for before it.

Where the key is at a service that asks its signer on the phone, the page grows while it waits for the answer, too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string

from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_
from motcua.signing.models import Certificate
from motcua.signing.queries import certificates_of
from motcua.signing.remote import asks_of, phone_of
from motcua.signing.sitting import BEAT_SECONDS, Sitting, asked_on_phone, sitting
from motcua.web.ui.access import actor_of
from motcua.web.ui.posted import ids_in

NO_PIN = N_("Hãy nhập mã PIN của thiết bị ký.")
NO_CODE = N_("Hãy nhập mã xác nhận dùng một lần.")
GROWS = "@grows@"  # where the page is cut: what is signed comes in between
Deed = Callable[[Sitting], Iterator[str]]


@dataclass(frozen=True)
class PhoneAsked:
    """What is asked on the phone: which key, for how many documents; ``phone`` is where it is played in the demo."""

    certificate_id: UUID
    count: int
    phone: str


@dataclass(frozen=True)
class Asked:
    """What was posted: what was ticked, the certificate, what its holder wants; ``lacks`` says what is missing."""

    chosen: Sequence[UUID]
    certificate_id: UUID | None
    asks: str
    phone: str
    lacks: str
    pin: str


@dataclass(frozen=True)
class Growing:
    """The page around what grows: its template, and what it is drawn with."""

    template: str
    told: Mapping[str, Any]


def asked_of(request: HttpRequest, field: str, most: int, *, nothing: str) -> Asked:
    """As posted; ``field`` names what was ticked, ``nothing`` is said where nothing was."""
    chosen = ids_in(request.POST.getlist(field), most)
    given = ids_in(request.POST.getlist("certificate"), 1)
    known = certificates_of(actor_of(request), "personal") if given else []
    own: Certificate | None = next((one for one in known if one.pk in given), None)
    asks, pin = asks_of(own) if own else "pin", request.POST.get("pin", "")
    is_open = asks == "phone" or pin
    lacks = nothing if not chosen else "" if is_open and given else NO_CODE if asks == "otp" else NO_PIN
    return Asked(chosen, given[0] if given else None, asks, phone_of(own) if own else "", lacks, pin)


def signed_in_sitting(request: HttpRequest, asked: Asked, page: Growing, *, deed: Deed) -> StreamingHttpResponse:
    """The page that grows by what ``deed`` does with the key. Refuses with Invalid, or as a sitting does, before it."""
    if asked.lacks or asked.certificate_id is None:
        raise Invalid(asked.lacks)
    count = len(asked.chosen)
    if asked.asks == "phone":
        return by_phone(request, PhoneAsked(asked.certificate_id, count, asked.phone), told=page, deed=deed)
    held = ExitStack()
    key = held.enter_context(sitting(asked.certificate_id, asked.pin, actor=actor_of(request), count=count))
    told = {**page.told, "asks": asked.asks, "most": count}
    return _streamed(_growing(request, Growing(page.template, told), held, made=lambda: deed(key)))


def by_phone(request: HttpRequest, asked: PhoneAsked, *, told: Growing, deed: Deed) -> StreamingHttpResponse:
    """A page that waits while the signer is asked on the phone, and then grows by what ``deed`` does with the key.

    A no is told on it, and nothing was signed. ``told`` is what else its pieces are drawn with.
    """
    return _streamed(_waiting(request, asked, told=told, deed=deed))


def _streamed(pieces: Iterator[str]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces)
    answer["Cache-Control"] = "no-store"
    answer["Content-Encoding"] = "identity"  # compressed, nothing would be shown before all of it is there
    answer["X-Accel-Buffering"] = "no"  # a proxy in front shows the page as it grows
    return answer


def _growing(
    request: HttpRequest, page: Growing, held: ExitStack, *, made: Callable[[], Iterator[str]]
) -> Iterator[str]:
    with held:
        head, tail = _frame(request, page)
        yield head
        yield from made()
        yield tail


def _waiting(request: HttpRequest, asked: PhoneAsked, *, told: Growing, deed: Deed) -> Iterator[str]:
    more = {**told.told, "asks": "phone", "phone": asked.phone, "most": asked.count}
    head, tail = _frame(request, Growing(told.template, more))
    yield head
    with ExitStack() as held:
        key: Sitting | None = None
        try:
            waiting = asked_on_phone(asked.certificate_id, actor=actor_of(request), count=asked.count, held=held)
            for beat, key in enumerate(waiting, 1):
                if key is None:
                    yield drawn(request, "office/_waiting.html", {"seconds": int(beat * BEAT_SECONDS)})
        except Refused as refusal:
            yield drawn(request, "office/_not_signed.html", {**told.told, "why": refusal.sentence})
        if key is not None:
            yield drawn(request, "office/_confirmed.html", {})
            yield from deed(key)
    yield tail


def _frame(request: HttpRequest, page: Growing) -> tuple[str, str]:
    """The page before and after what grows."""
    head, _, tail = render_to_string(page.template, {**page.told, "grows": GROWS}, request).partition(GROWS)
    return head, tail


def drawn(request: HttpRequest, template: str, context: dict[str, Any]) -> str:
    """A piece of the page."""
    return render_to_string(template, context, request)
