"""Every act of the ledger in words: its title, and a sentence for one entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.dossiers.rules.timeline import who
from motcua.kernel.words import N_, Sentence
from motcua.ledger.models import Entry
from motcua.people.queries import directory
from motcua.procedures.models import FrontRule
from motcua.web.ui.words import last_minute

TITLES: Mapping[str, str] = {
    "submit_application": N_("Nộp hồ sơ"),
    "receive_dossier": N_("Tiếp nhận hồ sơ"),
    "refuse_dossier": N_("Không tiếp nhận hồ sơ"),
    "request_door_supplement": N_("Yêu cầu bổ sung trước khi tiếp nhận"),
    "supplement_at_door": N_("Bổ sung trước khi tiếp nhận"),
    "assign_dossier": N_("Phân công hồ sơ"),
    "move_dossier": N_("Bàn giao hồ sơ sang đơn vị khác"),
    "reseat_dossier": N_("Chuyển hồ sơ sang vị trí khác"),
    "transfer_step": N_("Chuyển bước"),
    "return_step": N_("Trả lại bước trước"),
    "forward_to_agency": N_("Chuyển cơ quan phối hợp"),
    "return_from_agency": N_("Cơ quan phối hợp chuyển lại"),
    "ask_opinion": N_("Hỏi ý kiến"),
    "give_opinion": N_("Cho ý kiến"),
    "lapse_opinion": N_("Hết hạn cho ý kiến"),
    "chase_opinion": N_("Nhắc cho ý kiến"),
    "request_supplement": N_("Yêu cầu bổ sung"),
    "request_consent": N_("Xin yêu cầu bổ sung lần nữa"),
    "decline_consent": N_("Không đồng ý yêu cầu bổ sung lần nữa"),
    "supplement_dossier": N_("Bổ sung giấy tờ"),
    "request_payment": N_("Yêu cầu nộp phí, lệ phí"),
    "record_payment": N_("Ghi nhận nộp phí, lệ phí"),
    "resume_after_payment": N_("Tiếp tục sau khi nộp phí"),
    "suspend_dossier": N_("Tạm dừng hồ sơ"),
    "resume_dossier": N_("Tiếp tục hồ sơ"),
    "request_extension": N_("Đề nghị gia hạn"),
    "decide_extension": N_("Quyết định gia hạn"),
    "apologise": N_("Xin lỗi và hẹn lại"),
    "draft_apology": N_("Soạn thư xin lỗi"),
    "approve_result": N_("Duyệt kết quả"),
    "reject_dossier": N_("Từ chối giải quyết"),
    "sign_result": N_("Duyệt kết quả, còn bước sau"),
    "issue_result": N_("Phát hành kết quả"),
    "return_result": N_("Trả kết quả"),
    "withdraw_dossier": N_("Rút hồ sơ"),
    "stop_dossier": N_("Dừng giải quyết"),
    "close_unanswered": N_("Đóng vì không bổ sung"),
    "add_note": N_("Ghi chú nội bộ"),
    "rate_service": N_("Đánh giá"),
    "warn_holder": N_("Nhắc sắp đến hạn"),
    "escalate": N_("Báo quá hạn"),
    "remind_applicant": N_("Nhắc người nộp"),
    "put_digitised": N_("Đưa bản số hóa đã ký vào hồ sơ"),
    "take_scan": N_("Nhận giấy tờ để số hóa"),
    "begin_scan": N_("Bắt đầu đọc giấy tờ quét"),
    "finish_scan": N_("Đọc xong giấy tờ quét"),
    "fail_scan": N_("Không đọc được giấy tờ quét"),
    "retry_scan": N_("Đọc lại giấy tờ quét"),
    "confirm_scan": N_("Đối chiếu giấy tờ quét với bản giấy"),
    "sign_scan": N_("Ký số bản số hóa"),
    "drop_scan": N_("Bỏ bản số hóa"),
    "create_unit": N_("Thêm đơn vị"),
    "change_unit": N_("Sửa thông tin đơn vị"),
    "close_unit": N_("Kết thúc đơn vị"),
    "create_post": N_("Thêm vị trí"),
    "close_post": N_("Bỏ vị trí"),
    "register_certificate": N_("Đăng ký chứng thư số"),
    "end_certificate": N_("Thôi dùng chứng thư số"),
    "keep_paper": N_("Đưa giấy tờ vào kho"),
    "replace_paper": N_("Giấy tờ trong kho có bản mới thay"),
    "withdraw_paper": N_("Thu hồi giấy tờ trong kho"),
    "give_consent": N_("Chủ kho đồng ý cho dùng giấy tờ"),
    "withdraw_consent": N_("Chủ kho rút lại đồng ý"),
    "use_paper": N_("Dùng giấy tờ trong kho cho hồ sơ"),
    "drop_use": N_("Bỏ giấy tờ của kho ra khỏi hồ sơ"),
    "hide_paper": N_("Cất giấy tờ đi, không chào dùng lại"),
    "show_paper": N_("Lấy giấy tờ đã cất ra"),
    "remove_paper": N_("Chủ kho xóa giấy tự đưa vào"),
    "close_store": N_("Chủ kho không cho dùng lại giấy tờ"),
    "open_store": N_("Chủ kho cho dùng lại giấy tờ"),
    "set_paper_type": N_("Đổi quy tắc của một loại giấy tờ"),
    "sign_form": N_("Ký số văn bản"),
    "picture_certificate": N_("Đặt ảnh chữ ký"),
    "unpicture_certificate": N_("Bỏ ảnh chữ ký"),
    "appoint_officer": N_("Phân công cán bộ"),
    "appoint_first_administrator": N_("Phân công người quản trị đầu tiên"),
    "end_appointment": N_("Kết thúc phân công"),
    "delegate_post": N_("Phân công làm thay"),
    "revoke_delegation": N_("Kết thúc làm thay"),
    "create_officer": N_("Thêm cán bộ"),
    "deactivate_account": N_("Khóa tài khoản"),
    "reactivate_account": N_("Mở lại tài khoản"),
    "reset_password": N_("Đặt lại mật khẩu"),
    "change_password": N_("Đổi mật khẩu"),
    "change_contact": N_("Đổi thông tin liên hệ"),
    "set_identity_level": N_("Đổi mức định danh"),
    "sign_up_citizen": N_("Đăng ký tài khoản"),
    "issue_token": N_("Cấp khóa cho chương trình"),
    "revoke_token": N_("Thu hồi khóa"),
    "issue_demo_keys": N_("Cấp khóa dùng thử"),
    "load_locality": N_("Nạp dữ liệu địa phương"),
    "set_special_day": N_("Đặt ngày nghỉ, làm bù"),
    "remove_special_day": N_("Bỏ ngày nghỉ, làm bù"),
    "load_special_days": N_("Nạp lịch nghỉ"),
    "set_office_hours": N_("Đặt giờ làm việc"),
    "publish_version": N_("Công bố phiên bản thủ tục"),
    "activate_procedure": N_("Bật thủ tục"),
    "deactivate_procedure": N_("Tắt thủ tục"),
    "put_in_service": N_("Bật thủ tục cho mọi đơn vị"),
    "set_front": N_("Đổi nơi nộp trực tuyến"),
    "hold_dossier": N_("Giữ lại hồ sơ, không tiêu hủy"),
    "lift_hold": N_("Thôi giữ lại hồ sơ"),
    "destroy_dossier": N_("Tiêu hủy hồ sơ"),
    "set_period": N_("Đặt thời hạn lưu trữ"),
    "drop_period": N_("Bỏ thời hạn lưu trữ riêng"),
    "prepare_destruction": N_("Lập danh sách tiêu hủy"),
    "approve_destruction": N_("Duyệt tiêu hủy"),
    "return_destruction": N_("Trả lại danh sách tiêu hủy"),
    "carry_out_destruction": N_("Tiêu hủy theo danh sách"),
    "prepare_deposit": N_("Lập gói nộp lưu"),
    "take_package": N_("Tải gói nộp lưu"),
    "hand_over_deposit": N_("Giao gói cho lưu trữ"),
    "verify_ledger": N_("Kiểm tra sổ"),
    "reseal_ledger": N_("Niêm lại sổ"),
    "rotate_key": N_("Tạo khóa tệp mới"),
    "remove_key": N_("Bỏ khóa tệp cũ"),
    "find_content": N_("Đọc lại tệp đã lưu"),
    "revive_delivery": N_("Gửi lại tin không gửi được"),
    "export_register": N_("Xuất sổ theo dõi"),
    "export_queue": N_("Xuất danh sách việc"),
    "draft_outgoing": N_("Soạn văn bản"),
    "revise_outgoing": N_("Sửa dự thảo văn bản"),
    "submit_outgoing": N_("Trình duyệt nội dung"),
    "approve_content": N_("Duyệt nội dung"),
    "approve_form": N_("Duyệt thể thức"),
    "return_outgoing": N_("Trả lại dự thảo"),
    "withdraw_outgoing": N_("Không ban hành văn bản"),
    "sign_outgoing": N_("Ký số, cấp số văn bản"),
    "sign_on_paper": N_("Cấp số văn bản ký giấy"),
    "seal_outgoing": N_("Đóng dấu số"),
    "release_outgoing": N_("Phát hành văn bản"),
    "follow_delivery": N_("Trạng thái ở nơi nhận"),
    "recall_outgoing": N_("Thu hồi văn bản"),
    "follow_recall": N_("Trả lời thu hồi"),
    "take_in": N_("Văn bản đến"),
    "register_incoming": N_("Vào sổ văn bản đến"),
    "return_incoming": N_("Trả lại văn bản đến"),
    "present_incoming": N_("Trình lãnh đạo"),
    "assign_incoming": N_("Giao giải quyết"),
    "note_incoming": N_("Đã xem, không phải xử lý"),
    "finish_incoming": N_("Giải quyết xong văn bản"),
    "ask_change": N_("Nơi gửi đề nghị thu hồi, thay đổi"),
    "agree_recall": N_("Đồng ý thu hồi"),
    "refuse_recall": N_("Không đồng ý thu hồi"),
    "warn_waiting": N_("Nhắc văn bản chờ xử lý"),
    "give_directive": N_("Giao nhiệm vụ"),
    "accept_directive": N_("Nhận nhiệm vụ"),
    "hand_on_directive": N_("Giao lại nhiệm vụ"),
    "report_progress": N_("Báo tiến độ"),
    "ask_more_time": N_("Xin thêm thời gian"),
    "decide_more_time": N_("Quyết định thời gian"),
    "report_done": N_("Báo hoàn thành"),
    "close_directive": N_("Nghiệm thu nhiệm vụ"),
    "give_back_directive": N_("Yêu cầu làm tiếp"),
    "cancel_directive": N_("Hủy nhiệm vụ"),
    "remind": N_("Nhắc hạn nhiệm vụ"),
    "keep_template": N_("Thêm mẫu văn bản"),
    "drop_template": N_("Bỏ mẫu riêng"),
    "set_office_book": N_("Đặt ký hiệu và dãy số"),
    "export_letters": N_("Xuất sổ văn bản"),
    "set_aside_message": N_("Bỏ thông điệp liên thông không đọc được"),
}
SENTENCES: Mapping[str, str] = {
    "create_unit": N_("Thêm đơn vị %(name)s, hoạt động từ %(valid_from)s"),
    "change_unit": N_("Sửa thông tin đơn vị %(subject)s"),
    "close_unit": N_("Kết thúc đơn vị %(subject)s, ngày cuối %(last_day)s"),
    "create_post": N_("Thêm vị trí “%(title)s” ở đơn vị %(unit)s"),
    "close_post": N_("Bỏ vị trí “%(title)s” ở đơn vị %(unit)s, ngày cuối %(last_day)s"),
    "register_certificate": N_("Đăng ký chứng thư số của %(name)s"),
    "end_certificate": N_("Thôi dùng chứng thư số của %(name)s. Lý do: %(reason)s"),
    "withdraw_paper": N_("Thu hồi giấy tờ trong kho. Lý do: %(reason)s"),
    "set_paper_type": N_("Đổi quy tắc của loại giấy tờ “%(name)s” từ %(from_on)s"),
    "take_scan": N_("Nhận %(name)s để số hóa, %(pages)s trang"),
    "confirm_scan": N_("Đối chiếu %(name)s của số %(owner)s"),
    "sign_scan": N_("Ký số bản số hóa %(name)s"),
    "drop_scan": N_("Bỏ bản số hóa %(name)s. Lý do: %(reason)s"),
    "sign_form": N_("Ký số văn bản số %(number)s"),
    "picture_certificate": N_("Đặt ảnh chữ ký cho chứng thư số của %(name)s"),
    "unpicture_certificate": N_("Bỏ ảnh chữ ký của chứng thư số của %(name)s"),
    "appoint_officer": N_("Phân công %(name)s từ %(from_on)s"),
    "end_appointment": N_("Kết thúc phân công của %(name)s, ngày cuối %(last_day)s"),
    "delegate_post": N_("%(to_name)s làm thay %(absent)s từ %(from_at)s đến %(until_at)s. Lý do: %(reason)s"),
    "revoke_delegation": N_("%(to_name)s thôi làm thay"),
    "create_officer": N_("Thêm cán bộ %(name)s (%(username)s)"),
    "deactivate_account": N_("Khóa tài khoản. Lý do: %(reason)s"),
    "issue_token": N_("Cấp khóa cho chương trình: %(label)s"),
    "revoke_token": N_("Thu hồi khóa: %(label)s"),
    "set_special_day": N_("Đặt ngày %(date)s: %(name)s"),
    "remove_special_day": N_("Bỏ ngày %(date)s: %(name)s"),
    "set_office_hours": N_("Đặt giờ làm việc áp dụng từ %(valid_from)s"),
    "publish_version": N_("Công bố phiên bản %(number)s của thủ tục %(procedure)s, hiệu lực từ %(valid_from)s"),
    "activate_procedure": N_("Bật thủ tục %(procedure)s ở đơn vị %(unit)s từ %(from_on)s"),
    "deactivate_procedure": N_("Tắt thủ tục %(procedure)s ở đơn vị %(unit)s, ngày cuối %(last_on)s"),
    "put_in_service": N_("Bật thủ tục %(subject)s ở %(units)s đơn vị"),
    "set_front": N_("Nơi nộp trực tuyến của %(procedure)s từ %(from_on)s: %(front)s. Lý do: %(reason)s"),
    "set_period": N_("Thời hạn lưu trữ “%(name)s”: %(years)s năm (trống là vĩnh viễn). Căn cứ: %(source)s"),
    "drop_period": N_("Bỏ thời hạn lưu trữ riêng của “%(name)s”"),
    "prepare_destruction": N_("Lập danh sách tiêu hủy %(count)s hồ sơ của %(unit)s. Căn cứ: %(reason)s"),
    "approve_destruction": N_("Duyệt tiêu hủy %(count)s hồ sơ của %(unit)s, biên bản số %(number)s: %(reason)s"),
    "return_destruction": N_("Trả lại danh sách tiêu hủy của %(unit)s: %(reason)s"),
    "carry_out_destruction": N_("Đã tiêu hủy %(count)s hồ sơ của %(unit)s theo biên bản số %(number)s"),
    "prepare_deposit": N_("Lập gói nộp lưu %(count)s hồ sơ năm %(year)s của %(unit)s"),
    "take_package": N_("Tải gói nộp lưu năm %(year)s của %(unit)s"),
    "hand_over_deposit": N_("Giao gói năm %(year)s của %(unit)s cho %(receiver)s, %(receipt)s"),
    "verify_ledger": N_("Kiểm tra %(entries)s mục của sổ: %(verdict)s"),
    "reseal_ledger": N_("Niêm lại sổ như đang có. Lý do: %(reason)s"),
    "rotate_key": N_("Tạo khóa tệp mới %(key)s"),
    "remove_key": N_("Bỏ khóa tệp cũ %(key)s"),
    "find_content": N_("Đọc lại một tệp đã lưu: %(state)s"),
    "revive_delivery": N_("Gửi lại tin “%(topic)s” cho %(consumer)s"),
    "export_register": N_("Xuất sổ theo dõi của %(unit)s từ %(first)s đến %(last)s: %(count)s hồ sơ"),
    "export_queue": N_("Xuất danh sách việc tại %(unit)s: %(count)s hồ sơ"),
    "set_aside_message": N_("Thông điệp %(message)s từ %(sender)s gửi %(unit)s không đọc được nên đã bỏ: %(reason)s"),
}
FOUND: Mapping[str, str] = {
    "whole": N_("còn nguyên"),
    "damaged": N_("bị hư"),
    "missing": N_("không còn trong kho"),
    "locked": N_("thiếu khóa"),
}
SUBJECTS: Mapping[str, str] = {
    "dossier": N_("Hồ sơ"),
    "unit": N_("Đơn vị"),
    "post": N_("Vị trí"),
    "account": N_("Tài khoản"),
    "store": N_("Kho giấy tờ"),
    "paper_type": N_("Loại giấy tờ"),
    "calendar": N_("Lịch"),
    "procedure": N_("Thủ tục"),
    "locality": N_("Địa phương"),
    "ledger": N_("Sổ"),
    "files": N_("Kho tệp"),
    "archive": N_("Lưu trữ"),
    "outbox": N_("Tin gửi đi"),
    "register": N_("Sổ theo dõi"),
    "queue": N_("Danh sách việc"),
    "outgoing": N_("Văn bản đi"),
    "incoming": N_("Văn bản đến"),
    "directive": N_("Nhiệm vụ"),
    "letter_office": N_("Sổ, mẫu văn bản"),
}
OF_THE_COUNTRY = N_("chung cả nước")
EVERY_PROCEDURE = N_("mọi thủ tục")
FRONTS: Mapping[str, str] = {kind.value: str(kind.label) for kind in FrontRule.Front}
WHOLE, BROKEN = N_("nguyên vẹn"), N_("có mục không khớp")
DAYS = frozenset({"valid_from", "last_day", "from_on", "last_on", "date", "first", "last"})
MOMENTS = frozenset({"from_at", "until_at"})


@dataclass(frozen=True)
class Line:
    """One entry as the console tells it."""

    seq: int
    at: datetime
    act: str
    sentence: Sentence | str
    by: str | Sentence
    subject_kind: str
    subject_id: str
    about: str | Sentence


def told(entry: Entry) -> Line:
    """The entry in one sentence; of a case only what was done, not what its papers say."""
    return Line(
        seq=entry.seq,
        at=entry.at,
        act=entry.act,
        sentence=sentence_of(entry),
        by=who(entry.actor),
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        about=about(entry.subject_kind, entry.subject_id),
    )


def about(kind: str, key: str) -> str | Sentence:
    """What the entry is about, as people call it; what stands for itself in the sentence is not told again."""
    if kind in ("account", "certificate", "store", "paper_type"):
        return ""
    if (kind, key) == ("calendar", "national"):
        return Sentence(OF_THE_COUNTRY)
    known = directory()
    if kind == "post":
        post = known.post(int(key)) if key.isdecimal() else None
        return f"{post.title}, {known.unit(post.unit_id).short_name}" if post else key
    unit = known.unit_by_code(key.removeprefix("unit/"))
    return unit.name if unit else key


def sentence_of(entry: Entry) -> Sentence | str:
    """The sentence of the act with its facts, else the act's title, else its name."""
    text = SENTENCES.get(entry.act)
    if text is None or entry.subject_kind == "dossier":
        return TITLES.get(entry.act, entry.act)
    return Sentence(text, _Facts(entry))


class _Facts(dict[str, Any]):
    """The facts of an entry as texts; what an older entry lacks is a dash."""

    def __init__(self, entry: Entry) -> None:
        told = {key: _text(key, value) for key, value in entry.facts.items()}
        told["subject"] = entry.subject_id
        if entry.act == "verify_ledger":
            told["verdict"] = Sentence(WHOLE if entry.facts.get("ok") else BROKEN)
        if entry.act == "find_content":
            told["state"] = Sentence(FOUND.get(str(entry.facts.get("state")), "–"))
        if entry.act == "set_front":
            told["front"] = Sentence(FRONTS.get(str(entry.facts.get("front")), "–"))
            told["procedure"] = entry.facts.get("procedure") or Sentence(EVERY_PROCEDURE)
        missing = {key: "–" for key in KEYS if key not in told}
        super().__init__({**missing, **told})


KEYS = (
    *("name", "valid_from", "last_day", "title", "unit", "from_on", "to_name", "absent", "from_at", "until_at"),
    *("reason", "username", "label", "date", "number", "procedure", "last_on", "units", "entries", "verdict"),
    *("topic", "consumer", "first", "last", "count", "front", "key", "state"),
    *("years", "source", "year", "receiver", "receipt"),
)


def _text(key: str, value: Any) -> Any:
    """Days and moments become such, so that they are said in the reader's language."""
    try:
        if key in DAYS and value:
            return date.fromisoformat(value)
        if key in MOMENTS and value:
            at = datetime.fromisoformat(value)
            return last_minute(at) if key == "until_at" else at
    except (TypeError, ValueError):
        return str(value)
    return "–" if value in (None, "") else str(value)
