"""Example content of the living catalogue: long names, every state, the dark corners."""

from datetime import datetime, timedelta
from types import SimpleNamespace as Thing
from typing import Any

from motcua.kernel.answers import no, yes
from motcua.kernel.clock import VIETNAM
from motcua.kernel.words import N_, Sentence

AT = datetime(2026, 11, 24, 9, 15, tzinfo=VIETNAM)
DUE = datetime(2026, 11, 26, 17, 0, tzinfo=VIETNAM)
LONG_AGENCY = "Chi nhánh Văn phòng Đăng ký đất đai khu vực Thoại Sơn – Châu Thành"
TURNS = (
    ("yours", "Bạn", DUE),
    ("office", "Nguyễn Thị Thuỳ Dương", DUE),
    ("elsewhere", LONG_AGENCY, None),
    ("soon", "Đặng Thị Ngọc Ánh", AT + timedelta(hours=7)),
    ("overdue", "Y", AT - timedelta(days=2)),
    ("done", None, None),
    ("ended", None, None),
    ("draft", None, None),
)
TRACE = (
    Thing(moment=AT, sentence=Sentence(N_("Tiếp nhận lúc %(at)s, trong giờ làm việc."), {"at": "09:15"})),
    Thing(moment=AT + timedelta(days=1), sentence=Sentence(N_("Thời hạn tính từ ngày làm việc tiếp theo."))),
    Thing(moment=DUE, sentence=Sentence(N_("Hết hạn vào cuối giờ làm việc ngày %(on)s."), {"on": DUE})),
)
ENTRIES = (
    Thing(
        at=AT + timedelta(hours=3),
        sentence="Bạn cần bổ sung giấy khai sinh của cha hoặc mẹ",
        by="Nguyễn Thị Thuỳ Dương, công chức tư pháp – hộ tịch",
        note="Bản chụp gửi lên bị mất góc dưới bên phải, không đọc được số và ngày cấp.",
        tone="yours",
        icon="hand",
    ),
    Thing(
        at=AT, sentence="Hồ sơ đã được tiếp nhận", by="Bộ phận Một cửa xã Vĩnh Trạch", note=None, tone="done", icon=None
    ),
    Thing(
        at=AT - timedelta(days=1), sentence="Bạn đã nộp hồ sơ trực tuyến", by=None, note=None, tone=None, icon="send"
    ),
)
GROUPS = (
    Thing(
        title="Người được khai sinh",
        rows=(
            Thing(label="Họ, chữ đệm, tên", value_text="Nguyễn Đặng Thuỳ Ánh Dương", page_key="child", field=None),
            Thing(label="Ngày, tháng, năm sinh", value_text="05/09/2026", page_key="child", field="child.birth_date"),
            Thing(label="Nơi sinh", value_text="Trung tâm Y tế khu vực Thoại Sơn, thị trấn Núi Sập", page_key="child"),
            Thing(label="Quê quán", value_text="", page_key="child", field=None),
        ),
    ),
)
STEPS = (
    {"label": "Nộp", "state": "done"},
    {"label": "Tiếp nhận", "state": "done"},
    {"label": "Xem xét", "state": "current", "note": "Tư pháp – hộ tịch"},
    {"label": "Ký", "state": "todo"},
    {"label": "Trả kết quả", "state": "todo"},
)
TASKS = (
    {"label": "Người được khai sinh", "url": "#", "state": "done"},
    {"label": "Cha và mẹ của người được khai sinh", "url": "#", "state": "todo"},
    {"label": "Giấy chứng sinh hoặc giấy tờ thay thế", "url": "#", "state": "error"},
    {"label": "Kiểm tra lại và nộp", "url": None, "state": "later"},
)
ACTS: tuple[dict[str, Any], ...] = (
    {"key": "receive", "label": "Tiếp nhận", "url": "#", "primary": True, "icon": "clipboard-check", "answer": yes()},
    {"key": "ask", "label": "Yêu cầu bổ sung", "url": "#", "icon": "file-plus", "answer": yes(), "method": "get"},
    {
        "key": "extend",
        "label": "Xin gia hạn",
        "url": "#",
        "icon": "calendar-days",
        "answer": no(N_("Hồ sơ đang ở bàn của %(name)s."), name="Đặng Thị Ngọc Ánh"),
    },
    {"key": "refuse", "label": "Từ chối hồ sơ", "url": "#", "icon": "circle-x", "danger": True, "dialog": "tu-choi"},
)
COLUMNS = (
    {"key": "code", "label": "Hồ sơ, người nộp", "sort_url": "?sort=person"},
    {"key": "procedure", "label": "Thủ tục, nơi đang giữ", "sort_url": "?sort=holder"},
    {"key": "due", "label": "Hạn", "sort_url": "?sort=-due", "sorted": "asc"},
)
PEOPLE = ("Nguyễn Thị Thuỳ Dương", "Đặng Thị Ngọc Ánh", "Y", "Trần Quốc Vương", "Huỳnh Nguyễn Hoàng Phương Khánh Đoan")
CLOCKS = (
    (Sentence(N_("quá hạn %(count)d ngày làm việc"), {"count": 2}), "late", 7, 5),
    (Sentence(N_("còn %(count)d giờ làm việc"), {"count": 3}), "soon", 9, 10),
    (Sentence(N_("còn %(count)d ngày làm việc"), {"count": 2}), "calm", 3, 5),
    (Sentence(N_("đang tạm dừng")), "stopped", 2, 5),
    (Sentence(N_("xong trước hạn")), "done", 4, 5),
)
ROWS = tuple(
    {
        "id": str(at),
        "code": f"H01.52.03-261124-{at + 17:04d}",
        "person": person,
        "procedure": "Đăng ký lại việc sinh có yếu tố nước ngoài tại khu vực biên giới"
        if at == 3
        else "Đăng ký khai sinh",
        "holder": "Tư pháp – hộ tịch",
        "due": DUE + timedelta(days=at - 2),
        "clock": CLOCKS[at],
        "tone": "open" if at == 1 else None,
    }
    for at, person in enumerate(PEOPLE)
)
LANES = (
    {"label": "Quá hạn", "url": "?lane=late", "count": 3, "tone": "late"},
    {"label": "Hôm nay", "url": "?lane=today", "count": 8, "tone": "soon", "active": True},
    {"label": "Sắp đến hạn", "url": "?lane=soon", "count": 21},
    {"label": "Mới", "url": "?lane=new", "count": 1204},
    {"label": "Chờ bổ sung", "url": "?lane=waiting", "count": 0},
)
CHIPS = (
    {"label": "Hộ tịch", "url": "?field=ht", "active": True, "count": 12},
    {"label": "Chứng thực", "url": "?field=ct", "count": 40},
    {"label": "Đất đai – xây dựng nhà ở riêng lẻ", "url": "?field=dd", "count": 3},
)
HITS = (
    {"url": "#", "title": "Đăng ký khai sinh", "note": "Cấp xã · Miễn phí · trả trong ngày"},
    {"url": "#", "title": "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con", "note": "Cấp xã · 3 ngày làm việc"},
    {"url": "#", "title": "Đăng ký lại khai sinh", "note": "Cấp xã · 5 ngày làm việc"},
)
TOASTS = (
    Thing(message=N_("Đã bỏ giấy tờ vừa gửi."), level_tag="info", extra_tags="undo:/ui/"),
    Thing(message=N_("Đã tiếp nhận hồ sơ."), level_tag="success", extra_tags=""),
    Thing(message=N_("Hồ sơ này vừa có người khác xử lý. Hãy xem lại."), level_tag="warning", extra_tags=""),
    Thing(message=N_("Chưa lưu được. Hãy bấm lưu lần nữa."), level_tag="error", extra_tags=""),
)
ERRORS = (
    ("birth_date", Sentence(N_("Ngày sinh phải là một ngày đã qua. Bạn đã ghi %(given)s."), {"given": "31/02/2027"})),
    ("phone", Sentence(N_("Số điện thoại cần 10 chữ số; bạn đã ghi %(count)d."), {"count": 9})),
)


def examples() -> dict[str, Any]:
    """Everything the catalogue's pages show."""
    return {
        "at": AT,
        "due": DUE,
        "turns": TURNS,
        "clock_list": CLOCKS,
        "trace": TRACE,
        "entries": ENTRIES,
        "groups": GROUPS,
        "steps": STEPS,
        "task_list": TASKS,
        "acts": ACTS,
        "columns": COLUMNS,
        "rows": ROWS,
        "lane_list": LANES,
        "chips": CHIPS,
        "found": HITS,
        "errors": ERRORS,
        "agency": LONG_AGENCY,
        "toast_list": TOASTS,
        "office_known": {
            "address": "Số 1, đường Nguyễn Huệ, thị trấn Núi Sập",
            "map_url": "#",
            "phone": "02963870000",
            "email": "bophanmotcua.thitrannuisap.thoaison@example.gov.vn",
            "hours": [("Thứ Hai đến thứ Sáu", "07:00–11:00, 13:00–17:00")],
        },
        "office_unknown": {"hours": ()},
    }
