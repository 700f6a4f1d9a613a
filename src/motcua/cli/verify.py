"""``motcua verify``: who signed this file, does it still hold, and do we know it?"""

import argparse
from pathlib import Path
from typing import Any

from motcua.cli.parsing import add_command
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_

EXAMPLE = "motcua verify ket-qua.pdf"
NO_FILE = N_("Không có tệp %(path)s.")


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        subparsers, "verify", help="kiểm tra chữ ký số trong một tệp PDF", example=EXAMPLE, needs_data=True
    )
    parser.add_argument("file", metavar="TỆP", help="tệp cần kiểm tra; tệp nào cũng có kết luận")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"verdict", "says", "signatures": […], "warnings": […], "known"}``; works without any data too."""
    path = Path(arguments.file)
    if not path.is_file():
        raise NotFound(NO_FILE, path=arguments.file)
    from django.conf import settings

    from motcua.cli.main import set_up
    from motcua.kernel.clock import now
    from motcua.signing.checking import checked

    set_up()
    report = checked(path, trust_dir=Path(settings.TRUST_DIR), at=now())
    document = _known(report)
    return {
        "verdict": report.verdict,
        "says": str(report.sentence),
        "signatures": [_told(one) for one in report.signatures],
        "warnings": [str(one) for one in report.warnings],
        "known": document is not None,
        **({"code": document.code} if document else {}),
    }


def _known(report: Any) -> Any:
    """The document as this installation knows it; nothing where there is no data, or none of this version yet."""
    from django.db import DatabaseError

    from motcua.cli.main import NoDatabase, find_database
    from motcua.signing.queries import known_document

    try:
        find_database()
        return known_document(report)
    except (NoDatabase, DatabaseError):
        return None


def _told(one: Any) -> dict[str, Any]:
    told: dict[str, Any] = one.as_json()
    told["at"] = one.at.astimezone(VIETNAM).isoformat() if one.at else None  # as every command tells moments
    first = ("signer", "at", "intact", "covers_whole_file", "trusted", "changes_after")
    return {name: told[name] for name in (*first, *(name for name in told if name not in first))}
