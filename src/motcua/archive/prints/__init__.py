"""The minute of a destruction, printed when everything on the list is gone."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.archive.models import DestructionItem, DestructionList
from motcua.kernel.clock import VIETNAM
from motcua.people.queries import directory
from motcua.printing import Press, cleaned

PRESS = Press(Path(__file__).parent / "forms")


def minute_pdf(found: DestructionList, items: Iterable[DestructionItem], *, at: datetime) -> bytes:
    """The minute as PDF/A: who proposed, looked through, approved; each case that went, each left out. Law: LT-02."""
    known = directory()
    unit = known.unit(found.unit_id)
    above = [one for one in known.ancestry(unit.id) if one.id != unit.id]
    rows = list(items)
    gone = [one for one in rows if one.destroyed_at]
    values: dict[str, Any] = {
        "parent": above[0].authority_name.upper() if above else "",
        "office": unit.authority_name.upper(),
        "number": found.number,
        "day": _day_line(unit.name, at),
        "reason": found.reason,
        "council": list(found.council),
        "rows": [_row(number, one) for number, one in enumerate(gone, 1)],
        "left_out": [f"{one.dossier}: {one.left_out_why}" for one in rows if one.left_out_at],
        "files": str(sum(one.file_count for one in gone)),
        "prepared": f"{found.prepared_by}, {_moment(found.prepared_at)}",
        "approved": f"{found.decided_by}, {_moment(found.decided_at)}" if found.decided_at else "",
        "answer": found.answer,
        "preparer": found.prepared_by,
        "leader": {"title": (found.decided_title or "Lãnh đạo").upper(), "name": found.decided_by},
        "title": f"Biên bản tiêu hủy {found.number}",
    }
    return PRESS.printed("minute.typ", cleaned(values), at=at)


def _row(number: int, item: DestructionItem) -> dict[str, str]:
    closed = item.dossier.closed_at
    return {
        "number": str(number),
        "code": str(item.dossier),
        "title": item.dossier.title,
        "closed": closed.astimezone(VIETNAM).strftime("%d/%m/%Y") if closed else "",
        "until": item.keep_until.strftime("%d/%m/%Y"),
        "period": item.period.partition(";")[0],
        "files": str(item.file_count),
    }


def _day_line(place: str, at: datetime) -> str:
    day = at.astimezone(VIETNAM)
    named = place.removeprefix("Xã ").removeprefix("Phường ").removeprefix("Thị trấn ")
    return f"{named}, ngày {day:%d} tháng {day:%m} năm {day.year}"


def _moment(at: datetime) -> str:
    return at.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m/%Y")
