"""The page where a desk takes in papers that were asked for, and the way to a case of another desk."""

import pytest
from tests.web.office.conftest import words

from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.facts import PaperAsk
from motcua.kernel.lifecycle import State

ASK = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ.")


@pytest.fixture
def asked(office, received):
    return request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ASK])


def test_the_desk_takes_the_papers_in(at_desk, asked):
    client, address = at_desk("desk"), f"/can-bo/ho-so/{asked.pk}/bo-sung/"
    assert "Nhận giấy tờ bổ sung" in words(client.get(f"/can-bo/ho-so/{asked.pk}/"))
    assert "Ảnh mờ." in words(client.get(address))
    client.post(address, {"requirement": "card", "kind": "copy"})
    assert "Bản sao" in words(client.get(address))
    refused = client.post(address, {"send": "1", "by": "Lý Văn Ba"})
    assert refused.status_code == 422
    assert "đánh dấu là họ đồng ý" in words(refused)
    done = client.post(address, {"send": "1", "by": "Lý Văn Ba", "consent": "yes"}, follow=True)
    assert "thời hạn tính tiếp" in words(done)
    assert "In giấy hẹn mới" in words(done)
    assert "Lý Văn Ba mang giấy tờ bổ sung đến" in words(client.get(f"/can-bo/ho-so/{asked.pk}/"))
    assert Dossier.objects.get(pk=asked.pk).state == State.IN_PROCESS


def test_a_missing_scan_is_told(at_desk, asked):
    response = at_desk("desk").post(f"/can-bo/ho-so/{asked.pk}/bo-sung/", {"requirement": "card", "kind": "scan"})
    assert response.status_code == 422
    assert "Hãy chọn tệp đã quét" in words(response)


def test_what_was_not_asked_for_is_not_taken(at_desk, asked):
    address = f"/can-bo/ho-so/{asked.pk}/bo-sung/"
    assert at_desk("desk").post(address, {"requirement": "x", "kind": "copy"}).status_code == 404
    assert at_desk("specialist").get(address).status_code in {403, 404}


def test_a_case_of_another_desk_is_opened_by_two_facts(at_desk, asked):
    client = at_desk("desk_y")
    assert "không tìm" in words(client.get("/can-bo/tim/", {"q": asked.code})).lower()
    wrong = client.post("/can-bo/tim/noi-khac/", {"code": asked.code, "digits": "0000"}, follow=True)
    assert "Không tìm thấy hồ sơ khớp" in words(wrong)
    right = client.post("/can-bo/tim/noi-khac/", {"code": asked.code, "digits": "5678"})
    assert right["Location"] == f"/can-bo/ho-so/{asked.pk}/"
    assert "Nhận giấy tờ bổ sung" in words(client.get(right["Location"]))


def test_a_case_of_another_desk_does_not_open_by_its_address_alone(at_desk, asked):
    client = at_desk("desk_y")
    for part in ("", "tom-tat/", "bo-sung/", "phieu-kiem-soat/"):
        assert client.get(f"/can-bo/ho-so/{asked.pk}/{part}").status_code == 404
    client.post("/can-bo/tim/noi-khac/", {"code": asked.code, "digits": "5678"})
    assert client.get(f"/can-bo/ho-so/{asked.pk}/").status_code == 200
    assert at_desk("desk_y").get(f"/can-bo/ho-so/{asked.pk}/").status_code == 404


def test_papers_brought_to_another_desk_end_with_the_new_slip_in_hand(at_desk, asked):
    client = at_desk("desk_y")
    client.post("/can-bo/tim/noi-khac/", {"code": asked.code, "digits": "5678"})
    address = f"/can-bo/ho-so/{asked.pk}/bo-sung/"
    client.post(address, {"requirement": "card", "kind": "original"})
    done = client.post(address, {"send": "1", "by": "Lý Văn Ba", "consent": "yes"}, follow=True)
    assert done.status_code == 200
    assert "In giấy hẹn mới" in words(done)
    slip = Dossier.objects.get(pk=asked.pk).forms.filter(key="receipt").order_by("id").last()
    assert client.get(f"/can-bo/ho-so/{asked.pk}/mau/{slip.pk}/")["Content-Type"] == "application/pdf"
    again = at_desk("desk_y").get(f"/can-bo/ho-so/{asked.pk}/")
    assert again.status_code == 200


def test_a_case_that_waits_for_nothing_stays_closed_to_others(at_desk, received):
    client = at_desk("desk_y")
    response = client.post("/can-bo/tim/noi-khac/", {"code": received.code, "digits": "5678"})
    assert response["Location"].startswith("/can-bo/tim/?")


def test_the_address_of_a_look_up_alone_leads_to_the_search(at_desk):
    assert at_desk("desk").get("/can-bo/tim/noi-khac/")["Location"] == "/can-bo/tim/"
