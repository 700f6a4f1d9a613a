"""The watch over every open case: nobody is forgotten, each finding ends in one act."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from motcua.dossiers.actions.close_unanswered import close_unanswered
from motcua.dossiers.actions.extend_deadline import draft_apology
from motcua.dossiers.actions.give_opinion import lapse_opinion
from motcua.dossiers.actions.watch_clock import escalate, remind_applicant, warn_holder
from motcua.dossiers.models import Dossier, Opinion, StatutoryForm
from motcua.dossiers.queries import calendar_of, parameters_of
from motcua.dossiers.rules.terms import days_later, warn_at
from motcua.kernel import clock
from motcua.kernel.lifecycle import WORKING, State
from motcua.kernel.refusals import Refused

log = logging.getLogger("motcua.dossiers.watch")
ANSWERING = (State.DOOR_SUPPLEMENT, State.AWAITING_SUPPLEMENT)
APOLOGY_REASON = "Hồ sơ chưa thể trả kết quả đúng hẹn vì cần thêm thời gian xử lý."
BATCH = 500


def watch_clocks() -> int:
    """Do whatever is due at this moment on any open case; returns how many acts were done. May run twice."""
    at = clock.now()
    done = _each(_unanswered(at), lambda one: close_unanswered(dossier_id=one))
    done += _each(_silent(at), lambda one: lapse_opinion(opinion_id=one))
    done += _each(_late(at), lambda one: escalate(dossier_id=one))
    done += _each(_uncollected(at), lambda one: remind_applicant(dossier_id=one))
    return done + _look_ahead(at)


def _each(found: Iterable[UUID], act: Callable[[UUID], object]) -> int:
    done = 0
    for one in found:
        try:
            act(one)
            done += 1
        except Refused as refused:
            log.info("watch.refused", extra={"subject": str(one), "why": type(refused).__name__})
    return done


def _unanswered(at: datetime) -> list[UUID]:
    return _open_ids(state__in=ANSWERING, attention_at__lte=at)


def _silent(at: datetime) -> list[UUID]:
    waiting = Opinion.objects.filter(answered_at=None, kind="opinion", due_at__lte=at, dossier__closed_at=None)
    return list(waiting.values_list("id", flat=True)[:BATCH])


def _late(at: datetime) -> list[UUID]:
    return _open_ids(
        state__in=(State.SUBMITTED, *WORKING, State.AWAITING_PAYMENT, State.SUSPENDED),
        attention_at__lte=at,
        escalated_at=None,
    )


def _uncollected(at: datetime) -> list[UUID]:
    return _open_ids(state=State.FINISHED, attention_at__lte=at)


def _open_ids(**found: object) -> list[UUID]:
    rows = Dossier.objects.filter(closed_at=None, **found).order_by("attention_at")
    return list(rows.values_list("id", flat=True)[:BATCH])


def _look_ahead(at: datetime) -> int:
    """Warn holders, draft apologies, remind applicants at half their time, among cases due soon."""
    soon = Dossier.objects.filter(closed_at=None, warned_at=None, attention_at__gt=at).exclude(state=State.FINISHED)
    done = 0
    for dossier in soon.order_by("attention_at")[:BATCH]:
        done += _warn(dossier, at)
    return done + _apologies(at)


def _warn(dossier: Dossier, at: datetime) -> int:
    assert dossier.attention_at is not None
    calendar = calendar_of(dossier)
    if dossier.state in ANSWERING:
        half = dossier.waiting_since + (dossier.attention_at - dossier.waiting_since) / 2
        return _each([dossier.pk], lambda one: remind_applicant(dossier_id=one)) if at >= half else 0
    if at >= warn_at(calendar, dossier.step_since, dossier.attention_at, parameters=parameters_of(dossier)):
        return _each([dossier.pk], lambda one: warn_holder(dossier_id=one))
    return 0


def _apologies(at: datetime) -> int:
    """Form 04 is drafted one working day before the due moment of a case still being worked."""
    drafted = StatutoryForm.objects.filter(key="apology").values("dossier_id")
    rows = Dossier.objects.filter(closed_at=None, state__in=WORKING, due_at__isnull=False, warned_at__isnull=False)
    done = 0
    for dossier in rows.exclude(pk__in=drafted).order_by("due_at")[:BATCH]:
        calendar = calendar_of(dossier)
        assert dossier.due_at is not None
        days = int(parameters_of(dossier)["apology.before"]["value"])
        if days_later(calendar, at, days) < dossier.due_at or _same_day(dossier):
            continue
        new_due = days_later(calendar, max(at, dossier.due_at), 3)
        done += _each(
            [dossier.pk],
            lambda one, new=new_due: draft_apology(dossier_id=one, reason=APOLOGY_REASON, new_due=new),  # type: ignore[misc]
        )
    return done


def _same_day(dossier: Dossier) -> bool:
    return bool(dossier.clock) and dossier.clock["limit"]["unit"] in {"hour", "same_day"}
