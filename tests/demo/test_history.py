"""A small history, told whole: numbers in the order of receipt, desks in their hours, helped people among them."""

from collections import defaultdict
from random import Random

import pytest

from motcua.demo.applicants import FITTING, Applicants
from motcua.demo.cast import gather_cast
from motcua.demo.driver import officer_at
from motcua.demo.history import tell_history
from motcua.demo.load import load_ground
from motcua.dossiers.models import Dossier
from motcua.ledger.models import Entry
from motcua.workdays.queries import calendar_for, forget_calendars


@pytest.mark.django_db
def test_a_history_reads_as_if_it_had_happened(present):
    present("2026-11-26T10:00")
    officer_at.cache_clear()
    load_ground(with_demo_people=True)
    forget_calendars()
    assert tell_history(gather_cast(), count=120, progress=lambda *_: None) >= 118
    officer_at.cache_clear()
    received = list(Dossier.objects.exclude(received_at=None).order_by("received_at"))
    numbers = defaultdict(list)
    for one in received:
        assert calendar_for(one.competent_unit_id).is_open(one.received_at), one.received_at
        numbers[one.competent_unit_id, one.received_at.year].append(one.register_number)
    assert all(found == sorted(found) for found in numbers.values())
    assert {"assisted", "staff", "citizen"} <= {one.typed_by for one in received}
    assert not Dossier.objects.filter(state="suspended", clock__limit__unit="same_day").exists()
    late = Entry.objects.filter(act__in=("escalate", "warn_holder")).values_list("at", flat=True)
    assert len({at.date() for at in late}) > 3


def test_newborns_have_parents_who_could_have_them():
    ages = [19, 84, 30, 41, 66, 23]
    people = Applicants(Random(3), ages)
    youngest, oldest = FITTING["1.001193"]
    chosen = [people.choose("1.001193") for _ in range(6)]
    assert all(youngest <= ages[place] <= oldest for place in chosen)
    assert sorted(chosen[:3]) == sorted(chosen[3:]) == [2, 3, 5]  # everybody once before anybody twice


def test_the_first_people_come_more_often():
    people = Applicants(Random(3), [40] * 600)
    chosen = [people.choose("2.000815") for _ in range(4000)]
    assert sum(place < 60 for place in chosen) > 500
