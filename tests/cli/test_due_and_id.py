"""The commands that need no data: due dates and identifiers, as a user of the shell meets them."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from motcua.cli import main
from motcua.people.models import Unit
from motcua.people.queries import forget_directory
from motcua.workdays.models import OfficeHours
from motcua.workdays.queries import forget_calendars

SOURCE = str(Path(__file__).resolve().parents[2] / "src")

FILE = {
    "hours": {"mon-fri": [["07:00", "11:30"], ["13:30", "17:00"]], "sat": [["07:00", "11:30"]]},
    "off": ["2026-04-27", "2026-02-16/2026-02-20"],
    "work": ["2026-08-22"],
}
START = ("due", "--start", "2026-02-13T10:17")


@pytest.fixture
def said(capsys):
    def run(*words: str):
        code = main(list(words))
        out, err = capsys.readouterr()
        if code == 0:
            assert not err
            return json.loads(out)
        assert code == 2
        assert not out
        error = json.loads(err)["error"]
        return f"{error['code']}: {error['message']}"

    return run


@pytest.fixture
def calendar(tmp_path):
    def write(content) -> str:
        file = tmp_path / "lịch.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(file)

    return write


@pytest.mark.parametrize(
    ("words", "end"),
    [
        (("--hours", "40"), "2026-02-27T10:17:00+07:00"),
        (("--days", "5"), "2026-02-27T17:00:00+07:00"),
        (("--calendar-days", "5"), "2026-02-23T17:00:00+07:00"),
        (("--days", "2", "--pause", "2026-02-23T09:00/2026-02-25T14:00"), "2026-02-26T17:00:00+07:00"),
        (
            ("--days", "2", "--pause", "2026-02-23T09:00/2026-02-25T14:00", "--after-pause", "restart"),
            "2026-02-27T17:00:00+07:00",
        ),
        (
            (
                "--hours",
                "8",
                "--pause",
                "2026-02-13T11:00/2026-02-13T13:00",
                "--pause",
                "2026-02-23T07:00/2026-02-23T08:00",
            ),
            "2026-02-23T13:17:00+07:00",
        ),
        (
            (
                "--hours",
                "16",
                "--pause",
                "2026-02-13T14:00/2026-02-13T16:00",
                "--pause",
                "2026-02-13T10:30/2026-02-13T14:30",
            ),
            "2026-02-24T15:47:00+07:00",
        ),
        (("--hours", "16", "--pause", "2026-02-13T09:00/2026-02-13T10:47"), "2026-02-24T10:47:00+07:00"),
    ],
)
def test_due_on_the_national_calendar(said, words, end):
    told = said(*START, *words)
    assert told["due"] == end
    assert told["trace"][-1]["text"].startswith("Hết hạn")
    assert set(told["trace"][0]) == {"at", "text"}


def test_an_offset_is_understood(said):
    assert said("due", "--start", "2026-02-13T03:17:00Z", "--hours", "1")["due"] == "2026-02-13T13:17:00+07:00"
    assert said("due", "--start", "2026-02-13T10:17:30", "--hours", "1")["due"] == "2026-02-13T13:17:30+07:00"


@pytest.mark.parametrize(
    ("start", "words", "end"),
    [
        ("2026-02-13T16:30", ("--hours", "5"), "2026-02-14T11:30:00+07:00"),
        ("2026-02-13T16:30", ("--hours", "6"), "2026-02-21T08:00:00+07:00"),
        ("2026-02-13T16:30", ("--days", "2"), "2026-02-21T11:30:00+07:00"),
        ("2026-08-21T10:00", ("--days", "1"), "2026-08-22T17:00:00+07:00"),
        ("2026-04-24T10:00", ("--calendar-days", "2"), "2026-04-28T17:00:00+07:00"),
    ],
)
def test_due_on_a_calendar_file(said, calendar, start, words, end):
    assert said("due", "--start", start, *words, "--calendar", calendar(FILE))["due"] == end


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "không phải JSON đúng: dòng 1"),
        ("[]", "đối tượng JSON"),
        ("", "không phải JSON đúng"),
        ('{"hours": {}, "hours": {}}', "hai lần"),
        ({}, "chưa có giờ làm việc"),
        ({"hours": {}}, "ít nhất một buổi"),
        ({**FILE, "holidays": []}, "holidays"),
        ({**FILE, "off": "2026-04-27"}, "danh sách ngày"),
        ({**FILE, "off": ["27/04/2026"]}, "không phải là ngày"),
        ({**FILE, "off": [20260427]}, "không phải là ngày"),
        ({**FILE, "off": ["2026-02-20/2026-02-16"]}, "kết thúc trước khi bắt đầu"),
        ({**FILE, "off": ["2026-01-01/2126-01-01"]}, "mười năm"),
        ({**FILE, "work": ["2026-04-27"]}, "vừa là ngày nghỉ"),
        ({"hours": {"mon": [["07:00", "11:00"], ["10:00", "12:00"]]}}, "chồng lên nhau"),
        ({"hours": {"mon": [["11:00", "07:00"]]}}, "đóng trước khi mở"),
    ],
)
def test_a_bad_calendar_file_is_told(said, calendar, content, sentence):
    assert sentence in said(*START, "--hours", "1", "--calendar", calendar(content))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((*START, "--days", "0"), "lớn hơn 0"),
        ((*START, "--days", "-3"), "lớn hơn 0"),
        ((*START, "--hours", "1.5"), "số nguyên"),
        ((*START, "--hours", "x"), "số nguyên"),
        ((*START, "--hours", "nan"), "số nguyên"),
        ((*START, "--hours", "9" * 30), "200 năm"),
        ((*START, "--days", "70000"), "2199"),
        (START, "usage"),
        ((*START, "--hours", "1", "--days", "1"), "usage"),
        ((*START, "--hours", "1", "--unit", "1", "--calendar", "x"), "usage"),
        ((*START, "--hours", "1", "--after-pause", "again"), "usage"),
        (("due", "--start", "13/02/2026", "--hours", "1"), "không phải thời điểm"),
        (("due", "--start", "0001-01-01T00:00Z", "--hours", "1"), "1990"),
        ((*START, "--hours", "1", "--pause", "2026-02-13T11:00"), "khoảng tạm dừng"),
        ((*START, "--hours", "1", "--pause", "2026-02-13T11:00/x"), "không phải thời điểm"),
        ((*START, "--hours", "1", "--pause", "2026-02-13T12:00/2026-02-13T11:00"), "trước khi bắt đầu"),
        ((*START, "--hours", "1", "--calendar", "/nonexistent.json"), "Không đọc được tệp"),
        ((*START, "--hours", "1", "--calendar", "/"), "Không đọc được tệp"),
        (("nothing",), "usage"),
        (("id",), "usage"),
        (("id", "passport", "x"), "usage"),
    ],
)
def test_bad_input_gets_a_sentence_and_code_2(said, words, sentence):
    assert sentence in said(*words)


@pytest.mark.django_db
def test_due_in_a_unit(said):
    forget_directory()
    forget_calendars()
    unit = Unit.objects.create(
        code="T1", kind="commune", name="T1", short_name="T1", slug="t1", path="/T1/", valid_from=date(2020, 1, 1)
    )
    OfficeHours.objects.create(unit=unit, valid_from=date(2020, 1, 1), hours={"mon-fri": [["08:00", "16:00"]]})
    assert said(*START, "--days", "1", "--unit", "T1")["due"] == "2026-02-16T16:00:00+07:00"
    assert "T2" in said(*START, "--days", "1", "--unit", "T2")
    forget_directory()
    forget_calendars()


def test_without_data_a_unit_is_refused_and_nothing_is_made(tmp_path):
    program = f"import sys; from motcua.cli import main; sys.exit(main({[*START, '--days', '1', '--unit', 'T1']}))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": SOURCE, "MOTCUA_DATA": str(tmp_path), "MOTCUA_DATABASE_URL": ""},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert json.loads(done.stderr)["error"]["code"] == "no_database"
    assert not list(tmp_path.iterdir())


def test_a_card_and_a_tax_code(said):
    card = said("id", "card", "001090123456|012345678|NGUYEN VAN A|01011990|Nam|Phuong X, Quan Y, Ha Noi|15042021\n")
    assert card == {
        "valid": True,
        "warnings": [],
        "number": "001090123456",
        "old_number": "012345678",
        "name": "NGUYEN VAN A",
        "birth_date": "1990-01-01",
        "gender": "Nam",
        "address": "Phuong X, Quan Y, Ha Noi",
        "issued_on": "2021-04-15",
    }
    assert said("id", "tax", "0314409058-002")["display"] == "0314409058-002"
    wrong = said("id", "tax", "0100233480")
    assert not wrong["valid"]
    assert wrong["warnings"]
    assert not said("id", "card", "")["valid"]


def test_the_bare_command_lists_the_commands(capsys):
    assert main([]) == 0
    listed = capsys.readouterr().out
    assert "due" in listed
    assert "id" in listed


def test_commands_without_data_do_not_load_django():
    program = (
        "import sys; from motcua.cli import main; code = main(sys.argv[1:]);"
        "sys.exit(code or 9 * any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    for words in (["id", "tax", "0100233488"], ["due", "--start", "2026-02-13T10:17", "--days", "1"]):
        done = subprocess.run(
            [sys.executable, "-c", program, *words],
            env={"PYTHONPATH": SOURCE, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        json.loads(done.stdout.decode("utf-8"))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("id", "card"), "thiếu QR."),
        (("ledger",), "thiếu VIỆC."),
        (("procedure", "nope"), "VIỆC không nhận 'nope'; hãy chọn: "),
        (("search", "a", "--limit", "x"), "--limit phải là số nguyên, không phải 'x'."),
        ((*START, "--days"), "sau --days phải ghi một giá trị."),
        ((*START, "--days", "1", "--hours", "2"), "--hours không đi cùng --days."),
        (START, "phải có một trong các tùy chọn --hours --days --calendar-days."),
        ((*START, "--days", "1", "--nope"), "không có tùy chọn --nope."),
    ],
)
def test_a_wrong_command_is_told_in_vietnamese(said, words, why):
    assert f"usage: Câu lệnh chưa đúng: {why}" in said(*words)
