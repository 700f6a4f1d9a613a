"""The kinds of official documents, how urgent and how secret they are: data with its source.

Law: VB-01. The abbreviations are of the decree's annex III and not verified word by word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.correspondence.ports import Priority, Steering
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence

SOURCE = "NĐ 30/2020/NĐ-CP Điều 7; Phụ lục III (unverified)"
NO_KIND = N_("Hãy chọn loại văn bản trong danh sách.")
SECRET = N_(
    "Văn bản mật không được soạn, gửi, nhận hay lưu trên hệ thống này. Chưa có gì được giữ lại. Hãy xử lý trên giấy "
    "theo quy định bảo vệ bí mật nhà nước."
)


@dataclass(frozen=True)
class Kind:
    """A kind of document: the code it goes by here, its abbreviation in a symbol (letters have none), its name."""

    code: str
    abbreviation: str
    name: str


KINDS: Mapping[str, Kind] = {
    one.code: one
    for one in (
        Kind("NQ", "NQ", N_("Nghị quyết")),
        Kind("QĐ", "QĐ", N_("Quyết định")),
        Kind("CT", "CT", N_("Chỉ thị")),
        Kind("QC", "QC", N_("Quy chế")),
        Kind("QyĐ", "QyĐ", N_("Quy định")),
        Kind("TC", "TC", N_("Thông cáo")),
        Kind("TB", "TB", N_("Thông báo")),
        Kind("HD", "HD", N_("Hướng dẫn")),
        Kind("CTr", "CTr", N_("Chương trình")),
        Kind("KH", "KH", N_("Kế hoạch")),
        Kind("PA", "PA", N_("Phương án")),
        Kind("ĐA", "ĐA", N_("Đề án")),
        Kind("DA", "DA", N_("Dự án")),
        Kind("BC", "BC", N_("Báo cáo")),
        Kind("BB", "BB", N_("Biên bản")),
        Kind("TTr", "TTr", N_("Tờ trình")),
        Kind("HĐ", "HĐ", N_("Hợp đồng")),
        Kind("CV", "", N_("Công văn")),
        Kind("CĐ", "CĐ", N_("Công điện")),
        Kind("BGN", "BGN", N_("Bản ghi nhớ")),
        Kind("BTT", "BTT", N_("Bản thỏa thuận")),
        Kind("GUQ", "GUQ", N_("Giấy ủy quyền")),
        Kind("GM", "GM", N_("Giấy mời")),
        Kind("GGT", "GGT", N_("Giấy giới thiệu")),
        Kind("GNP", "GNP", N_("Giấy nghỉ phép")),
        Kind("PG", "PG", N_("Phiếu gửi")),
        Kind("PC", "PC", N_("Phiếu chuyển")),
        Kind("PB", "PB", N_("Phiếu báo")),
        Kind("TCg", "", N_("Thư công")),
    )
}
PRIORITIES: Mapping[Priority, str] = {
    Priority.NORMAL: N_("Thường"),
    Priority.URGENT: N_("Khẩn"),
    Priority.VERY_URGENT: N_("Thượng khẩn"),
    Priority.EXPRESS: N_("Hỏa tốc"),
    Priority.EXPRESS_BY_HOUR: N_("Hỏa tốc hẹn giờ"),
}
STEERINGS: Mapping[Steering, str] = {
    Steering.NONE: N_("Không"),
    Steering.DIRECTIVE: N_("Văn bản chỉ đạo"),
    Steering.REPORT: N_("Văn bản báo cáo"),
}
SECRECY: Mapping[str, str] = {  # known by name only, so that what bears such a mark is recognised and refused
    "": N_("Không mật"),
    "C": N_("Mật"),
    "B": N_("Tối mật"),
    "A": N_("Tuyệt mật"),
}


def kind_of(code: str) -> Kind:
    """The kind of this code; refuses with Invalid where there is none."""
    if code not in KINDS:
        raise Invalid(NO_KIND, {"kind": Sentence(NO_KIND)})
    return KINDS[code]


def kind_named(name: str) -> Kind | None:
    """The kind that another system calls so, by its code or its name."""
    wanted = name.strip().casefold()
    found = (one for one in KINDS.values() if wanted in {one.code.casefold(), one.name.casefold()})
    return next(found, None)


def refuse_secret(secrecy: str) -> None:
    """Refuse what is secret, in any degree: this system is not made for it. Law: VB-09."""
    if secrecy:
        raise Invalid(SECRET, {"secrecy": Sentence(SECRET)})
