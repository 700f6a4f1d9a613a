"""Two devices at one draft: every paper and answer that was saved is there, and goes into the dossier."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.dossiers.test_two_at_once import at_once, filled
from tests.factories import PAPER, Office, make_office

from motcua.dossiers.actions import submit_application as submitting
from motcua.dossiers.actions.save_draft import attach_paper, detach_paper, discard_draft, save_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier, Draft
from motcua.kernel.refusals import AlreadyDone, NotFound, Refused
from motcua.people.queries import forget_directory

MANY = 5


@pytest.fixture
def open_office(transactional_db: None) -> Iterator[Office]:
    yield make_office()
    forget_directory()


def test_papers_attached_at_once_are_all_kept(open_office: Office):
    draft, actor = filled(open_office), open_office.actor("citizen")
    papers = [{**PAPER, "file": f"tep-{number}"} for number in range(MANY)]
    jobs = [
        lambda paper=paper: attach_paper(draft_id=draft.pk, actor=actor, requirement_key="extra", paper=paper)
        for paper in papers
    ]
    assert [one for one in at_once(jobs) if not isinstance(one, Draft)] == []
    kept = Draft.objects.get(pk=draft.pk).papers["extra"]
    assert sorted(one["file"] for one in kept) == [one["file"] for one in papers]


def test_answers_saved_at_once_are_all_kept(open_office: Office):
    draft, actor = filled(open_office), open_office.actor("citizen")
    jobs = [
        lambda number=number: save_draft(draft_id=draft.pk, actor=actor, answers={f"q{number}": number})
        for number in range(MANY)
    ]
    assert [one for one in at_once(jobs) if not isinstance(one, Draft)] == []
    assert Draft.objects.get(pk=draft.pk).answers == {f"q{number}": number for number in range(MANY)}


def test_one_paper_taken_out_twice_takes_out_one(open_office: Office):
    draft, actor = filled(open_office), open_office.actor("citizen")
    for number in range(2):
        paper = {**PAPER, "file": f"tep-{number}"}
        attach_paper(draft_id=draft.pk, actor=actor, requirement_key="extra", paper=paper)
    outcomes = at_once([lambda: detach_paper(draft_id=draft.pk, actor=actor, requirement_key="extra", index=1)] * 2)
    assert sum(isinstance(one, NotFound) for one in outcomes) == 1
    assert [one["file"] for one in Draft.objects.get(pk=draft.pk).papers["extra"]] == ["tep-0"]


def test_what_is_saved_while_submitting_goes_in(open_office: Office, monkeypatch: pytest.MonkeyPatch):
    draft, actor = filled(open_office), open_office.actor("citizen")
    real, saved = submitting.check_complete, []

    def saved_meanwhile(*args: Any) -> None:
        real(*args)
        if not saved:
            saved.append(save_draft(draft_id=draft.pk, actor=actor, applicant={"phone": "0987654321"}))

    monkeypatch.setattr(submitting, "check_complete", saved_meanwhile)
    dossier = submit_application(draft_id=draft.pk, actor=actor)
    assert dossier.applicant["phone"] == "0987654321"
    assert Dossier.objects.get().applicant["phone"] == "0987654321"


def test_saves_beside_a_submit_are_in_the_dossier_or_refused(open_office: Office):
    draft, actor = filled(open_office), open_office.actor("citizen")
    saves = [
        lambda number=number: save_draft(draft_id=draft.pk, actor=actor, answers={f"q{number}": number})
        for number in range(MANY)
    ]
    dossier, *outcomes = at_once([lambda: submit_application(draft_id=draft.pk, actor=actor), *saves])
    assert isinstance(dossier, Dossier)
    told = {f"q{number}": number for number, one in enumerate(outcomes) if isinstance(one, Draft)}
    assert Dossier.objects.get().answers == told
    assert all(isinstance(one, AlreadyDone) for one in outcomes if not isinstance(one, Draft))


def test_a_discarded_draft_is_not_handed_in(open_office: Office):
    draft, actor = filled(open_office), open_office.actor("citizen")
    outcomes = at_once(
        [
            lambda: submit_application(draft_id=draft.pk, actor=actor),
            lambda: discard_draft(draft_id=draft.pk, actor=actor),
        ]
    )
    assert sum(isinstance(one, Refused) for one in outcomes) == 1
    assert Draft.objects.count() == Dossier.objects.count()
