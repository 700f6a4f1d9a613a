"""The audit, the check of the ledger, dead letters, the machine room, the first page."""

from datetime import timedelta

import pytest
from django.db import connection
from tests.web.console.conftest import words

import motcua.config.wiring  # noqa: F401 - registers the jobs
from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.models import Reading
from motcua.kernel import clock
from motcua.ledger.actions.check_ledger import check_ledger
from motcua.ledger.models import Entry
from motcua.outbox.models import Delivery, Event, Heartbeat, Tick
from motcua.outbox.registry import JOBS
from motcua.web.console import system
from motcua.web.console.audit_words import about
from motcua.web.ui.words import say

pytestmark = pytest.mark.django_db
AUDIT = "/quan-tri/nhat-ky/"
CHECK = f"{AUDIT}kiem-tra/"


@pytest.fixture(autouse=True)
def _today(present):
    present("2026-11-02T08:00")


@pytest.fixture
def changed(at_console, office):
    """The commune's administrator corrected a name."""
    given = {"name": "Xã Mới", "short_name": "Mới"}
    at_console("admin_x").post(f"/quan-tri/don-vi/{office.units['X'].pk}/sua/", given)


def test_acts_are_told_and_filtered(at_console, office, changed):
    client = at_console("admin")
    line = "Sửa thông tin đơn vị X"
    x, y = office.units["X"].pk, office.units["Y"].pk
    for asked in ("", "?viec=change_unit", "?loai=unit", "?nguoi=admin_x", f"?don-vi={x}", "?tu=02/11/2026"):
        assert line in words(client.get(AUDIT + asked)), asked
    for asked in ("?viec=close_unit", "?loai=post", "?nguoi=khong-ai", f"?don-vi={y}", "?den=01/11/2026"):
        assert line not in words(client.get(AUDIT + asked)), asked


@pytest.mark.parametrize(
    ("kind", "key", "said"),
    [
        ("unit", "X", "Đơn vị X"),
        ("calendar", "unit/X", "Đơn vị X"),
        ("calendar", "national", "chung cả nước"),
        ("account", "5", ""),
        ("unit", "gone", "gone"),
        ("post", "0", "0"),
    ],
)
def test_what_an_entry_is_about_is_called_as_people_do(office, kind, key, said):
    assert say(about(kind, key)) == said
    assert about("post", str(office.posts["desk"].pk)) == "Vị trí desk, X-MC"


def test_a_commune_sees_its_own_acts_only(at_console, office, changed):
    at_console("admin").post(f"/quan-tri/don-vi/{office.units['Y'].pk}/sua/", {"name": "Xã Khác", "short_name": "K"})
    page = words(at_console("admin_x").get(AUDIT))
    assert "Sửa thông tin đơn vị X" in page
    assert "Sửa thông tin đơn vị Y" not in page


def test_pages_of_entries_follow_one_another(at_console, office):
    client = at_console("admin")
    for turn in range(52):
        given = {"name": f"Xã {turn}", "short_name": "Mới"}
        client.post(f"/quan-tri/don-vi/{office.units['X'].pk}/sua/", given)
    first = client.get(f"{AUDIT}?loai=unit")
    assert "Trang sau" in words(first)
    following = first.context["page"].following if first.context else None
    assert following is None or client.get(f"{AUDIT}?loai=unit&sau={following}").status_code == 200


def test_the_ledger_is_checked_in_the_background_and_the_outcome_kept(at_console, changed):
    client = at_console("admin")
    assert "Chưa ai kiểm tra sổ." in words(client.get(AUDIT))
    page = words(client.post(CHECK, follow=True))
    assert "Đang kiểm tra" in page
    assert "Người yêu cầu: Người admin" in page.replace("người yêu cầu", "Người yêu cầu")
    assert not Entry.objects.filter(act="verify_ledger").exists()
    check_ledger()
    page = words(client.get(CHECK))
    assert "Sổ nguyên vẹn" in page
    assert "Đang kiểm tra" not in page
    assert Entry.objects.filter(act="verify_ledger", facts__ok=True, actor__name="Người admin").count() == 1
    assert "Sổ nguyên vẹn khi kiểm tra lần cuối" in words(client.get(AUDIT))


def test_only_who_looks_after_everything_asks_for_a_check(at_console):
    assert at_console("admin_x").post(CHECK).status_code == 403
    assert at_console("inspector").post(CHECK).status_code == 302


def test_the_first_bad_entry_is_named(at_console, changed):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET act = 'close_unit' WHERE act = 'change_unit'")
    at_console("admin").post(CHECK)
    check_ledger()
    page = words(at_console("admin").get(CHECK))
    assert "unit/X" in page
    assert "nội dung đã bị sửa sau khi ghi" in page
    assert "Sổ có mục không khớp" in words(at_console("admin").get("/quan-tri/"))


def test_who_read_a_dossier_is_shown_without_its_contents(at_console, office, received):
    record_reading(dossier_id=received.pk, actor=office.actor("leader"), way="office")
    client = at_console("admin_x")
    found = client.get(f"{AUDIT}ho-so/?ma={received.code}")
    assert found["Location"] == f"{AUDIT}ho-so/{received.pk}/"
    page = words(client.get(found["Location"]))
    assert "Người leader" in page
    assert "Tiếp nhận hồ sơ" in page
    assert "Đặng Thị Ngọc Ánh" not in page.replace("Người", "") or received.title not in page
    assert sorted(Reading.objects.values_list("name", "way")) == [
        ("Người admin_x", "audit"),
        ("Người leader", "office"),
    ]
    assert client.get(f"{AUDIT}ho-so/?ma=khong-co").status_code == 404
    assert client.get(f"{AUDIT}ho-so/?ma=").status_code == 404


def test_a_dead_letter_is_sent_again_once(at_console):
    at = clock.now()
    event = Event.objects.create(topic="dossier.received", subject_id="1", seq=1, payload={}, created_at=at)
    dead = Delivery.objects.create(
        event=event, consumer="notices", subject_id="1", state="dead", attempts=9, run_at=at, last_error="OSError: x"
    )
    client = at_console("admin")
    assert "Tin không gửi được" in words(client.get("/quan-tri/"))
    assert "OSError: x" in words(client.get("/quan-tri/he-thong/tin/"))
    address = f"/quan-tri/he-thong/tin/{dead.pk}/gui-lai/"
    assert at_console("inspector").get(address).status_code == 403
    assert client.post(address, {"x": "1"}).status_code == 302
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == ("waiting", 0)
    again = client.post(address, {"x": "1"})
    assert again.status_code == 409
    assert "Tin này đang chờ gửi hoặc đã gửi rồi." in words(again)
    assert Entry.objects.filter(subject_kind="outbox", act="revive_delivery").count() == 1
    assert "Mọi tin đều đã gửi" in words(client.get("/quan-tri/he-thong/tin/"))


def test_a_silent_worker_is_told(at_console):
    client = at_console("admin")
    assert "Tiến trình nền đã dừng" in words(client.get("/quan-tri/he-thong/"))
    Heartbeat.objects.create(name="here:1", beat_at=clock.now() - timedelta(seconds=5))
    page = words(client.get("/quan-tri/he-thong/"))
    assert "Tiến trình nền đã dừng" not in page
    assert "here:1" in page
    assert "Tiến trình nền không trả lời" not in words(client.get("/quan-tri/"))


def test_jobs_are_told_by_what_they_do(at_console):
    for job in JOBS:
        Tick.objects.create(job=job, ran_at=clock.now())
    page = words(at_console("admin").get("/quan-tri/he-thong/"))
    assert "Theo dõi hạn hồ sơ, nhắc và báo trễ" in page
    assert not [job for job in JOBS if job in page]
    assert set(system.JOBS) == set(JOBS)
