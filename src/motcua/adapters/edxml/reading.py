"""An edXML message as a letter or a status: lenient about what is missing, strict about what could deceive."""

import base64
import binascii
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from enum import IntEnum
from pathlib import PurePosixPath
from typing import TypeVar

from lxml import etree

from motcua.adapters.edxml.names import DS, read_day, read_moment
from motcua.adapters.edxml.parsing import Unreadable, parsed
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
from motcua.kernel.words import N_

MOST_FILES = 50
MOST_FILE_BYTES = 50_000_000
MOST_TEXT = 20_000
LONGEST_NAME = 200
OCTETS = "application/octet-stream"
Number = TypeVar("Number", bound=IntEnum)


def read(content: bytes) -> Letter | Status:
    """The message in these bytes, whatever its signature says. Raises Unreadable."""
    return read_tree(parsed(content))


def read_tree(root: etree._Element) -> Letter | Status:
    """The message in a tree that was parsed safely. Raises Unreadable."""
    found = _Part(root)
    statuses, headers = list(found.deep("Status")), list(found.deep("MessageHeader"))
    if len(headers) + len(statuses) != 1:
        raise Unreadable(N_("Thông điệp phải có đúng một phần MessageHeader hoặc một phần Status."))
    return _letter(found, headers[0]) if headers else _status(statuses[0])


class _Part:
    """An element by the names of the standard, whatever prefix the sender writes; signatures are not looked into."""

    def __init__(self, node: etree._Element | None) -> None:
        self._node = node

    def parts(self, name: str) -> "Iterator[_Part]":
        """Children of that name."""
        for child in self._node if self._node is not None else ():
            if _named(child, name):
                yield _Part(child)

    def part(self, name: str) -> "_Part":
        """The one child of that name; an empty one where there is none. Two of it deceive."""
        found = list(self.parts(name))
        if len(found) > 1:
            raise Unreadable(N_("Thông điệp có nhiều hơn một phần %(name)s."), name=name)
        return found[0] if found else _Part(None)

    def deep(self, name: str) -> "Iterator[_Part]":
        """Those of that name, however deep."""
        if self._node is not None:
            yield from (_Part(one) for one in self._node.iter(etree.Element) if _named(one, name))

    def text(self, name: str) -> str:
        """What the child of that name says, in NFC."""
        return self.part(name).own()

    def own(self) -> str:
        """What it says itself."""
        told = unicodedata.normalize("NFC", (self.raw() or "").strip())
        if len(told) > MOST_TEXT:
            raise Unreadable(N_("Thông điệp có trường dài quá %(most)d ký tự."), most=MOST_TEXT)
        return told

    def raw(self) -> str:
        """Its own text as it stands; comments in between say nothing."""
        if self._node is None:
            return ""
        silent = (one.tail or "" for one in self._node if not isinstance(one.tag, str))
        return (self._node.text or "") + "".join(silent)


def _named(node: etree._Element, name: str) -> bool:
    if not isinstance(node.tag, str):
        return False
    told = etree.QName(node)
    return told.localname == name and told.namespace != DS


def _letter(message: _Part, header: _Part) -> Letter:
    code, info = header.part("Code"), header.part("PromulgationInfo")
    kind, other, signer = header.part("DocumentType"), header.part("OtherInfo"), header.part("SignerInfo")
    sender = _body(header.part("From"))
    traces = next(message.deep("TraceHeaderList"), _Part(None))
    return Letter(
        document_id=header.text("DocumentId") or _made_up(header),
        sender=sender,
        receivers=_receivers(header),
        number=code.text("CodeNumber"),
        symbol=code.text("CodeNotation"),
        place=info.text("Place"),
        promulgated_on=_day(info.text("PromulgationDate")),
        kind=kind.text("Type"),
        kind_name=kind.text("TypeName"),
        subject=_needed(header.text("Subject"), "Subject"),
        content=header.text("Content"),
        signer=Signer(signer.text("Competence"), signer.text("Position"), signer.text("FullName")),
        due_on=read_day(header.text("DueDate")),
        to_places=_listed(header.part("ToPlaces"), "Place"),
        priority=_number(Priority, other.text("Priority"), Priority.NORMAL),
        steering=_number(Steering, header.text("SteeringType"), Steering.NONE),  # one sender writes 0
        sphere=other.text("SphereOfPromulgation"),
        drafted_by=other.text("TyperNotation"),
        copies=_count(other.text("PromulgationAmount")),
        pages=_count(other.text("PageAmount")),
        appendixes=_listed(other.part("Appendixes"), "Appendix"),
        response_for=tuple(_reference(one) for one in header.parts("ResponseFor") if one.text("DocumentId")),
        change=_change(traces.part("Bussiness")),
        files=_files(message),
        sent_at=_sent_at(traces, sender.organ_id),
    )


def _made_up(header: _Part) -> str:
    """Old systems send no DocumentId: body, year and code name a document as well."""
    code, day = header.part("Code"), _day(header.part("PromulgationInfo").text("PromulgationDate"))
    told = [header.part("From").text("OrganId"), str(day.year)]
    told += [code.text("CodeNumber"), code.text("CodeNotation")]
    if not all(told):
        raise Unreadable(N_("Thông điệp không có mã văn bản (DocumentId), cũng không đủ số, ký hiệu để nhận ra."))
    return f"{told[0]},{told[1]},{told[2]}/{told[3]}"


def _receivers(header: _Part) -> tuple[Body, ...]:
    found = tuple(_body(one) for one in header.parts("To"))
    if not found:
        raise Unreadable(N_("Thông điệp không nêu nơi nhận (To)."))
    return found


def _body(part: _Part) -> Body:
    return Body(
        organ_id=_needed(part.text("OrganId"), "OrganId"),
        name=part.text("OrganName"),
        in_charge=part.text("OrganizationInCharge"),
        address=part.text("OrganAdd"),
        email=part.text("Email"),
        telephone=part.text("Telephone"),
        fax=part.text("Fax"),
        website=part.text("Website"),
    )


def _reference(part: _Part) -> Reference:
    return Reference(
        document_id=_needed(part.text("DocumentId"), "DocumentId"),
        organ_id=part.text("OrganId"),
        code=part.text("Code"),
        promulgated_on=read_day(part.text("PromulgationDate")),
    )


def _change(part: _Part) -> Change:
    staff = part.part("StaffInfo")
    listed = [
        (one.text("ReceiverType"), one.text("OrganId"))
        for one in part.part("BussinessDocumentInfo").part("ReceiverList").parts("Receiver")
    ]
    replaced = next(part.part("ReplacementInfoList").parts("ReplacementInfo"), _Part(None))
    return Change(
        purpose=_number(Purpose, part.text("BussinessDocType"), Purpose.NEW),
        reason=part.text("BussinessDocReason"),
        document_id=part.text("DocumentId") or replaced.text("DocumentId"),
        added=tuple(organ for kind, organ in listed if kind == "1"),
        removed=tuple(organ for kind, organ in listed if kind == "0"),
        with_paper=part.text("Paper") == "1",
        staff=staff.text("Staff"),
        department=staff.text("Department"),
        mobile=staff.text("Mobile"),
        email=staff.text("Email"),
    )


def _status(part: _Part) -> Status:
    staff, told = part.part("StaffInfo"), part.text("StatusCode")
    try:
        code = StatusCode(told.zfill(2))
    except ValueError:
        raise Unreadable(N_("Trạng thái “%(code)s” không có trong quy chuẩn."), code=told[:20]) from None
    return Status(
        about=_reference(part.part("ResponseFor")),
        sender=_body(part.part("From")),
        code=code,
        at=read_moment(part.text("Timestamp")) or _unknown_time(),
        description=part.text("Description"),
        staff=staff.text("Staff"),
        department=staff.text("Department"),
        mobile=staff.text("Mobile"),
        email=staff.text("Email"),
    )


def _unknown_time() -> datetime:
    raise Unreadable(N_("Thông điệp trạng thái không có thời gian đọc được (Timestamp)."))


def _sent_at(traces: _Part, organ_id: str) -> datetime | None:
    told = [(one.text("OrganId"), read_moment(one.text("Timestamp"))) for one in traces.parts("TraceHeader")]
    by_sender = [at for organ, at in told if organ == organ_id]
    return next(iter(by_sender or [at for _, at in told]), None)


# --- files -----------------------------------------------------------------------------------------------------------


def _files(message: _Part) -> tuple[Attachment, ...]:
    listed = [
        one.text("ContentId") for manifest in message.deep("edXMLManifest") for one in manifest.parts("Reference")
    ]
    found: dict[str, Attachment] = {}
    for number, part in enumerate(message.deep("Attachment"), 1):
        if number > MOST_FILES:
            raise Unreadable(N_("Thông điệp có hơn %(most)d tệp kèm theo, không nhận."), most=MOST_FILES)
        content_id = part.text("ContentId") or f"#{number}"
        if content_id in found:
            raise Unreadable(N_("Thông điệp có hai tệp kèm theo cùng một mã (ContentId)."))
        found[content_id] = _attachment(part, number)
    if set(filter(None, listed)) - set(found):
        raise Unreadable(N_("Thông điệp liệt kê tệp kèm theo nhưng không có nội dung của tệp. Cần nơi gửi gửi lại."))
    return tuple(found.values())


def _attachment(part: _Part, number: int) -> Attachment:
    encoded = "".join(part.part("ContentTransferEncoded").raw().split())
    if len(encoded) * 3 // 4 > MOST_FILE_BYTES:
        raise Unreadable(N_("Tệp kèm theo nặng quá %(most)d MB, không nhận."), most=MOST_FILE_BYTES // 1_000_000)
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable(N_("Nội dung tệp kèm theo không giải mã được (base64).")) from None
    return Attachment(
        name=plain_name(part.text("AttachmentName")) or f"tep-{number}",
        media_type=part.text("ContentType") or OCTETS,
        content=content,
        description=part.text("Description"),
    )


def plain_name(told: str) -> str:
    """The name of a file without any folder or sign that could lead elsewhere."""
    kept = "".join(one for one in told.replace("\\", "/") if unicodedata.category(one)[0] != "C")
    name = PurePosixPath(kept).name.strip().strip(".")
    stem, dot, ending = name.rpartition(".")
    return name if len(name) <= LONGEST_NAME else f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending[:20]}"


# --- small things ----------------------------------------------------------------------------------------------------


def _needed(text: str, name: str) -> str:
    if not text:
        raise Unreadable(N_("Thông điệp thiếu trường %(name)s."), name=name)
    return text


def _day(text: str) -> date:
    found = read_day(text)
    if found is None:
        raise Unreadable(N_("Thông điệp không có ngày ban hành đọc được (PromulgationDate)."))
    return found


def _listed(part: _Part, name: str) -> tuple[str, ...]:
    return tuple(told for told in (one.own() for one in part.parts(name)) if told)


def _count(text: str) -> int:
    return min(int(text), 1_000_000) if text.isascii() and text.isdigit() else 0


def _number(kind: type[Number], text: str, otherwise: Number) -> Number:
    try:
        return kind(int(text))
    except ValueError:
        return otherwise
