"""What the documents have in common, told from the facts kept with them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.dossiers.prints import facts as told
from motcua.kernel import clock

ONLINE, DESK, POST = "Trực tuyến", "Tại quầy", "Qua dịch vụ bưu chính công ích"
DELIVERY: Mapping[str, str] = {"online": ONLINE, "desk": DESK, "post": POST}


def office(kept: Mapping[str, str]) -> told.Office:
    """The head of a document."""
    return told.Office(
        name=kept["desk"],
        parent_name=kept["name"],
        address=kept["address"],
        phone=kept["phone"],
        email=kept.get("email", ""),  # papers issued before it was kept have none
        place=kept["place"],
    )


def case(kept: Mapping[str, Any]) -> told.Case:
    """The dossier; before its receipt it has a reference and no code."""
    sought = kept["code"] or kept["reference"]
    return told.Case(
        code=kept["code"],
        reference=kept["reference"],
        procedure_code=kept["procedure_code"],
        procedure=kept["procedure"],
        person=person(kept["person"]),
        lookup_url=f"{settings.PUBLIC_URL}/tra-cuu/?ma={sought}",
    )


def person(kept: Mapping[str, Any]) -> told.Person:
    """A citizen or an organisation as the application tells them."""
    return told.Person(
        name=str(kept.get("name", "")),
        number=str(kept.get("number", "")),
        address=str(kept.get("address_text", "")),
        phone=str(kept.get("phone", "")),
        email=str(kept.get("email", "")),
        is_organisation=kept.get("kind") == "business",
    )


def moment(text: str | None) -> datetime | None:
    """A kept moment, in Vietnam."""
    return datetime.fromisoformat(text).astimezone(clock.VIETNAM) if text else None


def sure(text: str) -> datetime:
    """A moment that is always kept."""
    return datetime.fromisoformat(text).astimezone(clock.VIETNAM)


def register_place(number: str) -> tuple[str, int | None]:
    """Book and running number of ``<unit>/<year>/<number>``."""
    parts = number.split("/")
    return (parts[1], int(parts[2])) if len(parts) == 3 else ("", None)
