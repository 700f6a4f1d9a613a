"""Signing what was compared, many in one sitting: the PIN is given once, the page grows as each is done."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_
from motcua.scanning.actions.sign_scans import NotSigned, sign_scans
from motcua.scanning.queries import visible_to
from motcua.signing.sitting import Sitting
from motcua.web.office.growing import Growing, asked_of, drawn, signed_in_sitting
from motcua.web.office.scans import SCANNERS, list_context
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.middleware import status_of

MOST = 200
PAGE = Growing("office/scan_signing.html", {"section": "scans", "scans": True})
NOTHING_CHOSEN = N_("Hãy chọn ít nhất một giấy tờ để ký số.")


@sensitive_post_parameters("pin")
@officer_only(*SCANNERS)
def sign(request: HttpRequest) -> HttpResponseBase:
    """Sign what was chosen; whatever refuses the key refuses before anything is signed."""
    if request.method != "POST":
        return redirect("office:scans")
    asked = asked_of(request, "scan", MOST, nothing=NOTHING_CHOSEN)
    try:
        return signed_in_sitting(request, asked, PAGE, deed=lambda key: _signing(request, key, asked.chosen))
    except Refused as refusal:
        context = {**list_context(actor_of(request)), "key_refused": refusal.sentence, "picked": asked.chosen}
        return render(request, "office/scans.html", context, status=status_of(refusal))


def _signing(request: HttpRequest, key: Sitting, chosen: Sequence[UUID]) -> Iterator[str]:
    names = dict(visible_to(key.actor).filter(pk__in=chosen).values_list("pk", "paper_name"))
    failed = 0
    for number, done in enumerate(sign_scans(chosen, key), 1):
        pk, why = (done.scan_id, done.sentence) if isinstance(done, NotSigned) else (done.pk, None)
        failed += why is not None
        context = {"scan_id": pk, "name": names.get(pk), "why": why, "number": number, "most": len(chosen)}
        yield drawn(request, "office/_scan_signed_one.html", context)
    yield drawn(request, "office/_scan_signed_all.html", {"signed": len(chosen) - failed, "failed": failed})
