"""``motcua verify`` gives a verdict on anything and knows what was signed here."""

import json

import pytest
from world import letter

from motcua.cli.main import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def trusting(world, settings):
    settings.TRUST_DIR = world.trust


def told(capsys, path) -> dict:
    assert main(["verify", str(path)]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_signed_file(world, tmp_path, capsys):
    path = tmp_path / "a.pdf"
    path.write_bytes(world.signed(letter()))
    found = told(capsys, path)
    assert (found["verdict"], found["known"]) == ("valid", False)
    (signature,) = found["signatures"]
    contract = ["signer", "at", "intact", "covers_whole_file", "trusted", "changes_after"]
    assert list(signature)[: len(contract)] == contract
    assert signature["at"].endswith("+07:00")


@pytest.mark.parametrize(("content", "verdict"), [(b"", "unreadable"), (letter(), "unsigned")])
def test_any_file(tmp_path, capsys, content, verdict):
    path = tmp_path / "tệp lạ.pdf"
    path.write_bytes(content)
    found = told(capsys, path)
    assert (found["verdict"], found["signatures"], found["known"]) == (verdict, [], False)


def test_a_file_that_is_not_there(tmp_path, capsys):
    assert main(["verify", str(tmp_path / "x.pdf")]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "not_found"
