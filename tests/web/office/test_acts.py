"""Every act has a page: what it does in words, its form, a refusal in words with what was typed kept."""

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.dossiers.every_act import set_by_hand
from tests.factories import make_version
from tests.files.hostile_papers import pdf, photo
from tests.web.office.conftest import words

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.models import Dossier
from motcua.kernel.lifecycle import State
from motcua.web.office.act_pages import PAGES

pytestmark = pytest.mark.django_db
FEE = {"fees": {"hit": "collect", "rows": [{"key": "fee", "label": "Lệ phí", "amount": 8000, "kind": "fee"}]}}


def page(dossier, act):
    return f"/can-bo/ho-so/{dossier.pk}/viec/{act}/"


def state_of(dossier):
    return Dossier.objects.get(pk=dossier.pk).state


def done(client, dossier, act, **filled):
    """The act through its page; the words of the desk that follows."""
    assert client.get(page(dossier, act)).status_code == 200
    response = client.post(page(dossier, act), filled, follow=True)
    assert response.redirect_chain, words(response)
    return words(response)


def test_receive(at_desk, submitted):
    shown = done(at_desk("desk"), submitted, "receive_dossier")
    assert "Đã tiếp nhận hồ sơ." in shown
    assert "H01.99.01-261102-0001" in shown


def test_refuse(at_desk, submitted):
    shown = done(
        at_desk("desk"), submitted, "refuse_dossier", reason="Không thuộc thẩm quyền.", competent="Công an tỉnh"
    )
    assert "Không tiếp nhận hồ sơ. Lý do: Không thuộc thẩm quyền." in shown
    assert state_of(submitted) == State.REFUSED


@pytest.mark.parametrize("filled", [{}, {"rule": "Điều 5"}])
def test_refusing_needs_a_reason_and_keeps_what_was_typed(at_desk, submitted, filled):
    response = at_desk("desk").post(page(submitted, "refuse_dossier"), {"competent": "Công an tỉnh", **filled})
    assert response.status_code == 422
    assert "Còn chỗ cần sửa" in words(response)
    assert 'value="Công an tỉnh"' in response.content.decode()
    assert state_of(submitted) == State.SUBMITTED


def test_ask_for_papers(at_desk, received):
    shown = done(
        at_desk("specialist"),
        received,
        "request_supplement",
        **{"reason-card": "incorrect", "explain-card": "Ảnh mờ, chụp lại", "rule-card": "Điều 5"},
    )
    assert "Đã gửi yêu cầu bổ sung cho người dân." in shown
    assert received.supplements.get().asks == [
        {
            "requirement": "card",
            "name": "Ảnh giấy tờ tùy thân",
            "reason": "incorrect",
            "explain": "Ảnh mờ, chụp lại",
            "rule": "Điều 5",
        }
    ]


def test_asking_for_nothing_is_refused_in_words(at_desk, received):
    response = at_desk("specialist").post(page(received, "request_supplement"), {"rule-card": "Điều 5"})
    assert response.status_code == 409
    assert "Hãy chọn ít nhất một giấy tờ cần bổ sung." in words(response)
    assert 'value="Điều 5"' in response.content.decode()


AGAIN = {"reason-card": "missing", "explain-card": "Thiếu mặt sau", "again_reason": "Bản nộp lại bị tẩy xóa."}


@pytest.fixture
def asked_once(received):
    Dossier.objects.filter(pk=received.pk).update(supplement_count=1)
    return received


def test_asking_again_says_before_what_it_means_and_goes_to_a_leader(at_desk, asked_once):
    client = at_desk("specialist")
    shown = words(client.get(page(asked_once, "request_supplement")))
    assert "Xin lãnh đạo cho yêu cầu bổ sung lần nữa" in shown
    assert "Nếu lãnh đạo đồng ý, yêu cầu được gửi ngay và hồ sơ bị tính là trễ hạn." in shown
    unsaid = client.post(page(asked_once, "request_supplement"), {**AGAIN, "again_reason": ""})
    assert unsaid.status_code == 422
    assert 'value="Thiếu mặt sau"' in unsaid.content.decode()
    shown = done(client, asked_once, "request_supplement", **AGAIN)
    assert "Đã trình lãnh đạo." in shown
    assert "đang chờ lãnh đạo quyết định, người dân chưa bị yêu cầu" in shown
    assert "Quyết định yêu cầu bổ sung lần nữa" not in shown
    assert (state_of(asked_once), asked_once.supplements.count()) == (State.RECEIVED, 0)
    again = client.post(page(asked_once, "request_supplement"), AGAIN)
    assert again.status_code == 409
    assert "hãy chờ lãnh đạo quyết định" in words(again)


@pytest.fixture
def wish(at_desk, asked_once):
    done(at_desk("specialist"), asked_once, "request_supplement", **AGAIN)
    return f"/can-bo/bo-sung-lan-nua/{asked_once.consents.get().pk}/"


def test_the_leader_finds_the_wish_and_consents(at_desk, asked_once, wish):
    leader = at_desk("leader")
    assert "Bản nộp lại bị tẩy xóa." in words(leader.get("/can-bo/duyet/"))
    assert wish in leader.get(f"/can-bo/ho-so/{asked_once.pk}/").content.decode()
    shown = words(leader.get(wish))
    assert "Thiếu mặt sau" in shown
    assert "hồ sơ bị tính là trễ hạn" in shown
    assert "Đã đồng ý." in words(leader.post(wish, {"decision": "grant"}, follow=True))
    found = Dossier.objects.get(pk=asked_once.pk)
    assert (found.state, found.counted_late) == (State.AWAITING_SUPPLEMENT, True)
    again = leader.post(wish, {"decision": "grant"})
    assert again.status_code == 409
    assert "đã được quyết định" in words(again)
    assert "Bản nộp lại bị tẩy xóa." not in words(leader.get("/can-bo/duyet/"))


def test_the_leader_declines_and_says_why(at_desk, asked_once, wish):
    leader = at_desk("leader")
    unsaid = leader.post(wish, {"decision": "decline", "reason": " "})
    assert unsaid.status_code == 409
    assert "Hãy ghi lý do không đồng ý" in words(unsaid)
    leader.post(wish, {"decision": "decline", "reason": "Đủ căn cứ rồi."})
    shown = words(at_desk("specialist").get(f"/can-bo/ho-so/{asked_once.pk}/"))
    assert "Người leader không đồng ý: Đủ căn cứ rồi." in shown
    assert state_of(asked_once) == State.RECEIVED


def test_nobody_else_decides_on_the_wish(at_desk, asked_once, wish):
    assert at_desk("specialist").get(wish).status_code == 403
    assert at_desk("leader_y").get(wish).status_code == 404
    assert at_desk("leader_y").post(wish, {"decision": "grant"}).status_code == 404
    assert asked_once.code not in words(at_desk("leader_y").get("/can-bo/duyet/"))
    assert state_of(asked_once) == State.RECEIVED


def test_a_leader_who_holds_the_case_asks_again_at_once(at_desk, office, asked_once):
    leader = at_desk("leader")
    done(leader, asked_once, "assign_dossier", post=str(office.posts["leader"].pk))
    shown = words(leader.get(page(asked_once, "request_supplement")))
    assert "Bạn là lãnh đạo nên yêu cầu được gửi ngay" in shown
    assert "Đã gửi yêu cầu bổ sung cho người dân." in done(leader, asked_once, "request_supplement", **AGAIN)
    assert Dossier.objects.get(pk=asked_once.pk).counted_late


def test_pass_on_and_send_back(at_desk, office, received, presented):
    shown = done(at_desk("leader"), presented, "return_step", reason="Thiếu căn cứ.")
    assert "Thiếu căn cứ." in shown
    assert Dossier.objects.get(pk=presented.pk).holder_post_id == office.posts["specialist"].pk


def test_present_with_a_file(at_desk, office, received):
    file = SimpleUploadedFile("quyet-dinh.pdf", pdf(), "application/pdf")
    shown = done(at_desk("specialist"), received, "present_result", outcome="granted", text="Đủ điều kiện", file=file)
    assert "quyet-dinh.pdf" in shown
    assert Dossier.objects.get(pk=received.pk).holder_post_id == office.posts["leader"].pk


def test_a_result_that_is_no_pdf_is_refused_with_what_to_do(at_desk, received):
    file = SimpleUploadedFile("quyet-dinh.pdf", b"khong phai pdf", "application/pdf")
    filled = {"outcome": "granted", "text": "Đủ điều kiện", "file": file}
    response = at_desk("specialist").post(page(received, "present_result"), filled)
    assert response.status_code == 422
    assert "Hãy mở thử tệp" in words(response)
    assert "Đủ điều kiện" in response.content.decode()
    assert state_of(received) == State.RECEIVED


def test_assign(at_desk, office, received):
    done(at_desk("leader"), received, "assign_dossier", post=str(office.posts["land"].pk), note="Giúp chị.")
    assert Dossier.objects.get(pk=received.pk).holder_post_id == office.posts["land"].pk


def test_a_post_of_another_commune_cannot_be_chosen(at_desk, office, received):
    response = at_desk("leader").post(page(received, "assign_dossier"), {"post": str(office.posts["specialist_y"].pk)})
    assert response.status_code == 422


@pytest.mark.parametrize("act", ["ask_opinion", "forward_to_agency"])
def test_ask_another_body(at_desk, office, received, act):
    filled = {"unit": str(office.units["CA"].pk), "question": "Còn cư trú?", "days": "2"}
    shown = done(at_desk("specialist"), received, act, **filled)
    assert "Còn cư trú?" in shown


def test_the_other_body_gives_it_back(at_desk, office, received):
    filled = {"unit": str(office.units["CA"].pk), "question": "Còn cư trú?", "days": "2"}
    done(at_desk("specialist"), received, "forward_to_agency", **filled)
    police = at_desk("police")
    response = police.post(page(received, "return_from_agency"), {"answer": "Còn cư trú."}, follow=True)
    assert response.redirect_chain == [("/can-bo/", 302)]
    assert response.status_code == 200
    assert "Đã trả lời và chuyển lại hồ sơ." in words(response)
    assert Dossier.objects.get(pk=received.pk).holder_post_id == office.posts["specialist"].pk
    assert "Còn cư trú." in words(at_desk("specialist").get(f"/can-bo/ho-so/{received.pk}/"))


def test_the_other_body_gives_its_opinion(at_desk, office, received):
    filled = {"unit": str(office.units["CA"].pk), "question": "Còn cư trú?", "days": "2"}
    done(at_desk("specialist"), received, "ask_opinion", **filled)
    address = f"/can-bo/y-kien/{received.opinions.get().pk}/"
    police = at_desk("police")
    assert "Còn cư trú?" in words(police.get(address))
    assert police.post(address, {"agrees": "no"}).status_code == 422
    response = police.post(address, {"agrees": "no", "answer": "Đã chuyển đi."}, follow=True)
    assert "Đã trả lời." in words(response)
    assert "Không đồng ý. Đã chuyển đi." in words(at_desk("specialist").get(f"/can-bo/ho-so/{received.pk}/"))
    assert police.post(address, {"agrees": "yes", "answer": "Còn"}).status_code in (404, 409)


def test_nobody_else_answers_for_the_body(at_desk, office, received):
    filled = {"unit": str(office.units["CA"].pk), "question": "Còn cư trú?", "days": "2"}
    done(at_desk("specialist"), received, "ask_opinion", **filled)
    address = f"/can-bo/y-kien/{received.opinions.get().pk}/"
    assert at_desk("leader").get(address).status_code == 404


def test_a_new_date_is_asked_for_and_granted(at_desk, received):
    shown = done(at_desk("specialist"), received, "request_extension", new_date="16/11/2026", reason="Chờ xác minh.")
    assert "Chờ xác minh." in shown
    address = f"/can-bo/gia-han/{received.extensions.get().pk}/"
    assert at_desk("specialist").get(address).status_code == 403
    assert at_desk("leader_y").get(address).status_code == 404
    leader = at_desk("leader")
    assert "Chờ xác minh." in words(leader.get(address))
    assert "Đã quyết định đề nghị gia hạn." in words(leader.post(address, {"decision": "grant"}, follow=True))
    assert Dossier.objects.get(pk=received.pk).due_at > received.due_at
    again = leader.post(address, {"decision": "grant"})
    assert again.status_code == 409
    assert "Đề nghị gia hạn này đã được quyết định." in words(again)


@pytest.mark.parametrize("new_date", ["", "31/02/2026", "ngày mai"])
def test_a_date_that_is_none(at_desk, received, new_date):
    filled = {"new_date": new_date, "reason": "Chờ xác minh."}
    response = at_desk("specialist").post(page(received, "request_extension"), filled)
    assert response.status_code == 422
    assert "Chờ xác minh." in response.content.decode()


def test_a_date_before_the_old_one_is_refused(at_desk, received):
    filled = {"new_date": "03/11/2026", "reason": "Chờ xác minh."}
    response = at_desk("specialist").post(page(received, "request_extension"), filled)
    assert response.status_code == 409
    assert "Ngày hẹn mới phải sau ngày hẹn cũ" in words(response)
    assert 'value="03/11/2026"' in response.content.decode()


def test_apologise(at_desk, received):
    shown = done(at_desk("leader"), received, "apologise", new_date="16/11/2026", reason="Mất điện.")
    assert "Phiếu xin lỗi và đề nghị gia hạn thời gian giải quyết" in shown


def test_suspend_and_resume(at_desk, received):
    client = at_desk("specialist")
    done(client, received, "suspend_dossier", review_on="09/11/2026", reason="Chờ tòa án.")
    assert state_of(received) == State.SUSPENDED
    done(client, received, "resume_dossier", note="Đã có bản án.")
    assert state_of(received) == State.IN_PROCESS


def test_approve(at_desk, presented):
    assert "Đã duyệt kết quả." in done(at_desk("leader"), presented, "approve_result")
    assert state_of(presented) == State.FINISHED


def test_reject(at_desk, presented):
    done(at_desk("leader"), presented, "reject_dossier", reason="Không đủ điều kiện.", rule="Điều 9")
    found = Dossier.objects.get(pk=presented.pk)
    assert (found.state, found.outcome) == (State.FINISHED, "rejected")


def test_hand_over(at_desk, finished):
    filled = {"way": "desk", "name": "Đặng Thị Ngọc Ánh", "number": "089190990001", "confirmed_by": "card"}
    assert "Đã trả kết quả." in done(at_desk("desk"), finished, "return_result", **filled)
    assert state_of(finished) == State.RETURNED


def test_handing_over_to_another_needs_a_mandate(at_desk, finished):
    filled = {"way": "desk", "name": "Người Khác", "confirmed_by": "card"}
    response = at_desk("desk").post(page(finished, "return_result"), filled)
    assert response.status_code == 409
    assert "hãy ghi giấy ủy quyền" in words(response)
    assert 'value="Người Khác"' in response.content.decode()


@pytest.mark.parametrize("proof", ["", "post"])
def test_at_the_desk_a_person_is_checked_by_card_or_signature(at_desk, finished, proof):
    filled = {"way": "desk", "name": "Đặng Thị Ngọc Ánh", "confirmed_by": proof}
    response = at_desk("desk").post(page(finished, "return_result"), filled)
    assert response.status_code == 422
    assert "bằng thẻ căn cước hoặc chữ ký nhận" in words(response)


def test_what_the_post_brings_is_proved_by_its_slip(at_desk, finished):
    filled = {"way": "post", "name": "Đặng Thị Ngọc Ánh", "tracking": "EV123456789VN", "confirmed_by": ""}
    done(at_desk("desk"), finished, "return_result", **filled)
    assert Dossier.objects.get(pk=finished.pk).hand_over.confirmed_by == "post"


def test_an_unpaid_fee_is_seen_before_the_hand_over_and_left_only_with_a_reason(at_desk, finished):
    set_by_hand(finished, fees={"lines": [], "total": 20_000, "paid": 0})
    desk, url = at_desk("desk"), page(finished, "return_result")
    shown = desk.get(url)
    assert "Còn 20.000 đồng phí, lệ phí chưa nộp" in words(shown)
    assert f'href="{page(finished, "record_payment")}"' in shown.content.decode()
    filled = {"way": "desk", "name": "Đặng Thị Ngọc Ánh", "confirmed_by": "card"}
    refused = desk.post(url, filled)
    assert refused.status_code == 422
    assert "Hãy ghi nhận tiền trước khi trả kết quả" in words(refused)
    told = done(desk, finished, "return_result", **filled, unpaid_reason="Được miễn theo quyết định số 5.")
    assert "khi còn 20.000 đồng chưa nộp. Lý do: Được miễn theo quyết định số 5." in told


def test_a_hand_over_with_nothing_to_pay_asks_nothing_about_it(at_desk, finished):
    assert "unpaid_reason" not in at_desk("desk").get(page(finished, "return_result")).content.decode()


def test_an_extension_is_declined_with_a_reason(at_desk, received):
    done(at_desk("specialist"), received, "request_extension", new_date="16/11/2026", reason="Chờ xác minh.")
    address, leader = f"/can-bo/gia-han/{received.extensions.get().pk}/", at_desk("leader")
    refused = leader.post(address, {"decision": "decline", "reason": " "})
    assert refused.status_code == 409
    assert "Hãy ghi lý do không đồng ý" in words(refused)
    shown = words(leader.post(address, {"decision": "decline", "reason": "Làm kịp trong hạn."}, follow=True))
    assert "không đồng ý gia hạn đến" in shown
    assert "Lý do: Làm kịp trong hạn." in shown


def test_the_specialist_is_told_who_gave_the_case_back_and_why_until_it_is_presented_again(at_desk, presented):
    specialist, told = at_desk("specialist"), "Người leader trả lại hồ sơ cho bước này"
    assert told not in words(specialist.get(f"/can-bo/ho-so/{presented.pk}/"))
    done(at_desk("leader"), presented, "return_step", reason="Sai ngày sinh.")
    for address in (f"/can-bo/ho-so/{presented.pk}/", page(presented, "present_result")):
        shown = words(specialist.get(address))
        assert told in shown
        assert shown.index("Sai ngày sinh.") < shown.index("Đề xuất" if "viec" in address else "Nội dung khai")
    done(specialist, presented, "present_result", outcome="granted", kind="paper")
    assert told not in words(specialist.get(f"/can-bo/ho-so/{presented.pk}/"))


def test_ending_a_case_is_never_what_to_do_first(at_desk, received):
    shown = at_desk("desk").get(f"/can-bo/ho-so/{received.pk}/").content.decode()
    assert "Rút theo đề nghị của dân" in shown
    assert "button is-primary is-danger" not in shown


def test_withdraw_at_the_desk(at_desk, received):
    done(at_desk("desk"), received, "withdraw_dossier", reason="Đơn của ông Ánh ngày 02/11.")
    assert state_of(received) == State.WITHDRAWN


def test_stop(at_desk, received):
    done(at_desk("specialist"), received, "stop_dossier", reason="Người nộp đã mất.", rule="Khoản 2 Điều 12")
    assert state_of(received) == State.STOPPED
    assert received.forms.get(key="stop").facts["rule"] == "Khoản 2 Điều 12"


def test_note(at_desk, received):
    shown = done(at_desk("specialist"), received, "add_note", reason="Đã gọi điện.")
    assert "Đã gọi điện." in shown


def test_fees_are_asked_for_and_recorded(at_desk, office, make_case):
    make_version(FEE, number=2)
    dossier = make_case()
    specialist = at_desk("specialist")
    assert "còn phải nộp 8.000 đồng" in words(specialist.get(f"/can-bo/ho-so/{dossier.pk}/"))
    done(specialist, dossier, "request_payment")
    assert state_of(dossier) == State.AWAITING_PAYMENT
    assert "Số tiền phải nộp: 8.000 đồng" in words(at_desk("desk").get(page(dossier, "record_payment")))
    refused = specialist.post(page(dossier, "record_payment"), {"way": "cash", "receipt": "0012"})
    assert refused.status_code == 409
    assert 'value="0012"' in refused.content.decode()
    shown = done(at_desk("desk"), dossier, "record_payment", way="cash", receipt="0012")
    assert "Đã nộp 8.000 đồng phí, lệ phí, thời hạn tính tiếp" in shown
    assert "đã nộp đủ" in shown


@pytest.mark.parametrize("act", sorted(PAGES))
def test_every_page_opens_for_who_may_see_the_dossier(at_desk, received, act):
    for name in ("desk", "specialist", "leader"):
        response = at_desk(name).get(page(received, act))
        assert response.status_code == 200
        assert words(response).count(received.code) >= 1


@pytest.mark.parametrize("act", ["transfer_step", "stop_dossier", "approve_result"])
def test_who_does_not_hold_it_is_refused_with_the_holder(at_desk, received, act):
    client = at_desk("desk")
    response = client.post(page(received, act), {"reason": "Thử", "note": "Thử", "rule": "Thử"})
    assert response.status_code == 409
    assert "Chưa làm được việc này" in words(response)
    assert state_of(received) == State.RECEIVED


def test_an_act_out_of_its_moment_is_refused(at_desk, submitted, received):
    response = at_desk("desk").post(page(received, "receive_dossier"))
    assert response.status_code == 409
    assert "Đã tiếp nhận" in words(response)


def test_no_such_act(at_desk, received):
    assert at_desk("specialist").get(page(received, "burn_dossier")).status_code == 404


def test_a_conditional_step_is_offered_where_the_process_has_one(at_desk, office, received):
    steps = [dict(one) for one in office.version.bundle["process"]["steps"]]
    notice = {"key": "notice", "name": "Niêm yết", "role": "specialist", "condition": "Khi có khiếu nại"}
    assert "Bước tiếp theo" not in words(at_desk("specialist").get(page(received, "transfer_step")))
    with_notice = {**office.version.bundle, "process": {"steps": [*steps[:2], notice, *steps[2:]]}}
    version = make_version(with_notice, number=2)
    Dossier.objects.filter(pk=received.pk).update(procedure_version=version)
    client = at_desk("specialist")
    assert "Niêm yết (Khi có khiếu nại)" in words(client.get(page(received, "transfer_step")))
    assert "Niêm yết" not in words(client.get(f"/can-bo/ho-so/{received.pk}/"))
    assert client.post(page(received, "transfer_step"), {"step": "notice"}).status_code == 302
    received.refresh_from_db()
    assert received.step_key == "notice"
    assert "Niêm yết" in words(client.get(f"/can-bo/ho-so/{received.pk}/"))


# --- the scan of a result on paper -----------------------------------------------------------------------------------


@pytest.fixture
def on_paper(received, office):
    """Granted on paper and at the desk to be handed over."""
    present_result(dossier_id=received.pk, actor=office.actor("specialist"), outcome="granted", on_paper=True)
    return approve_result(dossier_id=received.pk, actor=office.actor("leader"))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (None, b"", "Hãy chọn tệp PDF rồi gửi lại."),
        ("trong.pdf", b"", "Tệp này trống, bên trong không có gì. Hãy quét lại"),
        ("khoa.pdf", pdf(encryption=pikepdf.Encryption(user="x", owner="y")), "khoá bằng mật khẩu. Hãy bỏ mật khẩu"),
        ("hong.pdf", pdf()[:300], "chưa được gửi hết, không mở được. Hãy mở thử tệp"),
        ("anh.jpg", photo(), "không nhận tệp loại JPG. Chỗ này chỉ nhận tệp: PDF. Hãy mở tệp hoặc ảnh"),
        ("anh.pdf", photo(), "không nhận tệp loại JPG. Chỗ này chỉ nhận tệp: PDF. Hãy mở tệp hoặc ảnh"),
        ("nang.pdf", b"%PDF-1.7" + b"0" * 20_000_001, "Tệp này nặng quá 20 MB. Hãy"),
    ],
    ids=["none", "empty", "locked", "broken", "picture", "picture called pdf", "large"],
)
def test_a_scan_of_no_use_is_told_at_its_field_with_what_to_do(at_desk, on_paper, name, content, told):
    filled = {"file": SimpleUploadedFile(name, content, "application/pdf")} if name else {}
    response = at_desk("desk").post(page(on_paper, "attach_result"), filled)
    assert response.status_code == 422
    assert told in words(response)
    assert 'href="#file"' in response.content.decode()
    assert not on_paper.results.get().file_id


def test_a_scan_sent_twice_is_kept_once(at_desk, on_paper):
    def scan():
        return SimpleUploadedFile("quet.pdf", pdf(), "application/pdf")

    assert "Đã đính kèm bản điện tử của kết quả." in done(at_desk("desk"), on_paper, "attach_result", file=scan())
    kept = on_paper.results.get().file_id
    again = at_desk("desk").post(page(on_paper, "attach_result"), {"file": scan()})
    assert again.status_code == 409
    assert on_paper.results.get().file_id == kept


def test_the_desk_says_what_a_reduced_fee_was(at_desk, make_case):
    make_version({**FEE, "fees": {**FEE["fees"], "online": {"percent": 30}}}, number=2)
    case = make_case()
    page = at_desk("specialist").get(f"/can-bo/ho-so/{case.pk}/")
    assert "5.600 đồng (đã giảm từ 8.000 đồng)" in words(page)
