"""``motcua ledger verify``: is anything changed, dropped or reordered? ``reseal`` begins anew after a break."""

import argparse
from typing import Any

EXAMPLE = """Exit code: 0 whole, 1 broken (first_bad says where and why), 2 it could not be checked.
Example: motcua ledger verify"""
RESEAL_EXAMPLE = '''Example: motcua ledger reseal --reason "Theo biên bản 12/BB-UBND: đã phục hồi từ bản sao lưu"'''


def register(subparsers: Any) -> None:
    """Add the commands."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = subparsers.add_parser("ledger", help="kiểm tra sổ cái / verify the ledger")
    parser.epilog, parser.formatter_class = EXAMPLE, raw
    inner = parser.add_subparsers(dest="ledger_command", metavar="VIỆC", required=True)
    verify = inner.add_parser("verify", help="check every chain", epilog=EXAMPLE, formatter_class=raw)
    verify.add_argument("--data", metavar="DIR", help="data folder (default as `run`)")
    verify.set_defaults(run=run, needs_database=True, exit_code=lambda told: 0 if told["ok"] else 1)
    reseal = inner.add_parser("reseal", help="accept the ledger as it stands, after a break was looked into")
    reseal.epilog = RESEAL_EXAMPLE
    reseal.add_argument("--data", metavar="DIR", help="data folder (default as `run`)")
    reseal.add_argument("--reason", required=True, help="kept in the ledger")
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
