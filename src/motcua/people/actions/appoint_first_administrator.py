"""Let the first administrator into a new installation."""

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotFound
from motcua.kernel.words import N_
from motcua.people.actions.appoint_officer import appoint_officer
from motcua.people.actions.create_officer import create_officer
from motcua.people.models import Account, Holding, Post
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM


def appoint_first_administrator(*, username: str, full_name: str) -> tuple[Account, str]:
    """Their account and first password, told once. For whoever stands at the machine.

    Refuses with AlreadyDone when the installation has an administrator, NotFound when it has no such post.
    """
    roots = [root.id for root in directory().roots()]
    post = Post.objects.filter(unit__in=roots, role="administrator", valid_until__isnull=True).order_by("id").first()
    if post is None:
        raise NotFound(N_("Chưa có vị trí quản trị. Hãy nạp địa phương trước."))
    if Holding.objects.filter(post__unit__in=roots, post__role="administrator", until_on__isnull=True).exists():
        raise AlreadyDone(N_("Hệ thống đã có người quản trị."))
    with transaction.atomic():
        account, password = create_officer(unit_id=post.unit_id, username=username, full_name=full_name, actor=SYSTEM)
        appoint_officer(post_id=post.pk, account_id=account.pk, from_on=clock.today(), actor=SYSTEM)
    return account, password
