"""Who may open a store, and who may use what is in it; what one may not see does not exist."""

from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.papers.models import Paper, StoreOwner
from motcua.papers.rules.holders import Holder, same_name
from motcua.people.rules import Actor

PROVEN_LEVEL = 2
NO_PAPER = N_("Không tìm thấy giấy tờ này trong kho của bạn.")
NOT_PROVEN = N_(
    "Kho giấy tờ chỉ mở cho tài khoản đã xác minh số định danh (mức 2). Hãy xác minh tại bộ phận một cửa, mang theo "
    "thẻ căn cước; giấy tờ đã có vẫn được giữ."
)
CLOSED = N_("Chủ kho đang không cho dùng lại giấy tờ trong kho. Chủ kho mở lại trong trang Kho giấy tờ của tôi.")
ONLY_DESK = N_("Chỉ công chức một cửa dùng kho giấy tờ cho người đang đứng tại quầy.")


def may_have_store(holder: Holder | None) -> Answer:
    """Who has proven their number has a store of their own."""
    return yes() if holder and holder.number else no(NOT_PROVEN)


def may_open(holder: Holder | None, owner: StoreOwner) -> Answer:
    """The person of the proven number; also the store of a household business that goes by this very number."""
    return yes() if holder and holder.number and holder.number == owner.number else no(NO_PAPER, NotFound)


def may_see_paper(holder: Holder | None, paper: Paper) -> Answer:
    """Whose number it lies under, where the name agrees: under a number typed wrongly lies a stranger's paper."""
    if paper.is_removed or not may_open(holder, paper.owner):
        return no(NO_PAPER, NotFound)
    assert holder is not None
    is_own = paper.owner.kind != holder.kind or same_name(paper.holder_name, holder.name)
    return yes() if is_own else no(NO_PAPER, NotFound)


def may_use(actor: Actor, paper: Paper, whom: Holder) -> Answer:
    """The owner for an application of their own; a desk officer for the person (or organisation) before them."""
    if paper.is_removed or paper.hidden_at is not None or paper.owner.number != whom.number or not whom.number:
        return no(NO_PAPER, NotFound)
    if paper.owner.kind != whom.kind or not same_name(paper.holder_name, whom.name):
        return no(NO_PAPER, NotFound)
    if actor.is_officer and not actor.has_role("desk_officer"):
        return no(ONLY_DESK)
    return yes() if paper.owner.closed_at is None else no(CLOSED)
