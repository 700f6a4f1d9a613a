"""The Jinja2 environment of every page and what each page knows about its reader."""

from collections.abc import MutableMapping
from functools import cache
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment
from markupsafe import Markup

from motcua.eforms import drawing
from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.people.rules import ANONYMOUS, Actor
from motcua.procedures.drawing import GLOBALS as DESCRIPTIONS
from motcua.web.ui import drawings, kept, naming, places, tables, words
from motcua.web.ui.templates import Spoken

FILTERS = {
    "say": words.say,
    "unbroken": words.unbroken,
    "last_minute": words.last_minute,
    "moment": words.moment,
    "weekday": words.weekday,
    "hour": words.hour,
    "ago": words.ago,
    "dong": words.dong,
    "number": words.number,
    "at_most": words.at_most,
    "phone": words.phone,
    "grouped": words.grouped,
    "whole": lambda drawn: Markup("".join(drawn)),  # noqa: S704 - each was escaped when it was drawn
    "labelled": tables.labelled,
    "titled": naming.titled,
}
asset = cache(static)  # the files do not change while a process lives
GLOBALS = {
    "static": asset,
    "asset": asset,
    "url": places.url,
    "place": places.place,
    "query_with": places.query_with,
    "attributes": places.attributes,
    "icon": drawings.icon,
    "qr_svg": drawings.qr_svg,
    "spark_points": drawings.spark_points,
    "share": drawings.share,
    "now": clock.now,
    "today": clock.today,
    "get_language": get_language,
    "answers_wait": kept.answers_wait,
    "office_sections": places.office_sections,
    "N_": N_,
}


class Pages(Environment):
    """An environment that knows all its globals before it loads a template."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One dict; Jinja's own chain of two shows globals added later and is slow in every page and import."""
        return {**self.globals, **(d or {})}


def environment(**options: Any) -> Environment:
    """The environment named by the settings: translations, filters and globals of all templates."""
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    env = Pages(extensions=["jinja2.ext.i18n", "jinja2.ext.do", Spoken], **options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.policies["ext.i18n.trimmed"] = True
    env.filters.update(FILTERS)
    env.globals.update(GLOBALS | drawing.GLOBALS | DESCRIPTIONS)
    return env


def locality_name() -> str:
    """The name of the locality this installation serves: its district, else its topmost unit."""
    from motcua.people.queries import directory

    units = [unit for unit in directory().units if unit.is_operating]
    chosen = next((unit for unit in units if unit.kind == "district"), None) or next(
        (unit for unit in units if unit.parent_id is None), None
    )
    return chosen.name if chosen else ""


def _unit_name(actor: Actor) -> str:
    if not actor.seats:
        return locality_name()
    from motcua.people.queries import directory

    return directory().unit(actor.seats[0].unit_id).name


def page_context(request: HttpRequest) -> dict[str, object]:
    """What every page knows: the actor, the language, the locality, the reader's unit and waiting messages."""
    actor = getattr(request, "actor", ANONYMOUS)
    return {
        "actor": actor,
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),  # one token for all forms of a page
        "language": get_language() or "vi",
        "locality": SimpleLazyObject(locality_name),
        "unit_name": SimpleLazyObject(lambda: _unit_name(actor)),
        "unread": lambda: _unread(actor),
        "django_messages": lambda: list(get_messages(request)),
        "session_seconds": request.session.get_expiry_age,
    }


def _unread(actor: Actor) -> int:
    if actor.account_id is None:
        return 0
    from motcua.notices.queries import unread_count

    return unread_count(actor)
