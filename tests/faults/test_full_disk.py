"""A full disk is said in plain words, whoever noticed it first; nothing that was saved is touched."""

import errno
import sqlite3

import psycopg
import pytest
from django.db import connection
from django.test import Client
from tests.dossiers.conftest import draft, office, received, submitted  # noqa: F401
from tests.factories import Office

from motcua.dossiers.actions.add_note import add_note
from motcua.dossiers.models import Dossier, Note
from motcua.kernel.disk import is_disk_full


def raised_by_sqlite() -> Exception:
    """SQLite's own failure: a database that may not grow."""
    database = sqlite3.connect(":memory:")
    database.executescript("CREATE TABLE kept (text); PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as caught:
        database.execute("INSERT INTO kept VALUES (?)", ["x" * 100_000])
    database.close()
    return caught.value


@pytest.mark.parametrize(
    "make",
    [
        lambda: OSError(errno.ENOSPC, "No space left on device"),
        lambda: OSError(errno.EDQUOT, "Disk quota exceeded"),
        raised_by_sqlite,
        lambda: psycopg.errors.DiskFull("could not extend file"),
    ],
)
def test_every_way_to_say_it_is_understood(make):
    error = make()
    behind = RuntimeError("something else")
    behind.__cause__ = error
    assert is_disk_full(error)
    assert is_disk_full(behind)


@pytest.mark.parametrize("error", [None, OSError(errno.EACCES, "no"), ValueError(), sqlite3.OperationalError("locked")])
def test_other_failures_are_not_taken_for_it(error):
    assert not is_disk_full(error)


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_an_act_on_a_full_disk_is_told_in_plain_words(office: Office, received: Dossier):
    add_note(dossier_id=received.pk, actor=office.actor("specialist"), text="Đã ghi trước đó.")
    client = Client(raise_request_exception=False)
    client.force_login(office.accounts["specialist"], backend="motcua.people.signin.SignInBackend")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        [pages] = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            for _ in range(400):  # until the pages that stand half empty are used up
                answer = client.post(f"/can-bo/ho-so/{received.pk}/viec/add_note/", {"reason": "x" * 1900})
                if answer.status_code != 302:
                    break
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert answer.status_code == 507
    assert "đầy đĩa" in answer.content.decode()
    assert Note.objects.filter(text="Đã ghi trước đó.").exists()
