"""Telling people what happened to a case or who acts for whom; may run twice and tells once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import holder_name
from motcua.dossiers.rules.representing import reached_by
from motcua.kernel import clock
from motcua.kernel.money import grouped
from motcua.notices.actions.leave_message import Audience, leave_message
from motcua.notices.catalogue import (
    APOLOGY_AFTER_EXTENSION,
    CATALOGUE,
    DECLINED_EXTENSION,
    DELEGATIONS,
    ON_PAPER,
    OUTSIDE,
    Wording,
)
from motcua.notices.models import Message
from motcua.outbox.registry import Happened
from motcua.people.models import Delegation
from motcua.people.queries import directory, holding_of

ENDED = "delegation.ended"
STILL_TOLD = timedelta(days=7)  # what ended while nothing ran
WHERE_TO = {"stand_in": "/can-bo/", "away": "/quan-tri/vang-mat/"}


def tell(happened: Happened) -> None:
    """Leave the messages that the catalogue has for this event."""
    facts = happened.payload.get("facts", {})
    catalogue = {**CATALOGUE, **OUTSIDE} if facts.get("outside") else CATALOGUE
    wordings = list(ON_PAPER if facts.get("on_paper") else catalogue.get(happened.topic, ()))
    if happened.topic == "dossier.decide_extension":
        wordings = [*wordings, APOLOGY_AFTER_EXTENSION] if facts.get("granted") else [DECLINED_EXTENSION]
    if not wordings:
        return
    dossier = Dossier.objects.filter(pk=UUID(happened.subject_id)).first()
    if dossier is None:
        return
    params = _params(dossier, facts)
    for number, wording in enumerate(wordings):
        for audience in _audiences(dossier, wording, facts):
            leave_message(
                key=f"{happened.key}/{number}/{audience.key}",
                audience=audience,
                dossier_id=dossier.pk,
                topic=happened.topic,
                text=wording.text,
                params=params,
                at=happened.at,
            )


def _audiences(dossier: Dossier, wording: Wording, facts: dict[str, Any]) -> Iterator[Audience]:
    if wording.audience == "applicant":
        yield Audience(
            account_id=dossier.applicant_account_id or dossier.submitter_account_id,
            email=reached_by(dossier.applicant, "email"),
            link=f"/ho-so/{dossier.pk}/",
        )
        return
    for post_id in _posts(dossier, wording.audience, facts):
        yield Audience(post_id=post_id, link=f"/can-bo/ho-so/{dossier.pk}/")


def _posts(dossier: Dossier, audience: str, facts: dict[str, Any]) -> list[int]:
    """The posts that are told: as the event names them, else as the case stands now."""
    if audience == "leader":
        above = directory().overseers_of(dossier.competent_unit_id)[:1]
        return list(facts.get("leaders", [post.id for post in above]))
    told = facts.get("asked") if audience == "asked" else facts.get("to") or dossier.holder_post_id
    return [int(told)] if told else []


def _params(dossier: Dossier, facts: dict[str, Any]) -> dict[str, str]:
    """The words of the event itself where it has them, else those of the case as it stands."""
    until = facts.get("answer_due") or facts.get("due_at") or dossier.attention_at or dossier.due_at
    return {
        "title": dossier.title,
        "applicant": dossier.applicant_name,
        "reference": dossier.reference,
        "code": facts.get("code") or dossier.code or dossier.reference,
        "unit": directory().unit(dossier.competent_unit_id).name,
        "until": _moment(until),
        "due": _moment(facts.get("new_due") or facts.get("due_at") or dossier.due_at),
        "reason": str(facts.get("reason", "")),
        "amount": grouped(int(facts.get("amount", 0))),
        "holder": _holder(facts.get("to")) or holder_name(dossier),
    }


def _holder(post_id: Any) -> str:
    """The post that the event names, as people read it."""
    known = directory()
    post = known.post(int(post_id)) if post_id else None
    return f"{post.title} – {known.unit(post.unit_id).name}" if post else ""


def _moment(value: Any) -> str:
    if not value:
        return ""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y")


# --- who acts for whom -----------------------------------------------------------------------------------------------


def tell_of_delegation(happened: Happened) -> None:
    """Leave both officers their message of what was arranged or taken back."""
    found = _delegations().filter(pk=happened.payload["delegation"]).first()
    if found is not None:
        _tell_both(found, happened.topic, key=happened.key, at=happened.at)


def tell_ended_delegations() -> int:
    """Tell both officers of each delegation that came to its end by its date; returns how many were told now."""
    at = clock.now()
    ended = _delegations().filter(revoked_at=None, until_at__lte=at, until_at__gt=at - STILL_TOLD)
    keys = {f"delegation/{one.pk}/ended": one for one in ended}
    firsts = [f"{key}/0/a{one.to_account_id}" for key, one in keys.items()]
    told = set(Message.objects.filter(key__in=firsts).values_list("key", flat=True)) if firsts else set()
    fresh = [key for key, first in zip(keys, firsts, strict=True) if first not in told]
    for key in fresh:
        _tell_both(keys[key], ENDED, key=key, at=keys[key].until_at)
    return len(fresh)


def _delegations() -> QuerySet[Delegation]:
    return Delegation.objects.select_related("post__unit", "to_account")


def _tell_both(found: Delegation, topic: str, *, key: str, at: datetime) -> None:
    """The stand-in last, whose message says that both were told."""
    held = holding_of(found.post_id, found.from_at.astimezone(clock.VIETNAM).date())
    persons = {"stand_in": found.to_account_id, "away": held.account_id if held else None}
    params = {
        "absent": held.account.full_name if held else found.post.title,
        "substitute": found.to_account.full_name,
        "post": f"{found.post.title}, {found.post.unit.name}",
        "first": _moment(found.from_at),
        "last": _moment(found.until_at - timedelta(minutes=1)),
        "ended": _moment(found.revoked_at),
        "reason": found.reason,
    }
    for number, wording in reversed(list(enumerate(DELEGATIONS[topic]))):
        account_id = persons[wording.audience]
        if account_id is not None:
            audience = Audience(account_id=account_id, link=WHERE_TO[wording.audience])
            name = f"{key}/{number}/{audience.key}"
            leave_message(key=name, audience=audience, topic=topic, text=wording.text, params=params, at=at)
