"""The page of one's own case: what to do now, where, for how much; what was said; and pages that are not open yet."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.factories import Office

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.ask_opinion import ask_opinion
from motcua.dossiers.actions.rate_service import rate_service
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.models import Dossier, Rating
from motcua.dossiers.rules.facts import PaperAsk, Receiver
from motcua.notices.models import Message
from motcua.procedures.models import Activation
from motcua.procedures.queries import forget_offers

SignIn = Callable[[str], Client]
ASK = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ, chụp lại mặt sau.")


def page(sign_in: SignIn, dossier: Dossier, more: str = "") -> str:
    answer = sign_in("citizen").get(f"/ho-so/{dossier.pk}/{more}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def finished(office: Office, presented: Dossier, **delivery: str) -> Dossier:
    Dossier.objects.update(delivery=delivery)
    return approve_result(dossier_id=presented.pk, actor=office.actor("leader"))


def returned(office: Office, presented: Dossier, receiver: Receiver) -> Dossier:
    finished(office, presented, way=receiver.way)
    return return_result(dossier_id=presented.pk, actor=office.actor("desk"), receiver=receiver)


def test_what_is_asked_stands_on_the_page(office: Office, sign_in: SignIn, received: Dossier):
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ASK])
    assert "Ảnh mờ, chụp lại mặt sau." in page(sign_in, received)
    assert "Thời hạn giải quyết đang tạm dừng" in page(sign_in, received, "bo-sung/")


def test_at_the_door_no_clock_is_told_to_stand_still(office: Office, sign_in: SignIn, submitted: Dossier):
    request_supplement(dossier_id=submitted.pk, actor=office.actor("desk"), asks=[ASK])
    assert "chưa bắt đầu tính" in page(sign_in, submitted, "bo-sung/")


def test_what_one_wrote_to_the_office_stays_to_be_read(office: Office, sign_in: SignIn, received: Dossier):
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ASK])
    words = "Thẻ cũ đã mất."
    supplement_dossier(dossier_id=received.pk, actor=office.actor("citizen"), papers={}, answer=words)
    assert words in page(sign_in, received)


def test_a_late_opinion_is_told_on_the_page_and_in_the_look_up(
    office: Office, sign_in: SignIn, received: Dossier, present: Callable[[str], Any]
):
    asked = {"unit_id": office.units["CA"].pk, "question": "Xác minh nơi ở", "days": 1}
    ask_opinion(dossier_id=received.pk, actor=office.actor("specialist"), **asked)
    present("2026-11-05T08:00")
    found = Client().post("/tra-cuu/", {"code": received.code, "digits": "5678"}).content.decode()
    for words in (page(sign_in, received), found):
        assert "Cơ quan đang chờ ý kiến của Đơn vị CA." in words


def test_a_fee_to_pay_is_told_with_amount_and_place(sign_in: SignIn, received: Dossier):
    Dossier.objects.update(
        state="awaiting_payment", waits_on="applicant", fees={"lines": [], "total": 24000, "paid": 8000}
    )
    words = page(sign_in, received)
    assert "Bạn cần nộp 16.000 đồng" in words
    assert "Bộ phận một cửa Đơn vị X" in words
    assert "thứ Hai đến thứ Sáu" in words


def test_a_fee_that_is_not_known_yet_is_not_told_as_none(sign_in: SignIn, received: Dossier):
    assert "Không mất phí" in page(sign_in, received)
    Dossier.objects.update(fees={"lines": [], "total": 0, "paid": 0, "is_open": True})
    assert "Mức thu do tỉnh quy định" in page(sign_in, received)


def test_where_to_fetch_the_result_and_what_to_bring(office: Office, sign_in: SignIn, presented: Dossier):
    finished(office, presented, way="desk")
    words = page(sign_in, presented)
    assert "Mang theo thẻ căn cước" in words
    assert "thứ Hai đến thứ Sáu" in words


def test_the_post_is_told_with_its_number(office: Office, sign_in: SignIn, presented: Dossier):
    finished(office, presented, way="post", address="Ấp 3, Vọng Đông")
    assert "Bưu điện giao đến: Ấp 3, Vọng Đông" in page(sign_in, presented)
    taken = Receiver(way="post", name="Đặng Thị Ngọc Ánh", tracking="EV123456789VN", confirmed_by="post")
    return_result(dossier_id=presented.pk, actor=office.actor("desk"), receiver=taken)
    assert "EV123456789VN" in page(sign_in, presented)


def test_ones_own_rating_is_shown_and_not_asked_again(office: Office, sign_in: SignIn, presented: Dossier):
    taken = Receiver(way="desk", name="Đặng Thị Ngọc Ánh", confirmed_by="signature")
    returned(office, presented, taken)
    rate_service(
        dossier_id=presented.pk, actor=office.actor("citizen"), score=1, reasons=["late"], comment="Chờ hơi lâu"
    )
    words = page(sign_in, presented)
    assert "Chưa hài lòng" in words
    assert "Chờ hơi lâu" in words
    assert sign_in("citizen").get(f"/ho-so/{presented.pk}/danh-gia/").status_code == 302


def test_one_tap_counts_and_then_asks_why(office: Office, sign_in: SignIn, presented: Dossier):
    returned(office, presented, Receiver(way="desk", name="Đặng Thị Ngọc Ánh", confirmed_by="signature"))
    client, place = sign_in("citizen"), f"/ho-so/{presented.pk}/danh-gia/"
    assert client.post(place, {"score": "1"})["Location"] == place
    assert Rating.objects.get().score == 1
    assert "Vì sao bạn chưa hài lòng?" in client.get(place).content.decode()
    assert place in client.get(f"/ho-so/{presented.pk}/").content.decode()
    assert client.post(place, {"score": "1"})["Location"] == f"/ho-so/{presented.pk}/", "leaving it out is no error"
    assert client.post(place, {"score": "1", "reasons": ["late", "attitude"]}).status_code == 302
    assert Rating.objects.get().reasons == ["late", "attitude"]
    assert place not in client.get(f"/ho-so/{presented.pk}/").content.decode()


@pytest.mark.parametrize("more", ["rut/", "danh-gia/"])
def test_a_page_that_is_not_open_says_so_at_once(office: Office, sign_in: SignIn, presented: Dossier, more: str):
    if more == "rut/":
        finished(office, presented, way="desk")
    answer = sign_in("citizen").get(f"/ho-so/{presented.pk}/{more}")
    assert answer.status_code == 409
    assert "nên chưa làm được việc này" in answer.content.decode()


def test_what_was_typed_stays_when_it_is_refused(office: Office, sign_in: SignIn, presented: Dossier):
    returned(office, presented, Receiver(way="desk", name="Đặng Thị Ngọc Ánh", confirmed_by="signature"))
    answer = sign_in("citizen").post(f"/ho-so/{presented.pk}/danh-gia/", {"score": "9", "comment": "Rất lâu"})
    assert answer.status_code == 422
    assert "Rất lâu" in answer.content.decode()


def test_reading_the_case_reads_its_messages(office: Office, sign_in: SignIn, received: Dossier):
    told = {"title": received.title, "code": received.code}
    message = Message.objects.create(
        key="x",
        account=office.accounts["citizen"],
        dossier_id=received.pk,
        topic="t",
        text="Hồ sơ %(code)s có tin.",
        params=told,
        link="/",
        at=received.submitted_at,
    )
    assert received.title in sign_in("citizen").get("/tin/").content.decode()
    page(sign_in, received)
    message.refresh_from_db()
    assert message.read_at


def test_the_done_page_is_a_proof_to_print(sign_in: SignIn, submitted: Dossier):
    words = page(sign_in, submitted, "xong/")
    for part in (submitted.reference, submitted.applicant_name, "Nộp lúc", "Ảnh thẻ", "data-print"):
        assert part in words


def test_ones_account_and_the_help_are_linked(sign_in: SignIn, received: Dossier):
    words = page(sign_in, received)
    assert 'href="/tai-khoan/"' in words
    assert 'href="/tro-giup/"' in words


def test_the_desks_are_listed_with_what_is_known(office: Office):
    office.units["X"].address = "12 Nguyễn Huệ"
    office.units["X"].save()
    words = Client().get("/noi-tiep-nhan/").content.decode()
    assert "12 Nguyễn Huệ" in words
    assert "07:00–11:00, 13:00–17:00" in words
    assert "/noi-tiep-nhan/" in Client().get("/").content.decode()


def test_no_online_button_where_no_commune_takes_it(office: Office):
    Activation.objects.all().delete()
    forget_offers()
    words: Any = Client().get("/thu-tuc/9.000001/").content.decode()
    assert "/thu-tuc/9.000001/nop/" not in words
    assert "Hiện chưa có xã, thị trấn nào" in words
