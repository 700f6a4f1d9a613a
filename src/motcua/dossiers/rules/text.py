"""Words that an officer or citizen gives, must give or may; plain Python."""

from motcua.eforms.rules.clean import clean_text
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence

LONGEST = 5000


def plain_text(text: str, *, most: int = LONGEST) -> str:
    """The text as it may be kept and printed: composed, in lines, without control characters, cut at ``most``."""
    return clean_text(text, lines=True, most=most)


def required_text(text: str, ask: str) -> str:
    """The text in composed form; refuses an empty one with ``ask`` and one over 5,000 letters."""
    kept = plain_text(text, most=LONGEST + 1)
    if not kept:
        raise Invalid(ask, {"reason": Sentence(ask)})
    if len(kept) > LONGEST:
        raise Invalid(N_("Phần ghi dài quá %(most)d chữ. Hãy viết gọn lại."), most=LONGEST)
    return kept
