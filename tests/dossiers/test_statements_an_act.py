"""What each act asks of the database: one reading and one writing, or a known number more; on the straight walk never.

The writing is one statement on PostgreSQL. SQLite writes row by row in a transaction: there the readings are counted.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from tests.dossiers.every_act import ACTS, do
from tests.factories import Office
from tests.statements import statements

from motcua.dossiers.models import Dossier
from motcua.kernel.lifecycle import LIFECYCLE_TABLE

STRAIGHT = {"receive_dossier", "transfer_step", "present_result", "approve_result", "return_result", "rate_service"}
FEE = {"lines": [], "total": 8000, "paid": 0}
ASKED = ["receive_dossier", "request_supplement", "supplement_dossier"]
FINISHED = ["receive_dossier", "present_result", "approve_result"]
WAY: dict[str, list[str]] = {
    "receive_dossier": [],
    "refuse_dossier": [],
    "request_door_supplement": [],
    "supplement_at_door": ["request_door_supplement"],
    "return_step": ["receive_dossier", "present_result"],
    "return_from_agency": ["receive_dossier", "forward_to_agency"],
    "give_opinion": ["receive_dossier", "ask_opinion"],
    "lapse_opinion": ["receive_dossier", "ask_opinion", "2026-11-06T08:00"],
    "chase_opinion": ["receive_dossier", "ask_opinion", "2026-11-06T08:00"],
    "request_consent": ASKED,
    "grant_consent": [*ASKED, "request_consent"],
    "decline_consent": [*ASKED, "request_consent"],
    "consent_to_supplement": [*ASKED, "present_result"],
    "supplement_dossier": ["receive_dossier", "request_supplement"],
    "resume_after_payment": ["receive_dossier", "request_payment"],
    "resume_dossier": ["receive_dossier", "suspend_dossier"],
    "decide_extension": ["receive_dossier", "request_extension"],
    "approve_result": ["receive_dossier", "present_result"],
    "reject_dossier": ["receive_dossier", "present_result"],
    "sign_result": ["receive_dossier", "present_result"],
    "issue_result": ["receive_dossier", "present_result"],
    "attach_result": FINISHED,
    "return_result": FINISHED,
    "rate_service": [*FINISHED, "return_result"],
    "close_unanswered": ["receive_dossier", "request_supplement", "2026-12-21T08:00"],
    "warn_holder": ["receive_dossier", "2026-11-09T15:00"],
    "escalate": ["receive_dossier", "2026-11-10T08:00"],
    "remind_applicant": ["receive_dossier", "request_supplement"],
}
MORE: dict[str, int] = {
    "chase_opinion": 3,
    "give_opinion": 3,
    "lapse_opinion": 3,
    "request_consent": 3,
    "reseat_dossier": 3,
    "move_dossier": 3,  # it asks for open questions, as the one before
    "reject_dossier": 3,  # it takes the number of its letter
    "return_from_agency": 3,
    "supplement_at_door": 3,
    "supplement_dossier": 3,
    "decline_consent": 4,
    "put_digitised": 4,
    "draft_apology": 4,
    "request_extension": 4,
    "withdraw_dossier": 4,
    "close_unanswered": 5,
    "consent_to_supplement": 5,
    "refuse_dossier": 5,
    "request_door_supplement": 5,
    "request_supplement": 5,
    "stop_dossier": 5,
    "apologise": 6,
    "grant_consent": 7,
    "decide_extension": 8,
}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_an_act_costs_what_it_is_known_to(office: Office, submitted: Dossier, present: Callable[[str], Any], act: str):
    for step in WAY.get(act, ["receive_dossier"]):
        if step in ACTS:
            submitted = do(step, office, submitted)
        else:
            present(step)
        if step == "receive_dossier":
            Dossier.objects.filter(pk=submitted.pk).update(fees=FEE)
    ready = ACTS[act](office, Dossier.objects.get(pk=submitted.pk))
    with statements() as asked:
        ready()
    cost = len(asked) if connection.vendor == "postgresql" else 1 + sum(one.startswith("SELECT") for one in asked)
    assert cost <= MORE.get(act, 2), asked


def test_every_act_of_the_lifecycle_is_counted_and_the_straight_walk_costs_two_each():
    assert LIFECYCLE_TABLE.keys() <= ACTS.keys()
    assert not MORE.keys() & STRAIGHT
