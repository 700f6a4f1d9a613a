"""The queue in statements of our own says what the ORM says."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from tests.factories import Office

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import inbox
from motcua.dossiers.queue import LANES, ORDERS, lane_counts, queue_page
from motcua.kernel import clock
from motcua.kernel.alphabet import alphabet_key
from motcua.kernel.ids import uuid7
from motcua.kernel.lifecycle import State

ALL = {"lane": "", "procedure": "", "channel": ""}
ONLY = ("id", "version", "state", "attention_at")


@pytest.fixture
def many(received: Dossier) -> datetime:
    """One case for every open state, an hour apart, beside the received one."""
    at = clock.now()
    states = [State.SUBMITTED, State.IN_PROCESS, State.AWAITING_SUPPLEMENT, State.SUSPENDED, State.FINISHED]
    for ahead, state in enumerate(states, -2):
        copy = Dossier(**{field.attname: getattr(received, field.attname) for field in Dossier._meta.concrete_fields})
        copy.id, copy.draft_id, copy.reference = uuid7(), uuid7(), f"R{ahead}"
        copy.code, copy.register_number = f"C{ahead}", f"N{ahead}"
        copy.state, copy.attention_at = state.value, at + timedelta(hours=ahead)
        copy.applicant_order, copy.submitted_at = alphabet_key(f"Người {9 - ahead}"), at - timedelta(hours=ahead)
        copy.save(force_insert=True)
    return at


def page(office: Office, at: datetime, **more: Any) -> list[Any]:
    told = {"chosen": ALL, "order": "attention_at", "begin": None, "most": 50, "only": ONLY, **more}
    return [one.pk for one in queue_page(office.actor("specialist"), at, **told)]


@pytest.mark.parametrize("order", [*ORDERS, *(f"-{one}" for one in ORDERS)])
def test_every_order(office: Office, many: datetime, order: str):
    tie = "-id" if order.startswith("-") else "id"
    told = list(inbox(office.actor("specialist")).order_by(order, tie).values_list("pk", flat=True))
    assert len(told) == 6
    assert page(office, many, order=order) == told


def test_page_after_page_leaves_nobody_out(office: Office, many: datetime):
    whole, begin, seen = page(office, many), None, []
    while found := page(office, many, begin=begin, most=2):
        seen += found
        last = Dossier.objects.get(pk=found[-1])
        begin = (last.attention_at, last.pk)
    assert seen == whole


def test_lanes_hold_what_they_count(office: Office, many: datetime):
    counted = lane_counts(office.actor("specialist"), many, 1000)
    assert counted["all"] == 6
    for lane in LANES:
        assert len(page(office, many, chosen={**ALL, "lane": lane})) == counted[lane], lane
    assert counted["return"] == 1


def test_narrowed(office: Office, many: datetime):
    assert len(page(office, many, chosen={**ALL, "procedure": "9.000001", "channel": "online"})) == 6
    assert page(office, many, chosen={**ALL, "procedure": "1.001193"}) == []


def test_only_some_columns_are_read_and_the_others_come_when_asked(office: Office, many: datetime):
    told = {"chosen": ALL, "order": "attention_at", "begin": None, "most": 1, "only": ONLY}
    (one,) = queue_page(office.actor("specialist"), many, **told)
    assert "title" not in one.__dict__
    assert one.title == "Xác nhận thử nghiệm"
    assert one.attention_at == Dossier.objects.get(pk=one.pk).attention_at


def test_open_cases_from_before_the_order_by_name_are_given_it(received: Dossier):
    Dossier.objects.update(applicant_order="")
    import_module("motcua.dossiers.migrations.0010_name_order").fill(apps, None)
    assert Dossier.objects.get(pk=received.pk).applicant_order == alphabet_key(received.applicant_name)
