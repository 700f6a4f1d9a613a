"""Whether the digital signatures in a PDF still hold; nothing is fetched from a network."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from motcua.files.checks.faults import Fault
from motcua.files.rules.verdicts import Verdict

MOST_SIGNATURES = 30


def inspect_signatures(path: Path, verdict: Verdict, trust_dir: Path | None) -> Verdict:
    """``verdict`` completed by what its signatures say; refuses broken ones and changes made after signing.

    ``intact`` needs a way from the signer's certificate to one of the roots (PEM or DER) in ``trust_dir``.
    """
    # Slow to load (over a second), and most papers are not signed.
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    logging.disable(logging.CRITICAL)
    try:
        with path.open("rb") as file:
            reader = PdfFileReader(file, strict=False)
            signed = list(reader.embedded_regular_signatures)
            stamps = list(reader.embedded_timestamp_signatures)
            filled = sum(1 for _ in enumerate_sig_fields(reader, filled_status=True))
            if filled > MOST_SIGNATURES:
                raise Fault("too_complex")
            concluded = _conclude(verdict, signed, stamps, trust=_trust(trust_dir))
            return concluded if filled == len(signed) + len(stamps) else _with_unchecked(concluded)
    except (Fault, MemoryError, RecursionError):
        raise
    except Exception:
        # Whatever cannot be read where a signature should be is a damaged signature.
        raise Fault("broken_signature") from None
    finally:
        logging.disable(logging.NOTSET)


def _conclude(verdict: Verdict, signed: list[Any], stamps: list[Any], *, trust: Any) -> Verdict:
    from pyhanko.sign.validation import validate_pdf_timestamp

    if not signed and not stamps:
        return replace(verdict, signature="none")
    for stamp in stamps:
        status = validate_pdf_timestamp(stamp, trust)
        if not (status.intact and status.valid):
            raise Fault("broken_signature")
    checked = [_check_one(each, trust) for each in signed]
    remarks = list(verdict.remarks)
    if checked:
        remarks.append("signature_intact" if set(checked) == {"intact"} else "signature_untrusted")
    if any(_was_extended(each) for each in (*signed, *stamps)):
        remarks.append("updated_after_signing")
    return replace(
        verdict,
        signature="intact" if checked and set(checked) == {"intact"} else "untrusted",
        signers=tuple(_signer(each) for each in signed),
        remarks=tuple(remarks),
    )


def _with_unchecked(verdict: Verdict) -> Verdict:
    """A signature in an old format, which pyHanko leaves out, makes the whole no better than untrusted."""
    remarks = tuple(remark for remark in verdict.remarks if remark != "signature_intact")
    return replace(verdict, signature="untrusted", remarks=(*remarks, "signature_unchecked"))


def _check_one(signature: Any, trust: Any) -> str:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature

    status = validate_pdf_signature(signature, trust)
    if not (status.intact and status.valid):
        raise Fault("broken_signature")
    if status.coverage not in {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}:
        raise Fault("changed_after_signing")
    level = status.modification_level
    if level is not None and level > ModificationLevel.FORM_FILLING:
        raise Fault("changed_after_signing")
    return "intact" if status.trusted else "untrusted"


def _was_extended(signature: Any) -> bool:
    from pyhanko.sign.validation import SignatureCoverageLevel

    return bool(signature.evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE)


def _signer(signature: Any) -> str:
    names = signature.signer_cert.subject.native
    return str(names.get("common_name") or names.get("organization_name") or "")[:200]


def _trust(trust_dir: Path | None) -> Any:
    from pyhanko.keys import load_certs_from_pemder
    from pyhanko_certvalidator import ValidationContext

    files = sorted(trust_dir.glob("*")) if trust_dir and trust_dir.is_dir() else []
    roots = list(load_certs_from_pemder(file for file in files if file.suffix in {".pem", ".crt", ".cer", ".der"}))
    return ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
