"""The exchange of official documents as the product knows it, spoken as edXML to an axis."""

import json
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Any

from motcua.adapters.edxml.client import AxisClient, Kind
from motcua.adapters.edxml.names import read_moment
from motcua.adapters.edxml.parsing import Unreadable, parsed
from motcua.adapters.edxml.reading import read_tree
from motcua.adapters.edxml.sealing import Trusts, as_bytes, proven, sealed
from motcua.adapters.edxml.writing import written
from motcua.correspondence.ports import ExchangeRefused, Letter, MessageUnreadable, Proof, Status, Waiting
from motcua.kernel import clock
from motcua.signing.ports import KeyRefused, OpenKey

KINDS: Mapping[Kind, Any] = {"edoc": "letter", "status": "status"}
Seal = Callable[[], AbstractContextManager[OpenKey]]


class Axis:
    """``correspondence.ports.Exchange`` over an axis; ``seal`` opens the key that signs messages as a whole."""

    def __init__(self, client: AxisClient, *, trusts: Trusts, seal: Seal | None = None) -> None:
        self._client, self._trusts, self._seal = client, trusts, seal

    def send(self, letter: Letter) -> str:
        """Hand a document over; the id that the axis gives it. Sent twice with one ``document_id`` it is one.

        A recall or an update may bear the id of the document that it changes; further receivers are further deliveries.
        """
        to = sha256(" ".join(sorted(one.organ_id for one in letter.receivers)).encode()).hexdigest()[:16]
        once = f"{letter.sender.organ_id}/{letter.document_id}/{int(letter.change.purpose)}/{to}"
        return self._client.send(self._packed(letter), kind="edoc", organ=letter.sender.organ_id, once=once)

    def tell(self, status: Status) -> None:
        """Tell the sender of a document what became of it."""
        once = f"{status.sender.organ_id}/{status.about.document_id}/{status.code}/{status.at:%Y%m%d%H%M%S}"
        self._client.send(self._packed(status), kind="status", organ=status.sender.organ_id, once=once)

    def waiting(self, organ_id: str) -> Sequence[Waiting]:
        """What lies ready for an agency, oldest first."""
        found = [
            _waiting(row, kind, organ_id)
            for kind in KINDS
            for row in self._client.received(organ_id, kind=kind)
            if _doc_id(row)
        ]
        return sorted(found, key=lambda one: (one.at is None, one.at.timestamp() if one.at else 0.0))

    def fetch(self, waiting: Waiting) -> tuple[Letter | Status, Proof | None]:
        """A message whole; it stays ready until ``done``. What a signature does not cover is not read."""
        content = _unwrapped(self._client.get(waiting.doc_id, organ=waiting.organ_id))
        try:
            covered, proof = proven(parsed(content), at=clock.now(), trusts=self._trusts)
            return read_tree(covered), proof
        except Unreadable as fault:
            raise MessageUnreadable(str(fault)) from None

    def done(self, waiting: Waiting) -> None:
        """The message is kept here; it need not be listed again."""
        self._client.update(waiting.doc_id, "done", organ=waiting.organ_id)

    def set_aside(self, waiting: Waiting) -> None:
        """The message could not be read and never will be; it need not be listed again."""
        self._client.update(waiting.doc_id, "fail", organ=waiting.organ_id)

    def _packed(self, message: Letter | Status) -> bytes:
        try:
            tree = written(message, to_be_signed=self._seal is not None)
        except Unreadable as fault:
            raise ExchangeRefused(str(fault), is_final=True) from None
        if self._seal is None:
            return as_bytes(tree)
        try:
            with self._seal() as key:
                return sealed(tree, key)
        except KeyRefused as refusal:
            raise ExchangeRefused(str(refusal.sentence), is_final=False) from None


def _unwrapped(content: bytes) -> bytes:
    """Some axes answer with the message itself, some with JSON around it in base64."""
    if not content.lstrip().startswith(b"{"):
        return content
    try:
        return b64decode(json.loads(content)["data"])
    except (ValueError, KeyError, TypeError):
        return b""


def _doc_id(row: Mapping[str, Any]) -> str:
    return str(row.get("docId") or row.get("docID") or "")


def _waiting(row: Mapping[str, Any], kind: Kind, organ_id: str) -> Waiting:
    told = str(row.get("created_time") or row.get("createdTime") or row.get("created") or "")
    return Waiting(_doc_id(row), KINDS[kind], organ_id, str(row.get("from") or ""), read_moment(told))
