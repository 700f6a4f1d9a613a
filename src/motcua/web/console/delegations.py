"""Who acts for whom: the list of a day, naming a substitute, and an officer's own page of absence."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_, Sentence
from motcua.people.actions.delegate_post import delegate_post
from motcua.people.actions.revoke_delegation import revoke_delegation
from motcua.people.directory import AUTHORITIES, PostRef, UnitRef
from motcua.people.models import Delegation, Holding, Post
from motcua.people.policies import may_delegate_post
from motcua.people.queries import directory, holdings_on
from motcua.people.rules import MAY_STAND_IN, Actor, valid_on
from motcua.web.console.pages import Deed, show
from motcua.web.console.scope import READERS, holders_of, readers_only, unit_ids
from motcua.web.console.unit_forms import Choosing, EmptyForm, choice, today_text
from motcua.web.console.units import day_of
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.deeds import filled
from motcua.web.ui.fields import GroupedSelect, day, lazy, short_text
from motcua.web.ui.keyset import page_of

NO_SUCH = N_("Không có việc làm thay này, hoặc nó không thuộc phần bạn quản trị.")
MAKERS = ("administrator", "leader")
NEARNESS = (
    N_("Cùng đơn vị, cùng loại việc"),
    N_("Cùng đơn vị, việc khác"),
    N_("Đơn vị khác trong cùng cơ quan"),
    N_("Cơ quan khác"),
)


class DelegateForm(Choosing):
    """Whose post, who acts, from when until when, why."""

    post = choice(N_("Vị trí của người vắng"))
    account = forms.ChoiceField(
        label=lazy(N_("Người làm thay")),
        widget=GroupedSelect,
        help_text=lazy(
            N_("Chỉ hiện người làm được việc này. Chỉ chọn người ngoài đơn vị khi trong đơn vị không còn ai.")
        ),
    )
    from_on = day(N_("Từ ngày"))
    until_on = day(N_("Đến hết ngày"))
    reason = short_text(N_("Lý do vắng"), required=True, help_text=N_("Ví dụ: nghỉ phép, đi tập huấn"))


class WhoseForm(Choosing):
    """Whose post: who can stand in follows from it."""

    post = choice(N_("Vị trí của người vắng"))


def over(first: datetime, last: datetime) -> QuerySet[Delegation]:
    """The delegations that touch a span."""
    rows = Delegation.objects.filter(from_at__lt=last, until_at__gt=first)
    return rows.select_related("post__unit", "to_account", "given_by")


def day_span(on: date) -> tuple[datetime, datetime]:
    """A day from midnight to midnight."""
    first = datetime.combine(on, time(), clock.VIETNAM)
    return first, first + timedelta(days=1)


@readers_only
def delegations(request: HttpRequest) -> HttpResponse:
    """Who acts for whom on a day, and what comes."""
    actor, on = actor_of(request), day_of(request.GET.get("ngay"))
    first, last = day_span(on)
    rows = over(first, last).filter(post__unit__in=unit_ids(actor))
    coming = Delegation.objects.filter(
        post__unit__in=unit_ids(actor), from_at__gte=last, revoked_at__isnull=True
    ).select_related("post__unit", "to_account", "given_by")
    page = page_of(rows, ("-from_at", "-id"), request.GET.get("sau", ""), 50)
    later = list(coming.order_by("from_at", "id")[:50])
    context: dict[str, Any] = {"part": "delegations", "on": on, "page": page, "coming": later, "at": clock.now()}
    context["holders"] = holders_of([one.post_id for one in [*page.rows, *later]])
    context |= {"yesterday": on - timedelta(days=1), "tomorrow": on + timedelta(days=1)}
    context["may_make"] = any(actor.has_role(role) for role in MAKERS)
    return render(request, "console/delegations.html", context)


@officer_only(*MAKERS)
def delegate(request: HttpRequest) -> HttpResponse:
    """Name who acts in a post while its officer is away."""
    actor = actor_of(request)
    posts = posts_to_delegate(actor)
    chosen = request.POST.get("post") or request.GET.get("vi-tri", "")
    mine = [one for one in posts if one[0] == chosen]
    if not mine or (request.method == "POST" and "account" not in request.POST):
        return _ask_whose(request, actor, posts)
    options = {"post": mine, "account": substitutes(actor, int(chosen))}
    initial = {"from_on": today_text(), "until_on": today_text(), "post": chosen}
    deed = Deed(
        N_("Phân công người làm thay"),
        N_("Trong thời gian này người làm thay xử lý hồ sơ của vị trí; sổ ghi rõ họ làm thay ai. Hết hạn thì tự thôi."),
        filled(request, DelegateForm, initial, options=options),
        lambda given: _delegate(actor, given),
        back_for(actor),
        "delegations",
        N_("Đã phân công người làm thay."),
        N_("Phân công"),
    )
    return show(request, deed)


def _ask_whose(request: HttpRequest, actor: Actor, posts: list[tuple[str, str]]) -> HttpResponse:
    """The first of two pages: who is away."""
    deed = Deed(
        N_("Phân công người làm thay"),
        N_("Chọn vị trí của người vắng trước; trang sau chỉ hiện những người làm thay được."),
        filled(request, WhoseForm, options={"post": posts}),
        lambda given: given["post"],
        back_for(actor),
        "delegations",
        button=N_("Tiếp tục"),
        after=lambda _, post: redirect(f"{reverse('console:delegate')}?vi-tri={post}"),
    )
    return show(request, deed)


def back_for(actor: Actor) -> str:
    """The list of the console, for those who may see it; else their own page."""
    sees = any(actor.has_role(role) for role in READERS)
    return reverse("console:delegations" if sees else "console:away")


def posts_to_delegate(actor: Actor) -> list[tuple[str, str]]:
    """The held posts for which the actor may name a substitute."""
    known = directory()
    posts = [post for post in known.posts if valid_on(known.on, post.valid_from, post.valid_until)]
    mine = [one for one in posts if may_delegate_post(actor, unit_path=known.unit(one.unit_id).path, role=one.role)]
    held = holders_of([post.id for post in mine])
    return [
        (str(one.id), f"{held[one.id].account.full_name}: {one.title}, {known.unit(one.unit_id).short_name}")
        for one in mine
        if one.id in held
    ]


def substitutes(actor: Actor, post_id: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Officers in the authorities of the actor who can do the acts of the post, the nearest group first."""
    known = directory()
    post = known.post(post_id)
    if post is None:
        return []
    inside: set[int] = set()
    for seat in actor.seats:
        authority = known.authority_of(seat.unit_id)
        inside |= known.subtree_ids(authority.id if authority else seat.unit_id)
    able = holdings_on(clock.today()).filter(post__unit__in=inside, post__role__in=MAY_STAND_IN[post.role])
    others = able.filter(account__is_active=True).exclude(account=holders_of([post_id])[post_id].account_id)
    held = sorted(others.select_related("account"), key=lambda one: (_nearness(one.post, post), one.account.full_name))
    return _grouped({one.account_id: one for one in reversed(held)}, post)


def _grouped(held: dict[UUID, Holding], post: PostRef) -> list[tuple[str, list[tuple[str, str]]]]:
    """Everybody once, by the nearest of their posts."""
    groups: dict[str, list[tuple[str, str]]] = {name: [] for name in NEARNESS}
    for one in reversed(held.values()):
        place = directory().unit(one.post.unit_id).short_name
        words = f"{one.account.full_name}: {one.post.title}, {place}"
        groups[NEARNESS[_nearness(one.post, post)]].append((str(one.account_id), words))
    return [(name, people) for name, people in groups.items() if people]


def _nearness(one: Post, post: PostRef) -> int:
    """Same unit and role, same unit, same office, elsewhere."""
    if one.unit_id == post.unit_id:
        return 0 if one.role == post.role else 1
    return 2 if _office_of(one.unit_id) == _office_of(post.unit_id) else 3


def _office_of(unit_id: int) -> UnitRef | None:
    """The authority, or the agency that stands beside its own rooms."""
    offices = AUTHORITIES | {"agency"}
    return next((unit for unit in directory().ancestry(unit_id) if unit.kind in offices), None)


def _delegate(actor: Actor, given: dict[str, Any]) -> object:
    begins, ends = day_span(given["from_on"])[0], day_span(given["until_on"])[1]
    return delegate_post(
        post_id=int(given["post"]),
        to_account_id=given["account"],
        from_at=max(begins, clock.now()) if given["from_on"] == clock.today() else begins,
        until_at=ends,
        reason=given["reason"],
        actor=actor,
    )


@officer_only(*MAKERS)
def revoke(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """End a delegation before its time."""
    actor = actor_of(request)
    found = Delegation.objects.select_related("post__unit", "to_account").filter(pk=delegation_id).first()
    if found is None or not may_delegate_post(actor, unit_path=found.post.unit.path, role=found.post.role):
        raise NotFound(NO_SUCH)
    told = {"name": found.to_account.full_name, "post": found.post.title}
    deed = Deed(
        Sentence(N_("Kết thúc việc làm thay của %(name)s"), told),
        Sentence(N_("%(name)s thôi xử lý hồ sơ của vị trí “%(post)s” ngay lập tức."), told),
        filled(request, EmptyForm),
        lambda _: revoke_delegation(delegation_id=delegation_id, actor=actor),
        back_for(actor),
        "delegations",
        N_("Đã kết thúc việc làm thay."),
        N_("Kết thúc làm thay"),
        is_final=True,
    )
    return show(request, deed)


@officer_only()
def away(request: HttpRequest) -> HttpResponse:
    """An officer's own page: who acts for me, for whom I act, what I arranged, and whom to ask."""
    actor, at = actor_of(request), clock.now()
    known = directory()
    own = [seat for seat in actor.seats if seat.acting_for is None]
    mine = Q(post__in=[seat.post_id for seat in own]) | Q(to_account=actor.account_id) | Q(given_by=actor.account_id)
    rows = Delegation.objects.filter(mine, until_at__gt=at, revoked_at__isnull=True)
    rows = rows.select_related("post__unit", "to_account", "given_by").order_by("from_at")
    context = {
        "part": "away",
        "rows": list(rows),
        "seats": [
            (known.post(seat.post_id), may_delegate_post(actor, unit_path=seat.unit_path, role=seat.role))
            for seat in own
        ],
        "leaders": leaders_of(actor),
        "at": at,
    }
    context["holders"] = holders_of([one.post_id for one in context["rows"]])  # type: ignore[attr-defined]
    context["may_make"] = any(actor.has_role(role) for role in MAKERS)
    return render(request, "console/away.html", context)


def leaders_of(actor: Actor) -> list[str]:
    """Who may name a substitute for the actor."""
    known = directory()
    above = {one.id for seat in actor.seats for one in known.ancestry(seat.unit_id)}
    held = holdings_on(clock.today()).filter(post__unit__in=above, post__role="leader").select_related("account")
    return sorted({one.account.full_name for one in held.order_by("-post__unit__path")[:6]})
