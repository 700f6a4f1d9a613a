"""The officer signs what they compared with the paper; many in one sitting, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings

from motcua.files.actions.discard_file import discard_file
from motcua.files.queries import open_file
from motcua.kernel import clock
from motcua.kernel.refusals import Refused
from motcua.kernel.words import Sentence
from motcua.people.rules import SYSTEM
from motcua.scanning.commit import Writes, settle
from motcua.scanning.models import Scan
from motcua.scanning.policies import may_act
from motcua.scanning.ports import CASES
from motcua.scanning.queries import scan_of
from motcua.scanning.rules import State, file_name
from motcua.signing.documents import Signed, ToSign, sign_new, sign_stack
from motcua.signing.sitting import Sitting

FORM = "BẢN SỐ HÓA"  # the words on the page are Vietnamese whatever the reader's language


@dataclass(frozen=True)
class NotSigned:
    """One scan of a batch that was not signed, and why."""

    scan_id: UUID
    sentence: Sentence


def sign_scan(*, scan_id: UUID, sitting: Sitting) -> Scan:
    """The digitised copy signed, named and told to whoever keeps it; where the act fails the signed file is dropped.

    Law: DG-04, DG-05. Refuses with NotFound, NotPermitted, WrongMoment, KeyRefused, SomebodyWasFirst. Announces
    ``scan.signed``.
    """
    document = _to_sign(scan_id, sitting)
    return _signed(scan_id, sitting, sign_new(sitting, document))


def sign_scans(scan_ids: Sequence[UUID], sitting: Sitting) -> Iterator[Scan | NotSigned]:
    """Each on its own, told as it is done: one that fails loses nothing of the others."""
    stack = ((one, partial(_to_sign, one, sitting)) for one in scan_ids)
    for scan_id, _, made in sign_stack(sitting, stack):
        try:
            if isinstance(made, Refused):
                raise made
            yield _signed(scan_id, sitting, made)
        except Refused as refused:
            yield NotSigned(scan_id, refused.sentence)


def _to_sign(scan_id: UUID, sitting: Sitting) -> ToSign:
    scan = scan_of(scan_id, sitting.actor)
    may_act(sitting.actor, scan, "sign_scan").or_refuse()
    assert scan.result is not None
    with open_file(scan.result) as file:
        pdf = file.read()
    return ToSign(
        pdf=pdf,
        name=file_name(_case_of(scan)[1], scan.paper_code, _number(scan), on=clock.today()),
        kind="copy",
        title=str(scan.confirmed["paper"]["name"]),
        subject_kind="scan",
        subject_id=str(scan.pk),
        unit_id=scan.unit_id,
        check_url=f"{settings.PUBLIC_URL}/kiem-tra/",
        mark="digitised",
        form=FORM,
    )


def _case_of(scan: Scan) -> tuple[UUID | None, str]:
    return CASES["cases"].code_of(scan.about_kind, scan.about_id) if scan.about_id else (None, "")


def _signed(scan_id: UUID, sitting: Sitting, made: Signed) -> Scan:
    """What was signed is kept with the scan as it is now; somebody may have changed it meanwhile."""
    try:
        scan = scan_of(scan_id, sitting.actor)
        may_act(sitting.actor, scan, "sign_scan").or_refuse()
        return _kept(scan, sitting, made, dossier_id=_case_of(scan)[0])
    except BaseException:
        discard_file(file_id=made.file_id, actor=SYSTEM)
        raise


def _number(scan: Scan) -> int:
    """The running number among the signed copies of the same paper of the same case."""
    if scan.about_id is None:
        return 1
    same = Scan.objects.filter(about_id=scan.about_id, requirement_key=scan.requirement_key, state=State.SIGNED)
    return same.count() + 1


def _kept(scan: Scan, sitting: Sitting, made: Signed, *, dossier_id: UUID | None) -> Scan:
    at = clock.now()
    told: dict[str, Any] = {
        "scan": str(scan.pk),
        "file": str(made.file_id),
        "owner": scan.confirmed["owner"],
        "paper": scan.confirmed["paper"],
        "dossier": str(dossier_id) if dossier_id else None,
        "draft": str(scan.about_id) if scan.about_kind == "draft" else None,
        "requirement": scan.requirement_key,
        "procedure": CASES["cases"].procedure_of(scan.about_kind, scan.about_id) if scan.about_id else "",
        "by": sitting.actor.name,
        "unit": scan.unit_id,
        "replaces": [str(one) for one in scan.sources.values_list("file_id", flat=True) if one],
    }
    writes = Writes(sets={"signed_id": made.file_id, "closed_at": at}, rows=made.rows, topic="scan.signed", told=told)
    facts = {"name": scan.confirmed["paper"]["name"], "signed": made.facts}
    return settle(scan, sitting.actor, "sign_scan", at=at, facts=facts, writes=writes)
