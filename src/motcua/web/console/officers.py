"""Officers: find them, open and close their accounts, new passwords, keys for programs."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.fold import fold
from motcua.kernel.words import N_
from motcua.ledger.queries import entries_of
from motcua.people.models import Account, ApiToken, Holding
from motcua.people.policies import may_manage_officer
from motcua.people.queries import directory, holdings_on, unit_paths_of
from motcua.people.rules import Actor
from motcua.web.console.audit_words import told
from motcua.web.console.scope import is_whole, managed_units, officer_seen, readers_only, unit_ids
from motcua.web.console.unit_forms import ROLES
from motcua.web.ui.access import actor_of
from motcua.web.ui.keyset import page_of

PAGE_SIZE = 50
MOST_FOUND = 200
SORTS = {"ten": ("full_name", "id"), "dang-nhap": ("username", "id"), "moi": ("-created_at", "-id")}
ROLE_NAMES = dict(ROLES)


def officers_of(actor: Actor) -> QuerySet[Account]:
    """The officers that the actor looks after: seated below them, or nowhere."""
    officers = Account.objects.filter(kind="officer")
    if is_whole(actor):
        return officers
    today = holdings_on(clock.today())
    near = today.filter(post__unit__in=unit_ids(actor)).values("account_id")
    return officers.filter(Q(pk__in=near) | ~Q(pk__in=today.values("account_id")))


def filters_of(kind: str) -> Q:
    """The officers of one chip."""
    seated = Q(pk__in=holdings_on(clock.today()).values("account_id"))
    chosen = {"all": Q(), "active": Q(is_active=True), "locked": Q(is_active=False)}
    chosen["unseated"] = Q(is_active=True) & ~seated
    return chosen.get(kind, chosen["active"])


def found_ids(rows: QuerySet[Account], text: str) -> list[UUID]:
    """The officers whose name, sign-in name or phone holds the words, with or without marks."""
    words = fold(text).split()
    named = rows.values_list("pk", "full_name", "username", "phone")
    return [pk for pk, *texts in named if all(word in fold(" ".join(texts)) for word in words)][:MOST_FOUND]


@readers_only
def officers(request: HttpRequest) -> HttpResponse:
    """The list, searched, filtered, sorted."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:100]
    kind, sort = request.GET.get("muc", "active"), request.GET.get("xep", "ten")
    rows = officers_of(actor).filter(filters_of(kind))
    if text:
        rows = rows.filter(pk__in=found_ids(rows, text))
    page = page_of(rows, SORTS.get(sort, SORTS["ten"]), request.GET.get("sau", ""), PAGE_SIZE)
    context = {"part": "officers", "page": page, "text": text, "kind": kind, "sort": sort, "seats": seats_of(page.rows)}
    context["may_create"] = bool(managed_units(actor)) and actor.has_role("administrator")
    return render(request, "console/officers.html", context)


def seats_of(accounts: list[Account]) -> dict[UUID, list[Holding]]:
    """Where these officers sit today."""
    found: dict[UUID, list[Holding]] = {}
    for one in holdings_on(clock.today()).filter(account__in=accounts).order_by("post_id"):
        found.setdefault(one.account_id, []).append(one)
    return found


@readers_only
def officer(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One officer: seats, second factor, keys, what was done to the account."""
    actor = actor_of(request)
    account = officer_seen(actor, account_id)
    paths = unit_paths_of(account, clock.now())
    answer = may_manage_officer(actor, unit_paths=paths, known=directory())
    context = {
        "part": "officers",
        "account": account,
        "holdings": Holding.objects.filter(account=account).select_related("post__unit").order_by("-from_on", "-id"),
        "second_factor": Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists(),
        "tokens": ApiToken.objects.filter(account=account).order_by("-created_at")[:30],
        "answer": answer,
        "is_self": account.pk == actor.account_id,
        "may_manage": answer.allowed and actor.has_role("administrator"),
        "history": [told(entry) for entry in entries_of("account", str(account.pk))[:20]],
        "role_names": ROLE_NAMES,
    }
    return render(request, "console/officer.html", context)


def back_to(account_id: UUID) -> str:
    """The page of the officer."""
    return reverse("console:officer", args=[account_id])


def facts_of(account: Account) -> list[tuple[str, str]]:
    """Who a secret belongs to."""
    return [(N_("Cán bộ"), account.full_name), (N_("Tên đăng nhập"), account.username)]


def managed(request: HttpRequest, account_id: UUID) -> tuple[Actor, Account]:
    """The administrator and the officer of the page."""
    actor = actor_of(request)
    return actor, officer_seen(actor, account_id)
