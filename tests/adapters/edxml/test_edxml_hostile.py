"""A message may come from anybody: what could harm or deceive is refused with a sentence."""

import base64

import pytest
from tests.adapters.edxml.messages import letter, status

from motcua.adapters.edxml import parsing, reading
from motcua.adapters.edxml.parsing import Unreadable, parsed
from motcua.adapters.edxml.reading import read
from motcua.adapters.edxml.sealing import as_bytes
from motcua.adapters.edxml.writing import written
from motcua.correspondence.ports import Attachment

pytestmark = pytest.mark.sqlite_only
GOOD = as_bytes(written(letter()))
HEAD = b"<?xml version='1.0' encoding='UTF-8'?>\n"
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def refused(content, says):
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert says in str(refusal.value.sentence)


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, b'<!DOCTYPE l SYSTEM "http://127.0.0.1/x.dtd">'])
def test_no_dtd_and_no_entity(doctype):
    refused(GOOD.replace(HEAD, HEAD + doctype), "DTD")
    refused(GOOD.replace(HEAD, HEAD + doctype).replace(b">12<", b">&a;<"), "DTD")


@pytest.mark.parametrize("length", [0, 1, 40, 200, len(GOOD) // 2, len(GOOD) - 3])
def test_what_is_cut_off_is_refused(length):
    refused(GOOD[:length], "rỗng" if not length else "cắt cụt")


@pytest.mark.parametrize(
    "content",
    [
        GOOD.decode().encode("utf-16"),  # says UTF-8
        GOOD.replace("Sở".encode(), b"S\xf4\xff"),
        GOOD.replace(b"UTF-8", b"KOI-77"),
        b"\x00\x01\x02",
        b"khong phai xml",
        b"%PDF-1.7",
    ],
)
def test_another_encoding_than_told_is_refused(content):
    refused(content, "không phải XML")


def test_layers_without_end_are_refused():
    refused(b"<a>" * 5000 + b"</a>" * 5000, "lồng quá nhiều lớp")


def test_parts_without_end_are_refused():
    refused(b"<a>" + b"<b/>" * 30_000 + b"</a>", "quá nhiều phần")


def test_a_message_is_not_longer_than_allowed(monkeypatch):
    monkeypatch.setattr(parsing, "MOST_BYTES", 1_000)
    refused(GOOD, "nặng quá")


def test_a_file_is_not_larger_than_allowed(monkeypatch):
    monkeypatch.setattr(reading, "MOST_FILE_BYTES", 1_000)
    refused(
        as_bytes(written(letter(files=[Attachment("a.pdf", "application/pdf", bytes(2_000))]))), "Tệp kèm theo nặng"
    )


def test_a_file_larger_than_the_parser_likes_is_read():
    found = read(as_bytes(written(letter(files=[Attachment("a.pdf", "application/pdf", bytes(12_000_000))]))))
    assert len(found.files[0].content) == 12_000_000


def test_files_are_counted(monkeypatch):
    many = as_bytes(written(letter(files=[Attachment(f"{n}.pdf", "application/pdf", b"x") for n in range(4)])))
    monkeypatch.setattr(reading, "MOST_FILES", 3)
    refused(many, "hơn 3 tệp")


def test_two_files_with_one_id_are_refused():
    two = as_bytes(written(letter(files=[Attachment(f"{n}.pdf", "application/pdf", b"x") for n in range(2)])))
    refused(two.replace(b"cid:2", b"cid:1"), "cùng một mã (ContentId)")


def test_a_file_that_is_listed_and_absent_is_missed():
    refused(GOOD.replace(b"<ContentId>cid:1", b"<ContentId>cid:9"), "không có nội dung")


@pytest.mark.parametrize("harmed", [b"!!!!", base64.b64encode(b"x" * 40)[:-3] + b"=", "số".encode()])
def test_what_is_no_base64_is_said(harmed):
    content = base64.b64encode(letter().files[0].content)
    refused(GOOD.replace(content, harmed), "base64")


def test_two_parts_with_one_id_are_refused():
    twice = GOOD.replace(b"<edXML:From>", b'<edXML:From Id="x">').replace(b"<edXML:To>", b'<edXML:To Id="x">')
    refused(twice, "cùng một mã định danh")


def test_two_headers_are_refused():
    extra = as_bytes(written(letter(subject="Khác"))).partition(b"<edXML:MessageHeader>")[2]
    header = b"<edXML:MessageHeader>" + extra.partition(b"</edXML:MessageHeader>")[0] + b"</edXML:MessageHeader>"
    refused(GOOD.replace(b"<edXML:TraceHeaderList>", header + b"<edXML:TraceHeaderList>"), "đúng một phần")
    refused(
        GOOD.replace(b"<edXML:From>", b"<edXML:Subject>Khac</edXML:Subject><edXML:From>"), "nhiều hơn một phần Subject"
    )


def test_a_letter_that_is_a_status_too_is_refused():
    part = as_bytes(written(status())).partition(b"<edXML:Status>")[2].partition(b"</edXML:Status>")[0]
    both = GOOD.replace(b"</edXML:edXMLHeader>", b"<edXML:Status>" + part + b"</edXML:Status></edXML:edXMLHeader>")
    refused(both, "đúng một phần")


def test_a_field_without_end_is_refused():
    refused(as_bytes(written(letter(content="x" * 30_000))), "dài quá")


def test_signs_that_xml_cannot_carry_become_spaces():
    assert read(as_bytes(written(letter(subject="a\x00b\x0bc\ud800d")))).subject == "a b c d"


def test_nothing_is_fetched(monkeypatch):
    import socket

    def never(*_args, **_more):
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "create_connection", never)
    told = GOOD.replace(b"<edXML ", b'<edXML xmlns:xi="http://www.w3.org/2001/XInclude" ')
    told = told.replace(b"<AttachmentEncoded>", b'<xi:include href="http://127.0.0.1/x"/><AttachmentEncoded>')
    assert parsed(told) is not None
