"""Where a special day is written, in words for readers: those who keep the data note it in English, for themselves."""

import re

from motcua.kernel.words import N_, Sentence

KEEPERS_NOTE = re.compile(r"(: \d+ days off| \((number )?cited| \(recalled|; lunar date|[,;] PyPI).*", re.DOTALL)
UNSEEN = ("recalled", "cited", "not seen", "chưa đối chiếu văn bản gốc")
SCHEDULE = "announced schedule "
YEARS_SCHEDULE = N_("Lịch nghỉ đã công bố của năm %(year)s")
NOT_COMPARED = N_("%(document)s (chưa đối chiếu văn bản gốc)")


def is_unseen(source: str) -> bool:
    """Whether nobody has compared it with the document itself yet."""
    return any(mark in source for mark in UNSEEN)


def source_words(source: str) -> Sentence:
    """The document, and whether it was read; a source that an administrator typed stands as it is."""
    document = KEEPERS_NOTE.sub("", source)
    told = Sentence(document)
    if document.startswith(SCHEDULE):
        told = Sentence(YEARS_SCHEDULE, {"year": document.removeprefix(SCHEDULE)})
    return Sentence(NOT_COMPARED, {"document": told}) if document != source and is_unseen(source) else told
