"""Reading people: who acts, the directory of units and posts, hamlets."""

import time
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from threading import Lock
from typing import cast
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from motcua.kernel import clock
from motcua.kernel.identifiers import kept_phone
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.ledger.reading import Beside, rows
from motcua.people.directory import Directory, PostRef, UnitRef
from motcua.people.models import Account, ApiToken, Delegation, Hamlet, Holding, KeptView, Post, Unit, UnitSuccession
from motcua.people.rules import ANONYMOUS, Actor, Seat, valid_on

DIRECTORY_SECONDS = 5.0
HELD = Beside(
    "people_holding",
    ("post_id",),
    '"account_id" = "people_account"."id" AND "from_on" <= %(day)s AND ("until_on" IS NULL OR "until_on" >= %(day)s)',
    order="post_id",
)
ABSENT_NAME = """(SELECT a."full_name" FROM "people_holding" h JOIN "people_account" a ON a."id" = h."account_id"
    WHERE h."post_id" = beside."post_id" AND h."from_on" <= %(day)s
    AND (h."until_on" IS NULL OR h."until_on" >= %(day)s)
    ORDER BY h."from_on" DESC LIMIT 1)"""
GIVEN = Beside(
    "people_delegation",
    ("post_id", ABSENT_NAME),
    '"to_account_id" = "people_account"."id" AND "from_at" <= %(at)s AND "until_at" > %(at)s '
    'AND ("revoked_at" IS NULL OR "revoked_at" > %(at)s)',
    order="post_id",
)
_kept: list[tuple[float, Directory]] = []
_lock = Lock()


def _on(day: date, first: str, last: str) -> Q:
    return Q(**{f"{first}__lte": day}) & (Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": day}))


def _valid_posts(day: date) -> Q:
    return _on(day, "post__valid_from", "post__valid_until") & _on(
        day, "post__unit__valid_from", "post__unit__valid_until"
    )


def holdings_on(day: date) -> QuerySet[Holding]:
    """Who holds which valid post on ``day``."""
    return Holding.objects.filter(_on(day, "from_on", "until_on") & _valid_posts(day)).select_related("post__unit")


def account_of(number: str) -> Account | None:
    """The citizen's own account behind a personal number, so that they can follow the dossier on their phone."""
    if not number:
        return None
    return Account.objects.filter(kind="citizen", national_id=number, is_active=True).first()


def account_with_seats(account_id: UUID | str, at: datetime) -> Account | None:
    """The account with everything its actor needs beside it (``seated``); one statement."""
    pk = account_id if isinstance(account_id, UUID) else UUID(account_id)
    told = {"pk": pk, "day": at.astimezone(clock.VIETNAM).date(), "at": at}
    found = rows(Account, '"people_account"."id" = %(pk)s', told, beside=(HELD, GIVEN))
    if not found:
        return None
    account, held, given = found[0]
    account.seated = (held, given)
    return cast("Account", account)


def actor_of(account: Account | AnonymousUser, at: datetime) -> Actor:
    """The account as an actor at ``at``, with own and delegated seats; at most one statement."""
    if not isinstance(account, Account) or not account.is_active:
        return ANONYMOUS
    return Actor(
        kind=account.kind,  # type: ignore[arg-type]
        account_id=account.pk,
        name=account.full_name,
        seats=tuple(_seats(account, at)) if account.kind == "officer" else (),
        identity_level=account.identity_level,
    )


def _seats(account: Account, at: datetime) -> Iterator[Seat]:
    """Own seats, then those of absent officers whose post is not the account's own."""
    kept = account if hasattr(account, "seated") else account_with_seats(account.pk, at)
    held, given = kept.seated if kept else ((), ())
    day = at.astimezone(clock.VIETNAM).date()
    own = {post_id for (post_id,) in held}
    for post_id, absent in [(one, None) for one in sorted(own)] + [tuple(one) for one in given if one[0] not in own]:
        known, post = _place_of(post_id)
        unit = known.unit(post.unit_id)
        if valid_on(day, post.valid_from, post.valid_until) and valid_on(day, unit.valid_from, unit.valid_until):
            acting_for = (absent or post.title) if post_id not in own else None
            yield Seat(post.id, unit.id, unit.path, post.role, post.fields, acting_for)


def _place_of(post_id: int) -> tuple[Directory, PostRef]:
    """The post with the picture that knows it; a post newer than the kept picture has it read anew."""
    known = directory()
    found = known.post(post_id)
    if found is None:
        forget_directory()
        known = directory()
        found = known.post(post_id)
    assert found is not None
    return known, found


def _is_held(at: datetime) -> Q:
    """Whether somebody with an open account holds the post at ``at`` or acts in it."""
    day = at.astimezone(clock.VIETNAM).date()
    held = holdings_on(day).filter(post=OuterRef("pk"), account__is_active=True)
    given = Delegation.objects.filter(
        Q(revoked_at__isnull=True) | Q(revoked_at__gt=at),
        _valid_posts(day),
        post=OuterRef("pk"),
        from_at__lte=at,
        until_at__gt=at,
        to_account__is_active=True,
    )
    return Exists(held) | Exists(given)


def _read_directory() -> Directory:
    names = tuple(UnitRef.__dataclass_fields__)
    next_one = UnitSuccession.objects.filter(old=OuterRef("pk"), new__is_operating=True).order_by("-on", "-pk")
    units = Unit.objects.annotate(went_into=Subquery(next_one.values("new_id")[:1])).order_by("path")
    posts = tuple(
        PostRef(
            *(post.pk, post.unit_id, post.role, post.title, tuple(post.fields), post.valid_from, post.valid_until),
            is_held=post.is_held,
        )
        for post in Post.objects.annotate(is_held=_is_held(clock.now())).order_by("id")
    )
    return Directory(units=tuple(UnitRef(**row) for row in units.values(*names)), posts=posts, on=clock.today())


def directory() -> Directory:
    """The picture of units and posts, at most five seconds old; two statements when it is read anew."""
    if _kept and time.monotonic() - _kept[0][0] < DIRECTORY_SECONDS:
        return _kept[0][1]
    with _lock:
        picture = _read_directory()
        _kept[:] = [(time.monotonic(), picture)]
    return picture


def forget_directory() -> None:
    """Read the directory anew at the next question; called by every act that changes it."""
    _kept.clear()


def hamlets_of(commune_id: int) -> list[Hamlet]:
    """The known hamlets of a commune, by name."""
    return list(Hamlet.objects.filter(commune_id=commune_id).order_by("name"))


def posts_of(unit_ids: Iterable[int], role: str | None = None, field: str | None = None) -> list[PostRef]:
    """Today's posts in these units that fit, by the directory."""
    return directory().posts_of(unit_ids, role, field)


def officers_of(unit_ids: Iterable[int], day: date) -> QuerySet[Holding]:
    """Who sits in these units on ``day``, with post and account."""
    return holdings_on(day).filter(post__unit__in=list(unit_ids)).select_related("account").order_by("post_id")


def load_unit(unit_id: int) -> Unit:
    """The unit, or NotFound."""
    found = Unit.objects.filter(pk=unit_id).first()
    if found is None:
        raise NotFound(N_("Không có đơn vị này."))
    return found


def load_post(post_id: int) -> Post:
    """The post with its unit, or NotFound."""
    found = Post.objects.select_related("unit").filter(pk=post_id).first()
    if found is None:
        raise NotFound(N_("Không có vị trí này."))
    return found


def load_account(account_id: UUID) -> Account:
    """The account, or NotFound."""
    found = Account.objects.filter(pk=account_id).first()
    if found is None:
        raise NotFound(N_("Không có tài khoản này."))
    return found


def holding_of(post_id: int, day: date) -> Holding | None:
    """Who holds the post on ``day``."""
    return Holding.objects.filter(_on(day, "from_on", "until_on"), post=post_id).select_related("account").first()


def phone_of(account_id: UUID) -> str:
    """The phone of an account; one statement."""
    return Account.objects.filter(pk=account_id).values_list("phone", flat=True).first() or ""


def unit_paths_of(account: Account, at: datetime) -> tuple[str, ...]:
    """Where the officer sits of their own right; what decides who administers them."""
    day = at.astimezone(clock.VIETNAM).date()
    return tuple(holdings_on(day).filter(account=account).values_list("post__unit__path", flat=True))


def kept_views(actor: Actor, place: str, beside: str = "") -> list[KeptView]:
    """The ways of looking at a list (or at another ``beside`` it) that the person keeps, by name."""
    told = {"account": actor.account_id, "place": place, "beside": beside or place}
    mine = '"account_id" = %(account)s AND "place" IN (%(place)s, %(beside)s) ORDER BY "name", "id"'
    found = rows(KeptView, mine, told)
    return [view for (view,) in found]


def account_to_sign_in(text: str) -> Account | None:
    """The one account that this name means: sign-in name, citizen number, phone or e-mail, in this order.

    A phone or e-mail that several people share signs nobody in: they use their citizen number.
    """
    name = "".join(text.split()).lower()
    if not name:
        return None
    people = Account.objects.exclude(kind="system")
    sure = people.filter(Q(username=name) | Q(national_id=name)).order_by("kind").first()
    if sure is not None:
        return sure
    reached = people.filter(email=name) if "@" in name else people.filter(phone=kept_phone(name))
    found = list(reached[:2])
    return found[0] if len(found) == 1 else None


def tokens_of(account_id: UUID | None) -> list[ApiToken]:
    """The keys of an account, newest first; of each only what may be shown."""
    return list(ApiToken.objects.filter(account=account_id).defer("digest").order_by("-created_at")[:30])
