"""Making a signed document: its code on the page, the signature with its mark, the file, the records of it."""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.files.actions.store_file import keep_made
from motcua.kernel import clock
from motcua.kernel.identifiers import new_reference
from motcua.kernel.ids import uuid7
from motcua.ledger.commit import Row
from motcua.people.queries import directory
from motcua.signing.drawing import Signing, label, mark
from motcua.signing.models import SignatureMade, SignedDocument
from motcua.signing.outside import services
from motcua.signing.pages import labelled, last_page_size, spot_for
from motcua.signing.pdf import is_signed, signed
from motcua.signing.rules.marks import Kind
from motcua.signing.rules.report import Level
from motcua.signing.sitting import Sitting


@dataclass(frozen=True)
class ToSign:
    """What is to be signed and what it is: its title, and what it belongs to as the ledger names it."""

    pdf: bytes
    name: str
    kind: str
    title: str
    subject_kind: str
    subject_id: str
    unit_id: int
    check_url: str  # where anybody may check it, without the code


@dataclass(frozen=True)
class Signed:
    """A signed document, its file kept, its records still to be written by the act that uses it."""

    document_id: UUID
    code: str
    file_id: UUID
    rows: tuple[Row, ...]
    facts: dict[str, Any]


@dataclass(frozen=True)
class _Fresh:
    """A PDF with a signature just made."""

    pdf: bytes
    level: Level
    at: datetime

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


def sign_new(sitting: Sitting, document: ToSign) -> Signed:
    """The first signature of a document; its code and QR are put on the page before. Refuses with KeyRefused."""
    at, code, pk = clock.now(), new_reference(os.urandom(16)), uuid7()
    pdf = document.pdf
    if not is_signed(pdf):  # a page that others signed is not written on
        pdf = labelled(pdf, label(f"{document.check_url}{code}", code, at=at))
    fresh = _signed(sitting, pdf, kind="personal", at=at)
    stored = keep_made(content=fresh.pdf, name=document.name, actor=sitting.actor, signers=(sitting.actor.name,))
    row = Row(
        SignedDocument,
        {
            "id": pk,
            "code": code,
            "kind": document.kind,
            "title": document.title[:300],
            "number": "",
            "unit_id": document.unit_id,
            "subject_kind": document.subject_kind,
            "subject_id": document.subject_id,
            "file_id": stored.pk,
            "withdrawn_at": None,
            "created_at": at,
        },
    )
    return Signed(pk, code, stored.pk, (row, _row(sitting, pk, fresh)), _facts(sitting, code, fresh))


def sign_more(sitting: Sitting, document: SignedDocument, pdf: bytes, *, kind: Kind) -> Signed:
    """One signature more on a document that was signed here, as the seal of the agency. Refuses with KeyRefused."""
    fresh = _signed(sitting, pdf, kind=kind, at=clock.now())
    names = (*document.file.checked.signers, sitting.certificate.subject)
    stored = keep_made(content=fresh.pdf, name=document.file.name, actor=sitting.actor, signers=names)
    row = _row(sitting, document.pk, fresh)
    return Signed(document.pk, document.code, stored.pk, (row,), _facts(sitting, document.code, fresh))


def _signed(sitting: Sitting, pdf: bytes, *, kind: Kind, at: datetime) -> _Fresh:
    known = services()
    level: Level = "B-T" if known.time_stamps else "B-B"
    size = last_page_size(pdf)
    body = directory().unit(sitting.certificate.unit_id).authority_name
    name = sitting.actor.name if kind == "personal" else ""
    drawn = mark(kind, Signing(body, at, name), spot=spot_for(pdf, size), page=size)
    return _Fresh(signed(pdf, sitting.key, level=level, services=known, mark=drawn), level, at)


def _row(sitting: Sitting, document_id: UUID, fresh: _Fresh) -> Row:
    post, certificate = directory().post(sitting.seat.post_id), sitting.certificate
    return Row(
        SignatureMade,
        {
            "document_id": document_id,
            "certificate_id": certificate.pk,
            "name": (sitting.actor.name if certificate.kind == "personal" else certificate.subject)[:200],
            "title": post.title[:200] if post else "",
            "post_id": sitting.seat.post_id,
            "body": directory().unit(certificate.unit_id).authority_name[:200],
            "level": fresh.level,
            "sha256": fresh.sha256,
            "at": fresh.at,
        },
    )


def _facts(sitting: Sitting, code: str, fresh: _Fresh) -> dict[str, Any]:
    certificate = sitting.certificate.fingerprint
    return {"document": code, "certificate": certificate, "level": fresh.level, "sha256": fresh.sha256}
