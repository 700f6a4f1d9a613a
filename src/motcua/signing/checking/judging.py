"""Whether a signature holds and whose it is: by ETSI EN 319 102-1 first, else as of its proven moment."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.signing.checking.trusting import Trust

WEAK = frozenset({"CRYPTO_CONSTRAINTS_FAILURE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"})
USES = frozenset({"digital_signature", "non_repudiation"})


@dataclass(frozen=True)
class Judgement:
    """What was found about one signature."""

    intact: bool
    trusted: bool
    why: str = ""
    proven_at: datetime | None = None
    is_status_known: bool = True


async def judge(signature: Any, trust: Trust, at: datetime) -> Judgement:
    """The judgement as of ``at``.

    Where the standard finds too little evidence (a list of the revoked that is no longer fresh, no network), the
    signature is judged as of the moment its time stamp proves, and that its status is not known is told.
    """
    logging.disable(logging.CRITICAL)
    try:
        found = await _by_standard(signature, trust, at)
        return (
            found if found.trusted or not found.intact or found.why else await _as_of_its_moment(signature, trust, at)
        )
    finally:
        logging.disable(logging.NOTSET)


async def _by_standard(signature: Any, trust: Trust, at: datetime) -> Judgement:
    from pyhanko.sign.validation.ades import ades_lta_validation
    from pyhanko_certvalidator.ltv.types import ValidationTimingInfo

    moment = ValidationTimingInfo(validation_time=at, best_signature_time=at, point_in_time_validation=False)
    try:
        found = await ades_lta_validation(signature, _spec(trust), timing_info=moment)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # evidence that cannot be read proves nothing
        return await _bare(signature)
    status, told = found.api_status, found.ades_subindic
    if status is None:
        return await _bare(signature)
    stamped = has_time_stamp(signature) or bool(signature.reader.embedded_timestamp_signatures)
    passed = told.name == "OK"
    return Judgement(
        bool(status.intact and status.valid),
        trusted=passed,
        why="weak" if told.name in WEAK else "revoked" if told.name.startswith("REVOKED") else "",
        proven_at=found.best_signature_time if passed and stamped else None,
    )


def _spec(trust: Trust) -> Any:
    from pyhanko.sign.validation import policy_decl as say
    from pyhanko_certvalidator.context import CertValidationPolicySpec
    from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy
    from pyhanko_certvalidator.registry import SimpleTrustManager
    from pyhanko_certvalidator.revinfo.archival import CRLContainer

    return say.PdfSignatureValidationSpec(
        say.SignatureValidationSpec(
            cert_validation_policy=CertValidationPolicySpec(
                trust_manager=SimpleTrustManager.build(trust_roots=trust.roots),
                revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy.from_legacy("require")),
            ),
            revinfo_gathering_policy=say.RevocationInfoGatheringSpec(
                online_fetching_rule=say.RevinfoOnlineFetchingRule.LOCAL_ONLY,
                certificate_fetching_rule=say.CertificateFetchingRule.NEVER_FETCH,
            ),
            local_knowledge=say.LocalKnowledge(
                known_crls=[CRLContainer(one) for one in trust.lists], known_certs=trust.others
            ),
        )
    )


async def _as_of_its_moment(signature: Any, trust: Trust, at: datetime) -> Judgement:
    from pyhanko.sign.validation import async_validate_pdf_signature

    known = [*trust.others, *_kept_certificates(signature)]
    try:
        context = _context(trust, known, at)
        status = await async_validate_pdf_signature(signature, None, ts_validation_context=context)
        stamp = status.timestamp_validity
        proven = stamp.timestamp if stamp is not None and stamp.valid and stamp.trusted else None
        context = _context(trust, known, proven or at)
        status = await async_validate_pdf_signature(signature, context)
    except (MemoryError, RecursionError):
        raise
    except Exception:
        return Judgement(intact=False, trusted=False, why="unproven")
    why = _why_not(signature.signer_cert, trust, proven or at) or ("" if status.trusted else "no_chain")
    return Judgement(bool(status.intact and status.valid), not why, why, proven, is_status_known=False)


def _context(trust: Trust, known: list[Any], moment: datetime) -> Any:
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=trust.roots,
        other_certs=known,
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def _why_not(certificate: Any, trust: Trust, moment: datetime) -> str:
    """What speaks against the certificate at that moment; nothing where it is fine, as far as it itself tells."""
    if moment > certificate.not_valid_after:
        return "expired"
    if moment < certificate.not_valid_before:
        return "not_yet_valid"
    if any(since <= moment for since in _revoked_since(certificate, trust)):
        return "revoked"
    uses = certificate.key_usage_value
    return "" if uses is None or USES & set(uses.native) else "wrong_use"


def _revoked_since(certificate: Any, trust: Trust) -> Iterator[datetime]:
    for each in trust.lists:
        if each.issuer == certificate.issuer:
            for one in each["tbs_cert_list"]["revoked_certificates"] or ():
                if one["user_certificate"].native == certificate.serial_number:
                    yield one["revocation_date"].native


def _kept_certificates(signature: Any) -> list[Any]:
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError

    try:
        return list(DocumentSecurityStore.read_dss(signature.reader).load_certs())
    except NoDSSFoundError:
        return []


def has_time_stamp(signature: Any) -> bool:
    """Whether a time stamp was put into the signature itself."""
    return any(one["type"].native == "signature_time_stamp_token" for one in signature.signer_info["unsigned_attrs"])


async def _bare(signature: Any) -> Judgement:
    """Only whether it is the signature of these bytes."""
    from pyhanko.sign.validation import async_validate_pdf_signature

    try:
        status = await async_validate_pdf_signature(signature, None)
    except (MemoryError, RecursionError):
        raise
    except Exception:
        return Judgement(intact=False, trusted=False)
    return Judgement(bool(status.intact and status.valid), trusted=False)
