"""Every sentence of kernel, calendars, fees and their commands is said in English too, with the same blanks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[2] / "src" / "motcua"
BLANK = re.compile(r"%\(\w+\)s")
CATALOGUES = {
    "workdays": ["workdays", "kernel", "cli/due.py", "cli/main.py", "cli/parsing.py"],
    "fees": ["fees"],
}


def sentences(place: Path) -> Iterator[str]:
    for file in [place] if place.is_file() else sorted(place.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                assert isinstance(node.args[0], ast.Constant), f"{file}: a sentence put together"
                yield str(node.args[0].value)


@pytest.mark.parametrize("room", CATALOGUES)
def test_english_is_complete(room):
    with (SOURCE / room / "locale/en/LC_MESSAGES/django.po").open("rb") as lines:
        english = {message.id: message.string for message in read_po(lines, locale="en") if message.id}
    for place in CATALOGUES[room]:
        for text in sentences(SOURCE / place):
            assert english.get(text), text
            assert set(BLANK.findall(text)) == set(BLANK.findall(str(english[text]))), text
