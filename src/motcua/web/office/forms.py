"""What an officer fills for each act; the words of the fields, nothing of the rules."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext

from motcua.dossiers.actions.approve_result import lacks_result
from motcua.dossiers.actions.return_result import PROOF, UNPAID, WAY, WHO
from motcua.dossiers.bodies import answers_outside, bodies_around
from motcua.dossiers.documents import has_result_draft
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import left_to_pay
from motcua.dossiers.queries import calendar_of, terms_of
from motcua.dossiers.rules.facts import ANOTHER, DECLARATION, REASONS
from motcua.dossiers.rules.representing import at_counter_of, representative_of
from motcua.dossiers.rules.terms import days_later
from motcua.dossiers.way import choosable, choosable_after_decision
from motcua.kernel import clock
from motcua.kernel.money import grouped
from motcua.kernel.words import N_, Sentence
from motcua.people.directory import UnitRef
from motcua.people.queries import directory
from motcua.web.office.ended import PROOFS, WAYS
from motcua.web.ui.fields import GroupedSelect, day, lazy, long_text, pdf_file, secret_text, short_text
from motcua.web.ui.words import say

OUTSIDE = N_("ngoài hệ thống")
BASIS = N_("Thủ tục này căn cứ:")
LATER = N_("Chọn một ngày làm việc sau ngày hẹn cũ, ví dụ %(day)s")
FROM_NOW = N_("Chọn một ngày làm việc sau hôm nay, ví dụ %(day)s")
PASSED = N_("Ngày trong thư soạn sẵn đã qua, hãy chọn một ngày làm việc sau hôm nay, ví dụ %(day)s")
DAY = "%d/%m/%Y"


KINDS = [
    ("electronic", lazy(N_("Bản điện tử: tệp PDF, hoặc nội dung ghi bên dưới"))),
    ("paper", lazy(N_("Bản giấy: trao tại quầy hoặc gửi bưu điện, người dân không tải về được"))),
]


def legal_basis(dossier: Dossier) -> str:
    """The highest text that the procedure rests on, as a ground to start from."""
    first = min(terms_of(dossier).bundle.legal_basis, key=lambda one: one.rank, default=None)
    if first is None:
        return ""
    number = "" if first.number in first.title else f"số {first.number}"
    return " ".join(filter(None, (first.article, first.title or "Văn bản", number)))[:300]


def proposed(dossier: Dossier, help_text: str) -> str:
    """The help of a field for a ground, with what the procedure rests on."""
    basis = legal_basis(dossier)
    return f"{help_text}. {gettext(BASIS)} {basis}" if basis else help_text


class ActForm(forms.Form):
    """A form that knows its dossier."""

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        self.dossier = dossier
        super().__init__(*args, **kwargs)


class NoteForm(ActForm):
    """Nothing but an optional remark."""

    note = long_text(N_("Ghi chú cho người nhận"), required=False)


class TransferForm(NoteForm):
    """An optional remark, and which conditional step to take where the process offers one."""

    step = forms.ChoiceField(label=lazy(N_("Bước tiếp theo")), required=False)
    field_order = ("step", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(one.key, f"{one.name} ({one.condition})") for one in choosable(self.dossier)]
        self.fields["step"].choices = [("", lazy(N_("Theo quy trình"))), *chosen]  # type: ignore[attr-defined]
        if not chosen:
            del self.fields["step"]


class EmptyForm(ActForm):
    """A confirmation."""


class IssueForm(ActForm):
    """The number that the result got."""

    number = short_text(N_("Số, ký hiệu của kết quả"), help_text=N_("Bỏ trống nếu kết quả không đánh số"))
    pin = secret_text(N_("Mã PIN con dấu số"), help_text=N_("Bỏ trống nếu đóng dấu trên giấy hoặc kết quả không ký số"))


class ReasonForm(ActForm):
    """A reason in words."""

    reason = long_text(N_("Lý do"))


class RefuseForm(ReasonForm):
    """Why it is not taken, by which rule, who is competent."""

    rule = short_text(N_("Căn cứ"), help_text=N_("Điều, khoản của văn bản"))
    competent = short_text(N_("Cơ quan có thẩm quyền"), help_text=N_("Để người dân biết phải đến đâu"))
    competent_address = short_text(N_("Địa chỉ cơ quan đó"))
    competent_phone = short_text(N_("Điện thoại cơ quan đó"))


class StopForm(ReasonForm):
    """Why the handling ends, and by which rule."""

    rule = short_text(N_("Căn cứ"), required=True, help_text=N_("Điều, khoản của văn bản cho phép dừng giải quyết"))


class ConsultForm(ActForm):
    """Which body, what to answer, in how many working days."""

    unit = forms.ChoiceField(
        label=lazy(N_("Cơ quan phối hợp")),
        widget=GroupedSelect,
        help_text=lazy(N_("Cơ quan ghi “ngoài hệ thống” nhận công văn của bạn; bạn ghi câu trả lời khi nhận được.")),
    )
    question = long_text(N_("Nội dung cần trả lời"))
    days = forms.IntegerField(label=lazy(N_("Số ngày làm việc để trả lời")), min_value=1, max_value=60, initial=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            (lazy(group), [(str(one.id), self._named(one)) for one in units])
            for group, units in bodies_around(self.dossier)
        ]

    @staticmethod
    def _named(unit: UnitRef) -> str:
        return f"{unit.name} ({gettext(OUTSIDE)})" if answers_outside(unit) else unit.authority_name


class AnswerForm(ActForm):
    """The answer of a consulted body."""

    answer = long_text(N_("Nội dung trả lời"))


class OpinionForm(AnswerForm):
    """The answer with agreement or not."""

    agrees = forms.ChoiceField(
        label=lazy(N_("Ý kiến")),
        choices=[("yes", lazy(N_("Đồng ý"))), ("no", lazy(N_("Không đồng ý")))],
        widget=forms.RadioSelect,
    )


class AssignForm(ActForm):
    """Another post of the competent unit."""

    post = forms.ChoiceField(label=lazy(N_("Giao cho")))
    note = long_text(N_("Ghi chú"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = directory()
        posts = known.posts_of(known.subtree_ids(self.dossier.competent_unit_id))
        self.fields["post"].choices = [  # type: ignore[attr-defined]
            (str(one.id), f"{one.title} – {known.unit(one.unit_id).name}")
            for one in posts
            if one.is_held and one.role in {"specialist", "leader", "desk_officer"}
        ]


def open_day(dossier: Dossier, after: datetime, days: int = 1) -> str:
    """A working day of the office that many days later, as one types it."""
    return days_later(calendar_of(dossier), after, days).astimezone(clock.VIETNAM).strftime(DAY)


class DateForm(ActForm):
    """A new day and why."""

    new_date = day(N_("Ngày hẹn mới"))
    reason = long_text(N_("Lý do chậm"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = clock.now()
        example = open_day(self.dossier, max(at, self.dossier.due_at or at), days=3)
        self.fields["new_date"].help_text = gettext(LATER) % {"day": example}


class ApologyForm(DateForm):
    """The new day and the reason as the letter that was drafted has them, to be sent so or mended."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = self.dossier.forms.filter(key="apology", issued_at=None).first()
        if self.letter is None:
            return
        new_due, at = datetime.fromisoformat(self.letter.facts["new_due"]), clock.now()
        self.fields["reason"].initial = self.letter.facts["reason"]
        if new_due > max(at, self.dossier.due_at or at):
            self.fields["new_date"].initial = new_due.astimezone(clock.VIETNAM).strftime(DAY)
        else:
            self.fields["new_date"].help_text = gettext(PASSED) % {"day": open_day(self.dossier, at, days=3)}


class SuspendForm(ActForm):
    """Why it stands still and when to look again."""

    review_on = day(N_("Xem lại chậm nhất ngày"))
    reason = long_text(N_("Lý do và căn cứ tạm dừng"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        example = open_day(self.dossier, clock.now(), days=5)
        self.fields["review_on"].help_text = gettext(FROM_NOW) % {"day": example}


class PaymentForm(ActForm):
    """What came in."""

    way = forms.ChoiceField(
        label=lazy(N_("Cách nộp")),
        choices=[
            ("cash", lazy(N_("Tiền mặt tại quầy"))),
            ("transfer", lazy(N_("Chuyển khoản"))),
            ("post", lazy(N_("Qua bưu điện"))),
        ],
        widget=forms.RadioSelect,
    )
    receipt = short_text(N_("Số biên lai"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.due = left_to_pay(self.dossier)


class ResultForm(ActForm):
    """The drafted result: decision, words, file."""

    outcome = forms.ChoiceField(
        label=lazy(N_("Đề xuất")),
        choices=[("granted", lazy(N_("Đồng ý giải quyết"))), ("rejected", lazy(N_("Từ chối giải quyết")))],
        widget=forms.RadioSelect,
        initial="granted",
    )
    kind = forms.ChoiceField(
        label=lazy(N_("Kết quả là")), choices=KINDS, widget=forms.RadioSelect, initial="electronic", required=False
    )
    file = pdf_file(N_("Tệp kết quả (PDF)"))
    use_draft = forms.BooleanField(
        label=lazy(N_("Dùng bản thảo soạn sẵn làm tệp kết quả")),
        help_text=lazy(N_("Hãy mở bản thảo xem lại trước. Nếu bạn chọn tệp riêng thì tệp riêng thay bản thảo.")),
        required=False,
    )
    text = long_text(
        N_("Nội dung kết quả"),
        required=False,
        help_text=N_("Người dân đọc được. Đề xuất từ chối thì ghi lý do ở đây."),
    )
    rule = short_text(N_("Căn cứ từ chối"), help_text=N_("Bắt buộc khi đề xuất từ chối: điều, khoản của văn bản"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].help_text = proposed(self.dossier, str(self.fields["rule"].help_text))
        self.has_draft = has_result_draft(self.dossier)
        if not self.has_draft:
            del self.fields["use_draft"]


class ApproveForm(ActForm):
    """A result where none was drafted, and the conditional step the signed one goes through where there is a choice."""

    step = forms.ChoiceField(label=lazy(N_("Sau khi duyệt")), required=False)

    kind = forms.ChoiceField(
        label=lazy(N_("Kết quả là")), choices=KINDS, widget=forms.RadioSelect, initial="electronic", required=False
    )
    file = pdf_file(N_("Tệp kết quả (PDF)"))
    text = long_text(N_("Nội dung kết quả"), required=False, help_text=N_("Người dân đọc được."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts = self.dossier.results.filter(approved_at=None, dropped_at=None).select_related("file")
        self.draft = drafts.order_by("-drafted_at").first()
        self.lacks_result = lacks_result(self.draft)
        if not self.lacks_result:
            for name in ("kind", "file", "text"):
                del self.fields[name]
        chosen = [(one.key, f"{one.name} ({one.condition})") for one in choosable_after_decision(self.dossier)]
        self.fields["step"].choices = [("", lazy(N_("Theo quy trình"))), *chosen]  # type: ignore[attr-defined]
        if not chosen:
            del self.fields["step"]


class AttachForm(ActForm):
    """The scan of what was issued on paper."""

    file = pdf_file(N_("Bản quét kết quả (PDF)"), required=True)


class RejectForm(ReasonForm):
    """Why the case is declined, and by which rule."""

    rule = short_text(N_("Căn cứ"), required=True, help_text=N_("Điều, khoản của văn bản"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].help_text = proposed(self.dossier, str(self.fields["rule"].help_text))


class HandOverForm(ActForm):
    """Who took the result and how that was made sure."""

    way = forms.ChoiceField(
        label=lazy(N_("Cách trả")),
        choices=[(key, lazy(WAYS[key])) for key in ("desk", "post")],
        widget=forms.RadioSelect,
    )
    name = short_text(N_("Họ tên người nhận"), required=True)
    number = short_text(N_("Số định danh người nhận"))
    mandate = short_text(N_("Giấy ủy quyền"), help_text=N_("Bắt buộc khi người nhận không phải chủ hồ sơ"))
    tracking = short_text(N_("Mã bưu gửi"), help_text=N_("Bắt buộc khi gửi qua bưu điện"))
    confirmed_by = forms.ChoiceField(
        label=lazy(N_("Đã kiểm tra người nhận bằng")),
        help_text=lazy(N_("Trả tại quầy: thẻ căn cước hoặc chữ ký nhận. Gửi qua bưu điện: phiếu gửi.")),
        choices=[(key, lazy(PROOFS[key])) for key in ("card", "signature", "post")],
    )
    unpaid_reason = short_text(
        N_("Lý do trả khi chưa thu"),
        required=True,
        help_text=N_("Ví dụ: được miễn theo quyết định số…, hoặc bưu điện thu khi giao"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = left_to_pay(self.dossier)
        if self.left <= 0:
            del self.fields["unpaid_reason"]
        else:
            words = say(Sentence(UNPAID, {"amount": grouped(self.left)}))
            self.fields["unpaid_reason"].error_messages["required"] = words
        self.fields["way"].initial = "post" if self.dossier.delivery.get("way") == "post" else "desk"
        whom = at_counter_of(self.dossier.applicant)
        self.fields["name"].initial = whom.get("name") or self.dossier.applicant_name
        self.fields["number"].initial = whom.get("number", "")
        self.fields["mandate"].initial = representative_of(self.dossier.applicant).get("mandate", "")
        self.fields["name"].error_messages["required"] = lazy(WHO)
        self.fields["way"].error_messages["required"] = lazy(WAY)
        self.fields["confirmed_by"].error_messages["required"] = lazy(PROOF)
        if self.data.get("way") == "post":
            self.fields["confirmed_by"].required = False

    def clean(self) -> dict[str, Any]:
        """The post's own slip proves what it brings; at the desk the officer sees a card or a signature."""
        filled = super().clean() or self.cleaned_data
        if filled.get("way") == "post":
            filled["confirmed_by"] = "post"
        elif filled.get("confirmed_by") == "post":
            self.add_error("confirmed_by", say(Sentence(PROOF)))
        return filled


class SupplementForm(ActForm):
    """One line for each paper of the procedure: is it missing, incorrect, outdated, and what exactly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [("", lazy(N_("Đã đủ"))), *((key, lazy(label)) for key, label in REASONS.items())]
        self.lines = []
        for one in self.asked():
            self.fields[f"reason-{one[0]}"] = forms.ChoiceField(label=one[1], choices=reasons, required=False)
            self.fields[f"explain-{one[0]}"] = short_text(N_("Cần bổ sung gì"))
            self.fields[f"rule-{one[0]}"] = short_text(N_("Căn cứ"))
            self.fields[f"rule-{one[0]}"].initial = legal_basis(self.dossier)
            reason, explain, rule = (self[f"{part}-{one[0]}"] for part in ("reason", "explain", "rule"))
            self.lines.append((one[0], one[1], reason, explain, rule))

    def asked(self) -> list[tuple[str, str]]:
        """Key and name of every paper that may be asked for; the declaration comes first."""
        papers = [(one.key, one.name) for one in terms_of(self.dossier).bundle.requirements if one.kind == "document"]
        return [(DECLARATION, str(lazy(N_("Tờ khai")))), *papers, (ANOTHER, str(lazy(N_("Giấy tờ khác"))))]


class SupplementAgainForm(SupplementForm):
    """The same list once more, which needs a reason and a leader's consent."""

    again_reason = long_text(N_("Lý do phải yêu cầu bổ sung lần nữa"))
