"""A paper that lies in the store already answers a requirement: nobody hands in the same paper twice."""

from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.dossiers.actions.drop_files import STORE
from motcua.dossiers.actions.gather_supplement import NOT_ASKED, gather_paper, open_request
from motcua.dossiers.actions.save_draft import NO_PAPER, attach_paper, open_draft
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.reusing import holder_in, purpose_of_case, purpose_of_draft, wanted_of
from motcua.kernel.refusals import NotFound, NotPermitted
from motcua.kernel.words import N_
from motcua.papers.actions.give_consent import give_consent
from motcua.papers.actions.use_paper import Asked, use_paper
from motcua.papers.models import Consent, PaperUse
from motcua.papers.policies import CLOSED
from motcua.papers.queries import store_of
from motcua.papers.rules import Holder
from motcua.people.rules import Actor
from motcua.procedures.queries import version

NO_STORE = N_(
    "Hồ sơ này không dùng được kho giấy tờ: người đứng tên chưa có số định danh hoặc mã số thuế được xác minh, hoặc hồ "
    "sơ nộp thay người khác. Hãy gửi tệp."
)


def reuse_paper(
    *, draft_id: UUID, actor: Actor, requirement_key: str, paper_id: UUID, is_agreed: bool = False
) -> Draft:
    """The draft with the paper of the store; taken twice it is there once.

    Law: KG-04, KG-05. Refuses with NotFound, NotPermitted, Invalid (no consent yet, does not fit), WrongMoment.
    """
    with transaction.atomic():
        draft = open_draft(draft_id, actor)
        loaded = version(draft.version_id)
        asked = loaded.bundle.requirement(requirement_key)
        wanted = wanted_of(loaded).get(requirement_key)
        if asked is None or wanted is None:
            raise NotFound(NO_PAPER)
        use = use_paper(
            paper_id=paper_id,
            asked=Asked(requirement_key, wanted.accepts, _holder(draft.applicant, actor)),
            purpose=purpose_of_draft(draft, loaded),
            actor=actor,
            is_agreed=is_agreed,
        )
        paper = _as_paper(use, asked.name)
        return attach_paper(draft_id=draft_id, actor=actor, requirement_key=requirement_key, paper=paper)


def reuse_to_answer(
    *, dossier_id: UUID, actor: Actor, requirement_key: str, paper_id: UUID, is_agreed: bool = False
) -> Dossier:
    """The paper among those gathered for what the office asks; refuses as ``reuse_paper`` does."""
    with transaction.atomic():
        dossier = load_dossier(dossier_id)
        request = open_request(dossier, actor)
        name = next((one["name"] for one in request.asks if one["requirement"] == requirement_key), None)
        wanted = wanted_of(version(dossier.procedure_version_id)).get(requirement_key)
        if name is None or wanted is None:
            raise NotFound(NOT_ASKED)
        use = use_paper(
            paper_id=paper_id,
            asked=Asked(requirement_key, wanted.accepts, _holder(dossier.applicant, actor)),
            purpose=purpose_of_case(dossier),
            actor=actor,
            is_agreed=is_agreed,
        )
        gather_paper(dossier_id=dossier_id, actor=actor, requirement_key=requirement_key, paper=_as_paper(use, name))
    return dossier


def note_consent(*, draft_id: UUID, actor: Actor) -> Consent:
    """The person at the counter agreed that the desk opens their store for this application. Law: KG-05.

    Refuses with NotPermitted where there is no store to open.
    """
    draft = open_draft(draft_id, actor)
    whom = _holder(draft.applicant, actor)
    owner = store_of(whom)
    if owner is None:
        raise NotPermitted(NO_STORE)
    if owner.closed_at is not None:
        raise NotPermitted(CLOSED)
    return give_consent(owner=owner, whom=whom, purpose=purpose_of_draft(draft, version(draft.version_id)), actor=actor)


def _holder(applicant: Any, actor: Actor) -> Holder:
    whom = holder_in(applicant, actor)
    if whom is None:
        raise NotPermitted(NO_STORE)
    return whom


def _as_paper(use: PaperUse, name: str) -> dict[str, Any]:
    """The paper as drafts keep them, with where it was taken from."""
    file_name = use.file.name if use.file else ""
    told = {"file": str(use.file_id), "name": name, "file_name": file_name, "kind": "electronic", "copies": 1}
    return {**told, "source": STORE, "store": str(use.paper_id), "use": str(use.pk)}
