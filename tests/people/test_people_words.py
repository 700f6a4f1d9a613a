"""Every sentence of people and accounts has its English, with the same placeholders."""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[2] / "src" / "motcua"
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "gettext_lazy": None}
HOLES = re.compile(r"%\(\w+\)s")


def spoken() -> set[str]:
    found = set()
    for folder in ("people", "web/citizen/accounts"):
        rows = extract_from_dir(str(SOURCE / folder), METHODS, {"**.html": {"trimmed": "true"}}, keywords=KEYWORDS)
        found |= {str(row[2]) for row in rows if row[2]}
    return found


def english() -> Catalog:
    text = (SOURCE / "people/locale/en/LC_MESSAGES/django.po").read_bytes()
    return read_po(BytesIO(text), locale="en")


def test_nothing_is_left_unsaid_in_english():
    known = {str(message.id): str(message.string) for message in english() if message.id}
    assert sorted(spoken() - set(known)) == []
    assert [text for text, said in known.items() if not said] == []


def test_placeholders_are_the_same_in_both_languages():
    for message in english():
        if message.id:
            assert HOLES.findall(str(message.id)) == HOLES.findall(str(message.string)), message.id
