"""Cases that ended long ago, and the people who keep the archive."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.dossiers.conftest import *  # noqa: F403 - its office and its cases
from tests.factories import APPLICANT, PAPER, Office, make_officer
from tests.files.hostile_papers import pdf, photo

from motcua.archive.actions.set_period import load_periods
from motcua.archive.models import RetentionPeriod
from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.facts import Receiver
from motcua.files.actions.store_file import store_file
from motcua.files.models import Content
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM, Actor

COUNCIL = ["Trần Thị Lan, văn thư", "Lê Văn Bảy, tư pháp - hộ tịch"]
WHY = "Hết thời hạn lưu trữ theo danh mục số 12/QĐ-UBND"


@pytest.fixture(autouse=True)
def place(tmp_path, settings) -> None:
    settings.FILES_DIR, settings.SCRATCH_DIR = tmp_path / "files", tmp_path / "scratch"
    settings.FILE_KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def keepers(office: Office) -> Office:
    """The office with a clerk, a second leader and an administrator, and the schedule as shipped."""
    for name, unit, role in (("clerk", "X", "clerk"), ("deputy", "X", "leader"), ("admin", "H", "administrator")):
        make_officer(office, name, unit, role)
    forget_directory()
    load_periods(actor=SYSTEM)
    return office


@pytest.fixture
def returned_case(keepers: Office, present: Callable[[str], Any]) -> Callable[..., Dossier]:
    """``returned_case(on)``: a case with a paper and a result as files, returned on that day."""

    RetentionPeriod.objects.filter(scope="field").update(years=20)  # the office's field is kept for ever as shipped

    def make(on: str = "2026-03-03T08:00", content: bytes | None = None) -> Dossier:
        present(on)
        citizen, unit = keepers.actor("citizen"), keepers.units["X"].pk
        draft = start_draft(procedure_code="9.000001", actor=citizen, unit_id=unit)
        save_draft(draft_id=draft.pk, actor=citizen, applicant=APPLICANT, delivery={"way": "online"})
        kept = _file(citizen, "Giấy khai sinh.jpg", content or photo())
        paper = {**PAPER, "file": str(kept.pk), "source": "upload", "kind": "electronic"}
        attach_paper(draft_id=draft.pk, actor=citizen, requirement_key="card", paper=paper)
        case = submit_application(draft_id=draft.pk, actor=citizen)
        receive_dossier(dossier_id=case.pk, actor=keepers.actor("desk"))
        result = _file(keepers.actor("specialist"), "ket-qua.pdf", pdf())
        told = {"actor": keepers.actor("specialist"), "outcome": "granted", "file_id": result.pk}
        present_result(dossier_id=case.pk, **told)
        approve_result(dossier_id=case.pk, actor=keepers.actor("leader"))
        receiver = Receiver("desk", APPLICANT["name"], confirmed_by="card")
        case = return_result(dossier_id=case.pk, actor=keepers.actor("desk"), receiver=receiver)
        Content.objects.update(claimed_at=Content.objects.latest("claimed_at").claimed_at - timedelta(days=1))
        return case

    return make


def _file(actor: Actor, name: str, content: bytes) -> Any:
    return store_file(stream=io.BytesIO(content), name=name, actor=actor)
