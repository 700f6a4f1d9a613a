"""Find the command, run it, and print its one JSON document."""

import argparse
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from motcua.cli.parsing import Parser, Usage
from motcua.kernel.disk import is_disk_full
from motcua.kernel.refusals import NotFound, NotPermitted, Refused
from motcua.kernel.words import N_


class NoDatabase(Refused):
    """There is no data where the command looks."""


OWN = frozenset({"main", "parsing"})
SETTINGS = "motcua.config.settings"
WRONG = 2
CODES: tuple[tuple[type[Refused], str], ...] = (
    (Usage, "usage"),
    (NotFound, "not_found"),
    (NotPermitted, "not_permitted"),
    (NoDatabase, "no_database"),
)
NO_DATABASE = N_("Chưa có dữ liệu ở %(place)s. Hãy chạy “./motcua run” một lần, hoặc chỉ đúng thư mục bằng --data.")
DATABASE = "Không dùng được cơ sở dữ liệu: %(why)s. Hãy chạy “./motcua run” một lần để chuẩn bị dữ liệu."
DISK_FULL = "Máy chủ đã đầy đĩa nên chưa ghi được gì; những gì đã lưu vẫn còn. Hãy dọn chỗ trống rồi chạy lại."
SETTINGS_WRONG = "Cài đặt chưa đúng: %(why)s"
UNEXPECTED = "Lỗi ngoài dự kiến: %(why)s. Hãy báo cho người quản trị hệ thống."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it printed its document, 2 when it was refused or could not be done."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        parser = build_parser(words[0] if words else None)
        if not words:
            parser.print_help()
            return 0
        return _run(parser.parse_args(words))
    except SystemExit as leaving:  # --help of argparse
        return int(leaving.code or 0)
    except Refused as refusal:
        return _fail(_code(refusal), str(refusal.sentence))
    except BrokenPipeError:  # the reader had enough, as in ``motcua users | head -1``
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail("interrupted", "Đã dừng theo yêu cầu.")


def build_parser(wanted: str | None) -> Parser:
    """The parser with the wanted command, or with all of them when there is no such command."""
    parser = Parser(
        prog="motcua",
        description="Một Cửa: các lệnh cho người quản trị và người kiểm thử.",
        epilog="Ví dụ (example):\n  motcua due --start 2026-02-13T10:17 --hours 40\n  motcua id tax 0100233488",
    )
    subparsers = parser.add_subparsers(dest="command", metavar="LỆNH", required=True)
    names = list(command_names())
    for name in [wanted] if wanted in names else names:
        importlib.import_module(f"motcua.cli.{name}").register(subparsers)
    return parser


def command_names() -> Iterator[str]:
    """The modules of this package that hold a command."""
    for module in pkgutil.iter_modules([str(Path(__file__).resolve().parent)]):
        if module.name not in OWN and not module.name.startswith("_"):
            yield module.name


def _run(arguments: argparse.Namespace) -> int:
    data = getattr(arguments, "data", None)
    if data:
        os.environ["MOTCUA_DATA"] = str(Path(data).resolve())
    try:
        if _needs_database(arguments):
            set_up()
            find_database()
        document = arguments.run(arguments)
    except Refused:
        raise
    except Exception as error:
        return _broken(error)
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    sys.stdout.flush()
    judged: Callable[[Any], int] | None = getattr(arguments, "exit_code", None)
    return judged(document) if judged else 0


def _needs_database(arguments: argparse.Namespace) -> bool:
    needs: bool | Callable[[argparse.Namespace], bool] = getattr(arguments, "needs_database", False)
    return needs(arguments) if callable(needs) else needs


def set_up() -> None:
    """Django, ready to read and write the data of this installation."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def find_database() -> None:
    """Refuse before SQLite makes an empty file where there is none."""
    from django.conf import settings

    kept = settings.DATABASES["default"]
    engine, name = str(kept["ENGINE"]), str(kept["NAME"])
    in_memory = "memory" in name  # what tests use
    if engine.endswith("sqlite3") and not in_memory and not Path(name).exists():
        raise NoDatabase(NO_DATABASE, place=str(settings.DATA_DIR))


def _broken(error: Exception) -> int:
    if is_disk_full(error):
        return _fail("disk_full", DISK_FULL)
    if type(error).__name__ in {"OperationalError", "ProgrammingError"}:
        return _fail("database", DATABASE % {"why": error})
    if type(error).__name__ == "ImproperlyConfigured":
        return _fail("settings", SETTINGS_WRONG % {"why": error})
    if os.environ.get("MOTCUA_TRACE"):
        raise error
    return _fail("unexpected", UNEXPECTED % {"why": f"{type(error).__name__}: {error}"})


def _code(refusal: Refused) -> str:
    return next((code for kind, code in CODES if isinstance(refusal, kind)), "invalid")


def _fail(code: str, message: str) -> int:
    json.dump({"error": {"code": code, "message": message}}, sys.stderr, ensure_ascii=False)
    sys.stderr.write("\n")
    return WRONG


def _speak_utf8() -> None:
    """UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
