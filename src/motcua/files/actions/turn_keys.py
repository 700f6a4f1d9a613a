"""Master keys of the files: a new one, everything put under it, an old one removed when nothing needs it."""

import logging
import time
from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q

from motcua.files.keyring import KeyLost, made_at
from motcua.files.models import Content
from motcua.files.vault import FileDamaged, key_ring, vault
from motcua.kernel import clock
from motcua.kernel.refusals import NotFound, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.actions.record import Acting, record

log = logging.getLogger("motcua.files")
SECONDS_A_TURN = 10.0
AT_ONCE = 200
REST = timedelta(hours=1)  # a file that was being sealed when the newer key came has long arrived
NO_SUCH_KEY = N_("Không có khóa %(key)s trong thư mục khóa.")
IN_USE = N_("Khóa %(key)s đang dùng để khóa tệp mới nên không bỏ được. Hãy đổi sang khóa mới trước.")
NEEDED = N_("Còn %(count)s tệp cần khóa %(key)s nên chưa bỏ được. Hãy đợi máy chuyển hết sang khóa mới rồi thử lại.")
TOO_SOON = N_("Khóa mới vừa được tạo. Hãy đợi ít nhất một giờ rồi mới bỏ khóa %(key)s.")


def rotate_key(*, actor: Acting) -> str:
    """A new master key, in use from now on; returns its name. A job puts everything under it."""
    named = key_ring().make(Content.objects.aggregate(newest=Max("key"))["newest"] or "")
    _write_down("rotate_key", named, actor)
    return named


def turn_contents(seconds: float = SECONDS_A_TURN) -> int:
    """Put contents under the key in use, for so many seconds; returns how many. May run twice, may be killed."""
    current, until, done = key_ring().current_id(), time.monotonic() + seconds, 0
    others = Q(key__lt=current) | Q(key__gt=current)  # an index answers that; NOT = it would not
    waiting = Content.objects.filter(others, state="whole").values_list("sha256", flat=True)
    while batch := list(waiting[:AT_ONCE]):
        for sha256 in batch:
            if time.monotonic() > until:
                return done
            done += _turn(sha256)
    return done


def _turn(sha256: str) -> bool:
    """One content; what cannot be turned is marked, and looked at again by the check of contents."""
    kept, state = vault(), "whole"
    try:
        key = kept.turn(sha256)
    except KeyLost:
        state = "locked"
    except FileDamaged:
        state = "damaged"
    except FileNotFoundError:
        state = "missing"
    with transaction.atomic():
        content = Content.objects.select_for_update().filter(pk=sha256)
        if not content.first():
            kept.forget(sha256)  # it was let go while it was turned; the turned one may not stay behind
            return False
        content.update(**({"key": key} if state == "whole" else {"state": state}))
    if state != "whole":
        log.error("files.not_turned sha256=%s state=%s", sha256, state)
    return state == "whole"


def remove_key(*, key_id: str, actor: Acting, rest: timedelta = REST) -> None:
    """Remove an old master key for good. Refuses with NotFound, or WrongMoment while anything may need it.

    What counts is what stands in the store itself, not what the database says of it.
    """
    ring = key_ring()
    known = ring.ids()
    if key_id not in known:
        raise NotFound(NO_SUCH_KEY, key=key_id)
    if key_id == known[-1]:
        raise WrongMoment(IN_USE, key=key_id)
    newer = known[known.index(key_id) + 1]
    if clock.of_machine() - made_at(newer) < rest:
        raise WrongMoment(TOO_SOON, key=key_id)
    count = Content.objects.filter(key=key_id).count() or _needing(key_id)
    if count:
        raise WrongMoment(NEEDED, key=key_id, count=count)
    _write_down("remove_key", key_id, actor)
    ring.remove(key_id)


def _needing(key_id: str) -> int:
    kept, count = vault(), 0
    for one in kept.contents():
        with suppress(FileNotFoundError, FileDamaged):
            count += kept.key_of(one.name) == key_id
    return count


def _write_down(act: str, key_id: str, actor: Acting) -> None:
    at, facts = clock.now(), {"key": key_id}
    record(subject_kind="files", subject_id="keys", act=act, actor=actor, facts=facts, at=at)
