"""A store of papers as the API gives it."""

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from motcua.web.api.parsing import Sent
from motcua.web.api.shapes import Moment


class StoredPaper(Schema):
    """One paper of one's own store."""

    id: UUID
    type: str = Field(description="A key of the table of paper types; empty for any other kind.")
    name: str
    number: str
    issuer: str
    issued_on: date | None
    valid_until: date | None = Field(description="Its last day, as written on it or by the rule of its type.")
    condition: Literal["valid", "not_yet", "expired", "replaced", "withdrawn", "removed"]
    level: Literal["own", "office", "compared", "issued"] = Field(description="How sure it is, the surest last.")
    source: Literal["result", "scan", "upload"]
    holder_name: str
    owner_kind: Literal["person", "organisation"]
    owner_number: str
    dossier_code: str = Field(description="Of the case that it comes from.")
    sha256: str
    signers: list[str]
    is_hidden: bool
    replaced_by: UUID | None
    kept_at: Moment


class PaperUse(Schema):
    """One use of a paper: who, when, for which application."""

    id: UUID
    paper: UUID
    paper_name: str
    title: str
    unit: int | None
    dossier: UUID | None
    reference: str
    used_by: str
    at: Moment
    handed_in_at: Moment | None
    dropped_at: Moment | None
    consent: UUID


class StoreConsent(Schema):
    """A consent to use papers of the store for one application."""

    id: UUID
    title: str
    unit: int | None
    way: Literal["self", "counter"]
    given_by: str
    noted_by: str
    at: Moment
    withdrawn_at: Moment | None


class StoreLook(Schema):
    """Somebody who looked."""

    name: str
    unit: int | None
    paper: UUID | None
    way: str
    title: str
    at: Moment


class StoreRecord(Schema):
    """Who used what, what was agreed to, who looked: each the newest first, a hundred at most."""

    is_closed: bool
    uses: list[PaperUse]
    consents: list[StoreConsent]
    looks: list[StoreLook]


class Offers(Schema):
    """What the store holds for an application, by requirement."""

    needs_consent: bool = Field(description="The owner was not asked for this application yet: send ``agree``.")
    offers: dict[str, list[StoredPaper]]


class Reuse(Sent):
    """Take a paper of the store for a requirement."""

    requirement: str = Field(max_length=60)
    paper: UUID
    agree: bool = Field(False, description="The owner agrees that papers of the store are used for this application.")
