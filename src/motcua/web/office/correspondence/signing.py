"""The leader's stack of documents: looked through, signed in one sitting; the page grows as each is done."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from motcua.correspondence.actions.sign_outgoing import NotSigned, sign_outgoing_batch
from motcua.correspondence.models import Outgoing
from motcua.correspondence.queries import held_outgoing
from motcua.correspondence.rules.life import Out
from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.signing.queries import certificates_of
from motcua.signing.remote import asks_of
from motcua.signing.sitting import Sitting
from motcua.web.office.correspondence.shown import out_row
from motcua.web.office.growing import Growing, asked_of, drawn, signed_in_sitting
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.middleware import status_of
from motcua.web.ui.posted import ids_in

NOTHING_CHOSEN = N_("Hãy chọn ít nhất một văn bản để ký.")
MOST = 200
PAGE = Growing("office/letters/signing.html", {"section": "letters", "letters": True})


@sensitive_post_parameters("pin")
@officer_only("leader")
def letters_sign(request: HttpRequest) -> HttpResponseBase:
    """Show the stack, or sign what was chosen; whatever refuses the key refuses before anything is signed."""
    if request.method != "POST":
        picked = ids_in(request.GET.getlist("chon"), 1)
        return render(request, "office/letters/stack.html", _stack(actor_of(request), picked))
    asked = asked_of(request, "document", MOST, nothing=NOTHING_CHOSEN)
    try:
        return signed_in_sitting(request, asked, PAGE, deed=lambda key: _signing(request, key, asked.chosen))
    except Refused as refusal:
        return _refused(request, refusal.sentence, status_of(refusal), chosen=asked.chosen)


def _stack(actor: Actor, picked: Sequence[UUID] = ()) -> dict[str, Any]:
    keys = certificates_of(actor, "personal")
    return {
        "section": "letters",
        "rows": [out_row(one) for one in held_outgoing(actor).filter(state=Out.TO_SIGN)[:MOST]],
        "certificates": keys,
        "certificate_options": [(one.pk, f"{one.subject} · {one.valid_until:%d/%m/%Y}") for one in keys],
        "asks": sorted({asks_of(one) for one in keys}),
        "picked": picked,
    }


def _refused(request: HttpRequest, sentence: Sentence, status: int, *, chosen: Sequence[UUID]) -> HttpResponse:
    context = {**_stack(actor_of(request), chosen), "key_refused": sentence}
    return render(request, "office/letters/stack.html", context, status=status)


def _signing(request: HttpRequest, key: Sitting, chosen: Sequence[UUID]) -> Iterator[str]:
    subjects = dict(held_outgoing(key.actor).filter(pk__in=chosen).values_list("pk", "subject"))
    failed = 0
    for number, done in enumerate(sign_outgoing_batch(chosen, key), 1):
        failed += isinstance(done, NotSigned)
        yield _piece(request, done, subjects, number=number, most=len(chosen))
    yield drawn(request, "office/letters/_signed_all.html", {"signed": len(chosen) - failed, "failed": failed})


def _piece(
    request: HttpRequest, done: Outgoing | NotSigned, subjects: Mapping[UUID, str], *, number: int, most: int
) -> str:
    pk, why = (done.outgoing_id, done.sentence) if isinstance(done, NotSigned) else (done.pk, None)
    code = "" if isinstance(done, NotSigned) else done.code
    context = {"pk": pk, "code": code, "subject": subjects.get(pk), "why": why, "number": number, "most": most}
    return drawn(request, "office/letters/_signed_one.html", context)
