"""Due dates by the law: start rules, Tết, swaps, pauses, and the story that goes with them."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid
from motcua.workdays.rules import Due, Pause, TimeLimit, WorkingCalendar, calendar_of, due, read_days
from motcua.workdays.rules.hours import WeekHours
from motcua.workdays.rules.limits import in_order

NATIONAL = calendar_of(read_days())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def limit(text: str) -> TimeLimit:
    value, unit = text.split()
    return TimeLimit(Decimal(value), {"h": "hour", "wd": "working_day", "d": "day", "same": "same_day"}[unit])


def pause(text: str, mode: str) -> Pause:
    start, end = text.split("/")
    return Pause(at(start), at(end) if end else None, mode)


def ends(start: str, how: str, *pauses: str, mode: str = "resume", **more) -> datetime:
    return due(NATIONAL, at(start), limit(how), pauses=[pause(one, mode) for one in pauses], **more).at


def told(result: Due) -> str:
    return "\n".join(str(line.sentence) for line in result.trace)


@pytest.mark.parametrize(
    ("start", "how", "end"),
    [
        # days: the day of receipt is not counted, the end is closing time
        ("2026-03-02T08:00", "1 wd", "2026-03-03T17:00"),
        ("2026-03-02T16:59", "3 wd", "2026-03-05T17:00"),
        ("2026-03-06T10:00", "1 wd", "2026-03-09T17:00"),
        ("2026-03-07T10:00", "1 wd", "2026-03-09T17:00"),  # received on a Saturday: the day of receipt is off anyway
        ("2026-02-13T10:00", "1 wd", "2026-02-23T17:00"),  # Tết 2026
        ("2026-02-09T10:00", "10 wd", "2026-03-02T17:00"),
        ("2026-08-21T10:00", "1 wd", "2026-08-22T17:00"),  # make-up Saturday
        ("2026-08-21T10:00", "7 wd", "2026-09-03T17:00"),  # and the swapped Monday
        ("2026-11-23T10:00", "1 wd", "2026-11-25T17:00"),  # Ngày Văn hóa Việt Nam
        ("2026-04-24T10:00", "1 wd", "2026-04-28T17:00"),  # Giỗ Tổ made up on Monday
        ("2025-04-25T10:00", "3 wd", "2025-04-29T17:00"),  # make-up Saturday 26/04/2025
        ("2024-05-03T10:00", "1 wd", "2024-05-04T17:00"),
        # days of the calendar: off at the end moves to the close of the next working day
        ("2026-03-02T08:00", "4 d", "2026-03-06T17:00"),
        ("2026-03-02T08:00", "5 d", "2026-03-09T17:00"),
        ("2026-02-06T08:00", "10 d", "2026-02-23T17:00"),
        ("2026-08-12T08:00", "10 d", "2026-08-22T17:00"),  # ends on a make-up Saturday: that is a working day
        # the same day, with its cutoff
        ("2026-03-02T08:00", "1 same", "2026-03-02T17:00"),
        ("2026-03-02T15:00", "1 same", "2026-03-02T17:00"),
        ("2026-03-02T15:01", "1 same", "2026-03-03T17:00"),
        ("2026-03-06T18:00", "1 same", "2026-03-09T17:00"),
        ("2026-03-08T10:00", "1 same", "2026-03-09T17:00"),
        # hours, and parts of a working day as hours
        ("2026-03-02T08:00", "8 h", "2026-03-03T08:00"),
        ("2026-03-02T07:00", "8 h", "2026-03-02T17:00"),
        ("2026-03-02T20:00", "8 h", "2026-03-03T17:00"),
        ("2026-03-02T08:00", "0.5 h", "2026-03-02T08:30"),
        ("2026-03-02T08:00", "0.5 wd", "2026-03-02T14:00"),
        ("2026-03-02T08:00", "2.5 wd", "2026-03-04T14:00"),
    ],
)
def test_due_without_waiting(start, how, end):
    assert ends(start, how) == at(end)


@pytest.mark.parametrize(
    ("start", "how", "waits", "mode", "end"),
    [
        # hours: working time waited is added
        ("2026-03-02T08:00", "8 h", ["2026-03-02T10:00/2026-03-02T14:00"], "resume", "2026-03-03T10:00"),
        ("2026-03-02T08:00", "8 h", ["2026-03-02T10:00/2026-03-02T20:00"], "resume", "2026-03-03T15:00"),
        ("2026-03-02T08:00", "8 h", ["2026-03-02T18:00/2026-03-02T20:00"], "resume", "2026-03-03T08:00"),
        ("2026-03-06T08:00", "8 h", ["2026-03-06T16:00/2026-03-09T08:00"], "resume", "2026-03-09T10:00"),
        ("2026-02-13T08:00", "8 h", ["2026-02-13T10:00/2026-02-23T07:00"], "resume", "2026-02-23T15:00"),
        (
            "2026-03-02T08:00",
            "8 h",
            ["2026-03-02T09:00/2026-03-02T10:00", "2026-03-02T14:00/2026-03-02T15:00"],
            "resume",
            "2026-03-03T10:00",
        ),
        ("2026-03-02T08:00", "8 h", ["2026-03-02T10:00/2026-03-03T09:30"], "restart", "2026-03-04T09:30"),
        ("2026-03-02T08:00", "8 h", ["2026-03-02T10:00/2026-03-07T09:30"], "restart", "2026-03-09T17:00"),
        # working days: each one that closed while waiting is not counted
        ("2026-03-02T08:00", "3 wd", ["2026-03-03T10:00/2026-03-03T15:00"], "resume", "2026-03-05T17:00"),
        ("2026-03-02T08:00", "3 wd", ["2026-03-03T10:00/2026-03-05T10:00"], "resume", "2026-03-09T17:00"),
        ("2026-03-02T08:00", "3 wd", ["2026-03-03T10:00/2026-03-04T20:00"], "resume", "2026-03-09T17:00"),
        ("2026-03-02T08:00", "3 wd", ["2026-03-03T18:00/2026-03-04T06:00"], "resume", "2026-03-05T17:00"),
        ("2026-03-02T08:00", "1 wd", ["2026-03-02T10:00/2026-03-03T10:00"], "resume", "2026-03-04T17:00"),
        ("2026-03-04T08:00", "3 wd", ["2026-03-07T10:00/2026-03-08T10:00"], "resume", "2026-03-09T17:00"),
        ("2026-03-04T08:00", "3 wd", ["2026-03-06T16:00/2026-03-09T08:00"], "resume", "2026-03-10T17:00"),
        ("2026-02-09T08:00", "5 wd", ["2026-02-11T10:00/2026-02-24T10:00"], "resume", "2026-02-27T17:00"),
        ("2026-08-20T08:00", "3 wd", ["2026-08-21T10:00/2026-08-24T10:00"], "resume", "2026-08-26T17:00"),
        (
            "2026-03-02T08:00",
            "3 wd",
            ["2026-03-03T10:00/2026-03-04T10:00", "2026-03-05T10:00/2026-03-06T10:00"],
            "resume",
            "2026-03-09T17:00",
        ),
        ("2026-03-02T08:00", "3 wd", ["2026-03-04T10:00/2026-03-10T10:00"], "restart", "2026-03-13T17:00"),
        ("2026-03-02T08:00", "3 wd", ["2026-03-04T10:00/2026-03-07T10:00"], "restart", "2026-03-11T17:00"),
        # days of the calendar: nights waited are added before the end moves off a day off
        ("2026-03-02T08:00", "5 d", ["2026-03-03T10:00/2026-03-05T10:00"], "resume", "2026-03-09T17:00"),
        ("2026-03-02T08:00", "5 d", ["2026-03-03T10:00/2026-03-06T10:00"], "resume", "2026-03-10T17:00"),
        ("2026-03-02T08:00", "5 d", ["2026-03-03T10:00/2026-03-06T10:00"], "restart", "2026-03-11T17:00"),
        ("2026-03-02T08:00", "4 d", ["2026-03-06T10:00/2026-03-06T17:30"], "resume", "2026-03-09T17:00"),
        ("2026-03-02T08:00", "5 d", ["2026-03-09T10:00/2026-03-10T10:00"], "resume", "2026-03-10T17:00"),
        # the same day
        ("2026-03-02T08:00", "1 same", ["2026-03-02T10:00/2026-03-02T14:00"], "resume", "2026-03-02T17:00"),
        ("2026-03-02T08:00", "1 same", ["2026-03-02T10:00/2026-03-02T16:00"], "resume", "2026-03-03T17:00"),
        # a pause after the end changes nothing
        ("2026-03-02T08:00", "8 h", ["2026-03-03T08:00/2026-03-05T08:00"], "resume", "2026-03-03T08:00"),
        ("2026-03-02T08:00", "1 wd", ["2026-03-03T17:00/2026-03-05T08:00"], "restart", "2026-03-03T17:00"),
        # an open one shows what is left
        ("2026-03-02T08:00", "3 wd", ["2026-03-03T10:00/"], "restart", "2026-03-05T17:00"),
        ("2026-03-02T08:00", "1 same", ["2026-03-02T10:00/"], "resume", "2026-03-02T17:00"),
    ],
)
def test_due_with_waiting(start, how, waits, mode, end):
    assert ends(start, how, *waits, mode=mode) == at(end)


OVERLAPPING = ["2026-02-13T10:30/2026-02-13T14:30", "2026-02-13T14:00/2026-02-13T16:00"]


@pytest.mark.parametrize(
    ("waits", "mode", "end"),
    [
        (OVERLAPPING, "resume", "2026-02-24T15:47"),
        (OVERLAPPING[::-1], "resume", "2026-02-24T15:47"),
        ([*OVERLAPPING, "2026-02-13T11:00/2026-02-13T13:00"], "resume", "2026-02-24T15:47"),
        (OVERLAPPING, "restart", "2026-02-24T16:00"),  # anew from the end of the whole wait, once
        (["2026-02-13T09:00/2026-02-13T10:47"], "resume", "2026-02-24T10:47"),  # from the receipt on
        (["2026-02-13T09:00/2026-02-13T10:47"], "restart", "2026-02-24T10:47"),
        (["2026-02-12T09:00/2026-02-13T10:17"], "restart", "2026-02-24T10:17"),  # over before the receipt
        (["2026-02-13T10:30/2026-02-13T14:30", "2026-02-13T14:00/"], "resume", "2026-02-24T10:17"),  # not over yet
    ],
)
def test_waits_that_overlap_are_one_and_what_was_before_the_receipt_is_none(waits, mode, end):
    assert ends("2026-02-13T10:17", "16 h", *waits, mode=mode) == at(end)


def test_a_wait_made_of_two_counts_anew_from_its_end_when_one_of_them_does():
    first = pause("2026-03-02T10:00/2026-03-03T09:30", "restart")
    second = pause("2026-03-03T09:00/2026-03-03T10:30", "resume")
    for waits in ([first, second], [second, first]):
        assert due(NATIONAL, at("2026-03-02T08:00"), limit("8 h"), pauses=waits).at == at("2026-03-04T10:30")


def test_modes_may_be_mixed():
    waits = [
        pause("2026-03-03T10:00/2026-03-04T10:00", "restart"),
        pause("2026-03-05T10:00/2026-03-06T10:00", "resume"),
    ]
    assert due(NATIONAL, at("2026-03-02T08:00"), limit("3 wd"), pauses=waits).at == at("2026-03-10T17:00")


def test_the_rule_of_the_last_hour_is_a_parameter():
    assert ends("2026-03-02T16:30", "1 wd", late_minutes=60) == at("2026-03-04T17:00")
    assert ends("2026-03-02T15:30", "1 wd", late_minutes=60) == at("2026-03-03T17:00")
    assert ends("2026-03-07T10:00", "1 wd", late_minutes=0) == at("2026-03-10T17:00")
    assert ends("2026-03-02T16:30", "2 h", late_minutes=60) == at("2026-03-03T09:00")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: limit("0 wd"), "lớn hơn 0"),
        (lambda: limit("-1 h"), "lớn hơn 0"),
        (lambda: limit("1.5 d"), "số nguyên"),
        (lambda: TimeLimit(Decimal("NaN"), "hour"), "lớn hơn 0"),
        (lambda: TimeLimit(Decimal(10**9), "hour"), "200 năm"),
        (lambda: TimeLimit(Decimal(1), "month"), "đơn vị"),
        (lambda: pause("2026-03-03T10:00/2026-03-02T10:00", "resume"), "trước khi bắt đầu"),
        (lambda: pause("2026-03-03T10:00/", "again"), "resume"),
    ],
)
def test_nonsense_is_refused(make, words):
    with pytest.raises(Invalid, match=words):
        make()


def test_the_story_names_the_start_rule_each_holiday_and_the_end():
    story = told(due(NATIONAL, at("2026-02-13T10:00"), limit("2 wd")))
    assert "Ngày nhận hồ sơ không tính" in story
    assert "17/02/2026 không tính: Mùng 1 Tết Bính Ngọ." in story
    assert story.count("không tính:") == 5
    assert "Thứ Bảy và Chủ nhật không tính." in story
    assert story.endswith("Hết hạn lúc 17:00 24/02/2026.")


@pytest.mark.parametrize("duty", [[], ["sat"]])
def test_the_story_knows_that_saturday_counts_from_a_day_on(duty):
    morning = [["07:00", "11:00"]]
    now = WeekHours.from_json({"mon-fri": [["07:00", "11:00"], ["13:00", "17:00"]]})
    then = WeekHours.from_json({"fri-sat": morning, "duty": duty})
    calendar = WorkingCalendar(now, later=[(date(2026, 11, 27), then)])
    ends_on_saturday = due(calendar, at("2026-11-27T09:00"), limit("6 h"))
    assert ends_on_saturday.at == at("2026-11-28T11:00")
    assert "Thứ Bảy" not in told(ends_on_saturday)
    assert "Chủ nhật" not in told(ends_on_saturday)


def test_the_story_tells_when_the_days_of_rest_change():
    now = WeekHours.from_json({"mon-fri": [["07:00", "11:00"], ["13:00", "17:00"]]})
    then = WeekHours.from_json({"mon-sat": [["07:00", "11:00"]]})
    calendar = WorkingCalendar(now, later=[(date(2026, 11, 27), then)])
    lines = told(due(calendar, at("2026-11-20T09:00"), limit("7 wd"))).splitlines()
    assert lines[1:4] == [
        "Thứ Bảy và Chủ nhật không tính.",
        "Từ 27/11/2026 cơ quan đổi ngày nghỉ hằng tuần.",
        "Chủ nhật không tính.",
    ]


def test_the_story_names_make_up_days_and_waiting():
    result = due(
        NATIONAL,
        at("2026-08-20T19:00"),
        limit("8 h"),
        pauses=[
            pause("2026-08-21T10:00/2026-08-21T14:00", "resume"),
            pause("2026-08-22T08:30/2026-08-24T09:00", "restart"),
        ],
    )
    story = told(result)
    assert "ngoài giờ làm việc: tính từ 07:00 21/08/2026" in story
    assert "22/08/2026 là ngày làm việc: Làm bù" in story
    assert "tính tiếp thời gian còn lại" in story
    assert "tính lại thời hạn từ đầu" in story
    assert [line.moment for line in result.trace] == sorted(line.moment for line in result.trace)


def test_calendar_days_tell_only_the_end_that_is_off():
    story = told(due(NATIONAL, at("2026-02-06T08:00"), limit("10 d")))
    assert "Ngày cuối 16/02/2026 là ngày nghỉ" in story
    assert "27/04" not in told(due(NATIONAL, at("2026-04-20T08:00"), limit("10 d"))).partition("Hết hạn")[0]


def test_a_year_not_yet_announced_is_said():
    assert "chưa được công bố" in told(due(NATIONAL, at("2026-12-30T08:00"), limit("5 wd")))
    assert "chưa được công bố" not in told(due(NATIONAL, at("2026-11-30T08:00"), limit("5 wd")))


starts = st.datetimes(
    datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2026-12-01"), timezones=st.just(VIETNAM)
)
limits = st.sampled_from(["1 h", "8 h", "40 h", "1 wd", "3 wd", "15 wd", "0.5 wd", "1 d", "10 d", "1 same"])
gaps = st.integers(0, 5_000)


@given(starts, limits, gaps, gaps, gaps, st.sampled_from(["resume", "restart"]))
def test_longer_waiting_never_ends_earlier(start, how, until_stop, waited, more, mode):
    stop = start + timedelta(minutes=until_stop)
    short = due(NATIONAL, start, limit(how), pauses=[Pause(stop, stop + timedelta(minutes=waited), mode)]).at
    longer = due(NATIONAL, start, limit(how), pauses=[Pause(stop, stop + timedelta(minutes=waited + more), mode)]).at
    assert due(NATIONAL, start, limit(how)).at <= short <= longer


@given(starts, limits, gaps, gaps)
def test_waiting_in_two_parts_is_waiting_once(start, how, first, second):
    if how.endswith("same"):
        return
    stop = start + timedelta(minutes=5)
    middle, end = stop + timedelta(minutes=first), stop + timedelta(minutes=first + second)
    once = due(NATIONAL, start, limit(how), pauses=[Pause(stop, end)]).at
    assert due(NATIONAL, start, limit(how), pauses=[Pause(stop, middle), Pause(middle, end)]).at == once


spans = st.tuples(st.integers(-3_000, 5_000), st.integers(1, 3_000))


@given(starts, limits, st.lists(spans, max_size=5), st.sampled_from(["resume", "restart"]), st.randoms())
def test_waits_in_any_order_and_twice_over_are_what_their_union_is(start, how, minutes, mode, chance):
    waits = [
        Pause(start + timedelta(minutes=first), start + timedelta(minutes=first + long), mode)
        for first, long in minutes
    ]
    union = in_order(start, waits)
    assert all(start <= wait.start for wait in union)
    assert all(first.until <= second.start for first, second in pairwise(union))
    shuffled = chance.sample([*waits, *waits], 2 * len(waits))
    assert in_order(start, shuffled) == in_order(start, union)
    assert due(NATIONAL, start, limit(how), pauses=shuffled).at == due(NATIONAL, start, limit(how), pauses=union).at


@given(starts, limits, gaps, gaps)
def test_a_limit_ends_in_office_hours(start, how, until_stop, waited):
    stop = start + timedelta(minutes=until_stop)
    end = due(NATIONAL, start, limit(how), pauses=[Pause(stop, stop + timedelta(minutes=waited))]).at
    assert NATIONAL.seconds_between(end - timedelta(seconds=1), end) == 1


def test_cutoff_is_a_parameter():
    assert ends("2026-03-02T13:30", "1 same", cutoff=time(13)) == at("2026-03-03T17:00")


def test_an_empty_calendar_of_days_off_still_works():
    bare = WorkingCalendar(NATIONAL.hours)
    assert due(bare, at("2026-02-13T10:00"), limit("1 wd")).at == at("2026-02-16T17:00")


def test_the_story_is_in_the_order_of_time_and_days_have_no_hour():
    """Received on a holiday: the holiday comes before the next opening."""
    result = due(NATIONAL, at("2026-02-16T10:00"), limit("8 h"))
    moments = [line.moment for line in result.trace]
    assert moments == sorted(moments)
    assert {line.is_day for line in result.trace if "không tính: " in str(line.sentence)} == {True}
    assert not result.trace[0].is_day


def test_the_story_of_a_case_that_waits_says_that_the_wait_is_added():
    story = told(due(NATIONAL, at("2026-03-02T08:00"), limit("5 wd"), pauses=[pause("2026-03-04T08:00/", "resume")]))
    assert "Hết hạn lúc" not in story
    assert "thời gian chờ sẽ được cộng thêm" in story


def test_the_story_counts_the_days_that_were_waited():
    waited = pause("2026-03-04T08:00/2026-03-06T08:00", "resume")
    story = told(due(NATIONAL, at("2026-03-02T08:00"), limit("5 wd"), pauses=[waited]))
    assert "đã qua 2 ngày làm việc" in story
