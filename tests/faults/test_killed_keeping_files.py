"""kill -9 while papers are kept and while keys turn: no paper is lost, none is half there, none lies open for long."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from motcua.files.actions.check_contents import check_all
from motcua.files.actions.sweep_files import sweep_files
from motcua.files.actions.turn_keys import remove_key, rotate_key, turn_contents
from motcua.files.models import Content, StoredFile
from motcua.files.queries import open_file
from motcua.files.vault import key_ring, vault
from motcua.people.rules import SYSTEM

ROOT = Path(__file__).resolve().parents[2]
KILLS = 6
AT_ONCE = timedelta(minutes=-1)  # names of keys made within a second of one another run ahead of the clock

pytestmark = [pytest.mark.xdist_group("faults"), pytest.mark.django_db(transaction=True)]


@contextmanager
def child(work: str, data: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process on the database of this test that does nothing else but ``work``."""
    more = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "MOTCUA_PROFILE": "test"}
    env = os.environ | more | {"MOTCUA_DATA": str(data), "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-m", "tests.faults.children", work, name]
    with subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline() == "ready\n"
            yield running
        finally:
            running.kill()


@pytest.fixture
def data(tmp_path, settings) -> Path:
    settings.FILES_DIR, settings.SCRATCH_DIR = tmp_path / "files", tmp_path / "scratch"
    settings.FILE_KEYS_DIR = tmp_path / "keys"
    key_ring().make()
    return tmp_path


def killed(work: str, data: Path) -> None:
    chance = random.Random(5)
    for _ in range(KILLS):
        with child(work, data) as running:
            time.sleep(chance.uniform(0.01, 0.3))
            running.kill()


def test_papers_are_there_whole_or_not_at_all(data):
    killed("keep", data)
    files = list(StoredFile.objects.all())
    assert files
    for stored in files:
        with open_file(stored) as file:
            assert len(file.read()) == stored.size
    assert check_all(every=True).is_whole
    sweep_files(rest=AT_ONCE)
    assert {one.name for one in vault().contents()} == {one.sha256 for one in files}
    assert list((data / "scratch").iterdir()) == list((data / "files" / "incoming").iterdir()) == []


def test_keys_turn_to_the_end_however_often_it_is_killed(data):
    killed("keep", data)
    [first] = key_ring().ids()
    fresh = rotate_key(actor=SYSTEM)
    killed("turn", data)
    turn_contents(float("inf"))
    assert set(Content.objects.filter(state="whole").values_list("key", flat=True)) == {fresh}
    assert check_all(every=True).is_whole
    sweep_files(rest=AT_ONCE)
    remove_key(key_id=first, actor=SYSTEM, rest=AT_ONCE)
    assert check_all(every=True).is_whole
