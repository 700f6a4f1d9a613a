"""Name who acts in a post while its officer is away."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.fold import nfc
from motcua.kernel.refusals import AlreadyDone, Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.outbox.actions.announce import announce
from motcua.people.models import Account, Delegation, Holding, Post
from motcua.people.policies import may_delegate_post
from motcua.people.queries import forget_directory, load_account, load_post
from motcua.people.rules import MAY_STAND_IN, Actor, Substitution, delegation_answer

NOT_ABLE = N_(
    "%(name)s không giữ vị trí nào làm được việc của “%(post)s” trong những ngày này. Việc của lãnh đạo chỉ giao cho "
    "lãnh đạo, việc chuyên môn giao cho chuyên môn hoặc lãnh đạo. Hãy chọn người khác."
)


def _holder(post: Post, span: tuple[datetime, datetime]) -> Holding:
    first, last = (moment.astimezone(clock.VIETNAM).date() for moment in span)
    holding = (
        Holding.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=first), post=post, from_on__lte=last)
        .select_related("account")
        .order_by("from_on")
        .first()
    )
    if holding is None:
        raise Invalid(N_("Vị trí này chưa có người giữ nên chưa cần người làm thay."))
    return holding


def _others(absent: Account, substitute: Account, now: datetime) -> list[Substitution]:
    persons = [absent.pk, substitute.pk]
    held = dict(Holding.objects.filter(account__in=persons, until_on__isnull=True).values_list("post_id", "account_id"))
    rows = Delegation.objects.filter(
        Q(to_account__in=persons) | Q(post__in=list(held)), revoked_at__isnull=True, until_at__gt=now
    )
    return [Substitution(held.get(row.post_id), row.to_account_id, (row.from_at, row.until_at)) for row in rows]


def _check_receiver(receiver: Account, reason: str) -> None:
    if receiver.kind != "officer" or not receiver.is_active:
        raise Invalid(N_("Chỉ cán bộ có tài khoản đang hoạt động mới làm thay được."))
    if not reason.strip():
        raise Invalid(N_("Ghi lý do vắng mặt."), {"reason": Sentence(N_("Ghi lý do vắng mặt."))})


def _check_able(receiver: Account, post: Post, first: date) -> None:
    """Whoever stands in holds a post of their own from which such acts can be done."""
    able = Q(account=receiver, post__role__in=MAY_STAND_IN[post.role], from_on__lte=first)
    if not Holding.objects.filter(able & (Q(until_on__isnull=True) | Q(until_on__gte=first))).exists():
        refusal = Sentence(NOT_ABLE, {"name": receiver.full_name, "post": post.title})
        raise Invalid(NOT_ABLE, {"account": refusal}, **refusal.params)


def _facts(delegation: Delegation, absent: Account) -> dict[str, Any]:
    return {
        "delegation": delegation.pk,
        "absent": absent.full_name,
        "to": str(delegation.to_account_id),
        "to_name": delegation.to_account.full_name,
        "from_at": delegation.from_at.isoformat(),
        "until_at": delegation.until_at.isoformat(),
        "reason": delegation.reason,
    }


def delegate_post(
    *, post_id: int, to_account_id: UUID, from_at: datetime, until_at: datetime, reason: str, actor: Actor
) -> Delegation:
    """Another officer acts in the post from ``from_at`` until just before ``until_at``.

    Refuses with NotPermitted, Invalid, AlreadyDone (somebody else acts then) or WrongMoment (a chain of absent people).
    Announces ``delegation.given``.
    """
    post = load_post(post_id)
    may_delegate_post(actor, unit_path=post.unit.path, role=post.role).or_refuse()
    receiver = load_account(to_account_id)
    _check_receiver(receiver, reason)
    now, span = clock.now(), (from_at, until_at)
    with transaction.atomic():
        Post.objects.select_for_update().get(pk=post.pk)
        absent = _holder(post, span).account
        wanted = Substitution(absent.pk, receiver.pk, span)
        delegation_answer(wanted, _others(absent, receiver, now), now=now).or_refuse()
        _check_able(receiver, post, from_at.astimezone(clock.VIETNAM).date())
        if Delegation.objects.filter(
            post=post, revoked_at__isnull=True, from_at__lt=until_at, until_at__gt=from_at
        ).exists():
            raise AlreadyDone(N_("Trong thời gian này đã có người làm thay ở vị trí này."))
        delegation = Delegation.objects.create(
            post=post,
            to_account=receiver,
            from_at=from_at,
            until_at=until_at,
            reason=nfc(reason.strip()),
            given_by_id=actor.account_id or absent.pk,
        )
        facts = _facts(delegation, absent)
        record(subject_kind="post", subject_id=str(post.pk), act="delegate_post", actor=actor, facts=facts, at=now)
        told = {"delegation": delegation.pk}
        announce("delegation.given", subject_id=f"delegation/{delegation.pk}", payload=told, at=now)
    forget_directory()
    return delegation
