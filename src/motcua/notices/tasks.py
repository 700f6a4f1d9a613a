"""Telling people what happened to a case; may run twice and tells once."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import holder_name
from motcua.dossiers.rules.representing import reached_by
from motcua.kernel import clock
from motcua.kernel.money import grouped
from motcua.notices.actions.leave_message import Audience, leave_message
from motcua.notices.catalogue import APOLOGY_AFTER_EXTENSION, CATALOGUE, DECLINED_EXTENSION, ON_PAPER, OUTSIDE, Wording
from motcua.outbox.registry import Happened
from motcua.people.queries import directory


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
