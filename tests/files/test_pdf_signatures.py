"""A digital signature is intact, untrusted or broken, and later changes are told."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hostile_papers import pdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

import motcua.config.wiring  # noqa: F401 - reaches who reads signatures
from motcua.files.checks import check_file

NAME = "Nguyễn Thị Thử"


@pytest.fixture(scope="module")
def identity(tmp_path_factory):
    folder = tmp_path_factory.mktemp("identity")
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 7)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=30))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "root.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *secret))
    return folder


def sign(identity, content: bytes, field: str = "Sig1") -> bytes:
    signer = signers.SimpleSigner.load(str(identity / "key"), str(identity / "root.pem"))
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES)
    return signers.sign_pdf(writer, meta, signer=signer).getvalue()


@pytest.fixture(scope="module")
def signed(identity):
    return sign(identity, pdf())


def put(tmp_path, content: bytes):
    path = tmp_path / "f"
    path.write_bytes(content)
    return path


def test_a_signature_of_a_known_authority_is_intact(tmp_path, identity, signed):
    verdict = check_file(put(tmp_path, signed), "a.pdf", trust_dir=identity)
    assert (verdict.code, verdict.signature, verdict.signers) == ("readable", "intact", (NAME,))
    assert verdict.remarks == ("signature_intact",)


def test_a_signature_of_somebody_unknown_is_accepted_and_remarked_on(tmp_path, signed):
    verdict = check_file(put(tmp_path, signed), "a.pdf")
    assert (verdict.code, verdict.signature, verdict.is_signed) == ("readable", "untrusted", True)
    assert verdict.remarks == ("signature_untrusted",)


def test_a_flipped_byte_breaks_the_signature(tmp_path, signed):
    changed = signed.replace(b"100 100 l", b"900 100 l", 1)
    if changed == signed:
        at = signed.index(b"/MediaBox") + 12
        changed = signed[:at] + bytes((signed[at] ^ 1,)) + signed[at + 1 :]
    verdict = check_file(put(tmp_path, changed), "a.pdf")
    assert (verdict.code, verdict.ok, verdict.signature) == ("broken_signature", False, "broken")


def test_a_damaged_signature_value_is_broken(tmp_path, signed):
    at = signed.index(b"/Contents <") + 400
    changed = signed[:at] + (b"0" if signed[at : at + 1] != b"0" else b"1") + signed[at + 1 :]
    assert check_file(put(tmp_path, changed), "a.pdf").code == "broken_signature"


def test_a_page_changed_in_a_later_update_is_told(tmp_path, signed):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 m 500 500 l S\n"))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    verdict = check_file(put(tmp_path, out.getvalue()), "a.pdf")
    assert (verdict.code, verdict.signature) == ("changed_after_signing", "broken")


def test_a_second_signature_is_a_lawful_update(tmp_path, identity, signed):
    verdict = check_file(put(tmp_path, sign(identity, signed, "Sig2")), "a.pdf")
    assert verdict.code == "readable"
    assert verdict.signers == (NAME, NAME)
    assert "updated_after_signing" in verdict.remarks


def test_bytes_behind_the_signed_end_are_never_accepted_as_signed(tmp_path, signed):
    assert check_file(put(tmp_path, signed + b"x" * 3_000), "a.pdf").code == "trailing_bytes"
    few = check_file(put(tmp_path, signed + b"% few bytes\n"), "a.pdf")
    assert few.code in {"changed_after_signing", "broken_signature"} or "updated_after_signing" in few.remarks


def test_an_empty_signature_field_is_no_signature(tmp_path):
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf()))
    fields.append_signature_field(writer, fields.SigFieldSpec("Sig1"))
    out = io.BytesIO()
    writer.write(out)
    verdict = check_file(put(tmp_path, out.getvalue()), "a.pdf")
    assert (verdict.code, verdict.signature) == ("readable", "none")


def test_a_signature_of_an_old_kind_is_not_called_checked(tmp_path, signed):
    old = signed.replace(b"/ETSI.CAdES.detached", b"/adbe.pkcs7.sha1    ")
    verdict = check_file(put(tmp_path, old), "a.pdf")
    assert (verdict.code, verdict.remarks) == ("readable", ("signature_unchecked",))


def test_a_signed_paper_made_anew_without_its_signature_is_plain(tmp_path, signed):
    opened = pikepdf.open(io.BytesIO(signed))
    del opened.Root.AcroForm
    opened.pages[0].Annots = pikepdf.Array([])
    opened.remove_unreferenced_resources()
    out = io.BytesIO()
    opened.save(out)
    assert check_file(put(tmp_path, out.getvalue()), "a.pdf").signature == "none"
