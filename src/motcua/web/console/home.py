"""The first page of the console: what needs the administrator's attention."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.files.standing import bad_contents
from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.ledger.queries import last_check
from motcua.outbox.queries import dead_letters, is_silent, worker_age
from motcua.people.models import Delegation
from motcua.people.rules import Actor
from motcua.procedures.queries import to_confirm_everywhere
from motcua.web.console.calendar_words import is_unseen
from motcua.web.console.ledger_check import check_words
from motcua.web.console.officers import filters_of, officers_of
from motcua.web.console.scope import is_whole, readers_only, unit_ids, units_of
from motcua.web.console.units import vacant_posts
from motcua.web.ui.access import actor_of
from motcua.web.ui.counting import counted
from motcua.workdays.queries import special_days


@dataclass(frozen=True)
class Matter:
    """Something to look after: what, how much, what to do, where."""

    title: str
    count: int
    advice: str
    url: str
    tone: str = "soon"


@readers_only
def home(request: HttpRequest) -> HttpResponse:
    """What needs attention, the worst first; then the figures."""
    actor, now = actor_of(request), clock.now()
    age = worker_age(now)
    matters = [one for one in [*_of_units(actor), *(_of_whole() if is_whole(actor) else [])] if one.count]
    today = Delegation.objects.filter(
        post__unit__in=unit_ids(actor), from_at__lte=now, until_at__gt=now, revoked_at__isnull=True
    )
    context: dict[str, Any] = {
        "part": "home",
        "matters": sorted(matters, key=lambda one: one.tone != "late"),
        "units": sum(1 for one in units_of(actor) if one.is_open_on(now.date())),
        "officers": officers_of(actor).filter(filters_of("active")).count(),
        "away": today.count(),
        "age": age,
        "is_silent": is_silent(age),
        "check": check_words(),
        "whole": is_whole(actor),
    }
    return render(request, "console/home.html", context)


def _of_units(actor: Actor) -> list[Matter]:
    vacant = sum(vacant_posts(set(unit_ids(actor))).values())
    unseated = officers_of(actor).filter(filters_of("unseated")).count()
    demo_codes = sum(1 for one in units_of(actor) if one.agency_code_is_demo and one.is_operating)
    return [
        Matter(
            N_("Vị trí chưa có người giữ"),
            vacant,
            N_("Hồ sơ đến đó sẽ đứng lại. Mở đơn vị và phân công."),
            reverse("console:units"),
        ),
        Matter(
            N_("Cán bộ chưa có vị trí"),
            unseated,
            N_("Có tài khoản nhưng chưa làm được gì."),
            f"{reverse('console:officers')}?muc=unseated",
        ),
        Matter(
            N_("Mã định danh đơn vị còn tạm"),
            demo_codes,
            N_("Mã đứng đầu mã hồ sơ. Thay bằng mã được cấp."),
            reverse("console:units"),
        ),
    ]


def _of_whole() -> list[Matter]:
    marks = to_confirm_everywhere(clock.today())
    check = last_check()
    age = worker_age(clock.now())
    return [
        Matter(
            N_("Tiến trình nền không trả lời"),
            int(is_silent(age)),
            N_("Tin không gửi đi, nhắc hạn không chạy. Khởi động lại dịch vụ."),
            reverse("console:system"),
            "late",
        ),
        Matter(
            N_("Thủ tục có chỗ cần xác nhận"),
            len(marks),
            N_("Thời hạn, lệ phí hoặc quy trình chưa đối chiếu văn bản."),
            f"{reverse('console:procedures')}?muc=to_confirm",
        ),
        *_of_days(clock.today().year),
        Matter(
            N_("Tin không gửi được"),
            counted(dead_letters()),
            N_("Đã thử nhiều lần. Xem lý do rồi gửi lại."),
            reverse("console:letters"),
            "late",
        ),
        Matter(
            N_("Tệp đã lưu bị hư, mất hoặc thiếu khóa"),
            bad_contents(),
            N_("Lấy lại từ bản sao lưu khi còn bản tốt."),
            reverse("console:system"),
            "late",
        ),
        Matter(
            N_("Sổ có mục không khớp"),
            int(bool(check and not check.is_sound)),
            N_("Có thể ai đó đã sửa thẳng vào cơ sở dữ liệu."),
            reverse("console:check"),
            "late",
        ),
    ]


def _of_days(year: int) -> list[Matter]:
    """Days off that were not announced yet, this year or later; days of this year with an unread source."""
    days = [one for one in special_days() if one.date.year >= year]
    unread = [one for one in days if one.date.year == year and is_unseen(one.source)]
    expected = [one for one in days if one.status == "projected"]
    fresh = [one for one in days if one.news]
    return [
        Matter(
            N_("Ngày nghỉ mới theo bản cập nhật"),
            len(fresh),
            N_("Đối chiếu với công bố rồi lưu từng ngày. Những ngày bạn đã sửa không thay đổi."),
            reverse("console:calendar"),
        ),
        Matter(
            N_("Ngày nghỉ chưa công bố, đang tính theo dự kiến"),
            len(expected),
            N_("Ngày hẹn trả có thể phải đổi. Khi có công bố, sửa từng ngày trong lịch."),
            f"{reverse('console:calendar')}?nam={expected[0].date.year if expected else year}",
        ),
        Matter(
            N_("Ngày nghỉ cần xác nhận"),
            len(unread),
            N_("Đối chiếu với lịch đã công bố."),
            f"{reverse('console:calendar')}?nam={year}",
        ),
    ]
