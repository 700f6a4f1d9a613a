"""What is due goes for good, by two people and a minute; what is held, or held elsewhere, stays."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from tests.archive.conftest import COUNCIL, WHY
from tests.factories import make_unit
from tests.files.hostile_papers import photo

import motcua.config.wiring  # noqa: F401 - cases keep their heads themselves
from motcua.archive import prints
from motcua.archive.actions.carry_out_destruction import carry_out_destructions
from motcua.archive.actions.decide_destruction import approve_destruction, return_destruction
from motcua.archive.actions.hold_dossier import hold_dossier, lift_hold
from motcua.archive.actions.prepare_destruction import prepare_destruction
from motcua.archive.models import DestructionItem, DestructionList
from motcua.archive.queries import due_in, files_of, standing_of
from motcua.dossiers.models import Dossier, Draft
from motcua.files.actions.store_file import keep_made
from motcua.files.models import StoredFile
from motcua.files.queries import Destroyed, open_file, thumbnail
from motcua.files.vault import vault
from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid, NotFound, NotPermitted, Refused, SomebodyWasFirst, WrongMoment
from motcua.ledger.models import Entry
from motcua.ledger.verifying import verify
from motcua.notices.models import Message
from motcua.people.models import Unit
from motcua.people.queries import directory, forget_directory
from motcua.people.rules import SYSTEM
from motcua.signing.models import SignedDocument

pytestmark = pytest.mark.django_db
LATER = "2047-01-07T08:00"


def listed(keepers, **more: Any) -> DestructionList:
    told = {"unit_id": keepers.units["X"].pk, "reason": WHY, "council": COUNCIL, "actor": keepers.actor("clerk")}
    return prepare_destruction(**{**told, **more})


def approved(keepers, found: DestructionList, **more: Any) -> DestructionList:
    told = {"list_id": found.pk, "answer": "Đồng ý tiêu hủy", "is_sure": True, "actor": keepers.actor("leader")}
    return approve_destruction(**{**told, **more})


def due(keepers) -> list[Dossier]:
    return [one.dossier for one in due_in(keepers.units["X"].pk, clock.today())]


def test_what_is_over_is_destroyed_and_says_so(keepers, returned_case, present):
    old, young = returned_case(), returned_case("2030-03-04T08:00", photo(size=(700, 700)))
    present(LATER)
    assert due(keepers) == [old]
    files = files_of(old)
    assert len(files) == 2
    assert thumbnail(files[0])
    found = listed(keepers)
    assert carry_out_destructions() == 0
    assert open_file(files[0])
    assert approved(keepers, found).number == "01/2047/BB-TH"
    assert carry_out_destructions() == 1
    assert carry_out_destructions() == 0
    shared = {one.sha256 for one in files_of(young)}
    for stored in StoredFile.objects.filter(pk__in=[one.pk for one in files]):
        with pytest.raises(Destroyed, match="01/2047/BB-TH"):
            open_file(stored)
        assert thumbnail(stored) is None
        lies = stored.sha256 in {one.name for one in vault().contents()}
        assert lies == (stored.sha256 in shared)
    assert all(open_file(one) for one in files_of(young))
    old.refresh_from_db()
    assert old.answers == {}
    assert Draft.objects.get(pk=old.draft_id).papers == {}
    assert standing_of(old)["destroyed"].list == found
    assert due(keepers) == []
    assert verify()[1] is None


def test_the_minute_stands_under_the_authority_right_above(keepers, monkeypatch):
    make_unit(keepers, "P", "province")
    Unit.objects.filter(pk=keepers.units["H"].pk).update(parent=keepers.units["P"])
    forget_directory()
    told = {}
    monkeypatch.setattr(prints, "PRESS", SimpleNamespace(printed=lambda _form, values, **_: told.update(values) or b""))
    found = DestructionList(unit_id=keepers.units["X"].pk, number="1", reason="r", council=[], prepared_at=clock.now())
    prints.minute_pdf(found, [], at=clock.now())
    district = next(one for one in directory().units if one.id == keepers.units["H"].pk)
    assert told["parent"] == district.authority_name.upper()


def test_the_minute_names_what_went_and_who_decided(keepers, returned_case, present):
    import pikepdf

    case = returned_case()
    present(LATER)
    found = approved(keepers, listed(keepers))
    carry_out_destructions()
    found.refresh_from_db()
    assert (found.state, found.minute.name) == ("done", "bien-ban-tieu-huy-01-2047-BB-TH.pdf")
    with open_file(found.minute) as file, pikepdf.open(file) as minute:
        assert len(minute.pages) == 1
    entry = Entry.objects.get(act="carry_out_destruction")
    assert entry.facts["codes"] == [case.code]
    assert (entry.facts["number"], entry.facts["files"]) == ("01/2047/BB-TH", 2)
    of_case = Entry.objects.get(act="destroy_dossier")
    assert (of_case.subject_id, of_case.facts["by"]) == (str(case.pk), keepers.actor("leader").name)
    assert not Message.objects.filter(topic="dossier.destroy_dossier").exists()


def test_one_person_never_does_both(keepers, returned_case, present):
    returned_case()
    present(LATER)
    found = listed(keepers)
    with pytest.raises(NotPermitted, match="Chỉ lãnh đạo"):
        approved(keepers, found, actor=keepers.actor("clerk"))
    with pytest.raises(NotPermitted, match="Chỉ văn thư"):
        listed(keepers, actor=keepers.actor("leader"))
    DestructionList.objects.update(prepared_account=keepers.accounts["leader"])
    with pytest.raises(NotPermitted, match="không được tự duyệt"):
        approved(keepers, found)
    assert approved(keepers, found, actor=keepers.actor("deputy")).state == "approved"


def test_strangers_find_no_archive(keepers, returned_case, present):
    returned_case()
    present(LATER)
    found = listed(keepers)
    for name in ("citizen", "specialist", "desk", "desk_y"):
        if name in keepers.accounts:
            with pytest.raises(NotFound):
                approved(keepers, found, actor=keepers.actor(name))
            with pytest.raises(NotFound):
                listed(keepers, actor=keepers.actor(name))


def test_a_list_needs_a_reason_a_council_and_something_due(keepers, returned_case, present):
    returned_case()
    present("2026-12-01T08:00")
    with pytest.raises(Invalid, match="Không có hồ sơ nào"):
        listed(keepers)
    present(LATER)
    with pytest.raises(Invalid, match="ít nhất 2 người"):
        listed(keepers, council=["Một người", " "])
    with pytest.raises(Invalid, match="căn cứ"):
        listed(keepers, reason=" ")
    found = listed(keepers)
    with pytest.raises(Invalid, match="không lấy lại được"):
        approved(keepers, found, is_sure=False)
    with pytest.raises(Invalid, match="Không có hồ sơ nào"):
        listed(keepers)
    approved(keepers, found)
    with pytest.raises(WrongMoment, match="đã được quyết định"):
        approved(keepers, found)
    with pytest.raises(WrongMoment):
        return_destruction(list_id=found.pk, answer="Chưa", actor=keepers.actor("leader"))


def test_a_list_given_back_destroys_nothing_and_may_be_made_anew(keepers, returned_case, present):
    case = returned_case()
    present(LATER)
    found = return_destruction(list_id=listed(keepers).pk, answer="Xem lại", actor=keepers.actor("leader"))
    assert (found.state, carry_out_destructions()) == ("returned", 0)
    assert due(keepers) == [case]
    assert approved(keepers, listed(keepers)).number == "01/2047/BB-TH"


# --- holds ------------------------------------------------------------------------------------------------------------


def test_what_is_held_is_never_listed_nor_destroyed(keepers, returned_case, present):
    case, leader = returned_case(), keepers.actor("leader")
    other = returned_case("2026-04-03T08:00", photo(size=(700, 700)))
    present(LATER)
    found = approved(keepers, listed(keepers))
    hold_dossier(dossier_id=case.pk, reason="Đang khiếu nại", actor=leader)
    assert carry_out_destructions() == 1
    assert all(open_file(one) for one in files_of(case))
    assert DestructionItem.objects.get(dossier=case).left_out_why == "đang được giữ lại"
    assert DestructionItem.objects.get(dossier=other).destroyed_at
    found.refresh_from_db()
    assert found.state == "done"
    assert due(keepers) == []
    with pytest.raises(AlreadyDone):
        hold_dossier(dossier_id=case.pk, reason="Lần nữa", actor=leader)
    lift_hold(dossier_id=case.pk, reason="Khiếu nại đã giải quyết", actor=leader)
    assert due(keepers) == [case]
    acts = Entry.objects.filter(subject_id=str(case.pk)).order_by("-seq").values_list("act", flat=True)
    assert list(acts[:2]) == ["lift_hold", "hold_dossier"]
    with pytest.raises(WrongMoment, match="đã được tiêu hủy"):
        hold_dossier(dossier_id=other.pk, reason="Muộn", actor=leader)


def test_a_list_of_which_everything_is_held_is_not_approved(keepers, returned_case, present):
    case = returned_case()
    present(LATER)
    found = listed(keepers)
    hold_dossier(dossier_id=case.pk, reason="Đang thanh tra", actor=keepers.actor("admin"))
    with pytest.raises(Invalid, match="không còn hồ sơ nào"):
        approved(keepers, found)


def test_only_leaders_and_administrators_hold(keepers, returned_case):
    case = returned_case()
    for name, refusal in (("clerk", NotPermitted), ("desk", NotPermitted), ("citizen", Refused)):
        with pytest.raises(refusal):
            hold_dossier(dossier_id=case.pk, reason="x", actor=keepers.actor(name))
    with pytest.raises(NotFound):
        lift_hold(dossier_id=case.pk, reason="x", actor=keepers.actor("leader"))
    with pytest.raises(Invalid):
        hold_dossier(dossier_id=case.pk, reason=" ", actor=keepers.actor("leader"))


# --- what must survive -----------------------------------------------------------------------------------------------


def test_a_file_that_something_else_needs_stays(keepers, returned_case, present):
    case = returned_case()
    present(LATER)
    kept, gone = files_of(case)
    found = listed(keepers)
    DestructionList.objects.filter(pk=found.pk).update(minute=kept)  # any other record that points to it
    approved(keepers, found)
    DestructionList.objects.filter(pk=found.pk).update(minute=kept)
    from motcua.archive.queries import held_elsewhere

    assert held_elsewhere(case, [kept, gone]) == {kept.pk}
    carry_out_destructions()
    assert open_file(StoredFile.objects.get(pk=kept.pk))
    with pytest.raises(Destroyed):
        open_file(StoredFile.objects.get(pk=gone.pk))


def test_earlier_files_of_a_signed_result_go_as_well(keepers, returned_case, present):
    case = returned_case()
    name, actor = f"{case.code}.pdf", keepers.actor("leader")
    versions = [
        keep_made(content=b"%PDF " + bytes([one]), name=name, actor=who) for one, who in ((1, actor), (2, SYSTEM))
    ]
    of_citizen = keep_made(content=b"%PDF x", name=name, actor=keepers.actor("citizen"))
    told = {"subject_kind": "result", "subject_id": str(case.results.get().pk), "unit_id": keepers.units["X"].pk}
    SignedDocument.objects.create(
        code="MC-1", kind="result", title="x", file=versions[1], created_at=clock.now(), **told
    )
    present(LATER)
    approved(keepers, listed(keepers))
    assert carry_out_destructions() == 1
    for one in versions:
        assert StoredFile.objects.get(pk=one.pk).destroyed_at
    assert open_file(StoredFile.objects.get(pk=of_citizen.pk))


def test_a_worker_that_died_in_the_middle_goes_on(keepers, returned_case, present, monkeypatch):
    from motcua.archive.actions import carry_out_destruction as carrying

    returned_case()
    returned_case("2026-04-03T08:00", photo(size=(700, 700)))
    present(LATER)
    found, destroy, calls = approved(keepers, listed(keepers)), carrying.destroy_file, []

    def dies(**told):
        calls.append(told)
        if len(calls) == 2:
            raise KeyboardInterrupt
        destroy(**told)

    monkeypatch.setattr(carrying, "destroy_file", dies)
    with pytest.raises(KeyboardInterrupt):
        carry_out_destructions()
    monkeypatch.undo()
    assert carry_out_destructions() == 2
    found.refresh_from_db()
    assert found.state == "done"
    assert Entry.objects.filter(act="destroy_dossier").count() == 2
    assert StoredFile.objects.filter(destroyed_at=None).count() == 1  # the minute


def test_a_case_that_moved_meanwhile_is_destroyed_at_the_next_turn(keepers, returned_case, present, monkeypatch):
    from motcua.archive.actions import carry_out_destruction as carrying

    returned_case()
    present(LATER)
    approved(keepers, listed(keepers))

    def moved(*_, **__):
        raise SomebodyWasFirst("x")

    monkeypatch.setattr(carrying, "enter", moved)
    assert carry_out_destructions() == 0
    monkeypatch.undo()
    assert carry_out_destructions() == 1
    assert connection.in_atomic_block
