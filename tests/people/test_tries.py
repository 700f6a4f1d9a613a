"""Wrong tries are counted one by one, however many come at once."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from motcua.people.actions.count_try import Limit, count_try, forget_tries, give_back, is_within
from motcua.people.models import Tries

AT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
LIMITS = {"from/1.2.3.4": Limit(3, 60), "as/dan": Limit(2, 300)}


@pytest.mark.django_db
def test_tries_are_counted_at_each_place_until_one_is_full():
    assert [count_try(LIMITS, AT) for _ in range(3)] == [True, True, False]
    assert not is_within(LIMITS, AT)
    assert dict(Tries.objects.values_list("place", "count")) == {"from/1.2.3.4": 3, "as/dan": 3}


@pytest.mark.django_db
def test_tries_are_forgotten_place_by_place():
    for _ in range(3):
        count_try(LIMITS, AT)
    later = AT + timedelta(seconds=61)
    assert not is_within(LIMITS, later)
    assert is_within({"from/1.2.3.4": LIMITS["from/1.2.3.4"]}, later)
    count_try(LIMITS, later)
    assert dict(Tries.objects.values_list("place", "count")) == {"from/1.2.3.4": 1, "as/dan": 4}
    assert is_within(LIMITS, AT + timedelta(seconds=301))
    Tries.objects.update(until=AT)
    assert forget_tries() == 2


@pytest.mark.django_db
def test_a_try_that_was_right_is_taken_back():
    count_try(LIMITS, AT)
    give_back(LIMITS)
    give_back(LIMITS)
    assert set(Tries.objects.values_list("count", flat=True)) == {0}


@pytest.mark.django_db(transaction=True)
def test_tries_at_one_instant_all_count():
    many, together = 8, Barrier(8)

    def guess() -> None:
        together.wait()
        try:
            for _ in range(5):
                count_try({"as/dan": Limit(2, 300), "from/1": Limit(2, 300)}, AT)
        finally:
            connection.close()

    threads = [Thread(target=guess) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(Tries.objects.values_list("count", flat=True)) == {many * 5}
