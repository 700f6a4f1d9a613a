"""Cases of another desk that their applicant opened here by both facts; an officer's key remembers them for an hour."""

from uuid import UUID

from django.core.cache import cache

from motcua.people.rules import Actor

HOUR = 3600


def remember_told(actor: Actor, dossier_id: UUID) -> None:
    """The account was told both facts of the case."""
    cache.set(_place(actor, dossier_id), "told", HOUR)


def is_told(actor: Actor, dossier_id: UUID) -> bool:
    """Whether the account was told them within the hour; asked for desk officers only."""
    return actor.has_role("desk_officer") and cache.get(_place(actor, dossier_id)) is not None


def _place(actor: Actor, dossier_id: UUID) -> str:
    return f"told/{actor.account_id}/{dossier_id}"
