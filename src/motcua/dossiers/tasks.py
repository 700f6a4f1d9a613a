"""The watch over every open case: nobody is forgotten, each finding ends in one act."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from motcua.dossiers.actions.close_unanswered import close_unanswered
from motcua.dossiers.actions.extend_deadline import draft_apology
from motcua.dossiers.actions.give_opinion import chase_opinion, lapse_opinion
from motcua.dossiers.actions.put_digitised import Digitised, put_in_place
from motcua.dossiers.actions.reseat_dossier import relieve_vacant_post
from motcua.dossiers.actions.watch_clock import escalate, remind_applicant, warn_holder
from motcua.dossiers.models import Dossier, Opinion, StatutoryForm
from motcua.dossiers.queries import calendar_of, parameters_of
from motcua.dossiers.rules.terms import days_later
from motcua.dossiers.rules.watch import apology_is_due, half_time, ranks_over, to_escalate, to_warn
from motcua.dossiers.workload import waiting_pairs
from motcua.kernel import clock
from motcua.kernel.lifecycle import STILL, WORKING, State
from motcua.kernel.refusals import Refused
from motcua.outbox.registry import Happened
from motcua.people.queries import directory, forget_directory

log = logging.getLogger("motcua.dossiers.watch")
ANSWERING = (State.DOOR_SUPPLEMENT, State.AWAITING_SUPPLEMENT)
OWING = (*ANSWERING, State.AWAITING_PAYMENT)
OURS = (State.SUBMITTED, *WORKING, State.SUSPENDED)
REMINDED = (State.FINISHED, State.AWAITING_PAYMENT)
APOLOGY_REASON = "Hồ sơ chưa thể trả kết quả đúng hẹn vì cần thêm thời gian xử lý."
APOLOGY_DAYS = 3
HEAVY = ("answers", "applicant", "consent", "delivery", "fees", "search_text")
PAGE = 500
Found = TypeVar("Found", bound=Model)


def watch_clocks() -> int:
    """Do whatever is due at this moment on any open case; returns how many acts were done. May run twice."""
    at = clock.now()
    forget_directory()
    done = sum(_do(relieve_vacant_post, dossier_id=pk, post_id=post) for pk, post in _at_vacant_posts())
    done += sum(_do(close_unanswered, dossier_id=one.pk) for one in _due(at, state__in=ANSWERING))
    done += sum(_silent(opinion) for opinion in _unanswered_opinions(at))
    done += sum(_do(escalate, dossier_id=one.pk) for one in _late(at) if _is_to_escalate(one, at))
    done += sum(_do(remind_applicant, dossier_id=one.pk) for one in _due(at, state__in=REMINDED))
    return done + sum(_look_ahead(one, at) for one in _pages(_soon(at), "attention_at"))


def _do(act: Callable[..., object], **what: Any) -> int:
    """One act; what is refused, or fails, on one case keeps the watch from no other."""
    try:
        act(**what)
    except Refused as refused:
        log.info("watch.refused", extra={"act": act.__name__, "why": type(refused).__name__, **_named(what)})
        return 0
    except Exception:
        log.exception("watch.failed", extra={"act": act.__name__, **_named(what)})
        return 0
    return 1


def _named(what: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in what.items() if isinstance(value, UUID)}


def _pages(rows: QuerySet[Found], moment: str) -> Iterator[Found]:
    """Every row in the order of ``moment``, page by page: what cannot be helped now keeps nobody behind it waiting."""
    page = list(rows.order_by(moment, "pk")[:PAGE])
    while page:
        yield from page
        last = {moment: getattr(page[-1], moment), "pk": page[-1].pk}
        after = Q(**{f"{moment}__gt": last[moment]}) | Q(**{moment: last[moment], "pk__gt": last["pk"]})
        page = list(rows.filter(after).order_by(moment, "pk")[:PAGE]) if len(page) == PAGE else []


def _due(at: datetime, **found: Any) -> Iterator[Dossier]:
    return _pages(_open(attention_at__lte=at, **found), "attention_at")


def _open(**found: Any) -> QuerySet[Dossier]:
    return Dossier.objects.filter(closed_at=None, **found).defer(*HEAVY)


def _at_vacant_posts() -> list[tuple[UUID, int]]:
    """What waits where nobody sits, and could go to somebody."""
    return waiting_pairs([post.id for post in directory().posts if not post.is_held])


def _unanswered_opinions(at: datetime) -> Iterator[Opinion]:
    waiting = Opinion.objects.filter(answered_at=None, kind="opinion", due_at__lte=at, chased_at=None)
    return _pages(waiting.filter(dossier__state__in=(*WORKING, *STILL)).select_related("dossier"), "due_at")


def _silent(opinion: Opinion) -> int:
    waits = parameters_of(opinion.dossier)["consult.silence"] == "wait"
    return _do(chase_opinion if waits else lapse_opinion, opinion_id=opinion.pk)


def _late(at: datetime) -> Iterator[Dossier]:
    yield from _due(at, state__in=OURS)
    elsewhere = _open(back_to_post__isnull=False, step_due_at__lte=at, attention_at__gt=at, state__in=WORKING)
    yield from _pages(elsewhere, "step_due_at")


def _is_to_escalate(dossier: Dossier, at: datetime) -> bool:
    above = (dossier.holder_unit_id, dossier.competent_unit_id)
    ranks = len(ranks_over(directory(), above, but=dossier.holder_post_id))
    calendar, parameters = calendar_of(dossier), parameters_of(dossier)
    return to_escalate(dossier, calendar, at, ranks=ranks, parameters=parameters) is not None


def _soon(at: datetime) -> QuerySet[Dossier]:
    """Open cases whose holder or applicant was not warned of every deadline, or that have no drafted apology."""
    drafted = StatutoryForm.objects.filter(key="apology", dossier=OuterRef("pk"))
    unwarned = Q(warned_at=None) | Q(back_to_post__isnull=False)
    rows = _open().exclude(state=State.FINISHED).annotate(has_apology=Exists(drafted))
    return rows.filter(Q(unwarned, attention_at__gt=at) | Q(has_apology=False, state__in=WORKING))


def _look_ahead(dossier: Any, at: datetime) -> int:
    """Remind an applicant at half their time; warn a holder, and draft the apology."""
    calendar, parameters = calendar_of(dossier), parameters_of(dossier)
    if dossier.state in OWING:
        is_due = not dossier.warned_at and at >= half_time(dossier)
        return _do(remind_applicant, dossier_id=dossier.pk) if is_due else 0
    done = 0
    if to_warn(dossier, calendar, at, parameters=parameters):
        done += _do(warn_holder, dossier_id=dossier.pk)
    if not dossier.has_apology and apology_is_due(dossier, calendar, at, parameters=parameters):
        new_due = days_later(calendar, max(at, dossier.due_at), APOLOGY_DAYS)
        done += _do(draft_apology, dossier_id=dossier.pk, reason=APOLOGY_REASON, new_due=new_due)
    return done


def put_digitised_papers(happened: Happened) -> None:
    """A digitised copy was signed: it takes its place in the application it belongs to. Done twice it does nothing."""
    told = happened.payload
    draft_id, dossier_id = (UUID(told[key]) if told.get(key) else None for key in ("draft", "dossier"))
    if not told.get("requirement") or not (draft_id or dossier_id):
        return
    digitised = Digitised(UUID(told["file"]), told["requirement"], told["paper"]["name"], frozenset(told["replaces"]))
    put_in_place(digitised=digitised, draft_id=draft_id, dossier_id=dossier_id)
