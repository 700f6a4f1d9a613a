"""``motcua users``: demo accounts by role, only of demo data; the first administrator."""

import argparse

import pytest

from motcua.cli import users
from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotFound, NotPermitted
from motcua.people.actions.load_locality import load_locality
from motcua.people.actions.use_token import use_token
from motcua.people.models import Account
from motcua.people.queries import actor_of, forget_directory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_directory():
    forget_directory()
    yield
    forget_directory()


def users_command(*words):
    parser = argparse.ArgumentParser()
    users.register(parser.add_subparsers())
    arguments = parser.parse_args(["users", *words])
    return arguments.run(arguments)


@pytest.fixture
def _demo():
    load_locality(with_demo_people=True)


@pytest.mark.usefixtures("_demo")
def test_it_names_the_well_known_by_role_with_password_and_key():
    told = users_command()["accounts"]
    assert [one["username"] for one in told["citizen"]] == ["dan", "dan1"]
    assert {one["unit_code"] for one in told["leader"]} == {"894", "30682", "30724", "30692"}
    assert [one["username"] for one in told["administrator"]] == ["quantri"]
    assert [one["username"] for one in told["inspector"]] == ["thanhtra"]
    desk = next(one for one in told["desk_officer"] if one["username"] == "nuisap.tiepnhan")
    account = Account.objects.get(username="nuisap.tiepnhan")
    assert account.check_password(desk["password"])
    assert use_token(desk["token"], clock.now()) == account
    assert users_command()["accounts"] == told


@pytest.mark.usefixtures("_demo")
def test_it_can_be_narrowed_and_widened():
    told = users_command("--unit", "30697", "--role", "clerk")["accounts"]
    assert [one["username"] for one in told["clerk"]] == ["vinhtrach.vanthu"]
    assert list(told) == ["clerk"]
    assert len(users_command("--all", "--role", "citizen")["accounts"]["citizen"]) == 600
    with pytest.raises(NotFound, match="00000"):
        users_command("--unit", "00000")


@pytest.mark.usefixtures("_demo")
def test_it_refuses_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(NotPermitted):
        users_command()


def test_it_refuses_without_demo_data():
    load_locality(with_demo_people=False)
    with pytest.raises(NotPermitted):
        users_command()


def test_the_first_administrator_is_let_in_once():
    load_locality(with_demo_people=False)
    told = users_command("--first-administrator", "Lê Thị Mai", "--username", "lemai")
    account = Account.objects.get(username="lemai")
    assert account.check_password(told["password"])
    assert actor_of(account, clock.now()).has_role("administrator", "/89/894/")
    with pytest.raises(AlreadyDone):
        users_command("--first-administrator", "Lê Thị Mai", "--username", "khac")


def test_there_is_no_administrator_without_a_locality():
    with pytest.raises(NotFound):
        users_command("--first-administrator", "Lê Thị Mai")
