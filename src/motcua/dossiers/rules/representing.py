"""Whose case it is, and who stands before the office for them: an organisation's or another person's; plain Python."""

from collections.abc import Mapping
from typing import Any

PERSON, BUSINESS = "person", "business"
KINDS = (PERSON, BUSINESS)
SELF = "self"  # beside the kinds: the person's own application, nobody stands for them
STANDINGS = (SELF, *KINDS)
FACTS = ("name", "number", "birth_date", "gender", "phone", "email", "address_text")


def is_business(applicant: Mapping[str, Any]) -> bool:
    """An enterprise, cooperative, household business or other organisation applies."""
    return applicant.get("kind") == BUSINESS


def representative_of(applicant: Mapping[str, Any]) -> Mapping[str, Any]:
    """The person who hands in for the applicant; nothing where they come themselves."""
    found = applicant.get("representative")
    return found if isinstance(found, Mapping) else {}


def is_represented(applicant: Mapping[str, Any]) -> bool:
    """Somebody must stand for the applicant: always for an organisation, else where one is named."""
    return is_business(applicant) or bool(representative_of(applicant))


def standing_of(applicant: Mapping[str, Any]) -> str:
    """Whose application it is for who fills it: their own, another person's, an organisation's."""
    if is_business(applicant):
        return BUSINESS
    return PERSON if representative_of(applicant) else SELF


def turned(applicant: Mapping[str, Any], standing: str) -> dict[str, Any]:
    """The applicant's facts once it is this one's application: who fills it stays, the other one is asked anew."""
    if standing == standing_of(applicant):
        return dict(applicant)
    own = dict(at_counter_of(applicant))
    own = {key: own.get(key, "") for key in FACTS} | {"address": own.get("address") or {}}
    if standing == SELF:
        return {**own, "kind": PERSON, "representative": {}}
    nobody: dict[str, Any] = {**dict.fromkeys(FACTS, ""), "address": {}}
    return {**nobody, "kind": standing, "representative": {**own, "mandate": ""}}


def speaker_of(applicant: Mapping[str, Any]) -> Mapping[str, Any]:
    """The natural person whom a form asks about: an organisation speaks through its representative."""
    return representative_of(applicant) if is_business(applicant) else applicant


def at_counter_of(applicant: Mapping[str, Any]) -> Mapping[str, Any]:
    """Who hands in and signs: the representative, else the applicant."""
    return representative_of(applicant) if is_represented(applicant) else applicant


def reached_by(applicant: Mapping[str, Any], key: str) -> str:
    """The applicant's phone or e-mail, else that of who stands for them."""
    found = (str(one.get(key) or "").strip() for one in (applicant, representative_of(applicant)))
    return next(filter(None, found), "")


def secrets_of(applicant: Mapping[str, Any]) -> list[str]:
    """What only who handed in knows: phones and personal numbers; a tax code is public and proves nothing."""
    whom = representative_of(applicant)
    own = [] if is_business(applicant) else [applicant.get("number")]
    return [str(one) for one in (*own, applicant.get("phone"), whom.get("number"), whom.get("phone")) if one]
