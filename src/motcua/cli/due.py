"""``motcua due``: when does a time limit end, and why?"""

import argparse
import json
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from motcua.cli.parsing import add_command
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid, NotFound
from motcua.kernel.words import N_
from motcua.workdays.rules import Pause, TimeLimit, WorkingCalendar, calendar_from_json, calendar_of, due, read_days

EXAMPLE = (
    "motcua due --start 2026-02-13T10:17 --days 5 \\\n"
    "    --pause 2026-02-23T09:00/2026-02-25T14:00 --after-pause resume"
)
LARGEST_FILE = 1_000_000
LIMITS = (("hours", "hour"), ("days", "working_day"), ("calendar_days", "day"))

BAD_MOMENT = N_(
    "“%(value)s” không phải thời điểm. Hãy ghi dạng 2026-02-13T10:17 (giờ Việt Nam) hoặc kèm múi giờ +07:00."
)
BAD_COUNT = N_("“%(value)s” không dùng được: thời hạn phải là số nguyên lớn hơn 0.")
BAD_PAUSE = N_("“%(value)s” không phải khoảng tạm dừng. Hãy ghi dạng 2026-02-23T09:00/2026-02-25T14:00.")
NO_FILE = N_("Không đọc được tệp lịch “%(value)s”.")
BIG_FILE = N_("Tệp lịch “%(value)s” quá lớn.")
BAD_JSON = N_("Tệp lịch “%(value)s” không phải JSON đúng: dòng %(line)s, cột %(column)s.")
BAD_FILE = N_("Tệp lịch “%(value)s” không phải JSON đúng.")
TWICE = N_("Mục “%(key)s” xuất hiện hai lần trong tệp lịch.")
NO_UNIT = N_("Không có đơn vị mã “%(code)s”.")


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        subparsers, "due", help="tính ngày hẹn trả và giải thích vì sao", example=EXAMPLE, needs_data=True
    )
    parser.add_argument("--start", required=True, metavar="ISO", help="lúc nhận hồ sơ, ví dụ 2026-02-13T10:17")
    limit = parser.add_mutually_exclusive_group(required=True)
    limit.add_argument("--hours", metavar="N", help="thời hạn theo giờ làm việc")
    limit.add_argument("--days", metavar="N", help="thời hạn theo ngày làm việc")
    limit.add_argument("--calendar-days", metavar="N", help="thời hạn theo ngày, tính cả ngày nghỉ")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--unit", metavar="CODE", help="mã đơn vị: dùng giờ làm việc của đơn vị đó")
    where.add_argument("--calendar", metavar="FILE", help="tệp JSON có hours, off, work")
    parser.add_argument(
        "--pause",
        action="append",
        default=[],
        metavar="FROM/TO",
        help="khoảng chờ; ghi được nhiều lần, theo thứ tự nào cũng được; những khoảng chồng lên nhau tính là một, phần "
        "trước lúc nhận hồ sơ không tính",
    )
    parser.add_argument(
        "--after-pause",
        choices=("resume", "restart"),
        default="resume",
        help="sau khi chờ: tính tiếp thời gian còn lại (resume) hoặc tính lại từ đầu kể từ lúc hết chờ (restart)",
    )
    parser.set_defaults(run=run, needs_database=lambda arguments: arguments.unit is not None)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"due": ISO, "trace": [{"at": ISO, "text": …}, …]}``."""
    start = moment(arguments.start)
    limit = _limit(arguments)
    pauses = [_pause(text, arguments.after_pause) for text in arguments.pause]
    found = due(_calendar(arguments), start, limit, pauses=pauses)
    return {
        "due": found.at.isoformat(),
        "trace": [{"at": line.moment.isoformat(), "text": str(line.sentence)} for line in found.trace],
    }


def moment(text: str) -> datetime:
    """A moment; without an offset it is Vietnam's."""
    try:
        found = datetime.fromisoformat(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=VIETNAM)).astimezone(VIETNAM)
    except (ValueError, OverflowError):
        raise Invalid(BAD_MOMENT, value=text) from None


def _limit(arguments: argparse.Namespace) -> TimeLimit:
    text, unit = next((getattr(arguments, name), unit) for name, unit in LIMITS if getattr(arguments, name) is not None)
    try:
        value = Decimal(text)
        whole = value.is_finite() and value > 0 and value == value.to_integral_value()
    except InvalidOperation:
        whole = False
    if not whole:
        raise Invalid(BAD_COUNT, value=text)
    return TimeLimit(value, unit)  # type: ignore[arg-type]


def _pause(text: str, mode: str) -> Pause:
    start, slash, end = text.partition("/")
    if not slash or not start or not end:
        raise Invalid(BAD_PAUSE, value=text)
    return Pause(moment(start), moment(end), mode)


def _calendar(arguments: argparse.Namespace) -> WorkingCalendar:
    if arguments.calendar is not None:
        return calendar_from_json(_read(Path(arguments.calendar)))
    if arguments.unit is not None:
        return _calendar_of_unit(arguments.unit)
    return calendar_of(read_days())


def _calendar_of_unit(code: str) -> WorkingCalendar:
    from motcua.people.queries import directory
    from motcua.workdays.queries import calendar_for

    unit = directory().unit_by_code(code)
    if unit is None:
        raise NotFound(NO_UNIT, code=code)
    return calendar_for(unit.id)


def _read(file: Path) -> Any:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Invalid(BIG_FILE, value=str(file))
        return json.loads(file.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
    except OSError:
        raise Invalid(NO_FILE, value=str(file)) from None
    except json.JSONDecodeError as error:
        raise Invalid(BAD_JSON, value=str(file), line=error.lineno, column=error.colno) from None
    except (UnicodeDecodeError, RecursionError):
        raise Invalid(BAD_FILE, value=str(file)) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two lists under one key would lose the first without a word."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Invalid(TWICE, key=key)
        found[key] = value
    return found
