"""What a kind of paper is good for is data: an administrator writes a row over, from a day on, with its source."""

from datetime import date
from typing import Any

import pytest
from tests.factories import Office, make_officer
from tests.papers.conftest import ME, keep

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotPermitted
from motcua.ledger.models import Entry
from motcua.papers.actions.set_paper_type import set_paper_type
from motcua.papers.models import TypeRow
from motcua.papers.queries import shown, visible_to
from motcua.papers.rules import Condition
from motcua.papers.shelf import shelf, shipped
from motcua.people.queries import forget_directory

ROW = {"name": "Giấy thử nghiệm", "results": "9.000001:paper", "answers": "9.000001:card", "source": "Điều 1"}


@pytest.fixture
def admin(office: Office) -> Any:
    make_officer(office, "admin", "H", "administrator")
    forget_directory()
    return office.actor("admin")


def test_what_ships_counts_until_an_office_says_otherwise(office: Office, admin: Any):
    assert len(shelf().rows) == len(shipped()) + 1
    first = shipped()[0]
    row = {**ROW, "months": 9}
    set_paper_type(key=first.key, from_on=first.from_on, row=row, actor=admin)
    found = shelf().of(first.key, clock.today())
    assert found is not None
    assert (found.months, found.source) == (9, "Điều 1")
    assert len(shelf().rows) == len(shipped()) + 1


def test_a_new_rule_counts_for_papers_issued_from_its_day(office: Office, admin: Any):
    keep(office, issued_on=date(2026, 5, 30))  # six months by the rule of that day
    set_paper_type(key="card_paper", from_on=date(2026, 6, 1), row={**ROW, "months": 1}, actor=admin)
    keep(office, issued_on=date(2026, 6, 2))
    states = {one.paper.issued_on: one.condition for one in shown(visible_to(ME), date(2026, 11, 2))}
    assert states == {date(2026, 5, 30): Condition.VALID, date(2026, 6, 2): Condition.EXPIRED}


def test_written_twice_for_a_day_it_is_one_row_and_both_are_on_record(office: Office, admin: Any):
    for months in (3, 4):
        set_paper_type(key="card_paper", from_on=date(2026, 6, 1), row={**ROW, "months": months}, actor=admin)
    assert TypeRow.objects.get(key="card_paper", from_on=date(2026, 6, 1)).months == 4
    assert Entry.objects.filter(subject_kind="paper_type", act="set_paper_type").count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"source": " "}, "source"),
        ({"answers": "9.000001"}, "answers"),
        ({"answers": "9.000001:no_such"}, "answers"),
        ({"results": "9.999999:paper"}, "results"),
        ({"key": "Có dấu"}, "key"),
    ],
)
def test_what_no_procedure_has_is_not_written(office: Office, admin: Any, change: dict[str, str], field: str):
    given = {"key": "card_paper", **ROW, **change}
    with pytest.raises(Invalid) as refusal:
        set_paper_type(key=given.pop("key"), from_on=date(2026, 6, 1), row=given, actor=admin)
    assert list(refusal.value.errors) == [field]


@pytest.mark.parametrize("who", ["desk", "leader", "inspector", "owner"])
def test_only_who_administers_everything_writes_it(office: Office, who: str):
    with pytest.raises(NotPermitted):
        set_paper_type(key="card_paper", from_on=date(2026, 6, 1), row=ROW, actor=office.actor(who))
