"""What invented applicants write into their forms: their child, spouse, parent or shop; no name from a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from motcua.eforms.rules.kinds.places import with_text
from motcua.eforms.rules.units import current_commune, hamlets, province_of
from motcua.people.demo_people import Names, invented_national_id

Answers = dict[str, Any]
SEX: Mapping[str, str] = {"F": "Nữ", "M": "Nam"}
OTHER: Mapping[str, str] = {"F": "M", "M": "F"}
NOT_ACCOUNTS = 5000  # the serials of invented numbers that belong to nobody with an account
MATERNITY = ("Trung tâm Y tế Thoại Sơn", "Bệnh viện Sản – Nhi An Giang", "Bệnh viện Đa khoa trung tâm An Giang")
HOSPITAL = ("Trung tâm Y tế Thoại Sơn", "Bệnh viện Đa khoa trung tâm An Giang")
CAUSES = ("Bệnh già", "Bệnh già", "Bệnh tim mạch", "Tai biến mạch máu não", "Suy thận mạn", "Ung thư phổi")
PURPOSES = (
    "Làm thủ tục vay vốn ngân hàng",
    "Làm thủ tục mua bán nhà đất",
    "Bổ sung hồ sơ xin việc",
    "Làm thủ tục nhận thừa kế",
)
PAPERS = (
    ("Bằng tốt nghiệp trung học phổ thông", "Sở Giáo dục và Đào tạo"),
    ("Căn cước công dân", "Cục Cảnh sát quản lý hành chính về trật tự xã hội"),
    ("Giấy khai sinh", "Ủy ban nhân dân cấp xã"),
    ("Giấy chứng nhận quyền sử dụng đất", "Ủy ban nhân dân huyện"),
    ("Giấy chứng nhận kết hôn", "Ủy ban nhân dân cấp xã"),
    ("Bằng tốt nghiệp đại học", "Trường Đại học An Giang"),
)
TRADES = (
    ("Tạp hóa", "Bán lẻ hàng tạp hóa", "4711"),
    ("Quán ăn", "Nhà hàng và các dịch vụ ăn uống phục vụ lưu động", "5610"),
    ("Cà phê", "Dịch vụ phục vụ đồ uống", "5630"),
    ("Tiệm tóc", "Cắt tóc, làm đầu, gội đầu", "9631"),
    ("Sửa xe", "Bảo dưỡng, sửa chữa mô tô, xe máy", "4542"),
    ("Nhà may", "May trang phục", "1410"),
    ("Vật liệu xây dựng", "Bán lẻ đồ ngũ kim, sơn, kính và thiết bị lắp đặt khác trong xây dựng", "4752"),
    ("Vật tư nông nghiệp", "Bán lẻ hàng hóa khác mới trong các cửa hàng chuyên doanh", "4773"),
    ("Cơ khí", "Gia công cơ khí; xử lý và tráng phủ kim loại", "2592"),
    ("Thực phẩm", "Bán lẻ thực phẩm trong các cửa hàng chuyên doanh", "4722"),
)


@dataclass(frozen=True)
class Scene:
    """The applicant on the day of handing in, and the chance that makes up the people around them."""

    applicant: Mapping[str, Any]
    home: Mapping[str, Any]
    unit: str
    today: date
    names: Names
    random: Random

    @property
    def gender(self) -> str:
        """F or M."""
        return str(self.applicant["gender"])

    @property
    def born(self) -> date:
        """The applicant's day of birth."""
        return date.fromisoformat(self.applicant["birth_date"])

    @property
    def age(self) -> int:
        """In whole years, near enough."""
        return (self.today - self.born).days // 365

    @property
    def surname(self) -> str:
        """The applicant's."""
        return str(self.applicant["name"]).split()[0]

    def born_at(self, youngest: int, oldest: int) -> date:
        """A day of birth that makes somebody this old now."""
        return self.today - timedelta(days=self.random.randint(youngest * 366, max(oldest, youngest) * 365 + 364))

    def name(self, gender: str, surname: str = "") -> str:
        """A full name, of the family if its surname is given."""
        invented = self.names.full_name(gender)
        return f"{surname} {invented.split(maxsplit=1)[1]}" if surname else invented

    def card(self, born: date, gender: str) -> Answers:
        """An identity number that fits sex and year of birth."""
        serial = NOT_ACCOUNTS + self.random.randrange(NOT_ACCOUNTS)
        number = invented_national_id(str(self.applicant["number"])[:3], born, gender, serial=serial)
        return {"kind": "personal_id", "number": number}

    def place(self, name: str = "") -> Answers:
        """The commune of the applicant's home, or somewhere in it."""
        kept = {key: self.home[key] for key in ("province", "commune")}
        return with_text({**({"name": name} if name else {}), **kept})

    def elsewhere(self) -> Answers:
        """Another home in the same commune."""
        there = {key: self.home[key] for key in ("province", "commune")}
        known = hamlets(there["commune"])
        hamlet = {"hamlet": self.random.choice(known)} if known else {}
        return with_text({**there, **hamlet, "street": f"Số {self.random.randint(1, 480)}"})


def home_of(applicant: Mapping[str, Any]) -> Answers:
    """Where the applicant lives, in the communes of today; empty when that is not known."""
    place = applicant.get("address") or {}
    code = current_commune(place.get("commune", ""))
    line = {key: place[key] for key in ("hamlet", "street") if place.get(key)}
    return with_text({"province": province_of(code), "commune": code, **line}) if code else {}


def invented_answers(form_id: str, scene: Scene) -> Answers:
    """What this form is told about the others and the matter; empty where it asks for nothing of that kind."""
    tell = TELLERS.get(form_id)
    return tell(scene) if tell and scene.home and scene.applicant.get("birth_date") else {}


def _birth(scene: Scene) -> Answers:
    """A child of the applicant, or a grandchild when they are older."""
    is_parent = scene.age <= 46
    relation = {"F": "Mẹ", "M": "Cha"} if is_parent else {"F": "Bà", "M": "Ông"}
    parents: Answers = {"has_mother": True, "has_father": True}
    old, born = (scene.age if is_parent else 29), scene.born
    for gender, who in (("F", "mother"), ("M", "father")):
        if is_parent and gender == scene.gender:
            name, born = scene.applicant["name"], scene.born
        else:
            family = scene.surname if gender == "M" == scene.gender else ""
            name, born = scene.name(gender, family), scene.born_at(max(old - 4, 19), min(old + 4, 45))
        parents |= {f"{who}_name": name, f"{who}_birth_year": str(born.year), f"{who}_residence": dict(scene.home)}
    sex = scene.random.choice("FM")
    return {
        **parents,
        "requester_relation": {"choice": relation[scene.gender], "text": ""},
        "recogniser_name": parents["father_name"],
        "recogniser_birth_date": born.isoformat(),  # the father's, told last
        "child_name": scene.name(sex, str(parents["father_name"]).split()[0]),
        "child_gender": SEX[sex],
        "child_birth_date": (scene.today - timedelta(days=scene.random.randint(3, 45))).isoformat(),
        "child_birth_place": scene.place(scene.random.choice(MATERNITY)),
        "child_home_town": scene.place(),
    }


def _death(scene: Scene) -> Answers:
    """The applicant's mother, father, wife or husband."""
    is_spouse = scene.age > 62 or (scene.age > 50 and scene.random.random() < 0.3)
    sex = OTHER[scene.gender] if is_spouse else scene.random.choice("FM")
    apart = (-4, 6) if is_spouse else (20, 36)
    born = scene.born_at(max(scene.age + apart[0], 48), min(scene.age + apart[1], 98))
    relation = {"F": "Vợ", "M": "Chồng"}[scene.gender] if is_spouse else "Con"
    died = scene.today - timedelta(days=scene.random.randint(1, 12))
    clock = f"{scene.random.randrange(24):02d}:{scene.random.randrange(0, 60, 5):02d}"
    return {
        "requester_relation": {"choice": relation, "text": ""},
        "deceased_name": scene.name(sex, scene.surname if sex == "M" and not is_spouse else ""),
        "deceased_birth_date": str(born.year),
        "deceased_gender": SEX[sex],
        "deceased_last_residence": dict(scene.home),
        "deceased_id": scene.card(born, sex),
        "death_datetime": {"date": died.isoformat(), "time": clock},
        "death_cause": scene.random.choice(CAUSES),
        **_death_notice(scene, died),
    }


def _death_notice(scene: Scene, died: date) -> Answers:
    if scene.random.random() < 0.7:
        return {"death_place": scene.place("Tại nhà"), "death_notice_kind": "Không có giấy"}
    hospital = scene.random.choice(HOSPITAL)
    return {
        "death_place": scene.place(hospital),
        "death_notice_kind": "Giấy báo tử",
        "death_notice_number": f"{scene.random.randint(11, 380)}/GBT",
        "death_notice_issuer": hospital,
        "death_notice_date": died.isoformat(),
    }


def _marriage(scene: Scene) -> Answers:
    """The applicant and whom they marry."""
    answers: Answers = {}
    own = min(max(scene.age, 20), 45)
    spans = {"F": (max(own - 7, 18), max(own - 1, 20)), "M": (max(own, 20), own + 6)}
    for gender, who in (("F", "bride"), ("M", "groom")):
        is_own = gender == scene.gender
        born = scene.born if is_own else scene.born_at(*spans[gender])
        answers |= {
            f"{who}_name": scene.applicant["name"] if is_own else scene.name(gender),
            f"{who}_birth_date": born.isoformat(),
            f"{who}_residence": dict(scene.home) if is_own else scene.elsewhere(),
            f"{who}_id": {"kind": "personal_id", "number": scene.applicant["number"]}
            if is_own
            else scene.card(born, gender),
        }
    return answers


def _shop(scene: Scene) -> Answers:
    """A small business at home, called after its owner or hamlet."""
    trade, line, code = scene.random.choice(TRADES)
    hamlet = str(scene.home.get("hamlet", "")).split(" ", 1)[-1]
    called = hamlet if hamlet and scene.random.random() < 0.25 else " ".join(scene.applicant["name"].split()[-2:])
    return {
        "business_name": f"Hộ kinh doanh {trade} {called}",
        "business_address": dict(scene.home),
        "business_lines": [{"name": line, "code": code, "is_main": True}],
        "capital": scene.random.choice((10, 20, 30, 50, 50, 80, 100, 150)) * 1_000_000,
    }


def _own(scene: Scene) -> Answers:
    return {
        "requester_relation": {"choice": "Bản thân", "text": ""},
        "subject_name": scene.applicant["name"],
        "subject_birth_date": scene.applicant["birth_date"],
        "subject_gender": SEX[scene.gender],
        "subject_residence": dict(scene.home),
    }


def _marital_status(scene: Scene) -> Answers:
    """For oneself, to marry or for a bank."""
    if scene.age < 36 and scene.random.random() < 0.6:
        fiance = scene.name(OTHER[scene.gender])
        return {**_own(scene), "purpose_kind": "Để kết hôn", "purpose": f"Để đăng ký kết hôn với {fiance}"}
    return {**_own(scene), "purpose": scene.random.choice(PURPOSES)}


def _extract(scene: Scene) -> Answers:
    """Of one's own registration, or of a child's."""
    answers = {**_own(scene), "registered_at": scene.unit.replace("UBND", "Ủy ban nhân dân", 1)}
    if not 24 <= scene.age <= 55 or scene.random.random() < 0.5:
        return answers
    sex = scene.random.choice("FM")
    return answers | {
        "requester_relation": {"choice": {"F": "Mẹ", "M": "Cha"}[scene.gender], "text": ""},
        "subject_name": scene.name(sex, scene.surname if scene.gender == "M" else ""),
        "subject_birth_date": scene.born_at(1, min(scene.age - 21, 15)).isoformat(),
        "subject_gender": SEX[sex],
    }


def _copies(scene: Scene) -> Answers:
    """One or two papers to be copied."""
    chosen = scene.random.sample(PAPERS, scene.random.choice((1, 1, 2)))
    pages, copies = scene.random.randint(1, 4), scene.random.randint(1, 5)
    return {
        "documents": [
            {"name": name, "issuer": issuer, "page_count": pages, "copy_count": copies} for name, issuer in chosen
        ]
    }


def _assistance(scene: Scene) -> Answers:
    """For the applicant when old, else for an old parent."""
    if scene.age >= 60:
        return {key: value for key, value in _own(scene).items() if key != "requester_relation"}
    sex = scene.random.choice("FM")
    return {
        "subject_name": scene.name(sex, scene.surname if sex == "M" else ""),
        "subject_birth_date": scene.born_at(max(scene.age + 20, 76), max(scene.age + 34, 84)).isoformat(),
        "subject_gender": SEX[sex],
        "subject_residence": dict(scene.home),
        "lives_with": "Ở với con tại nhà",
    }


TELLERS: Mapping[str, Callable[[Scene], Answers]] = {
    "birth_registration": _birth,
    "death_registration": _death,
    "marriage_registration": _marriage,
    "household_business_registration": _shop,
    "marital_status_certificate": _marital_status,
    "civil_status_extract_copy": _extract,
    "certified_copy_request": _copies,
    "social_assistance_declaration": _assistance,
}
