"""Who signs how: on whose behalf, in which post. Law: VB-05; the abbreviations are [S]."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

HEAD_WORDS = ("chủ tịch", "trưởng", "giám đốc")
DEPUTY_WORDS = ("phó", "quyền")
NO_MODE = N_("Hãy chọn cách ghi quyền hạn của người ký.")
HEAD_SIGNS_SELF = N_("Người đứng đầu ký trực tiếp, không ghi KT. trước chức vụ của mình.")
DEPUTY_NEEDS_KT = N_("Cấp phó ký thay người đứng đầu: hãy chọn KT.")
TUQ_NEEDS_PAPER = N_("Ký thừa ủy quyền (TUQ.) cần số văn bản ủy quyền còn hạn. Hãy ghi văn bản đó.")
TUQ_ENDED = N_("Văn bản ủy quyền đã hết hạn ngày %(until)s.")
ACTING_ONLY = N_("“Q.” chỉ dùng cho người được giao quyền đứng đầu.")


@dataclass(frozen=True)
class Mode:
    """A way to sign; ``lines`` stand above the name, with the head's title and the signer's own."""

    key: str
    name: str
    lines: tuple[str, ...]


MODES: Mapping[str, Mode] = {
    one.key: one
    for one in (
        Mode("head", N_("Người đứng đầu ký"), ("{own}",)),
        Mode("tm", N_("TM. – thay mặt tập thể"), ("TM. {body}", "{own}")),
        Mode("tm_kt", N_("TM. và KT. – cấp phó ký thay, thay mặt tập thể"), ("TM. {body}", "KT. {head}", "{own}")),
        Mode("kt", N_("KT. – cấp phó ký thay người đứng đầu"), ("KT. {head}", "{own}")),
        Mode("tl", N_("TL. – thừa lệnh"), ("TL. {head}", "{own}")),
        Mode("tuq", N_("TUQ. – thừa ủy quyền"), ("TUQ. {head}", "{own}")),
        Mode("q", N_("Q. – quyền người đứng đầu"), ("Q. {head}",)),
    )
}


@dataclass(frozen=True)
class Mandate:
    """The written authorisation of who signs by it, and its last day."""

    paper: str = ""
    until: date | None = None


def is_deputy(title: str) -> bool:
    """Whether a post is a deputy's by its title."""
    return title.casefold().startswith(DEPUTY_WORDS)


def is_head(title: str) -> bool:
    """Whether a post is the head's by its title."""
    return not is_deputy(title) and title.casefold().startswith(HEAD_WORDS)


def usual_mode(title: str, *, is_collective: bool) -> str:
    """How this post usually signs: for a collective body (a people's committee) on its behalf."""
    if is_deputy(title):
        return "tm_kt" if is_collective else "kt"
    if is_head(title):
        return "tm" if is_collective else "head"
    return "tl"


def may_sign_so(mode: str, title: str, mandate: Mandate, *, on: date) -> Answer:
    """Whether somebody in this post may sign this way on a day."""
    if mode not in MODES:
        return no(NO_MODE, Invalid)
    if mode in {"kt", "tm_kt"} and is_head(title):
        return no(HEAD_SIGNS_SELF, Invalid)
    if mode in {"head", "tm"} and is_deputy(title):
        return no(DEPUTY_NEEDS_KT, Invalid)
    if mode == "q" and not title.casefold().startswith(("quyền", "q.")):
        return no(ACTING_ONLY, Invalid)
    return _may_by_mandate(mandate, on) if mode == "tuq" else yes()


def _may_by_mandate(mandate: Mandate, on: date) -> Answer:
    if not mandate.paper.strip() or mandate.until is None:
        return no(TUQ_NEEDS_PAPER, Invalid)
    if mandate.until < on:
        return no(TUQ_ENDED, Invalid, until=f"{mandate.until:%d/%m/%Y}")
    return yes()


def signing_lines(mode: str, *, body: str, head: str, own: str) -> list[str]:
    """The capitals above the signature, line by line."""
    told = {"body": body.upper(), "head": head.upper(), "own": own.upper()}
    return [line.format(**told) for line in MODES[mode].lines]
