"""``motcua procedure check|import|export``: a procedure as one file."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

EXAMPLE = """Examples:
  motcua procedure check thu-tuc.json
  motcua procedure import thu-tuc.json --from 2027-01-01 --note "Quyết định 12/QĐ-UBND"
  motcua procedure export 1.001193 --output khai-sinh.json"""


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "procedure",
        help="gói thủ tục: kiểm tra, nhập, xuất / check, import, export a procedure",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inner = parser.add_subparsers(dest="procedure_command", metavar="VIỆC", required=True)
    _register_check(inner)
    _register_import(inner)
    _register_export(inner)


def _register_check(inner: Any) -> None:
    check = inner.add_parser(
        "check", help="say what is wrong in a file", epilog="Example: motcua procedure check a.json"
    )
    check.add_argument("file", metavar="FILE", type=Path)
    check.add_argument("--data", metavar="DIR", help="data folder (default as `run`)")
    check.set_defaults(run=run_check, needs_database=False)


def _register_import(inner: Any) -> None:
    take = inner.add_parser(
        "import", help="publish a file as the next version", epilog="Example: motcua procedure import a.json"
    )
    take.add_argument("file", metavar="FILE", type=Path)
    take.add_argument("--from", dest="valid_from", metavar="DATE", help="first day in force (default today)")
    take.add_argument("--note", default="", help="why, for instance the decision that changed it")
    take.add_argument("--activate", metavar="UNIT", action="append", default=[], help="unit code that takes it")
    take.add_argument("--data", metavar="DIR", help="data folder (default as `run`)")
    take.set_defaults(run=run_import, needs_database=True)


def _register_export(inner: Any) -> None:
    give = inner.add_parser(
        "export", help="print the version in force", epilog="Example: motcua procedure export 1.001193 > a.json"
    )
    give.add_argument("code", metavar="CODE")
    give.add_argument("--output", metavar="FILE", type=Path, help="write it there and print only what was written")
    give.add_argument("--data", metavar="DIR", help="data folder (default as `run`)")
    give.set_defaults(run=run_export, needs_database=True)


def run_check(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"ok": true, …}``; refuses with every problem by its path."""
    from motcua.procedures.files import read_bundle
    from motcua.procedures.rules import check_bundle

    bundle = read_bundle(arguments.file)
    problems = check_bundle(bundle)
    if problems:
        raise _unsound({one.path: one.sentence for one in problems})
    return {
        "ok": True,
        "code": bundle["code"],
        "short_name": bundle["short_name"],
        "to_confirm": [one["note"] for one in bundle.get("to_confirm", ())],
        "problems": [],
    }


def run_import(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"code", "number", "is_new", "valid_from", "changes": […], "activated": […]}``."""
    from motcua.kernel.refusals import Invalid
    from motcua.people.rules import SYSTEM
    from motcua.procedures.actions.publish_version import publish_version
    from motcua.procedures.files import read_bundle

    day = _day(arguments.valid_from)
    units = _units(arguments.activate)
    bundle = read_bundle(arguments.file)
    try:
        done = publish_version(bundle, actor=SYSTEM, valid_from=day, note=arguments.note)
    except Invalid as refusal:
        raise _unsound(refusal.errors) from None
    return {
        "code": bundle["code"],
        "number": done.version.number,
        "is_new": done.is_new,
        "valid_from": done.version.valid_from.isoformat(),
        "changes": [{"path": one.path, "label": one.label, "old": one.old, "new": one.new} for one in done.changes],
        "activated": [_activate(bundle["code"], unit, day) for unit in units],
    }


def run_export(arguments: argparse.Namespace) -> Any:
    """The bundle itself, so that the output is a file for ``import``."""
    from motcua.kernel import clock
    from motcua.kernel.refusals import Invalid, NotFound
    from motcua.procedures.files import NO_FILE, written
    from motcua.procedures.queries import current_version, load_procedure

    procedure = load_procedure(arguments.code)
    loaded = current_version(procedure.code, clock.today())
    if loaded is None:
        raise NotFound("Thủ tục %(code)s chưa có phiên bản nào đang có hiệu lực.", code=procedure.code)
    if arguments.output is None:
        return dict(loaded.json)
    try:
        arguments.output.write_text(written(loaded.json), "utf-8")
    except OSError:
        raise Invalid(NO_FILE, file=arguments.output.name) from None
    return {"code": procedure.code, "number": loaded.number, "file": str(arguments.output)}


def _unsound(errors: Mapping[str, Any]) -> Any:
    """The refusal of a bundle, with every place in its words."""
    from motcua.kernel.refusals import Invalid

    places = "\n".join(f"{path or '(cả tệp)'}: {sentence}" for path, sentence in errors.items())
    return Invalid("Gói thủ tục còn %(count)s chỗ phải sửa:\n%(places)s", errors, count=len(errors), places=places)


def _day(text: str | None) -> Any:
    from datetime import date

    from motcua.kernel.refusals import Invalid

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("Ngày “%(day)s” phải viết như 2027-01-31.", day=text[:40]) from None


def _units(codes: list[str]) -> list[Any]:
    from motcua.kernel.refusals import NotFound
    from motcua.people.queries import directory

    found = []
    for code in codes:
        unit = directory().unit_by_code(code)
        if unit is None:
            raise NotFound("Không có đơn vị mang mã %(code)s.", code=code[:40])
        found.append(unit)
    return found


def _activate(code: str, unit: Any, day: Any) -> str:
    from motcua.people.rules import SYSTEM
    from motcua.procedures.actions.activate_procedure import activate_procedure

    activate_procedure(code=code, unit_id=unit.id, actor=SYSTEM, from_on=day)
    return str(unit.code)
