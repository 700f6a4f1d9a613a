"""Acts on units, posts, officers, delegations and accounts: what they do, whom they refuse, what they leave behind."""

from datetime import date, datetime, timedelta

import pytest

from motcua.kernel import clock
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import AlreadyDone, Invalid, NotFound, NotPermitted, WrongMoment
from motcua.ledger.models import Entry
from motcua.people.actions.appoint_officer import appoint_officer
from motcua.people.actions.change_contact import change_contact
from motcua.people.actions.change_unit import change_unit
from motcua.people.actions.close_post import close_post
from motcua.people.actions.close_unit import close_unit
from motcua.people.actions.create_officer import create_officer
from motcua.people.actions.create_post import create_post
from motcua.people.actions.create_unit import UnitWords, create_unit
from motcua.people.actions.deactivate_account import deactivate_account
from motcua.people.actions.delegate_post import delegate_post
from motcua.people.actions.end_appointment import end_appointment
from motcua.people.actions.issue_token import issue_token
from motcua.people.actions.reactivate_account import reactivate_account
from motcua.people.actions.reset_password import reset_password
from motcua.people.actions.revoke_delegation import revoke_delegation
from motcua.people.actions.revoke_token import revoke_token
from motcua.people.actions.set_identity_level import set_identity_level
from motcua.people.actions.use_token import use_token
from motcua.people.models import Account, ApiToken, Holding, Post, Unit, UnitSuccession
from motcua.people.queries import actor_of, directory
from motcua.people.rules import ANONYMOUS, SYSTEM

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=VIETNAM)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def acts(kind):
    return list(Entry.objects.filter(subject_kind=kind).order_by("id").values_list("act", flat=True))


# Units


def new_unit(actor, parent, code="30682-TP", **more):
    words = UnitWords(name="Bộ phận Tư pháp", short_name="Tư pháp")
    values = {"kind": "division", "valid_from": TODAY, **more}
    return create_unit(parent_id=parent.pk if parent else None, code=code, words=words, actor=actor, **values)


def test_an_administrator_adds_a_unit_below(commune, administrator):
    unit = new_unit(administrator, commune)
    assert unit.path == "/894/30682/30682-TP/"
    assert unit.slug == "tu-phap"
    assert directory().unit_by_code("30682-TP").name == "Bộ phận Tư pháp"
    entry = Entry.objects.get()
    assert (entry.subject_kind, entry.subject_id, entry.act) == ("unit", "30682-TP", "create_unit")
    assert entry.actor["name"] == administrator.name


@pytest.mark.usefixtures("administrator")
def test_an_administrator_of_one_commune_changes_nothing_in_another(commune_administrator, neighbour, district):
    for parent in (neighbour, district, None):
        with pytest.raises(NotPermitted):
            new_unit(commune_administrator, parent)
    assert not Entry.objects.exists()


def test_a_second_unit_of_one_code_is_refused(commune, administrator):
    new_unit(administrator, commune)
    with pytest.raises(AlreadyDone, match="30682-TP"):
        new_unit(administrator, commune)


@pytest.mark.parametrize(("code", "kind", "field"), [("mã xấu", "division", "code"), ("X1", "lạ", "kind")])
def test_a_unit_that_cannot_be_is_refused_at_its_field(commune, administrator, code, kind, field):
    with pytest.raises(Invalid) as refusal:
        new_unit(administrator, commune, code=code, kind=kind)
    assert set(refusal.value.errors) == {field}


@pytest.mark.usefixtures("db")
def test_nobody_owns_an_empty_installation_but_the_system():
    with pytest.raises(NotPermitted):
        new_unit(ANONYMOUS, None, code="894")
    assert new_unit(SYSTEM, None, code="894", kind="district").path == "/894/"


@pytest.mark.parametrize("kind", ["province", "district", "commune"])
def test_no_authority_stands_below_a_commune(commune, administrator, kind):
    with pytest.raises(Invalid) as refusal:
        new_unit(administrator, commune, kind=kind)
    assert "không thể trực thuộc" in str(refusal.value.errors["kind"])


@pytest.mark.usefixtures("db")
def test_a_division_and_a_desk_stand_below_a_body():
    for kind in ("division", "one_stop_desk"):
        with pytest.raises(Invalid) as refusal:
            new_unit(SYSTEM, None, kind=kind)
        assert "phải trực thuộc" in str(refusal.value.errors["kind"])


def test_a_unit_is_renamed_and_before_and_after_are_kept(commune, administrator):
    Unit.objects.update(agency_code_is_demo=True)
    unit = change_unit(unit_id=commune.pk, changes={"phone": "0296 1", "agency_code": "H01.1"}, actor=administrator)
    assert unit.agency_code_is_demo is False
    facts = Entry.objects.get().facts
    assert facts["before"] == {"phone": "", "agency_code": ""}
    assert facts["after"] == {"phone": "0296 1", "agency_code": "H01.1"}
    change_unit(unit_id=commune.pk, changes={"phone": "0296 1"}, actor=administrator)
    assert Entry.objects.count() == 1


def test_code_and_place_never_change_and_a_name_is_needed(commune, administrator):
    with pytest.raises(Invalid):
        change_unit(unit_id=commune.pk, changes={"code": "1"}, actor=administrator)
    with pytest.raises(Invalid):
        change_unit(unit_id=commune.pk, changes={"name": " "}, actor=administrator)
    with pytest.raises(NotFound):
        change_unit(unit_id=0, changes={}, actor=administrator)


def test_closing_a_unit_ends_all_in_it_and_names_the_successor(commune, desk, neighbour, seat, administrator):
    officer, post = seat(desk, "desk_officer", "a")
    close_unit(unit_id=commune.pk, last_day=TODAY, successor_id=neighbour.pk, resolution="NQ 1654", actor=administrator)
    assert Unit.objects.get(pk=desk.pk).valid_until == TODAY
    assert Post.objects.get(pk=post.pk).valid_until == TODAY
    assert Holding.objects.get(post=post).until_on == TODAY
    succession = UnitSuccession.objects.get()
    assert (succession.old, succession.new, succession.on) == (commune, neighbour, TODAY + timedelta(days=1))
    assert actor_of(officer, NOW).seats
    assert not actor_of(officer, NOW + timedelta(days=1)).seats
    assert directory().unit(commune.pk).is_open_on(TODAY)
    assert not directory().unit(commune.pk).is_open_on(TODAY + timedelta(days=1))
    with pytest.raises(AlreadyDone):
        close_unit(unit_id=commune.pk, last_day=TODAY, successor_id=None, actor=administrator)


def test_a_successor_must_be_another_open_unit(commune, desk, neighbour, administrator):
    for successor in (commune, desk):
        with pytest.raises(Invalid, match="kế thừa"):
            close_unit(unit_id=commune.pk, last_day=TODAY, successor_id=successor.pk, actor=administrator)
    with pytest.raises(Invalid, match="cấp trên"):
        close_unit(unit_id=commune.pk, last_day=TODAY, successor_id=commune.parent_id, actor=administrator)
    other = Unit.objects.get(pk=new_unit(administrator, neighbour, code="X-TP").pk)
    with pytest.raises(Invalid, match="Cấp xã"):
        close_unit(unit_id=commune.pk, last_day=TODAY, successor_id=other.pk, actor=administrator)
    Unit.objects.filter(pk=neighbour.pk).update(valid_until=TODAY)
    with pytest.raises(Invalid, match="đang hoạt động"):
        close_unit(unit_id=commune.pk, last_day=TODAY, successor_id=neighbour.pk, actor=administrator)
    with pytest.raises(Invalid, match="Ngày kết thúc"):
        close_unit(unit_id=commune.pk, last_day=date(2000, 1, 1), successor_id=None, actor=administrator)


# Posts and appointments


def test_a_post_is_made_given_and_ended(desk, administrator, make_account):
    post = create_post(
        unit_id=desk.pk,
        role="desk_officer",
        title="Tiếp nhận",
        fields=["Hộ tịch"],
        valid_from=TODAY,
        actor=administrator,
    )
    officer = make_account("a")
    holding = appoint_officer(post_id=post.pk, account_id=officer.pk, from_on=TODAY, actor=administrator)
    assert actor_of(officer, NOW).has_role("desk_officer")
    with pytest.raises(AlreadyDone, match=officer.full_name):
        appoint_officer(post_id=post.pk, account_id=make_account("b").pk, from_on=TODAY, actor=administrator)
    end_appointment(holding_id=holding.pk, last_day=TODAY, actor=administrator)
    assert not actor_of(officer, NOW + timedelta(days=1)).seats
    with pytest.raises(AlreadyDone):
        end_appointment(holding_id=holding.pk, last_day=TODAY, actor=administrator)
    assert acts("post") == ["create_post", "appoint_officer", "end_appointment"]


def test_a_post_ends_when_nobody_holds_it(seat, desk, administrator, make_account):
    officer, post = seat(desk, "desk_officer", "a")
    with pytest.raises(WrongMoment, match=f"{officer.full_name} còn giữ"):
        close_post(post_id=post.pk, last_day=TODAY, actor=administrator)
    Holding.objects.filter(post=post).update(until_on=TODAY)
    with pytest.raises(Invalid, match="Ngày kết thúc"):
        close_post(post_id=post.pk, last_day=date(2000, 1, 1), actor=administrator)
    with pytest.raises(NotPermitted):
        close_post(post_id=post.pk, last_day=TODAY, actor=actor_of(officer, NOW))
    close_post(post_id=post.pk, last_day=TODAY, actor=administrator)
    assert acts("post") == ["close_post"]
    with pytest.raises(AlreadyDone):
        close_post(post_id=post.pk, last_day=TODAY, actor=administrator)
    other, tomorrow = make_account("b"), TODAY + timedelta(days=1)
    with pytest.raises(WrongMoment):
        appoint_officer(post_id=post.pk, account_id=other.pk, from_on=tomorrow, actor=administrator)


def test_posts_that_cannot_be(desk, administrator, commune_administrator, neighbour, make_account):
    with pytest.raises(Invalid) as refusal:
        create_post(unit_id=desk.pk, role="king", title="", valid_from=TODAY, actor=administrator)
    assert set(refusal.value.errors) == {"role", "title"}
    with pytest.raises(NotPermitted):
        create_post(unit_id=neighbour.pk, role="clerk", title="x", valid_from=TODAY, actor=commune_administrator)
    Unit.objects.filter(pk=desk.pk).update(valid_until=TODAY - timedelta(days=1))
    with pytest.raises(WrongMoment):
        create_post(unit_id=desk.pk, role="clerk", title="x", valid_from=TODAY, actor=administrator)


def test_only_active_officers_are_appointed_to_living_posts(seat, desk, administrator, make_account):
    _, post = seat(desk, "clerk", "a")
    Holding.objects.filter(post=post).delete()
    for account in (make_account("cd", "citizen"), make_account("off", is_active=False)):
        with pytest.raises(Invalid):
            appoint_officer(post_id=post.pk, account_id=account.pk, from_on=TODAY, actor=administrator)
    Post.objects.filter(pk=post.pk).update(valid_until=TODAY - timedelta(days=1))
    with pytest.raises(WrongMoment):
        appoint_officer(post_id=post.pk, account_id=make_account("b").pk, from_on=TODAY, actor=administrator)


def test_an_administrator_does_not_end_their_own_right(administrator):
    holding = Holding.objects.get(account=administrator.account_id)
    with pytest.raises(NotPermitted, match="của mình"):
        end_appointment(holding_id=holding.pk, last_day=TODAY, actor=administrator)
    with pytest.raises(NotFound):
        end_appointment(holding_id=0, last_day=TODAY, actor=administrator)


# Delegations


@pytest.fixture
def leader(seat, commune):
    account, _ = seat(commune, "leader", "chutich")
    return actor_of(account, NOW)


def delegate(post, to, actor, first=0, last=2, reason="đi học"):
    span = {"from_at": NOW + timedelta(days=first), "until_at": NOW + timedelta(days=last)}
    return delegate_post(post_id=post.pk, to_account_id=to.pk, reason=reason, actor=actor, **span)


def test_a_leader_names_a_substitute_and_takes_it_back(seat, desk, leader):
    absent, post = seat(desk, "desk_officer", "a")
    other, _ = seat(desk, "desk_officer", "b")
    delegation = delegate(post, other, leader)
    assert actor_of(other, NOW).seat_for(post.pk).acting_for == absent.full_name
    facts = Entry.objects.get(act="delegate_post").facts
    assert (facts["absent"], facts["to_name"], facts["reason"]) == (absent.full_name, other.full_name, "đi học")
    revoke_delegation(delegation_id=delegation.pk, actor=leader)
    assert actor_of(other, NOW).seat_for(post.pk) is None
    with pytest.raises(AlreadyDone):
        revoke_delegation(delegation_id=delegation.pk, actor=leader)
    with pytest.raises(NotFound):
        revoke_delegation(delegation_id=0, actor=leader)
    assert acts("post") == ["delegate_post", "revoke_delegation"]


def test_no_self_no_overlap_no_circle(seat, desk, leader):
    a, post_a = seat(desk, "desk_officer", "a")
    b, post_b = seat(desk, "desk_officer", "b")
    c, _ = seat(desk, "desk_officer", "c")
    with pytest.raises(Invalid, match="chính mình"):
        delegate(post_a, a, leader)
    delegate(post_a, b, leader)
    with pytest.raises(AlreadyDone, match="đã có người làm thay"):
        delegate(post_a, c, leader, 1, 3)
    with pytest.raises(WrongMoment, match="cũng vắng mặt"):
        delegate(post_b, a, leader, 1, 3)
    with pytest.raises(WrongMoment, match="đang làm thay"):
        delegate(post_b, c, leader, 1, 3)
    delegate(post_b, c, leader, 2, 3)


def test_delegations_that_cannot_be(seat, desk, leader, make_account):
    _, post = seat(desk, "desk_officer", "a")
    other, empty = seat(desk, "clerk", "b")
    with pytest.raises(Invalid, match="lý do"):
        delegate(post, other, leader, reason=" ")
    with pytest.raises(Invalid, match="cán bộ"):
        delegate(post, make_account("cd", "citizen"), leader)
    Holding.objects.filter(post=empty).delete()
    with pytest.raises(Invalid, match="chưa có người giữ"):
        delegate(empty, other, leader)


def test_whoever_stands_in_holds_a_post_that_can_do_the_acts(seat, commune, desk, leader, administrator, make_account):
    _, of_leader = seat(commune, "leader", "phochutich")
    clerk, of_clerk = seat(desk, "clerk", "vanthu")
    for receiver in (clerk, make_account("khongvitri")):
        with pytest.raises(Invalid, match="chỉ giao cho lãnh đạo") as refused:
            delegate(of_leader, receiver, administrator)
        assert "account" in refused.value.errors
    Holding.objects.filter(post=of_clerk).update(until_on=TODAY)
    _, post = seat(desk, "desk_officer", "a")
    with pytest.raises(Invalid, match="không giữ vị trí nào"):
        delegate(post, clerk, leader, 2, 3)
    delegate(post, clerk, leader, 0, 1)
    other, _ = seat(commune, "leader", "phochutich2")
    delegate(of_leader, other, administrator)


def test_guarded_posts_are_delegated_by_administrators_only(seat, district, administrator):
    boss, _ = seat(district, "leader", "boss")
    post = Post.objects.get(role="administrator", unit=district)
    other, _ = seat(district, "specialist", "b")
    with pytest.raises(NotPermitted, match="quản trị"):
        delegate(post, other, actor_of(boss, NOW))
    assert delegate(post, other, administrator).to_account == other


def test_an_officer_delegates_nothing(seat, desk):
    account, post = seat(desk, "desk_officer", "a")
    other, _ = seat(desk, "clerk", "b")
    with pytest.raises(NotPermitted):
        delegate(post, other, actor_of(account, NOW))


# Accounts


def test_an_officer_gets_an_account_and_a_first_password(commune, commune_administrator):
    account, password = create_officer(
        unit_id=commune.pk, username="Nuisap.Moi", full_name="Lê  Mới", actor=commune_administrator
    )
    assert (account.username, account.full_name, account.kind) == ("nuisap.moi", "Lê Mới", "officer")
    assert account.check_password(password)
    with pytest.raises(AlreadyDone):
        create_officer(unit_id=commune.pk, username="nuisap.moi", full_name="x", actor=commune_administrator)
    with pytest.raises(Invalid) as refusal:
        create_officer(unit_id=commune.pk, username="0912", full_name="", actor=commune_administrator)
    assert set(refusal.value.errors) == {"username", "full_name"}
    assert password not in str(Entry.objects.get(act="create_officer").facts)


def test_only_the_whole_installations_administrator_sets_identity_levels(
    administrator, commune_administrator, make_account
):
    citizen = make_account("cd", "citizen", identity_level=1)
    with pytest.raises(NotPermitted):
        set_identity_level(account_id=citizen.pk, level=2, evidence="thẻ", actor=commune_administrator)
    assert set_identity_level(account_id=citizen.pk, level=2, evidence="thẻ", actor=administrator).identity_level == 2
    for level, evidence in ((3, "thẻ"), (1, " ")):
        with pytest.raises(Invalid):
            set_identity_level(account_id=citizen.pk, level=level, evidence=evidence, actor=administrator)
    assert Entry.objects.get().facts == {"before": 1, "after": 2, "evidence": "thẻ"}


def test_a_closed_account_loses_keys_and_can_be_opened_again(seat, desk, commune_administrator, administrator):
    account, _ = seat(desk, "clerk", "a")
    _, key = issue_token(account_id=account.pk, label="máy", actor=actor_of(account, NOW))
    deactivate_account(account_id=account.pk, reason="nghỉ việc", actor=commune_administrator)
    assert use_token(key, NOW) is None
    with pytest.raises(AlreadyDone):
        deactivate_account(account_id=account.pk, reason="nghỉ việc", actor=commune_administrator)
    reactivate_account(account_id=account.pk, actor=commune_administrator)
    assert use_token(key, NOW) is None
    with pytest.raises(AlreadyDone):
        reactivate_account(account_id=account.pk, actor=commune_administrator)
    with pytest.raises(NotPermitted, match="của mình"):
        deactivate_account(account_id=administrator.account_id, reason="x", actor=administrator)
    with pytest.raises(NotPermitted):
        deactivate_account(account_id=administrator.account_id, reason="x", actor=commune_administrator)
    with pytest.raises(Invalid):
        deactivate_account(account_id=account.pk, reason="", actor=commune_administrator)
    with pytest.raises(NotFound):
        deactivate_account(account_id=ANONYMOUS.account_id or SYSTEM.account_id, reason="x", actor=administrator)


def test_a_desk_gives_a_citizen_a_new_password_an_officer_only_the_administrator(
    seat, desk, commune_administrator, make_account
):
    officer, _ = seat(desk, "desk_officer", "a")
    actor = actor_of(officer, NOW)
    citizen = make_account("cd", "citizen")
    account, password = reset_password(account_id=citizen.pk, actor=actor)
    assert Account.objects.get(pk=account.pk).check_password(password)
    with pytest.raises(NotPermitted):
        reset_password(account_id=officer.pk, actor=actor)
    reset_password(account_id=officer.pk, second_factor=True, actor=commune_administrator)
    with pytest.raises(NotPermitted):
        reset_password(account_id=citizen.pk, actor=ANONYMOUS)


def test_contact_is_changed_by_its_owner_only(make_account, administrator):
    citizen = make_account("cd", "citizen")
    given = {"phone": "0900 000 001", "email": "", "language": "vi"}
    change_contact(account_id=citizen.pk, actor=actor_of(citizen, NOW), **given)
    assert Account.objects.get(pk=citizen.pk).phone == "0900000001"
    with pytest.raises(NotPermitted):
        change_contact(account_id=citizen.pk, actor=administrator, **given)
    with pytest.raises(Invalid) as refusal:
        change_contact(account_id=citizen.pk, actor=SYSTEM, phone="x", email="x", language="x")
    assert set(refusal.value.errors) == {"phone", "email", "language"}


# Keys


def test_a_key_opens_until_it_expires_or_is_taken_back(make_account, django_assert_num_queries):
    account = make_account("a")
    actor = actor_of(account, NOW)
    token, key = issue_token(account_id=account.pk, label="máy", expires_at=NOW + timedelta(days=1), actor=actor)
    assert key not in token.digest
    with django_assert_num_queries(2):
        assert use_token(key, NOW) == account
    with django_assert_num_queries(1):
        assert use_token(key, NOW + timedelta(minutes=5)) == account
    assert use_token(key + "x", NOW) is None
    assert use_token(key, NOW + timedelta(days=1)) is None
    revoke_token(token_id=token.pk, actor=actor)
    assert use_token(key, NOW) is None
    with pytest.raises(AlreadyDone):
        revoke_token(token_id=token.pk, actor=actor)
    with pytest.raises(NotFound):
        revoke_token(token_id=account.pk, actor=actor)
    assert acts("account") == ["issue_token", "revoke_token"]


def test_a_key_needs_a_name_a_future_and_the_right_person(make_account, administrator):
    account = make_account("a")
    actor = actor_of(account, NOW)
    with pytest.raises(Invalid):
        issue_token(account_id=account.pk, label=" ", actor=actor)
    with pytest.raises(Invalid):
        issue_token(account_id=account.pk, label="x", expires_at=NOW, actor=actor)
    with pytest.raises(NotPermitted):
        issue_token(account_id=administrator.account_id, label="x", actor=actor)
    with pytest.raises(NotPermitted, match="tự cấp khóa"):
        issue_token(account_id=account.pk, label="x", actor=administrator)


def test_demo_keys_open_nothing_in_production(make_account, settings):
    account = make_account("a", is_demo=True)
    _, key = issue_token(account_id=account.pk, label="x", actor=actor_of(account, NOW))
    assert use_token(key, NOW)
    settings.PRODUCTION = True
    assert use_token(key, NOW) is None
    assert ApiToken.objects.count() == 1
