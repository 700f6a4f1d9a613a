"""Put a locality into an installation from its files."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import NotPermitted
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.actions.create_unit import slug_of
from motcua.people.demo_people import Person, demo_citizens, demo_officers
from motcua.people.locality import DEFAULT, Locality, PostPlan, UnitPlan, read_locality
from motcua.people.models import Account, Hamlet, Holding, Post, Unit, UnitSuccession
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM, path_below


@dataclass(frozen=True)
class Loaded:
    """How many rows a load added; all zero when everything was there."""

    units: int = 0
    hamlets: int = 0
    successions: int = 0
    posts: int = 0
    officers: int = 0
    citizens: int = 0


def _unit(plan: UnitPlan, parent: Unit | None) -> Unit:
    return Unit(
        code=plan.code,
        kind=plan.kind,
        name=plan.name,
        short_name=plan.short_name,
        slug=slug_of(plan.short_name),
        parent=parent,
        path=path_below(parent.path if parent else "", plan.code),
        valid_from=plan.valid_from,
        valid_until=plan.valid_until,
        is_operating=plan.operates,
        agency_code=plan.agency_code,
        agency_code_is_demo=plan.agency_code_is_demo,
        address=plan.address,
    )


def _load_units(locality: Locality) -> tuple[dict[str, Unit], int]:
    known = {unit.code: unit for unit in Unit.objects.all()}
    waiting = [plan for plan in locality.units if plan.code not in known]
    added = 0
    while waiting:
        ready = [plan for plan in waiting if not plan.parent_code or plan.parent_code in known]
        if not ready:
            raise ValueError(f"units.csv: no parent for {waiting[0].code}")
        rows = [_unit(plan, known.get(plan.parent_code)) for plan in ready]
        known.update({row.code: row for row in Unit.objects.bulk_create(rows)})
        added += len(rows)
        waiting = [plan for plan in waiting if plan.code not in known]
    return known, added


def _load_places(locality: Locality, units: dict[str, Unit]) -> tuple[int, int]:
    lived = set(Hamlet.objects.values_list("commune__code", "name"))
    hamlets = [
        Hamlet(
            commune=units[row["commune_code"]],
            kind=row["kind"],
            name=row["name"],
            source=row["source"],
            is_complete=row["is_complete"] == "yes",
        )
        for row in locality.hamlets
        if (row["commune_code"], row["name"]) not in lived
    ]
    followed = set(UnitSuccession.objects.values_list("old__code", "new__code"))
    successions = [
        UnitSuccession(
            old=units[row["old_code"]],
            new=units[row["new_code"]],
            on=date.fromisoformat(row["on"]),
            resolution=row["resolution"],
        )
        for row in locality.successions
        if (row["old_code"], row["new_code"]) not in followed
    ]
    Hamlet.objects.bulk_create(hamlets)
    UnitSuccession.objects.bulk_create(successions)
    return len(hamlets), len(successions)


def _key(post: Post) -> tuple[int, str, str]:
    return (post.unit_id, post.role, post.title)


def _load_posts(locality: Locality, units: dict[str, Unit]) -> tuple[list[Post], int]:
    """The posts in the order of the plan, and how many are new."""

    def planned(plan: PostPlan) -> Post:
        return Post(
            unit=units[plan.unit_code],
            role=plan.role,
            title=plan.title,
            fields=list(plan.fields),
            valid_from=locality.posts_valid_from,
        )

    known = {_key(post): post for post in Post.objects.all()}
    wanted = [planned(plan) for plan in locality.posts]
    new = [post for post in wanted if _key(post) not in known]
    known.update({_key(post): post for post in Post.objects.bulk_create(new)})
    return [known[_key(post)] for post in wanted], len(new)


def _account(person: Person, kind: str, password: str) -> Account:
    return Account(
        id=uuid7(),
        username=person.username,
        password=password,
        kind=kind,
        full_name=person.full_name,
        gender=person.gender,
        birth_date=person.birth_date,
        national_id=person.national_id,
        phone=person.phone,
        address=person.address,
        identity_level=person.identity_level,
        is_demo=True,
    )


def _load_people(locality: Locality, posts: list[Post]) -> tuple[int, int]:
    password = make_password(locality.demo["password"])  # one Argon2 hash for all: it is printed in the manual anyway
    known = set(Account.objects.values_list("username", flat=True))
    citizens = [
        _account(person, "citizen", password) for person in demo_citizens(locality) if person.username not in known
    ]
    pairs = [
        (posts[place], _account(person, "officer", password))
        for place, person in demo_officers(locality)
        if person.username not in known
    ]
    Account.objects.bulk_create([*citizens, *(account for _, account in pairs)])
    held = set(Holding.objects.filter(until_on__isnull=True).values_list("post_id", flat=True))
    Holding.objects.bulk_create(
        Holding(post=post, account=account, from_on=locality.posts_valid_from)
        for post, account in pairs
        if post.pk not in held
    )
    return len(pairs), len(citizens)


def load_locality(*, with_demo_people: bool, folder: Path = DEFAULT) -> Loaded:
    """What was added. Loading twice adds nothing and changes nothing that was edited since.

    Refuses demo people in production with NotPermitted.
    """
    if with_demo_people and settings.PRODUCTION:
        raise NotPermitted(N_("Không nạp người dùng thử vào hệ thống thật."))
    locality = read_locality(folder)
    with transaction.atomic():
        units, new_units = _load_units(locality)
        hamlets, successions = _load_places(locality, units)
        posts, new_posts = _load_posts(locality, units)
        officers, citizens = _load_people(locality, posts) if with_demo_people and locality.demo else (0, 0)
        loaded = Loaded(new_units, hamlets, successions, new_posts, officers, citizens)
        if any(asdict(loaded).values()):
            facts = {"locality": locality.name, **asdict(loaded)}
            record(
                subject_kind="locality",
                subject_id=locality.units[0].code,
                act="load_locality",
                actor=SYSTEM,
                facts=facts,
                at=clock.now(),
            )
    forget_directory()
    return loaded
