"""What an officer confirms of a digitised paper, with what the machine read beside each field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from motcua.kernel.words import N_
from motcua.scanning.actions.confirm_scan import Owner, Paper
from motcua.scanning.models import Scan
from motcua.scanning.queries import proposals_of
from motcua.scanning.rules import Proposal
from motcua.web.ui.fields import lazy, short_text

SURE, LIKELY, OTHERS = 0.85, 0.6, 0.4
FROM_CASE = N_("theo hồ sơ")
KINDS = (("person", N_("Cá nhân")), ("organisation", N_("Doanh nghiệp, tổ chức")))
MOST_OFFERED = 4
NO_DAY = N_("Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 04/12/2026.")


def _day(label: str) -> forms.DateField:
    wrong = {"invalid": lazy(NO_DAY)}
    formats = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y"]
    return forms.DateField(label=lazy(label), required=False, input_formats=formats, error_messages=wrong)


class FactsForm(forms.Form):
    """Whose paper it is, and what the paper is; the act checks what is filled."""

    owner_kind = forms.ChoiceField(
        label=lazy(N_("Giấy tờ của")), choices=[(key, lazy(words)) for key, words in KINDS], widget=forms.RadioSelect
    )
    owner_number = short_text(N_("Số định danh hoặc mã số thuế"))
    owner_name = short_text(N_("Họ tên hoặc tên tổ chức"))
    paper_name = short_text(N_("Tên giấy tờ"))
    number = short_text(N_("Số, ký hiệu"))
    issuer = short_text(N_("Cơ quan cấp"))
    issued_on = _day(N_("Ngày cấp"))
    valid_until = _day(N_("Có giá trị đến"))

    def owner(self) -> Owner:
        """Whose it is."""
        filled = self.cleaned_data
        return Owner(filled["owner_kind"], filled["owner_number"], filled["owner_name"])

    def paper(self) -> Paper:
        """What it is; its kind is told by the procedure and the requirement, where there are any."""
        filled = {name: self.cleaned_data[name] for name in ("number", "issuer", "issued_on", "valid_until")}
        return Paper(type="", name=self.cleaned_data["paper_name"].strip(), **filled)


@dataclass(frozen=True)
class Offer:
    """A value that could stand in a field: as it is typed, how sure (0-1), where it was read."""

    value: str
    sure: float
    where: str
    page: int = 0

    @property
    def tone(self) -> str:
        """``good`` where the machine is sure, ``soon`` where somebody must look, ``info`` where it only guesses."""
        return "good" if self.sure >= SURE else "soon" if self.sure >= LIKELY else "info"


def offers(scan: Scan, person: Mapping[str, str]) -> dict[str, list[Offer]]:
    """What could stand in each field, the surest first: read off the pages, known from the case."""
    found: dict[str, list[Offer]] = {}
    for one in proposals_of(scan):
        _add(found, "owner_number" if one.field == "tax_code" else one.field, _of(one))
    read = {one.value for one in found.get("owner_number", ()) if one.sure >= SURE}
    is_other = bool(read) and person.get("number", "") not in read  # another person's paper in this person's case
    for key in ("number", "name"):
        if person.get(key):
            _add(found, f"owner_{key}", Offer(person[key], OTHERS if is_other else 0.8, FROM_CASE))
    _add(found, "paper_name", Offer(scan.paper_name, 0.9, FROM_CASE))
    return {field: sorted(kept, key=lambda one: -one.sure)[:MOST_OFFERED] for field, kept in found.items()}


def _add(found: dict[str, list[Offer]], field: str, one: Offer) -> None:
    """A value told twice, by the page and by the case, is surer than either."""
    kept = found.setdefault(field, [])
    same = next((other for other in kept if other.value.casefold() == one.value.casefold()), None)
    if same is None:
        kept.append(one)
        return
    kept.remove(same)
    kept.append(Offer(same.value, max(0.99, same.sure), same.where, same.page))


def _of(one: Proposal) -> Offer:
    return Offer(_shown(one.value), one.sure, one.line, one.page)


def _shown(value: str) -> str:
    try:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        return value


def first_values(scan: Scan, offered: Mapping[str, Sequence[Offer]], person: Mapping[str, str]) -> dict[str, Any]:
    """What the form begins with: what was confirmed before, else the surest offers."""
    if scan.confirmed:
        owner, paper = scan.confirmed["owner"], scan.confirmed["paper"]
        told = {f"owner_{key}": owner[key] for key in ("kind", "number", "name")}
        days = {key: _shown(paper[key]) if paper[key] else "" for key in ("issued_on", "valid_until")}
        return {**told, "paper_name": paper["name"], "number": paper["number"], "issuer": paper["issuer"], **days}
    best = {field: kept[0].value for field, kept in offered.items() if kept and kept[0].sure >= LIKELY - 0.15}
    is_body = person.get("kind") == "organisation" or any(one.field == "tax_code" for one in proposals_of(scan))
    return {"owner_kind": "organisation" if is_body else "person", **best}
