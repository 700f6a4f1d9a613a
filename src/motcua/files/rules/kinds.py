"""The kinds of file a requirement may accept, by label, media type and extension."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

Family = Literal["pdf", "image", "office", "text"]


@dataclass(frozen=True)
class Kind:
    """One kind of file that an office can open; ``label`` is what people call it in both languages."""

    key: str
    label: str
    media_type: str
    extension: str
    family: Family
    other_extensions: tuple[str, ...] = ()


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", "pdf", "pdf"),
        Kind("jpeg", "JPG", "image/jpeg", "jpg", "image", ("jpeg", "jpe", "jfif")),
        Kind("png", "PNG", "image/png", "png", "image"),
        Kind("webp", "WEBP", "image/webp", "webp", "image"),
        Kind("docx", "DOCX", f"{_OFFICE}.wordprocessingml.document", "docx", "office"),
        Kind("xlsx", "XLSX", f"{_OFFICE}.spreadsheetml.sheet", "xlsx", "office"),
        Kind("odt", "ODT", "application/vnd.oasis.opendocument.text", "odt", "office"),
        Kind("text", "TXT", "text/plain", "txt", "text", ("text", "csv")),
    )
}

DEFAULT_ACCEPTS: tuple[str, ...] = ("pdf", "image")
_GROUPS = {
    "image": ("jpeg", "png", "webp"),
    "images": ("jpeg", "png", "webp"),
    "word": ("docx",),
    "excel": ("xlsx",),
    "office": ("docx", "xlsx"),
}
_BY_WORD: dict[str, str] = {
    word: kind.key
    for kind in KINDS.values()
    for word in (kind.key, kind.media_type, kind.extension, *kind.other_extensions)
}

# Extensions that start something when opened; a paper never has one, whatever is inside.
PROGRAM_EXTENSIONS = frozenset(
    (
        "apk",
        "app",
        "bat",
        "chm",
        "cmd",
        "com",
        "cpl",
        "dll",
        "exe",
        "gadget",
        "hta",
        "htm",
        "html",
        "iso",
        "jar",
        "jnlp",
        "js",
        "jse",
        "lnk",
        "mhtml",
        "msc",
        "msi",
        "msp",
        "php",
        "pif",
        "ps1",
        "py",
        "reg",
        "scr",
        "sh",
        "shtml",
        "svg",
        "swf",
        "url",
        "vb",
        "vbe",
        "vbs",
        "wsf",
        "xhtml",
        "xht",
        "xml",
        "xsl",
        "xslt",
    )
)


def accepted_kinds(accepts: Iterable[str] | None) -> tuple[Kind, ...]:
    """The kinds meant by labels such as ``pdf``, ``.jpg``, ``image/*``, ``application/pdf``, in catalogue order.

    Labels that we cannot check are left out; without any usable label PDF and images are accepted.
    """
    wanted: set[str] = set()
    for label in accepts or DEFAULT_ACCEPTS:
        word = label.strip().lower().lstrip(".").removesuffix("/*")
        wanted.update(_GROUPS.get(word, ()))
        if word in _BY_WORD:
            wanted.add(_BY_WORD[word])
    if not wanted:
        return accepted_kinds(DEFAULT_ACCEPTS)
    return tuple(kind for kind in KINDS.values() if kind.key in wanted)


def is_to_convert(kind: str, accepted: Collection[str]) -> bool:
    """A WebP picture, as phones and Zalo save them, where only JPG is wanted: it is kept as a JPG."""
    return kind == "webp" and "webp" not in accepted and "jpeg" in accepted


def labels(kinds: Iterable[Kind]) -> str:
    """Names of the kinds for a sentence: ``PDF, JPG, PNG``."""
    return ", ".join(kind.label for kind in kinds)


def extension_of(name: str) -> str:
    """The extension of a file name in lower case, without the dot; empty when there is none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower().strip() if dot and stem else ""


def kind_by_extension(extension: str) -> Kind | None:
    """The kind that an extension promises."""
    for kind in KINDS.values():
        if extension == kind.extension or extension in kind.other_extensions:
            return kind
    return None
