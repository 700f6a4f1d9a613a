"""What each act does in words, what must be filled, and which act of the room it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile

from motcua.dossiers.actions import (
    add_note,
    approve_result,
    ask_opinion,
    assign_dossier,
    attach_result,
    consent_to_supplement,
    draft_result,
    extend_deadline,
    give_opinion,
    issue_result,
    issue_sealed,
    receive_dossier,
    record_payment,
    refuse_dossier,
    request_supplement,
    return_result,
    suspend_dossier,
    transfer_step,
    withdraw_dossier,
)
from motcua.dossiers.documents import result_draft_pdf
from motcua.dossiers.models import Dossier
from motcua.dossiers.offers import RECORD_ANSWER
from motcua.dossiers.policies import is_outside, left_to_pay, may_consent, needs_consent
from motcua.dossiers.result_policies import may_attach_result
from motcua.dossiers.rules.facts import PaperAsk, Receiver
from motcua.files.actions.store_file import store_file
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.signing.queries import certificates_of
from motcua.signing.sitting import sitting
from motcua.web.office import forms

NO_SEAL = N_("Chưa đăng ký con dấu số nào mà bạn được dùng. Hãy bỏ trống mã PIN, hoặc nhờ người quản trị đăng ký.")
Run = Callable[[UUID, Actor, dict[str, Any], Dossier], object]


@dataclass(frozen=True)
class ActPage:
    """The page of one act: its consequence in words, its form, what it calls."""

    title: str
    consequence: str
    form: type[forms.ActForm]
    run: Run
    done: str
    is_final: bool = False
    is_danger: bool = False


def _asks(filled: dict[str, Any], dossier: Dossier) -> list[PaperAsk]:
    return [
        PaperAsk(key, name, filled[f"reason-{key}"], filled[f"explain-{key}"].strip(), filled[f"rule-{key}"])
        for key, name, *_ in forms.SupplementForm(dossier=dossier).lines
        if filled[f"reason-{key}"]
    ]


def _supplement(dossier_id: UUID, actor: Actor, filled: dict[str, Any], dossier: Dossier) -> object:
    return request_supplement.request_supplement(dossier_id=dossier_id, actor=actor, asks=_asks(filled, dossier))


def _again(act: Callable[..., object]) -> Run:
    return lambda dossier_id, actor, filled, dossier: act(
        dossier_id=dossier_id, actor=actor, asks=_asks(filled, dossier), reason=filled["again_reason"]
    )


def _issue(dossier_id: UUID, actor: Actor, filled: dict[str, Any], dossier: Dossier) -> object:
    """Issue the result; under the agency's digital seal where the clerk gives its PIN."""
    if not filled["pin"]:
        return issue_result.issue_result(dossier_id=dossier_id, actor=actor, number=filled["number"])
    seals = certificates_of(actor, "agency")
    if not seals:
        raise Invalid(NO_SEAL, {"pin": Sentence(NO_SEAL)})
    with sitting(seals[0].pk, filled["pin"], actor=actor) as key:
        return issue_sealed.issue_sealed(dossier_id=dossier_id, sitting=key, number=filled["number"])


def _drafted(filled: dict[str, Any], dossier: Dossier) -> "ContentFile[bytes] | None":
    """The draft in the words of the procedure, where the officer chose it and nothing else was attached."""
    wanted = filled.get("use_draft") and filled["outcome"] == "granted" and not filled["file"]
    printed = result_draft_pdf(dossier) if wanted else None
    return ContentFile(printed, "ket-qua.pdf") if printed else None


def _present(dossier_id: UUID, actor: Actor, filled: dict[str, Any], dossier: Dossier) -> object:
    filled["file"] = _drafted(filled, dossier) or filled["file"]
    return draft_result.present_result(
        dossier_id=dossier_id, actor=actor, outcome=filled["outcome"], rule=filled["rule"], **_content(filled, actor)
    )


def _content(filled: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """The result that was given: words, a file that is kept now, or paper."""
    if "file" not in filled:
        return {}
    on_paper = filled["kind"] == "paper"
    file_id = _stored(filled["file"], actor) if filled["file"] and not on_paper else None
    return {"text": filled["text"], "file_id": file_id, "on_paper": on_paper}


def _stored(file: Any, actor: Actor) -> UUID:
    stored: UUID = store_file(stream=file, name=file.name, actor=actor, accepts=("pdf",)).pk
    return stored


def _approve(dossier_id: UUID, actor: Actor, filled: dict[str, Any], _: Dossier) -> object:
    return approve_result.approve_result(
        dossier_id=dossier_id, actor=actor, step=filled.get("step", ""), **_content(filled, actor)
    )


def _attach(dossier_id: UUID, actor: Actor, filled: dict[str, Any], dossier: Dossier) -> object:
    may_attach_result(actor, dossier).or_refuse()
    return attach_result.attach_result(dossier_id=dossier_id, actor=actor, file_id=_stored(filled["file"], actor))


def _hand_over(dossier_id: UUID, actor: Actor, filled: dict[str, Any], _: Dossier) -> object:
    return return_result.return_result(dossier_id=dossier_id, actor=actor, receiver=Receiver(**filled))


def _consult(act: Callable[..., object]) -> Run:
    return lambda dossier_id, actor, filled, _: act(
        dossier_id=dossier_id,
        actor=actor,
        unit_id=int(filled["unit"]),
        question=filled["question"],
        days=filled["days"],
    )


def _plain(act: Callable[..., object]) -> Run:
    return lambda dossier_id, actor, filled, _: act(dossier_id=dossier_id, actor=actor, **filled)


def _paid(dossier_id: UUID, actor: Actor, filled: dict[str, Any], dossier: Dossier) -> object:
    amount = left_to_pay(dossier)
    return record_payment.record_payment(dossier_id=dossier_id, actor=actor, amount=amount, **filled)


def _assign(dossier_id: UUID, actor: Actor, filled: dict[str, Any], _: Dossier) -> object:
    return assign_dossier.assign_dossier(
        dossier_id=dossier_id, actor=actor, post_id=int(filled["post"]), note=filled["note"]
    )


PAGES: dict[str, ActPage] = {
    "receive_dossier": ActPage(
        N_("Tiếp nhận hồ sơ"),
        N_("Hồ sơ được cấp mã, thời hạn bắt đầu tính từ lúc này và người dân nhận giấy hẹn."),
        forms.EmptyForm,
        _plain(receive_dossier.receive_dossier),
        N_("Đã tiếp nhận hồ sơ."),
    ),
    "refuse_dossier": ActPage(
        N_("Từ chối tiếp nhận"),
        N_("Hồ sơ kết thúc ở đây. Người dân nhận phiếu từ chối kèm lý do và nơi có thẩm quyền."),
        forms.RefuseForm,
        _plain(refuse_dossier.refuse_dossier),
        N_("Đã từ chối tiếp nhận và báo cho người dân."),
        is_final=True,
        is_danger=True,
    ),
    "request_supplement": ActPage(
        N_("Yêu cầu bổ sung"),
        N_("Liệt kê đủ mọi giấy tờ trong một lần: theo quy định chỉ được yêu cầu một lần. Thời hạn tạm dừng."),
        forms.SupplementForm,
        _supplement,
        N_("Đã gửi yêu cầu bổ sung cho người dân."),
    ),
    "transfer_step": ActPage(
        N_("Chuyển bước tiếp theo"),
        N_("Hồ sơ chuyển cho người giữ bước tiếp theo trong quy trình."),
        forms.TransferForm,
        _plain(transfer_step.transfer_step),
        N_("Đã chuyển hồ sơ."),
    ),
    "present_result": ActPage(
        N_("Trình lãnh đạo kết quả"),
        N_("Kết quả dự thảo được trình lãnh đạo duyệt."),
        forms.ResultForm,
        _present,
        N_("Đã trình lãnh đạo."),
    ),
    "return_step": ActPage(
        N_("Trả lại bước trước"),
        N_("Hồ sơ về người giữ bước trước kèm lý do."),
        forms.ReasonForm,
        _plain(transfer_step.return_step),
        N_("Đã trả lại bước trước."),
    ),
    "assign_dossier": ActPage(
        N_("Phân công"),
        N_("Hồ sơ chuyển cho vị trí được chọn, vẫn ở bước hiện tại; đang ở cơ quan phối hợp thì được lấy về."),
        forms.AssignForm,
        _assign,
        N_("Đã phân công hồ sơ."),
    ),
    "ask_opinion": ActPage(
        N_("Lấy ý kiến phối hợp"),
        N_(
            "Cơ quan được hỏi trả lời song song; bạn vẫn giữ hồ sơ và thời hạn vẫn tính. Im lặng quá hạn là đồng ý, trừ"
            " khi thủ tục quy định phải chờ."
        ),
        forms.ConsultForm,
        _consult(ask_opinion.ask_opinion),
        N_("Đã gửi yêu cầu phối hợp."),
    ),
    "forward_to_agency": ActPage(
        N_("Chuyển cơ quan khác"),
        N_(
            "Cơ quan khác giữ hồ sơ cho đến khi trả lời; thời hạn vẫn tính. Sau đó hồ sơ trở lại đúng bàn của bạn. Cơ "
            "quan ngoài hệ thống thì bạn theo dõi và ghi câu trả lời."
        ),
        forms.ConsultForm,
        _consult(ask_opinion.forward_to_agency),
        N_("Đã chuyển cơ quan phối hợp."),
    ),
    "return_from_agency": ActPage(
        N_("Trả lời và chuyển lại"),
        N_("Hồ sơ trở lại nơi đã gửi kèm câu trả lời của bạn."),
        forms.AnswerForm,
        _plain(give_opinion.return_from_agency),
        N_("Đã trả lời và chuyển lại hồ sơ."),
    ),
    "request_payment": ActPage(
        N_("Yêu cầu nộp phí, lệ phí"),
        N_("Người dân được báo số tiền phải nộp. Thời hạn tạm dừng đến khi nộp đủ."),
        forms.EmptyForm,
        _plain(record_payment.request_payment),
        N_("Đã báo người dân nộp phí, lệ phí."),
    ),
    "record_payment": ActPage(
        N_("Ghi nhận phí, lệ phí"),
        N_("Ghi nhận người dân đã nộp đủ số tiền còn lại."),
        forms.PaymentForm,
        _paid,
        N_("Đã ghi nhận tiền nộp."),
    ),
    "suspend_dossier": ActPage(
        N_("Tạm dừng"),
        N_("Thời hạn đứng lại cho đến khi bạn bấm tiếp tục, chậm nhất đến ngày xem lại. Người dân được báo lý do."),
        forms.SuspendForm,
        _plain(suspend_dossier.suspend_dossier),
        N_("Đã tạm dừng hồ sơ."),
    ),
    "resume_dossier": ActPage(
        N_("Tiếp tục giải quyết"),
        N_("Thời hạn tính tiếp phần còn lại."),
        forms.NoteForm,
        _plain(suspend_dossier.resume_dossier),
        N_("Hồ sơ được tiếp tục giải quyết."),
    ),
    "request_extension": ActPage(
        N_("Đề nghị gia hạn"),
        N_("Lãnh đạo xem và quyết định ngày hẹn mới. Mỗi lúc chỉ có một đề nghị, và chỉ được hẹn lại một lần."),
        forms.DateForm,
        _plain(extend_deadline.request_extension),
        N_("Đã gửi đề nghị gia hạn cho lãnh đạo."),
    ),
    "apologise": ActPage(
        N_("Xin lỗi và hẹn lại"),
        N_("Người dân nhận thư xin lỗi kèm lý do và ngày hẹn mới. Chỉ được hẹn lại một lần."),
        forms.ApologyForm,
        _plain(extend_deadline.apologise),
        N_("Đã gửi thư xin lỗi và ngày hẹn mới."),
    ),
    "approve_result": ActPage(
        N_("Duyệt kết quả"),
        N_("Kết quả được ban hành theo dự thảo đã trình và chuyển về một cửa để trả, qua các bước còn lại nếu có."),
        forms.ApproveForm,
        _approve,
        N_("Đã duyệt kết quả."),
        is_final=True,
    ),
    "issue_result": ActPage(
        N_("Phát hành kết quả"),
        N_("Kết quả đã vào số, đóng dấu và chuyển về một cửa để trả; hồ sơ giải quyết xong và người dân được báo tin."),
        forms.IssueForm,
        _issue,
        N_("Đã phát hành kết quả."),
        is_final=True,
    ),
    "reject_dossier": ActPage(
        N_("Từ chối giải quyết"),
        N_("Hồ sơ bị từ chối bằng văn bản có số, lý do và căn cứ; người dân đọc và tải được ngay."),
        forms.RejectForm,
        _plain(approve_result.reject_dossier),
        N_("Đã từ chối giải quyết."),
        is_final=True,
        is_danger=True,
    ),
    "attach_result": ActPage(
        N_("Đính kèm bản quét kết quả"),
        N_("Người dân được báo và tải được bản điện tử của kết quả đã ban hành."),
        forms.AttachForm,
        _attach,
        N_("Đã đính kèm bản điện tử của kết quả."),
    ),
    "return_result": ActPage(
        N_("Trả kết quả"),
        N_("Hồ sơ kết thúc; việc giao nhận được ghi lại."),
        forms.HandOverForm,
        _hand_over,
        N_("Đã trả kết quả."),
        is_final=True,
    ),
    "withdraw_dossier": ActPage(
        N_("Rút hồ sơ theo đề nghị của người dân"),
        N_("Hồ sơ kết thúc và người dân nhận thông báo dừng giải quyết."),
        forms.ReasonForm,
        _plain(withdraw_dossier.withdraw_dossier),
        N_("Đã rút hồ sơ."),
        is_final=True,
        is_danger=True,
    ),
    "stop_dossier": ActPage(
        N_("Dừng giải quyết"),
        N_("Hồ sơ kết thúc; người dân nhận thông báo dừng giải quyết có lý do và căn cứ."),
        forms.StopForm,
        _plain(withdraw_dossier.stop_dossier),
        N_("Đã dừng giải quyết."),
        is_final=True,
        is_danger=True,
    ),
    "add_note": ActPage(
        N_("Ghi chú nội bộ"),
        N_("Chỉ cán bộ thấy ghi chú này."),
        forms.ReasonForm,
        lambda dossier_id, actor, filled, _: add_note.add_note(
            dossier_id=dossier_id, actor=actor, text=filled["reason"]
        ),
        N_("Đã thêm ghi chú."),
    ),
}
FROM_OUTSIDE = ActPage(
    RECORD_ANSWER,
    N_("Ghi lại câu trả lời đã nhận, kèm số và ngày của văn bản. Hồ sơ trở lại nơi đã chuyển đi và được xử lý tiếp."),
    forms.AnswerForm,
    _plain(give_opinion.return_from_agency),
    N_("Đã ghi câu trả lời, hồ sơ được xử lý tiếp."),
)
AGAIN = ActPage(
    N_("Xin lãnh đạo cho yêu cầu bổ sung lần nữa"),
    N_(
        "Hồ sơ này đã được yêu cầu bổ sung một lần. Danh sách và lý do được trình lãnh đạo; người dân chưa bị yêu cầu "
        "và thời hạn vẫn tính. Nếu lãnh đạo đồng ý, yêu cầu được gửi ngay và hồ sơ bị tính là trễ hạn."
    ),
    forms.SupplementAgainForm,
    _again(consent_to_supplement.request_consent),
    N_("Đã trình lãnh đạo. Người dân chỉ nhận yêu cầu khi lãnh đạo đồng ý."),
)
AGAIN_AT_ONCE = ActPage(
    N_("Yêu cầu bổ sung lần nữa"),
    N_(
        "Hồ sơ này đã được yêu cầu bổ sung một lần. Bạn là lãnh đạo nên yêu cầu được gửi ngay với sự đồng ý và lý do "
        "của bạn; hồ sơ bị tính là trễ hạn."
    ),
    forms.SupplementAgainForm,
    _again(consent_to_supplement.consent_to_supplement),
    N_("Đã gửi yêu cầu bổ sung cho người dân."),
    is_final=True,
)


def page_for(act: str, actor: Actor, dossier: Dossier) -> ActPage | None:
    """The page of the act as it is for this officer and case now."""
    if act == "request_supplement" and needs_consent(dossier):
        return AGAIN_AT_ONCE if may_consent(actor, dossier) else AGAIN
    if act == "return_from_agency" and is_outside(dossier):
        return FROM_OUTSIDE
    return PAGES.get(act)
