"""How long cases are kept, line by line with its source; and cases that an administrator holds back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.archive.actions.hold_dossier import hold_dossier, lift_hold
from motcua.archive.actions.set_period import NO_SUCH, drop_period, set_period
from motcua.archive.models import Hold, RetentionPeriod
from motcua.archive.rules import years_words
from motcua.archive.rules.retention import DEFAULT, FIELD, MOST_YEARS, PROCEDURE, WITHOUT_RESULT
from motcua.dossiers.queries import dossier_named
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.web.console.pages import Deed, show
from motcua.web.console.scope import is_whole, keepers_only, readers_only, unit_ids, whole_only
from motcua.web.console.unit_forms import lazy
from motcua.web.ui.access import actor_of
from motcua.web.ui.deeds import filled
from motcua.web.ui.fields import long_text, short_text
from motcua.web.ui.keyset import page_of

SCOPES = {
    DEFAULT: N_("Chung cho mọi hồ sơ"),
    WITHOUT_RESULT: N_("Kết thúc không có kết quả"),
    FIELD: N_("Theo lĩnh vực"),
    PROCEDURE: N_("Theo thủ tục (loại kết quả)"),
}


class PeriodForm(forms.Form):
    """What it is for, how long, and by which document."""

    scope = forms.ChoiceField(label=lazy(N_("Áp dụng")), choices=[(key, lazy(words)) for key, words in SCOPES.items()])
    subject = short_text(
        N_("Mã thủ tục hoặc tên lĩnh vực"), help_text=N_("Để trống khi áp dụng chung hoặc khi không có kết quả")
    )
    years = forms.IntegerField(
        label=lazy(N_("Số năm")),
        required=False,
        min_value=1,
        max_value=MOST_YEARS,
        help_text=lazy(N_("Tính từ hết năm hồ sơ kết thúc. Để trống là vĩnh viễn.")),
    )
    source = short_text(
        N_("Căn cứ"), required=True, help_text=N_("Tên, số, ngày văn bản. Ghi căn cứ là xác nhận đã đối chiếu.")
    )


class HoldForm(forms.Form):
    """Which case, and why."""

    code = short_text(N_("Mã hồ sơ"), required=True)
    reason = long_text(N_("Lý do"), help_text=N_("Ví dụ: đang khiếu nại, đang thanh tra, theo yêu cầu của tòa án"))


class LiftForm(forms.Form):
    """Why it need not be held any longer."""

    reason = long_text(N_("Lý do"))


@readers_only
def retention(request: HttpRequest) -> HttpResponse:
    """The schedule, and the cases held back, the newest first."""
    actor = actor_of(request)
    held = Hold.objects.filter(lifted_at=None, dossier__competent_unit__in=unit_ids(actor)).select_related("dossier")
    order = list(SCOPES)
    lines = sorted(RetentionPeriod.objects.all(), key=lambda one: (order.index(one.scope), one.subject))
    context: dict[str, Any] = {
        "part": "retention",
        "lines": [(one, years_words(one.years)) for one in lines],
        "scopes": SCOPES,
        "unverified": sum(one.is_unverified for one in lines),
        "page": page_of(held, ("-placed_at", "-id"), request.GET.get("sau", ""), 50),
        "may_set": actor.has_role("administrator") and is_whole(actor),
        "may_hold": actor.has_role("administrator"),
    }
    return render(request, "console/retention.html", context)


@keepers_only
def set_line(request: HttpRequest, period_id: int | None = None) -> HttpResponse:
    """A line of the schedule, new or changed."""
    actor = whole_only(request)
    line = _line(period_id) if period_id else None
    names = ("scope", "subject", "years", "source")
    deed = Deed(
        N_("Sửa thời hạn lưu trữ") if line else N_("Thêm thời hạn lưu trữ"),
        N_("Có hiệu lực ngay cho hồ sơ chưa lên danh sách tiêu hủy. Dòng riêng được dùng trước dòng chung."),
        filled(request, PeriodForm, {name: getattr(line, name) for name in names} if line else None),
        lambda given: set_period(**given, actor=actor),
        reverse("console:retention"),
        "retention",
        N_("Đã đặt thời hạn lưu trữ."),
        N_("Lưu"),
    )
    return show(request, deed)


@keepers_only
def drop_line(request: HttpRequest, period_id: int) -> HttpResponse:
    """A line of its own goes; the general one counts."""
    actor, line = whole_only(request), _line(period_id)
    deed = Deed(
        Sentence(N_("Bỏ thời hạn riêng của “%(name)s”"), {"name": line.subject or "–"}),
        N_("Hồ sơ loại này lại theo thời hạn chung."),
        filled(request, forms.Form),
        lambda _: drop_period(period_id=period_id, actor=actor),
        reverse("console:retention"),
        "retention",
        N_("Đã bỏ thời hạn riêng."),
        N_("Bỏ"),
        is_final=True,
    )
    return show(request, deed)


@keepers_only
def hold(request: HttpRequest) -> HttpResponse:
    """Hold a case back by its code."""
    actor = actor_of(request)
    deed = Deed(
        N_("Giữ lại hồ sơ"),
        N_("Hồ sơ không bị tiêu hủy dù hết thời hạn lưu trữ, cho đến khi thôi giữ."),
        filled(request, HoldForm),
        lambda given: _hold(actor, given),
        reverse("console:retention"),
        "retention",
        N_("Đã giữ lại hồ sơ: hồ sơ không bị tiêu hủy khi hết thời hạn."),
        N_("Giữ lại hồ sơ"),
    )
    return show(request, deed)


def _hold(actor: Actor, given: dict[str, Any]) -> Any:
    return hold_dossier(dossier_id=dossier_named(given["code"]).pk, reason=given["reason"], actor=actor)


@keepers_only
def lift(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The case follows its period again."""
    actor = actor_of(request)
    deed = Deed(
        N_("Thôi giữ lại hồ sơ"),
        N_("Hồ sơ lại theo thời hạn lưu trữ và có thể bị tiêu hủy khi hết thời hạn."),
        filled(request, LiftForm),
        lambda given: lift_hold(dossier_id=dossier_id, reason=given["reason"], actor=actor),
        reverse("console:retention"),
        "retention",
        N_("Đã thôi giữ: hồ sơ lại theo thời hạn lưu trữ."),
        N_("Thôi giữ lại"),
    )
    return show(request, deed)


def _line(period_id: int) -> RetentionPeriod:
    found = RetentionPeriod.objects.filter(pk=period_id).first()
    if found is None:
        raise NotFound(NO_SUCH)
    return found
