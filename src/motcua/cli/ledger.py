"""``motcua ledger verify``: is anything changed, dropped or reordered? ``reseal`` begins anew after a break."""

import argparse
from typing import Any

from motcua.cli.parsing import add_command

EXAMPLE = """motcua ledger verify

Mã thoát: 0 sổ còn nguyên, 1 sổ bị sửa (first_bad nói ở đâu, vì sao), 2 không kiểm tra được."""
RESEAL_EXAMPLE = 'motcua ledger reseal --reason "Theo biên bản 12/BB-UBND: đã phục hồi từ bản sao lưu"'


def register(subparsers: Any) -> None:
    """Add the commands."""
    parser = add_command(subparsers, "ledger", help="sổ cái: kiểm tra, niêm phong lại", example=EXAMPLE)
    inner = parser.add_subparsers(dest="ledger_command", metavar="VIỆC", required=True)
    verify = add_command(
        inner, "verify", help="kiểm tra sổ có bị sửa, bớt, đảo dòng nào không", example=EXAMPLE, needs_data=True
    )
    verify.set_defaults(run=run, needs_database=True, exit_code=lambda told: 0 if told["ok"] else 1)
    reseal = add_command(
        inner,
        "reseal",
        help="nhận sổ như hiện có, sau khi đã xem xét chỗ bị đứt",
        example=RESEAL_EXAMPLE,
        needs_data=True,
    )
    reseal.add_argument("--reason", required=True, metavar="LÝ_DO", help="được ghi vào sổ")
    reseal.set_defaults(run=run_reseal, needs_database=True)


def run(_arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"ok": bool, "entries": N, "first_bad": null | {…}}``."""
    from importlib import import_module

    from motcua.ledger.verifying import verify
    from motcua.ledger.words import why

    import_module("motcua.config.wiring")
    read, broken = verify()
    bad: dict[str, Any] | None = None
    if broken:
        bad = {"subject": f"{broken.subject_kind}/{broken.subject_id}", "seq": broken.seq, "why": broken.why}
        bad |= {"what": broken.what} if broken.what else {}
        bad["says"] = str(why(broken.why, broken.what))
    return {"ok": broken is None, "entries": read, "first_bad": bad}


def run_reseal(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"resealed": true, "before": …}``: what the check said just before is kept in the ledger as well."""
    from motcua.ledger.actions.reseal_ledger import reseal_ledger
    from motcua.people.rules import SYSTEM

    before = run(arguments)
    reseal_ledger(reason=arguments.reason, before=before, actor=SYSTEM)
    return {"resealed": True, "before": before}
