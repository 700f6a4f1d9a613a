"""The clerk puts the agency's digital seal on what the leader signed, and issues it."""

from uuid import UUID

from motcua.dossiers.actions.issue_result import LONGEST_NUMBER, issue_result
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.prints.words import day_words
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.result_policies import may_issue_result
from motcua.dossiers.rules.text import plain_text
from motcua.files.queries import open_file
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.signing.documents import sign_more
from motcua.signing.queries import document_of
from motcua.signing.sitting import Sitting

NOT_SIGNED = N_("Kết quả này chưa được lãnh đạo ký số nên không đóng dấu số được. Hãy bỏ trống mã PIN để phát hành.")


def issue_sealed(*, dossier_id: UUID, sitting: Sitting, number: str = "") -> Dossier:
    """The signed result with the seal over it lies at the desk. Law: SG-02.

    Refuses as ``issue_result`` does, with Invalid where the leader signed nothing, with KeyRefused.
    """
    dossier = load_dossier(dossier_id)
    may_issue_result(sitting.actor, dossier).or_refuse()
    results = Result.objects.filter(dossier_id=dossier_id, dropped_at=None).exclude(approved_at=None)
    result = results.order_by("-approved_at").first()
    document = document_of("result", result.pk) if result else None
    if document is None:
        raise Invalid(NOT_SIGNED, {"pin": Sentence(NOT_SIGNED)})
    blanks = {"so": plain_text(number, most=LONGEST_NUMBER), "ngay": day_words(clock.today())}
    with open_file(document.file) as file:
        sealed = sign_more(sitting, document, file.read(), kind="agency", blanks=blanks)
    return issue_result(dossier_id=dossier_id, actor=sitting.actor, number=number, sealed=sealed)
