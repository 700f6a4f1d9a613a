"""An upgrade puts the days of its newer table forward: expected until confirmed, and nothing of the administrator's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from motcua.kernel.refusals import Invalid
from motcua.ledger.models import Entry
from motcua.people.rules import SYSTEM
from motcua.workdays.actions.load_special_days import load_special_days
from motcua.workdays.actions.remove_special_day import remove_special_day
from motcua.workdays.actions.set_special_day import set_special_day
from motcua.workdays.models import SpecialDay
from motcua.workdays.queries import calendar_for, forget_calendars, news
from motcua.workdays.rules import Day, read_days
from motcua.workdays.rules.news import news_of

TODAY = date(2026, 11, 26)
TET = Day(date(2027, 2, 9), "Mùng 4 Tết", "off", "statutory", "projected", "dự kiến")
EVE = Day(date(2027, 2, 4), "28 tháng Chạp (nghỉ bù)", "off", "compensatory", "projected", "dự kiến")
PAST = Day(date(2026, 9, 2), "Quốc khánh", "off", "statutory", "law", "Luật")
SWAP = Day(date(2027, 4, 29), "Nghỉ hoán đổi", "off", "swap", "announced", "Thông báo 9/TB")
MAKE_UP = Day(date(2027, 5, 8), "Làm bù", "work", "makeup", "announced", "Thông báo 9/TB")
Table = Callable[..., Path]


def by_date(*days: Day) -> dict[date, Day]:
    return {day.date: day for day in days}


@pytest.mark.parametrize(
    ("shipped", "kept", "settled", "told"),
    [
        ([TET, EVE], [TET, EVE], [], []),
        ([TET, SWAP], [TET], [], [("new", SWAP.date)]),
        ([TET, PAST], [TET], [], []),
        ([replace(TET, status="announced", source="TB 1")], [TET], [], [("changed", TET.date)]),
        ([replace(TET, status="announced")], [TET], [], []),
        ([replace(TET, source="TB 1")], [replace(TET, status="announced")], [], []),
        ([TET], [TET, EVE], [], [("gone", EVE.date)]),
        ([PAST], [TET], [], []),
        ([replace(TET, source="TB 1"), SWAP], [TET, EVE], [TET.date, EVE.date, SWAP.date], []),
    ],
)
def test_what_is_news(shipped: list[Day], kept: list[Day], settled: list[date], told: list[tuple[str, date]]):
    found = news_of(shipped, by_date(*kept), settled=settled, today=TODAY)
    assert [(one.kind, one.day.date) for one in found] == told
    assert all(one.day.status == "projected" for one in found)


@pytest.fixture
def table(db: None, present: Callable[[str], Any], tmp_path: Path) -> Table:
    present("2026-11-26T08:00")
    forget_calendars()

    def written(*days: Day) -> Path:
        keys = ("date", "name", "kind", "type", "status", "source")
        lines = [",".join(str(getattr(day, key)) for key in keys) for day in days]
        path = tmp_path / "days.csv"
        path.write_text("\n".join([",".join(keys), *lines, ""]), encoding="utf-8")
        return path

    return written


def upgraded(path: Path) -> int:
    found = load_special_days(actor=SYSTEM, path=path)
    forget_calendars()
    return found


def test_new_days_stand_as_expected_until_somebody_confirms_them(table: Table):
    assert upgraded(table(TET)) == 1
    assert news() == []
    tet_28 = Day(date(2028, 1, 26), "Mùng 1 Tết Mậu Thân", "off", "statutory", "announced", "Thông báo 8/TB")
    assert upgraded(table(TET, tet_28, SWAP, MAKE_UP)) == 3
    assert [(one.date, one.status, one.news) for one in news()] == [
        (SWAP.date, "projected", "new"),
        (MAKE_UP.date, "projected", "new"),
        (tet_28.date, "projected", "new"),
    ]
    calendar = calendar_for(None)
    assert not calendar.is_working_day(tet_28.date)
    assert calendar.is_working_day(SWAP.date), "a swap counts once it is confirmed"
    assert not calendar.is_working_day(MAKE_UP.date)
    set_special_day(day=SWAP, actor=SYSTEM)
    forget_calendars()
    assert not calendar_for(None).is_working_day(SWAP.date)
    assert [one.date for one in news()] == [MAKE_UP.date, tet_28.date]
    entry = Entry.objects.filter(act="load_special_days").latest("seq")
    assert entry.facts == {"new": ["2027-04-29", "2027-05-08", "2028-01-26"]}


def test_the_same_table_again_says_nothing(table: Table):
    upgraded(table(TET, EVE))
    announced = table(replace(TET, status="announced", source="TB 1"), SWAP)
    assert upgraded(announced) == 3
    assert upgraded(announced) == 0
    assert Entry.objects.filter(act="load_special_days").count() == 2
    assert {one.date: one.news for one in news()} == {TET.date: "changed", EVE.date: "gone", SWAP.date: "new"}
    assert SpecialDay.objects.get(date=TET.date).source == "TB 1"
    assert not calendar_for(None).is_working_day(EVE.date), "what the table leaves out counts until it is taken back"


def test_what_an_administrator_set_or_took_back_stays(table: Table):
    upgraded(table(TET, EVE))
    own = replace(TET, name="Mùng 4 Tết Đinh Mùi – nghỉ “đã công bố”", status="announced", source="Thông báo 7/TB")
    set_special_day(day=own, actor=SYSTEM)
    remove_special_day(day=EVE.date, actor=SYSTEM)
    assert upgraded(table(replace(TET, source="khác"), EVE)) == 0
    kept = SpecialDay.objects.get()
    assert (kept.name, kept.status, kept.source, kept.news) == (own.name, "announced", "Thông báo 7/TB", "")


def test_a_bad_newer_table_changes_nothing(table: Table):
    upgraded(table(TET))
    with pytest.raises(Invalid):
        load_special_days(actor=SYSTEM, path=table(SWAP, replace(TET, kind="maybe")))
    assert [one.date for one in SpecialDay.objects.all()] == [TET.date]


def test_an_office_of_last_years_version_is_told_of_the_shipped_year(table: Table):
    shipped = list(read_days())
    upgraded(table(*[one for one in shipped if one.date.year < 2027]))
    assert upgraded(table(*shipped)) == len([one for one in shipped if one.date.year == 2027])
    assert {one.status for one in news()} == {"projected"}
    assert not SpecialDay.objects.filter(date__year__lt=2027).exclude(news="").exists()
