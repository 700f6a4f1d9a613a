"""Every text of the shared pieces has its English."""

from pathlib import Path
from typing import Any

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from motcua.web import ui

ROOM = Path(ui.__file__).parent
WAYS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS: dict[str, Any] = {"**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "trimmed": "true"}}


def test_english_is_complete():
    words: dict[str, Any] = {**DEFAULT_KEYWORDS, "N_": None}
    used = {found[2] for found in extract_from_dir(ROOM, WAYS, OPTIONS, keywords=words)}
    with (ROOM / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.id and message.string}
    assert used - known == set()
    assert known - used == set()
