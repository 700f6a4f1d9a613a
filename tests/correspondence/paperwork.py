"""An office that writes documents, keys without a device, and a small axis that lives in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from tests.factories import Office, make_office, make_officer
from tests.files.hostile_papers import pdf

from motcua.correspondence.actions.draft_outgoing import draft_outgoing
from motcua.correspondence.actions.release_outgoing import release_outgoing
from motcua.correspondence.actions.review_outgoing import approve_content, approve_form, submit_outgoing
from motcua.correspondence.actions.sign_outgoing import seal_outgoing, sign_outgoing
from motcua.correspondence.drafting import Text
from motcua.correspondence.models import Outgoing
from motcua.correspondence.ports import Body, ExchangeRefused, Letter, MessageUnreadable, Proof, Signer, Status, Waiting
from motcua.correspondence.wording import Letter as Told
from motcua.correspondence.wording import Receiver
from motcua.files.actions.store_file import keep_made
from motcua.kernel import clock
from motcua.people.models import Post
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM
from motcua.signing.held import OpenFileKey
from motcua.signing.models import Certificate
from motcua.signing.pdf import Services
from motcua.signing.sitting import Sitting

HEAD, DEPUTY = "Chủ tịch Ủy ban nhân dân", "Phó Chủ tịch Ủy ban nhân dân"


def writing_office() -> Office:
    """Two communes below a district: each with head, deputy, clerk and specialists."""
    return with_writers(make_office())


def with_writers(office: Office) -> Office:
    """The same office, with those who review, number and sign what it writes."""
    for name, unit in (("clerk", "X"), ("clerk_y", "Y")):
        make_officer(office, name, f"{unit}-TP", "clerk")
    make_officer(office, "deputy", "X", "leader")
    make_officer(office, "chief", "H", "leader")
    for name, title in (("leader", HEAD), ("leader_y", HEAD), ("chief", HEAD), ("deputy", DEPUTY)):
        Post.objects.filter(pk=office.posts[name].pk).update(title=title)
    forget_directory()
    return office


def told(office: Office, **more: Any) -> Told:
    """A letter of commune X to commune Y, signed by its head."""
    inside = Receiver("UBND Y", "inside", office.units["Y"].pk)
    kept: dict[str, Any] = {
        "unit_id": office.units["X"].pk,
        "kind": "CV",
        "subject": "phối hợp tuyên truyền nộp hồ sơ trực tuyến",
        "signer_post_id": office.posts["leader"].pk,
        "sign_mode": "tm",
        "body": "Đề nghị quý cơ quan phối hợp.\nTrân trọng.",
        "receivers": [inside],
    }
    return Told(**{**kept, **more})


def written(office: Office, who: str = "specialist") -> Text:
    """A text that was made elsewhere, so that tests of acts need no LibreOffice."""
    return Text(None, keep_made(content=pdf(), name="du-thao.pdf", actor=office.actor(who)), "Một dòng")


def drafted(office: Office, **more: Any) -> Outgoing:
    return draft_outgoing(actor=office.actor("specialist"), letter=told(office, **more), text=written(office))


def to_sign(office: Office, **more: Any) -> Outgoing:
    pk = drafted(office, **more).pk
    submit_outgoing(outgoing_id=pk, actor=office.actor("specialist"), reviewer_post_id=office.posts["deputy"].pk)
    approve_content(outgoing_id=pk, actor=office.actor("deputy"))
    return approve_form(outgoing_id=pk, actor=office.actor("clerk"))


def signed(office: Office, **more: Any) -> Outgoing:
    return sign_outgoing(outgoing_id=to_sign(office, **more).pk, sitting=sitting_of(office, "leader"))


def released(office: Office, **more: Any) -> Outgoing:
    pk = signed(office, **more).pk
    seal_outgoing(outgoing_id=pk, sitting=sitting_of(office, "clerk", kind="agency"))
    return release_outgoing(outgoing_id=pk, actor=office.actor("clerk"))


@cache
def key_pair(name: str) -> tuple[Any, bytes]:
    """A key and its own certificate, valid around the days of the tests."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(named).issuer_name(named).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(begin)
    made = made.not_valid_after(begin + timedelta(days=3650))
    return key, made.sign(key, SHA256()).public_bytes(Encoding.DER)


def sitting_of(office: Office, who: str, kind: str = "personal") -> Sitting:
    """An open key in the hand of an officer."""
    key, der = key_pair(f"{who}-{kind}")
    actor = office.actor(who)
    seat = actor.seats[0]
    certificate, _ = Certificate.objects.get_or_create(
        fingerprint=f"{who}-{kind}".ljust(64, "0"),
        defaults={
            "kind": kind,
            "account_id": actor.account_id if kind == "personal" else None,
            "unit": office.units["X"],
            "der": der,
            "subject": actor.name,
            "valid_from": datetime(2026, 1, 1, tzinfo=UTC),
            "valid_until": datetime(2036, 1, 1, tzinfo=UTC),
            "holder": "server",
            "registered_by": SYSTEM.name,
            "registered_at": clock.now(),
        },
    )
    return Sitting(OpenFileKey(der, key), certificate, actor, seat, Services(chain=[]))


@dataclass
class Axis:
    """An exchange in memory: what was sent and told, what lies ready; ``refusal`` is raised while it is set."""

    sent: list[Letter] = field(default_factory=list)
    told: list[Status] = field(default_factory=list)
    ready: list[tuple[Waiting, Letter | Status]] = field(default_factory=list)
    refusal: ExchangeRefused | None = None
    proof: Proof | None = None  # of every message
    torn: set[str] = field(default_factory=set)  # ids of what can never be read

    def _open(self) -> None:
        if self.refusal:
            raise self.refusal

    def send(self, letter: Letter) -> str:
        self._open()
        self.sent.append(letter)
        return f"doc-{len(self.sent)}"

    def tell(self, status: Status) -> None:
        self._open()
        self.told.append(status)

    def waiting(self, organ_id: str) -> Sequence[Waiting]:
        self._open()
        return [one for one, _ in self.ready if one.organ_id == organ_id]

    def fetch(self, waiting: Waiting) -> tuple[Letter | Status, Proof | None]:
        self._open()
        if waiting.doc_id in self.torn:
            raise MessageUnreadable("Thông điệp rỗng.")
        return next(message for one, message in self.ready if one == waiting), self.proof

    def done(self, waiting: Waiting) -> None:
        self.ready = [pair for pair in self.ready if pair[0] != waiting]

    def set_aside(self, waiting: Waiting) -> None:
        self._open()
        self.done(waiting)

    def lay(self, message: Letter | Status, organ_id: str) -> None:
        kind = "letter" if isinstance(message, Letter) else "status"
        self.ready.append((Waiting(f"m{len(self.ready)}", kind, organ_id, message.sender.organ_id, None), message))


def letter_from_province(**more: Any) -> Letter:
    """A letter of a department of the province to commune X."""
    kept: dict[str, Any] = {
        "document_id": "H01.18-2026-77",
        "sender": Body("H01.18", "Sở Nội vụ"),
        "receivers": [Body("H01.99.01", "UBND X")],
        "number": "77",
        "symbol": "SNV-CCHC",
        "place": "Long Xuyên",
        "promulgated_on": datetime(2026, 11, 2, tzinfo=UTC).date(),
        "kind": "CV",
        "kind_name": "Công văn",
        "subject": "rà soát thủ tục hành chính",
        "signer": Signer("KT.", "Phó Giám đốc", "Nguyễn Thị Thuỳ Dương"),
    }
    return Letter(**{**kept, **more})


def consumed(listeners: Sequence[tuple[str, Any]]) -> Iterator[str]:
    """Hand every event that was announced and not yet taken to who listens here, in their order."""
    from motcua.outbox.models import Event
    from motcua.outbox.registry import Happened

    while fresh := list(Event.objects.filter(expanded=False).order_by("id")):
        for event in fresh:
            Event.objects.filter(pk=event.pk).update(expanded=True)
            for pattern, consume in listeners:
                if event.topic == pattern or (pattern.endswith("*") and event.topic.startswith(pattern[:-1])):
                    consume(
                        Happened(
                            str(event.pk), event.topic, event.subject_id, event.seq, event.payload, event.created_at
                        )
                    )
                    yield event.topic
