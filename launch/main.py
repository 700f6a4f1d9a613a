"""The commands of the launcher, and which of them are the product's own."""

import json
import os
import sys
from collections.abc import Callable
from difflib import get_close_matches

from launch.place import PYTHON, SRC, environment
from launch.words import Stop, words

CLI = {
    "due": ("Tính hạn trả kết quả", "When is a dossier due, and why"),
    "id": ("Đọc QR căn cước, kiểm tra mã số thuế", "Read a citizen card's QR, check a tax code"),
    "verify": ("Kiểm tra chữ ký số trong một tệp PDF", "Check the signatures in a PDF"),
    "search": ("Tìm thủ tục", "Search procedures"),
    "procedure": ("Kiểm tra, nhập, xuất thủ tục", "Check, import, export a procedure"),
    "files": ("Kiểm tra tệp đã lưu, đổi khóa mã hóa", "Check the kept files, turn their keys"),
    "ledger": ("Kiểm tra sổ nhật ký", "Verify the ledger"),
    "users": ("Tài khoản dùng thử", "Demo accounts"),
    "urls": ("Mọi đường dẫn và vai trò", "Every route and the role it needs"),
    "simulate": ("Chạy thử N hồ sơ từ đầu đến cuối", "Drive N dossiers through all acts"),
}


def _run(arguments: list[str]) -> int:
    from launch.run import run

    return run(arguments)


def _prepare(arguments: list[str]) -> int:
    from launch.run import prepare_only

    return prepare_only(arguments)


def _doctor(arguments: list[str]) -> int:
    from launch.doctor import doctor

    return doctor(arguments)


def _check(arguments: list[str]) -> int:
    from launch.check import check

    return check(arguments)


def _test(arguments: list[str]) -> int:
    from launch.gate import test

    return test(arguments)


def _bench(arguments: list[str]) -> int:
    from launch.gate import bench

    return bench(arguments)


OWN: dict[str, tuple[Callable[[list[str]], int], str, str]] = {
    "run": (_run, "Cài đặt (lần đầu) và chạy", "Set up (the first time) and run"),
    "doctor": (_doctor, "Máy này thiếu gì, và vì vậy tắt gì", "What is missing here, and what that switches off"),
    "prepare": (
        _prepare,
        "Gói, bản dịch, tệp giao diện, bảng dữ liệu",
        "Packages, texts, static files, tables; no server",
    ),
    "check": (_check, "Phần kiểm tra nhanh", "The fast checks"),
    "test": (_test, "Toàn bộ kiểm tra (nhận tham số pytest)", "The whole gate (takes pytest arguments)"),
    "bench": (_bench, "Đo tốc độ", "Measure the speed"),
}

# Their options are few and go to other programs; the others have parsers of their own.
EXAMPLES = {
    "check": "./motcua check types lint",
    "test": "./motcua test tests/people -x -q    ./motcua test --pg tests/ledger",
    "bench": "./motcua bench due_dates",
}


def help_of(name: str) -> str:
    """What one of our own commands does, with an example."""
    _, vi, en = OWN[name]
    return f"./motcua {name}: {words(vi, en)}\n\n{words('Ví dụ', 'Example')}: {EXAMPLES[name]}"


def usage() -> str:
    """The list of commands."""
    own = [(name, words(vi, en)) for name, (_, vi, en) in OWN.items()]
    product = [(name, words(vi, en)) for name, (vi, en) in CLI.items()]
    rows = [f"  ./motcua {name:<10} {text}" for name, text in [*own, *product]]
    rows.insert(len(own), "")
    title = words("Một Cửa. Các lệnh:", "motcua, the one-stop shop of a Vietnamese locality. Commands:")
    more = words("Thêm --help sau mỗi lệnh để xem ví dụ.", "Add --help to any of them for its options and an example.")
    return "\n".join([title, "", *rows, "", more])


def main(arguments: list[str]) -> int:
    """Do what is asked; one clear sentence and an exit code when it cannot be done."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if name in EXAMPLES and not {"-h", "--help"}.isdisjoint(rest):
            print(help_of(name))
            return 0
        if name in OWN:
            return OWN[name][0](rest)
        if name in CLI or _is_product_command(name):
            return _product(name, rest)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 130
    if name in {"", "help", "-h", "--help"}:
        print(usage())
        return 0
    return _unknown(name)


def _unknown(name: str) -> int:
    """One JSON document on stderr, as every command of the product says its errors; the nearest names beside it."""
    near = get_close_matches(name.lower(), [*OWN, *CLI], n=3, cutoff=0.5)
    said = words(f"Không có lệnh “{name}”.", f"There is no command “{name}”.")
    if near:
        said += " " + words("Có phải bạn muốn: ", "Did you mean: ") + ", ".join(near) + "?"
    said += " " + words("Gõ ./motcua để xem mọi lệnh.", "Type ./motcua to see all of them.")
    error = {"code": "usage", "message": said, "nearest": near}
    json.dump({"error": error}, sys.stderr, ensure_ascii=False)
    sys.stderr.write("\n")
    return 2


def _is_product_command(name: str) -> bool:
    """Commands for contributors are not in the list; the product knows them by their file."""
    path = SRC / "motcua" / "cli" / f"{name}.py"
    return name.isidentifier() and path.exists() and "def register(" in path.read_text()


def _product(name: str, arguments: list[str]) -> int:
    """Hand over to the product's own command; what is set up on the way goes to stderr."""
    from launch import packages

    packages.ensure("run", to=sys.stderr)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "-m", "motcua.cli", name, *arguments], environment())
