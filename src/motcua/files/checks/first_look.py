"""What can be refused at once from size, name and the first bytes, without opening the file."""

from collections.abc import Sequence
from pathlib import Path

from motcua.files.checks.faults import Fault
from motcua.files.checks.sniff import HEAD, refuse_two_in_one, sniff
from motcua.files.rules.kinds import (
    KINDS,
    PROGRAM_EXTENSIONS,
    Kind,
    extension_of,
    is_to_convert,
    kind_by_extension,
    labels,
)
from motcua.files.rules.limits import MEGABYTE, Limits

_ARCHIVES = frozenset(("rar", "7z", "gz", "bz2", "xz", "zst", "cab"))
_PICTURES_AND_FILMS = frozenset(("gif", "bmp", "tiff", "avif", "video"))
_MACRO_EXTENSIONS = frozenset(("docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm"))
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def first_look(path: Path, name: str, kinds: Sequence[Kind], *, limits: Limits) -> str:
    """The kind to inspect further (one of ours, or ``zip``); refuses with Fault."""
    size = path.stat().st_size
    if size == 0:
        raise Fault("empty")
    if size > limits.max_bytes:
        raise too_large(limits.max_bytes)
    extension = extension_of(name)
    if extension in PROGRAM_EXTENSIONS:
        raise Fault("program", accepted=labels(kinds))
    with path.open("rb") as file:
        kind = sniff(file.read(HEAD))
    _refuse_foreign(path, kind, kinds)
    promised = kind_by_extension(extension)
    if kind in {"text", "unknown"} and promised and promised.family != "text":
        raise Fault("malformed")
    if kind == "unknown":
        raise Fault("unknown_kind", accepted=labels(kinds))
    _refuse_unwanted(kind, extension, kinds)
    family = "office" if kind == "zip" else KINDS[kind].family
    if promised and promised.family != family and not is_misnamed_picture(name, kind):
        raise Fault("name_mismatch", extension=f".{extension}", kind=KINDS[kind].label if kind in KINDS else "ZIP")
    if family in {"pdf", "image"}:
        refuse_two_in_one(path, kind)
    return kind


def is_misnamed_picture(name: str, kind: str) -> bool:
    """A picture that somebody called a PDF: taken for what it is, checked as that, and its name mended."""
    promised = kind_by_extension(extension_of(name))
    return kind in KINDS and KINDS[kind].family == "image" and promised is not None and promised.family == "pdf"


def too_large(max_bytes: int) -> Fault:
    """The refusal of a file above the limit, also used while it is still arriving."""
    return Fault("too_large", limit=f"{max_bytes / MEGABYTE:g}")


def _refuse_foreign(path: Path, kind: str, kinds: Sequence[Kind]) -> None:
    accepted = labels(kinds)
    if kind == "program":
        raise Fault("program", accepted=accepted)
    if kind == "heic":
        raise Fault("heic")
    if kind in _ARCHIVES:
        raise Fault("archive", kind=kind.upper())
    if kind == "shifted_pdf":
        raise Fault("polyglot")
    if kind == "ole":
        raise Fault("encrypted" if _ENCRYPTED_PACKAGE in path.read_bytes() else "old_office")
    if kind in _PICTURES_AND_FILMS:
        raise Fault("wrong_kind", kind=kind.upper(), accepted=accepted)


def _refuse_unwanted(kind: str, extension: str, kinds: Sequence[Kind]) -> None:
    keys = {each.key for each in kinds}
    if kind == "zip":
        if extension in _MACRO_EXTENSIONS:
            raise Fault("macros")
        if not keys & {"docx", "xlsx"}:
            if extension in {"docx", "xlsx", "pptx"}:
                raise Fault("wrong_kind", kind=extension.upper(), accepted=labels(kinds))
            raise Fault("archive", kind="ZIP")
    elif kind not in keys and not is_to_convert(kind, keys):
        raise Fault("wrong_kind", kind=KINDS[kind].label, accepted=labels(kinds))
