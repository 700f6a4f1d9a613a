"""What the owner of a case may do: withdraw, collect the result, rate, open files and documents."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.dossiers.actions.rate_service import REASONS, SCORES, rate_service
from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.withdraw_dossier import withdraw_dossier
from motcua.dossiers.documents import form_pdf
from motcua.dossiers.models import UNHAPPY, Dossier, DossierPaper, Rating, Result, StatutoryForm
from motcua.dossiers.offers import offer_for
from motcua.dossiers.policies import NO_SUCH, may_own, may_withdraw
from motcua.dossiers.queries import result_file
from motcua.dossiers.rules.facts import Receiver
from motcua.dossiers.rules.representing import at_counter_of
from motcua.dossiers.standing import REJECTED
from motcua.files.models import StoredFile
from motcua.kernel.refusals import Invalid, NotFound
from motcua.kernel.words import N_
from motcua.web.citizen.access import actor_of, signed_in
from motcua.web.citizen.mine import own_case
from motcua.web.ui.files import file_response, pdf_response, picture_response
from motcua.web.ui.posted import number_in

WITHDRAWN = N_("Hồ sơ đã được rút. Giấy tờ bạn đã gửi vẫn còn trong trang hồ sơ.")
COLLECTED = N_("Bạn đã nhận kết quả. Tải tệp kết quả ở bên dưới.")
COLLECTED_WORDS = N_("Bạn đã nhận kết quả. Nội dung kết quả ghi ở bên dưới.")
COLLECTED_LETTER = N_("Bạn đã nhận văn bản trả lời. Đọc lại ở bên dưới bất cứ lúc nào.")
THANKS = N_("Cảm ơn bạn đã đánh giá.")


@signed_in
def withdraw(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """Withdraw while nothing is decided, after saying why; refused at once when it is too late."""
    dossier = own_case(request, dossier_id)
    may_withdraw(actor_of(request), dossier).or_refuse()
    error, reason = None, request.POST.get("reason", "")
    if request.method == "POST":
        try:
            withdraw_dossier(dossier_id=dossier_id, actor=actor_of(request), reason=reason)
        except Invalid as refusal:
            error = refusal.sentence
        else:
            messages.success(request, gettext(WITHDRAWN))
            return redirect("citizen:dossier", dossier_id=dossier_id)
    context = {"dossier": dossier, "error": error, "reason": reason}
    return render(request, "citizen/withdraw.html", context, status=422 if error else 200)


@signed_in
def collect(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """Confirm that the electronic result was received; that is the hand-over."""
    dossier = own_case(request, dossier_id)
    if request.method == "POST":
        name = str(at_counter_of(dossier.applicant).get("name") or dossier.applicant_name)
        receiver = Receiver(way="online", name=name, confirmed_by="download")
        return_result(dossier_id=dossier_id, actor=actor_of(request), receiver=receiver)
        messages.success(request, gettext(_collected(dossier)))
        return redirect("citizen:dossier", dossier_id=dossier_id)
    offered = dossier.has_e_result or offer_for(actor_of(request), dossier, "return_result")
    context = {"dossier": dossier, "is_rejected": dossier.outcome == REJECTED, "offered": offered}
    return render(request, "citizen/collect.html", context)


def _collected(dossier: Dossier) -> str:
    """What there is to look at now; a file is only spoken of where there is one."""
    if dossier.outcome == REJECTED:
        return COLLECTED_LETTER
    return COLLECTED if dossier.has_e_result else COLLECTED_WORDS


@signed_in
def rate(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """One tap, then why if unhappy. Before the result is there it is refused at once; who rated sees what they said."""
    dossier = own_case(request, dossier_id)
    may_own(actor_of(request), dossier, "rate_service").or_refuse()
    rated = Rating.objects.filter(dossier_id=dossier.pk).first()
    if rated and not rated.is_unexplained:
        return redirect("citizen:dossier", dossier_id=dossier_id)
    error = None
    if request.method == "POST":
        try:
            return _rate(request, dossier_id, rated)
        except Invalid as refusal:
            error = refusal.sentence
    given = {"chosen": request.POST.getlist("reasons"), "comment": request.POST.get("comment", "")}
    scores = sorted(SCORES.items(), reverse=True)
    context = {"dossier": dossier, "rated": rated, "scores": scores, "reasons": REASONS, "error": error, **given}
    return render(request, "citizen/rate.html", context, status=422 if error else 200)


def _rate(request: HttpRequest, dossier_id: UUID, rated: Rating | None) -> HttpResponseBase:
    """To the case; who only tapped "unhappy" is asked why first, and may leave that out."""
    given = _rated(request)
    says_why = bool(given["reasons"] or given["comment"].strip())
    if rated is None or says_why:
        rate_service(dossier_id=dossier_id, actor=actor_of(request), **given)
        messages.success(request, gettext(THANKS))
    is_asked = rated is None and given["score"] == UNHAPPY and not says_why
    return redirect("citizen:rate" if is_asked else "citizen:dossier", dossier_id=dossier_id)


def _rated(request: HttpRequest) -> dict[str, Any]:
    return {
        "score": number_in(request.POST.get("score")) or 0,
        "reasons": request.POST.getlist("reasons"),
        "comment": request.POST.get("comment", ""),
    }


@signed_in
def paper(request: HttpRequest, dossier_id: UUID, paper_id: int) -> HttpResponseBase:
    """One's own paper."""
    return file_response(_paper(request, dossier_id, paper_id))


@signed_in
def picture(request: HttpRequest, dossier_id: UUID, paper_id: int) -> HttpResponseBase:
    """A small picture of its first page."""
    return picture_response(_paper(request, dossier_id, paper_id))


def _paper(request: HttpRequest, dossier_id: UUID, paper_id: int) -> StoredFile:
    dossier = own_case(request, dossier_id)
    found = DossierPaper.objects.select_related("file").filter(pk=paper_id, dossier_id=dossier.pk).first()
    if found is None or found.file is None:
        raise NotFound(NO_SUCH)
    return found.file


@signed_in
def form(request: HttpRequest, dossier_id: UUID, form_id: UUID) -> HttpResponseBase:
    """A statutory document that was issued in the case."""
    dossier = own_case(request, dossier_id)
    found = StatutoryForm.objects.filter(pk=form_id, dossier_id=dossier.pk, issued_at__isnull=False).first()
    if found is None:
        raise NotFound(NO_SUCH)
    return pdf_response(form_pdf(found), f"{found.key}-{dossier}")


@signed_in
def result(request: HttpRequest, dossier_id: UUID, result_id: UUID) -> HttpResponseBase:
    """The file of the result, once it is approved."""
    dossier = own_case(request, dossier_id)
    found = Result.objects.select_related("file").filter(pk=result_id, dossier_id=dossier.pk).first()
    stored = result_file(found) if found and found.approved_at and dossier.finished_at else None
    if stored is None:
        raise NotFound(NO_SUCH)
    record_reading(dossier_id=dossier.pk, actor=actor_of(request), way="file")
    return file_response(stored)
