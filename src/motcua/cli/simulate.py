"""``motcua simulate``: drive cases through all acts as the demo officers would."""

import argparse
import time
from typing import Any

from motcua.cli.parsing import add_command

STOPPED = "Dừng ở hồ sơ thứ %(place)s: %(why)s Đã làm xong %(made)s hồ sơ với %(acts)s bước; những hồ sơ này vẫn còn."


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        subparsers,
        "simulate",
        help="chạy thử nhiều hồ sơ từ lúc nộp đến lúc trả kết quả",
        example="motcua simulate --procedure 2.000815 --count 20",
        needs_data=True,
    )
    parser.add_argument("--procedure", required=True, metavar="MÃ", help="mã thủ tục do xã giải quyết")
    parser.add_argument("--count", type=int, default=10, metavar="N", help="bao nhiêu hồ sơ (1 đến 100000)")
    parser.add_argument("--unit", metavar="MÃ", help="mã đơn vị giải quyết (bỏ trống: lần lượt từng xã)")
    parser.set_defaults(run=run, needs_database=True)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"procedure", "count", "returned", "acts", "seconds", "per_second"}``; where it stops it says what was made."""
    from motcua.demo.cast import gather_cast
    from motcua.demo.driver import Driver
    from motcua.kernel import clock
    from motcua.kernel.refusals import Invalid, Refused
    from motcua.procedures.queries import is_taken_online

    if not 1 <= arguments.count <= 100_000:
        raise Invalid("--count phải từ 1 đến 100000.")
    cast = gather_cast()
    unit_ids = _takers(arguments.procedure, arguments.unit, [code for code, _ in cast.units])
    is_open = is_taken_online(arguments.procedure, clock.today())
    begun, acts = time.perf_counter(), 0
    for number in range(arguments.count):
        person = cast.people[number % len(cast.people)]
        driver = Driver(arguments.procedure, unit_ids[number % len(unit_ids)], person, paper=cast.paper)
        try:
            acts += driver.to_the_end("online" if number % 2 and is_open else "counter").version
        except Refused as refusal:
            raise Invalid(STOPPED, place=number + 1, made=number, acts=acts, why=refusal.sentence) from refusal
    seconds = time.perf_counter() - begun
    return {
        "procedure": arguments.procedure,
        "count": arguments.count,
        "returned": arguments.count,
        "acts": acts,
        "seconds": round(seconds, 3),
        "per_second": round(arguments.count / seconds, 1),
    }


def _takers(procedure: str, unit: str | None, communes: list[str]) -> list[int]:
    """The communes that take the procedure, or the one that was asked for; refuses with Invalid when there is none."""
    from motcua.kernel import clock
    from motcua.kernel.refusals import Invalid
    from motcua.people.queries import directory
    from motcua.procedures.queries import active_unit_ids, current_version

    loaded, taking = current_version(procedure, clock.today()), active_unit_ids(procedure, clock.today())
    if loaded is None or not loaded.bundle.is_operable or not taking:
        raise Invalid("Thủ tục %(code)s chưa mở để xử lý ở đây.", code=procedure)
    found = [directory().unit_by_code(code) for code in communes if unit in (None, code)]
    if not found:
        raise Invalid("Không có đơn vị %(code)s.", code=unit)
    unit_ids = [one.id for one in found if one and one.id in taking]
    if not unit_ids:
        raise Invalid("Chưa có xã nào trong số được chọn tiếp nhận thủ tục %(code)s.", code=procedure)
    return unit_ids
