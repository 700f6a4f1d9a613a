"""What the citizen is told before taking a result online: never more than there is."""

import pytest
from django.test import Client
from tests.factories import Office

from motcua.dossiers.actions.approve_result import approve_result, reject_dossier
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.models import Dossier

AS_GOOD = "có giá trị như bản giấy"


def shown(office: Office, case: Dossier, page: str = "nhan/") -> str:
    client = Client()
    client.force_login(office.accounts["citizen"])
    return client.get(f"/ho-so/{case.pk}/{page}").content.decode()


def issued(office: Office, case: Dossier, **content: object) -> Dossier:
    present_result(dossier_id=case.pk, actor=office.actor("specialist"), outcome="granted", **content)
    return approve_result(dossier_id=case.pk, actor=office.actor("leader"))


def test_of_paper_nothing_is_promised_and_the_desk_is_named(office: Office, received: Dossier):
    case = issued(office, received, on_paper=True)
    page = shown(office, case)
    assert AS_GOOD not in page
    assert "không có bản điện tử" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]
    assert "Kết quả là bản giấy" in shown(office, case, "")


def test_words_alone_are_no_document(office: Office, received: Dossier):
    page = shown(office, issued(office, received, text="Đủ điều kiện."))
    assert AS_GOOD not in page
    assert "Tôi đã nhận kết quả" in page


def taken(office: Office, case: Dossier) -> str:
    client = Client()
    client.force_login(office.accounts["citizen"])
    page = client.post(f"/ho-so/{case.pk}/nhan/", follow=True)
    assert page.status_code == 200, page.content
    return page.content.decode()


def test_after_taking_words_no_file_is_spoken_of(office: Office, received: Dossier):
    page = taken(office, issued(office, received, text="Đủ điều kiện."))
    assert "Bạn đã nhận kết quả. Nội dung kết quả ghi ở bên dưới." in page
    assert "Tải tệp" not in page


def test_after_taking_a_rejection_it_is_called_an_answer(office: Office, received: Dossier):
    present_result(dossier_id=received.pk, actor=office.actor("specialist"), outcome="granted", on_paper=True)
    case = reject_dossier(dossier_id=received.pk, actor=office.actor("leader"), reason="Thiếu", rule="Điều 9")
    page = taken(office, case)
    assert "Bạn đã nhận văn bản trả lời." in page
    assert "Tải tệp" not in page


@pytest.mark.parametrize("page", ["", "nhan/"])
def test_a_rejection_is_an_answer_and_its_letter_is_there(office: Office, received: Dossier, page: str):
    present_result(dossier_id=received.pk, actor=office.actor("specialist"), outcome="granted", on_paper=True)
    case = reject_dossier(dossier_id=received.pk, actor=office.actor("leader"), reason="Thiếu", rule="Điều 9")
    told = shown(office, case, page)
    assert AS_GOOD not in told
    assert "Nhận văn bản trả lời" in told
    letter = case.forms.get(key="rejection")
    assert page or f"/ho-so/{case.pk}/mau/{letter.pk}/" in told
