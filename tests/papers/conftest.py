"""A person with a store, papers in it, and an application that asks for one of them."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from tests.factories import APPLICANT, Office, make_account, make_office
from tests.files.hostile_papers import pdf

from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.models import Draft
from motcua.files.actions.store_file import store_file
from motcua.papers.actions.keep_paper import Told, keep_paper
from motcua.papers.models import Paper, TypeRow
from motcua.papers.rules import Holder
from motcua.people.models import Account
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM

MONDAY = "2026-11-02T08:00"
ME = Holder("person", APPLICANT["number"], APPLICANT["name"])
OTHER = Holder("person", "089188880002", "Nguyễn Thị Thuỳ Dương")
Keep = Callable[..., Paper]


def settle(office: Office) -> Office:
    """``owner`` has proven the applicant's number; ``claims`` wrote the same kind of number but proved nothing."""
    for name, holder, level in (("owner", ME, 2), ("other", OTHER, 2), ("claims", None, 1)):
        make_account(office, name, identity_level=level, national_id=holder.number if holder else "089177770003")
        if holder:
            Account.objects.filter(pk=office.accounts[name].pk).update(full_name=holder.name)
            office.accounts[name].refresh_from_db()
    TypeRow.objects.create(
        key="card_paper",
        name="Giấy thử nghiệm",
        results="9.000001:paper",
        answers="9.000001:card 9.000001:extra",
        months=6,
        from_on=date(2020, 1, 1),
        source="thử nghiệm",
        mark="assumption",
        set_by="thử nghiệm",
        set_at="2026-01-01T00:00:00Z",
    )
    return office


@pytest.fixture
def office(db: None, present: Callable[[str], Any]) -> Iterator[Office]:
    present(MONDAY)
    yield settle(make_office())
    forget_directory()


@pytest.fixture
def open_office(transactional_db: None, present: Callable[[str], Any]) -> Iterator[Office]:
    """With real transactions, for people who act at the same instant."""
    present(MONDAY)
    yield settle(make_office())
    forget_directory()


def a_file(office: Office, who: str = "desk") -> UUID:
    return store_file(stream=BytesIO(pdf()), name="giay.pdf", actor=office.actor(who)).pk


def keep(office: Office, whom: Holder = ME, **more: Any) -> Paper:
    told = {
        "name": "Giấy thử nghiệm",
        "type": "card_paper",
        "level": "issued",
        "source": "result",
        "file_id": more.pop("file_id", None) or a_file(office),
        "issued_on": date(2026, 9, 1),
        "issuer": "UBND xã X",
    }
    return keep_paper(whom=whom, told=Told(**{**told, **more}), actor=SYSTEM)


def draft_of(office: Office, who: str = "owner", **applicant: Any) -> Draft:
    actor = office.actor(who)
    started = start_draft(
        procedure_code="9.000001", actor=actor, unit_id=office.units["X"].pk, at_counter=actor.is_officer
    )
    given = {**APPLICANT, **applicant}
    return save_draft(draft_id=started.pk, actor=actor, applicant=given, delivery={"way": "desk"})


@pytest.fixture
def paper(office: Office) -> Paper:
    return keep(office)


@pytest.fixture
def draft(office: Office) -> Draft:
    return draft_of(office)
