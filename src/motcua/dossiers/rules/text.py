"""Words that an officer or citizen must give; plain Python."""

from motcua.kernel.fold import nfc
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence

LONGEST = 5000


def required_text(text: str, ask: str) -> str:
    """The text in composed form; refuses an empty one with ``ask`` and one over 5,000 letters."""
    kept = nfc(text.replace("\x00", "")).strip()
    if not kept:
        raise Invalid(ask, {"reason": Sentence(ask)})
    if len(kept) > LONGEST:
        raise Invalid(N_("Phần ghi dài quá %(most)d chữ. Hãy viết gọn lại."), most=LONGEST)
    return kept
