"""What a tester lets the played agencies do: send a sample, answer with a status, ask for something back."""

import unicodedata
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from motcua.adapters.edxml.reading import read
from motcua.adapters.edxml.sealing import as_bytes, sealed
from motcua.adapters.edxml.simulator.storage import Agency, Carried, Storage
from motcua.adapters.edxml.writing import written
from motcua.correspondence.ports import (
    Attachment,
    Body,
    Change,
    Letter,
    Priority,
    Purpose,
    Reference,
    Signer,
    Status,
    StatusCode,
    Steering,
)
from motcua.kernel import clock
from motcua.kernel.ids import uuid7

SPECIMEN = "cong-van-mau.pdf"
PDF = "application/pdf"
STATUS_WORDS = {
    StatusCode.ARRIVED: "Đã đến",
    StatusCode.REFUSED: "Từ chối nhận",
    StatusCode.ACCEPTED: "Đã tiếp nhận",
    StatusCode.AWAITING: "Chờ phân công",
    StatusCode.IN_PROGRESS: "Đang xử lý",
    StatusCode.COMPLETED: "Đã hoàn thành",
    StatusCode.RECALL: "Yêu cầu thu hồi",
    StatusCode.CHANGE_AGREED: "Đồng ý thu hồi, cập nhật",
    StatusCode.CHANGE_REFUSED: "Không đồng ý thu hồi, cập nhật",
}


class Played:
    """The agencies that the simulator plays, over the same storage."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def send_sample(self, sender: str, receiver: str, *, number: str, subject: str, priority: int) -> Carried:
        """A letter as an office sends it, with the specimen as its file. Raises Unreadable."""
        at = clock.now()
        letter = Letter(
            document_id=f"{sender},{at:%Y/%m/%d},{uuid7()}",
            sender=self._body(sender),
            receivers=[self._body(receiver)],
            number=number,
            symbol=initials(self._body(sender).name),
            place="An Giang",
            promulgated_on=clock.today(),
            kind="CV",
            kind_name="Công văn",
            subject=subject,
            signer=Signer("KT. GIÁM ĐỐC", "Phó Giám đốc", "Đặng Thị Ngọc Ánh"),
            due_on=clock.today() + timedelta(days=10),
            to_places=["Như trên", "Lưu: VT, CCHC"],
            priority=Priority(priority),
            steering=Steering.DIRECTIVE,
            drafted_by="NTTD",
            copies=1,
            pages=1,
            change=Change(staff="Nguyễn Thị Thuỳ Dương", department="Văn phòng", mobile="0900000000"),
            files=self._specimen(),
            sent_at=at,
        )
        return self._hand_over(letter, sender)

    def recall(self, doc_id: str, *, reason: str) -> Carried | None:
        """The agency that sent a letter asks for it back. Raises Unreadable."""
        first = self._letter(doc_id)
        if first is None:
            return None
        again = Letter(
            **{
                **vars(first),
                "document_id": f"{first.document_id}/thu-hoi",
                "files": (),
                "sent_at": clock.now(),
                "change": Change(purpose=Purpose.RECALL, reason=reason, document_id=first.document_id),
                "response_for": [_about(first)],
            }
        )
        return self._hand_over(again, first.sender.organ_id)

    def answer(self, doc_id: str, receiver: str, *, code: StatusCode, words: str) -> Carried | None:
        """A played receiver tells what became of a letter. Raises Unreadable."""
        letter = self._letter(doc_id)
        if letter is None or receiver not in {one.organ_id for one in letter.receivers}:
            return None
        self._storage.mark(doc_id, receiver)
        status = Status(
            about=_about(letter),
            sender=self._body(receiver),
            code=code,
            at=clock.now(),
            description=words or STATUS_WORDS[code],
            staff="Lê Văn Được",
            department="Văn thư",
        )
        return self._hand_over(status, receiver)

    def _hand_over(self, message: Letter | Status, sender: str) -> Carried:
        kind = "edoc" if isinstance(message, Letter) else "status"
        key = self._storage.folder / "keys" / f"{sender}.pem"
        if key.exists():
            content = sealed(written(message, to_be_signed=True), _PlainKey(key))
        else:
            content = as_bytes(written(message))
        return self._storage.take(content, kind=kind, sender=sender, once=str(uuid7()))

    def _letter(self, doc_id: str) -> Letter | None:
        content = self._storage.content(doc_id)
        found = read(content) if content else None
        return found if isinstance(found, Letter) else None

    def _body(self, organ_id: str) -> Body:
        found = self._storage.agency(organ_id) or Agency(organ_id, organ_id)
        return Body(found.organ_id, found.name)

    def _specimen(self) -> list[Attachment]:
        path = self._storage.folder / SPECIMEN
        return [Attachment(SPECIMEN, PDF, path.read_bytes(), "Toàn văn")] if path.exists() else []


def initials(name: str) -> str:
    """How a body is called in the symbol of its documents: SNV for Sở Nội vụ tỉnh An Giang."""
    words = name.partition(" tỉnh ")[0].replace(",", " ").split()
    plain = (unicodedata.normalize("NFD", word)[0].upper().replace("Đ", "D") for word in words)
    return "".join(letter for letter in plain if letter.isalpha()) or "CV"


class _PlainKey:
    """The key of a played agency, which guards nothing: a file beside its certificate."""

    def __init__(self, path: Path) -> None:
        self.certificate = path.with_suffix(".der").read_bytes()
        self._key = load_pem_private_key(path.read_bytes(), None)

    def sign(self, data: bytes) -> bytes:
        """ECDSA with SHA-256."""
        assert isinstance(self._key, ec.EllipticCurvePrivateKey)
        return self._key.sign(data, ec.ECDSA(SHA256()))


def _about(letter: Letter) -> Reference:
    return Reference(
        letter.document_id, letter.sender.organ_id, f"{letter.number}/{letter.symbol}", letter.promulgated_on
    )
