"""The text of a draft: from the unit's template or the shipped one, or from a file that the drafter edited."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from motcua.correspondence.layouts import shipped
from motcua.correspondence.odt.ask import MOST_BYTES, filled
from motcua.correspondence.office import as_pdf, program
from motcua.correspondence.queries import current_template
from motcua.files.actions.store_file import keep_made, store_file
from motcua.files.models import StoredFile
from motcua.files.queries import open_file
from motcua.people.rules import Actor

NAME = "du-thao"


@dataclass(frozen=True)
class Text:
    """A version as files and bare words; ``pdf`` is lacking only where this machine cannot make one."""

    source: StoredFile | None
    pdf: StoredFile | None
    words: str


def template_bytes(unit_id: int, kind: str) -> bytes:
    """The ODT that the unit writes this kind from."""
    own = current_template(unit_id, kind)
    if own is None:
        return shipped(kind)
    with open_file(own.file) as file:
        return file.read()


def from_template(unit_id: int, kind: str, values: Mapping[str, Any], *, actor: Actor) -> Text:
    """The template filled. Refuses with Invalid."""
    return _made(template_bytes(unit_id, kind), values, actor)


def from_odt(stream: BinaryIO, values: Mapping[str, Any], *, actor: Actor) -> Text:
    """What the drafter edited in LibreOffice; places that are still names are filled. Refuses with Invalid."""
    return _made(stream.read(MOST_BYTES + 1), values, actor)


def from_pdf(stream: BinaryIO, name: str, *, actor: Actor) -> Text:
    """A document that was written elsewhere. Refuses with FileRefused."""
    kept = store_file(stream=stream, name=name, actor=actor, accepts=("pdf",))
    return Text(None, kept, kept.name)


def _made(odt: bytes, values: Mapping[str, Any], actor: Actor) -> Text:
    told = filled(odt, values)
    pdf = keep_made(content=as_pdf(told.content), name=f"{NAME}.pdf", actor=actor) if program() else None
    source = keep_made(content=told.content, name=f"{NAME}.odt", actor=actor, kind="odt")
    return Text(source, pdf, told.text)
