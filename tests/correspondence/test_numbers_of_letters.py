"""Numbers at the same instant: none twice, none lost, on both databases."""

from tests.correspondence.paperwork import drafted, to_sign
from tests.dossiers.together import at_once
from tests.factories import Office

import motcua.config.wiring  # noqa: F401 - documents keep their heads themselves
from motcua.correspondence.actions.handle_incoming import register_incoming
from motcua.correspondence.actions.review_outgoing import submit_outgoing, withdraw_outgoing
from motcua.correspondence.actions.sign_outgoing import sign_on_paper
from motcua.correspondence.actions.take_in import Arrived, take_in
from motcua.correspondence.models import Incoming, Outgoing
from motcua.kernel import clock
from motcua.kernel.refusals import SomebodyWasFirst, WrongMoment
from motcua.ledger.verifying import verify
from motcua.people.rules import SYSTEM

MANY = 6


def test_documents_signed_at_once_get_each_their_number(open_office: Office):
    waiting = [to_sign(open_office).pk for _ in range(MANY)]
    clerk = open_office.actor("clerk")
    done = at_once(
        [lambda pk=pk: sign_on_paper(outgoing_id=pk, actor=clerk, signed_on=clock.today()) for pk in waiting]
    )
    assert [one for one in done if isinstance(one, Exception)] == []
    assert sorted(Outgoing.objects.values_list("number", flat=True)) == list(range(1, MANY + 1))
    assert verify()[1] is None


def test_documents_registered_at_once_get_each_their_number(open_office: Office):
    unit_id = open_office.units["X"].pk
    told = [Arrived(unit_id, "axis", f"d{n}", "Sở", f"{n}/S", "CV", "việc", None) for n in range(MANY)]
    waiting = [take_in(arrived=one, actor=SYSTEM).pk for one in told]
    clerk = open_office.actor("clerk")
    done = at_once([lambda pk=pk: register_incoming(incoming_id=pk, actor=clerk) for pk in waiting])
    assert [one for one in done if isinstance(one, Exception)] == []
    assert sorted(Incoming.objects.values_list("number", flat=True)) == list(range(1, MANY + 1))


def test_the_same_letter_that_comes_twice_at_once_is_there_once(open_office: Office):
    told = Arrived(open_office.units["X"].pk, "axis", "same", "Sở", "1/S", "CV", "việc", None)
    at_once([lambda: take_in(arrived=told, actor=SYSTEM)] * 4)
    assert Incoming.objects.count() == 1


def test_of_two_who_act_on_one_document_one_is_told(open_office: Office):
    document, actor = drafted(open_office), open_office.actor("specialist")
    jobs = [
        lambda: withdraw_outgoing(outgoing_id=document.pk, actor=actor, reason="Thôi"),
        lambda: submit_outgoing(outgoing_id=document.pk, actor=actor, reviewer_post_id=open_office.posts["deputy"].pk),
    ]
    outcomes = at_once(jobs)
    refused = [one for one in outcomes if isinstance(one, Exception)]
    state = Outgoing.objects.get(pk=document.pk).state
    if refused:
        assert isinstance(refused[0], SomebodyWasFirst | WrongMoment)
    else:
        assert state == "withdrawn"  # one after the other: what was submitted may still be withdrawn
    assert verify()[1] is None
