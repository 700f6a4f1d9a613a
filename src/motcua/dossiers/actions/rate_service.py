"""The applicant says how they were served."""

from collections.abc import Sequence
from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, Rating
from motcua.dossiers.policies import may_own
from motcua.dossiers.queries import load_to_rate, parameters_of
from motcua.dossiers.rules.text import plain_text
from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import Actor

SCORES = {1: N_("Chưa hài lòng"), 2: N_("Bình thường"), 3: N_("Hài lòng")}
REASONS = {
    "late": N_("Trả kết quả chậm"),
    "attitude": N_("Thái độ phục vụ"),
    "unclear": N_("Hướng dẫn không rõ"),
    "extra_papers": N_("Đòi thêm giấy tờ"),
    "many_visits": N_("Phải đi lại nhiều lần"),
    "extra_cost": N_("Phải trả thêm tiền"),
    "website": N_("Trang web khó dùng"),
}
ONCE = N_("Bạn đã đánh giá hồ sơ này. Cảm ơn bạn.")
CHOOSE = N_("Hãy chọn một trong ba mức: hài lòng, bình thường, chưa hài lòng.")
TOO_LATE = N_("Đã quá %(days)d ngày kể từ khi trả kết quả nên không đánh giá được nữa.")


def rate_service(
    *, dossier_id: UUID, actor: Actor, score: int, reasons: Sequence[str] = (), comment: str = ""
) -> Dossier:
    """One tap (1 unhappy, 2 fair, 3 happy); once, within the window after return.

    Who was unhappy gives the reasons with it, or adds them once by the same score afterwards; it counts once.
    Refuses with NotPermitted, WrongMoment, AlreadyDone, Invalid. Announces ``dossier.rate_service``.
    """
    if score not in SCORES or any(one not in REASONS for one in reasons):
        raise Invalid(CHOOSE)
    dossier, rated = load_to_rate(dossier_id)
    may_own(actor, dossier, "rate_service").or_refuse()
    kept = {"reasons": list(reasons), "comment": plain_text(comment, most=2000)}
    if rated and not (rated.is_unexplained and score == rated.score and any(kept.values())):
        raise AlreadyDone(ONCE)
    at = clock.now()
    days = int(parameters_of(dossier)["rating.window"])
    if dossier.closed_at and (at - dossier.closed_at).days > days:
        raise WrongMoment(TOO_LATE, days=days)
    if rated:
        writes = Writes(amends=[Amend(Rating, {"dossier_id": dossier.pk}, kept)])
    else:
        record = Row(Rating, {"dossier_id": dossier.pk, "score": score, "at": at, **kept})
        writes = Writes(rows=[record], measures=[f"rated_{score}"])
    return settle(dossier, actor, "rate_service", at=at, facts={"score": score, **kept}, writes=writes)
