"""``motcua users``: who can sign in to the demo, by role; and the first administrator of a new installation."""

import argparse
import json
import os
from typing import Any

from motcua.cli.parsing import add_command
from motcua.kernel.words import N_

EXAMPLE = """motcua users
  motcua users --unit 30724 --role desk_officer
  motcua users --first-administrator "Lê Thị Mai" --username lemai"""


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        subparsers,
        "users",
        help="tài khoản dùng thử theo vai trò; quản trị viên đầu tiên",
        example=EXAMPLE,
        needs_data=True,
    )
    parser.add_argument("--all", action="store_true", help="mọi tài khoản dùng thử, không chỉ những tài khoản hay dùng")
    parser.add_argument("--unit", metavar="MÃ", help="chỉ cán bộ của đơn vị mang mã này và các đơn vị bên dưới")
    parser.add_argument(
        "--role", metavar="VAI_TRÒ", help="chỉ vai trò này (citizen, desk_officer, specialist, leader, clerk, …)"
    )
    parser.add_argument(
        "--first-administrator", metavar="HỌ_TÊN", help="tạo quản trị viên đầu tiên của nơi mới cài đặt"
    )
    parser.add_argument("--username", metavar="TÊN", help="tên đăng nhập của quản trị viên đầu tiên (quantri)")
    parser.set_defaults(run=run, needs_database=True)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"password": …, "accounts": {role: [{username, name, unit, token, …}]}}``; demo data only."""
    if arguments.first_administrator:
        return _first_administrator(arguments)
    return _demo_accounts(arguments)


def _first_administrator(arguments: argparse.Namespace) -> dict[str, Any]:
    from motcua.people.actions.appoint_first_administrator import appoint_first_administrator

    account, password = appoint_first_administrator(
        username=arguments.username or "quantri", full_name=arguments.first_administrator
    )
    return {"username": account.username, "name": account.full_name, "password": password, "shown": "once"}


def _demo_accounts(arguments: argparse.Namespace) -> dict[str, Any]:
    from django.conf import settings

    from motcua.demo.signatures import PIN
    from motcua.kernel.refusals import NotPermitted
    from motcua.people.actions.issue_demo_keys import issue_demo_keys
    from motcua.people.locality import read_locality
    from motcua.people.models import Account

    demo = read_locality().demo
    accounts = list(Account.objects.filter(is_demo=True, is_active=True).order_by("kind", "username"))
    if settings.PRODUCTION or not accounts:
        raise NotPermitted(N_("Lệnh này chỉ liệt kê tài khoản của dữ liệu dùng thử."))
    rows = [*_citizens(accounts, demo, arguments), *_officers(accounts, demo, arguments)]
    keys = issue_demo_keys(account for _, account, _ in rows)
    found: dict[str, list[dict[str, Any]]] = {}
    for role, account, more in rows:
        shown = {"username": account.username, "name": account.full_name, **more}
        found.setdefault(role, []).append({**shown, "password": demo["password"], "token": keys[account.username]})
    told = {"sign_in": _address() + "/tai-khoan/dang-nhap/", "password": demo["password"]}
    if settings.TIME_STAMP_URL:  # the demo has signers
        told["signing_pin"] = PIN
    return {**told, "accounts": found}


def _address() -> str:
    """Where the product runs, or ran last: the launcher keeps the port in the data folder."""
    from django.conf import settings

    try:
        port = json.loads((settings.DATA_DIR / ".motcua.json").read_text())["port"]
    except (OSError, ValueError, KeyError):
        return settings.PUBLIC_URL
    return settings.PUBLIC_URL if os.environ.get("MOTCUA_PUBLIC_URL") else f"http://127.0.0.1:{port}"


Row = tuple[str, Any, dict[str, Any]]


def _citizens(accounts: list[Any], demo: dict[str, Any], arguments: argparse.Namespace) -> list[Row]:
    if arguments.unit or arguments.role not in (None, "citizen"):
        return []
    named = [person["username"] for person in demo["citizens"] if "username" in person]
    return [
        ("citizen", one, {"national_id": one.national_id, "phone": one.phone, "identity_level": one.identity_level})
        for one in accounts
        if one.kind == "citizen" and (arguments.all or one.username in named)
    ]


def _officers(accounts: list[Any], demo: dict[str, Any], arguments: argparse.Namespace) -> list[Row]:
    from motcua.kernel import clock
    from motcua.kernel.refusals import NotFound
    from motcua.people.queries import directory, officers_of

    known = directory()
    codes = [arguments.unit] if arguments.unit else [] if arguments.all else demo["shown_units"]
    units = {unit.id for unit in known.units} if not codes else set()
    for code in codes:
        unit = known.unit_by_code(code)
        if unit is None:
            raise NotFound(N_("Không có đơn vị mang mã %(code)s."), code=code)
        inside = known.subtree_ids(unit.id)
        units |= inside if arguments.unit or unit.kind == "commune" else _of_authority(known, unit.id, inside)
    demo_ids = {account.pk for account in accounts}
    return [
        (row.post.role, row.account, {"title": row.post.title, **_place(known.unit(row.post.unit_id))})
        for row in officers_of(units, clock.today())
        if row.account_id in demo_ids and arguments.role in (None, row.post.role)
    ]


def _of_authority(known: Any, unit_id: int, inside: frozenset[int]) -> set[int]:
    """The unit's own desk and divisions, without the authorities below it."""
    return {one for one in inside if known.authority_of(one).id == unit_id}


def _place(unit: Any) -> dict[str, str]:
    return {"unit": unit.name, "unit_code": unit.code}
