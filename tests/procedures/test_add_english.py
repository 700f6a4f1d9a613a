"""A newer version of the product adds English that procedures in use lack, and touches nothing else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.procedures.conftest import SOUND

from motcua.ledger.models import Entry
from motcua.people.rules import SYSTEM
from motcua.procedures.actions import add_english as action
from motcua.procedures.actions.add_english import add_english
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import forget_offers

pytestmark = pytest.mark.django_db
NAME, PAPER = "Xác nhận chỗ đỗ ghe", "Giấy đăng ký ghe"
SHIPPED = {**SOUND, "english": {NAME: "Mooring place", PAPER: "Boat registration"}}


@pytest.fixture(autouse=True)
def _shipped(monkeypatch: pytest.MonkeyPatch, present: Callable[[str], Any]) -> None:
    present("2026-11-02T08:00")
    forget_offers()
    monkeypatch.setattr(action, "shipped_bundles", lambda: iter([SHIPPED]))


def publish(bundle: dict[str, Any], day: date = date(2026, 1, 1)) -> ProcedureVersion:
    return publish_version(bundle, actor=SYSTEM, valid_from=day).version


def newest() -> ProcedureVersion:
    return ProcedureVersion.objects.latest("number")


def test_what_is_lacking_is_added_as_a_version_of_today():
    publish(SOUND)
    assert add_english() == 1
    made = newest()
    assert (made.number, made.valid_from, made.valid_until) == (2, date(2026, 11, 2), None)
    assert made.bundle["english"] == SHIPPED["english"]
    assert {**made.bundle, "english": None} == {**ProcedureVersion.objects.get(number=1).bundle, "english": None}
    assert Entry.objects.filter(act="publish_version").latest("id").facts["number"] == 2


def test_it_is_done_once_and_never_where_nothing_is_lacking():
    publish(SHIPPED)
    assert add_english() == 0
    publish({**SOUND, "summary": "Khác"}, date(2026, 11, 2))
    assert [add_english(), add_english()] == [1, 0]


def test_what_an_administrator_wrote_stays():
    own = {**SOUND, "short_name": "Tên riêng", "name": "Tên riêng của xã", "english": {PAPER: "Our own words"}}
    publish(own)
    assert add_english() == 0  # the name is another one, the paper has its line
    assert newest().bundle["english"] == {PAPER: "Our own words"}
    publish({**SOUND, "english": {PAPER: "Our own words"}}, date(2026, 11, 2))
    assert add_english() == 1
    assert newest().bundle["english"] == {PAPER: "Our own words", NAME: "Mooring place"}


def test_what_is_scheduled_gets_it_on_its_own_day():
    publish(SOUND)
    publish({**SOUND, "summary": "Từ năm sau"}, date(2027, 1, 1))
    assert [add_english(), add_english()] == [2, 0]
    today, later = ProcedureVersion.objects.filter(number__gt=2).order_by("number")
    assert (today.valid_from, today.valid_until) == (date(2026, 11, 2), date(2026, 12, 31))
    assert (later.valid_from, later.bundle["summary"]) == (date(2027, 1, 1), "Từ năm sau")


def test_a_procedure_that_is_not_here_is_not_brought():
    assert add_english() == 0
    assert not ProcedureVersion.objects.exists()
