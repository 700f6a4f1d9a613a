"""The queue: its order, its lanes with their counts, its pages, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import make_version
from tests.web.office.conftest import lanes, listed, next_page, words

from motcua.dossiers.models import Dossier
from motcua.kernel.lifecycle import State
from motcua.ledger.models import Entry
from motcua.people.models import KeptView
from motcua.people.queries import directory
from motcua.web.office import columns, inbox

pytestmark = pytest.mark.django_db
CEILING = 12


def statements(client, address):
    client.get(address)
    directory()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_it_shows_what_waits_at_my_posts_and_nothing_else(at_desk, make_case):
    make_case(name="Lê Văn Chờ", receive=False)
    make_case(name="Trần Thị Nhận")
    make_case("Y", name="Người Xã Khác", receive=False)
    shown = words(at_desk("desk").get("/can-bo/"))
    assert "Lê Văn Chờ" in shown
    assert "Trần Thị Nhận" not in shown
    assert "Người Xã Khác" not in shown
    assert "Trần Thị Nhận" in words(at_desk("specialist").get("/can-bo/"))


def test_the_most_urgent_is_on_top(at_desk, make_case, present):
    first, second = make_case(name="Gấp Nhất"), make_case(name="Còn Lâu")
    Dossier.objects.filter(pk=first.pk).update(attention_at=first.attention_at - timedelta(days=2))
    shown = words(at_desk("specialist").get("/can-bo/"))
    assert shown.index("Gấp Nhất") < shown.index("Còn Lâu")
    assert second.code in shown


@pytest.mark.parametrize(
    ("lane", "days", "state", "found"),
    [
        ("overdue", -1, State.IN_PROCESS, True),
        ("overdue", -1, State.AWAITING_SUPPLEMENT, False),
        ("today", 0.1, State.IN_PROCESS, True),
        ("today", 1, State.IN_PROCESS, False),
        ("soon", 2, State.IN_PROCESS, True),
        ("soon", 9, State.IN_PROCESS, False),
        ("new", 9, State.RECEIVED, True),
        ("new", 9, State.IN_PROCESS, False),
        ("waiting", 9, State.AWAITING_SUPPLEMENT, True),
        ("waiting", 9, State.IN_PROCESS, False),
        ("overdue", -1, State.SUSPENDED, True),
        ("soon", 2, State.FINISHED, False),
        ("return", 2, State.FINISHED, True),
        ("return", 2, State.IN_PROCESS, False),
        ("nonsense", 9, State.IN_PROCESS, True),
    ],
)
def test_a_lane_holds_its_own(at_desk, received, present, lane, days, state, found):
    at = present("2026-11-03T08:00")
    Dossier.objects.filter(pk=received.pk).update(attention_at=at + timedelta(days=days), state=state)
    page = at_desk("specialist").get(f"/can-bo/?lan={lane}")
    assert listed(page) == ([str(received.pk)] if found else [])


def test_the_lanes_are_counted(at_desk, make_case, present):
    late, soon = make_case(), make_case()
    at = present("2026-11-03T08:00")
    Dossier.objects.filter(pk=late.pk).update(attention_at=at - timedelta(days=1), state=State.IN_PROCESS)
    Dossier.objects.filter(pk=soon.pk).update(attention_at=at + timedelta(days=2), state=State.SUSPENDED)
    assert lanes(at_desk("specialist").get("/can-bo/")) == {
        "all": "Tất cả 2",
        "overdue": "Quá hạn 1",
        "today": "Hôm nay 0",
        "soon": "Sắp đến hạn 0",
        "new": "Mới 0",
        "waiting": "Đang chờ 1",
        "return": "Chờ trả kết quả 0",
    }


def test_a_long_queue_says_that_it_counted_only_its_head(at_desk, make_case, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_COUNTED", 2)
    for _ in range(3):
        make_case()
    assert lanes(at_desk("specialist").get("/can-bo/"))["all"] == "Tất cả 2+"


def test_pages_follow_each_other_without_gap_or_repeat(at_desk, make_case, monkeypatch):
    monkeypatch.setattr(columns, "SIZES", (2,))
    cases = {make_case().pk for _ in range(5)}
    client, address, seen = at_desk("specialist"), "/can-bo/", []
    for turn in range(3):
        page = client.get(address)
        seen += listed(page)
        address = f"/can-bo/{next_page(page)}" if turn < 2 else ""
    assert len(seen) == 5
    assert set(seen) == {str(case) for case in cases}
    assert "Về đầu danh sách" in words(page)


def test_a_broken_mark_leads_to_the_first_page(at_desk, received):
    page = at_desk("specialist").get("/can-bo/?sau=%00!nonsense")
    assert listed(page) == [str(received.pk)]


def test_an_empty_lane_teaches(at_desk, office):
    assert "gấp nhất ở trên" in words(at_desk("leader").get("/can-bo/"))


def test_a_question_of_another_body_is_on_top(at_desk, office, received):
    from motcua.dossiers.actions.ask_opinion import ask_opinion

    unit_id = office.units["CA"].pk
    ask_opinion(
        dossier_id=received.pk, actor=office.actor("specialist"), unit_id=unit_id, question="Có tiền án không?", days=2
    )
    shown = words(at_desk("police").get("/can-bo/"))
    assert "Yêu cầu phối hợp chờ bạn trả lời" in shown
    assert "Có tiền án không?" in shown


def test_the_officer_who_acts_for_another_is_told(at_desk, office, received):
    from motcua.kernel import clock
    from motcua.people.models import Delegation

    Delegation.objects.create(
        post=office.posts["specialist"],
        to_account=office.accounts["land"],
        from_at=clock.now() - timedelta(hours=1),
        until_at=clock.now() + timedelta(days=1),
        reason="Đi học",
        given_by=office.accounts["leader"],
    )
    page = at_desk("land").get("/can-bo/")
    shown = words(page)
    assert "Bạn đang xử lý thay Người specialist theo uỷ quyền." in shown
    header = page.content.decode().partition("<header")[2].partition("</header>")[0]
    assert 'class="acting"' in header  # a landmark: a screen reader comes past it
    assert received.code in shown


def test_it_costs_the_same_with_thirty_rows(at_desk, make_case):
    make_case()
    client = at_desk("specialist")
    few = statements(client, "/can-bo/")
    for _ in range(30):
        make_case()
    assert statements(client, "/can-bo/") == few
    assert few <= CEILING


def test_the_queue_is_sorted_and_narrowed_by_the_address(at_desk, make_case):
    make_case(name="Bùi Văn Hai")
    make_case(name="An Thị Ba")
    desk = at_desk("specialist")
    by_name = words(desk.get("/can-bo/?xep=nguoi"))
    assert by_name.index("An Thị Ba") < by_name.index("Bùi Văn Hai")
    assert listed(desk.get("/can-bo/?xep=-nguoi")) == listed(desk.get("/can-bo/?xep=nguoi"))[::-1]
    assert len(listed(desk.get("/can-bo/?thu-tuc=9.000001&kenh=online"))) == 2
    assert listed(desk.get("/can-bo/?thu-tuc=1.001193")) == []
    assert len(listed(desk.get("/can-bo/?xep=nonsense&kenh=nonsense"))) == 2


def test_names_stand_in_the_order_of_the_vietnamese_alphabet_page_after_page(at_desk, make_case, monkeypatch):
    names = ["An Thị Ba", "Ân Văn Tư", "Dương Thị Út", "Đặng Văn Hai", "Em Thị Sáu", "Yên Văn Bảy"]
    cases = {name: make_case(name=name) for name in sorted(names)}
    monkeypatch.setattr(columns, "SIZES", (2,))
    desk, seen, address = at_desk("specialist"), [], "/can-bo/?xep=nguoi"
    for turn in range(3):
        page = desk.get(address)
        seen += listed(page)
        address = f"/can-bo/{next_page(page)}" if turn < 2 else ""
    assert seen == [str(cases[name].pk) for name in names]


def test_a_way_of_looking_is_kept_and_dropped(at_desk, make_case):
    make_case()
    desk = at_desk("specialist")
    kept = desk.post("/can-bo/cach-xem/", {"name": "Gấp của tôi", "query": "lan=overdue&xep=-nop&x=<b>"})
    assert kept["Location"] == "/can-bo/?lan=overdue&xep=-nop"
    assert "Gấp của tôi" in words(desk.get("/can-bo/"))
    assert "Gấp của tôi" not in words(at_desk("land").get("/can-bo/"))
    view = KeptView.objects.get()
    assert at_desk("land").post(f"/can-bo/cach-xem/{view.pk}/bo/").status_code == 404
    desk.post(f"/can-bo/cach-xem/{view.pk}/bo/")
    assert not KeptView.objects.exists()
    desk.post("/can-bo/cach-xem/", {"name": " ", "query": ""})
    assert not KeptView.objects.exists()


def test_many_are_received_at_once_and_each_refusal_is_named(at_desk, make_case):
    first, second = make_case(receive=False), make_case(receive=False)
    make_version({"parameters": {"receive.anywhere": False}}, number=2)
    other = make_case("Y", receive=False)
    desk = at_desk("desk")
    chosen = {"act": "receive_dossier", "dossier": [str(one.pk) for one in (first, second, other)]}
    asked = desk.post("/can-bo/nhieu-ho-so/", chosen)
    assert asked.status_code == 200
    assert {one.state for one in Dossier.objects.all()} == {State.SUBMITTED}
    done = desk.post("/can-bo/nhieu-ho-so/", {**chosen, "sure": "1"})
    assert done.status_code == 409
    assert [Dossier.objects.get(pk=one.pk).state for one in (first, second, other)] == [
        State.RECEIVED,
        State.RECEIVED,
        State.SUBMITTED,
    ]
    assert desk.post("/can-bo/nhieu-ho-so/", {"act": "stop_dossier"}).status_code == 404


# --- columns, and the list as a file --------------------------------------------------------------------------------


def test_the_chosen_columns_are_remembered_for_the_officer_alone(at_desk, received):
    client, other = at_desk("specialist"), at_desk("leader")
    assert "without-submitted without-channel" in client.get("/can-bo/").content.decode()
    client.post("/can-bo/cot/?xep=-han", {"column": ["person", "submitted", "clock"]})
    assert "without-procedure without-place without-state without-channel" in client.get("/can-bo/").content.decode()
    assert "Cách xem đã giữ" not in client.get("/can-bo/").content.decode()
    assert "without-procedure" not in other.get("/can-bo/").content.decode()


def test_what_was_chosen_holds_for_every_list_of_the_office_and_leads_back_to_it(at_desk, received):
    client = at_desk("desk")
    chosen = {"column": ["person", "submitted"], "size": "200", "back": "register"}
    answer = client.post("/can-bo/cot/?tu=2026-11-01&sau=abc", chosen)
    assert answer["Location"] == "/can-bo/so-theo-doi/?tu=2026-11-01"
    lists = ("/can-bo/tim/?q=ngoc+anh", "/can-bo/hien-trang/", answer["Location"])
    for body in (client.get(address).content.decode() for address in lists):
        assert "without-procedure without-place without-state without-channel without-clock" in body
        assert "<option selected>200" in body


@pytest.mark.parametrize("sent", [{"size": "9999"}, {"size": "x"}, {"back": "../../x"}])
def test_an_odd_choice_harms_nothing(at_desk, sent):
    client = at_desk("specialist")
    assert client.post("/can-bo/cot/", sent)["Location"].startswith("/can-bo/?")
    assert client.get("/can-bo/").status_code == 200


def test_the_list_as_narrowed_goes_into_a_spreadsheet_and_that_is_recorded(at_desk, make_case):
    make_case(name="=HYPERLINK(1)")
    make_case(name="Lý Văn Ba")
    client = at_desk("specialist")
    response = client.get("/can-bo/bang-tinh/?xep=nguoi")
    assert response["Content-Disposition"] == 'attachment; filename="viec-cua-toi.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "Mã hồ sơ" in lines[0]
    assert "'=HYPERLINK(1)" in lines[1]
    entry = Entry.objects.get(act="export_queue")
    assert entry.facts["count"] == 2
    assert len(client.get("/can-bo/bang-tinh/?kenh=post").content.decode().splitlines()) == 1
