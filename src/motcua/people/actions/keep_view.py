"""Keep a way of looking at a list under a name, or let it go."""

from motcua.kernel.fold import nfc
from motcua.kernel.refusals import Invalid, NotFound
from motcua.kernel.words import N_
from motcua.people.models import KeptView
from motcua.people.rules import Actor

MOST = 12
NAME = N_("Hãy đặt tên cho cách xem này, nhiều nhất 40 chữ.")
FULL = N_("Bạn đã giữ %(most)d cách xem. Hãy bỏ bớt một cách xem cũ rồi giữ cách mới.")
NO_SUCH = N_("Không tìm thấy cách xem này.")


def keep_view(*, actor: Actor, place: str, name: str, query: str) -> KeptView:
    """The view under this name; the same name again keeps the new one instead. A person's own, so no ledger entry."""
    name = nfc(name.replace("\x00", "")).strip()
    if not name or len(name) > 40 or actor.account_id is None:
        raise Invalid(NAME)
    kept = KeptView.objects.filter(account_id=actor.account_id, place=place)
    if not kept.filter(name=name).exists() and kept.count() >= MOST:
        raise Invalid(FULL, most=MOST)
    view, _ = KeptView.objects.update_or_create(
        account_id=actor.account_id, place=place, name=name, defaults={"query": query[:300]}
    )
    return view


def drop_view(*, actor: Actor, view_id: int) -> None:
    """Let a kept view go; somebody else's does not exist for the actor."""
    view = KeptView.objects.filter(pk=view_id).first()
    if view is None or view.account_id != actor.account_id:
        raise NotFound(NO_SUCH)
    view.delete()
