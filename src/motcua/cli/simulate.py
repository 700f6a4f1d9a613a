"""``motcua simulate``: drive cases through all acts as the demo officers would."""

import argparse
import time
from typing import Any


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "simulate",
        help="chạy thử nhiều hồ sơ / drive cases to the result",
        epilog="Example: motcua simulate --procedure 2.000815 --count 20",
    )
    parser.add_argument("--procedure", required=True, metavar="CODE", help="code of an operable procedure")
    parser.add_argument("--count", type=int, default=10, metavar="N", help="how many cases (1 to 100000)")
    parser.add_argument("--unit", metavar="CODE", help="unit that handles them (default: each commune in turn)")
    parser.add_argument("--data", metavar="DIR", help="data folder (default as `run`)")
    parser.set_defaults(run=run, needs_database=True)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"procedure", "count", "returned", "acts", "seconds", "per_second"}``."""
    from motcua.demo.cast import gather_cast
    from motcua.demo.driver import Driver
    from motcua.kernel import clock
    from motcua.kernel.refusals import Invalid
    from motcua.people.queries import directory
    from motcua.procedures.queries import is_taken_online

    if not 1 <= arguments.count <= 100_000:
        raise Invalid("--count phải từ 1 đến 100000.")
    cast = gather_cast()
    if arguments.procedure not in cast.procedures:
        raise Invalid("Thủ tục %(code)s chưa mở để xử lý ở đây.", code=arguments.procedure)
    codes = [code for code, _ in cast.units if arguments.unit in (None, code)]
    units = [unit for code in codes if (unit := directory().unit_by_code(code))]
    if not units:
        raise Invalid("Không có đơn vị %(code)s.", code=arguments.unit)
    is_open = is_taken_online(arguments.procedure, clock.today())
    begun, acts = time.perf_counter(), 0
    for number in range(arguments.count):
        person = cast.people[number % len(cast.people)]
        driver = Driver(arguments.procedure, units[number % len(units)].id, person, paper=cast.paper)
        acts += driver.to_the_end("online" if number % 2 and is_open else "counter").version
    seconds = time.perf_counter() - begun
    return {
        "procedure": arguments.procedure,
        "count": arguments.count,
        "returned": arguments.count,
        "acts": acts,
        "seconds": round(seconds, 3),
        "per_second": round(arguments.count / seconds, 1),
    }
