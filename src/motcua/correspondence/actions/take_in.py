"""Taking in a document: from another unit here, from the axis, or as scanned paper. The same one is taken in once."""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from motcua.correspondence.commit import Writes, begin, settle
from motcua.correspondence.models import Incoming, IncomingFile
from motcua.correspondence.policies import CLERK_ONLY, seat_in
from motcua.correspondence.ports import Proof, Purpose
from motcua.correspondence.queries import load_incoming, probable_twins, search_words
from motcua.correspondence.rules.kinds import KINDS, refuse_secret
from motcua.correspondence.wording import clerk_posts
from motcua.files.actions.store_file import store_file
from motcua.files.models import StoredFile
from motcua.files.queries import open_file
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import Invalid, NotPermitted
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Row
from motcua.people.rules import SYSTEM, Actor
from motcua.signing.checking.ask import checked
from motcua.signing.rules import Report

NO_AUTHOR = N_("Hãy ghi cơ quan ban hành văn bản.")
NO_SUBJECT = N_("Hãy ghi trích yếu: văn bản nói về việc gì.")
NO_FILE = N_("Hãy kèm bản quét của văn bản.")
TOO_LATE = N_("Ngày văn bản không thể sau hôm nay.")

LONGEST_ID = 80  # letters of a document's id that are kept; a longer one is known by its beginning


@dataclass(frozen=True)
class Arrived:
    """A document as it reached the unit; ``files`` the document first, then its annexes."""

    unit_id: int
    way: str
    document_id: str
    author: str
    code: str
    kind: str
    subject: str
    promulgated_on: date | None
    files: Sequence[StoredFile] = ()
    organ_id: str = ""
    sender_unit_id: int | None = None
    priority: int = 0
    steering: int = 1
    answer_until: date | None = None
    pages: int = 0
    names: Sequence[str] = field(default=())  # of the files, where they have better ones
    proof: Proof | None = None  # of the message that brought it


def take_in(*, arrived: Arrived, actor: Actor) -> Incoming:
    """It lies with the clerk, its signatures checked; one that is here already is returned as it is.

    Law: VB-06. Refuses with Invalid. Announces ``incoming.take_in``.
    """
    known = Incoming.objects.filter(unit_id=arrived.unit_id, document_id=arrived.document_id).first()
    if known:
        return known
    at, pk = clock.now(), uuid7()
    sha256 = arrived.files[0].sha256 if arrived.files else ""
    told = {"author": arrived.author, "code": arrived.code, "document_id": arrived.document_id, "sha256": sha256}
    twin = probable_twins(arrived.unit_id, **told).first()
    clerk = next(iter(clerk_posts(arrived.unit_id)), None)
    sets = {
        **_told(arrived),
        "arrived_at": at,
        "checked": _checked(arrived, at),
        "twin_id": twin.pk if twin else None,
        "holder_post_id": clerk.id if clerk else None,
    }
    rows = [
        Row(IncomingFile, {"incoming_id": pk, "place": place, "name": _name(arrived, place), "file_id": one.pk})
        for place, one in enumerate(arrived.files)
    ]
    facts = {"code": arrived.code, "author": arrived.author, "subject": arrived.subject, "way": arrived.way}
    facts |= {"to": sets["holder_post_id"]}
    return begin(Incoming, pk, actor, act="take_in", at=at, writes=Writes(sets, rows, facts=facts))


def take_in_paper(*, arrived: Arrived, scan: Any, actor: Actor, secrecy: str = "") -> Incoming:
    """Paper that came by post or hand, scanned by the clerk.

    Refuses with NotPermitted, Invalid (also what is secret).
    """
    if not seat_in(actor, arrived.unit_id, "clerk"):
        raise NotPermitted(CLERK_ONLY)
    refuse_secret(secrecy)
    for text, field_name, sentence in ((arrived.author, "author", NO_AUTHOR), (arrived.subject, "subject", NO_SUBJECT)):
        if not text.strip():
            raise Invalid(sentence, {field_name: Sentence(sentence)})
    if arrived.promulgated_on and arrived.promulgated_on > clock.today():
        raise Invalid(TOO_LATE, {"promulgated_on": Sentence(TOO_LATE)})
    if scan is None:
        raise Invalid(NO_FILE, {"file": Sentence(NO_FILE)})
    kept = store_file(stream=scan, name=getattr(scan, "name", "ban-quet.pdf"), actor=actor)
    told = {**arrived.__dict__, "files": (kept,), "document_id": f"giay-{uuid7()}", "way": "paper"}
    return take_in(arrived=Arrived(**told), actor=actor)


def ask_change(*, incoming_id: UUID, purpose: Purpose, reason: str) -> Incoming:
    """The sender recalls, updates or replaces it; the clerk answers. Law: VB-07. Announces ``incoming.ask_change``."""
    document = load_incoming(incoming_id)
    if document.change_asked == purpose and document.change_reason == reason[:500]:
        return document
    at, sets = clock.now(), {"change_asked": int(purpose), "change_reason": reason[:500]}
    clerk = next(iter(clerk_posts(document.unit_id)), None)
    facts = {"purpose": int(purpose), "reason": reason[:500], "code": document.code, "author": document.author}
    facts |= {"to": clerk.id if clerk else None}
    return settle(document, SYSTEM, "ask_change", at=at, writes=Writes(sets, facts=facts))


def _told(arrived: Arrived) -> dict[str, Any]:
    kind = arrived.kind if arrived.kind in KINDS else "CV"
    subject = " ".join(arrived.subject.split())[:500]
    return {
        "unit_id": arrived.unit_id,
        "way": arrived.way,
        "author": " ".join(arrived.author.split())[:300],
        "organ_id": arrived.organ_id[:32],
        "sender_unit_id": arrived.sender_unit_id,
        "document_id": arrived.document_id,
        "code": arrived.code.strip()[:100],
        "promulgated_on": arrived.promulgated_on,
        "kind": kind,
        "subject": subject,
        "priority": int(arrived.priority),
        "steering": int(arrived.steering),
        "answer_until": arrived.answer_until,
        "pages": min(arrived.pages, 30_000),
        "search_text": search_words(subject, arrived.author, arrived.code, KINDS[kind].name),
    }


def _name(arrived: Arrived, place: int) -> str:
    return (arrived.names[place] if place < len(arrived.names) else arrived.files[place].name)[:200]


def _checked(arrived: Arrived, at: datetime) -> dict[str, Any]:
    """What is said of the document's signatures, and of its message's under ``message``, for whoever registers it."""
    told = _of_document(arrived.files[0], at) if arrived.files else {}
    return {**told, "message": asdict(arrived.proof)} if arrived.proof else told


def _of_document(stored: StoredFile, at: datetime) -> dict[str, Any]:
    if stored.media_type != "application/pdf":
        return {}
    if not stored.checked.is_signed:  # the check at the door said so; nothing more need be asked
        return Report("unsigned", sha256=stored.sha256).as_json()
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "document.pdf"
        with open_file(stored) as file:
            copy.write_bytes(file.read())
        return checked(copy, trust_dir=settings.TRUST_DIR, at=at).as_json()
