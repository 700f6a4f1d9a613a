"""The events of life by which citizens look for a procedure."""

from dataclasses import dataclass

from motcua.kernel.words import N_


@dataclass(frozen=True)
class LifeEvent:
    """One event with its title, a hint of what belongs to it, and the name of its picture."""

    key: str
    title: str
    hint: str


LIFE_EVENTS: tuple[LifeEvent, ...] = (
    LifeEvent("birth", N_("Sinh con"), N_("Khai sinh, bản sao, nhận cha mẹ con")),
    LifeEvent("marriage", N_("Kết hôn"), N_("Đăng ký kết hôn, giấy độc thân")),
    LifeEvent("death", N_("Có người qua đời"), N_("Khai tử, mai táng, thừa kế")),
    LifeEvent("family", N_("Gia đình, hộ tịch"), N_("Sửa giấy tờ, giám hộ, con nuôi")),
    LifeEvent("certification", N_("Chứng thực, sao y"), N_("Sao y, chữ ký, hợp đồng")),
    LifeEvent("business", N_("Hộ kinh doanh"), N_("Mở, đổi, tạm ngừng, nghỉ")),
    LifeEvent("land_house", N_("Nhà, đất"), N_("Xác nhận, sổ đỏ, tranh chấp, hiến đất")),
    LifeEvent("construction", N_("Xây dựng"), N_("Giấy phép xây nhà, dùng vỉa hè")),
    LifeEvent("social_support", N_("Bảo trợ xã hội"), N_("Trợ cấp, hộ nghèo, khuyết tật")),
    LifeEvent("merit", N_("Người có công"), N_("Bảo hiểm y tế, trợ cấp")),
    LifeEvent("health", N_("Sức khỏe"), N_("Bảo hiểm y tế, khuyết tật")),
    LifeEvent("education", N_("Đi học"), N_("Chuyển trường, bản sao giấy tờ")),
    LifeEvent("agriculture", N_("Nông nghiệp, thủy sản"), N_("Nuôi cá, chăn nuôi, tổ hợp tác")),
    LifeEvent("residence", N_("Cư trú, căn cước"), N_("Công an cấp xã giải quyết")),
    LifeEvent("military", N_("Nghĩa vụ quân sự"), N_("Ban chỉ huy quân sự giải quyết")),
    LifeEvent("community", N_("Việc của ấp, khóm"), N_("Hòa giải, hiến đất, công trình chung")),
)
