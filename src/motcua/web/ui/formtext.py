"""Words of form fields, translated when they are shown."""

from typing import Any

from django.utils.translation import gettext_lazy


def lazy(text: str) -> Any:
    """The sentence in the reader's language; an empty one stays empty (gettext keeps its header there)."""
    return gettext_lazy(text) if text else ""
