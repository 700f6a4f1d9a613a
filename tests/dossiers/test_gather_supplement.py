"""A supplement is gathered file by file and kept on the case; what is thrown away leaves no file behind."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from tests.factories import PAPER, Office
from tests.files.hostile_papers import pdf

from motcua.config import wiring  # noqa: F401 - registers the jobs
from motcua.dossiers.actions.gather_supplement import drop_gathered, gather_answer, gather_paper, open_request
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.save_draft import attach_paper, detach_paper, discard_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.rules.facts import PaperAsk
from motcua.files.actions.store_file import store_file
from motcua.files.models import StoredFile
from motcua.kernel.refusals import NotFound, NotPermitted
from motcua.outbox.registry import JOBS

Commits = Callable[..., object]
ASK = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ.")


def stored(office: Office, name: str = "citizen") -> UUID:
    return store_file(stream=BytesIO(pdf()), name="the.pdf", actor=office.actor(name)).pk


def paper(file_id: UUID) -> dict[str, object]:
    return {**PAPER, "file": str(file_id), "source": "upload"}


@pytest.fixture
def asked(office: Office, received: Dossier) -> Dossier:
    return request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ASK])


def test_it_waits_on_the_case(office: Office, asked: Dossier):
    actor = office.actor("citizen")
    gather_paper(dossier_id=asked.pk, actor=actor, requirement_key="card", paper=paper(stored(office)))
    gather_answer(dossier_id=asked.pk, actor=actor, answer="Ảnh mới\x00")
    kept = open_request(asked, actor).gathered
    assert len(kept["papers"]["card"]) == 1
    assert kept["answer"] == "Ảnh mới"


def test_only_what_is_asked_and_only_by_its_owner(office: Office, asked: Dossier):
    given = paper(stored(office))
    with pytest.raises(NotFound):
        gather_paper(dossier_id=asked.pk, actor=office.actor("citizen"), requirement_key="extra", paper=given)
    with pytest.raises(NotPermitted):
        gather_paper(dossier_id=asked.pk, actor=office.actor("stranger"), requirement_key="card", paper=given)


def test_a_file_taken_out_again_is_gone(office: Office, asked: Dossier, django_capture_on_commit_callbacks: Commits):
    actor, file_id = office.actor("citizen"), stored(office)
    gather_paper(dossier_id=asked.pk, actor=actor, requirement_key="card", paper=paper(file_id))
    with django_capture_on_commit_callbacks(execute=True):
        drop_gathered(dossier_id=asked.pk, actor=actor, requirement_key="card", file_id=file_id)
    assert not StoredFile.objects.filter(pk=file_id).exists()


def test_a_paper_taken_out_of_a_draft_is_gone(
    office: Office, draft: Draft, django_capture_on_commit_callbacks: Commits
):
    actor, file_id = office.actor("citizen"), stored(office)
    attach_paper(draft_id=draft.pk, actor=actor, requirement_key="extra", paper=paper(file_id))
    with django_capture_on_commit_callbacks(execute=True):
        detach_paper(draft_id=draft.pk, actor=actor, requirement_key="extra", index=0)
    assert not StoredFile.objects.filter(pk=file_id).exists()


def test_a_discarded_draft_takes_its_files_along(
    office: Office, draft: Draft, django_capture_on_commit_callbacks: Commits
):
    actor, file_id = office.actor("citizen"), stored(office)
    attach_paper(draft_id=draft.pk, actor=actor, requirement_key="extra", paper=paper(file_id))
    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(draft_id=draft.pk, actor=actor)
    assert not StoredFile.objects.filter(pk=file_id).exists()


def test_a_file_that_something_else_holds_stays(
    office: Office, draft: Draft, django_capture_on_commit_callbacks: Commits
):
    actor, in_case, in_draft = office.actor("citizen"), stored(office), stored(office)
    attach_paper(draft_id=draft.pk, actor=actor, requirement_key="extra", paper=paper(in_case))
    submit_application(draft_id=draft.pk, actor=actor)
    other = start_draft(procedure_code="9.000001", actor=actor, unit_id=office.units["X"].pk)
    for file_id in (in_case, in_draft):
        for key in ("card", "extra"):
            attach_paper(draft_id=other.pk, actor=actor, requirement_key=key, paper=paper(file_id))
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            detach_paper(draft_id=other.pk, actor=actor, requirement_key="extra", index=0)
    assert StoredFile.objects.filter(pk__in=[in_case, in_draft]).count() == 2


def test_a_paper_nobody_asks_for_is_refused(office: Office, draft: Draft):
    with pytest.raises(NotFound):
        attach_paper(draft_id=draft.pk, actor=office.actor("citizen"), requirement_key="\x00", paper=PAPER)


def test_contents_without_a_file_are_swept_by_the_clock():
    assert "sweep_files" in JOBS
