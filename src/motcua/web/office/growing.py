"""A page that grows while a key signs one thing after the other, and the key that is asked for before it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.signing.sitting import Sitting, sitting
from motcua.web.ui.access import actor_of
from motcua.web.ui.posted import ids_in

NO_PIN = N_("Hãy nhập mã PIN của thiết bị ký.")
GROWS = "@grows@"  # where the page is cut: what is signed comes in between


@dataclass(frozen=True)
class Asked:
    """What a page of signing posted: what was ticked, with which certificate, the PIN."""

    chosen: Sequence[UUID]
    certificates: Sequence[UUID]
    pin: str

    @classmethod
    def of(cls, request: HttpRequest, field: str, most: int) -> "Asked":
        """As posted; ``field`` names what was ticked."""
        ticked = ids_in(request.POST.getlist(field), most)
        return cls(ticked, ids_in(request.POST.getlist("certificate"), 1), request.POST.get("pin", ""))


def opened_key(request: HttpRequest, asked: Asked, *, nothing: str) -> tuple[ExitStack, Sitting]:
    """The key, open until the stack is closed. Refuses with Invalid (``nothing``: none was ticked) or as a sitting."""
    if not asked.chosen or not asked.certificates or not asked.pin:
        raise Invalid(NO_PIN if asked.chosen else nothing)
    held = ExitStack()
    return held, held.enter_context(sitting(asked.certificates[0], asked.pin, actor=actor_of(request)))


def growing(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, held: ExitStack, pieces: Iterable[str]
) -> StreamingHttpResponse:
    """The page up to ``{{ grows }}``, then each piece as it comes, then its end; the key is closed with it."""
    answer = StreamingHttpResponse(_whole(request, template, context, held=held, pieces=pieces))
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"  # a proxy in front shows the page as it grows
    return answer


def _whole(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, held: ExitStack, pieces: Iterable[str]
) -> Iterator[str]:
    with held:
        head, _, tail = render_to_string(template, {**context, "grows": GROWS}, request).partition(GROWS)
        yield head
        yield from pieces
        yield tail
