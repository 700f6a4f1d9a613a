"""Jinja2 with one environment a language: plain sentences are put into a template once, when it is compiled."""

import re

from django.template.backends.jinja2 import Jinja2
from django.utils import translation
from jinja2 import Environment
from jinja2.ext import Extension

PLAIN = re.compile(r'(?<![\w.])_\("([^"\\]*)"\)')


class Spoken(Extension):
    """Replaces ``_("…")`` without arguments by the sentence in the environment's language: nothing to look up later."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source as it is said in this language."""
        with translation.override(self.environment.language):  # type: ignore[attr-defined]
            return PLAIN.sub(lambda found: f'"{self._said(found[1])}"', source)

    @staticmethod
    def _said(text: str) -> str:
        return (translation.gettext(text) % {}).replace("\\", "\\\\").replace('"', '\\"')


class Templates(Jinja2):
    """Django's backend; ``env`` is the environment in the language of the request."""

    @property
    def env(self) -> Environment:
        """Made at the first page in a language, kept for the life of the process."""
        language = translation.get_language() or ""
        if language not in self._spoken:
            spoken = self._base.overlay()
            spoken.language = language  # type: ignore[attr-defined]
            self._spoken[language] = spoken
        return self._spoken[language]

    @env.setter
    def env(self, base: Environment) -> None:
        self._base = base
        self._spoken: dict[str, Environment] = {}
