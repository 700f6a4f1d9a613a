"""The desk adds the scan of a result that was issued on paper or in words alone."""

from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.queries import load_to_return
from motcua.dossiers.result_policies import may_attach_result
from motcua.kernel import clock
from motcua.kernel.refusals import WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend
from motcua.people.rules import Actor

NO_RESULT = N_("Hồ sơ này chưa có kết quả nào được duyệt.")


def attach_result(*, dossier_id: UUID, actor: Actor, file_id: UUID) -> Dossier:
    """The result can be downloaded from now on; the citizen is told.

    Law: LC-20. Refuses with NotPermitted, WrongMoment, AlreadyDone. Announces ``dossier.attach_result``.
    """
    dossier, results = load_to_return(dossier_id)
    may_attach_result(actor, dossier).or_refuse()
    if not results:
        raise WrongMoment(NO_RESULT)
    amend = Amend(Result, {"id": results[-1].pk}, {"file_id": file_id, "on_paper": False})
    facts = {"file": str(file_id)}
    writes = Writes(sets={"has_e_result": True}, amends=[amend], measures=["result_attached"])
    return settle(dossier, actor, "attach_result", at=clock.now(), facts=facts, writes=writes)
