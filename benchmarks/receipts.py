"""Receipts a second on one core, beside a bare page of one line by the same compiler in the same run.

    python benchmarks/receipts.py [--count N]

Prints one JSON document. Target: 150 receipts a second (processor time of one core).
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

os.environ.setdefault("RAYON_NUM_THREADS", "1")  # before the compiler is loaded: one core means one thread

import typst
from benchmarks._verdict import tell

from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints import render
from motcua.kernel.clock import VIETNAM
from motcua.printing.letters import FONTS

ROUND = 25
TARGET = 150


def receipt(number: int) -> told.ReceiptFacts:
    """A receipt like any other, different in name, code and numbers."""
    office = told.Office("Trung tâm Phục vụ hành chính công xã Thoại Sơn", "UBND xã Thoại Sơn", place="Thoại Sơn")
    code = f"H01.30682.01-261124-{number:04d}"
    person = told.Person(
        f"Nguyễn Thị Thuỳ Dương {number}",
        f"089184{number:06d}",
        f"Số {number}, ấp Bắc Sơn, xã Thoại Sơn, tỉnh An Giang",
        f"0912 {number:06d}",
    )
    return told.ReceiptFacts(
        paper=told.Paper(office, f"{number}/TTPVHCC", datetime(2026, 11, 24, 8, 5, tzinfo=VIETNAM)),
        case=told.Case(code, "1.001193", "Thủ tục đăng ký khai sinh", person, f"https://example.vn/tra-cuu/?ma={code}"),
        received_at=datetime(2026, 11, 24, 8, number % 60, tzinfo=VIETNAM),
        due_at=datetime(2026, 11, 27, 17, tzinfo=VIETNAM),
        papers=(
            told.PaperRow("Tờ khai đăng ký khai sinh", "Bản điện tử"),
            told.PaperRow("Giấy chứng sinh", "Bản chính"),
            told.PaperRow("Giấy chứng nhận kết hôn của cha, mẹ", "Bản sao"),
        ),
        limit="3 ngày làm việc",
        fees=(told.FeeRow("Lệ phí bản sao trích lục", 16000),),
        receiver=told.Signature("Đặng Thị Ngọc Ánh"),
    )


def bare_page() -> Callable[[int], object]:
    """A page of one line: what the compiler costs without a form."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(font_paths=fonts)
    return lambda number: compiler.compile(
        f'#set text(font: "Tinos", size: 13pt)\nGiấy tiếp nhận {number}'.encode(), format="pdf", pdf_standards="a-2b"
    )


def seconds_each(work: Callable[[int], object], first: int) -> float:
    """Processor seconds for one, over a round."""
    start = time.process_time()
    for number in range(first, first + ROUND):
        work(number)
    return (time.process_time() - start) / ROUND


def main() -> None:
    """Measure both in alternating rounds and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=500, help="receipts to print (default 500)")
    count = parser.parse_args().count
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    day = date(2026, 11, 24)
    works = {"receipt": lambda number: render("receipt", receipt(number), on=day), "bare": bare_page()}
    spent: dict[str, list[float]] = {name: [] for name in works}
    for name, work in works.items():
        seconds_each(work, 0)
        spent[name] = []
    for first in range(ROUND, max(count, ROUND) + ROUND, ROUND):
        for name, work in works.items():
            spent[name].append(seconds_each(work, first))
    each = {name: statistics.median(times) for name, times in spent.items()}
    result: dict[str, Any] = {
        "receipts_per_second": round(1 / each["receipt"], 1),
        "best_round_per_second": round(1 / min(spent["receipt"]), 1),
        "bare_pages_per_second": round(1 / each["bare"], 1),
        "receipt_ms": round(each["receipt"] * 1000, 2),
        "bare_page_ms": round(each["bare"] * 1000, 2),
        "times_a_bare_page": round(each["receipt"] / each["bare"], 2),
        "bytes": len(render("receipt", receipt(1), on=day)),
        "count": len(spent["receipt"]) * ROUND,
    }
    tell(result, {"receipts_per_second": (result["receipts_per_second"], ">=", TARGET)})


if __name__ == "__main__":
    main()
