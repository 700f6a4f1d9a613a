"""The desk of one dossier: all that is known on one page, only the acts of this moment, reading leaves a trace."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.office.conftest import words

from motcua.dossiers.actions.add_note import add_note
from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.ask_opinion import ask_opinion
from motcua.dossiers.actions.rate_service import rate_service
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.models import Reading
from motcua.dossiers.rules.facts import PaperAsk, Receiver

pytestmark = pytest.mark.django_db
CEILING = 26


def desk_of(client, dossier, more=""):
    return client.get(f"/can-bo/ho-so/{dossier.pk}/{more}")


def acts_on(response):
    """Labels of the act bar that can be pressed, and those that cannot with their reason."""
    bar = re.search(
        r'<div class="act-bar.*?</div>\s*</div>|<div class="act-bar.*?</details>', response.content.decode(), re.DOTALL
    )
    assert bar
    return re.findall(r"/viec/(\w+)/", bar[0])


def test_it_tells_who_what_where_and_until_when(at_desk, received):
    shown = words(desk_of(at_desk("specialist"), received))
    for fact in (
        received.code,
        "Đặng Thị Ngọc Ánh",
        "089 190 990 001",
        "0912 345 678",
        "Xác nhận thử nghiệm",
        "Đã tiếp nhận",
        "Vị trí specialist – Đơn vị X-TP",
        "Ảnh thẻ",
        "bản giấy nộp tại quầy",
        "Thẩm tra",
        "Tiếp nhận hồ sơ, cấp mã",
        "Vì sao là ngày này?",
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    ):
        assert fact in shown, fact


def test_it_shows_what_was_asked_noted_and_answered(at_desk, office, received):
    specialist = office.actor("specialist")
    add_note(dossier_id=received.pk, actor=specialist, text="Đã gọi điện hỏi lại.")
    ask_opinion(dossier_id=received.pk, actor=specialist, unit_id=office.units["CA"].pk, question="Còn cư trú?", days=2)
    asks = [PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ, chụp lại", "Điều 5")]
    request_supplement(dossier_id=received.pk, actor=specialist, asks=asks)
    shown = words(desk_of(at_desk("specialist"), received))
    for fact in (
        "Đã gọi điện hỏi lại.",
        "Còn cư trú?",
        "Ảnh mờ, chụp lại",
        "Chờ bổ sung giấy tờ",
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        "thời hạn đang tạm dừng",
    ):
        assert fact in shown, fact


def test_the_holder_is_offered_the_acts_of_the_step(at_desk, received):
    offered = acts_on(desk_of(at_desk("specialist"), received))
    assert offered[0] == "present_result"
    assert {"request_supplement", "ask_opinion", "request_extension", "suspend_dossier"} <= set(offered)
    assert "receive_dossier" not in offered
    assert "approve_result" not in offered


def test_who_does_not_hold_it_reads_why_not(at_desk, received):
    response = desk_of(at_desk("desk"), received)
    shown = words(response)
    assert (
        "Chưa thể: Hồ sơ đang ở Vị trí specialist – Đơn vị X-TP. Chỉ người đang giữ hồ sơ mới làm được việc này."
        in shown
    )
    assert "transfer_step" not in acts_on(response)


def test_every_step_is_done_once_the_result_is_handed_over(at_desk, office, presented):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    present = 'aria-current="step"'
    assert present in desk_of(at_desk("desk"), presented).content.decode()
    taken = Receiver("desk", presented.applicant_name, confirmed_by="card")
    return_result(dossier_id=presented.pk, actor=office.actor("desk"), receiver=taken)
    assert present not in desk_of(at_desk("desk"), presented).content.decode()


def test_who_took_the_result_and_how_it_was_rated_is_seen(at_desk, office, presented):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    taken = Receiver("desk", "Lê Văn Thay", mandate="Giấy ủy quyền số 5", confirmed_by="card", number="089190990007")
    return_result(dossier_id=presented.pk, actor=office.actor("desk"), receiver=taken)
    told = {"score": 1, "reasons": ["late"], "comment": "Chờ lâu."}
    rate_service(dossier_id=presented.pk, actor=office.actor("citizen"), **told)
    shown = words(desk_of(at_desk("leader"), presented))
    assert "Người dân đánh giá Chưa hài lòng · Trả kết quả chậm Chờ lâu." in shown
    assert "Trả tại quầy · Lê Văn Thay · 089 190 990 007" in shown
    assert "Người desk · Thẻ căn cước · Giấy ủy quyền số 5" in shown


def test_reading_is_recorded(at_desk, received):
    desk_of(at_desk("leader"), received)
    assert list(Reading.objects.values_list("name", "way")) == [("Người leader", "office")]
    assert "Người leader" in words(desk_of(at_desk("specialist"), received))


def test_the_brief_beside_the_list_has_head_and_acts(at_desk, received):
    response = desk_of(at_desk("specialist"), received, "tom-tat/")
    shown = words(response)
    assert received.code in shown
    assert "Mở cả hồ sơ" in shown
    assert "<html" not in response.content.decode()
    assert "present_result" in acts_on(response)
    assert Reading.objects.count() == 1


def test_its_cost_has_a_ceiling_and_does_not_grow_with_the_history(at_desk, office, received):
    client = at_desk("specialist")

    def statements():
        desk_of(client, received)
        with CaptureQueriesContext(connection) as seen:
            desk_of(client, received)
        return len(seen)

    few = statements()
    for number in range(30):
        add_note(dossier_id=received.pk, actor=office.actor("specialist"), text=f"Ghi chú {number}")
    assert statements() == few
    assert few <= CEILING
