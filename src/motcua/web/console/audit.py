"""The audit: what was done by whom, who read a dossier."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.models import Dossier, Reading
from motcua.dossiers.policies import scope_of
from motcua.kernel import clock
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.ledger.models import Entry
from motcua.ledger.queries import entries_of, last_check
from motcua.people.models import Account, Holding
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.web.console.audit_words import SUBJECTS, TITLES, told
from motcua.web.console.scope import is_whole, readers_only, unit_ids, units_of
from motcua.web.console.units import day_of, unit_options
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.keyset import page_of
from motcua.web.ui.words import say

PAGE_SIZE = 50
SHOWN_DAYS = 30
NO_DOSSIER = N_("Không có hồ sơ mang mã này, hoặc hồ sơ không thuộc phần bạn theo dõi.")


def near(units: frozenset[int]) -> Q:
    """What officers of these units did, and what was done to the units, their posts and officers."""
    known = directory()
    people = [str(one) for one in Holding.objects.filter(post__unit__in=units).values_list("account_id", flat=True)]
    codes = [one.code for one in known.units if one.id in units]
    posts = [str(post.id) for post in known.posts if post.unit_id in units]
    about = Q(subject_kind__in=["unit", "register", "queue", "letter_office"], subject_id__in=codes) | Q(
        subject_kind="post", subject_id__in=posts
    )
    about |= Q(subject_kind="account", subject_id__in=people)
    about |= Q(subject_kind="calendar", subject_id__in=["national", *(f"unit/{code}" for code in codes)])
    return Q(actor__id__in=people) | about


def entries_for(actor: Actor, asked: dict[str, str]) -> QuerySet[Entry]:
    """The entries of a span of days that the actor may see and asked for."""
    last = day_of(asked.get("den"))
    first = day_of(asked.get("tu"), last - timedelta(days=SHOWN_DAYS))
    begin = datetime.combine(first, datetime.min.time(), clock.VIETNAM)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), clock.VIETNAM)
    rows = Entry.objects.filter(at__gte=begin, at__lt=end)
    if not is_whole(actor):
        rows = rows.filter(near(unit_ids(actor)))
    unit = asked.get("don-vi", "")
    if unit.isdecimal() and int(unit) in unit_ids(actor):
        rows = rows.filter(near(directory().subtree_ids(int(unit))))
    if asked.get("viec") in TITLES:
        rows = rows.filter(act=asked["viec"])
    if asked.get("loai") in SUBJECTS:
        rows = rows.filter(subject_kind=asked["loai"])
    return rows.filter(_person(asked.get("nguoi", "").strip()[:100]))


def _person(text: str) -> Q:
    """Acts of the officers of this name or sign-in name."""
    if not text:
        return Q()
    named = Q(full_name__icontains=text) | Q(username__icontains=text.lower())
    people = Account.objects.filter(named, kind="officer").values_list("pk", flat=True)[:100]
    return Q(actor__id__in=[str(one) for one in people])


@readers_only
def audit(request: HttpRequest) -> HttpResponse:
    """The entries, newest first, by unit, person, act, kind of subject and day."""
    actor, asked = actor_of(request), request.GET.dict()
    page = page_of(entries_for(actor, asked), ("-at", "-id"), asked.get("sau", ""), PAGE_SIZE)
    last = day_of(asked.get("den"))
    context = {
        "part": "audit",
        "asked": asked,
        "first": day_of(asked.get("tu"), last - timedelta(days=SHOWN_DAYS)),
        "last": last,
        "page": page,
        "lines": [told(entry) for entry in page.rows],
        "unit_options": unit_options(units_of(actor)),
        "acts": sorted(((key, say(title)) for key, title in TITLES.items()), key=lambda one: one[1]),
        "subjects": SUBJECTS,
        "check": last_check(),
        "whole": is_whole(actor),
    }
    return render(request, "console/audit.html", context)


@readers_only
def find_dossier(request: HttpRequest) -> HttpResponse:
    """From a dossier's code to its entries and readings."""
    code = request.GET.get("ma", "").strip()[:60]
    found = audited(actor_of(request), Q(code=code) | Q(reference=code)) if code else None
    if found is None:
        raise NotFound(NO_DOSSIER)
    return redirect("console:dossier", dossier_id=found.pk)


def audited(actor: Actor, which: Q) -> Dossier | None:
    """The case, if the actor may audit it; an administrator does, who may not open it."""
    found = Dossier.objects.filter(which).first()
    return found if found and may_audit(actor, found) else None


def may_audit(actor: Actor, dossier: Dossier) -> bool:
    """Whether the case lies in what the actor looks after."""
    inside = set(unit_ids(actor))
    for seat in actor.seats:
        inside |= scope_of(seat, directory()) if seat.role == "inspector" else set()
    return bool({dossier.competent_unit_id, dossier.received_unit_id, dossier.holder_unit_id} & inside)


@officer_only("administrator", "inspector")
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What was done to a dossier and who read it; no answers, no papers."""
    found = audited(actor_of(request), Q(pk=dossier_id))
    if found is None:
        raise NotFound(NO_DOSSIER)
    record_reading(dossier_id=found.pk, actor=actor_of(request), way="audit")
    readings = Reading.objects.filter(dossier=found)
    page = page_of(readings, ("-at", "-id"), request.GET.get("sau", ""), PAGE_SIZE)
    entries = [told(entry) for entry in entries_of("dossier", str(found.pk))[:200]]
    context = {"part": "audit", "dossier": found, "entries": entries, "page": page, "ways": WAYS}
    return render(request, "console/audit_dossier.html", context)


WAYS = {
    "office": N_("trang xử lý"),
    "look_up": N_("tra cứu"),
    "file": N_("mở tệp"),
    "form": N_("mở biểu mẫu"),
    "audit": N_("xem nhật ký"),
    "api": N_("chương trình"),
}
