"""The end of papers through the pages of the office: listed, decided, destroyed, held, handed over."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.archive.conftest import *  # noqa: F403 - its cases that ended
from tests.factories import Office

from motcua.archive.actions.carry_out_destruction import carry_out_destructions
from motcua.archive.models import Deposit, DestructionList, Hold
from motcua.dossiers.models import Dossier
from motcua.people.queries import forget_directory

LATER = "2047-01-07T08:00"
COUNCIL = "Trần Thị Lan, văn thư\nLê Văn Bảy, tư pháp - hộ tịch"


@pytest.fixture
def enter(keepers: Office) -> Callable[[str], Client]:
    forget_directory()

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(keepers.accounts[name], backend="motcua.people.signin.SignInBackend")
        return client

    return signed_in


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_list_goes_from_the_clerk_over_the_leader_to_its_minute(
    keepers: Office, returned_case: Callable[..., Dossier], present: Any, enter: Callable[[str], Client]
):
    case, unit = returned_case(), keepers.units["X"].pk
    present(LATER)
    clerk, leader, address = enter("clerk"), enter("leader"), f"/can-bo/luu-tru/{unit}/tieu-huy/"
    assert "Có 1 hồ sơ đã hết thời hạn" in text(clerk.get("/can-bo/luu-tru/"))
    assert case.code in text(clerk.get(address))
    sent = {"reason": "Hết thời hạn năm 2046", "council": COUNCIL}
    refused = clerk.post(address, sent)  # nothing ticked
    assert refused.status_code == 422
    assert "Hết thời hạn năm 2046" in text(refused)
    assert leader.get(address).status_code == 403
    page = clerk.post(address, {**sent, "ho-so": str(case.pk)})["Location"]
    assert "Chỉ lãnh đạo" in text(clerk.get(page))
    decision = {"reason": "Đồng ý", "decision": "approve"}
    assert "không lấy lại được" in text(leader.post(page, decision))
    assert leader.post(page, {**decision, "sure": "yes"})["Location"] == page
    assert leader.post(page, {**decision, "sure": "yes"}).status_code == 409
    assert leader.get(f"{page}bien-ban/").status_code == 404
    carry_out_destructions()
    assert "đã tiêu hủy" in text(leader.get(page))
    assert b"".join(leader.get(f"{page}bien-ban/").streaming_content).startswith(b"%PDF")
    shown = text(leader.get(f"/can-bo/ho-so/{case.pk}/"))
    assert "Hồ sơ đã được tiêu hủy" in shown
    assert "đã tiêu hủy theo biên bản số 01/2047/BB-TH" in shown
    assert "/giay/" not in shown
    paper = case.papers.get(file__isnull=False).pk
    gone = leader.get(f"/can-bo/ho-so/{case.pk}/giay/{paper}/")
    assert gone.status_code == 404
    assert "01/2047/BB-TH" in text(gone)
    own = text(enter("citizen").get(f"/ho-so/{case.pk}/"))
    assert "đã tiêu hủy theo biên bản số 01/2047/BB-TH" in own


def test_a_list_is_given_back(keepers: Office, returned_case: Any, present: Any, enter: Any):
    case, unit = returned_case(), keepers.units["X"].pk
    present(LATER)
    sent = {"reason": "Hết thời hạn", "council": COUNCIL, "ho-so": str(case.pk)}
    page = enter("clerk").post(f"/can-bo/luu-tru/{unit}/tieu-huy/", sent)["Location"]
    assert enter("leader").post(page, {"decision": "return", "reason": "Xem lại"}).status_code == 302
    assert DestructionList.objects.get().state == "returned"


def test_a_case_is_held_and_let_go_on_its_page(keepers: Office, returned_case: Any, enter: Any):
    case = returned_case()
    leader, address = enter("leader"), f"/can-bo/ho-so/{case.pk}/giu-lai/"
    assert leader.post(address, {"reason": " "}).status_code == 422
    assert leader.post(address, {"reason": "Đang khiếu nại"}).status_code == 302
    assert "Đang khiếu nại" in text(enter("desk").get(f"/can-bo/ho-so/{case.pk}/"))
    assert "Chỉ lãnh đạo hoặc người quản trị" in text(enter("desk").get(address))
    assert "Đang khiếu nại" not in text(enter("citizen").get(f"/ho-so/{case.pk}/"))
    assert leader.post(address, {"reason": "Đã giải quyết"}).status_code == 302
    assert Hold.objects.get().lift_reason == "Đã giải quyết"


def test_a_package_is_fetched_and_handed_over(keepers: Office, returned_case: Any, present: Any, enter: Any):
    case, unit = returned_case("2026-03-03T08:00"), keepers.units["X"].pk
    present("2026-11-27T08:00")
    clerk = enter("clerk")
    page = clerk.post(f"/can-bo/luu-tru/{unit}/nop-luu/", {"nam": "2026"})["Location"]
    assert case.code in text(clerk.get(page))
    answer = clerk.get(f"{page}goi/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
        assert package.testzip() is None
    assert answer["Content-Disposition"].endswith('.zip"')
    assert enter("leader").get(f"{page}goi/").status_code == 403
    assert clerk.post(page, {"receiver": "Lưu trữ tỉnh", "receipt": ""}).status_code == 422
    assert clerk.post(page, {"receiver": "Lưu trữ tỉnh", "receipt": "15/BBGN"}).status_code == 302
    assert Deposit.objects.get().handed_at
    assert "Đã nộp lưu: Lưu trữ tỉnh (15/BBGN)" in text(clerk.get(f"/can-bo/ho-so/{case.pk}/"))


def test_strangers_find_nothing(keepers: Office, returned_case: Any, present: Any, enter: Any):
    returned_case("2026-03-03T08:00")
    present("2026-11-27T08:00")
    page = enter("clerk").post(f"/can-bo/luu-tru/{keepers.units['X'].pk}/nop-luu/", {"nam": "2026"})["Location"]
    assert enter("desk").get(page).status_code == 403
    assert enter("clerk").get(page.replace(page[-5:-1], "0000")).status_code == 404
    assert enter("clerk").get(f"/can-bo/luu-tru/{keepers.units['H'].pk}/tieu-huy/").status_code == 404


def test_the_administrator_sets_periods_and_holds_by_code(keepers: Office, returned_case: Any, enter: Any):
    case, admin = returned_case(), enter("admin")
    sent = {"scope": "procedure", "subject": case.procedure_code, "years": "7", "source": "12/QĐ-UBND"}
    assert admin.post("/quan-tri/luu-tru/thoi-han/moi/", {**sent, "source": ""}).status_code == 422
    assert admin.post("/quan-tri/luu-tru/thoi-han/moi/", sent).status_code == 302
    shown = text(admin.get("/quan-tri/luu-tru/"))
    assert "7 năm" in shown
    assert "chưa đối chiếu" in shown
    assert admin.post("/quan-tri/luu-tru/giu-lai/", {"code": "không có", "reason": "x"}).status_code == 404
    assert admin.post("/quan-tri/luu-tru/giu-lai/", {"code": case.code, "reason": "Tòa án"}).status_code == 302
    assert "Tòa án" in text(admin.get("/quan-tri/luu-tru/"))
    assert admin.post(f"/quan-tri/luu-tru/giu-lai/{case.pk}/thoi/", {"reason": "Xong"}).status_code == 302
    assert enter("leader").get("/quan-tri/luu-tru/").status_code == 403
