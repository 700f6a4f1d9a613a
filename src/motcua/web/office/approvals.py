"""The leader's stack of results: look through, approve many in one sitting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from motcua.dossiers.actions.approve_result import Failed, approve_results, lacks_result
from motcua.dossiers.models import Dossier, Extension, Result, StatutoryForm, SupplementConsent
from motcua.dossiers.policies import is_away
from motcua.dossiers.queries import inbox, visible_to
from motcua.dossiers.way import is_decided_here
from motcua.kernel import clock
from motcua.kernel.lifecycle import WORKING
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.signing.queries import certificates_of
from motcua.signing.remote import asks_of
from motcua.web.office.rows import row_facts
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.posted import ids_in

NOTHING_CHOSEN = N_("Hãy chọn ít nhất một hồ sơ để duyệt.")
MOST = 200


@officer_only("leader")
def approvals(request: HttpRequest) -> HttpResponse:
    """Show the stack, or approve what was chosen; what failed is listed with its reason and stays."""
    if request.method != "POST":
        return render(request, "office/approvals.html", stack_context(actor_of(request)))
    chosen = ids_in(request.POST.getlist("dossier"), MOST)
    if not chosen:
        messages.warning(request, gettext(NOTHING_CHOSEN))
        return redirect("office:approvals")
    done, failed = approve_results(dossier_ids=chosen, actor=actor_of(request))
    if done:
        words = ngettext("Đã duyệt %(count)d kết quả.", "Đã duyệt %(count)d kết quả.", len(done))
        messages.success(request, words % {"count": len(done)})
    if not failed:
        return redirect("office:approvals")
    return render(request, "office/approvals.html", stack_context(actor_of(request), failed), status=409)


def stack_context(actor: Actor, failed: Sequence[Failed] = ()) -> dict[str, Any]:
    """What waits for the leader: results, new dates, apologies; and what was just refused, by its code."""
    stack = waiting(actor)
    drafted = Result.objects.filter(dossier__in=stack, approved_at=None, dropped_at=None).select_related("file")
    drafts = {one.dossier_id: one for one in drafted}
    at, keys = clock.now(), certificates_of(actor, "personal")
    codes = dict(visible_to(actor).filter(pk__in=[one.dossier_id for one in failed]).values_list("pk", "code"))
    return {
        "section": "approvals",
        "certificates": keys,
        "certificate_options": [(one.pk, f"{one.subject} · {one.valid_until:%d/%m/%Y}") for one in keys],
        "asks": sorted({asks_of(one) for one in keys}),
        "rows": [_row(one, drafts.get(one.pk), at) for one in stack],
        "failed": [
            {"dossier_id": one.dossier_id, "code": codes.get(one.dossier_id), "why": one.sentence} for one in failed
        ],
        "extensions": _extensions(actor),
        "consents": _consents(actor),
        "apologies": _apologies(actor, at),
    }


def _row(case: Dossier, draft: Result | None, at: datetime) -> dict[str, Any]:
    return {**row_facts(case, at), "draft": draft, "lacks_result": lacks_result(draft)}


def waiting(actor: Actor) -> list[Dossier]:
    """Cases that the leader decides now, the most urgent first; what is only looked through stays in the inbox."""
    held = inbox(actor).filter(state__in=WORKING, holder_post_id__in=actor.post_ids)[:MOST]
    return [one for one in held if is_decided_here(one) and not is_away(one)]


def _led(actor: Actor) -> list[int]:
    """The units whose cases the leader decides on; the same rule as ``policies.may_lead``."""
    known = directory()
    return sorted({one for seat in actor.seats if seat.role == "leader" for one in known.subtree_ids(seat.unit_id)})


def _extensions(actor: Actor) -> list[Extension]:
    asked = Extension.objects.filter(kind="extension", decided_at=None, dropped_at=None, dossier__closed_at=None)
    return list(asked.filter(dossier__competent_unit_id__in=_led(actor)).select_related("dossier")[:50])


def _consents(actor: Actor) -> list[SupplementConsent]:
    asked = SupplementConsent.objects.filter(decided_at=None, dropped_at=None)
    return list(asked.filter(dossier__competent_unit_id__in=_led(actor)).select_related("dossier")[:50])


def _apologies(actor: Actor, at: datetime) -> list[dict[str, Any]]:
    drafted = StatutoryForm.objects.filter(key="apology", issued_at=None, dossier__state__in=WORKING)
    letters = drafted.filter(dossier__competent_unit_id__in=_led(actor)).select_related("dossier")[:50]
    return [{**row_facts(one.dossier, at), "letter": one} for one in letters]
