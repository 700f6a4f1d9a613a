"""The signature of a whole message (XML-DSig): made with a key that stays where it is held, and checked on reading."""

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml import (
    CanonicalizationMethod,
    DigestAlgorithm,
    SignatureConfiguration,
    SignatureConstructionMethod,
    SignatureMethod,
    XMLSigner,
    XMLVerifier,
)
from signxml.exceptions import SignXMLException

from motcua.adapters.edxml.names import DS
from motcua.adapters.edxml.parsing import parser
from motcua.correspondence.ports import Proof
from motcua.signing.ports import OpenKey

EXCLUSIVE = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
METHODS = frozenset(
    {SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA384, SignatureMethod.RSA_SHA512}
    | {SignatureMethod.ECDSA_SHA256, SignatureMethod.ECDSA_SHA384, SignatureMethod.ECDSA_SHA512}
)
DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})
ENVELOPED = f"{DS}enveloped-signature"
Trusts = Callable[[bytes, datetime], bool]  # a certificate in DER: whether it leads to a root that is trusted then


class _Held:
    """An open key as the library calls one; which padding and hash is settled by its kind."""

    def __init__(self, key: OpenKey, size: int) -> None:
        self.key_size = size
        self._key = key

    def sign(self, data: bytes, **_how: Any) -> bytes:
        """The signature with SHA-256."""
        return self._key.sign(data)


def sealed(tree: etree._Element, key: OpenKey) -> bytes:
    """The message with its signature over all of it, in the place that was left for it. Refuses with KeyRefused."""
    certificate = x509.load_der_x509_certificate(key.certificate)
    public: Any = certificate.public_key()
    is_curve = isinstance(public, ec.EllipticCurvePublicKey)
    signer = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=SignatureMethod.ECDSA_SHA256 if is_curve else SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=EXCLUSIVE,
    )
    signer._parser = parser()  # the library's own refuses long files
    made = signer.sign(tree, key=_Held(key, public.key_size), cert=[certificate])
    return as_bytes(made)


def as_bytes(tree: etree._Element) -> bytes:
    """A tree as it goes over the wire."""
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8"))


def proven(root: etree._Element, *, at: datetime, trusts: Trusts) -> tuple[etree._Element, Proof | None]:
    """What may be read of a message, and who vouches for it: with a signature that holds, exactly what it covers.

    None where nobody signed. A signature that covers a part only, or of which there are two, does not hold.
    """
    signatures = [one for one in root.iter(f"{{{DS}}}Signature") if len(one)]
    if not signatures:
        return root, None
    certificate = _certificate(signatures[0])
    if certificate is None or len(signatures) > 1 or not _covers_all(signatures[0]):
        return root, Proof(_told(certificate), holds=False, trusted=False)
    try:
        covered = _checked(root, certificate, at)
    except (SignXMLException, etree.LxmlError, ValueError, TypeError, KeyError):
        return root, Proof(_told(certificate), holds=False, trusted=False)
    der = certificate.public_bytes(Encoding.DER)
    return covered, Proof(_told(certificate), holds=True, trusted=trusts(der, at))


def _checked(root: etree._Element, certificate: x509.Certificate, at: datetime) -> etree._Element:
    result = XMLVerifier().verify(
        etree.tostring(root),
        x509_cert=certificate,
        parser=parser(),
        expect_config=SignatureConfiguration(
            require_x509=True,
            location=".//",
            expect_references=1,
            signature_methods=METHODS,
            digest_algorithms=DIGESTS,
            verification_time=at,
        ),
    )
    if isinstance(result, list) or result.signed_xml is None:
        raise ValueError("no single tree was signed")
    return result.signed_xml


def _covers_all(signature: etree._Element) -> bool:
    """One reference, to the document itself, with nothing taken out but the signature."""
    references = signature.findall(f"./{{{DS}}}SignedInfo/{{{DS}}}Reference")
    if len(references) != 1 or references[0].get("URI") != "":
        return False
    allowed = {ENVELOPED, *(one.value for one in CanonicalizationMethod)}
    transforms = [one.get("Algorithm") for one in references[0].iter(f"{{{DS}}}Transform")]
    return ENVELOPED in transforms and set(transforms) <= allowed


def _certificate(signature: etree._Element) -> x509.Certificate | None:
    told = signature.find(f"./{{{DS}}}KeyInfo/{{{DS}}}X509Data/{{{DS}}}X509Certificate")
    try:
        return x509.load_der_x509_certificate(base64.b64decode((told.text or "") if told is not None else ""))
    except ValueError:
        return None


def _told(certificate: x509.Certificate | None) -> str:
    if certificate is None:
        return ""
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        found = certificate.subject.get_attributes_for_oid(oid)
        if found:
            return str(found[0].value)[:200]
    return ""
