"""The real locality: what is loaded, and that loading twice adds nothing."""

import time
from datetime import date

import pytest

from motcua.kernel.identifiers import check_citizen_number
from motcua.kernel.refusals import NotPermitted
from motcua.people.actions.load_locality import Loaded, load_locality
from motcua.people.models import Account, Hamlet, Holding, Post, Unit, UnitSuccession
from motcua.people.queries import directory

TODAY = date(2026, 11, 26)
LETTERS = set("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")


@pytest.fixture
def _loaded(db):
    load_locality(with_demo_people=True)


@pytest.mark.usefixtures("_loaded")
def test_seventeen_communes_operate_and_six_successors_are_known():
    known = directory()
    assert len(known.communes()) == 17
    assert [unit.code for unit in known.roots()] == ["894"]
    new = Unit.objects.filter(code__endswith="@2025", kind="commune")
    assert new.count() == 6
    assert not new.filter(is_operating=True).exists()
    assert UnitSuccession.objects.count() == 17
    assert set(UnitSuccession.objects.values_list("on", flat=True)) == {date(2025, 7, 1)}


@pytest.mark.usefixtures("_loaded")
def test_one_code_of_two_catalogues_names_two_units():
    known = directory()
    old, new = known.unit_by_code("30682"), known.unit_by_code("30682@2025")
    assert old is not None
    assert new is not None
    assert (old.name, new.name) == ("Thị trấn Núi Sập", "Xã Thoại Sơn")
    assert old.is_open_on(TODAY)
    assert not new.is_open_on(TODAY)
    assert Unit.objects.get(pk=new.id).official_code == "30682"


@pytest.mark.usefixtures("_loaded")
def test_hamlets_are_the_twenty_five_known_ones():
    assert Hamlet.objects.count() == 25
    assert Hamlet.objects.filter(commune__code="30697", is_complete=True).count() == 7
    assert not Hamlet.objects.get(name="Phú Hữu").is_complete


@pytest.mark.usefixtures("_loaded")
def test_every_commune_has_a_desk_and_every_role_is_held():
    known = directory()
    for commune in known.communes():
        desk = known.desk_of(commune.id)
        assert desk is not None
        assert desk.code == f"{commune.code}-MC"
        roles = {post.role for post in known.posts_of(known.subtree_ids(commune.id))}
        assert roles == {"desk_officer", "specialist", "leader", "clerk"}
        assert commune.agency_code.startswith("H01.52.")
        assert commune.agency_code_is_demo
    assert Post.objects.filter(holdings__isnull=True).count() == 0


@pytest.mark.usefixtures("_loaded")
def test_a_field_finds_its_specialist_and_an_unknown_field_finds_the_general_one():
    known = directory()
    inside = known.subtree_ids(known.unit_by_code("30724").id)
    assert known.posts_of(inside, "specialist", "Hộ tịch")[0].title == "Công chức Tư pháp – Hộ tịch"
    assert [post.title for post in known.posts_of(inside, "specialist", "Văn hóa")] == [
        "Công chức Văn phòng – Thống kê"
    ]


@pytest.mark.usefixtures("_loaded")
def test_well_known_accounts_exist():
    for username in ("nuisap", "binhthanh", "anbinh"):
        for login in ("tiepnhan", "tuphap", "chutich", "vanthu"):
            assert Account.objects.get(username=f"{username}.{login}").kind == "officer"
    assert Account.objects.get(username="dan").identity_level == 2
    assert Account.objects.get(username="dan").full_name == "Nguyễn Thị Thuỳ Dương"
    assert Account.objects.get(username="dan1").identity_level == 1
    assert Holding.objects.get(account__username="quantri").post.role == "administrator"
    assert Holding.objects.get(account__username="thanhtra").post.role == "inspector"


@pytest.mark.usefixtures("_loaded")
def test_citizens_are_invented_and_wide_ranging():
    citizens = list(Account.objects.filter(kind="citizen"))
    assert len(citizens) == 600
    assert all(citizen.is_demo for citizen in citizens)
    for citizen in citizens:
        assert citizen.national_id.startswith("089")
        told = check_citizen_number(citizen.national_id, citizen.birth_date, citizen.gender)
        assert (told.valid, told.warnings) == (True, ())
        assert citizen.phone.startswith("0900")
        assert citizen.address["commune_code"]
    assert {citizen.identity_level for citizen in citizens} == {1, 2}
    assert min(citizen.birth_date.year for citizen in citizens) < 1946
    assert any(" " not in citizen.full_name for citizen in citizens)
    assert max(len(citizen.full_name) for citizen in citizens) > 35
    assert sorted(LETTERS - set("".join(citizen.full_name for citizen in citizens).lower())) == []


def test_loading_twice_adds_nothing_and_keeps_edits(db):
    load_locality(with_demo_people=True)
    Unit.objects.filter(code="30682").update(phone="0296 000 000")
    assert load_locality(with_demo_people=True) == Loaded()
    assert Unit.objects.get(code="30682").phone == "0296 000 000"


def test_it_is_quick(db):
    started = time.perf_counter()
    load_locality(with_demo_people=True)
    assert time.perf_counter() - started < 5


def test_without_demo_people_there_are_no_accounts(db):
    assert load_locality(with_demo_people=False).officers == 0
    assert not Account.objects.exists()


def test_production_refuses_demo_people(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(NotPermitted, match="người dùng thử"):
        load_locality(with_demo_people=True)
