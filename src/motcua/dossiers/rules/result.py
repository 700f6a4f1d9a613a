"""What a result must hold before it is laid before the leader or issued; plain Python."""

from dataclasses import dataclass
from uuid import UUID

from motcua.dossiers.rules.text import plain_text, required_text
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

OUTCOMES = ("granted", "rejected")
WHICH = N_("Hãy chọn kết quả: đồng ý giải quyết hoặc từ chối giải quyết.")
WHY = N_("Hãy ghi lý do từ chối giải quyết.")
GROUND = N_("Hãy ghi căn cứ từ chối: điều, khoản của văn bản.")
NOTHING = N_("Hãy kèm tệp kết quả, ghi nội dung kết quả, hoặc chọn kết quả là bản giấy.")


@dataclass(frozen=True)
class Content:
    """The result itself: a file, words, or paper that is handed over; a rejection has its reason and ground."""

    outcome: str = "granted"
    text: str = ""
    rule: str = ""
    file_id: UUID | None = None
    on_paper: bool = False

    @property
    def is_empty(self) -> bool:
        """There is nothing to issue."""
        return not (self.file_id or self.text or self.on_paper)


def checked(content: Content) -> Content:
    """The content, whole: refuses with Invalid a rejection without reason and ground, and a grant of nothing."""
    if content.outcome not in OUTCOMES:
        raise Invalid(WHICH)
    if content.outcome == "rejected":
        text, rule = required_text(content.text, WHY), required_text(content.rule, GROUND)
        return Content("rejected", text, rule, content.file_id)
    kept = Content("granted", plain_text(content.text), "", content.file_id, content.on_paper and not content.file_id)
    if kept.is_empty:
        raise Invalid(NOTHING)
    return kept
