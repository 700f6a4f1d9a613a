"""What the simulated axis keeps in its folder: agencies, messages, whom each was given to."""

import json
import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from motcua.adapters.edxml.names import told_moment
from motcua.adapters.edxml.reading import read
from motcua.correspondence.ports import Letter, Status
from motcua.kernel import clock

SETUP = "axis.json"


@dataclass(frozen=True)
class Agency:
    """One agency on the axis; ``is_ours`` is served by the product, the others are played here."""

    organ_id: str
    name: str
    is_ours: bool = False


@dataclass(frozen=True)
class Carried:
    """One message that passed, as the lists tell it."""

    doc_id: str
    kind: str  # edoc | status
    sender: str
    receivers: Sequence[str]
    document_id: str  # of the letter; of a status that of the letter it is about
    once: str
    created: str
    title: str
    code: str = ""  # number and symbol, or the code of a status
    purpose: int = 0
    done: Sequence[str] = field(default_factory=tuple)  # agencies that took it


class Storage:
    """The folder; one process at a time writes to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        (folder / "messages").mkdir(parents=True, exist_ok=True)

    @classmethod
    def create(cls, folder: Path, agencies: Iterable[Agency], *, port: int) -> "Storage":
        """A new axis that knows these agencies and will answer at ``port``."""
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / SETUP, {"port": port, "agencies": [asdict(one) for one in agencies]})
        return cls(folder)

    @property
    def port(self) -> int:
        """Where it answers."""
        return int(self._setup()["port"])

    def agencies(self) -> list[Agency]:
        """Everybody on it."""
        return [Agency(**one) for one in self._setup()["agencies"]]

    def agency(self, organ_id: str) -> Agency | None:
        """One of them."""
        return next((one for one in self.agencies() if one.organ_id == organ_id), None)

    def add(self, agency: Agency) -> None:
        """One more; known already, it is renamed."""
        with self._lock:
            self._keep_agencies([*self._others(agency.organ_id), agency])

    def remove(self, organ_id: str) -> None:
        """One less."""
        with self._lock:
            self._keep_agencies(self._others(organ_id))

    def carried(self) -> list[Carried]:
        """All that passed, oldest first."""
        found = sorted((self.folder / "messages").glob("*.json"))
        return [Carried(**json.loads(path.read_text())) for path in found]

    def message(self, doc_id: str) -> Carried | None:
        """One of them."""
        path = self._place(doc_id, "json")
        return Carried(**json.loads(path.read_text())) if path and path.exists() else None

    def content(self, doc_id: str) -> bytes:
        """Its bytes as they were handed over."""
        path = self._place(doc_id, "xml")
        return path.read_bytes() if path and path.exists() else b""

    def take(self, content: bytes, *, kind: str, sender: str, once: str) -> Carried:
        """Carry a message; nobody is given a document twice, and what was handed over under ``once`` is known.

        Raises Unreadable.
        """
        facts = _facts(read(content))
        with self._lock:
            known = self.carried()
            same = [one for one in known if one.kind == kind and one.sender == sender and _is_same(one, facts, once)]
            had = {organ for one in same for organ in one.receivers}
            left = [organ for organ in facts["receivers"] if organ not in had]
            if same and not left:
                return same[0]
            facts["receivers"] = left
            number = int(known[-1].doc_id) + 1 if known else 1
            made = Carried(
                doc_id=f"{number:06d}",
                kind=kind,
                sender=sender,
                once=once,
                created=told_moment(clock.now()),
                **facts,
            )
            _write_bytes(self.folder / "messages" / f"{made.doc_id}.xml", content)  # the list is last: half is nothing
            _write(self.folder / "messages" / f"{made.doc_id}.json", asdict(made))
            return made

    def mark(self, doc_id: str, organ_id: str) -> None:
        """This agency has it."""
        with self._lock:
            found = self.message(doc_id)
            if found and organ_id not in found.done:
                told = {**asdict(found), "done": [*found.done, organ_id]}
                _write(self.folder / "messages" / f"{found.doc_id}.json", told)

    def waiting(self, organ_id: str, kind: str) -> list[Carried]:
        """What lies ready for an agency."""
        return [
            one for one in self.carried() if one.kind == kind and organ_id in one.receivers and organ_id not in one.done
        ]

    def statuses(self, document_id: str) -> list[Carried]:
        """What receivers told of a letter, oldest first."""
        return [one for one in self.carried() if one.kind == "status" and one.document_id == document_id]

    def _setup(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.folder / SETUP).read_text())
        return told

    def _others(self, organ_id: str) -> list[Agency]:
        return [one for one in self.agencies() if one.organ_id != organ_id]

    def _keep_agencies(self, agencies: Iterable[Agency]) -> None:
        _write(self.folder / SETUP, {**self._setup(), "agencies": [asdict(one) for one in agencies]})

    def _place(self, doc_id: str, ending: str) -> Path | None:
        return self.folder / "messages" / f"{doc_id}.{ending}" if doc_id.isascii() and doc_id.isdigit() else None


def _is_same(one: Carried, facts: Mapping[str, Any], once: str) -> bool:
    if once and one.once == once:
        return True
    told = facts["document_id"], facts.get("purpose", 0)
    return one.kind == "edoc" and (one.document_id, one.purpose) == told


def _facts(message: Letter | Status) -> dict[str, Any]:
    if isinstance(message, Status):
        return {
            "receivers": [message.about.organ_id],
            "document_id": message.about.document_id,
            "title": message.description,
            "code": message.code.value,
        }
    return {
        "receivers": [one.organ_id for one in message.receivers],
        "document_id": message.document_id,
        "title": message.subject,
        "code": f"{message.number}/{message.symbol}",
        "purpose": int(message.change.purpose),
    }


def _write(path: Path, told: Mapping[str, Any]) -> None:
    _write_bytes(path, json.dumps(told, ensure_ascii=False, indent=1).encode())


def _write_bytes(path: Path, content: bytes) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_bytes(content)
    os.replace(fresh, path)
