"""The officer compared the pages with the paper and says what it is and whose."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from motcua.kernel import clock
from motcua.kernel.identifiers import check_citizen_number, check_tax_code
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.scanning.commit import Writes, settle
from motcua.scanning.models import Scan
from motcua.scanning.policies import may_act
from motcua.scanning.queries import faults_in, leaves_of, scan_of

CHECK = N_("Còn chỗ cần sửa. Những gì đã ghi vẫn được giữ.")
NO_OWNER = N_("Hãy ghi tên người hoặc tổ chức đứng tên giấy tờ.")
NO_PAPER = N_("Hãy ghi tên giấy tờ.")
NEED_NUMBER = N_("Hãy ghi số định danh 12 số của người đứng tên: giấy tờ được cất vào kho theo số này.")
NEED_TAX = N_("Hãy ghi mã số thuế của tổ chức đứng tên: giấy tờ được cất vào kho theo số này.")
FUTURE = N_("Ngày cấp ở tương lai. Hãy xem lại.")
ENDS_BEFORE = N_("Ngày hết giá trị đứng trước ngày cấp. Hãy xem lại.")
NEED_REASON = N_("Có trang cần xem lại. Hãy ghi lý do vẫn giữ, hoặc bỏ và quét lại.")


@dataclass(frozen=True)
class Owner:
    """Whose paper it is."""

    kind: Literal["person", "organisation"]
    number: str
    name: str


@dataclass(frozen=True)
class Paper:
    """What the paper is, as far as it says so itself."""

    type: str
    name: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_until: date | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values; days in ISO form or None."""
        days = {
            name: day.isoformat() if (day := getattr(self, name)) else None for name in ("issued_on", "valid_until")
        }
        return {**asdict(self), **days}


def confirm_scan(*, scan_id: UUID, actor: Actor, owner: Owner, paper: Paper, reason: str = "") -> Scan:
    """The facts are kept; the scan waits for the signature of the same officer. May be done again before it.

    ``reason`` is needed where a page is doubtful and none was given when it was taken. Law: DG-03, DG-04. Refuses with
    NotFound, WrongMoment, Invalid (by field), SomebodyWasFirst. Announces ``scan.confirm_scan``.
    """
    scan = scan_of(scan_id, actor)
    may_act(actor, scan, "confirm_scan").or_refuse()
    kept = Owner(owner.kind, _number(owner), " ".join(owner.name.split()))
    errors = {**_owner_errors(kept), **_paper_errors(paper, clock.today())}
    why = reason.strip() or scan.kept_despite
    if not why and faults_in(leaves_of(scan)):
        errors["reason"] = Sentence(NEED_REASON)
    if errors:
        raise Invalid(CHECK, errors)
    at = clock.now()
    told = {"owner": asdict(kept), "paper": paper.as_json()}
    sets = {"confirmed": told, "confirmed_by_id": actor.account_id, "confirmed_at": at, "kept_despite": why}
    facts = {"name": paper.name, "owner": kept.number, "reason": why}
    return settle(scan, actor, "confirm_scan", at=at, facts=facts, writes=Writes(sets=sets))


def _number(owner: Owner) -> str:
    check = check_citizen_number if owner.kind == "person" else check_tax_code
    return check(owner.number).number


def _owner_errors(owner: Owner) -> Mapping[str, Sentence]:
    errors: dict[str, Sentence] = {}
    if not owner.name:
        errors["owner_name"] = Sentence(NO_OWNER)
    if not owner.number:
        errors["owner_number"] = Sentence(NEED_NUMBER if owner.kind == "person" else NEED_TAX)
        return errors
    checked = check_citizen_number(owner.number) if owner.kind == "person" else check_tax_code(owner.number)
    if not checked.valid:
        errors["owner_number"] = checked.warnings[0]
    return errors


def _paper_errors(paper: Paper, today: date) -> Mapping[str, Sentence]:
    errors: dict[str, Sentence] = {}
    if not paper.name.strip():
        errors["paper_name"] = Sentence(NO_PAPER)
    if paper.issued_on and paper.issued_on > today:
        errors["issued_on"] = Sentence(FUTURE)
    if paper.issued_on and paper.valid_until and paper.valid_until < paper.issued_on:
        errors["valid_until"] = Sentence(ENDS_BEFORE)
    return errors
