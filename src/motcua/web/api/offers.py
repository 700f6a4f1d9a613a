"""The acts that a reader may do on a case now, each with where it is called, ids filled in."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from motcua.dossiers.models import Dossier
from motcua.dossiers.offers import Offer, office_offers, own_offers
from motcua.dossiers.policies import in_state, is_owner, may_consent, may_lead, may_see, needs_consent
from motcua.kernel.answers import Answer, yes
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.web.ui.words import say

NOTE = N_("Ghi chú nội bộ")
ANSWER = N_("Trả lời yêu cầu phối hợp")
DECIDE = N_("Quyết định đề nghị gia hạn")
GRANT = N_("Đồng ý yêu cầu bổ sung lần nữa")
DECLINE = N_("Không đồng ý yêu cầu bổ sung lần nữa")


def offered(actor: Actor, found: Dossier, inside: dict[str, Any]) -> list[dict[str, Any]]:
    """What the page of the case shows as buttons; ``inside`` is what the office asked and wished."""
    told = [_of_case(found, one) for one in own_offers(actor, found)] if is_owner(actor, found) else []
    if not actor.seats:
        return told
    told += [_of_case(found, _as_it_is(actor, found, one)) for one in office_offers(actor, found)]
    told += _beside(actor, found, inside)
    return [*told, _of_case(found, Offer("add_note", NOTE, yes()))] if may_see(actor, found) else told


def _as_it_is(actor: Actor, found: Dossier, one: Offer) -> Offer:
    """To ask once more is another act: a leader's own, or the wish that a leader consents to."""
    if one.act != "request_supplement" or not needs_consent(found):
        return one
    act = "consent_to_supplement" if may_consent(actor, found) else "request_consent"
    return Offer(act, one.label, one.answer, is_primary=one.is_primary)


def _beside(actor: Actor, found: Dossier, inside: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What waits beside the case: questions to the reader's posts, wishes to a leader."""
    for one in inside["opinions"]:
        is_waiting = one["kind"] == "opinion" and not one["answered_at"] and not one["dropped_at"]
        if is_waiting and one["post_id"] in actor.post_ids:
            yield _told("give_opinion", ANSWER, in_state(found, "give_opinion"), "opinion", one["id"])
    for one in inside["extensions"]:
        if one.kind == "extension" and not one.decided_at and not one.dropped_at:
            yield _told("decide_extension", DECIDE, may_lead(actor, found, "decide_extension"), "extension", one.pk)
    for one in inside["consents"]:
        if not one.decided_at and not one.dropped_at:
            yield _told("grant_consent", GRANT, may_consent(actor, found), "grant_consent", one.pk)
            declined = may_lead(actor, found, "decline_consent")
            yield _told("decline_consent", DECLINE, declined, "decline_consent", one.pk)


def _of_case(found: Dossier, one: Offer) -> dict[str, Any]:
    href = f"{reverse('api:read_dossier', args=[found.pk])}/acts/{one.act}"
    return {**_words(one.act, one.label, one.answer), "is_primary": one.is_primary, "href": href}


def _told(act: str, label: str, answer: Answer, route: str, pk: object) -> dict[str, Any]:
    return {**_words(act, label, answer), "is_primary": False, "href": reverse(f"api:{route}", args=[pk])}


def _words(act: str, label: str, answer: Answer) -> dict[str, Any]:
    return {"act": act, "label": say(label), "is_allowed": answer.allowed, "why": say(answer.reason)}
