"""File names as people gave them, made safe to store, show and send."""

import unicodedata

from motcua.kernel.fold import nfc

MAX_NAME = 150
NAMELESS = "tep"
_NOT_IN_NAMES = dict.fromkeys(map(ord, '<>:"|?*'), "_")


def clean_name(given: str) -> str:
    """The last part of a path in composed letters, without control or direction marks, at most 150 letters."""
    last = nfc(given).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").translate(_NOT_IN_NAMES)
    name = " ".join(visible.split()).strip(". ")
    if len(name) > MAX_NAME:
        stem, dot, extension = name.rpartition(".")
        kept = f".{extension}" if dot and len(extension) <= 10 else ""
        name = (stem if kept else name)[: MAX_NAME - len(kept)].rstrip(". ") + kept
    return name or NAMELESS


def with_extension(name: str, extension: str) -> str:
    """``name`` ending in the extension that its content deserves."""
    stem, dot, last = name.rpartition(".")
    known = dot and stem and 0 < len(last) <= 5 and last.isalnum()
    return clean_name(f"{stem if known else name}.{extension}")
