"""Making a signed document: its code on the page, the signature with its mark, the file, the records of it."""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from motcua.files.actions.store_file import keep_made
from motcua.kernel import clock
from motcua.kernel.identifiers import new_reference
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import Refused
from motcua.ledger.commit import Row
from motcua.people.queries import directory
from motcua.signing.drawing import Signing, filling, label, mark
from motcua.signing.models import SignatureMade, SignedDocument
from motcua.signing.pages import Filling, labelled, last_page_size, spot_for
from motcua.signing.pdf import is_signed, signed
from motcua.signing.rules.marks import Kind, Mark
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
    number: str = ""
    mark: Kind = "personal"
    blanks: Mapping[str, str] = field(default_factory=dict)  # written into the places left open, as in sign_more


@dataclass(frozen=True)
class Signed:
    """A signed document, its file kept, its records still to be written by the act that uses it."""

    document_id: UUID
    code: str
    file_id: UUID
    rows: tuple[Row, ...]
    facts: dict[str, Any]


@dataclass(frozen=True)
class _Prepared:
    """A document that lacks the signature alone: whoever signs it needs neither the clock nor the database."""

    pdf: bytes
    mark: Mark
    at: datetime
    code: str
    fillings: Mapping[str, Filling] = field(default_factory=dict)


@dataclass(frozen=True)
class _Fresh:
    """A PDF with a signature just made."""

    pdf: bytes
    level: Level
    at: datetime

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


Key = TypeVar("Key")
Asked = Callable[[], ToSign]
AHEAD = 2  # documents that are put together while the device works on one


def sign_new(sitting: Sitting, document: ToSign) -> Signed:
    """The first signature of a document; its code and QR are put on the page before. Refuses with KeyRefused."""
    ready = _prepared(sitting, document)
    return _kept(sitting, document, ready, fresh=_signed(sitting, ready))


def sign_stack(
    sitting: Sitting, stack: Iterable[tuple[Key, Asked]]
) -> Iterator[tuple[Key, ToSign | None, Signed | Refused]]:
    """Each document of a stack signed as by ``sign_new``, in its order; what refuses one is told in its place.

    While the device signs one, the next are put together, so that it never waits for us. What the stack asks, and what
    is kept, is done here and now; only the signatures are made in threads of their own.
    """
    waiting: deque[tuple[Key, _Waiting | Refused]] = deque()
    with ThreadPoolExecutor(AHEAD) as pool:
        try:
            for key, asked in stack:
                waiting.append((key, _begun(sitting, asked, pool)))
                if len(waiting) > AHEAD:
                    yield _ended(sitting, *waiting.popleft())
            while waiting:
                yield _ended(sitting, *waiting.popleft())
        finally:
            for _, begun in waiting:
                if isinstance(begun, _Waiting):
                    begun.fresh.cancel()


@dataclass(frozen=True)
class _Waiting:
    """A document whose signature is being made."""

    document: ToSign
    ready: _Prepared
    fresh: Future[_Fresh]


def _begun(sitting: Sitting, asked: Asked, pool: ThreadPoolExecutor) -> _Waiting | Refused:
    try:
        document = asked()
        ready = _prepared(sitting, document)
    except Refused as refused:
        return refused
    return _Waiting(document, ready, pool.submit(_signed, sitting, ready))


def _ended(sitting: Sitting, key: Key, begun: _Waiting | Refused) -> tuple[Key, ToSign | None, Signed | Refused]:
    if isinstance(begun, Refused):
        return key, None, begun
    try:
        return key, begun.document, _kept(sitting, begun.document, begun.ready, fresh=begun.fresh.result())
    except Refused as refused:
        return key, begun.document, refused


def _prepared(sitting: Sitting, document: ToSign) -> _Prepared:
    at, code, pdf = clock.now(), new_reference(os.urandom(16)), document.pdf
    if not is_signed(pdf):  # a page that others signed is not written on
        pdf = labelled(pdf, label(f"{document.check_url}{code}", code, at=at))
    fillings = {name: filling(name, text, at=at) for name, text in document.blanks.items() if text}
    return _Prepared(pdf, _mark(sitting, pdf, kind=document.mark, at=at), at, code, fillings)


def _kept(sitting: Sitting, document: ToSign, ready: _Prepared, *, fresh: _Fresh) -> Signed:
    pk = uuid7()
    stored = keep_made(content=fresh.pdf, name=document.name, actor=sitting.actor, signers=(sitting.actor.name,))
    row = Row(
        SignedDocument,
        {
            "id": pk,
            "code": ready.code,
            "kind": document.kind,
            "title": document.title[:300],
            "number": document.number,
            "unit_id": document.unit_id,
            "subject_kind": document.subject_kind,
            "subject_id": document.subject_id,
            "file_id": stored.pk,
            "withdrawn_at": None,
            "created_at": ready.at,
        },
    )
    return Signed(pk, ready.code, stored.pk, (row, _row(sitting, pk, fresh)), _facts(sitting, ready.code, fresh))


def sign_more(
    sitting: Sitting, document: SignedDocument, pdf: bytes, *, kind: Kind, blanks: Mapping[str, str] | None = None
) -> Signed:
    """One signature more on a document that was signed here, as the seal of the agency. Refuses with KeyRefused.

    ``blanks`` is what is written into the places left open for it, as number (``so``) and date (``ngay``).
    """
    at = clock.now()
    fillings = {name: filling(name, text, at=at) for name, text in (blanks or {}).items() if text}
    ready = _Prepared(pdf, _mark(sitting, pdf, kind=kind, at=at), at, document.code, fillings)
    fresh = _signed(sitting, ready)
    names = (*document.file.checked.signers, sitting.certificate.subject)
    stored = keep_made(content=fresh.pdf, name=document.file.name, actor=sitting.actor, signers=names)
    row = _row(sitting, document.pk, fresh)
    return Signed(document.pk, document.code, stored.pk, (row,), _facts(sitting, document.code, fresh))


def _mark(sitting: Sitting, pdf: bytes, *, kind: Kind, at: datetime) -> Mark:
    size = last_page_size(pdf)
    body = directory().unit(sitting.certificate.unit_id).authority_name
    name = sitting.actor.name if kind == "personal" else ""
    picture = sitting.picture if kind in ("personal", "agency") else b""
    return mark(kind, Signing(body, at, name, picture=picture), spot=spot_for(pdf, size), page=size)


def _signed(sitting: Sitting, ready: _Prepared) -> _Fresh:
    level: Level = "B-T" if sitting.services.time_stamps else "B-B"
    made = signed(
        ready.pdf, sitting.key, level=level, services=sitting.services, mark=ready.mark, fillings=ready.fillings
    )
    return _Fresh(made, level, ready.at)


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
