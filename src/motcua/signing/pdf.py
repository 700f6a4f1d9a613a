"""Signing a PDF by PAdES: B-B and B-T at once; what proves it for long (B-LT, B-LTA) may be added later."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from io import BytesIO
from tempfile import NamedTemporaryFile
from typing import Any, Literal

from motcua.signing.keys import HeldKey
from motcua.signing.pages import Filling, fill
from motcua.signing.ports import OpenKey
from motcua.signing.rules.marks import Mark
from motcua.signing.rules.report import Level
from motcua.signing.waiting import apart

RESERVED = 16_384  # bytes kept free for the signature with its certificates and time stamp
DIGEST = "sha256"


@dataclass(frozen=True)
class Services:
    """The outside world of a signature: who issued (DER, the issuer first, the root last), who stamps the time."""

    chain: Sequence[bytes] = ()
    time_stamps: str = ""
    may_fetch: bool = True
    seconds: int = 10
    roots: Sequence[bytes] = field(default_factory=tuple)


def signed(
    pdf: bytes,
    key: OpenKey,
    *,
    level: Level,
    services: Services,
    mark: Mark | None = None,
    fillings: Mapping[str, Filling] | None = None,
) -> bytes:
    """``pdf`` with one signature more, in an update of its own: what was signed before stays signed.

    ``fillings`` go into its blank places first, under this signature.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSigner
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata

    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    fill(writer, fillings or {})
    name = _free_name(writer)
    metadata = PdfSignatureMetadata(
        field_name=name,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=level in ("B-LT", "B-LTA"),
        use_pades_lta=level == "B-LTA",
        validation_context=_context(services) if level in ("B-LT", "B-LTA") else None,
        reason=mark.reason if mark else None,
    )
    box = SigFieldSpec(name, on_page=mark.page, box=mark.box) if mark else SigFieldSpec(name)
    out = BytesIO()
    with _style(mark) as style:
        signer = PdfSigner(
            metadata,
            HeldKey(key, services.chain),
            timestamper=None if level == "B-B" else _stamper(services),
            stamp_style=style,
            new_field_spec=box,
        )
        apart(lambda: signer.sign_pdf(writer, output=out, bytes_reserved=RESERVED))
    return out.getvalue()


def is_signed(pdf: bytes) -> bool:
    """Whether anybody signed it already."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    return bool(PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures)


def strengthened(pdf: bytes, services: Services) -> bytes:
    """The signed ``pdf`` with what proves its signatures for long, and a time stamp over all of it (B-LTA).

    Done again before the last time stamp ends, it carries the proof on. No entry for each signature (VRI) is written: a
    further signature made in between covers it, and writing it anew would read as a change of what that one signed.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign import PdfTimeStamper
    from pyhanko.sign.signers.pdf_signer import TimestampDSSContentSettings
    from pyhanko.sign.validation import add_validation_info

    out = BytesIO(pdf)
    for place in range(len(PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures)):
        seen = PdfFileReader(out, strict=False).embedded_signatures[place]
        apart(partial(add_validation_info, seen, _context(services), add_vri_entry=False, in_place=True))
    writer, context = IncrementalPdfFileWriter(out, strict=False), _context(services)
    settings = TimestampDSSContentSettings(include_vri=False)
    stamp = partial(PdfTimeStamper(_stamper(services)).timestamp_pdf, writer, DIGEST, context)
    apart(lambda: stamp(in_place=True, dss_settings=settings))
    return out.getvalue()


def proof_end(pdf: bytes) -> datetime | None:
    """Until when the last time stamp of the document proves anything: the end of the certificate that made it."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    stamps = PdfFileReader(BytesIO(pdf), strict=False).embedded_timestamp_signatures
    ends: datetime | None = stamps[-1].signer_cert.not_valid_after if stamps else None
    return ends


def online_status(certificate: bytes, services: Services) -> Literal["good", "revoked", "unknown"]:
    """What the issuer answers now, by OCSP or its list; unknown where nothing can be asked or proved."""
    from asn1crypto.x509 import Certificate
    from pyhanko_certvalidator import CertificateValidator
    from pyhanko_certvalidator.errors import RevokedError

    if not services.may_fetch:
        return "unknown"
    asked = CertificateValidator(Certificate.load(certificate), validation_context=_context(services))
    try:
        apart(lambda: asyncio.run(asked.async_validate_usage(set())))
    except RevokedError:
        return "revoked"
    except Exception:  # an issuer that is away or unknown proves nothing; the check of the file will say so
        return "unknown"
    return "good"


def _free_name(writer: Any) -> str:
    from pyhanko.sign.fields import enumerate_sig_fields

    taken = {name for name, _, _ in enumerate_sig_fields(writer.prev)}
    return next(name for name in (f"Sig{number}" for number in range(1, len(taken) + 2)) if name not in taken)


def _stamper(services: Services) -> Any:
    from pyhanko.sign.timestamps import HTTPTimeStamper

    return HTTPTimeStamper(services.time_stamps, timeout=services.seconds)


def _context(services: Services) -> Any:
    from asn1crypto.x509 import Certificate
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend

    chain = [Certificate.load(one) for one in services.chain]
    return ValidationContext(
        trust_roots=[Certificate.load(one) for one in services.roots],
        other_certs=chain,
        allow_fetching=services.may_fetch,
        fetcher_backend=RequestsFetcherBackend(per_request_timeout=services.seconds),
        revocation_mode="require",
    )


@contextmanager
def _style(mark: Mark | None) -> Iterator[Any]:
    from pyhanko.stamp import StaticStampStyle

    if mark is None:
        yield None
        return
    with NamedTemporaryFile(suffix=".pdf") as drawn:  # the library reads it by its name, while it signs
        drawn.write(mark.drawn)
        drawn.flush()
        yield StaticStampStyle.from_pdf_file(drawn.name, border_width=0, background_opacity=1.0)
