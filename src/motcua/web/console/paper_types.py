"""The kinds of papers in stores: what they come from, what they answer, how long they hold, by which source."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.words import N_, Sentence
from motcua.papers.actions.set_paper_type import MARKS, MOST_MONTHS, set_paper_type
from motcua.papers.rules.types import PaperType, Place
from motcua.papers.shelf import shelf
from motcua.web.console.pages import Deed, show
from motcua.web.console.scope import keepers_only, readers_only, whole_only
from motcua.web.ui.deeds import filled
from motcua.web.ui.fields import day, lazy, long_text, short_text

PLACES_HELP = N_("Mã thủ tục, dấu hai chấm, mã giấy tờ trong thủ tục đó; các mục cách nhau bằng dấu cách.")
MARK_NAMES = {
    "[V]": N_("Đã đối chiếu với văn bản"),
    "(unverified)": N_("Chưa đối chiếu với văn bản"),
    "assumption": N_("Giả định, chưa phải quy định"),
}


class TypeForm(forms.Form):
    """A row of the table, from a day on."""

    key = short_text(N_("Mã loại giấy tờ"), required=True, help_text=N_("Ví dụ: marital_status"))
    name = short_text(N_("Tên loại giấy tờ"), required=True)
    name_en = short_text(N_("Tên tiếng Anh"))
    results = long_text(N_("Là kết quả nào"), required=False, help_text=PLACES_HELP)
    answers = long_text(N_("Đáp ứng giấy tờ nào"), required=False, help_text=PLACES_HELP)
    even_expired = long_text(N_("Đáp ứng giấy tờ nào dù đã hết hạn"), required=False, help_text=PLACES_HELP)
    months = forms.IntegerField(
        label=lazy(N_("Có giá trị mấy tháng kể từ ngày cấp")),
        help_text=lazy(N_("Để trống nếu không có thời hạn. Ngày ghi trên giấy luôn được ưu tiên.")),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
    )
    is_single = forms.BooleanField(label=lazy(N_("Giấy cấp sau thay giấy cấp trước")), required=False)
    from_on = day(N_("Áp dụng cho giấy cấp từ ngày"))
    source = long_text(N_("Căn cứ"), help_text=N_("Văn bản, điều khoản; hoặc vì sao cho là như vậy"))
    mark = forms.ChoiceField(label=lazy(N_("Độ chắc chắn")), choices=[(one, lazy(MARK_NAMES[one])) for one in MARKS])


@readers_only
def paper_types(request: HttpRequest) -> HttpResponse:
    """Every kind as it counts today, with its source and how sure that is."""
    actor = whole_only(request)
    context = {
        "part": "paper_types",
        "rows": shelf().on(clock.today()),
        "marks": MARK_NAMES,
        "may_change": actor.has_role("administrator"),
    }
    return render(request, "console/paper_types.html", context)


@keepers_only
def set_type(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write a row over, or a new one."""
    actor = whole_only(request)
    present = shelf().of(key, clock.today()) if key else None
    deed = Deed(
        Sentence(N_("Sửa loại giấy tờ: %(name)s"), {"name": present.name}) if present else N_("Thêm loại giấy tờ"),
        N_("Chỉ đổi cho giấy cấp từ ngày ghi dưới đây; giấy cấp trước đó vẫn theo quy tắc của ngày cấp."),
        filled(request, TypeForm, initial=_first(present)),
        lambda given: set_paper_type(key=given["key"], from_on=given["from_on"], row=given, actor=actor),
        reverse("console:paper_types"),
        "paper_types",
        N_("Đã lưu loại giấy tờ."),
        N_("Lưu"),
    )
    return show(request, deed)


def _first(present: PaperType | None) -> dict[str, Any]:
    """The row as it is, to begin today."""
    today: date = clock.today()
    if present is None:
        return {"from_on": today, "mark": "assumption"}
    told = {
        name: getattr(present, name) for name in ("key", "name", "name_en", "months", "is_single", "source", "mark")
    }
    lists = {name: _text(getattr(present, name)) for name in ("results", "answers", "even_expired")}
    return {**told, **lists, "from_on": today}


def _text(found: frozenset[Place]) -> str:
    return " ".join(f"{procedure}:{key}" for procedure, key in sorted(found))
