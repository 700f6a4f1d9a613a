"""Invented names: three parts or more, never an endless search for one."""

from random import Random

import pytest

from motcua.people.demo_people import Names, demo_citizens
from motcua.people.locality import read_locality


@pytest.mark.parametrize("seed", [7, 11, 2026])
def test_thousands_of_names_are_found(seed: int):
    names = Names(Random(seed))
    found = {names.full_name("FM"[at % 2]) for at in range(8000)}
    assert len(found) > 4000
    assert all(len(one.split()) >= 3 for one in found)


def test_most_applicants_are_of_working_age():
    people = list(demo_citizens(read_locality()))
    ages = [2026 - one.birth_date.year for one in people]
    assert sum(25 <= age <= 54 for age in ages) > len(ages) * 0.55
    assert sum(age >= 60 for age in ages) < len(ages) * 0.2
