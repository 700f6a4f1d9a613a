"""The way of a draft through the house: review of content, of form, the signer; back with a reason, or dropped."""

from uuid import UUID

from motcua.correspondence.commit import Writes, settle
from motcua.correspondence.models import Outgoing
from motcua.correspondence.policies import may_act_out
from motcua.correspondence.queries import load_outgoing
from motcua.correspondence.wording import clerk_posts, working_posts
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor

NO_FILE = N_("Dự thảo chưa có bản PDF nên chưa trình được. Hãy tải bản PDF lên rồi trình.")
NO_REVIEWER = N_("Hãy chọn người duyệt nội dung, là người khác với bạn.")
NO_CLERK = N_("Cơ quan chưa có văn thư nào nhận việc. Hãy nhờ người quản trị phân công văn thư.")
NO_REASON = N_("Hãy ghi rõ lý do để người soạn biết phải sửa gì.")


def submit_outgoing(*, outgoing_id: UUID, actor: Actor, reviewer_post_id: int, note: str = "") -> Outgoing:
    """The draft lies with who checks its content. Law: VB-02. Announces ``outgoing.submit_outgoing``."""
    document = load_outgoing(outgoing_id)
    may_act_out(actor, document, "submit_outgoing").or_refuse()
    if document.file_id is None:
        raise Invalid(NO_FILE)
    allowed = {one.id for one in working_posts(document.unit_id)} - actor.post_ids
    if reviewer_post_id not in allowed:
        raise Invalid(NO_REVIEWER, {"reviewer": Sentence(NO_REVIEWER)})
    return _passed(document, actor, "submit_outgoing", to=reviewer_post_id, note=note)


def approve_content(*, outgoing_id: UUID, actor: Actor, note: str = "") -> Outgoing:
    """The content is right; the clerk checks the form. Announces ``outgoing.approve_content``."""
    document = load_outgoing(outgoing_id)
    may_act_out(actor, document, "approve_content").or_refuse()
    clerk = next(iter(clerk_posts(document.unit_id)), None)
    if clerk is None:
        raise Invalid(NO_CLERK)
    return _passed(document, actor, "approve_content", to=clerk.id, note=note)


def approve_form(*, outgoing_id: UUID, actor: Actor, note: str = "") -> Outgoing:
    """The form is right; it lies with who signs. Announces ``outgoing.approve_form``."""
    document = load_outgoing(outgoing_id)
    may_act_out(actor, document, "approve_form").or_refuse()
    return _passed(document, actor, "approve_form", to=document.signer_post_id, note=note)


def return_outgoing(*, outgoing_id: UUID, actor: Actor, reason: str) -> Outgoing:
    """The draft is with its drafter again, with what is to be mended. Announces ``outgoing.return_outgoing``."""
    document = load_outgoing(outgoing_id)
    may_act_out(actor, document, "return_outgoing").or_refuse()
    if not reason.strip():
        raise Invalid(NO_REASON, {"reason": Sentence(NO_REASON)})
    return _passed(document, actor, "return_outgoing", to=document.drafted_post_id, reason=reason.strip()[:2000])


def withdraw_outgoing(*, outgoing_id: UUID, actor: Actor, reason: str) -> Outgoing:
    """The draft is not issued; it stays to be read. Announces ``outgoing.withdraw_outgoing``."""
    document = load_outgoing(outgoing_id)
    may_act_out(actor, document, "withdraw_outgoing").or_refuse()
    if not reason.strip():
        raise Invalid(NO_REASON, {"reason": Sentence(NO_REASON)})
    at = clock.now()
    sets = {"holder_post_id": None, "holder_since": None, "ended_at": at}
    writes = Writes(sets, facts={"reason": reason.strip()[:2000]})
    return settle(document, actor, "withdraw_outgoing", at=at, writes=writes)


def _passed(
    document: Outgoing, actor: Actor, act: str, *, to: int | None, note: str = "", reason: str = ""
) -> Outgoing:
    at = clock.now()
    facts = {"to": to, "subject": document.subject, "draft": document.draft_number}
    facts |= {key: value for key, value in {"note": note.strip()[:2000], "reason": reason}.items() if value}
    seat = actor.seat_for(document.holder_post_id)
    writes = Writes({"holder_post_id": to, "holder_since": at}, facts=facts, seat=seat)
    return settle(document, actor, act, at=at, writes=writes)
