"""A version that is scheduled for a later day: what was changed in it is never lost by the next edit."""

from datetime import date

import pytest

from motcua.people.rules import SYSTEM
from motcua.procedures.actions.edit_version import edit_version, preview_changes
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import current_version, scheduled, version_to_edit

pytestmark = pytest.mark.django_db
CODE = "9.000001"
JAN, MARCH, APRIL, MAY, JUNE = (date(2026, month, 1) for month in (1, 3, 4, 5, 6))


@pytest.fixture(autouse=True)
def begun(sound, present):
    present("2026-03-01T08:00")
    publish_version(sound, actor=SYSTEM, valid_from=JAN)


def edit(on, **changes):
    return edit_version(code=CODE, changes=changes, actor=SYSTEM, valid_from=on)


def told(on):
    bundle = current_version(CODE, on).bundle
    return bundle.short_name, bundle.summary


def test_an_edit_goes_on_from_what_is_scheduled():
    edit(MAY, short_name="Tên từ tháng Năm")
    assert version_to_edit(CODE).bundle.short_name == "Tên từ tháng Năm"
    edit(MAY, summary="Lời từ tháng Năm")
    assert told(MAY) == ("Tên từ tháng Năm", "Lời từ tháng Năm")
    assert [one.number for one in scheduled(CODE, MARCH)] == [3]


def test_a_later_edit_keeps_both():
    edit(MAY, short_name="Tên từ tháng Năm")
    edit(JUNE, summary="Lời từ tháng Sáu")
    before = told(MARCH)
    assert told(MAY) == ("Tên từ tháng Năm", before[1])
    assert told(JUNE) == ("Tên từ tháng Năm", "Lời từ tháng Sáu")


def test_an_earlier_edit_reaches_now_and_what_is_scheduled():
    before = told(MARCH)
    edit(MAY, short_name="Tên từ tháng Năm")
    done = edit(APRIL, summary="Lời từ tháng Tư")
    assert told(MARCH) == before
    assert told(APRIL) == (before[0], "Lời từ tháng Tư")
    assert told(date(2026, 4, 30)) == (before[0], "Lời từ tháng Tư")
    assert told(MAY) == ("Tên từ tháng Năm", "Lời từ tháng Tư")
    assert told(JUNE) == told(MAY)
    assert done.version.valid_until == date(2026, 4, 30)
    assert [one.path for one in done.changes] == ["summary"]
    assert list(ProcedureVersion.objects.filter(valid_until=None).values_list("number", flat=True)) == [4]


def test_an_earlier_edit_reaches_every_scheduled_version():
    edit(MAY, short_name="Tên từ tháng Năm")
    edit(JUNE, short_name="Tên từ tháng Sáu")
    edit(MARCH, summary="Lời từ hôm nay")
    assert [told(day)[1] for day in (MARCH, APRIL, MAY, JUNE)] == ["Lời từ hôm nay"] * 4
    assert [told(day)[0] for day in (MAY, JUNE)] == ["Tên từ tháng Năm", "Tên từ tháng Sáu"]


def test_the_preview_is_against_what_is_scheduled():
    edit(MAY, short_name="Tên từ tháng Năm")
    assert [one.path for one in preview_changes(CODE, {"short_name": "Tên khác"})] == ["short_name"]
    assert preview_changes(CODE, {"short_name": "Tên khác"})[0].old == "Tên từ tháng Năm"


def test_parts_are_added_taken_away_and_put_in_order(sound):
    steps = [one["key"] for one in sound["process"]["steps"]]
    fee = {"key": "fee_1", "label": "Lệ phí", "amount": 5000}
    done = edit(MARCH, **{"fees.rows[fee_1]": fee, "summary": "x"})
    assert done.version.bundle["fees"]["rows"] == [fee]
    middle = {"key": "ask", "name": "Hỏi lại", "role": "specialist"}
    order = [*steps[:-1], "ask", steps[-1]]
    done = edit(MARCH, **{"process.steps[ask]": middle, "process.steps:order": order})
    assert [one["key"] for one in done.version.bundle["process"]["steps"]] == order
    done = edit(MARCH, **{"process.steps[ask]": None, "fees.rows[fee_1]": None})
    assert [one["key"] for one in done.version.bundle["process"]["steps"]] == steps
    assert done.version.bundle["fees"]["rows"] == []
