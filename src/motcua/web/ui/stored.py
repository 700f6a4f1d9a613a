"""A paper of the store in words: what it is, who issued it and when, until when it holds, how sure it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.kernel import clock
from motcua.kernel.words import N_, Sentence
from motcua.papers.queries import Shown
from motcua.papers.rules import LEVEL_NAMES, LEVEL_WORDS, Condition, PaperType, Shelf
from motcua.papers.shelf import shelf
from motcua.web.ui.words import is_english, moment

CONDITIONS: Mapping[Condition, str] = {
    Condition.VALID: N_("Còn giá trị"),
    Condition.NOT_YET: N_("Chưa đến ngày có hiệu lực"),
    Condition.EXPIRED: N_("Đã hết hạn"),
    Condition.REPLACED: N_("Đã có bản mới thay"),
    Condition.WITHDRAWN: N_("Đã bị thu hồi"),
    Condition.REMOVED: N_("Chủ kho đã bỏ khỏi kho"),
}
VALID_UNTIL = N_("Còn giá trị đến hết ngày %(day)s")
EXPIRED_ON = N_("Hết hạn sau ngày %(day)s")
SOURCES: Mapping[str, str] = {
    "result": N_("Kết quả giải quyết hồ sơ"),
    "scan": N_("Cán bộ quét từ bản chính"),
    "upload": N_("Tự đưa vào"),
}
SINCE: Mapping[Condition, str] = {  # what an officer must know of a paper that was taken while it was good
    Condition.EXPIRED: N_("Giấy này nay đã hết hạn. Hãy đối chiếu với ngày nộp hồ sơ."),
    Condition.REPLACED: N_("Sau khi nộp, giấy này đã có bản mới thay trong kho."),
    Condition.WITHDRAWN: N_("Cơ quan cấp đã thu hồi giấy này. Đừng dùng làm căn cứ."),
    Condition.REMOVED: N_("Chủ kho đã bỏ giấy này khỏi kho; bản trong hồ sơ vẫn còn."),
    Condition.NOT_YET: N_("Giấy này chưa đến ngày có hiệu lực."),
}


def stored_view(one: Shown) -> dict[str, Any]:
    """What a page shows of a paper."""
    paper = one.paper
    facts = [paper.issuer, moment(paper.issued_on, "day") if paper.issued_on else ""]
    return {
        "paper": paper,
        "name": paper.name,
        "facts": " · ".join(filter(None, facts)),
        "state": state_of(one),
        "is_valid": one.is_valid,
        "level": LEVEL_NAMES[paper.level],
        "level_office": LEVEL_WORDS[paper.level],
        "verdict": _verdict(one),
        "source": SOURCES[paper.source],
    }


def state_of(one: Shown) -> Sentence:
    """Whether it still holds, with the last day where there is one."""
    text = {Condition.VALID: VALID_UNTIL, Condition.EXPIRED: EXPIRED_ON}.get(one.condition)
    if text is None or one.until is None:
        return Sentence(CONDITIONS[one.condition])
    return Sentence(text, {"day": moment(one.until, "day")})


def _verdict(one: Shown) -> str:
    if not one.is_valid:
        return "bad"
    return "good" if one.paper.is_verified else "doubtful"


def for_officer(one: Shown) -> dict[str, Any]:
    """The same as an officer must know it: that it was verified and by whom, and what has happened to it since."""
    paper = one.paper
    document = paper.document
    return {
        **stored_view(one),
        "warning": SINCE.get(one.condition),
        "signers": ", ".join(paper.file.checked.signers) if paper.file else "",
        "code": document.code if document else "",
        "from": paper.dossier_code,
    }


def offered(found: Mapping[str, Iterable[Shown]]) -> dict[str, list[dict[str, Any]]]:
    """Offers by requirement, as pages show them."""
    return {key: [stored_view(one) for one in some] for key, some in found.items()}


def type_name(kind: PaperType) -> str:
    """The kind of paper in the reader's language."""
    return kind.name_en if is_english() and kind.name_en else kind.name


def type_options(known: Shelf | None = None) -> list[tuple[str, str]]:
    """The kinds that a person chooses from."""
    return [(one.key, type_name(one)) for one in (known or shelf()).on(clock.today())]
