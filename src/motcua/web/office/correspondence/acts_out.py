"""The acts on an outgoing document, one page each; signing a stack is on a page of its own."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from motcua.correspondence.actions.release_outgoing import follow_delivery, recall_outgoing, release_outgoing
from motcua.correspondence.actions.review_outgoing import (
    approve_content,
    approve_form,
    return_outgoing,
    submit_outgoing,
    withdraw_outgoing,
)
from motcua.correspondence.actions.sign_outgoing import seal_outgoing, sign_on_paper
from motcua.correspondence.models import Outgoing, Recipient
from motcua.correspondence.policies import may_act_out
from motcua.correspondence.queries import outgoing_for
from motcua.correspondence.wording import signer_posts, working_posts
from motcua.files.actions.store_file import store_file
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.signing.queries import certificates_of
from motcua.signing.sitting import sitting
from motcua.web.office.correspondence import forms
from motcua.web.office.correspondence.deeds import Deed, Given, Lists, Page, show
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.deeds import filled

OFFERS: Mapping[str, str] = {
    "revise_outgoing": N_("Sửa dự thảo"),
    "submit_outgoing": N_("Trình duyệt"),
    "approve_content": N_("Duyệt nội dung"),
    "approve_form": N_("Duyệt thể thức, trình ký"),
    "sign_outgoing": N_("Ký số"),
    "seal_outgoing": N_("Đóng dấu số"),
    "release_outgoing": N_("Phát hành"),
    "return_outgoing": N_("Trả lại người soạn"),
    "sign_on_paper": N_("Ghi đã ký trên giấy, lấy số"),
    "recall_outgoing": N_("Thu hồi văn bản"),
    "withdraw_outgoing": N_("Không ban hành"),
}
PRIMARY = ("submit_outgoing", "approve_content", "approve_form", "sign_outgoing", "seal_outgoing", "release_outgoing")
NO_SEAL = N_("Chưa đăng ký con dấu số nào mà bạn được dùng. Hãy nhờ người quản trị đăng ký.")
NO_SUCH = N_("Không có nơi nhận này.")


def _seal(outgoing_id: UUID, actor: Actor, given: Given) -> object:
    with sitting(UUID(given["certificate"]), given["pin"], actor=actor) as key:
        return seal_outgoing(outgoing_id=outgoing_id, sitting=key)


def _on_paper(outgoing_id: UUID, actor: Actor, given: Given) -> object:
    scan = given["file"]
    kept = store_file(stream=scan, name=scan.name, actor=actor, accepts=("pdf",)) if scan else None
    return sign_on_paper(
        outgoing_id=outgoing_id, actor=actor, signed_on=given["signed_on"], scan_id=kept.pk if kept else None
    )


def _reviewers(actor: Actor, document: Outgoing) -> Lists:
    """Leaders first: they review most."""
    found = sorted(working_posts(document.unit_id), key=lambda post: post.role != "leader")
    first = [one for one in found if one.id not in actor.post_ids and one.id != document.signer_post_id]
    signers = [one for one in signer_posts(document.unit_id) if one.id == document.signer_post_id]
    return {"reviewer": forms.options_of([*first, *(one for one in signers if one.id not in actor.post_ids)])}


def _seals(actor: Actor, _: Outgoing) -> Lists:
    return {"certificate": [(str(one.pk), one.subject) for one in certificates_of(actor, "agency")]}


PAGES: Mapping[str, Page] = {
    "submit_outgoing": Page(
        N_("Dự thảo chuyển đến người duyệt nội dung. Bạn xem được nó đang ở ai."),
        forms.SubmitForm,
        lambda pk, actor, given: submit_outgoing(
            outgoing_id=pk, actor=actor, reviewer_post_id=int(given["reviewer"]), note=given["note"]
        ),
        N_("Đã trình duyệt nội dung."),
        _reviewers,
    ),
    "approve_content": Page(
        N_("Nội dung đúng. Dự thảo chuyển văn thư kiểm tra thể thức."),
        forms.NoteForm,
        lambda pk, actor, given: approve_content(outgoing_id=pk, actor=actor, note=given["note"]),
        N_("Đã duyệt nội dung."),
    ),
    "approve_form": Page(
        N_("Thể thức đúng. Văn bản chuyển người ký; số và ngày được ghi khi ký."),
        forms.NoteForm,
        lambda pk, actor, given: approve_form(outgoing_id=pk, actor=actor, note=given["note"]),
        N_("Đã trình ký."),
    ),
    "return_outgoing": Page(
        N_("Dự thảo về lại người soạn cùng lý do của bạn."),
        forms.ReasonForm,
        lambda pk, actor, given: return_outgoing(outgoing_id=pk, actor=actor, reason=given["reason"]),
        N_("Đã trả lại người soạn."),
    ),
    "withdraw_outgoing": Page(
        N_("Văn bản này sẽ không được ban hành. Dự thảo vẫn giữ lại để xem."),
        forms.ReasonForm,
        lambda pk, actor, given: withdraw_outgoing(outgoing_id=pk, actor=actor, reason=given["reason"]),
        N_("Đã ghi: không ban hành."),
        is_final=True,
    ),
    "seal_outgoing": Page(
        N_("Con dấu số của cơ quan được đóng lên văn bản lãnh đạo đã ký."),
        forms.SealForm,
        _seal,
        N_("Đã đóng dấu số. Văn bản chờ phát hành."),
        _seals,
    ),
    "sign_on_paper": Page(
        N_("Dùng khi lãnh đạo đã ký trên giấy. Hệ thống cấp số để ghi lên bản giấy."),
        forms.PaperSignedForm,
        _on_paper,
        N_("Đã cấp số. Văn bản chờ phát hành."),
    ),
    "release_outgoing": Page(
        N_("Văn bản được gửi ngay đến mọi nơi nhận trên hệ thống và qua trục liên thông."),
        forms.EmptyForm,
        lambda pk, actor, _: release_outgoing(outgoing_id=pk, actor=actor),
        N_("Đã phát hành."),
    ),
    "recall_outgoing": Page(
        N_("Văn bản không còn giá trị. Mọi nơi đã nhận được báo để hủy và trả lời."),
        forms.ReasonForm,
        lambda pk, actor, given: recall_outgoing(outgoing_id=pk, actor=actor, reason=given["reason"]),
        N_("Đã thu hồi và báo các nơi nhận."),
        is_final=True,
    ),
}


@sensitive_post_parameters("pin")
@officer_only("specialist", "desk_officer", "clerk", "leader")
def outgoing_act(request: HttpRequest, outgoing_id: UUID, act: str) -> HttpResponse:
    """Show the act's form, or do the act and go back to the document."""
    actor, document = actor_of(request), outgoing_for(actor_of(request), outgoing_id)
    if act == "revise_outgoing":
        return redirect("office:outgoing_edit", outgoing_id=outgoing_id)
    if act == "sign_outgoing":
        return redirect(f"{reverse('office:letters_sign')}?chon={outgoing_id}")
    if act not in PAGES:
        raise Http404
    may_act_out(actor, document, act).or_refuse()
    return show(request, _deed(request, actor, document, act=act))


def _deed(request: HttpRequest, actor: Actor, document: Outgoing, *, act: str) -> Deed:
    page = PAGES[act]
    return Deed(
        OFFERS[act],
        page.consequence,
        filled(request, page.form, options=page.options(actor, document)),
        lambda given: page.run(document.pk, actor, given),
        reverse("office:outgoing", args=[document.pk]),
        page.done,
        subject=document.code or document.subject,
        is_final=page.is_final,
        lands=lambda _: _after(actor, document),
    )


def _after(actor: Actor, document: Outgoing) -> str:
    """Back to the document; to what waits where the act took it out of sight."""
    try:
        outgoing_for(actor, document.pk)
    except NotFound:
        return reverse("office:letters")
    return reverse("office:outgoing", args=[document.pk])


@officer_only("clerk")
def recipient(request: HttpRequest, recipient_id: int) -> HttpResponse:
    """What a receiver of paper said, written down by the clerk."""
    actor = actor_of(request)
    row = Recipient.objects.filter(pk=recipient_id, way="paper").exclude(status="dropped").first()
    if row is None:
        raise NotFound(NO_SUCH)
    document = outgoing_for(actor, row.outgoing_id)
    deed = Deed(
        N_("Ghi trạng thái nơi nhận"),
        N_("Dùng cho nơi nhận bản giấy; nơi nhận trên hệ thống tự báo về."),
        filled(request, forms.StatusForm),
        lambda given: follow_delivery(
            recipient_id=row.pk, actor=actor, status=given["status"], note=given["note"], must=True
        ),
        reverse("office:outgoing", args=[document.pk]),
        N_("Đã ghi trạng thái."),
        subject=row.name,
    )
    return show(request, deed)
