"""What receivers tell of a document that was sent to them. Law: VB-08 (QCVN 102:2016/BTTTT)."""

from collections.abc import Mapping

from motcua.correspondence.ports import StatusCode
from motcua.correspondence.rules.life import In
from motcua.kernel.words import N_

STATUS_NAMES: Mapping[str, str] = {
    StatusCode.ARRIVED: N_("Đã đến"),
    StatusCode.REFUSED: N_("Từ chối nhận"),
    StatusCode.ACCEPTED: N_("Đã tiếp nhận"),
    StatusCode.AWAITING: N_("Chờ phân công"),
    StatusCode.IN_PROGRESS: N_("Đang xử lý"),
    StatusCode.COMPLETED: N_("Hoàn thành"),
    StatusCode.RECALL: N_("Đề nghị thu hồi"),
    StatusCode.CHANGE_AGREED: N_("Đồng ý thu hồi, cập nhật"),
    StatusCode.CHANGE_REFUSED: N_("Từ chối thu hồi, cập nhật"),
}
SENDING_NAMES: Mapping[str, str] = {  # before the receiver told anything
    "waiting": N_("Chờ gửi"),
    "sent": N_("Đã gửi"),
    "failed": N_("Gửi không được"),
    "by_hand": N_("Trao tay, bưu chính"),
}
TOLD_BY_ACT: Mapping[str, StatusCode] = {
    "take_in": StatusCode.ARRIVED,
    "return_incoming": StatusCode.REFUSED,
    "register_incoming": StatusCode.ACCEPTED,
    "present_incoming": StatusCode.AWAITING,
    "assign_incoming": StatusCode.IN_PROGRESS,
    "note_incoming": StatusCode.COMPLETED,
    "finish_incoming": StatusCode.COMPLETED,
    "agree_recall": StatusCode.CHANGE_AGREED,
    "refuse_recall": StatusCode.CHANGE_REFUSED,
}
ORDER = (
    StatusCode.ARRIVED,
    StatusCode.ACCEPTED,
    StatusCode.AWAITING,
    StatusCode.IN_PROGRESS,
    StatusCode.COMPLETED,
)
LAST = frozenset({StatusCode.REFUSED, StatusCode.COMPLETED, StatusCode.CHANGE_AGREED})
TOLD_AFTER: Mapping[str, StatusCode] = {
    In.ARRIVED: StatusCode.ARRIVED,
    In.REGISTERED: StatusCode.ACCEPTED,
    In.PRESENTED: StatusCode.AWAITING,
    In.ASSIGNED: StatusCode.IN_PROGRESS,
    In.DONE: StatusCode.COMPLETED,
}


def is_news(before: str, told: str) -> bool:
    """Whether a status moves the delivery on: what comes late or twice over the wire changes nothing."""
    if told == before:
        return False
    if told in ORDER and before in ORDER:
        return ORDER.index(StatusCode(told)) > ORDER.index(StatusCode(before))
    return not (before in {StatusCode.REFUSED, StatusCode.CHANGE_AGREED} and told in ORDER)
