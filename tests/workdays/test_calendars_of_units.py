"""Calendars kept by the office: special days, hours of units, who may change them, and how they are read."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from motcua.kernel import clock
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted
from motcua.ledger.models import Entry
from motcua.people.models import Unit
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM, Actor, Seat
from motcua.workdays import queries
from motcua.workdays.actions.load_special_days import load_special_days
from motcua.workdays.actions.remove_special_day import remove_special_day
from motcua.workdays.actions.set_office_hours import set_office_hours
from motcua.workdays.actions.set_special_day import set_special_day
from motcua.workdays.models import OfficeHours, SpecialDay
from motcua.workdays.queries import calendar_for, forget_calendars, hours_of, hours_on, special_days
from motcua.workdays.rules import Day

NOW = datetime(2026, 11, 24, 9, tzinfo=VIETNAM)
SATURDAYS = {"mon-fri": [["07:30", "11:30"], ["13:30", "17:00"]], "sat": [["07:30", "11:30"]]}
MAKE_UP = Day(date(2026, 12, 5), "Làm bù cho 04/12/2026", "work", "makeup", "announced", "Thông báo 1/TB-BNV")


@pytest.fixture(autouse=True)
def _november(db, django_capture_on_commit_callbacks):
    forget_calendars()
    forget_directory()
    with clock.moved_to(NOW), django_capture_on_commit_callbacks(execute=True):
        yield
    forget_calendars()
    forget_directory()


def unit(code: str, kind: str, parent: Unit | None = None) -> Unit:
    path = f"{parent.path if parent else '/'}{code}/"
    return Unit.objects.create(
        code=code, kind=kind, name=code, short_name=code, slug=code.lower(), parent=parent, path=path,
        valid_from=date(2020, 1, 1),
    )  # fmt: skip


@pytest.fixture
def units():
    district = unit("T1", "district")
    commune = unit("T2", "commune", district)
    desk = unit("T2-MC", "one_stop_desk", commune)
    other = unit("T3", "commune", district)
    return {one.code: one for one in (district, commune, desk, other)}


def administrator(of: Unit) -> Actor:
    return Actor("officer", uuid4(), "Quản trị", (Seat(1, of.pk, of.path, "administrator"),))


def changed():
    forget_calendars()


@pytest.mark.usefixtures("units")
def test_the_shipped_days_are_loaded_once_and_count():
    assert load_special_days(actor=SYSTEM) == 77
    changed()
    assert load_special_days(actor=SYSTEM) == 0
    assert not calendar_for(None).is_working_day(date(2027, 2, 9)), "Tết is off before it is announced"
    assert not calendar_for(None).is_working_day(date(2026, 11, 24))
    assert calendar_for(None).is_working_day(date(2026, 8, 22))
    assert Entry.objects.filter(act="load_special_days").count() == 1
    assert len(special_days(2026)) == 17


def test_hours_come_from_the_nearest_unit_above(units):
    set_office_hours(unit_id=units["T1"].pk, valid_from=date(2026, 11, 24), hours=SATURDAYS, actor=SYSTEM)
    own = {"mon-fri": [["08:00", "16:00"]]}
    set_office_hours(unit_id=units["T2"].pk, valid_from=date(2026, 12, 1), hours=own, actor=SYSTEM)
    changed()
    saturday = datetime(2026, 11, 28, 8, tzinfo=VIETNAM)
    assert calendar_for(units["T2-MC"].pk).is_open(saturday)
    assert calendar_for(units["T3"].pk).is_open(saturday)
    assert not calendar_for(None).is_open(saturday)
    december = datetime(2026, 12, 5, 8, tzinfo=VIETNAM)
    assert not calendar_for(units["T2-MC"].pk).is_open(december)
    assert calendar_for(units["T3"].pk).is_open(december)
    assert hours_on(units["T2"].pk, date(2026, 12, 1)).to_json()["mon"] == [["08:00", "16:00"]]
    assert [row.valid_from for row in hours_of(units["T2"].pk)] == [date(2026, 12, 1)]


def test_units_with_the_same_hours_share_a_calendar(units):
    assert calendar_for(units["T2"].pk) is calendar_for(units["T3"].pk)


def test_a_second_reading_keeps_what_did_not_change(units, monkeypatch, django_assert_num_queries):
    first = calendar_for(units["T2"].pk)
    with django_assert_num_queries(0):
        assert calendar_for(units["T2"].pk) is first
    monkeypatch.setattr(queries, "CALENDAR_SECONDS", 0)
    with django_assert_num_queries(2):
        assert calendar_for(units["T2"].pk) is first
    SpecialDay.objects.create(
        date=date(2026, 12, 1), name="Bão", kind="off", type="compensatory", status="announced", source="x"
    )
    assert not calendar_for(units["T2"].pk).is_working_day(date(2026, 12, 1))


def test_a_day_is_set_corrected_and_taken_back(units):
    root = administrator(units["T1"])
    set_special_day(day=MAKE_UP, actor=root)
    changed()
    assert calendar_for(units["T2"].pk).is_working_day(MAKE_UP.date)
    off = Day(date(2026, 12, 4), "Nghỉ hoán đổi", "off", "swap", "projected", "")
    set_special_day(day=off, actor=root)
    changed()
    assert calendar_for(None).is_working_day(off.date), "a projected swap is kept but not counted"
    set_special_day(day=Day(off.date, off.name, "off", "swap", "announced", "TB 1"), actor=root)
    changed()
    assert not calendar_for(None).is_working_day(off.date)
    remove_special_day(day=off.date, actor=root)
    changed()
    assert calendar_for(None).is_working_day(off.date)
    with pytest.raises(NotFound):
        remove_special_day(day=off.date, actor=root)
    acts = [entry.act for entry in Entry.objects.filter(subject_kind="calendar").order_by("seq")]
    assert acts == ["set_special_day"] * 3 + ["remove_special_day"]


@pytest.mark.parametrize(
    ("day", "field"),
    [
        (Day(date(2026, 12, 5), " ", "work", "makeup", "announced", "x"), "name"),
        (Day(date(2026, 12, 5), "Bù", "work", "swap", "announced", "x"), "type"),
        (Day(date(2026, 12, 5), "Bù", "maybe", "swap", "announced", "x"), "kind"),
        (Day(date(2026, 12, 5), "Bù", "work", "makeup", "sure", "x"), "status"),
        (Day(date(2026, 12, 5), "Bù", "work", "makeup", "law", ""), "source"),
        (Day(date(1926, 12, 5), "Bù", "work", "makeup", "law", "x"), "date"),
        (Day(date(2026, 12, 4), "Bù", "work", "makeup", "law", "x"), "date"),
    ],
)
@pytest.mark.usefixtures("units")
def test_a_day_that_makes_no_sense_is_refused(day, field):
    with pytest.raises(Invalid) as refusal:
        set_special_day(day=day, actor=SYSTEM)
    assert field in refusal.value.errors


def test_only_administrators_change_calendars(units):
    commune = administrator(units["T2"])
    with pytest.raises(NotPermitted):
        set_special_day(day=MAKE_UP, actor=commune)
    with pytest.raises(NotPermitted):
        remove_special_day(day=MAKE_UP.date, actor=commune)
    with pytest.raises(NotPermitted):
        load_special_days(actor=commune)
    with pytest.raises(NotPermitted):
        set_office_hours(unit_id=units["T3"].pk, valid_from=NOW.date(), hours=SATURDAYS, actor=commune)
    set_office_hours(unit_id=units["T2"].pk, valid_from=NOW.date(), hours=SATURDAYS, actor=commune)
    assert OfficeHours.objects.count() == 1


def test_hours_of_the_past_stay(units):
    with pytest.raises(Invalid, match="từ hôm nay"):
        set_office_hours(
            unit_id=units["T2"].pk, valid_from=date(2026, 11, 23), hours=SATURDAYS, actor=administrator(units["T1"])
        )
    with pytest.raises(Invalid, match="07:30"):
        set_office_hours(unit_id=units["T2"].pk, valid_from=NOW.date(), hours={"mon": [["7", "8"]]}, actor=SYSTEM)


@pytest.mark.parametrize(
    "text", ["day,name\n2026-01-01,x\n", "date,name,kind,type,status,source\nx,x,off,swap,law,x\n"]
)
def test_a_table_that_cannot_be_read_is_refused(tmp_path, text):
    table = tmp_path / "days.csv"
    table.write_text(text)
    with pytest.raises(Invalid, match="Không đọc được"):
        load_special_days(actor=SYSTEM, path=table)


def test_a_bad_row_loads_nothing(tmp_path):
    table = tmp_path / "days.csv"
    table.write_text(
        "date,name,kind,type,status,source\n2026-12-05,Bù,work,makeup,law,x\n2026-12-04,Bù,work,makeup,law,x\n"
    )
    with pytest.raises(Invalid, match="2026-12-04"):
        load_special_days(actor=SYSTEM, path=table)
    assert not SpecialDay.objects.exists()
