"""Cases made through the acts in a town with the names that papers really carry."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.factories import APPLICANT, BUNDLE, Office, make_office, make_version

from motcua.dossiers.actions.file_at_counter import file_at_counter
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier
from motcua.people.models import Account, Unit
from motcua.people.queries import forget_directory
from motcua.procedures.models import Activation
from motcua.procedures.queries import forget_offers

LONG_AGENCY = "Trung tâm Quan trắc, Kỹ thuật tài nguyên và Môi trường An Giang"
REQUIREMENTS = [
    {"key": "declaration", "name": "Tờ khai đề nghị xác nhận", "kind": "form"},
    {"key": "card", "name": "Giấy tờ tùy thân", "kind": "document", "originals": 0, "copies": 2},
    {"key": "deed", "name": "Bản sao có chứng thực Giấy chứng nhận quyền sử dụng đất", "originals": 0, "copies": 1},
    {"key": "map", "name": "Bản vẽ vị trí thửa đất", "required": False, "originals": 3, "copies": 0},
]
FORM = {
    "id": "thu-nghiem",
    "title": "Tờ khai điện tử",
    "schema": {"properties": {"wish": {"title": "Mục đích", "$ref": "urn:motcua:eform-types#text"}}},
    "ui": {"pages": [{"key": "wish", "title": "Nội dung", "fields": ["wish"]}]},
}
TOWN: dict[str, Any] = {
    "name": "Xác nhận việc sử dụng đất ổn định, không tranh chấp của hộ gia đình, cá nhân trên địa bàn",
    "requirements": [{**one, "mode": "submit", "required": one.get("required", True)} for one in REQUIREMENTS],
    "form": FORM,
    "fees": {
        "hit": "collect",
        "rows": [
            {"key": "fee", "label": "Lệ phí xác nhận", "amount": 8000, "kind": "fee"},
            {"key": "copy", "label": "Phí bản sao", "amount": 16000, "kind": "charge"},
        ],
    },
    "process": BUNDLE["process"],
}
NAMES = {
    "H": ("Huyện Thoại Sơn", "Thoại Sơn"),
    "X": ("Thị trấn Núi Sập", "Núi Sập"),
    "X-MC": ("Bộ phận Tiếp nhận và Trả kết quả thị trấn Núi Sập", "Một cửa Núi Sập"),
    "X-TP": ("Bộ phận Tư pháp – Hộ tịch thị trấn Núi Sập", "Tư pháp – Hộ tịch"),
    "Y": ("Xã Vọng Thê", "Vọng Thê"),
    "CA": (LONG_AGENCY, "Quan trắc"),
}
PEOPLE = {
    "desk": "Nguyễn Thị Thuỳ Dương",
    "specialist": "Huỳnh Đăng Công",
    "leader": "Trương Nguyễn Hoàng Phương Quỳnh",
    "police": "Thạch",
}
CITIZEN = {
    **APPLICANT,
    "name": "Nguyễn Thị Thuỳ Dương",
    "address_text": "Số 12, ấp Đông Sơn 1, thị trấn Núi Sập, huyện Thoại Sơn, tỉnh An Giang",
    "email": "thuyduong.nguyenthi1984@example.vn",
}


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    made = make_office(TOWN)
    for code, (name, short) in NAMES.items():
        Unit.objects.filter(code=code).update(name=name, short_name=short)
    Unit.objects.filter(code="X-MC").update(
        address="Số 1 Nguyễn Văn Trỗi, thị trấn Núi Sập", phone="0296 3879 123", agency_code="H01.52.01"
    )
    Unit.objects.filter(code="Y").update(address="Ấp Sơn Hòa, xã Vọng Thê", phone="0296 3881 456")
    Unit.objects.filter(code="X").update(agency_code="H01.52.01")
    for login, name in PEOPLE.items():
        Account.objects.filter(username=login).update(full_name=name, phone="0900100001" if login == "desk" else "")
        made.accounts[login].full_name = name
    forget_directory()
    yield made
    forget_directory()


@pytest.fixture
def old_rules(office: Office) -> None:
    """The procedure is in force since before the circular of 2025."""
    make_version(TOWN, number=2, valid_from=date(2024, 1, 1))
    Activation.objects.update(from_on=date(2024, 1, 1))
    forget_offers()


@pytest.fixture
def hand_in(office: Office) -> Callable[..., Dossier]:
    """An application handed in by ``channel`` (online, counter or post), received where ``receive`` says so."""

    def made(channel: str = "online", *, receive: bool = True, papers: Any = None, **parts: Any) -> Dossier:
        actor = office.actor("citizen" if channel == "online" else "desk")
        given = start_draft(
            procedure_code="9.000001",
            actor=actor,
            unit_id=office.units["X"].pk,
            **({} if channel == "online" else {"at_counter": True}),
        )
        consent = {} if channel == "online" else {"given": True, "typed_by": "staff", "by_post": channel == "post"}
        save_draft(
            draft_id=given.pk,
            actor=actor,
            applicant={**CITIZEN, **parts.get("applicant", {})},
            delivery=parts.get("delivery", {"way": "desk"}),
            consent={**consent, **parts.get("consent", {})},
        )
        kind = "electronic" if channel == "online" else "copy"
        for key in papers or ("card", "deed"):
            paper = {"name": f"IMG_{key}.jpg", "source": "shown", "kind": kind, "copies": 1}
            attach_paper(draft_id=given.pk, actor=actor, requirement_key=key, paper=paper)
        if channel != "online":
            return file_at_counter(draft_id=given.pk, actor=actor)
        sent = submit_application(draft_id=given.pk, actor=actor)
        return receive_dossier(dossier_id=sent.pk, actor=office.actor("desk")) if receive else sent

    return made


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], str]:
    """The words of a PDF as they are laid out, one space between them."""

    def words(pdf: bytes) -> str:
        (tmp_path / "read.pdf").write_bytes(pdf)
        command = ["pdftotext", "-layout", str(tmp_path / "read.pdf"), "-"]
        return " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())

    return words
