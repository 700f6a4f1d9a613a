"""Where citizens apply online: what counts today, what was set, and another place from a day on, previewed first."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.dossiers.queries import open_drafts
from motcua.kernel import clock
from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory
from motcua.procedures.actions.set_front import front_wanted, set_front
from motcua.procedures.models import FrontRule
from motcua.procedures.policies import may_set_front
from motcua.procedures.queries import codes_apart, front_of, front_rules, load_procedure, next_front
from motcua.procedures.rules import AS_LOCALITY, EVERYWHERE, NATIONAL
from motcua.web.console.scope import keepers_only, readers_only
from motcua.web.console.unit_forms import lazy, today_text
from motcua.web.ui.access import actor_of
from motcua.web.ui.deeds import filled, mark
from motcua.web.ui.fields import day, short_text
from motcua.web.ui.middleware import status_of

NAMES = {kind.value: str(kind.label) for kind in FrontRule.Front}
DONE = N_("Đã đổi nơi nộp hồ sơ trực tuyến.")
SEEN = {
    "own": N_(
        "Từ %(day)s, trang thủ tục có nút “Nộp trực tuyến” và người dân nộp hồ sơ ngay tại đây. Quầy vẫn tiếp nhận."
    ),
    "national": N_(
        "Từ %(day)s, trang thủ tục không còn nút “Nộp trực tuyến”. Người dân thấy “Nộp trên Cổng Dịch vụ công quốc gia "
        "hoặc VNeID” kèm đường dẫn đến cổng và lời mời đến bộ phận một cửa. Quầy vẫn tiếp nhận; hồ sơ đã nộp vẫn giải "
        "quyết ở đây."
    ),
    "locality": N_("Từ %(day)s, thủ tục này theo nơi nộp chung của địa phương."),
}
DRAFTS = N_("%(count)s hồ sơ người dân đang soạn sẽ không nộp được ở đây nữa; câu trả lời vẫn được giữ để họ xem lại.")
SPECIAL = N_("%(count)s thủ tục có quy định riêng không đổi theo.")


class FrontForm(forms.Form):
    """Where, from when and why."""

    front = forms.ChoiceField(label=lazy(N_("Nơi nộp trực tuyến")))
    from_on = day(N_("Từ ngày"))
    reason = short_text(N_("Lý do, số văn bản"), required=True)

    def __init__(self, *args: Any, is_special: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [key for key in NAMES if is_special or key != AS_LOCALITY]
        self.fields["front"].choices = [(key, lazy(NAMES[key])) for key in offered]  # type: ignore[attr-defined]


def front_context(code: str) -> dict[str, Any]:
    """Where one applies today and where from when another place, for a page of the console."""
    today = clock.today()
    return {"front": front_of(code, today), "front_change": next_front(code, today), "front_names": NAMES}


@readers_only
def fronts(request: HttpRequest) -> HttpResponse:
    """What counts for the locality, and everything that was ever set, newest first."""
    rules, today = list(front_rules()), clock.today()
    context = {
        "part": "procedures",
        "rules": [(one, standing(one, rules, today)) for one in reversed(rules)],
        "may_set": may_set_front(actor_of(request), directory()).allowed,
        **front_context(EVERYWHERE),
    }
    return render(request, "console/fronts.html", context)


def standing(rule: FrontRule, rules: Sequence[FrontRule], today: date) -> str:
    """Whether the line counts today, will count, did count, or was replaced before its day."""
    others = [one for one in rules if one.procedure_id == rule.procedure_id and one.pk != rule.pk]
    if any(one.from_on == rule.from_on and one.pk > rule.pk for one in others):
        return "replaced"
    if rule.from_on > today:
        return "coming"
    return "past" if any(rule.from_on < one.from_on <= today for one in others) else "now"


@keepers_only
def change_front(request: HttpRequest, code: str = EVERYWHERE) -> HttpResponse:
    """The fields; posted, what citizens will see; confirmed, the new line."""
    may_set_front(actor_of(request), directory()).or_refuse()
    form = filled(request, FrontForm, {"from_on": today_text()}, is_special=bool(code))
    refused, wanted = None, None
    if request.method == "POST" and "again" not in request.POST and form.is_valid():
        try:
            if "confirm" in request.POST:
                return _changed(request, code, form.cleaned_data)
            wanted = front_wanted(**form.cleaned_data, actor=actor_of(request), code=code)
        except Refused as refusal:
            refused = refusal
            mark(form, refusal)
    context = {"form": form, "refused": refused, "wanted": wanted, **page_context(code, wanted)}
    status = status_of(refused) if refused else 422 if form.errors else 200
    return render(request, "console/front.html", context, status=status)


def _changed(request: HttpRequest, code: str, given: dict[str, Any]) -> HttpResponse:
    set_front(**given, actor=actor_of(request), code=code)
    messages.success(request, gettext(DONE))
    return redirect("console:procedure", code=code) if code else redirect("console:fronts")


def page_context(code: str, wanted: FrontRule | None) -> dict[str, Any]:
    """What the page says around the fields; of a wanted line what citizens will see."""
    return {
        "part": "procedures",
        "procedure": load_procedure(code) if code else None,
        "seen": seen_by_citizens(wanted, code) if wanted else [],
        **front_context(code),
    }


def seen_by_citizens(wanted: FrontRule, code: str) -> list[Sentence]:
    """What people will see, how many drafts it meets, and what does not follow."""
    apart = frozenset() if code else codes_apart(wanted.from_on)
    drafts = open_drafts(code).exclude(procedure_code__in=apart).count() if wanted.front == NATIONAL else 0
    counted = ((DRAFTS, drafts), (SPECIAL, len(apart)))
    told = [Sentence(text, {"count": count}) for text, count in counted if count]
    return [Sentence(SEEN[wanted.front], {"day": wanted.from_on}), *told]
