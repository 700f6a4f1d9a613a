"""The parts of an ODT that may be there; whatever else is in it is refused or left out. Runs in the child."""

import re
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from motcua.correspondence.layouts import MEDIA_TYPE
from motcua.correspondence.odt.faults import Unusable
from motcua.files.checks.office import PACKAGE_DAMAGE

MOST_PARTS, MOST_UNPACKED, MOST_RATIO = 400, 60_000_000, 200
XML_PARTS = ("content.xml", "styles.xml")
PICTURE = re.compile(r"Pictures/[\w.-]+\.(png|jpe?g|gif)", re.IGNORECASE)
PROGRAMS = re.compile(r"^(Basic|Scripts|Dialogs)/.|\.(xba|xlb|py|js|bsh|jar|class|exe|dll|so)$", re.IGNORECASE)
OBJECTS = re.compile(
    r"^Object |^ObjectReplacements/.|^Embeddings/|\.(ole|bin|zip|pdf|docx?|xlsx?|od[tsp])$", re.IGNORECASE
)
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
SCRIPT = "urn:oasis:names:tc:opendocument:xmlns:script:1.0"
FORM = "urn:oasis:names:tc:opendocument:xmlns:form:1.0"
HREF = "{http://www.w3.org/1999/xlink}href"
MACROS = {
    f"{{{OFFICE}}}event-listeners",
    f"{{{TEXT}}}execute-macro",
    f"{{{TEXT}}}script",
    f"{{{DRAW}}}applet",
    f"{{{DRAW}}}plugin",
}
OUTSIDE = {
    f"{{{TEXT}}}section-source",
    f"{{{TEXT}}}dde-connection",
    f"{{{TEXT}}}dde-connection-decls",
    f"{{{OFFICE}}}dde-source",
    f"{{{TABLE}}}table-source",
    f"{{{TABLE}}}cell-range-source",
    f"{{{DRAW}}}floating-frame",
}
EMBEDDED = {f"{{{DRAW}}}object", f"{{{DRAW}}}object-ole"}
LINKS = ("http://", "https://", "mailto:", "#")
_DAMAGE = (*PACKAGE_DAMAGE, KeyError)


def read_parts(path: Path) -> dict[str, bytes]:
    """The parts that are kept: content, styles, pictures. Refuses with Unusable."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _refuse_bomb(entries)
            for entry in entries:
                _refuse_part(entry)
            if package.read("mimetype").strip() != MEDIA_TYPE.encode():
                raise Unusable("no_odt")
            if b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise Unusable("locked")
            return {one.filename: package.read(one) for one in entries if _is_kept(one.filename)}
    except _DAMAGE:
        raise Unusable("damaged" if _begins_as_zip(path) else "no_odt") from None


def tree_of(part: bytes) -> Any:
    """A part as a tree: no entities, no document type, nothing fetched. Refuses with Unusable."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Unusable("damaged")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        raise Unusable("damaged") from None
    for element in tree.iter(etree.Element):
        _refuse_element(element)
    return tree


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise Unusable("too_big")
    if len({entry.header_offset for entry in entries}) != len(entries):
        raise Unusable("too_big")
    if any(one.file_size > 1_000_000 and one.file_size > MOST_RATIO * one.compress_size for one in entries):
        raise Unusable("too_big")


def _refuse_part(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if entry.flag_bits & 0x1:
        raise Unusable("locked")
    if PROGRAMS.search(name):
        raise Unusable("macros")
    if OBJECTS.search(name):
        raise Unusable("embedded")


def _is_kept(name: str) -> bool:
    return name in XML_PARTS or PICTURE.fullmatch(name) is not None


def _refuse_element(element: Any) -> None:
    tag = str(element.tag)
    if tag in MACROS or tag.startswith(f"{{{SCRIPT}}}"):
        raise Unusable("macros")
    if tag in {f"{{{OFFICE}}}scripts", f"{{{OFFICE}}}forms"} and len(element):
        raise Unusable("macros")
    if tag in EMBEDDED:
        raise Unusable("embedded")
    href = element.get(HREF)
    if tag in OUTSIDE or (href is not None and not _may_point(tag, href)):
        raise Unusable("outside")


def _may_point(tag: str, href: str) -> bool:
    if tag == f"{{{TEXT}}}a":
        return href.casefold().startswith(LINKS)
    return PICTURE.fullmatch(href.removeprefix("./")) is not None


def _begins_as_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"PK"
