"""Make a seat in a unit."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.fold import nfc
from motcua.kernel.refusals import Invalid, WrongMoment
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.models import Post, Role
from motcua.people.policies import may_manage_unit
from motcua.people.queries import forget_directory, load_unit
from motcua.people.rules import Actor


def create_post(
    *, unit_id: int, role: str, title: str, fields: Sequence[str] = (), valid_from: date, actor: Actor
) -> Post:
    """A new post of ``role``; no fields means all. Refuses with NotPermitted, Invalid or WrongMoment."""
    unit = load_unit(unit_id)
    may_manage_unit(actor, unit.path).or_refuse()
    errors = {}
    if role not in Role.values:
        errors["role"] = Sentence(N_("Chọn một vai trò."))
    if not title.strip():
        errors["title"] = Sentence(N_("Nhập tên vị trí."))
    if errors:
        raise Invalid(N_("Chưa tạo được vị trí. Xem lại những ô được đánh dấu."), errors)
    if unit.valid_until is not None and unit.valid_until < valid_from:
        raise WrongMoment(N_("%(unit)s đã kết thúc hoạt động nên không thêm vị trí được."), unit=unit.name)
    with transaction.atomic():
        post = Post.objects.create(
            unit=unit, role=role, title=nfc(title.strip()), fields=[nfc(f) for f in fields], valid_from=valid_from
        )
        facts = {"unit": unit.code, "role": role, "title": post.title, "fields": post.fields}
        record(
            subject_kind="post", subject_id=str(post.pk), act="create_post", actor=actor, facts=facts, at=clock.now()
        )
    forget_directory()
    return post
