"""The parameters of a procedure: what each means, its default, and where the default comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from motcua.kernel.words import N_


@dataclass(frozen=True)
class Parameter:
    """One setting of how a dossier of this procedure is treated; a bundle may override it.

    ``kind`` says which shape a value has: span, clock_time, minutes, count, clock_modes, choice, share, days_list or
    flag. ``confirmed`` is false where the default is our design and not read in a text of law.
    """

    key: str
    kind: str
    default: Any
    meaning: str
    source: str
    confirmed: bool = True
    choices: tuple[str, ...] = ()


PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        "online.answer_within",
        "span",
        {"value": 8, "unit": "hour"},
        N_("Hồ sơ nộp trực tuyến được trả lời (tiếp nhận, yêu cầu bổ sung hoặc từ chối) trong thời gian này"),
        "NĐ 105/2025/NĐ-CP Điều 10",
    ),
    Parameter(
        "same_day.cutoff",
        "clock_time",
        "15:00",
        N_("Thủ tục giải quyết trong ngày: nhận sau giờ này thì trả vào ngày làm việc tiếp theo"),
        N_("Nội dung công bố của từng thủ tục"),
    ),
    Parameter(
        "receive.late_minutes",
        "minutes",
        None,
        N_(
            "Tiếp nhận ngoài giờ hoặc trong chừng này phút cuối ngày thì tính từ đầu giờ làm việc kế tiếp; để trống:"
            " không"
        ),
        N_("Quy chế của từng địa phương"),
        confirmed=False,
    ),
    Parameter(
        "supplement.max_requests",
        "count",
        1,
        N_("Số lần được yêu cầu bổ sung; thêm lần nữa phải có lãnh đạo đồng ý và bị tính là trễ hạn"),
        "NĐ 118/2025/NĐ-CP Điều 11 khoản 2",
    ),
    Parameter(
        "supplement.clock",
        "clock_modes",
        {"door": "restart", "appraisal": "resume"},
        N_(
            "Sau khi bổ sung, thời hạn tính lại từ đầu (restart) hay tính tiếp phần còn lại (resume): trước khi tiếp"
            " nhận là thời gian một cửa phải trả lời, trong khi giải quyết là thời hạn của hồ sơ"
        ),
        "Điều 6 khoản 4 nghị định về thủ tục liên thông năm 2025; QĐ 766/QĐ-TTg",
    ),
    Parameter(
        "supplement.answer_within",
        "span",
        {"value": 15, "unit": "working_day"},
        N_("Người nộp cần bổ sung trong thời gian này; quá thời gian thì hồ sơ được đóng và có thông báo"),
        "Điều 6 khoản 4 điểm a nghị định về thủ tục liên thông năm 2025",
    ),
    Parameter(
        "apology.before",
        "span",
        {"value": 1, "unit": "working_day"},
        N_("Trước hạn trả chừng này thời gian, phiếu xin lỗi và hẹn lại được soạn sẵn nếu hồ sơ có thể trễ"),
        "QĐ 88/2025/QĐ-UBND (Lai Châu) Điều 3 khoản 6, nhắc lại nghị định về một cửa",
    ),
    Parameter(
        "apology.max",
        "count",
        1,
        N_("Số lần được hẹn lại ngày trả kết quả"),
        "QĐ 88/2025/QĐ-UBND (Lai Châu) Điều 3 khoản 6",
    ),
    Parameter(
        "consult.silence",
        "choice",
        "agree",
        N_("Cơ quan được hỏi ý kiến không trả lời đúng hạn: coi là đồng ý (agree) hay phải chờ (wait)"),
        "NĐ 61/2018/NĐ-CP Điều 19 (chưa đọc lại)",
        confirmed=False,
        choices=("agree", "wait"),
    ),
    Parameter(
        "warn.before",
        "share",
        {"percent": 20, "min_hours": 4},
        N_("Nhắc người đang giữ hồ sơ khi còn lại phần thời gian này, ít nhất chừng này giờ làm việc"),
        N_("Lựa chọn của phần mềm"),
        confirmed=False,
    ),
    Parameter(
        "escalate.again",
        "span",
        {"value": 2, "unit": "working_day"},
        N_("Đã báo lãnh đạo mà hồ sơ quá hạn vẫn chưa chuyển: sau thời gian này báo lên cấp trên kế tiếp"),
        N_("Lựa chọn của phần mềm"),
        confirmed=False,
    ),
    Parameter(
        "return.remind_after",
        "days_list",
        [3, 15],
        N_("Nhắc người nộp đến nhận kết quả sau chừng này ngày làm việc"),
        N_("Lựa chọn của phần mềm"),
        confirmed=False,
    ),
    Parameter(
        "rating.window",
        "count",
        30,
        N_("Số ngày sau khi trả kết quả mà người nộp còn có thể đánh giá"),
        N_("Lựa chọn của phần mềm"),
        confirmed=False,
    ),
    Parameter(
        "receive.anywhere",
        "flag",
        True,
        N_("Mọi bộ phận một cửa của hệ thống đều được tiếp nhận, không phụ thuộc địa giới hành chính"),
        "NĐ 118/2025/NĐ-CP",
    ),
)

BY_KEY: Mapping[str, Parameter] = MappingProxyType({one.key: one for one in PARAMETERS})


def resolved(overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Every parameter with its value: the procedure's own, else the default; parts of a pair may be given alone."""
    return {one.key: _merged(one, overrides.get(one.key)) for one in PARAMETERS}


def _merged(one: Parameter, given: Any) -> Any:
    if given is None:
        return dict(one.default) if isinstance(one.default, dict) else one.default
    if one.kind in {"clock_modes", "share"} and isinstance(given, Mapping):
        return {**one.default, **given}
    return given
