"""What a new version of the procedure changed under an application: told until it is handed in, not once."""

from typing import Any

from django.http import HttpRequest

from motcua.dossiers.models import Draft
from motcua.kernel.words import N_
from motcua.procedures.queries import LoadedVersion
from motcua.procedures.rules.difference import difference

PARTS = {
    "requirements": N_("giấy tờ phải nộp"),
    "groups": N_("giấy tờ phải nộp"),
    "form": N_("câu hỏi trong tờ khai"),
    "fees": N_("phí, lệ phí"),
    "time_limits": N_("thời hạn giải quyết"),
    "results": N_("kết quả nhận được"),
}
OTHER = N_("nội dung khác")


def remember_move(
    request: HttpRequest, draft: Draft, old: LoadedVersion, new: LoadedVersion, *, dropped: list[str]
) -> None:
    """Keep for this reader what changed between the versions and which answers no longer fit."""
    tops = [one.path.partition(".")[0].partition("[")[0] for one in difference(old.json, new.json)]
    parts = list(dict.fromkeys(PARTS.get(top, OTHER) for top in tops))
    request.session[_place(draft)] = {"parts": parts, "dropped": dropped}


def moved_of(request: HttpRequest, draft: Draft) -> dict[str, Any] | None:
    """What changed under this draft, if anything did."""
    found: dict[str, Any] | None = request.session.get(_place(draft))
    return found


def _place(draft: Draft) -> str:
    return f"moved/{draft.pk}"
