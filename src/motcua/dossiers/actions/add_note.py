"""A remark inside the office, kept with the case."""

from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, Note
from motcua.dossiers.policies import may_see
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.rules.text import required_text
from motcua.kernel import clock
from motcua.kernel.refusals import NotPermitted
from motcua.kernel.words import N_
from motcua.ledger.commit import Row
from motcua.people.rules import Actor

EMPTY = N_("Hãy viết nội dung ghi chú.")
OFFICE_ONLY = N_("Ghi chú nội bộ chỉ dành cho cán bộ.")


def add_note(*, dossier_id: UUID, actor: Actor, text: str) -> Dossier:
    """The note is in the file; the applicant does not see it. Announces ``dossier.add_note``."""
    text = required_text(text, EMPTY)
    if not actor.is_officer:
        raise NotPermitted(OFFICE_ONLY)
    dossier = load_dossier(dossier_id)
    may_see(actor, dossier).or_refuse()
    at = clock.now()
    record = Row(Note, {"dossier_id": dossier.pk, "author": actor.name, "text": text, "at": at})
    return settle(dossier, actor, "add_note", at=at, facts={"length": len(text)}, writes=Writes(rows=[record]))
