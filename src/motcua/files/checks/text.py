"""Whether a plain text can be read."""

import unicodedata
from pathlib import Path

from motcua.files.checks.faults import Fault
from motcua.files.rules.kinds import KINDS
from motcua.files.rules.verdicts import Verdict

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def inspect_text(path: Path) -> Verdict:
    """The verdict on a text in UTF-8 or marked UTF-16."""
    whole = path.read_bytes()
    encoding = next((name for mark, name in _MARKS if whole.startswith(mark)), "utf-8")
    try:
        text = whole.decode(encoding)
    except UnicodeDecodeError:
        raise Fault("not_text") from None
    if any(unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\f" for letter in text):
        raise Fault("not_text")
    if not text.strip():
        raise Fault("empty")
    return Verdict("readable", media_type=KINDS["text"].media_type)
