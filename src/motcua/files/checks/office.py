"""Whether a Word or Excel file opens, stays within bounds and carries no macro or hidden file."""

import re
import zipfile
import zlib
from pathlib import Path

from motcua.files.checks.faults import Fault
from motcua.files.rules.kinds import KINDS
from motcua.files.rules.limits import Limits
from motcua.files.rules.verdicts import Verdict

_PIECE = 1_000_000
# What a damaged package trips over; a way of packing that nobody here knows is told as not implemented.
PACKAGE_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
_NESTED = re.compile(r"/embeddings/|\.(zip|rar|7z|gz|jar|exe|dll|js|vbs|docx|xlsx|docm|xlsm|pdf)$")
_OUTSIDE_TEMPLATE = re.compile(
    rb'attachedTemplate"[^>]*TargetMode="External"|TargetMode="External"[^>]*attachedTemplate"'
)


def office_kind(path: Path) -> str:
    """``docx``, ``xlsx`` or plain ``zip``; refuses a directory that cannot be read."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except PACKAGE_DAMAGE:
        raise Fault("malformed") from None
    if "[Content_Types].xml" in names:
        for part, kind in _MAIN_PARTS.items():
            if part in names:
                return kind
    return "zip"


def inspect_office(path: Path, kind: str, limits: Limits) -> Verdict:
    """The verdict on a DOCX or XLSX package."""
    with zipfile.ZipFile(path) as package:
        entries = package.infolist()
        _refuse_bomb(entries, path.stat().st_size, limits)
        for entry in entries:
            _refuse_part(entry)
        _read_all(package, entries, limits)
    return Verdict("readable", media_type=KINDS[kind].media_type)


def _refuse_bomb(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > limits.max_entries or unpacked > limits.max_unpacked:
        raise Fault("too_complex")
    # Entries that together claim more than the file holds lie over one another.
    if packed > size or len({entry.header_offset for entry in entries}) != len(entries):
        raise Fault("too_complex")
    if any(entry.file_size > _PIECE and entry.file_size > limits.max_ratio * entry.compress_size for entry in entries):
        raise Fault("too_complex")


def _refuse_part(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.lower()
    if entry.flag_bits & 0x1:
        raise Fault("encrypted")
    if name.endswith(_MACRO_PARTS) or "/macrosheets/" in name:
        raise Fault("macros")
    if "/activex/" in name:
        raise Fault("active_content")
    if _NESTED.search(name):
        raise Fault("embedded_files")


def _read_all(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Unpack every part once within bounds: what is damaged or lies about its size shows here."""
    left = limits.max_unpacked
    for entry in entries:
        start = b""
        try:
            with package.open(entry) as part:
                while piece := part.read(_PIECE):
                    start = start or piece
                    left -= len(piece)
                    if left < 0:
                        raise Fault("too_complex")
        except PACKAGE_DAMAGE:
            raise Fault("malformed") from None
        _refuse_content(entry.filename, start)


def _refuse_content(name: str, start: bytes) -> None:
    if name == "[Content_Types].xml" and b"macroEnabled" in start:
        raise Fault("macros")
    if name.endswith(".rels") and _OUTSIDE_TEMPLATE.search(start):
        raise Fault("active_content")
    if start.startswith((b"PK\x03\x04", b"Rar!", b"MZ", b"\x7fELF")):
        raise Fault("embedded_files")
