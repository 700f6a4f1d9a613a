"""Invented names: three parts or more, never an endless search for one."""

from random import Random

import pytest

from motcua.people.demo_people import Names


@pytest.mark.parametrize("seed", [7, 11, 2026])
def test_thousands_of_names_are_found(seed: int):
    names = Names(Random(seed))
    found = {names.full_name("FM"[at % 2]) for at in range(8000)}
    assert len(found) > 4000
    assert all(len(one.split()) >= 3 for one in found)
