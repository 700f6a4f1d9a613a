"""Files of a dossier: what was handed in, what is issued, and the statutory documents as PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from motcua.dossiers.actions.drop_files import STORE
from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.documents import control_sheet_pdf, form_pdf, result_draft_pdf
from motcua.dossiers.models import DossierPaper, Result, StatutoryForm
from motcua.dossiers.policies import NO_SUCH
from motcua.dossiers.queries import result_file
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.papers.actions.record_look import record_look
from motcua.papers.queries import use_in_case
from motcua.web.office.desk import seen
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.files import file_response, pdf_response, picture_response

NO_DRAFT = N_("Thủ tục này không có mẫu kết quả soạn sẵn.")


@officer_only()
def paper(request: HttpRequest, dossier_id: UUID, paper_id: int) -> HttpResponseBase:
    """One paper of the dossier; opening it is recorded, one that came from a store also for its owner."""
    found = _paper(request, dossier_id, paper_id)
    assert found.file is not None
    record_reading(dossier_id=dossier_id, actor=actor_of(request), way="file")
    use = use_in_case(dossier_id, found.file.pk) if found.source == STORE else None
    if use:
        about = (dossier_id, use.title)
        record_look(owner=use.owner, actor=actor_of(request), way="case", paper=use.paper, purpose=about)
    return file_response(found.file)


@officer_only()
def thumbnail(request: HttpRequest, dossier_id: UUID, paper_id: int) -> HttpResponse:
    """A small picture of the first page."""
    found = _paper(request, dossier_id, paper_id).file
    assert found is not None
    return picture_response(found)


def _paper(request: HttpRequest, dossier_id: UUID, paper_id: int) -> DossierPaper:
    """One that has a file."""
    dossier = seen(request, dossier_id)
    found = DossierPaper.objects.select_related("file").filter(pk=paper_id, dossier_id=dossier.pk).first()
    if found is None or found.file is None:
        raise NotFound(NO_SUCH)
    return found


@officer_only()
def result(request: HttpRequest, dossier_id: UUID, result_id: UUID) -> HttpResponseBase:
    """The file of a result."""
    dossier = seen(request, dossier_id)
    found = Result.objects.select_related("file").filter(pk=result_id, dossier_id=dossier.pk).first()
    stored = result_file(found) if found else None
    if stored is None:
        raise NotFound(NO_SUCH)
    record_reading(dossier_id=dossier.pk, actor=actor_of(request), way="file")
    return file_response(stored)


@officer_only()
def form(request: HttpRequest, dossier_id: UUID, form_id: UUID) -> HttpResponse:
    """A statutory document as it was issued."""
    dossier = seen(request, dossier_id)
    found = StatutoryForm.objects.filter(pk=form_id, dossier_id=dossier.pk).first()
    if found is None:
        raise NotFound(NO_SUCH)
    record_reading(dossier_id=dossier.pk, actor=actor_of(request), way="form")
    return pdf_response(form_pdf(found), f"{found.key}-{dossier}")


@officer_only()
def control_sheet(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Form 06, told from the ledger at this moment."""
    dossier = seen(request, dossier_id)
    record_reading(dossier_id=dossier.pk, actor=actor_of(request), way="form")
    return pdf_response(control_sheet_pdf(dossier), f"phieu-kiem-soat-{dossier}")


@officer_only()
def result_draft(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The result as the procedure words it, to be checked before it goes to the leader."""
    dossier = seen(request, dossier_id)
    printed = result_draft_pdf(dossier)
    if printed is None:
        raise NotFound(NO_DRAFT)
    record_reading(dossier_id=dossier.pk, actor=actor_of(request), way="form")
    return pdf_response(printed, f"ban-thao-{dossier}")
