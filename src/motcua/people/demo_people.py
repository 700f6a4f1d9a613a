"""Invented people for the demo: the same ones every time, from counted parts of names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from motcua.kernel.fold import fold
from motcua.kernel.identifiers import check_citizen_number
from motcua.people.locality import DATA, Locality, rows_of

BIRTH_YEARS = (  # of the adults of a rural district: most who come to the office are between 25 and 50
    ((2003, 2007), 9),
    ((1992, 2002), 27),
    ((1982, 1991), 27),
    ((1972, 1981), 18),
    ((1962, 1971), 11),
    ((1950, 1961), 6),
    ((1938, 1949), 2),
)
OFFICER_YEARS = (1968, 1999)


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    username: str
    full_name: str
    gender: str
    birth_date: date
    national_id: str
    phone: str
    identity_level: int
    address: dict[str, str] = field(default_factory=dict)


class Names:
    """Combines counted parts at random; never a full name from a list."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._parts: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for row in rows_of(DATA / "name_parts.csv"):
            self._parts.setdefault((row["part"], row["gender"]), []).append((row["name"], int(row["count"])))

    def _one(self, part: str, *genders: str) -> str:
        known = [entry for gender in genders for entry in self._parts.get((part, gender), ())]
        return self.random.choices([name for name, _ in known], weights=[count for _, count in known])[0]

    def full_name(self, gender: str) -> str:
        """A name of three parts or, for half of the women, with Thị."""
        surname = self._one("surname", "")
        middle = self._one("middle", gender) if self.random.random() < 0.6 else self._one("middle", "")
        given = self._one("given", gender)
        while given in middle.split() or middle == surname:
            middle, given = self._one("middle", gender, ""), self._one("given", gender)
        return f"{surname} {middle} {given}"


def invented_national_id(prefix: str, birth_date: date, gender: str, *, serial: int) -> str:
    """A number of valid form for somebody who does not exist; the serials from 990000 mark the demo."""
    century = 2 * ((birth_date.year - 1900) // 100) + (gender == "F")
    number = f"{prefix}{century}{birth_date.year % 100:02d}{990000 + serial:06d}"
    assert not check_citizen_number(number, birth_date, gender).warnings
    return number


def invented_phone(serial: int) -> str:
    """A number that nobody takes for real: 0900 000 001 and on."""
    return f"0900{serial:06d}"


def _generation(random: Random) -> tuple[int, int]:
    return random.choices([years for years, _ in BIRTH_YEARS], weights=[weight for _, weight in BIRTH_YEARS])[0]


def _birth(random: Random, first: int, last: int) -> date:
    return date(random.randint(first, last), random.randint(1, 12), random.randint(1, 28))


def _address(random: Random, locality: Locality, commune_code: str) -> dict[str, str]:
    commune = next(unit for unit in locality.units if unit.code == commune_code)
    hamlets = [row for row in locality.hamlets if row["commune_code"] == commune_code]
    hamlet = random.choice(hamlets) if hamlets else None
    above = {unit.code: unit for unit in locality.units}
    district = above.get(commune.parent_code)
    province = above.get(district.parent_code) if district else None
    line = f"Số {random.randint(1, 480)}"
    named = f"{hamlet['kind']} {hamlet['name']}" if hamlet else ""
    words = [line, named, commune.name, district.name if district else "", province.name if province else ""]
    return {
        "province_code": province.code if province else "",
        "district_code": district.code if district else "",
        "commune_code": commune_code,
        "hamlet": named,
        "line": line,
        "text": ", ".join(word for word in words if word),
    }


def _citizen(random: Random, names: Names, *, given: dict[str, Any], serial: int, locality: Locality) -> Person:
    gender = given.get("gender") or random.choice("FM")
    born = given.get("birth_date")
    birth = date.fromisoformat(born) if born else _birth(random, *_generation(random))
    communes = [unit.code for unit in locality.units if unit.kind == "commune" and unit.operates]
    return Person(
        username=given.get("username", f"congdan{serial:03d}"),
        full_name=given.get("full_name") or names.full_name(gender),
        gender=gender,
        birth_date=birth,
        national_id=invented_national_id(locality.demo["id_prefix"], birth, gender, serial=serial),
        phone=invented_phone(serial),
        identity_level=given.get("level") or random.choices((1, 2), weights=(1, 2))[0],
        address=_address(random, locality, given.get("commune") or random.choice(communes)),
    )


def demo_citizens(locality: Locality) -> Iterator[Person]:
    """The named citizens of the files, then invented ones up to their number."""
    random = Random(locality.demo["seed"])  # noqa: S311 - the same invented people every time, no secret
    names = Names(random)
    named = list(locality.demo.get("citizens", ()))
    for serial in range(1, max(len(named), locality.demo["number_of_citizens"]) + 1):
        given = named[serial - 1] if serial <= len(named) else {}
        yield _citizen(random, names, given=given, serial=serial, locality=locality)


def demo_officers(locality: Locality) -> Iterator[tuple[int, Person]]:
    """An officer for each post, with the post's place in the plan."""
    random = Random(locality.demo["seed"] + 1)  # noqa: S311 - as above
    names = Names(random)
    slugs = {unit.code: unit.short_name for unit in locality.units}
    renamed = locality.demo.get("officer_usernames", {})
    for place, post in enumerate(locality.posts):
        gender = random.choice("FM")
        username = f"{_plain(slugs[post.authority_code])}.{post.login}"
        birth = _birth(random, *OFFICER_YEARS)
        yield (
            place,
            Person(
                username=renamed.get(username, username),
                full_name=names.full_name(gender),
                gender=gender,
                birth_date=birth,
                national_id="",
                phone=invented_phone(100_000 + place),
                identity_level=2,
            ),
        )


def _plain(short_name: str) -> str:
    return "".join(letter for letter in fold(short_name) if letter.isalnum())
