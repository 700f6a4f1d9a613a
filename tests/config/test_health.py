"""Whoever watches the service learns which part is not ready."""

import json
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from motcua.config import health
from motcua.files.bucket import Bucket
from motcua.files.models import Content
from motcua.files.vault import key_ring
from motcua.kernel import clock
from motcua.outbox.models import Heartbeat
from motcua.outbox.queries import is_silent, worker_age

EVERYTHING = {"ready": True} | dict.fromkeys(("database", "worker", "storage", "keys", "contents"), "ok")


def ask(view):
    answer = view(RequestFactory().get("/"))
    return answer.status_code, json.loads(answer.content)


def beat(seconds_ago):
    Heartbeat.objects.create(name="w", beat_at=clock.now() - timedelta(seconds=seconds_ago))


def test_live_asks_nothing():
    assert ask(health.live) == (200, {"live": True})


@pytest.mark.django_db
def test_ready_when_all_parts_are():
    beat(1)
    assert ask(health.ready) == (200, EVERYTHING)


@pytest.mark.django_db
def test_a_worker_never_seen_is_not_ready():
    status, said = ask(health.ready)
    assert (status, said["worker"]) == (503, "never seen")


@pytest.mark.django_db
def test_a_silent_worker_is_not_ready():
    beat(300)
    status, said = ask(health.ready)
    assert status == 503
    assert said["worker"].startswith("silent for 30")


@pytest.mark.django_db
def test_a_sign_of_life_from_far_ahead_says_nothing_of_now():
    beat(-86_400)
    assert is_silent(worker_age(clock.now()))


@pytest.mark.django_db
def test_a_storage_that_cannot_be_written_is_not_ready(settings, tmp_path):
    beat(1)
    (tmp_path / "file").write_text("in the way")
    settings.FILES_DIR = tmp_path / "file" / "files"
    assert ask(health.ready)[1]["storage"] == "NotADirectoryError"


@pytest.mark.django_db
def test_a_store_that_is_away_is_not_ready(settings):
    beat(1)
    settings.FILES_BUCKET = Bucket("http://127.0.0.1:9", "motcua", "a", "b")
    status, said = ask(health.ready)
    assert (status, said["storage"]) == (503, "StoreAway")


@pytest.mark.django_db
def test_lost_keys_are_not_ready_and_damaged_papers_are_told(settings, tmp_path):
    beat(1)
    settings.FILE_KEYS_DIR = tmp_path / "keys"
    content = Content.objects.create(sha256="a" * 64, size=1, key="20260101T000000Z", claimed_at=clock.now())
    status, said = ask(health.ready)
    assert (status, said["keys"]) == (503, "a key is lost")
    settings.PROFILE = "production"
    settings.FILE_KEYS_DIR = tmp_path / "nothing"
    assert ask(health.ready)[1]["keys"] == "NoKey"
    settings.FILE_KEYS_DIR = tmp_path / "keys"
    content.key, content.state = key_ring().current_id(), "damaged"
    content.save()
    status, said = ask(health.ready)
    assert (status, said["contents"]) == (200, "1 damaged")


@pytest.mark.django_db
def test_a_lost_database_is_named_without_its_reason(monkeypatch):
    def lost():
        raise OperationalError("host=secret")

    monkeypatch.setitem(health.PARTS, "database", lost)
    status, said = ask(health.ready)
    assert (status, said["database"]) == (503, "OperationalError")
