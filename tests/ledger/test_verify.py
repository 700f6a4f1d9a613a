"""Any direct change in the database is found and named."""

from collections.abc import Iterator

import pytest
from tests.factories import APPLICANT, PAPER, Office, make_office

import motcua.config.wiring  # noqa: F401 - cases keep their heads themselves
from motcua.cli.ledger import run
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.ledger import verifying
from motcua.ledger.actions.check_ledger import _go_on, ask_for_check, check_ledger
from motcua.ledger.actions.record import record
from motcua.ledger.heads import Kept
from motcua.ledger.models import Entry, Head
from motcua.ledger.queries import last_check, open_check
from motcua.ledger.verifying import verify
from motcua.people.rules import SYSTEM


@pytest.fixture
def dossier(db: None) -> Iterator[Dossier]:
    office: Office = make_office()
    actor = office.actor("citizen")
    draft = start_draft(procedure_code="9.000001", actor=actor, unit_id=office.units["X"].pk)
    save_draft(draft_id=draft.pk, actor=actor, applicant=APPLICANT)
    attach_paper(draft_id=draft.pk, actor=actor, requirement_key="card", paper=PAPER)
    submitted = submit_application(draft_id=draft.pk, actor=actor)
    return receive_dossier(dossier_id=submitted.pk, actor=office.actor("desk"))


def verdict() -> dict:
    return run(None)


def test_an_untouched_ledger_is_sound(dossier: Dossier):
    assert verdict() == {"ok": True, "entries": 2, "first_bad": None}


def test_an_edit_is_named(dossier: Dossier):
    entry = Entry.objects.get(seq=2)
    Entry.objects.filter(pk=entry.pk).update(facts={**entry.facts, "due_at": "2030-01-01T00:00:00+07:00"})
    bad = verdict()["first_bad"]
    assert (bad["subject"], bad["seq"], bad["why"]) == (f"dossier/{dossier.pk}", 2, "edited")


@pytest.mark.parametrize(("seq", "why"), [(1, "missing"), (2, "cut")])
def test_a_deletion_is_named(dossier: Dossier, seq: int, why: str):
    Entry.objects.filter(seq=seq).delete()
    bad = verdict()["first_bad"]
    assert (bad["seq"], bad["why"]) == (seq, why)


def test_a_reordering_is_named(dossier: Dossier):
    Entry.objects.filter(seq=1).update(seq=9)
    Entry.objects.filter(seq=2).update(seq=1)
    Entry.objects.filter(seq=9).update(seq=2)
    assert verdict()["first_bad"]["seq"] == 1


def test_an_insertion_is_named(dossier: Dossier):
    entry = Entry.objects.get(seq=2)
    entry.pk, entry.seq = None, 3
    entry.save(force_insert=True)
    assert verdict()["first_bad"]["seq"] == 3


def test_all_entries_gone_is_named(dossier: Dossier):
    Entry.objects.all().delete()
    assert verdict()["first_bad"]["why"] == "cut"


def test_entries_of_no_case_are_named(dossier: Dossier):
    entry = Entry.objects.get(seq=1)
    entry.pk, entry.subject_id = None, "01999999-0000-7000-8000-000000000000"
    entry.save(force_insert=True)
    assert verdict()["first_bad"]["why"] == "no_subject"


def test_a_unit_has_a_chain_of_its_own(db: None):
    for number in range(3):
        record(
            subject_kind="unit", subject_id="7", act="change_unit", actor=SYSTEM, facts={"n": number}, at=clock.now()
        )
    assert verdict() == {"ok": True, "entries": 3, "first_bad": None}
    Entry.objects.filter(seq=3).delete()
    assert verdict()["first_bad"]["why"] == "cut"
    Head.objects.all().delete()
    assert verdict()["first_bad"]["why"] == "no_subject"


# --- in the background ------------------------------------------------------------------------------------------------


def test_a_check_is_asked_for_read_by_a_job_and_kept(dossier: Dossier):
    asked = ask_for_check(actor=SYSTEM)
    assert ask_for_check(actor=SYSTEM).pk == asked.pk
    assert (last_check(), open_check().read) == (None, 0)
    assert check_ledger(60) == 2
    found = last_check()
    assert (found.is_sound, found.read, open_check()) == (True, 2, None)
    assert Entry.objects.get(act="verify_ledger").facts == {"ok": True, "entries": 2, "first_bad": None}
    assert verdict()["entries"] == 3
    assert check_ledger(60) == 0


def test_a_check_goes_on_where_it_stopped(dossier: Dossier):
    for number in range(3):
        record(subject_kind="unit", subject_id=str(number), act="x", actor=SYSTEM, facts={}, at=clock.now())
    ask_for_check(actor=SYSTEM)
    read = []
    while open_check():
        read.append(check_ledger(seconds=0.000001))
    assert len(read) > 3
    assert sum(read) == last_check().read == 5


def test_two_workers_do_a_check_once(dossier: Dossier):
    check = ask_for_check(actor=SYSTEM)
    assert check_ledger(60) == 2
    assert not _go_on(check)
    assert Entry.objects.filter(act="verify_ledger").count() == 1


def test_a_check_keeps_the_first_bad_entry(dossier: Dossier):
    Entry.objects.filter(seq=2).update(act="refuse_dossier")
    ask_for_check(actor=SYSTEM)
    check_ledger(60)
    bad = {"kind": "dossier", "subject": str(dossier.pk), "seq": 2, "why": "edited"}
    assert last_check().first_bad == bad
    assert Entry.objects.get(act="verify_ledger").facts["first_bad"] == bad


def test_an_act_in_the_middle_of_a_piece_is_no_break(dossier: Dossier, monkeypatch):
    late = Kept(1, "0" * 64)
    real = verifying.heads_of
    answers = iter([{str(dossier.pk): late}])
    monkeypatch.setattr(verifying, "heads_of", lambda *asked: next(answers, None) or real(*asked))
    assert verify() == (2, None)
