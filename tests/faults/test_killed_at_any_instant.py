"""kill -9 at any instant, again and again: no case half done, no event lost, nothing out of order."""

import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import connection
from tests.factories import Office, make_drafts, make_office
from tests.settings import RUN_DIR

import motcua.config.wiring  # noqa: F401 - cases keep their heads themselves
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.ledger.models import Entry
from motcua.ledger.verifying import verify
from motcua.outbox.models import Delivery, Event

CASES = 60
KILLS = 6
ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.xdist_group("faults")


@contextmanager
def child(role: str, *arguments: str, now: str = "") -> Iterator["subprocess.Popen[str]"]:
    """A process of ``children`` on the database of this test, once it is at work."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    more = {"PYTHONPATH": path, "MOTCUA_PROFILE": "test", "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}
    env = os.environ | more | {"MOTCUA_DATA": str(RUN_DIR)} | ({"MOTCUA_NOW": now} if now else {})
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-m", "tests.faults.children", role, name, *arguments]
    with subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline() == "ready\n"
            yield running
        finally:
            running.kill()


@pytest.fixture
def waiting(transactional_db: None) -> Office:
    """An office and complete applications that nobody has handed in yet."""
    office = make_office()
    make_drafts(office, CASES)
    return office


def killed_desks() -> None:
    """Officers' processes that die in the middle of whatever they do; the last one may finish."""
    chance = random.Random(11)
    for _ in range(KILLS):
        with child("desk") as desk:
            time.sleep(chance.uniform(0.02, 0.35))
            desk.kill()
    with child("desk") as desk:
        assert desk.wait(120) == 0


@pytest.mark.usefixtures("waiting")
def test_a_killed_officer_process_leaves_every_case_whole():
    killed_desks()
    cases = list(Dossier.objects.all())
    assert len(cases) == CASES
    assert {case.state for case in cases} == {"returned"}
    assert verify()[1] is None
    assert sorted(int(case.code.rpartition("-")[2]) for case in cases) == list(range(1, CASES + 1))
    entries = Entry.objects.filter(subject_kind="dossier").values_list("subject_id", "seq")
    assert sorted(Event.objects.values_list("subject_id", "seq")) == sorted(entries)


@pytest.mark.usefixtures("waiting")
def test_a_killed_worker_hands_every_event_over_in_order(tmp_path):
    file = tmp_path / "received"
    chance = random.Random(12)
    killed_desks()
    later = clock.now()
    for _ in range(KILLS):
        later += timedelta(minutes=5)  # what a killed worker had leased is free again
        with child("worker", str(file), now=later.isoformat()) as worker:
            time.sleep(chance.uniform(0.05, 0.6))
            worker.kill()
    with child("worker", str(file), now=(later + timedelta(minutes=5)).isoformat()) as worker:
        until = time.monotonic() + 90
        while Event.objects.filter(expanded=False).exists() or Delivery.objects.exclude(state="done").exists():
            assert time.monotonic() < until, "events are left"
            time.sleep(0.2)
        worker.terminate()
        assert worker.wait(20) == 0
    received = [line.split() for line in file.read_text().splitlines()]
    assert len({key for key, _, _ in received}) == Event.objects.count()
    in_order: dict[str, list[int]] = defaultdict(list)
    for _, subject, seq in received:
        in_order[subject].append(int(seq))
    assert all(after in {before, before + 1} for found in in_order.values() for before, after in pairwise(found))
