"""``motcua urls``: every route with the role it needs."""

import argparse
from collections.abc import Iterator
from typing import Any

from motcua.cli.parsing import add_command
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

PUBLIC, CITIZEN, SIGNED_IN, KEY = "public", "citizen", "signed in", "key"
NO_ROLE = N_("Không có vai trò “%(role)s”. Hãy chọn: %(known)s.")
SIGN_IN_FILE = "django/contrib/auth/decorators.py"
SIGN_IN_NAMES = frozenset({"login_required", "reauthentication_required"})


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        subparsers,
        "urls",
        help="mọi địa chỉ và vai trò cần có",
        example="motcua urls --role leader",
        needs_data=True,
    )
    parser.add_argument("--role", metavar="VAI_TRÒ", help="chỉ những địa chỉ mà vai trò này mở được")
    parser.set_defaults(run=run, needs_database=False)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"count", "routes": [{"route", "name", "role", "roles"}]}``; ``role`` "officer" means every officer."""
    from django.urls import get_resolver

    from motcua.cli.main import set_up

    set_up()
    rows = list(routes(get_resolver()))
    known = sorted({role for row in rows for role in row["roles"]})
    if arguments.role and arguments.role not in known:
        raise Invalid(NO_ROLE, role=arguments.role, known=", ".join(known))
    if arguments.role:
        rows = [row for row in rows if arguments.role in row["roles"]]
    return {"count": len(rows), "routes": rows}


def routes(resolver: Any, before: str = "", namespace: str = "") -> Iterator[dict[str, Any]]:
    """The routes below a resolver, in their order."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry, route, inner)
        else:
            roles = roles_of(entry.callback, namespace)
            name = f"{namespace}{entry.name}" if entry.name else ""
            yield {"route": f"/{route}", "name": name, "role": " | ".join(roles), "roles": list(roles)}


def roles_of(view: Any, namespace: str = "") -> tuple[str, ...]:
    """Who may open a view: the roles its decorator left on it, a key for the API, a signed-in person, anybody."""
    for layer in layers(view):
        named = getattr(layer, "roles", None)
        if named:
            return (named,) if isinstance(named, str) else tuple(named)
    operations = getattr(getattr(view, "__self__", None), "operations", ()) or _operations(view)
    if any(one.auth_callbacks for one in operations):
        return (KEY,)
    if any(is_sign_in(layer) for layer in layers(view)):
        return (CITIZEN,) if namespace.startswith("citizen") else (SIGNED_IN,)
    return (PUBLIC,)


def layers(view: Any) -> Iterator[Any]:
    """The view, what it wraps, and the class behind it."""
    while view is not None:
        yield view
        yield from filter(None, [getattr(view, "view_class", None)])
        view = getattr(view, "__wrapped__", None)


def is_sign_in(layer: Any) -> bool:
    """Whether this layer sends strangers to the sign-in page."""
    if isinstance(layer, type):
        mixed_in = any(parent.__name__ == "LoginRequiredMixin" for parent in layer.__mro__)
        return mixed_in or any(is_sign_in(one) for one in layers(getattr(layer, "dispatch", None)))
    code = getattr(layer, "__code__", None)
    from_django = code is not None and code.co_filename.endswith(SIGN_IN_FILE)
    return from_django or any(
        SIGN_IN_NAMES & set(getattr(one, "__qualname__", "").split(".")) for one in enclosed(layer)
    )


def enclosed(function: Any) -> Iterator[Any]:
    """What a function keeps in its closure; Django's ``method_decorator`` keeps its decorators there."""
    for cell in getattr(function, "__closure__", None) or ():
        kept = cell.cell_contents
        yield from kept if isinstance(kept, list | tuple) else [kept]


def _operations(view: Any) -> Any:
    """The operations of a route of the JSON API; its view keeps them in a closure."""
    found = (getattr(one, "operations", None) for one in enclosed(view))
    return next(filter(None, found), ())
