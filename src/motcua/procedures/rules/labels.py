"""What the parts of a bundle are called for the people who edit it."""

from collections.abc import Mapping

from motcua.kernel.words import N_

LABELS: Mapping[str, str] = {
    "code": N_("Mã thủ tục"),
    "name": N_("Tên thủ tục"),
    "short_name": N_("Tên gọi dễ hiểu"),
    "field": N_("Lĩnh vực"),
    "handled_by": N_("Nơi giải quyết"),
    "handler_url": N_("Đường dẫn tới nơi giải quyết"),
    "handler_note": N_("Lời chỉ dẫn"),
    "audience": N_("Đối tượng thực hiện"),
    "summary": N_("Tóm tắt"),
    "era": N_("Giai đoạn áp dụng"),
    "synonyms": N_("Tên gọi khác"),
    "life_events": N_("Sự kiện trong đời"),
    "requirements": N_("Thành phần hồ sơ"),
    "groups": N_("Nhóm giấy tờ chọn một"),
    "notes": N_("Lưu ý"),
    "form": N_("Biểu mẫu điện tử"),
    "time_limits": N_("Thời hạn giải quyết"),
    "time_basis": N_("Nguồn của thời hạn"),
    "time_text": N_("Thời hạn theo văn bản"),
    "fees": N_("Phí, lệ phí"),
    "process": N_("Quy trình nội bộ"),
    "steps": N_("Các bước"),
    "results": N_("Kết quả"),
    "legal_basis": N_("Căn cứ pháp lý"),
    "decision": N_("Quyết định công bố"),
    "steps_text": N_("Trình tự thực hiện"),
    "conditions": N_("Yêu cầu, điều kiện"),
    "wants_presence": N_("Phải có mặt"),
    "presence_note": N_("Khi nào phải có mặt"),
    "service_level": N_("Mức độ dịch vụ công trực tuyến"),
    "front": N_("Nơi nộp trực tuyến"),
    "parameters": N_("Tham số"),
    "to_confirm": N_("Cần xác nhận"),
    "sources": N_("Nguồn"),
    "online": N_("Trực tuyến"),
    "post": N_("Bưu chính công ích"),
    "counter": N_("Trực tiếp"),
    "rows": N_("Khoản thu"),
    "amount": N_("Số tiền"),
    "label": N_("Tên khoản"),
    "role": N_("Vai trò"),
    "action": N_("Việc cần làm"),
    "allotted": N_("Thời gian của bước"),
    "condition": N_("Khi nào cần"),
    "required": N_("Bắt buộc"),
    "accepts": N_("Loại tệp nhận"),
    "max_mb": N_("Dung lượng lớn nhất (MB)"),
    "hint": N_("Hướng dẫn"),
    "mode": N_("Nộp hay xuất trình"),
    "originals": N_("Số bản chính"),
    "copies": N_("Số bản sao"),
    "legal_name": N_("Tên theo văn bản"),
    "note": N_("Ghi chú"),
}


def label_of(key: str) -> str:
    """The name of a part, or its key where it has none."""
    return LABELS.get(key, key)
