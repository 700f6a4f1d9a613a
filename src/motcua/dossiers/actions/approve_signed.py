"""The leader signs the file of a result with their own key, and approves with it; one case after the other."""

from collections.abc import Iterator, Sequence
from functools import partial
from uuid import UUID

from django.conf import settings

from motcua.dossiers.actions.approve_result import Failed, SignedResult, approve_result
from motcua.dossiers.documents.result_draft import result_text_pdf
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.prints.words import day_words
from motcua.dossiers.queries import load_to_decide
from motcua.dossiers.result_policies import may_decide
from motcua.dossiers.way import step_after_decision
from motcua.files.queries import open_file
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_
from motcua.signing.documents import Signed, ToSign, sign_new, sign_stack
from motcua.signing.sitting import Sitting

PDF = "application/pdf"
NOT_A_PDF = N_("Tệp kết quả không phải PDF nên không ký số được. Hãy trả lại bước trước để kèm tệp PDF.")
NOTHING_TO_SIGN = N_("Kết quả này là bản giấy hoặc chưa có nội dung, không có gì để ký số. Hãy duyệt riêng hồ sơ này.")


def approve_signed(*, dossier_id: UUID, sitting: Sitting) -> Dossier:
    """The draft's PDF (or its words as one) is signed and approved; where the act fails, the signed file is dropped.

    Refuses as ``approve_result`` does, with Invalid where there is nothing to sign, with KeyRefused.
    """
    document = _to_sign(dossier_id, sitting)
    return _approved(dossier_id, sitting, document, made=sign_new(sitting, document))


def approve_signed_batch(dossier_ids: Sequence[UUID], sitting: Sitting) -> Iterator[Dossier | Failed]:
    """Each on its own, told as it is done: one that fails loses nothing of the others."""
    stack = ((one, partial(_to_sign, one, sitting)) for one in dossier_ids)
    for dossier_id, document, made in sign_stack(sitting, stack):
        try:
            if isinstance(made, Refused):
                raise made
            assert document is not None
            yield _approved(dossier_id, sitting, document, made=made)
        except Refused as refused:
            yield Failed(dossier_id, refused.sentence)


def _to_sign(dossier_id: UUID, sitting: Sitting) -> ToSign:
    dossier, draft = load_to_decide(dossier_id)
    may_decide(sitting.actor, dossier, "approve_result").or_refuse()
    if draft is None or draft.outcome != "granted":
        raise Invalid(NOTHING_TO_SIGN)
    return ToSign(
        pdf=_pdf_of(dossier, draft),
        name=f"{dossier.code or dossier.reference}.pdf",
        kind="result",
        title=dossier.title,
        subject_kind="result",
        subject_id=str(draft.pk),
        unit_id=dossier.competent_unit_id,
        check_url=f"{settings.PUBLIC_URL}/kiem-tra/",
        blanks={} if step_after_decision(dossier) else {"ngay": day_words(clock.today())},
    )


def _approved(dossier_id: UUID, sitting: Sitting, document: ToSign, *, made: Signed) -> Dossier:
    signed = SignedResult(UUID(document.subject_id), made)
    return approve_result(dossier_id=dossier_id, actor=sitting.actor, signed=signed)


def _pdf_of(dossier: Dossier, draft: Result) -> bytes:
    if draft.file_id is None:
        if not draft.text or draft.on_paper:
            raise Invalid(NOTHING_TO_SIGN)
        return result_text_pdf(dossier, draft.text)
    stored = draft.file
    assert stored is not None
    if stored.media_type != PDF:
        raise Invalid(NOT_A_PDF)
    with open_file(stored) as file:
        return file.read()
