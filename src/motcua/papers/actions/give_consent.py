"""The owner's consent to use papers of the store for one application: given, taken back, and the store closed."""

from uuid import UUID

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotFound
from motcua.kernel.words import N_
from motcua.papers.actions.keep_paper import open_store
from motcua.papers.actions.noting import note
from motcua.papers.models import Consent, StoreOwner
from motcua.papers.policies import may_have_store, may_open
from motcua.papers.queries import consent_for, proven_holder
from motcua.papers.rules.holders import Holder
from motcua.papers.rules.purpose import Purpose
from motcua.people.rules import Actor

NO_CONSENT = N_("Không tìm thấy lần đồng ý này.")
TAKEN_BACK = N_("Lần đồng ý này đã được rút lại rồi.")


def give_consent(*, owner: StoreOwner, whom: Holder, purpose: Purpose, actor: Actor) -> Consent:
    """The consent for this application, given by the owner themselves or said to the officer at the counter.

    Asked once: a second call returns the first. Law: KG-05.
    """
    at = clock.now()
    with transaction.atomic():
        owner = open_store(owner.kind, owner.number)
        kept = consent_for(owner, purpose.subject_id)
        if kept is not None:
            return kept
        consent = Consent.objects.create(
            owner=owner,
            subject_id=purpose.subject_id,
            title=purpose.title[:300],
            unit_id=purpose.unit_id,
            way="counter" if actor.is_officer else "self",
            given_by=whom.name[:200],
            noted_by=actor.name[:200] if actor.is_officer else "",
            account_id=actor.account_id,
            at=at,
        )
        facts = {"consent": str(consent.pk), "subject": str(purpose.subject_id), "way": consent.way}
        note(owner.pk, "give_consent", actor, **facts, procedure=purpose.procedure_code)
    return consent


def withdraw_consent(*, consent_id: UUID, actor: Actor) -> Consent:
    """Nothing more of the store is used for this application; what was handed in stays with the authority.

    What is in an application that is still being filled keeps it from being handed in until it is taken out.
    Refuses with NotFound, AlreadyDone.
    """
    at = clock.now()
    with transaction.atomic():
        found = Consent.objects.select_for_update(of=("self",)).select_related("owner").filter(pk=consent_id).first()
        if found is None or not may_open(proven_holder(actor), found.owner):
            raise NotFound(NO_CONSENT)
        if found.withdrawn_at is not None:
            raise AlreadyDone(TAKEN_BACK)
        Consent.objects.filter(pk=found.pk).update(withdrawn_at=at)
        facts = {"consent": str(found.pk), "subject": str(found.subject_id)}
        note(found.owner_id, "withdraw_consent", actor, **facts)
    return found


def close_store(*, actor: Actor, is_closed: bool) -> None:
    """Nobody, also no officer at a counter, finds or uses the store until its owner opens it again.

    Refuses with NotPermitted who has not proven their number.
    """
    holder = proven_holder(actor)
    may_have_store(holder).or_refuse()
    assert holder is not None
    at = clock.now()
    with transaction.atomic():
        open_store(holder.kind, holder.number)
        for owner in StoreOwner.objects.select_for_update().filter(number=holder.number).order_by("pk"):
            if (owner.closed_at is not None) != is_closed:
                StoreOwner.objects.filter(pk=owner.pk).update(closed_at=at if is_closed else None)
                note(owner.pk, "close_store" if is_closed else "open_store", actor)
