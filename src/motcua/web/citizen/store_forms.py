"""What a person tells of a paper that they put into their store."""

from typing import Any

from django import forms

from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.papers.rules import PaperType
from motcua.papers.shelf import shelf
from motcua.web.ui.fields import day, lazy, short_text
from motcua.web.ui.stored import type_options


class OwnPaperForm(forms.Form):
    """Kind, name, number, issuer and days; only the name is needed, and the kind may stand for it."""

    type = forms.ChoiceField(label=lazy(N_("Loại giấy tờ")), required=False)
    name = short_text(N_("Tên giấy tờ"), help_text=N_("Ghi như trên giấy; để trống thì lấy tên của loại"))
    number = short_text(N_("Số, ký hiệu"))
    issuer = short_text(N_("Nơi cấp"), help_text=N_("Ví dụ: UBND thị trấn Núi Sập"))
    issued_on = day(N_("Ngày cấp"))
    valid_until = day(N_("Có giá trị đến hết ngày"), N_("Ghi nếu trên giấy có; ví dụ 04/12/2027"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = shelf()
        self.fields["type"].choices = [("", ""), *type_options(self.known)]  # type: ignore[attr-defined]
        for name in ("issued_on", "valid_until"):
            self.fields[name].required = False

    def chosen(self) -> PaperType | None:
        """The kind that was chosen."""
        return self.known.of(str(self.cleaned_data.get("type") or ""), clock.today())
