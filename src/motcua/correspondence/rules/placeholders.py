"""The names that a template may use, and what a clerk most likely meant by another one; plain Python."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from motcua.kernel.fold import fold
from motcua.kernel.words import N_

PLACE = re.compile(r"\{\{([^{}]{1,80})\}\}")
WHEN, END = "neu", "het"
# What each name stands for, as the page of templates tells a clerk.
NAMES: Mapping[str, str] = {
    "co_quan_chu_quan": N_("Cơ quan cấp trên, chữ in hoa"),
    "co_quan": N_("Cơ quan ban hành, chữ in hoa"),
    "co_quan_thuong": N_("Cơ quan ban hành, chữ thường"),
    "so": N_("Chỗ trống cho số; hệ thống ghi khi ký"),
    "ky_hieu": N_("Ký hiệu, ví dụ QĐ-UBND"),
    "dia_danh": N_("Địa danh ban hành"),
    "ngay_ban_hanh": N_("Chỗ trống cho ngày, tháng, năm; hệ thống ghi khi ký"),
    "ten_loai": N_("Tên loại văn bản, chữ in hoa"),
    "trich_yeu": N_("Trích yếu nội dung"),
    "noi_dung": N_("Nội dung, mỗi đoạn một dòng"),
    "can_cu": N_("Căn cứ ban hành, mỗi căn cứ một dòng"),
    "kinh_gui": N_("Những nơi kính gửi, mỗi nơi một dòng"),
    "kinh_gui_mot": N_("Nơi kính gửi khi chỉ có một nơi, viết cùng dòng"),
    "kinh_gui_nhieu": N_("Để hỏi {{nếu}}: có từ hai nơi kính gửi trở lên"),
    "noi_nhan": N_("Nơi nhận, mỗi nơi một dòng"),
    "do_khan": N_("Dấu độ khẩn, nếu có"),
    "quyen_han": N_("Dòng TM., KT., TL.… và chức vụ, mỗi dòng một đoạn"),
    "nguoi_ky": N_("Họ tên người ký"),
    "ky": N_("Chỗ đặt chữ ký số"),
    "nguoi_soan": N_("Ký hiệu người soạn thảo"),
    "so_den": N_("Số, ký hiệu văn bản được trả lời"),
    "ngay_den": N_("Ngày của văn bản được trả lời"),
    "co_quan_den": N_("Cơ quan gửi văn bản được trả lời"),
    "nguoi_nop": N_("Người nộp hồ sơ"),
    "dia_chi_nguoi_nop": N_("Địa chỉ người nộp hồ sơ"),
    "ma_ho_so": N_("Mã hồ sơ"),
    "thu_tuc": N_("Tên thủ tục của hồ sơ"),
    "ngay_nop": N_("Ngày nộp hồ sơ"),
    "ngay_hen": N_("Ngày hẹn trả kết quả"),
}
LISTS = frozenset({"noi_dung", "can_cu", "kinh_gui", "noi_nhan", "quyen_han"})
LEFT_OPEN = frozenset({"so", "ngay_ban_hanh", "ky"})  # places that are filled when it is signed
NEEDED = ("so", "ngay_ban_hanh", "nguoi_ky")


def plain_name(written: str) -> str:
    """A name as a clerk may write it (“Trích yếu”, trich yeu) as it is known: trich_yeu."""
    return re.sub(r"[^a-z0-9]+", "_", fold(written)).strip("_")


def condition_of(name: str) -> str | None:
    """What ``{{nếu …}}`` asks for; None for any other name."""
    return name.removeprefix(f"{WHEN}_") if name.startswith(f"{WHEN}_") else None


def unknown(names: Iterable[str]) -> dict[str, str | None]:
    """The names that mean nothing, each with the known one that was probably meant."""
    found: dict[str, str | None] = {}
    for name in names:
        asked = condition_of(name) or name
        if asked != END and asked not in NAMES:
            found[name] = next(iter(get_close_matches(asked, list(NAMES), n=1, cutoff=0.5)), None)
    return found


def lacking(names: Iterable[str]) -> list[str]:
    """The places without which a document cannot be numbered, dated or signed here."""
    given = set(names)
    return [name for name in NEEDED if name not in given]
