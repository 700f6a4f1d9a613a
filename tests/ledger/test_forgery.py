"""What somebody who writes into the database can hide from the check, with everything computed anew but the key."""

from threading import Thread
from typing import Any

import pytest
from django.db import connection
from tests.factories import Office, make_drafts, make_office

import motcua.config.wiring  # noqa: F401 - cases keep their heads themselves
from motcua.cli.ledger import run, run_reseal
from motcua.dossiers.actions.add_note import add_note
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.ledger.actions.record import record
from motcua.ledger.heads import KEEPERS
from motcua.ledger.models import Entry, Head, Tally
from motcua.ledger.rules import Link, digest
from motcua.ledger.sealing import seal_all
from motcua.ledger.seals import Key
from motcua.outbox.models import Event
from motcua.people.rules import SYSTEM

CHAINED = ("subject_kind", "subject_id", "seq", "at", "act", "actor", "facts", "prev")


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def cases(office: Office) -> list[Dossier]:
    submitted = [submit_application(draft_id=pk, actor=office.actor("citizen")) for pk in make_drafts(office, 2)]
    return [receive_dossier(dossier_id=one.pk, actor=office.actor("desk")) for one in submitted]


def bad() -> dict[str, Any]:
    verdict = run(None)
    assert verdict["ok"] is (verdict["first_bad"] is None)
    return verdict["first_bad"] or {}


def told() -> tuple[Any, Any, Any]:
    found = bad()
    return found.get("subject"), found.get("seq"), found.get("why")


def forge(case: Dossier, seq: int, **changes: Any) -> None:
    """An entry written anew, with every hash after it and the head of the case: all that needs no key."""
    Entry.objects.filter(subject_id=str(case.pk), seq=seq).update(**changes)
    prev = Entry.objects.filter(subject_id=str(case.pk), seq=seq - 1).values_list("hash", flat=True).first()
    for entry in Entry.objects.filter(subject_id=str(case.pk), seq__gte=seq).order_by("seq"):
        entry.prev = prev or entry.prev
        entry.hash = prev = digest(Link(**{name: getattr(entry, name) for name in CHAINED}))
        entry.save()
    Dossier.objects.filter(pk=case.pk).update(head_hash=prev)


def delete_case(case: Dossier) -> None:
    """The case and everything that names it."""
    for relation in Dossier._meta.related_objects:
        relation.related_model.objects.filter(**{relation.field.name: case}).delete()
    Entry.objects.filter(subject_id=str(case.pk)).delete()
    Dossier.objects.filter(pk=case.pk).delete()


def test_what_acts_wrote_is_whole(cases: list[Dossier]):
    assert told() == (None, None, None)


def test_a_whole_chain_computed_anew_is_named(cases: list[Dossier]):
    forge(cases[0], 1, act="refuse_dossier")
    assert told() == (f"dossier/{cases[0].pk}", 1, "forged")


def test_an_entry_put_behind_the_last_one_is_named(cases: list[Dossier]):
    last = Entry.objects.get(subject_id=str(cases[0].pk), seq=2)
    last.pk, last.seq, last.prev = None, 3, last.hash
    last.save(force_insert=True)
    Dossier.objects.filter(pk=cases[0].pk).update(version=3)
    forge(cases[0], 3)
    assert told() == (f"dossier/{cases[0].pk}", 3, "forged")


def test_entries_swapped_between_cases_are_named(cases: list[Dossier]):
    one, other = (str(case.pk) for case in cases)
    Entry.objects.filter(subject_id=one, seq=2).update(seq=9)
    Entry.objects.filter(subject_id=other, seq=2).update(subject_id=one)
    Entry.objects.filter(subject_id=one, seq=9).update(subject_id=other, seq=2)
    assert told()[1:] == (2, "reordered")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("state", "closed"),
        ("due_at", None),
        ("holder_unit_id", None),
        ("code", "H01.99.99-260101-0001"),
        ("applicant", {"name": "Người khác"}),
        ("applicant_name", "Người khác"),
        ("answers", {"x": 1}),
        ("fees", {"paid": 1}),
        ("title", "Việc khác"),
        ("escalation_level", 3),
    ],
)
def test_an_edited_case_is_named_with_its_column(cases: list[Dossier], column: str, value: Any):
    case = cases[0]
    if column == "holder_unit_id":
        value = Dossier.objects.get(pk=case.pk).competent_unit_id
    Dossier.objects.filter(pk=case.pk).update(**{column: value})
    found = bad()
    assert (found["subject"], found["why"], found["what"]) == (f"dossier/{case.pk}", "row", column)
    assert column in found["says"]


def test_an_edited_case_with_its_columns_taken_from_the_entry_is_named(cases: list[Dossier]):
    Dossier.objects.filter(pk=cases[0].pk).update(due_at=None)
    entry = Entry.objects.get(subject_id=str(cases[0].pk), seq=2)
    del entry.columns["due_at"]
    entry.save()
    assert told() == (f"dossier/{cases[0].pk}", 2, "forged")


@pytest.mark.parametrize("with_events", [True, False])
def test_a_case_deleted_with_all_its_entries_is_missed(cases: list[Dossier], with_events: bool):
    delete_case(cases[0])
    if with_events:
        assert told() == (f"dossier/{cases[0].pk}", 1, "lost")
        return
    Event.objects.all().delete()
    found = bad()
    assert (found["subject"], found["why"], found["what"]) == (f"tally/{str(cases[0].pk)[-1]}", "lost", "2")
    assert found["says"].startswith("2 mục đã bị xoá")
    assert "bản sao lưu" in found["says"]


@pytest.mark.parametrize("with_events", [True, False])
def test_a_tail_cut_off_with_the_case_taken_back_is_missed(office: Office, cases: list[Dossier], with_events: bool):
    case = cases[0]
    before = Dossier.objects.filter(pk=case.pk).values().get()
    add_note(dossier_id=case.pk, actor=office.actor("specialist"), text="Đã xem.")
    Entry.objects.filter(subject_id=str(case.pk), seq=3).delete()
    Dossier.objects.filter(pk=case.pk).update(**before)
    if with_events:
        assert told() == (f"dossier/{case.pk}", 3, "lost")
        return
    Event.objects.all().delete()
    assert told() == (f"tally/{str(case.pk)[-1]}", 0, "lost")


def test_what_is_no_case_is_counted_too(db: None):
    for number in range(2):
        record(subject_kind="unit", subject_id="7", act="x", actor=SYSTEM, facts={"n": number}, at=clock.now())
    first = Entry.objects.get(subject_kind="unit", seq=1)
    Entry.objects.filter(subject_kind="unit", seq=2).delete()
    Head.objects.filter(subject_kind="unit").update(seq=1, hash=first.hash)
    assert told() == ("tally/other", 0, "lost")


@pytest.mark.parametrize("change", [{"entries": 1}, {"low": 5}, {"high": 5}])
def test_an_edited_tally_is_named(cases: list[Dossier], change: dict[str, int]):
    bucket = str(cases[0].pk)[-1]
    Tally.objects.filter(bucket=bucket).update(**change)
    assert told()[0] == f"tally/{bucket}"


def test_a_tally_that_was_deleted_does_not_come_back(office: Office, cases: list[Dossier]):
    """Not even where every case that it counted went with it."""
    for case in cases:
        delete_case(case)
    Tally.objects.all().delete()
    assert told() == ("tally/0", 0, "tally")
    submit_application(draft_id=make_drafts(office, 1)[0], actor=office.actor("citizen"))
    assert told() == ("tally/0", 0, "tally")


def test_an_entry_exchanged_for_an_older_one_of_the_same_case_is_named(office: Office, cases: list[Dossier]):
    old = Entry.objects.get(subject_id=str(cases[0].pk), seq=2)
    Entry.objects.filter(pk=old.pk).update(seal=Entry.objects.get(subject_id=str(cases[1].pk), seq=2).seal)
    assert told() == (f"dossier/{cases[0].pk}", 2, "forged")


def test_another_key_is_said_to_be_another_key(cases: list[Dossier], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("motcua.ledger.verifying.key", lambda: Key(b"other"))
    assert told()[2] == "other_key"


def test_whoever_looked_into_a_break_seals_the_ledger_anew(cases: list[Dossier]):
    Dossier.objects.filter(pk=cases[0].pk).update(title="Việc khác")
    delete_case(cases[1])

    class Asked:
        reason = "Biên bản 12"

    before = run_reseal(Asked())["before"]
    assert before["first_bad"]["why"] == "row"
    assert told() == (None, None, None)
    assert Entry.objects.get(act="reseal_ledger").facts["reason"] == "Biên bản 12"
    Dossier.objects.filter(pk=cases[0].pk).update(title="Việc khác nữa")
    assert told()[1:] == (2, "row")


def test_what_was_written_before_seals_is_sealed_by_the_upgrade(office: Office, cases: list[Dossier]):
    Entry.objects.update(seal="", columns={})
    Tally.objects.all().delete()
    seal_all(Entry, Tally, {kind: keeper.heads for kind, keeper in KEEPERS.items()})
    assert told() == (None, None, None)
    add_note(dossier_id=cases[0].pk, actor=office.actor("specialist"), text="Đã xem.")
    assert told() == (None, None, None)
    Dossier.objects.filter(pk=cases[1].pk).update(channel="post")
    assert told() == (f"dossier/{cases[1].pk}", 2, "row")


def test_numbers_that_a_database_writes_its_own_way_are_no_break(office: Office):
    from motcua.dossiers.models import Draft

    pk = make_drafts(office, 1)[0]
    Draft.objects.filter(pk=pk).update(answers={"n": 1e20, "m": [1.5, -0.0, 1e-7], "k": {"b": 2.0, "a": "é"}})
    submit_application(draft_id=pk, actor=office.actor("citizen"))
    assert told() == (None, None, None)


@pytest.mark.django_db(transaction=True)
def test_acts_that_go_on_meanwhile_are_no_break():
    """Two officers act without a pause while the whole is read again and again."""
    office = make_office()
    seal_all(Entry, Tally, {kind: keeper.heads for kind, keeper in KEEPERS.items()})
    drafts = make_drafts(office, 24)
    actors = {name: office.actor(name) for name in ("citizen", "desk", "specialist")}
    failed: list[Exception] = []

    def work(mine: list[Any]) -> None:
        try:
            for pk in mine:
                case = submit_application(draft_id=pk, actor=actors["citizen"])
                receive_dossier(dossier_id=case.pk, actor=actors["desk"])
                for _ in range(3):
                    add_note(dossier_id=case.pk, actor=actors["specialist"], text="Đang xem.")
                    record(
                        subject_kind="unit",
                        subject_id=str(case.pk)[-1],
                        act="x",
                        actor=SYSTEM,
                        facts={},
                        at=clock.now(),
                    )
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[drafts[at::2]]) for at in range(2)]
    for thread in threads:
        thread.start()
    readings = 0
    while any(thread.is_alive() for thread in threads):
        assert told() == (None, None, None)
        readings += 1
    for thread in threads:
        thread.join()
    assert failed == []
    assert readings > 1
    assert run(None)["entries"] == Entry.objects.count() == 24 * 8
