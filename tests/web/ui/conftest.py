"""The shared pieces on their own: their routes only, static files as they lie in the tree."""

import pytest
from django.template import engines

from motcua.people.queries import forget_directory
from motcua.web.ui import places


@pytest.fixture(autouse=True)
def _pieces_alone(settings):
    settings.ROOT_URLCONF = "pieces_urls"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    places.place.cache_clear()
    forget_directory()
    yield
    places.place.cache_clear()
    forget_directory()


@pytest.fixture
def draw():
    """Renders a call of a macro: draw("clock", "clock(due)", due=…)."""

    def render(piece: str, call: str, **context: object) -> str:
        macro = call.split("(", maxsplit=1)[0]
        source = f'{{% from "ui/pieces/{piece}.html" import {macro} %}}{{{{ {call} }}}}'
        return engines["jinja2"].from_string(source).render(context)

    return render
