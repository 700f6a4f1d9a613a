"""The result reaches its person, with proof of who took it."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, HandOver, Result
from motcua.dossiers.policies import is_owner, left_to_pay
from motcua.dossiers.queries import load_to_return
from motcua.dossiers.result_policies import may_return_result
from motcua.dossiers.rules.contact import tidy
from motcua.dossiers.rules.facts import Receiver
from motcua.dossiers.rules.representing import representative_of
from motcua.kernel import clock
from motcua.kernel.money import grouped
from motcua.kernel.refusals import Invalid, NotPermitted, WrongMoment
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Row
from motcua.people.rules import Actor

WHO = N_("Hãy ghi họ tên người nhận kết quả.")
MANDATE = N_("Người nhận không phải chủ hồ sơ: hãy ghi giấy ủy quyền.")
TRACKING = N_("Hãy ghi mã bưu gửi.")
WAY = N_("Hãy chọn cách trả kết quả: trực tuyến, tại quầy hoặc qua bưu điện.")
BY_THE_DESK = N_(
    "Trả kết quả tại quầy hoặc qua bưu điện do công chức một cửa ghi nhận. Bạn chỉ tự xác nhận khi tải kết quả về."
)
NOTHING_ONLINE = N_(
    "Kết quả của hồ sơ này không có bản điện tử để tải về. Mời bạn nhận tại bộ phận một cửa hoặc qua bưu điện."
)
PROOF = N_("Trả tại quầy thì kiểm tra người nhận bằng thẻ căn cước hoặc chữ ký nhận. Hãy chọn một trong hai.")
UNPAID = N_(
    "Còn %(amount)s đồng phí, lệ phí chưa nộp. Hãy ghi nhận tiền trước khi trả kết quả, "
    "hoặc ghi lý do trả khi chưa thu."
)
WAYS = ("online", "desk", "post")
PROOFS = ("card", "signature")


def return_result(*, dossier_id: UUID, actor: Actor, receiver: Receiver) -> Dossier:
    """Returned: status 10, the case is closed. The applicant's own download counts as the hand-over online.

    While something is to be paid, the desk says why it hands over all the same, and that is kept.

    Law: LC-13. Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.return_result``.
    """
    dossier, results = load_to_return(dossier_id)
    may_return_result(actor, dossier).or_refuse()
    receiver = Receiver(**tidy(asdict(receiver)))
    owner = is_owner(actor, dossier)
    if owner:
        check_download(receiver, results)
    check_receiver(dossier, receiver)
    left = 0 if owner else max(left_to_pay(dossier), 0)
    check_paid(receiver, left)
    at = clock.now()
    record = Row(
        HandOver,
        {
            "dossier_id": dossier.pk,
            "way": receiver.way,
            "receiver_name": receiver.name[:200],
            "receiver_number": receiver.number[:20],
            "mandate": receiver.mandate[:200],
            "tracking": receiver.tracking[:40],
            "confirmed_by": receiver.confirmed_by,
            "handed_by": "" if owner else actor.name,
            "at": at,
        },
    )
    facts: dict[str, Any] = {"way": receiver.way, "receiver": receiver.name, "confirmed_by": receiver.confirmed_by}
    if left:
        facts |= {"unpaid": left, "reason": receiver.unpaid_reason}
    writes = Writes(rows=[record], measures=["returned", f"returned_{receiver.way}"])
    return settle(dossier, actor, "return_result", at=at, facts=facts, writes=writes)


def check_download(receiver: Receiver, results: list[Result]) -> None:
    """An owner's own hand-over is the download of what can be downloaded; anything else the desk records."""
    if receiver.way != "online" or receiver.confirmed_by != "download":
        raise NotPermitted(BY_THE_DESK)
    if not any(one.is_electronic for one in results):
        raise WrongMoment(NOTHING_ONLINE)


def check_paid(receiver: Receiver, left: int) -> None:
    """Refuse to let go of a result with ``left`` đồng unpaid and no word why."""
    if left and not receiver.unpaid_reason.strip():
        told = {"amount": grouped(left)}
        raise Invalid(UNPAID, {"unpaid_reason": Sentence(UNPAID, told)}, **told)


def check_receiver(dossier: Dossier, receiver: Receiver) -> None:
    """Refuse a hand-over that could not be proved later."""
    if receiver.way not in WAYS:
        raise Invalid(WAY)
    if not receiver.name:
        raise Invalid(WHO)
    known = (dossier.applicant_name, str(representative_of(dossier.applicant).get("name", "")))
    same = receiver.name.casefold() in {name.strip().casefold() for name in known}
    if receiver.way == "desk" and not same and not receiver.mandate:
        raise Invalid(MANDATE)
    if receiver.way == "desk" and receiver.confirmed_by not in PROOFS:
        raise Invalid(PROOF, {"confirmed_by": Sentence(PROOF)})
    if receiver.way == "post" and not receiver.tracking:
        raise Invalid(TRACKING)
