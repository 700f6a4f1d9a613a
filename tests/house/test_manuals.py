"""The manuals of the office name buttons and pages as they stand on the screens, and all of them are found."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MANUALS = ROOT / "docs" / "office"
WALKED = ("tiep-nhan", "so-hoa", "chuyen-vien", "lanh-dao", "van-thu", "van-ban", "luu-tru", "ho-tro")
NAMED = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
OF_DATA = {"Lấy số, đóng dấu"}  # a step of the shipped procedures


@pytest.fixture(scope="module")
def on_screens() -> str:
    source = ROOT / "src" / "motcua"
    files = [*source.rglob("*.po"), *source.rglob("*.html")]
    return " ".join(one.read_text("utf-8") for one in files)


@pytest.mark.parametrize("name", WALKED)
def test_every_button_that_a_manual_names_is_on_a_screen(name: str, on_screens: str):
    text = (MANUALS / f"{name}.md").read_text("utf-8")
    named = {" ".join(one.split()) for one in NAMED.findall(text)} - OF_DATA
    assert named
    assert [one for one in sorted(named) if f'"{one}' not in on_screens] == []


def test_every_manual_is_in_the_list():
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (MANUALS / "README.md").read_text("utf-8")))
    assert listed == {one.name for one in MANUALS.glob("*.md")} - {"README.md"}
    assert "docs/office/README.md" in (ROOT / "README.md").read_text("utf-8")
