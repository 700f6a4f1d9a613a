"""What an officer fills for documents and tasks; the words of the fields, nothing of the rules."""

from collections.abc import Iterable
from typing import Any

from django import forms

from motcua.correspondence.office import program
from motcua.correspondence.rules.kinds import KINDS, PRIORITIES, SECRECY, STEERINGS
from motcua.correspondence.rules.signers import MODES
from motcua.correspondence.rules.statuses import STATUS_NAMES
from motcua.correspondence.wording import post_words, signer_posts, working_posts
from motcua.kernel.words import N_
from motcua.people.directory import AUTHORITIES
from motcua.people.queries import directory
from motcua.web.ui.fields import day, lazy, long_text, pdf_file, secret_text, short_text

USUAL_KINDS = ("CV", "TB", "QĐ", "TTr", "GM", "BC", "KH")
NOBODY = N_("Không chọn")


def kinds() -> list[tuple[str, Any]]:
    """Every kind, the usual ones first."""
    order = [*USUAL_KINDS, *(one for one in KINDS if one not in USUAL_KINDS)]
    return [(one, lazy(KINDS[one].name)) for one in order]


def choice(label: str, options: Iterable[tuple[Any, Any]] = (), *, required: bool = True, help_text: str = "") -> Any:
    """A list to choose from."""
    return forms.ChoiceField(label=lazy(label), choices=list(options), required=required, help_text=lazy(help_text))


def optional_day(label: str) -> forms.DateField:
    """A day that may be left out."""
    made = day(label)
    made.required = False
    return made


def ticks(label: str, help_text: str = "") -> Any:
    """Several of a list."""
    return forms.MultipleChoiceField(
        label=lazy(label), required=False, help_text=lazy(help_text), widget=forms.CheckboxSelectMultiple
    )


def options_of(posts: Iterable[Any], *, besides: frozenset[int] = frozenset()) -> list[tuple[str, str]]:
    """Posts to choose from, as people read them."""
    return [(str(one.id), post_words(one.id)) for one in posts if one.id not in besides]


def units_around(unit_id: int) -> list[tuple[str, str]]:
    """The other authorities of this installation, above first."""
    known = directory()
    found = [one for one in known.units if one.kind in AUTHORITIES and one.is_open_on(known.on) and one.id != unit_id]
    return [(str(one.id), one.authority_name) for one in sorted(found, key=lambda one: (len(one.path), one.code))]


class DraftForm(forms.Form):
    """A document as its drafter tells it."""

    kind = choice(N_("Loại văn bản"))
    subject = forms.CharField(
        label=lazy(N_("Trích yếu")),
        max_length=500,
        help_text=lazy(N_("Nói ngắn văn bản về việc gì, ví dụ: về việc nghỉ Tết Dương lịch năm 2027")),
    )
    to_units = ticks(N_("Gửi đến các nơi trên hệ thống"), N_("Văn bản vào thẳng sổ văn bản đến của nơi nhận."))
    to_axis = long_text(
        N_("Gửi qua trục liên thông"),
        required=False,
        help_text=N_("Mỗi dòng một nơi: mã định danh, dấu chấm phẩy, tên. Ví dụ: H01.18; Sở Nội vụ"),
    )
    to_paper = long_text(
        N_("Gửi giấy, trao tay"), required=False, help_text=N_("Mỗi dòng một nơi. Văn thư ghi lại khi đã gửi.")
    )
    copies = long_text(
        N_("Nơi nhận để biết"), required=False, help_text=N_("Mỗi dòng một nơi, in dưới “Như trên” ở phần nơi nhận.")
    )
    grounds = long_text(
        N_("Căn cứ"), required=False, help_text=N_("Mỗi dòng một căn cứ, cho quyết định, thông báo, tờ trình.")
    )
    body = long_text(
        N_("Nội dung"), required=False, help_text=N_("Mỗi đoạn một dòng. Bỏ trống nếu tải tệp dự thảo lên ở dưới.")
    )
    signer = choice(N_("Người ký"))
    sign_mode = choice(N_("Quyền hạn của người ký"), [(one.key, lazy(one.name)) for one in MODES.values()])
    mandate = short_text(N_("Văn bản ủy quyền"), help_text=N_("Chỉ khi ký TUQ., ví dụ: số 3/GUQ-UBND"))
    mandate_until = optional_day(N_("Ủy quyền đến hết ngày"))
    priority = choice(N_("Độ khẩn"), [(int(key), lazy(name)) for key, name in PRIORITIES.items()])
    secrecy = choice(N_("Độ mật"), [(key, lazy(name)) for key, name in SECRECY.items()], required=False)
    steering = choice(N_("Chỉ đạo, báo cáo"), [(int(key), lazy(name)) for key, name in STEERINGS.items()])
    due_on = optional_day(N_("Đề nghị trả lời trước ngày"))
    file = forms.FileField(
        label=lazy(N_("Tệp dự thảo (ODT hoặc PDF)")),
        required=False,
        help_text=lazy(N_("Tải bản đã sửa trong LibreOffice. Số và ngày hệ thống ghi khi ký.")),
    )

    def __init__(self, *args: Any, unit_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("kind", kinds())
        self._offer("to_units", units_around(unit_id))
        self._offer("signer", options_of(signer_posts(unit_id)))
        self.has_office = program() is not None

    def _offer(self, name: str, options: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = options  # type: ignore[attr-defined]


class ChoosingForm(forms.Form):
    """A form whose lists are given when it is made: ``options`` by the names of its fields."""

    def __init__(self, *args: Any, options: dict[str, list[tuple[str, Any]]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (options or {}).items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
            if len(found) == 1 and isinstance(self.fields[name], forms.ChoiceField) and self.fields[name].required:
                self.fields[name].initial = found[0][0]  # the one seal of an office need not be looked for


class SubmitForm(ChoosingForm):
    """Who checks the content."""

    reviewer = choice(N_("Người duyệt nội dung"))
    note = long_text(N_("Ghi chú"), required=False)


class NoteForm(ChoosingForm):
    """An optional remark."""

    note = long_text(N_("Ghi chú"), required=False)


class ReasonForm(ChoosingForm):
    """Why."""

    reason = long_text(N_("Lý do"))


class SealForm(ChoosingForm):
    """The PIN of the agency's seal."""

    certificate = choice(N_("Con dấu số"))
    pin = secret_text(N_("Mã PIN con dấu số"), help_text=N_("Chỉ dùng cho lần này, không được lưu lại."))


class EmptyForm(ChoosingForm):
    """A confirmation."""


class PaperSignedForm(ChoosingForm):
    """When it was signed on paper, and the scan of it."""

    signed_on = day(N_("Ngày ký trên giấy"))
    file = pdf_file(N_("Bản quét đã ký"))


class StatusForm(ChoosingForm):
    """What a receiver said."""

    status = choice(N_("Trạng thái"), [(key, lazy(name)) for key, name in STATUS_NAMES.items() if key <= "06"])
    note = short_text(N_("Ghi chú"), help_text=N_("Ví dụ: chị Lan ký nhận, mã bưu gửi EV1"))


class ArrivedForm(ChoosingForm):
    """Paper that came, as it stands on it."""

    author = forms.CharField(label=lazy(N_("Cơ quan ban hành")), max_length=300)
    code = short_text(N_("Số, ký hiệu"), help_text=N_("Ví dụ 12/SNV-CCHC"))
    promulgated_on = optional_day(N_("Ngày văn bản"))
    kind = choice(N_("Loại văn bản"), kinds())
    subject = forms.CharField(label=lazy(N_("Trích yếu")), max_length=500)
    priority = choice(N_("Độ khẩn"), [(int(key), lazy(name)) for key, name in PRIORITIES.items()])
    secrecy = choice(N_("Độ mật"), [(key, lazy(name)) for key, name in SECRECY.items()], required=False)
    answer_until = optional_day(N_("Nơi gửi đề nghị trả lời trước ngày"))
    file = pdf_file(N_("Bản quét văn bản"), required=True)


class PresentForm(ChoosingForm):
    """Before which leader."""

    leader = choice(N_("Trình lãnh đạo"))
    note = long_text(N_("Ý kiến đề xuất"), required=False)


class AssignForm(ChoosingForm):
    """Who handles it until when."""

    instruction = long_text(N_("Ý kiến chỉ đạo"), required=False)
    lead = choice(N_("Chủ trì"))
    helpers = ticks(N_("Phối hợp"))
    due = optional_day(N_("Hạn giải quyết"))


class FinishForm(ChoosingForm):
    """What was done."""

    outcome = long_text(N_("Đã giải quyết thế nào"), required=False)
    answer = choice(N_("Văn bản trả lời"), required=False, help_text=N_("Văn bản đi đã ký trả lời văn bản đến này"))
    file = forms.FileField(label=lazy(N_("Tệp chứng minh")), required=False)


class BookForm(forms.Form):
    """How the office writes symbols."""

    symbol = forms.CharField(label=lazy(N_("Chữ viết tắt của cơ quan")), max_length=20, help_text="UBND")
    section = short_text(N_("Chữ viết tắt nơi soạn công văn"), help_text=N_("Ví dụ VP, cho số 12/UBND-VP"))
    place = forms.CharField(label=lazy(N_("Địa danh trước ngày tháng")), max_length=100)
    series = long_text(
        N_("Các dãy số riêng"),
        required=False,
        help_text=N_("Mỗi dòng một dãy: mã các loại cách nhau bằng dấu phẩy. Loại không ghi ở đây dùng chung một dãy."),
    )


class TemplateForm(forms.Form):
    """A template that was edited in LibreOffice."""

    file = forms.FileField(label=lazy(N_("Tệp mẫu (ODT)")))


class TaskForm(ChoosingForm):
    """One task."""

    text = long_text(N_("Nhiệm vụ"), help_text=N_("Việc phải làm và kết quả phải có"))
    lead = choice(N_("Chủ trì"))
    helpers = ticks(N_("Phối hợp"))
    due = day(N_("Hạn hoàn thành"))
    priority = choice(N_("Mức độ"), [(0, lazy(N_("Thường"))), (1, lazy(N_("Gấp")))])


class MeetingForm(ChoosingForm):
    """Conclusions of a meeting: several tasks at once."""

    meeting = forms.CharField(
        label=lazy(N_("Cuộc họp")), max_length=300, help_text=lazy(N_("Ví dụ: Giao ban tuần 48, ngày 23/11/2026"))
    )

    def __init__(self, *args: Any, options: dict[str, Any], most: int = 6, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = []
        for number in range(1, most + 1):
            text, lead, due = f"text-{number}", f"lead-{number}", f"due-{number}"
            self.fields[text] = long_text(N_("Nhiệm vụ"), required=False)
            self.fields[lead] = choice(N_("Chủ trì"), [("", lazy(NOBODY)), *options["lead"]], required=False)
            self.fields[due] = optional_day(N_("Hạn hoàn thành"))
            self.lines.append((number, text, lead, due))


class ProgressForm(ChoosingForm):
    """How far it is."""

    text = long_text(N_("Đã làm đến đâu"))
    percent = forms.IntegerField(label=lazy(N_("Tiến độ, phần trăm")), min_value=0, max_value=99, required=False)
    file = forms.FileField(label=lazy(N_("Tệp kèm theo")), required=False)


class DoneForm(ChoosingForm):
    """Done, with proof."""

    text = long_text(N_("Kết quả"), required=False)
    file = forms.FileField(label=lazy(N_("Tệp chứng minh")), required=False)


class LaterForm(ChoosingForm):
    """A later day, and why."""

    until = day(N_("Xin lùi hạn đến ngày"))
    reason = long_text(N_("Lý do"))


class DecideForm(ChoosingForm):
    """Granted or not."""

    granted = forms.ChoiceField(
        label=lazy(N_("Quyết định")),
        choices=[("yes", lazy(N_("Đồng ý lùi hạn"))), ("no", lazy(N_("Không đồng ý")))],
        widget=forms.RadioSelect,
    )
    note = long_text(N_("Ghi chú"), required=False)


class BackForm(ChoosingForm):
    """What is lacking, and until when it is to be done."""

    reason = long_text(N_("Còn thiếu gì"))
    due = optional_day(N_("Hạn mới"))


class HandOnForm(ChoosingForm):
    """Who leads it instead."""

    post = choice(N_("Giao lại cho"))
    note = long_text(N_("Ghi chú"), required=False)


def colleagues(unit_id: int, besides: frozenset[int] = frozenset()) -> list[tuple[str, str]]:
    """Everybody in the authority to whom work may be given."""
    return options_of(working_posts(unit_id), besides=besides)
