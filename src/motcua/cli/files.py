"""``motcua files``: are the kept files whole, which keys lock them, a new key, an old one removed."""

import argparse
from typing import Any

from motcua.cli.parsing import add_command

EXAMPLE = """motcua files check --all

Mã thoát: 0 mọi tệp còn nguyên, 1 có tệp hư, mất hoặc thiếu khóa, 2 không làm được."""
ROTATE = "motcua files rotate-key"
REMOVE = "motcua files remove-key 20260101T020000Z"
KEYS = "motcua files keys"


def register(subparsers: Any) -> None:
    """Add the commands."""
    parser = add_command(subparsers, "files", help="tệp đã lưu: kiểm tra, khóa mã hóa", example=EXAMPLE)
    inner = parser.add_subparsers(dest="files_command", metavar="VIỆC", required=True)
    check = add_command(
        inner, "check", help="đọc lại tệp đến hạn kiểm tra, so với khi nhận", example=EXAMPLE, needs_data=True
    )
    check.add_argument("--all", action="store_true", help="đọc lại mọi tệp, dù vừa kiểm tra")
    check.set_defaults(run=run_check, needs_database=True, exit_code=lambda told: 0 if told["ok"] else 1)
    keys = add_command(inner, "keys", help="các khóa, và bao nhiêu tệp cần mỗi khóa", example=KEYS, needs_data=True)
    keys.set_defaults(run=run_keys, needs_database=True)
    rotate = add_command(
        inner, "rotate-key", help="tạo khóa mới và chuyển mọi tệp sang khóa đó", example=ROTATE, needs_data=True
    )
    rotate.add_argument("--now", action="store_true", help="chuyển hết ngay, không chờ tiến trình nền")
    rotate.set_defaults(run=run_rotate, needs_database=True)
    remove = add_command(inner, "remove-key", help="bỏ một khóa cũ không tệp nào cần", example=REMOVE, needs_data=True)
    remove.add_argument("key", metavar="KHÓA", help="tên khóa, như lệnh keys in ra")
    remove.set_defaults(run=run_remove, needs_database=True)


def run_check(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"ok": bool, "checked": N, "damaged": […], "missing": […], "locked": […]}``, contents by their SHA-256."""
    from motcua.files.actions.check_contents import check_all

    told = check_all(every=arguments.all)
    return {"ok": told.is_whole, "checked": told.read, **told.found}


def run_keys(_arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"keys": [{"key", "made_at", "in_use", "here", "needed_by"}…]}``, newest first."""
    from motcua.files.standing import keys_standing

    rows = [
        {
            "key": one.key_id,
            "made_at": one.made_at.isoformat() if one.made_at else None,
            "in_use": one.is_current,
            "here": one.is_here,
            "needed_by": one.needed_by,
        }
        for one in keys_standing()
    ]
    return {"keys": rows}


def run_rotate(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"key": name, "turned": N}``: the new key, and how many contents are under it already."""
    from motcua.files.actions.turn_keys import rotate_key, turn_contents
    from motcua.people.rules import SYSTEM

    key = rotate_key(actor=SYSTEM)
    return {"key": key, "turned": turn_contents(float("inf")) if arguments.now else 0}


def run_remove(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"removed": name}``."""
    from motcua.files.actions.turn_keys import remove_key
    from motcua.people.rules import SYSTEM

    remove_key(key_id=arguments.key, actor=SYSTEM)
    return {"removed": arguments.key}
