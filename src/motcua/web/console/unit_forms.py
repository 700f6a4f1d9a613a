"""What is filled for units, posts and appointments."""

from typing import Any

from django import forms

from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.people.models import Role, UnitKind
from motcua.web.ui import formtext
from motcua.web.ui.fields import day, long_text, short_text


def lazy(text: str) -> Any:
    """Words of a field, translated when they are shown."""
    return formtext.lazy(text)


KINDS = [(kind.value, lazy(str(kind.label))) for kind in UnitKind]
ROLES = [(role.value, lazy(str(role.label))) for role in Role]
INDENT = "\u2003"


def choice(label: str, help_text: str = "", *, required: bool = True) -> forms.ChoiceField:
    """A field whose choices the view knows."""
    return forms.ChoiceField(label=lazy(label), help_text=lazy(help_text), required=required)


class Choosing(forms.Form):
    """A form that is told its choices: ``options`` by field."""

    def __init__(self, *args: Any, options: dict[str, list[tuple[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in options.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class UnitFactsForm(forms.Form):
    """How a unit is called and reached."""

    name = short_text(N_("Tên đầy đủ của đơn vị"), required=True)
    short_name = short_text(N_("Tên ngắn"), help_text=N_("Hiện ở chỗ chật. Để trống thì dùng tên đầy đủ."))
    agency_code = short_text(
        N_("Mã định danh điện tử"), help_text=N_("Đứng đầu mã hồ sơ, ví dụ H01.52.03. Chỉ đổi khi có văn bản cấp mã.")
    )
    address = short_text(N_("Địa chỉ"))
    phone = short_text(N_("Số điện thoại"))
    email = forms.EmailField(label=lazy(N_("Thư điện tử")), required=False)
    map_point = short_text(
        N_("Điểm trên bản đồ"), help_text=N_("Vĩ độ, kinh độ sao từ bản đồ, ví dụ 10.26421, 105.26789")
    )


class NewUnitForm(Choosing, UnitFactsForm):
    """A unit that begins."""

    parent = choice(N_("Trực thuộc"))
    kind = choice(N_("Loại đơn vị"))
    code = short_text(
        N_("Mã đơn vị"),
        required=True,
        help_text=N_("Chữ in hoa, số, gạch nối, ví dụ 30682-TP. Không đổi được."),
    )
    valid_from = day(N_("Hoạt động từ ngày"))
    field_order = ("parent", "kind", "code", "name", "short_name", "valid_from")


class CloseUnitForm(Choosing):
    """A unit that ends."""

    last_day = day(N_("Ngày hoạt động cuối cùng"))
    successor = choice(N_("Đơn vị kế thừa"), required=False)
    resolution = short_text(N_("Văn bản căn cứ"), help_text=N_("Số nghị quyết, quyết định sắp xếp đơn vị"))


class HandOverForm(Choosing):
    """Who takes over everything that is open in a unit."""

    unit = choice(N_("Bàn giao cho"), N_("Chỉ hiện đơn vị cùng loại đang hoạt động."))


class NewPostForm(Choosing):
    """A seat that begins."""

    role = choice(N_("Vai trò"), N_("Quyết định những việc vị trí này được làm."))
    title = short_text(N_("Tên vị trí"), required=True, help_text=N_("Ví dụ: Công chức tư pháp – hộ tịch"))
    valid_from = day(N_("Có từ ngày"))
    fields_of_work = forms.MultipleChoiceField(
        label=lazy(N_("Lĩnh vực")),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy(N_("Không chọn lĩnh vực nào nghĩa là nhận mọi lĩnh vực.")),
    )


class AppointForm(Choosing):
    """Who sits in a post, from when."""

    account = choice(N_("Cán bộ"), N_("Chưa có trong danh sách thì tạo tài khoản ở trang Cán bộ trước."))
    from_on = day(N_("Từ ngày"))


class ReseatForm(Choosing):
    """Who takes over everything that waits at a post."""

    post = choice(N_("Chuyển cho"), N_("Chỉ hiện vị trí đang có người giữ: cùng cơ quan, hoặc lãnh đạo cấp trên."))


class LastDayForm(forms.Form):
    """The last day of something."""

    last_day = day(N_("Ngày cuối cùng"))


class ReasonForm(forms.Form):
    """Why."""

    reason = long_text(N_("Lý do"))


class EmptyForm(forms.Form):
    """A confirmation."""


def today_text() -> str:
    """Today as it is typed."""
    return f"{clock.today():%d/%m/%Y}"
