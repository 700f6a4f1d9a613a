"""What every surface calls the parties of a history and the documents of a case."""

from datetime import datetime

from motcua.dossiers.rules.timeline import Names
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.web.ui.words import moment

FORM_NAMES = {
    "receipt": N_("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "supplement": N_("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "refusal": N_("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    "apology": N_("Phiếu xin lỗi và đề nghị gia hạn thời gian giải quyết"),
    "stop": N_("Thông báo dừng giải quyết hồ sơ"),
    "rejection": N_("Thông báo từ chối giải quyết hồ sơ"),
}


def _post_name(post_id: int) -> str:
    known = directory()
    post = known.post(post_id)
    return f"{post.title} – {known.unit(post.unit_id).name}" if post else ""


def _unit_name(unit_id: int) -> str:
    return directory().unit(unit_id).name


def _moment_text(at: datetime) -> str:
    return moment(at, "short")


NAMES = Names(post=_post_name, unit=_unit_name, moment=_moment_text)
