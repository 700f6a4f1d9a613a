"""Who acts, from which seats, in how many statements; the directory and its memory."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from motcua.kernel.clock import VIETNAM
from motcua.people import queries
from motcua.people.models import Account, Delegation, Hamlet, Holding, Post, Unit
from motcua.people.queries import (
    actor_of,
    directory,
    forget_directory,
    hamlets_of,
    holding_of,
    officers_of,
    posts_of,
)
from motcua.people.rules import ANONYMOUS

START = date(2024, 1, 1)
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=VIETNAM)


def test_an_officer_has_own_and_delegated_seats_in_one_statement(seat, desk, commune, django_assert_num_queries):
    account, own = seat(desk, "desk_officer", "a")
    absent, post = seat(commune, "leader", "b")
    Delegation.objects.create(
        post=post,
        to_account=account,
        from_at=NOW - timedelta(hours=1),
        until_at=NOW + timedelta(hours=1),
        reason="đi họp",
        given_by=absent,
    )
    forget_directory()
    directory()
    with django_assert_num_queries(1):
        actor = actor_of(account, NOW)
    assert actor.post_ids == {own.pk, post.pk}
    assert actor.seat_for(own.pk).acting_for is None
    assert actor.seat_for(post.pk).acting_for == absent.full_name
    assert actor.has_role("leader", commune.path)
    assert not actor_of(account, NOW + timedelta(hours=2)).has_role("leader")
    Delegation.objects.update(revoked_at=NOW)
    assert not actor_of(account, NOW).has_role("leader")


def test_a_citizen_costs_no_statement(make_account, django_assert_num_queries):
    account = make_account("cd", "citizen", identity_level=1)
    with django_assert_num_queries(0):
        actor = actor_of(account, NOW)
    assert (actor.kind, actor.identity_level, actor.seats) == ("citizen", 1, ())


def test_nobody_and_closed_accounts_are_anonymous(make_account):
    assert actor_of(AnonymousUser(), NOW) is ANONYMOUS
    assert actor_of(make_account("x", is_active=False), NOW) is ANONYMOUS


@pytest.mark.parametrize(("what", "field"), [("holding", "until_on"), ("post", "valid_until"), ("unit", "valid_until")])
def test_what_has_ended_gives_no_seat(seat, desk, what, field):
    account, post = seat(desk, "desk_officer", "a")
    rows = {"holding": Holding.objects.all(), "post": Post.objects.all(), "unit": Unit.objects.filter(pk=desk.pk)}
    rows[what].update(**{field: NOW.date()})
    assert actor_of(account, NOW).post_ids == {post.pk}
    rows[what].update(**{field: NOW.date() - timedelta(days=1)})
    forget_directory()
    assert actor_of(account, NOW).post_ids == frozenset()


@pytest.mark.usefixtures("db")
def test_the_directory_is_read_in_two_statements_and_then_remembered(desk, seat, django_assert_num_queries):
    seat(desk, "desk_officer", "a")
    forget_directory()
    with django_assert_num_queries(2):
        directory()
    with django_assert_num_queries(0):
        assert directory().unit_by_code("30682-MC").name == "30682-MC"


def test_the_directory_is_read_again_after_its_seconds(desk, monkeypatch):
    directory()
    Unit.objects.filter(pk=desk.pk).update(name="Tên mới")
    assert directory().unit(desk.pk).name == "30682-MC"
    monkeypatch.setattr(queries, "DIRECTORY_SECONDS", 0)
    assert directory().unit(desk.pk).name == "Tên mới"


def test_the_tree(district, commune, neighbour, desk, make_unit):
    division = make_unit("30682-TP", "division", commune)
    known = directory()
    assert known.subtree_ids(commune.pk) == {commune.pk, desk.pk, division.pk}
    assert [unit.code for unit in known.children(commune.pk)] == ["30682-MC", "30682-TP"]
    assert [unit.code for unit in known.ancestry(desk.pk)] == ["30682-MC", "30682", "894"]
    assert known.commune_of(division.pk).code == "30682"
    assert known.commune_of(district.pk) is None
    assert known.authority_of(desk.pk).code == "30682"
    assert known.desk_of(division.pk).code == "30682-MC"
    assert known.desk_of(desk.pk).code == "30682-MC"
    assert known.desk_of(neighbour.pk) is None
    assert known.unit_by_code("nothing") is None
    assert [unit.code for unit in known.roots()] == ["894"]
    with pytest.raises(KeyError):
        known.unit(0)


def test_a_unit_without_a_desk_is_served_by_the_one_above(district, neighbour, make_unit):
    make_unit("894-MC", "one_stop_desk", district)
    assert directory().desk_of(neighbour.pk).code == "894-MC"


def test_a_closed_desk_serves_nobody(desk, commune):
    Unit.objects.filter(pk=desk.pk).update(valid_until=date(2025, 1, 1))
    assert directory().desk_of(commune.pk) is None


def test_posts_of_a_field_come_before_the_general_ones(desk, seat):
    _, general = seat(desk, "specialist", "a")
    _, special = seat(desk, "specialist", "b", fields=["Hộ tịch"])
    seat(desk, "specialist", "c", fields=["Đất đai"])
    assert [post.id for post in posts_of([desk.pk], "specialist", "Hộ tịch")] == [special.pk, general.pk]
    assert directory().post(special.pk).fields == ("Hộ tịch",)
    assert posts_of([desk.pk], "leader") == []
    Post.objects.filter(pk=special.pk).update(valid_until=START)
    forget_directory()
    assert [post.id for post in posts_of([desk.pk], "specialist", "Hộ tịch")] == [general.pk]


def is_held(post):
    forget_directory()
    return directory().post(post.pk).is_held


def test_a_post_is_held_while_somebody_with_an_open_account_sits_or_acts_there(seat, desk, present):
    present(NOW.isoformat())
    account, post = seat(desk, "desk_officer", "a")
    other, _ = seat(desk, "desk_officer", "b")
    assert is_held(post)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert not is_held(post)
    hour = timedelta(hours=1)
    given = Delegation.objects.create(
        post=post, to_account=other, from_at=NOW - hour, until_at=NOW + hour, reason="nghỉ", given_by=other
    )
    assert is_held(post)
    Delegation.objects.filter(pk=given.pk).update(revoked_at=NOW)
    assert not is_held(post)
    Account.objects.filter(pk=account.pk).update(is_active=True)
    assert is_held(post)
    Holding.objects.filter(post=post).update(until_on=NOW.date() - timedelta(days=1))
    assert not is_held(post)


def test_leaders_are_found_upwards_past_vacant_posts(seat, desk, commune, district):
    vacant = Post.objects.create(unit=commune, role="leader", title="trống", valid_from=START)
    _, deputy = seat(commune, "leader", "a")
    _, above = seat(district, "leader", "b")
    _, inspector = seat(district, "inspector", "c")
    forget_directory()
    assert vacant.pk < deputy.pk
    assert [post.id for post in directory().leaders_over(desk.pk)] == [deputy.pk, above.pk]
    assert [post.id for post in directory().overseers_of(desk.pk)] == [deputy.pk, above.pk]
    Holding.objects.filter(post__in=[deputy, above]).delete()
    forget_directory()
    assert directory().leaders_over(desk.pk) == ()
    assert [post.id for post in directory().overseers_of(desk.pk)] == [inspector.pk]
    Holding.objects.all().delete()
    forget_directory()
    assert directory().overseers_of(desk.pk) == ()


def test_hamlets_and_officers_are_listed(seat, desk, commune):
    Hamlet.objects.create(commune=commune, kind="ấp", name="Tây Sơn")
    Hamlet.objects.create(commune=commune, kind="khóm", name="Bắc Sơn")
    assert [str(hamlet) for hamlet in hamlets_of(commune.pk)] == ["khóm Bắc Sơn", "ấp Tây Sơn"]
    account, post = seat(desk, "desk_officer", "a")
    assert [row.account for row in officers_of([desk.pk], NOW.date())] == [account]
    assert holding_of(post.pk, NOW.date()).account == account
    assert holding_of(post.pk, START - timedelta(days=1)) is None
