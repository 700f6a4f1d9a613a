"""Where something is: an address or a place, by the codes of units, with the street in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from motcua.eforms.rules import units
from motcua.eforms.rules.clean import clean_text
from motcua.eforms.rules.form import Field
from motcua.eforms.rules.kinds.base import NOT_READABLE, Errors, Kind, Post, fault
from motcua.kernel.words import N_, Sentence

PROVINCE_MISSING = N_("Hãy chọn tỉnh, thành phố.")
COMMUNE_MISSING = N_("Hãy ghi tên xã, phường hoặc đặc khu.")
COMMUNE_UNKNOWN = N_("Không tìm thấy “%(name)s” trong %(province)s. Hãy gõ tên xã, phường hiện nay hoặc tên cũ.")
COMMUNE_UNCLEAR = N_("“%(name)s” nay thuộc các đơn vị: %(choices)s. Hãy chọn một tên trong số đó.")
STREET_MISSING = N_("Hãy ghi số nhà, đường hoặc tổ, ấp.")
NAME_MISSING = N_("Hãy ghi tên nơi đó, ví dụ “Bệnh viện Đa khoa trung tâm An Giang”.")
ABROAD_MISSING = N_("Hãy ghi địa chỉ ở nước ngoài: số nhà, đường, thành phố, quốc gia.")
PART_LONG = N_("Phần này dài quá %(most)d chữ. Hãy viết ngắn lại.")
LABELS = {
    "abroad": N_("Địa chỉ ở nước ngoài"),
    "name": N_("Tên cơ sở, nơi chốn"),
    "province": N_("Tỉnh, thành phố"),
    "commune": N_("Xã, phường, đặc khu"),
    "hamlet": N_("Ấp, khóm, thôn"),
    "street": N_("Số nhà, đường, tổ"),
}
MOST = 200


class Address(Kind):
    """{"province", "commune", "hamlet", "street", "text"}, or {"abroad": True, "street", "text"}.

    A commune that could not be told from what was typed is kept in "commune_text"; "former" is the name before
    the reform if that was typed. The field's settings: ``parts`` asked, ``need`` parts that must be filled.
    """

    parts: ClassVar[tuple[str, ...]] = ("province", "commune", "hamlet", "street")
    need: ClassVar[tuple[str, ...]] = ("province", "commune")

    def asked(self, one: Field) -> tuple[str, ...]:
        """The parts this question asks."""
        return tuple(one.settings.get("parts", self.parts))

    def needed(self, one: Field) -> tuple[str, ...]:
        """The parts that must be filled."""
        return tuple(one.settings.get("need", self.need))

    def read(self, one: Field, post: Post, name: str) -> Any:
        """Codes for what was typed or chosen."""
        typed = {part: clean_text(post.first(f"{name}.{part}")) for part in self.asked(one)}
        if one.settings.get("abroad") and post.first(f"{name}.abroad") == "yes":
            return with_text({"abroad": True, "street": typed.get("street") or typed.get("name") or ""})
        if not any(text for part, text in typed.items() if part != "province"):
            if not one.required and "commune" in self.needed(one):
                return {}  # the page chooses a province beforehand; alone it answers nothing
            return {"province": province} if (province := units.find_province(typed.get("province", ""))) else {}
        return with_text(_resolved(typed))

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """A commune that exists in the province, and what else this question needs."""
        if not isinstance(value, Mapping):
            return fault(one, NOT_READABLE)
        if any(not isinstance(part, str) for key, part in value.items() if key != "abroad"):
            return fault(one, NOT_READABLE)
        if value.get("abroad") and one.settings.get("abroad"):
            return {} if value.get("street") else {"street": Sentence(ABROAD_MISSING)}
        long = {key: Sentence(PART_LONG, {"most": MOST}) for key in self.asked(one) if len(value.get(key, "")) > MOST}
        return long or self._lacking(one, value)

    def _lacking(self, one: Field, value: Mapping[str, Any]) -> Errors:
        errors: Errors = {}
        need = self.needed(one)
        province, code = value.get("province", ""), value.get("commune", "")
        if "province" in need and not units.province(province):
            errors["province"] = Sentence(PROVINCE_MISSING)
        elif value.get("commune_text") or (code and units.province_of(code) != province):
            errors["commune"] = _unclear(value.get("commune_text") or code, province)
        elif "commune" in need and not code:
            errors["commune"] = Sentence(COMMUNE_MISSING)
        if "street" in need and not (value.get("street") or value.get("hamlet")):
            errors["street"] = Sentence(STREET_MISSING)
        if "name" in need and not value.get("name"):
            errors["name"] = Sentence(NAME_MISSING)
        return errors

    def text(self, one: Field, value: Any) -> object:
        """The address in one line."""
        return address_text(value) if isinstance(value, Mapping) else ""

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """The address of an account, its former commune told in today's; a line of text is kept as the street."""
        if isinstance(fact, Mapping):
            typed = {part: clean_text(fact.get(part)) for part in (*self.asked(one), "text")}
            code = units.current_commune(typed.get("commune", ""))
            if code:
                line = {key: text for key, text in typed.items() if key in ("name", "hamlet", "street") and text}
                return with_text({"province": units.province_of(code), "commune": code, **line})
            fact = typed["text"]
        line_of_text = clean_text(fact or facts.get("address_text"))
        return _from_line(line_of_text, self.asked(one)) if line_of_text else None


class Spot(Address):
    """A place that may have a name of its own: where a child was born, where somebody died, a home town."""

    parts: ClassVar[tuple[str, ...]] = ("name", "province", "commune")


def _resolved(typed: Mapping[str, str]) -> dict[str, Any]:
    value: dict[str, Any] = {key: text for key, text in typed.items() if text and key not in ("province", "commune")}
    value["province"] = units.find_province(typed.get("province", ""))
    wanted = typed.get("commune", "")
    found = units.find_commune(wanted, value["province"])
    if len(found.codes) == 1:
        value["commune"] = found.codes[0]
        if found.former:
            value["former"] = found.former
    elif wanted:
        value["commune_text"] = wanted
    return value


def _from_line(line: str, asked: tuple[str, ...]) -> dict[str, Any]:
    """What a one-line address tells from its end: province, then commune; the rest is the street."""
    parts = [part.strip() for part in line.split(",") if part.strip()]
    province = units.find_province(parts[-1]) if parts else ""
    if not province:
        return with_text({"street": line}) if "street" in asked else {}
    rest, value = parts[:-1], {"province": province}
    for place in range(len(rest) - 1, max(len(rest) - 3, -1), -1):
        found = units.find_commune(rest[place], province)
        if len(found.codes) == 1:
            value["commune"] = found.codes[0]
            rest = rest[:place]
            break
    if rest and "street" in asked:
        value["street"] = ", ".join(rest)
    return with_text(value)


def _unclear(name: str, province: str) -> Sentence:
    found = units.find_commune(name, province)
    if len(found.codes) > 1:
        names = ", ".join(place.name for code in found.codes if (place := units.commune(code)))
        return Sentence(COMMUNE_UNCLEAR, {"name": name[:60], "choices": names})
    place = units.province(province)
    return Sentence(COMMUNE_UNKNOWN, {"name": name[:60], "province": place.name if place else ""})


def address_text(value: Mapping[str, Any]) -> str:
    """The address in one line, from its parts."""
    commune = units.commune(str(value.get("commune", "")))
    province = units.province(str(value.get("province", "")))
    parts = [
        value.get("name"),
        value.get("street"),
        value.get("hamlet"),
        commune.name if commune else value.get("commune_text"),
        province.name if province else "",
    ]
    return ", ".join(str(part) for part in parts if part)


def with_text(value: dict[str, Any]) -> dict[str, Any]:
    """The address with its line of text, which prints and lists use."""
    line = address_text(value)
    return {**value, "text": line} if line else {}
