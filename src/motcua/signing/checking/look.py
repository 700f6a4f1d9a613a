"""What a PDF says about its signatures; runs in the child process, fetches nothing from any network."""

import asyncio
import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from motcua.signing.checking.judging import Judgement, has_time_stamp, judge
from motcua.signing.checking.trusting import Trust
from motcua.signing.rules.marks import BLANKS
from motcua.signing.rules.report import Change, Level, Report, Signature, judged
from motcua.signing.waiting import apart

MOST_SIGNATURES = 50
_BLANK = b"\x00\t\n\x0c\r "


def look(path: Path, trust: Trust, at: datetime) -> Report:
    """The report on the file as of ``at``; anything that is no PDF, or a locked one, is unreadable."""
    read = path.read_bytes()
    sha256 = hashlib.sha256(read).hexdigest()
    reader = _opened(read)
    if reader is None:
        return Report("unreadable", sha256=sha256)
    try:
        return _look(reader, read, trust=trust, at=at, sha256=sha256)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # what stands where a signature should be cannot be read: then it is damaged
        return Report("broken" if b"/ByteRange" in read else "unreadable", sha256=sha256)


def _look(reader: Any, read: bytes, *, trust: Trust, at: datetime, sha256: str) -> Report:
    from pyhanko.sign.fields import enumerate_sig_fields

    filled = sum(1 for _ in enumerate_sig_fields(reader, filled_status=True))
    if filled > MOST_SIGNATURES:
        return Report("unreadable", sha256=sha256)
    found = list(reader.embedded_signatures)
    is_cut = _has_tail(reader, read, found)
    signed = [one for one in found if one.sig_object_type == "/Sig"]
    seen = [_seen(one, read, trust=trust, at=at, is_cut=is_cut) for one in signed]
    return judged(seen, unchecked=filled - len(found), sha256=sha256)


def _opened(read: bytes) -> Any:
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(read), strict=False)
        return None if reader.encrypted or "/Pages" not in reader.root else reader
    except (MemoryError, RecursionError):
        raise
    except Exception:  # whatever trips the reader is no PDF that anybody could rely on
        return None


def _seen(signature: Any, read: bytes, *, trust: Trust, at: datetime, is_cut: bool) -> Signature:
    covered = max(start + length for start, length in _ranges(signature))
    after = "appended" if is_cut else _changes_after(signature)
    told: Judgement = apart(lambda: asyncio.run(judge(signature, trust, at)))
    holder = signature.signer_cert
    return Signature(
        **_named(holder),
        issuer=str(holder.issuer.native.get("common_name") or holder.issuer.human_friendly)[:200],
        serial=f"{holder.serial_number:x}",
        fingerprint=holder.sha256.hex(),
        at=told.proven_at or _claimed(signature),
        is_time_proven=told.proven_at is not None,
        level=_level(signature),
        intact=told.intact,
        covers_whole_file=covered == len(read),
        changes_after=after,
        trusted=told.trusted and told.intact,
        why=told.why,
        is_status_known=told.is_status_known,
        revision=hashlib.sha256(read[:covered]).hexdigest(),
    )


def _ranges(signature: Any) -> Sequence[tuple[int, int]]:
    numbers = [int(one) for one in signature.byte_range]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _named(certificate: Any) -> dict[str, str]:
    names = certificate.subject.native
    return {
        "signer": _text(names.get("common_name") or names.get("organization_name")),
        "organisation": _text(names.get("organization_name")),
        "title": _text(names.get("title")),
    }


def _text(value: Any) -> str:
    return str(value[0] if isinstance(value, list) and value else value or "")[:200]


def _claimed(signature: Any) -> datetime | None:
    at: datetime | None = signature.self_reported_timestamp
    return at if at and at.tzinfo else None


def _level(signature: Any) -> Level:
    later = signature.reader.embedded_timestamp_signatures
    if any(one.signed_revision > signature.signed_revision for one in later):
        return "B-LTA"
    if "/DSS" in signature.reader.root:
        return "B-LT"
    return "B-T" if has_time_stamp(signature) else "B-B"


def _changes_after(signature: Any) -> Change:
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel

    signature.compute_integrity_info()
    if signature.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "none"
    if signature.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return "content"
    found = signature.diff_result
    if not isinstance(found, DiffResult) or found.modification_level > ModificationLevel.FORM_FILLING:
        return "content"
    if found.modification_level <= ModificationLevel.LTA_UPDATES:
        return "validation_data"
    others = set(found.changed_form_fields) - {one.field_name for one in signature.reader.embedded_signatures}
    return "form" if others - set(BLANKS) else "issued" if others else "signatures"


def _has_tail(reader: Any, read: bytes, found: Sequence[Any]) -> bool:
    """Whether bytes follow the end of the newest revision that no signature covers and no reader shows."""
    if any(max(start + length for start, length in _ranges(one)) == len(read) for one in found):
        return False
    newest = reader.last_startxref
    end = re.compile(rb"startxref\s+%d\s+%%%%EOF" % newest).search(read, newest)
    return end is None or bool(read[end.end() :].strip(_BLANK))
