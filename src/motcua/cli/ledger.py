"""``motcua ledger verify``: is any entry changed, dropped or reordered?"""

import argparse
from typing import Any


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("ledger", help="kiểm tra sổ cái / verify the ledger")
    inner = parser.add_subparsers(dest="ledger_command", required=True)
    verify = inner.add_parser("verify", help="check every chain", epilog="Example: motcua ledger verify")
    verify.add_argument("--data", metavar="DIR", help="data folder (default as `run`)")
    verify.set_defaults(run=run, needs_database=True)


def run(_arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"ok": bool, "entries": N, "first_bad": null | {…}}``."""
    from importlib import import_module

    from motcua.ledger.verifying import verify

    import_module("motcua.config.wiring")
    read, broken = verify()
    bad = None
    if broken:
        bad = {"subject": f"{broken.subject_kind}/{broken.subject_id}", "seq": broken.seq, "why": broken.why}
    return {"ok": broken is None, "entries": read, "first_bad": bad}
