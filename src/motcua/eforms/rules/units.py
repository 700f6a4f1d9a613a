"""Provinces and communes since 1 July 2025, found by their new or former names."""

from dataclasses import dataclass
from functools import cache

from motcua.eforms.rules import shelf
from motcua.kernel.fold import fold


@dataclass(frozen=True)
class Place:
    """One province or commune."""

    code: str
    name: str


@dataclass(frozen=True)
class FormerCommune:
    """A commune before the reform and what it went into."""

    code: str
    name: str
    district: str
    now: tuple[str, ...]


def _places(lines: list[str]) -> tuple[Place, ...]:
    return tuple(Place(*line.split(" ", 1)) for line in lines)


@cache
def provinces() -> tuple[Place, ...]:
    """The 34 provinces and cities."""
    return _places(shelf.units_json()["provinces"])


@cache
def communes(province: str) -> tuple[Place, ...]:
    """The communes and wards of a province; none for an unknown code."""
    return _places(shelf.units_json()["communes"].get(province, []))


@cache
def _names() -> dict[str, Place]:
    return {place.code: place for province in provinces() for place in communes(province.code)}


@cache
def _province_of() -> dict[str, str]:
    return {place.code: province.code for province in provinces() for place in communes(province.code)}


def commune(code: str) -> Place | None:
    """The commune of this code."""
    return _names().get(code)


def province(code: str) -> Place | None:
    """The province of this code."""
    return next((one for one in provinces() if one.code == code), None)


def province_of(commune_code: str) -> str:
    """The code of the province a commune belongs to; empty when unknown."""
    return _province_of().get(commune_code, "")


def hamlets(commune_code: str) -> tuple[str, ...]:
    """The hamlets known of a commune; the list may be incomplete."""
    return tuple(shelf.units_json()["hamlets"].get(commune_code, ()))


@cache
def former_communes(province_code: str) -> tuple[FormerCommune, ...]:
    """The communes before the reform on the ground of a province, where we know them."""
    found = []
    for line in shelf.units_json()["former_communes"].get(province_code, ()):
        code, now, rest = line.split(" ", 2)
        name, district = rest.split(" | ", 1)
        found.append(FormerCommune(code, name, district, tuple(now.split(","))))
    return tuple(found)


TYPES = ("thi tran ", "phuong ", "xa ", "dac khu ", "thanh pho ", "tinh ", "tt. ", "tt ", "p. ", "x. ", "tp. ", "tp ")


def _bare(text: str) -> str:
    """A name folded and without its type, so that "Xã Óc Eo", "oc eo" and "X. Óc Eo" are one."""
    folded = " ".join(fold(text).replace("-", " ").replace("’", "'").split())
    return next((folded.removeprefix(kind) for kind in TYPES if folded.startswith(kind)), folded)


def find_province(text: str) -> str:
    """The code of the province meant by a code, a new or a former name; empty when none."""
    if province(text):
        return text
    wanted = _bare(text)
    found = next((one.code for one in provinces() if _bare(one.name) == wanted), "")
    former = shelf.units_json()["former_provinces"]
    return found or next((code for name, code in former.items() if _bare(name) == wanted), "")


@dataclass(frozen=True)
class Found:
    """Communes that a typed name may mean, and the former name if it was one."""

    codes: tuple[str, ...] = ()
    former: str = ""


def find_commune(text: str, province_code: str) -> Found:
    """The communes meant by a code, a new name or a former name within a province; the type decides between equals."""
    known = communes(province_code)
    if any(one.code == text for one in known):
        return Found((text,))
    whole, wanted = " ".join(fold(text).split()), _bare(text)
    if not wanted:
        return Found()
    same = [one for one in known if _bare(one.name) == wanted]
    exact = [one for one in same if fold(one.name) == whole]
    if same:
        return Found(tuple(one.code for one in exact or same))
    former = [one for one in former_communes(province_code) if _bare(one.name) == wanted]
    exact_former = [one for one in former if fold(one.name) == whole] or former
    codes = dict.fromkeys(code for one in exact_former for code in one.now)
    return Found(tuple(codes), exact_former[0].name if exact_former else "")


def current_commune(code: str) -> str:
    """The commune of today for a code of today or of before the reform; empty when unknown or divided."""
    if code in _names():
        return code
    for one in (former for place in provinces() for former in former_communes(place.code)):
        if one.code == code and len(one.now) == 1:
            return one.now[0]
    return ""
