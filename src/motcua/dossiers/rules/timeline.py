"""The history of a case in plain sentences, told from its ledger entries; plain Python."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.kernel.money import grouped
from motcua.kernel.words import N_, Sentence

DEPUTY = N_("%(name)s (làm thay %(absent)s)")
SENTENCES: Mapping[str, str] = {
    "submit_application": N_("Nộp hồ sơ, mã tra cứu %(reference)s"),
    "receive_dossier": N_("Tiếp nhận hồ sơ, cấp mã %(code)s, hẹn trả kết quả %(due_at)s"),
    "refuse_dossier": N_("Không tiếp nhận hồ sơ. Lý do: %(reason)s"),
    "request_door_supplement": N_("Yêu cầu bổ sung giấy tờ trước khi tiếp nhận, trả lời trước %(answer_due)s"),
    "supplement_at_door": N_("Bổ sung giấy tờ trước khi tiếp nhận"),
    "assign_dossier": N_("Phân công cho %(to)s"),
    "reseat_dossier": N_("Vị trí “%(from_post)s” trống hoặc sắp trống, việc ở đó chuyển cho %(to)s"),
    "move_dossier": N_("Bàn giao từ %(from_unit)s sang %(unit)s giải quyết tiếp; mã hồ sơ và ngày hẹn không đổi"),
    "transfer_step": N_("Chuyển đến %(to)s"),
    "return_step": N_("Trả lại %(to)s. Lý do: %(reason)s"),
    "forward_to_agency": N_("Chuyển cơ quan phối hợp %(unit)s, trả lời trước %(answer_due)s"),
    "return_from_agency": N_("Cơ quan phối hợp %(unit)s trả lời và chuyển lại hồ sơ"),
    "ask_opinion": N_("Hỏi ý kiến %(unit)s, trả lời trước %(answer_due)s"),
    "give_opinion": N_("%(unit)s đã cho ý kiến"),
    "lapse_opinion": N_("Hết hạn mà %(unit)s không trả lời: coi như đồng ý"),
    "chase_opinion": N_("Hết hạn mà %(unit)s chưa cho ý kiến: nhắc và báo lãnh đạo nơi đó, hồ sơ phải chờ"),
    "request_supplement": N_("Yêu cầu bổ sung giấy tờ, thời hạn tạm dừng, trả lời trước %(answer_due)s"),
    "request_consent": N_("Xin lãnh đạo cho yêu cầu bổ sung lần nữa. Lý do: %(reason)s"),
    "decline_consent": N_("Lãnh đạo không đồng ý yêu cầu bổ sung lần nữa. Lý do: %(reason)s"),
    "supplement_dossier": N_("Bổ sung giấy tờ, thời hạn tính tiếp"),
    "request_payment": N_("Yêu cầu nộp %(amount)s đồng phí, lệ phí, thời hạn tạm dừng"),
    "record_payment": N_("Đã nộp %(amount)s đồng phí, lệ phí"),
    "resume_after_payment": N_("Đã nộp %(amount)s đồng phí, lệ phí, thời hạn tính tiếp"),
    "suspend_dossier": N_("Tạm dừng giải quyết. Lý do: %(reason)s"),
    "resume_dossier": N_("Tiếp tục giải quyết"),
    "request_extension": N_("Đề nghị gia hạn đến %(new_due)s. Lý do: %(reason)s"),
    "decide_extension": N_("Lãnh đạo đồng ý gia hạn đến %(new_due)s"),
    "apologise": N_("Gửi thư xin lỗi và hẹn lại %(new_due)s. Lý do: %(reason)s"),
    "draft_apology": N_("Soạn sẵn thư xin lỗi, chờ lãnh đạo xem"),
    "approve_result": N_("Duyệt kết quả, hồ sơ giải quyết xong"),
    "reject_dossier": N_("Từ chối giải quyết. Lý do: %(reason)s"),
    "sign_result": N_("Lãnh đạo duyệt kết quả, chuyển đến %(to)s"),
    "issue_result": N_("Phát hành kết quả, hồ sơ giải quyết xong"),
    "attach_result": N_("Thêm bản điện tử của kết quả"),
    "put_digitised": N_("Thêm bản số hóa đã ký của giấy tờ: %(name)s"),
    "return_result": N_("Trả kết quả cho %(receiver)s"),
    "withdraw_dossier": N_("Rút hồ sơ. Lý do: %(reason)s"),
    "stop_dossier": N_("Dừng giải quyết. Lý do: %(reason)s"),
    "close_unanswered": N_("Dừng giải quyết vì quá hạn bổ sung"),
    "add_note": N_("Thêm ghi chú nội bộ"),
    "rate_service": N_("Người dân đánh giá"),
    "warn_holder": N_("Nhắc người giữ hồ sơ: sắp đến hạn"),
    "escalate": N_("Báo cấp trên: quá hạn từ %(due_at)s"),
    "remind_applicant": N_("Nhắc người dân"),
    "hold_dossier": N_("Giữ lại hồ sơ, không tiêu hủy. Lý do: %(reason)s"),
    "lift_hold": N_("Thôi giữ lại hồ sơ. Lý do: %(reason)s"),
    "destroy_dossier": N_("Tiêu hủy giấy tờ và nội dung khai theo biên bản số %(minute)s"),
}
AT_DESK: Mapping[str, str] = {
    "supplement_at_door": N_("%(brought_by)s mang giấy tờ bổ sung đến %(desk)s, trước khi tiếp nhận"),
    "supplement_dossier": N_("%(brought_by)s mang giấy tờ bổ sung đến %(desk)s, thời hạn tính tiếp"),
}
UNPAID = N_("Trả kết quả cho %(receiver)s khi còn %(unpaid)s đồng chưa nộp. Lý do: %(reason)s")
DECLINED = N_("Lãnh đạo không đồng ý gia hạn đến %(new_due)s. Lý do: %(reason)s")
DECLINED_BEFORE = N_("Lãnh đạo không đồng ý gia hạn đến %(new_due)s")  # until a reason was asked for
PASSED_ON = frozenset({"receive_dossier", "transfer_step", "return_step", "sign_result", "approve_result"})
OFFICE_ONLY = frozenset(
    {
        *("add_note", "warn_holder", "escalate", "draft_apology", "request_extension"),
        *("assign_dossier", "reseat_dossier", "return_step", "request_consent", "decline_consent"),
        *("hold_dossier", "lift_hold"),
    }
)
TOLD = frozenset(
    {"reference", "code", "reason", "receiver", "to", "from_post", "unit", "from_unit", "desk", "brought_by", "minute"}
)
MONEY = frozenset({"amount", "unpaid"})
MOMENTS = frozenset({"due_at", "answer_due", "new_due", "old_due", "review_at"})


@dataclass(frozen=True)
class Line:
    """One line of the history."""

    seq: int
    at: datetime
    act: str
    who: str | Sentence
    sentence: Sentence
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Names:
    """How ids in the ledger are read out: a post, a unit, a moment."""

    post: Callable[[int], str]
    unit: Callable[[int], str]
    moment: Callable[[datetime], str]


def told(entry: Any, names: Names) -> Line:
    """One ledger entry as a line; an act without a sentence is told by its name."""
    facts = entry.facts
    words = AT_DESK.get(entry.act) if facts.get("desk") else None
    if facts.get("unpaid"):
        words = UNPAID
    if is_declined(entry):
        words = DECLINED if facts.get("reason") else DECLINED_BEFORE
    words = words or SENTENCES.get(entry.act, entry.act.replace("%", "%%"))
    sentence = Sentence(words, readable(facts, names))
    return Line(entry.seq, entry.at, entry.act, who(entry.actor), sentence, facts)


def given_back(entries: Iterable[Any]) -> Any | None:
    """The entry by which a case was given back to the step before and has lain there since; newest entries first."""
    last = next((one for one in entries if one.act in PASSED_ON), None)
    return last if last and last.act == "return_step" else None


def is_declined(entry: Any) -> bool:
    """A new date that the leader did not grant."""
    return entry.act == "decide_extension" and not entry.facts.get("granted")


def is_inside(entry: Any) -> bool:
    """What the office keeps to itself."""
    return entry.act in OFFICE_ONLY or is_declined(entry)


def who(actor: Mapping[str, Any]) -> str | Sentence:
    """The person who acted, and for whom."""
    name = str(actor.get("name", ""))
    return Sentence(DEPUTY, {"name": name, "absent": actor["acting_for"]}) if actor.get("acting_for") else name


def readable(facts: Mapping[str, Any], names: Names) -> dict[str, str]:
    """Every fact as text; what an older entry lacks is empty."""
    return {key: _text(key, facts.get(key), names) for key in TOLD | MONEY | MOMENTS}


def _text(key: str, value: Any, names: Names) -> str:
    if value in (None, ""):
        return ""
    if key in MOMENTS:
        return names.moment(datetime.fromisoformat(value))
    if key in {"to", "from_post"}:
        return names.post(int(value))
    if key in {"unit", "from_unit", "desk"}:
        return names.unit(int(value))
    if key in MONEY:
        return grouped(int(value))
    return str(value)
