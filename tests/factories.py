"""A small office for tests: one commune with its desk, divisions, leader and an agency, and one procedure."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from motcua.kernel.fold import fold
from motcua.people.models import Account, Holding, Post, Unit
from motcua.people.queries import actor_of, forget_directory
from motcua.people.rules import Actor
from motcua.procedures.models import Activation, Procedure, ProcedureVersion
from motcua.procedures.queries import forget_offers
from motcua.workdays.queries import forget_calendars

LONG_AGO = date(2020, 1, 1)
BUNDLE: dict[str, Any] = {
    "format": 1,
    "code": "9.000001",
    "name": "Xác nhận thử nghiệm",
    "short_name": "Xác nhận thử nghiệm",
    "field": "Hộ tịch",
    "handled_by": "ours",
    "requirements": [
        {"key": "card", "name": "Ảnh giấy tờ tùy thân", "kind": "document", "mode": "submit", "required": True},
        {"key": "extra", "name": "Giấy tờ khác", "kind": "document", "mode": "submit", "required": False},
    ],
    "time_limits": {
        "online": {"value": 5, "unit": "working_day"},
        "counter": {"value": 5, "unit": "working_day"},
    },
    "fees": {"hit": "collect", "rows": []},
    "process": {
        "steps": [
            {"key": "reception", "name": "Tiếp nhận", "role": "reception", "allotted": {"value": 4, "unit": "hour"}},
            {
                "key": "review",
                "name": "Thẩm tra",
                "role": "specialist",
                "allotted": {"value": 3, "unit": "working_day"},
            },
            {"key": "sign", "name": "Ký", "role": "leader", "allotted": {"value": 1, "unit": "working_day"}},
            {"key": "return", "name": "Trả kết quả", "role": "return"},
        ]
    },
    "results": [{"key": "paper", "name": "Giấy xác nhận"}],
    "templates": {
        "result": {
            "title": "Giấy xác nhận",
            "paragraphs": ["{unit.name} xác nhận cho {applicant.name}, hồ sơ {case.code}."],
            "signer": "CHỦ TỊCH",
        }
    },
    "parameters": {},
}
PAPER = {"name": "Ảnh thẻ", "source": "shown", "kind": "original", "copies": 1}
APPLICANT = {"kind": "person", "name": "Đặng Thị Ngọc Ánh", "number": "089190990001", "phone": "0912345678"}


@dataclass
class Office:
    """Everything a test of an act needs, by name."""

    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    version: ProcedureVersion | None = None

    def actor(self, name: str) -> Actor:
        """The account of this name as an actor at the present moment."""
        from motcua.kernel import clock

        return actor_of(self.accounts[name], clock.now())


def make_unit(office: Office, name: str, kind: str, parent: str = "", **more: Any) -> Unit:
    """A unit below another."""
    above = office.units.get(parent)
    path = f"{above.path if above else '/'}{name}/"
    office.units[name] = Unit.objects.create(
        code=name,
        kind=kind,
        name=f"Đơn vị {name}",
        short_name=name,
        slug=name.lower(),
        parent=above,
        path=path,
        valid_from=LONG_AGO,
        **more,
    )
    return office.units[name]


def make_officer(office: Office, name: str, unit: str, role: str, fields: tuple[str, ...] = ()) -> Account:
    """An officer in a post of a unit."""
    account = make_account(office, name, kind="officer")
    post = Post.objects.create(
        unit=office.units[unit], role=role, title=f"Vị trí {name}", fields=list(fields), valid_from=LONG_AGO
    )
    office.posts[name] = post
    Holding.objects.create(post=post, account=account, from_on=LONG_AGO)
    return account


def make_account(office: Office, name: str, kind: str = "citizen", **more: Any) -> Account:
    """Somebody who can sign in."""
    office.accounts[name] = Account.objects.create(username=name, kind=kind, full_name=f"Người {name}", **more)
    return office.accounts[name]


def make_version(bundle: dict[str, Any] | None = None, number: int = 1, **more: Any) -> ProcedureVersion:
    """A published version of the test procedure."""
    forget_offers()
    kept = {**BUNDLE, **(bundle or {})}
    at = datetime(2026, 1, 1, tzinfo=UTC)
    procedure, _ = Procedure.objects.get_or_create(
        code=kept["code"],
        defaults={
            "name": kept["name"],
            "short_name": kept["short_name"],
            "name_folded": fold(kept["name"]),
            "field": kept["field"],
            "era": "2026",
            "is_operable": True,
            "changed_at": at,
        },
    )
    return ProcedureVersion.objects.create(
        procedure=procedure,
        number=number,
        bundle=kept,
        digest=f"{number:064d}",
        valid_from=more.pop("valid_from", date(2026, 1, 1)),
        published_at=at,
        published_by="Thử nghiệm",
        takes_online="online" in kept["time_limits"],
        **more,
    )


def make_office(bundle: dict[str, Any] | None = None) -> Office:
    """A commune "X" with desk, division, leader; a second commune "Y" with a desk; an agency "CA"."""
    office = Office()
    make_unit(office, "H", "district")
    for commune in ("X", "Y"):
        make_unit(office, commune, "commune", "H", agency_code={"X": "H01.99.01", "Y": "H01.99.02"}[commune])
        make_unit(office, f"{commune}-MC", "one_stop_desk", commune)
        make_unit(office, f"{commune}-TP", "division", commune)
    make_unit(office, "CA", "agency", "H")
    make_officer(office, "desk", "X-MC", "desk_officer")
    make_officer(office, "desk2", "X-MC", "desk_officer")
    make_officer(office, "specialist", "X-TP", "specialist", ("Hộ tịch",))
    make_officer(office, "land", "X-TP", "specialist", ("Đất đai",))
    make_officer(office, "leader", "X", "leader")
    make_officer(office, "desk_y", "Y-MC", "desk_officer")
    make_officer(office, "specialist_y", "Y-TP", "specialist", ("Hộ tịch",))
    make_officer(office, "leader_y", "Y", "leader")
    make_officer(office, "police", "CA", "specialist")
    make_officer(office, "inspector", "H", "inspector")
    make_account(office, "citizen", identity_level=2, phone="0912345678")
    make_account(office, "stranger")
    office.version = make_version(bundle)
    for commune in ("X", "Y"):
        Activation.objects.create(
            procedure=office.version.procedure, unit=office.units[commune], from_on=date(2026, 1, 1)
        )
    forget_directory()
    forget_calendars()
    forget_offers()
    return office


def make_drafts(office: Office, count: int) -> list[UUID]:
    """Complete applications of the citizen that nobody has handed in yet."""
    from motcua.dossiers.models import Draft
    from motcua.kernel import clock

    at = clock.now()
    kept = {
        "owner": office.accounts["citizen"],
        "procedure_code": "9.000001",
        "version": office.version,
        "unit": office.units["X"],
        "applicant": APPLICANT,
        "papers": {"card": [PAPER]},
        "delivery": {"way": "desk"},
        "created_at": at,
        "saved_at": at,
    }
    return [row.pk for row in Draft.objects.bulk_create([Draft(**kept) for _ in range(count)])]
