"""Where the surfaces' main pages are: a link is shown only when its page is routed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from motcua.kernel.words import N_
from motcua.people.rules import Actor


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named route."""
    if not args and not kwargs:
        return place(name) or reverse(name)
    return reverse(name, args=args or None, kwargs=kwargs or None)


@cache
def place(*names: str) -> str | None:
    """The address of the first of these routes that exists (they take no arguments), else nothing."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return None


@dataclass(frozen=True)
class Section:
    """A link of the office bar, for those who sit in one of ``roles`` (nobody named means every officer)."""

    key: str
    label: str
    icon: str
    routes: tuple[str, ...]
    roles: frozenset[str] = frozenset()

    @property
    def url(self) -> str | None:
        """Where it leads, if the page exists."""
        return place(*self.routes)


CORRESPONDENTS = frozenset({"leader", "clerk", "specialist", "inspector"})
OVERSEERS = frozenset({"desk_officer", "leader", "inspector"})
SECTIONS = (
    Section("inbox", N_("Việc của tôi"), "inbox", ("office:inbox", "office:home")),
    Section("counter", N_("Tiếp nhận tại quầy"), "scan-line", ("office:counter",), frozenset({"desk_officer"})),
    Section("scans", N_("Số hóa"), "camera", ("office:scans",), frozenset({"desk_officer", "specialist", "clerk"})),
    Section("approvals", N_("Chờ duyệt"), "signature", ("office:approvals", "office:signing"), frozenset({"leader"})),
    Section("returns", N_("Trả kết quả"), "package", ("office:returns",), frozenset({"desk_officer"})),
    Section("standing", N_("Tình hình hồ sơ"), "chart-column", ("office:standing",), OVERSEERS),
    Section("register", N_("Sổ theo dõi"), "book-open", ("office:register",), OVERSEERS | {"clerk"}),
    Section("archive", N_("Lưu trữ"), "package", ("office:archive",), frozenset({"leader", "clerk"})),
    Section("letters", N_("Văn bản"), "mail", ("office:letters",), CORRESPONDENTS),
    Section("directives", N_("Nhiệm vụ"), "list-checks", ("office:directives",), CORRESPONDENTS),
    Section("console", N_("Quản trị"), "settings", ("console:home",), frozenset({"administrator"})),
)


def office_sections(actor: Actor) -> list[Section]:
    """The sections that exist and that a seat of this actor opens."""
    roles = {seat.role for seat in actor.seats} if actor else set()
    if not roles:
        return []
    return [each for each in SECTIONS if each.url and (not each.roles or each.roles & roles)]


def query_with(request: HttpRequest, **changes: Any) -> str:
    """The present query string with some keys changed; None drops a key, a list repeats it."""
    kept: dict[str, list[str]] = {key: request.GET.getlist(key) for key in request.GET}
    for key, value in changes.items():
        if value is None:
            kept.pop(key, None)
        else:
            kept[key] = [str(each) for each in (value if isinstance(value, list | tuple) else [value])]
    return "?" + urlencode(kept, doseq=True)


def attributes(values: Mapping[str, object] | None) -> list[tuple[str, object]]:
    """Extra attributes of an element: True stands alone, None and False drop out."""
    return [
        (name.replace("_", "-"), "" if value is True else value)
        for name, value in (values or {}).items()
        if value not in (None, False)
    ]
