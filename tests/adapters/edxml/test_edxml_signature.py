"""A message signed as a whole: who, and that nothing else is read than what was signed."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from lxml import etree
from tests.adapters.edxml.messages import letter, status

from motcua.adapters.edxml.names import DS, NS
from motcua.adapters.edxml.parsing import parsed
from motcua.adapters.edxml.reading import read_tree
from motcua.adapters.edxml.sealing import as_bytes, proven, sealed
from motcua.adapters.edxml.writing import written
from motcua.adapters.pki.authority import Authority, Subject
from motcua.correspondence.ports import Attachment, Proof
from motcua.signing.held import OpenFileKey

pytestmark = pytest.mark.sqlite_only
NOW = datetime.now(UTC)
BODY = "Sở Nội vụ tỉnh An Giang"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    made = Authority.create(tmp_path_factory.mktemp("pki"), "http://127.0.0.1:1", at=NOW)
    made.certify([Subject("ec", BODY, algorithm="ec"), Subject("rsa", BODY)], at=NOW)
    made.certify([Subject("old", "Cơ quan cũ")], at=NOW, life=timedelta(days=-30))
    return made


def key_of(authority, name):
    return OpenFileKey(authority.certificate(name), load_pem_private_key(authority.key_of(name).read_bytes(), None))


def signed(authority, message=None, name="ec"):
    return sealed(written(message or letter(), to_be_signed=True), key_of(authority, name))


def looked(content, *, trusted=True, at=NOW):
    return proven(parsed(content), at=at, trusts=lambda _der, _at: trusted)


@pytest.mark.parametrize("name", ["ec", "rsa"])
@pytest.mark.parametrize("message", [letter(), status()])
def test_a_signed_message_says_who_signed(authority, name, message):
    covered, proof = looked(signed(authority, message, name))
    assert (proof.signer, proof.holds, proof.trusted) == (BODY, True, True)
    assert read_tree(covered) == message


def test_the_signature_stands_in_the_header(authority):
    root = etree.fromstring(signed(authority))
    assert root.find(f"{{{NS}}}edXMLEnvelope/{{{NS}}}edXMLHeader/{{{DS}}}Signature") is not None


def test_a_long_file_is_signed_too(authority):
    covered, proof = looked(signed(authority, letter(files=[Attachment("a.pdf", "application/pdf", bytes(9_000_000))])))
    assert proof.holds
    assert len(read_tree(covered).files[0].content) == 9_000_000


def test_trust_is_another_question(authority):
    assert looked(signed(authority), trusted=False)[1] == Proof(BODY, holds=True, trusted=False)


def test_nobody_signed():
    covered, proof = looked(as_bytes(written(letter())))
    assert proof is None
    assert read_tree(covered) == letter()


def test_an_empty_signature_is_none():
    told = as_bytes(written(letter())).replace(
        b"</edXML:edXMLHeader>", f'<Signature xmlns="{DS}"/></edXML:edXMLHeader>'.encode()
    )
    assert looked(told)[1] is None


@pytest.mark.parametrize(
    ("old", "new"),
    [("rà soát", "rà xoát"), ("CKT", "CKU"), (">12<", ">13<"), ("JVBERi0x", "JVBERi0y"), ("KT. GIÁM", "Q. GIÁM")],
)
def test_what_was_changed_does_not_hold(authority, old, new):
    content = signed(authority).decode()
    if old in content:
        _, proof = looked(content.replace(old, new).encode())
        assert (proof.holds, proof.trusted) == (False, False)


def test_an_expired_certificate_does_not_hold(authority):
    assert not looked(signed(authority, name="old"))[1].holds
    assert looked(signed(authority, name="old"), at=NOW - timedelta(days=60))[1].holds


def wrapped(content):
    """The signed message hidden beside another one, its reference left as it was."""
    root = etree.fromstring(content)
    signature = next(root.iter(f"{{{DS}}}Signature"))
    other = etree.fromstring(as_bytes(written(letter(subject="Khác hẳn"))))
    header = other.find(f"{{{NS}}}edXMLEnvelope/{{{NS}}}edXMLHeader")
    hidden = etree.SubElement(signature, f"{{{DS}}}Object")
    signature.getparent().remove(signature)
    hidden.append(root)
    header.append(signature)
    return etree.tostring(other)


def test_a_signed_message_hidden_in_another_does_not_vouch_for_it(authority):
    root = etree.fromstring(wrapped(signed(authority)))
    for hidden in list(root.iter(f"{{{DS}}}Object")):
        hidden.getparent().remove(hidden)
    _, proof = looked(etree.tostring(root))
    assert not proof.holds
    covered, proof = looked(wrapped(signed(authority)))
    assert not proof.holds or read_tree(covered) == letter()


@pytest.mark.parametrize("uri", ["#part", "http://127.0.0.1/x", "#xpointer(/)"])
def test_a_signature_of_a_part_does_not_count(authority, uri):
    content = signed(authority).replace(b'URI=""', f'URI="{uri}"'.encode())
    content = content.replace(b"<edXML:MessageHeader>", b'<edXML:MessageHeader Id="part">')
    assert not looked(content)[1].holds


def test_two_signatures_do_not_count(authority):
    root = etree.fromstring(signed(authority))
    signature = next(root.iter(f"{{{DS}}}Signature"))
    signature.getparent().append(etree.fromstring(etree.tostring(signature)))
    assert not looked(etree.tostring(root))[1].holds


def test_another_way_to_take_things_out_does_not_count(authority):
    content = signed(authority).replace(
        b"http://www.w3.org/2000/09/xmldsig#enveloped-signature", b"http://www.w3.org/TR/1999/REC-xpath-19991116"
    )
    assert not looked(content)[1].holds


def test_a_certificate_that_is_none_does_not_count(authority):
    root = etree.fromstring(signed(authority))
    next(root.iter(f"{{{DS}}}X509Certificate")).text = "AAAA"
    assert not looked(etree.tostring(root))[1].holds


def test_a_comment_slipped_in_is_not_read(authority):
    content = signed(authority).replace("rà soát".encode(), "rà <!-- x -->soát".encode())
    covered, proof = looked(content)
    assert not proof.holds or read_tree(covered) == letter()
