"""Who sees which dossier; the filter and the policy agree; a look-up needs a second fact."""

from uuid import UUID

import pytest
from tests.factories import APPLICANT, Office, make_drafts

from motcua.dossiers import search
from motcua.dossiers.actions.ask_opinion import ask_opinion
from motcua.dossiers.actions.give_opinion import give_opinion
from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier, Draft, Reading
from motcua.dossiers.policies import may_see
from motcua.dossiers.queries import dossiers_found, inbox, look_up, visible_to
from motcua.kernel.refusals import NotFound
from motcua.people.rules import ANONYMOUS

SEEN = {
    "citizen": True,
    "stranger": False,
    "desk": True,
    "specialist": True,
    "land": False,
    "leader": True,
    "desk_y": False,
    "specialist_y": False,
    "leader_y": False,
    "police": False,
    "inspector": True,
}


@pytest.mark.parametrize(("name", "sees"), SEEN.items())
def test_filter_and_policy_agree(office: Office, received: Dossier, name: str, sees: bool):
    actor = office.actor(name)
    assert visible_to(actor).filter(pk=received.pk).exists() is sees
    assert bool(may_see(actor, received)) is sees


def test_who_is_asked_sees_until_they_answered(office: Office, received: Dossier):
    ask_opinion(
        dossier_id=received.pk,
        actor=office.actor("specialist"),
        unit_id=office.units["CA"].pk,
        question="Có ở đó không?",
        days=2,
    )
    police = office.actor("police")
    assert visible_to(police).count() == 1
    give_opinion(opinion_id=received.opinions.get().pk, actor=police, answer="Có", agrees=True)
    assert not may_see(police, Dossier.objects.get(pk=received.pk))
    assert visible_to(police).count() == 0


def test_the_inbox_is_the_turn_not_the_view(office: Office, received: Dossier):
    assert [one.pk for one in inbox(office.actor("specialist"))] == [received.pk]
    assert list(inbox(office.actor("leader"))) == []


@pytest.mark.parametrize("digits", ["5678", "0001", " 56 78 "])
def test_a_look_up_with_the_second_fact(received: Dossier, digits: str):
    assert received.code is not None
    assert look_up(received.code.lower(), digits).pk == received.pk
    assert look_up(received.reference, digits).pk == received.pk


@pytest.mark.parametrize("digits", ["", "1111", "78", "12345678", "abcd"])
def test_never_by_code_alone(received: Dossier, digits: str):
    assert received.code is not None
    with pytest.raises(NotFound) as wrong:
        look_up(received.code, digits)
    with pytest.raises(NotFound) as unknown:
        look_up("H01.99.01-261102-9999", digits)
    assert str(wrong.value) == str(unknown.value)


@pytest.mark.parametrize(
    "text",
    [
        "dang thi ngoc anh",
        "ĐẶNG",
        "ngoc an",
        "H01.99.01-261102-0001",
        "261102-0001",
        "xac nhan",
        "0912345678",
        "0912 345 678",
        "089 190 990 001",
        "ngọk ánh",
        "dagn thi ngoc",
        "thu nghiem anh",
    ],
)
def test_search_with_or_without_marks(office: Office, received: Dossier, text: str):
    assert [one.pk for one in dossiers_found(office.actor("desk"), text)] == [received.pk]
    assert not dossiers_found(office.actor("desk_y"), text).exists()


@pytest.mark.parametrize("few", [1, 500])
def test_the_last_word_is_the_beginning_of_one_where_no_case_has_it(office: Office, monkeypatch, few: int):
    monkeypatch.setattr(search, "FEW", few)
    named = {}
    for name, draft_id in zip(("Lê Văn An", "Lê Văn Anh", "Lê Văn Ánh"), make_drafts(office, 3), strict=True):
        Draft.objects.filter(pk=draft_id).update(applicant={**APPLICANT, "name": name})
        named[name] = submit_application(draft_id=draft_id, actor=office.actor("citizen")).pk

    def found(text: str) -> set[UUID]:
        return {one.pk for one in dossiers_found(office.actor("desk"), text)}

    assert found("le van an") == {named["Lê Văn An"]}
    assert found("le van anh") == {named["Lê Văn Anh"], named["Lê Văn Ánh"]}
    assert found("le va") == set(named.values())


@pytest.mark.parametrize("text", ["", "' OR 1=1", '"', "* & |", "không có ai", "\x00"])
def test_odd_search_words_find_nothing(office: Office, received: Dossier, text: str):
    assert not dossiers_found(office.actor("desk"), text).exists()


def test_reading_is_recorded(office: Office, received: Dossier):
    record_reading(dossier_id=received.pk, actor=office.actor("desk"), way="office")
    record_reading(dossier_id=received.pk, actor=ANONYMOUS, way="look_up")
    assert list(Reading.objects.values_list("name", "way")) == [("Người desk", "office"), ("Khách", "look_up")]
