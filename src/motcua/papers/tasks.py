"""What comes into stores by itself: papers that an officer scanned, compared and signed."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from motcua.files.queries import file_of
from motcua.kernel import clock
from motcua.outbox.registry import Happened
from motcua.papers.actions.keep_paper import Told, keep_paper
from motcua.papers.rules.holders import Holder
from motcua.papers.rules.levels import COMPARED
from motcua.papers.shelf import shelf
from motcua.people.rules import SYSTEM


def keep_scan(happened: Happened) -> None:
    """Keep a paper that was compared with its original and signed; told twice it is kept once. Law: KG-01.

    The event ``scan.signed``: ``{"scan", "file", "owner": {"kind", "number", "name"}, "paper": {"type", "name",
    "number", "issuer", "issued_on", "valid_until"}, "dossier", "requirement", "unit"}``; ``procedure`` where known.
    A number that is none is refused, and the letter waits in the machine room for somebody to look.
    """
    payload = happened.payload
    owner, paper = payload["owner"], payload["paper"]
    place = (str(payload.get("procedure") or ""), str(payload.get("requirement") or ""))
    told = Told(
        name=str(paper["name"]),
        level=COMPARED,
        source="scan",
        file_id=file_of(UUID(str(payload["file"]))).pk,
        origin=f"scan/{payload['scan']}",
        type=str(paper.get("type") or "") or _type_at(place),
        number=str(paper.get("number") or ""),
        issuer=str(paper.get("issuer") or ""),
        issued_on=_day(paper, "issued_on"),
        valid_until=_day(paper, "valid_until"),
        dossier_id=UUID(str(payload["dossier"])) if payload.get("dossier") else None,
        procedure_code=place[0],
        requirement_key=place[1],
        unit_id=payload.get("unit"),
        kept_by=str(payload.get("by") or ""),
    )
    keep_paper(whom=Holder(owner["kind"], str(owner["number"]), str(owner["name"])), told=told, actor=SYSTEM)


def _type_at(place: tuple[str, str]) -> str:
    """The kind of paper that a requirement takes, where it takes one only."""
    kinds = shelf().answering(place, clock.today())
    return kinds[0].key if len(kinds) == 1 else ""


def _day(paper: Mapping[str, Any], key: str) -> date | None:
    return date.fromisoformat(str(paper[key])) if paper.get(key) else None
