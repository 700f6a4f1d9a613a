"""A letter or a status as an edXML message, checked against our own derived schema before it leaves."""

import base64
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from motcua.adapters.edxml.names import DS, NS, PREFIX, told_day, told_moment
from motcua.adapters.edxml.parsing import Unreadable
from motcua.correspondence.ports import Attachment, Body, Change, Letter, Purpose, Reference, Status
from motcua.kernel.words import N_

SCHEMA = Path(__file__).parent / "edxml.xsd"
_NEVER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot carry


def written(message: Letter | Status, *, to_be_signed: bool = False) -> Element:
    """The message as a tree; with a place for its signature where it is to be signed. Raises Unreadable."""
    root = etree.Element(f"{{{NS}}}edXML", nsmap={None: NS})
    envelope = etree.SubElement(root, f"{{{NS}}}edXMLEnvelope", nsmap={PREFIX: NS})
    header = _part(envelope, "edXMLHeader")
    if isinstance(message, Letter):
        _header_of_letter(header, message)
        _manifest(_part(envelope, "edXMLBody"), message.files)
    else:
        _status(_part(header, "Status"), message)
    if to_be_signed:
        etree.SubElement(header, f"{{{DS}}}Signature", {"Id": "placeholder"}, nsmap={"ds": DS})
    if isinstance(message, Letter) and message.files:
        _encoded(etree.SubElement(root, f"{{{NS}}}AttachmentEncoded"), message.files)
    fitting(root)
    return root


def fitting(root: Element) -> None:
    """Refuse what does not fit the derived schema. Raises Unreadable, naming the part."""
    schema = _schema()
    if not schema.validate(root):
        fault = schema.error_log[0]
        raise Unreadable(
            N_("Văn bản chưa đủ thông tin để gửi liên thông: %(part)s."), part=fault.path.rpartition("/")[2]
        )


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def _header_of_letter(header: Element, letter: Letter) -> None:
    made = _part(header, "MessageHeader")
    _body(_part(made, "From"), letter.sender)
    for one in letter.receivers:
        _body(_part(made, "To"), one)
    _texts(_part(made, "Code"), CodeNumber=letter.number, CodeNotation=letter.symbol)
    info = _part(made, "PromulgationInfo")
    _texts(info, Place=letter.place, PromulgationDate=told_day(letter.promulgated_on))
    _texts(_part(made, "DocumentType"), Type=letter.kind, TypeName=letter.kind_name)
    _texts(made, Subject=letter.subject, Content=letter.content)
    who = letter.signer
    _texts(_part(made, "SignerInfo"), Competence=who.competence, Position=who.position, FullName=who.full_name)
    if letter.due_on:
        _texts(made, DueDate=told_day(letter.due_on))
    _list(_part(made, "ToPlaces"), "Place", letter.to_places)
    other = _part(made, "OtherInfo")
    _texts(
        other,
        Priority=str(int(letter.priority)),
        SphereOfPromulgation=letter.sphere,
        TyperNotation=letter.drafted_by,
        PromulgationAmount=str(letter.copies),
        PageAmount=str(letter.pages),
    )
    _list(_part(other, "Appendixes"), "Appendix", letter.appendixes)
    for reference in letter.response_for:
        _reference(_part(made, "ResponseFor"), reference)
    _texts(made, SteeringType=str(int(letter.steering)), DocumentId=letter.document_id)
    _traces(_part(header, "TraceHeaderList"), letter)


def _traces(made: Element, letter: Letter) -> None:
    if letter.sent_at:
        _texts(_part(made, "TraceHeader"), OrganId=letter.sender.organ_id, Timestamp=told_moment(letter.sent_at))
    change = letter.change
    business = _part(made, "Bussiness")  # spelt so on the wire
    _texts(business, BussinessDocType=str(int(change.purpose)), BussinessDocReason=change.reason)
    if change.purpose == Purpose.UPDATE:
        _updated(_part(business, "BussinessDocumentInfo"), change)
    _texts(business, DocumentId=change.document_id)
    _staff(business, change)
    _texts(business, Paper=str(int(change.with_paper)))
    if change.purpose == Purpose.REPLACE:
        one = _part(_part(business, "ReplacementInfoList"), "ReplacementInfo")
        _texts(one, DocumentId=change.document_id)
        _list(_part(one, "OrganIdList"), "OrganId", [body.organ_id for body in letter.receivers])


def _updated(made: Element, change: Change) -> None:
    receivers = [*(("1", one) for one in change.added), *(("0", one) for one in change.removed)]
    _texts(made, DocumentInfo="1", DocumentReceiver=str(int(bool(receivers))))
    listed = _part(made, "ReceiverList")
    for kind, organ_id in receivers:
        _texts(_part(listed, "Receiver"), ReceiverType=kind, OrganId=organ_id)


def _status(made: Element, status: Status) -> None:
    _reference(_part(made, "ResponseFor"), status.about)
    _body(_part(made, "From"), status.sender)
    _texts(made, StatusCode=status.code.value, Description=status.description, Timestamp=told_moment(status.at))
    _staff(made, status)


def _staff(made: Element, told: Change | Status) -> None:
    _texts(_part(made, "StaffInfo"), Department=told.department, Staff=told.staff, Mobile=told.mobile, Email=told.email)


def _body(made: Element, body: Body) -> None:
    _texts(
        made,
        OrganId=body.organ_id,
        OrganizationInCharge=body.in_charge,
        OrganName=body.name,
        OrganAdd=body.address,
        Email=body.email,
        Telephone=body.telephone,
        Fax=body.fax,
        Website=body.website,
    )


def _reference(made: Element, reference: Reference) -> None:
    _texts(
        made,
        OrganId=reference.organ_id,
        Code=reference.code,
        PromulgationDate=told_day(reference.promulgated_on),
        DocumentId=reference.document_id,
    )


def _manifest(made: Element, files: Sequence[Attachment]) -> None:
    manifest = _part(made, "edXMLManifest")
    manifest.set("version", "1.0")
    for number, file in enumerate(files, 1):
        _texts(
            _part(manifest, "Reference"),
            Description=file.description,
            AttachmentName=file.name,
            ContentType=file.media_type,
            ContentId=_content_id(number),
        )


def _encoded(made: Element, files: Sequence[Attachment]) -> None:
    for number, file in enumerate(files, 1):
        _texts(
            _part(made, "Attachment"),
            ContentType=file.media_type,
            ContentId=_content_id(number),
            Description=file.description,
            ContentTransferEncoded=base64.b64encode(file.content).decode(),
            AttachmentName=file.name,
        )


def _content_id(number: int) -> str:
    return f"cid:{number}"


def _part(parent: Element, name: str) -> Element:
    return etree.SubElement(parent, f"{{{NS}}}{name}")


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        _part(parent, name).text = _NEVER.sub(" ", unicodedata.normalize("NFC", text))


def _list(parent: Element, name: str, texts: Iterable[str]) -> None:
    for text in texts:
        _texts(parent, **{name: text})
