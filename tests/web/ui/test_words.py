"""Dates, money and numbers are written as they are read aloud."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override
from markupsafe import Markup, escape

from motcua.kernel.clock import VIETNAM
from motcua.kernel.words import Sentence
from motcua.web.ui import words

DUE = datetime(2026, 11, 26, 17, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("long", "thứ Năm, 26/11/2026, 17:00"),
        ("due", "thứ Năm, 26/11/2026, trước 17:00"),
        ("short", "26/11/2026 17:00"),
        ("day", "26/11/2026"),
        ("weekday_day", "thứ Năm, 26/11/2026"),
        ("time", "17:00"),
        ("iso", "2026-11-26T17:00:00+07:00"),
    ],
)
def test_a_moment_in_every_style(style, written):
    assert words.moment(DUE, style) == written
    assert words.moment(DUE.astimezone(UTC), style) == written


def test_a_date_has_no_time_of_day():
    assert words.moment(date(2026, 11, 29), "due") == "Chủ nhật, 29/11/2026"
    assert words.moment(date(2026, 11, 29), "time") == ""
    assert words.moment(None) == ""


def test_english_dates_and_money():
    with override("en"):
        assert words.moment(DUE, "short") == "26 Nov 2026 17:00"
        assert words.number(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("back", "written"),
    [
        (timedelta(seconds=20), "vừa xong"),
        (timedelta(minutes=3), "3 phút trước"),
        (timedelta(hours=3), "hôm nay lúc 14:00"),
        (timedelta(days=1), "hôm qua lúc 17:00"),
        (timedelta(days=9), "17/11/2026 17:00"),
    ],
)
def test_how_long_ago(back, written):
    assert words.ago(DUE - back, DUE) == written


def test_money_phones_and_cards():
    assert words.dong(20000) == "20.000 đồng"
    assert words.dong(0) == "0 đồng"
    assert words.number(4.6) == "4,6"
    assert words.phone("+84912345678") == words.phone("0912 345 678") == "0912\u00a0345\u00a0678"
    assert words.phone("02963879123") == "0296\u00a03\u00a0879\u00a0123"
    assert words.phone("024 3825 1234") == "024\u00a03825\u00a01234"
    assert words.phone("hỏi Bảy") == "hỏi Bảy"
    assert words.grouped("089203001234") == "089\u00a0203\u00a0001\u00a0234"
    assert words.grouped("AB12") == "AB12"


def test_a_sentence_speaks_what_is_in_it():
    inner = Sentence("còn %(count)d ngày", {"count": 2})
    said = words.say(Sentence("%(left)s, đến %(until)s", {"left": inner, "until": DUE}))
    assert said == "còn 2 ngày, đến thứ Năm, 26/11/2026, 17:00"


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("17:00 27/11/2026", "27 Nov 2026 17:00"),
        ("05/01/2026", "5 Jan 2026"),
        ("05/13/2026", "05/13/2026"),
        ("Nghỉ từ 05/01/2026", "Nghỉ từ 05/01/2026"),
        ("8,6", "8.6"),
        ("8.000 đồng", "8,000 dong"),
        ("1.250.000 đồng", "1,250,000 dong"),
        ("mỗi bản 8.000 đồng", "mỗi bản 8.000 đồng"),
        ("Điều 8,6", "Điều 8,6"),
    ],
)
def test_a_moment_or_figure_kept_in_a_message_reads_as_the_pages_write_it(kept, read):
    told = Sentence("%(until)s", {"until": kept})
    assert words.say(told) == kept
    with override("en"):
        assert words.say(told) == read


def test_nothing_and_markup_pass_through():
    assert words.say(None) == words.say("") == ""
    assert words.say(Markup("<b>a</b>")) == Markup("<b>a</b>")


def test_an_end_at_midnight_belongs_to_the_day_before():
    assert words.last_minute(datetime(2026, 12, 1, tzinfo=VIETNAM)) == datetime(2026, 11, 30, 23, 59, tzinfo=VIETNAM)
    assert words.last_minute(DUE) == DUE


def test_a_name_of_the_data_is_not_looked_up_in_the_catalogue_of_a_library():
    with override("vi"):
        assert words.say("Khmer") == "Khmer"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Đã tiếp nhận, mã H01.52.01-261124-0001.", ["H01.52.01-261124-0001"]),
        ("Mã nộp 3YY-BH2-XHE, phiếu số 18/PBS-TTPVHCC", ["3YY-BH2-XHE", "18/PBS-TTPVHCC"]),
        ("Hẹn 26/11/2026 17:00 – Bộ phận Tư pháp - Hộ tịch, UBND-TP", []),
        ("<b>A1-23</b> Tom&#39;s", []),
    ],
)
def test_a_code_in_a_sentence_is_not_torn_apart(text, kept):
    drawn = str(words.unbroken(text))
    assert re.findall(r'<span class="keep">(.*?)</span>', drawn) == kept
    assert drawn.replace('<span class="keep">', "").replace("</span>", "") == str(escape(text))
