"""Published versions: numbered, in force one after the other, never changed, by the model and by the database."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.kernel.refusals import AlreadyDone, Invalid, NotFound, NotPermitted, WrongMoment
from motcua.people.rules import ANONYMOUS, SYSTEM
from motcua.procedures.actions.activate_procedure import activate_procedure
from motcua.procedures.actions.deactivate_procedure import deactivate_procedure
from motcua.procedures.actions.edit_version import edit_version, preview_changes
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.actions.put_in_service import put_in_service
from motcua.procedures.models import Activation, ProcedureVersion
from motcua.procedures.queries import active_codes, current_version, is_active, search, version

pytestmark = pytest.mark.django_db
JAN, MARCH = date(2026, 1, 1), date(2026, 3, 1)


def publish(bundle, **more):
    return publish_version(bundle, actor=SYSTEM, **{"valid_from": JAN, **more})


def test_the_first_version_is_in_force_from_its_day(sound):
    done = publish(sound)
    assert done.is_new
    assert done.version.number == 1
    assert current_version("9.000001", date(2025, 12, 31)) is None
    loaded = current_version("9.000001", JAN)
    assert loaded.id == done.version.pk
    assert loaded.bundle.short_name == "Xác nhận chỗ đỗ ghe"
    assert loaded.procedure_code == "9.000001"


def test_the_next_version_ends_the_one_before(sound):
    first = publish(sound).version
    done = publish(sound | {"short_name": "Chỗ đỗ ghe"}, valid_from=MARCH)
    assert [change.path for change in done.changes] == ["short_name"]
    first.refresh_from_db()
    assert first.valid_until == date(2026, 2, 28)
    assert current_version("9.000001", date(2026, 2, 28)).number == 1
    assert current_version("9.000001", MARCH).number == 2
    assert version(first.pk).bundle.short_name == "Xác nhận chỗ đỗ ghe"


def test_two_versions_on_one_day_the_later_counts(sound):
    publish(sound)
    publish(sound | {"short_name": "Chỗ đỗ ghe"})
    assert current_version("9.000001", JAN).number == 2


def test_an_equal_bundle_changes_nothing(sound):
    publish(sound)
    again = publish(dict(reversed(sound.items())))
    assert not again.is_new
    assert ProcedureVersion.objects.count() == 1


def test_a_version_does_not_begin_before_the_one_it_replaces(sound):
    publish(sound, valid_from=MARCH)
    with pytest.raises(WrongMoment):
        publish(sound | {"short_name": "Chỗ đỗ ghe"})


def test_what_is_not_sound_is_refused_with_every_place(sound):
    with pytest.raises(Invalid) as refused:
        publish(sound | {"code": "1", "handled_by": "nobody"})
    assert set(refused.value.errors) == {"code", "handled_by"}
    assert ProcedureVersion.objects.count() == 0


def test_a_form_nobody_knows_is_refused(sound):
    with pytest.raises(Invalid) as refused:
        publish(sound | {"form": {"use": "no_such_form"}})
    assert "form.use" in refused.value.errors


def test_only_an_administrator_publishes(sound, commune):
    with pytest.raises(NotPermitted):
        publish_version(sound, actor=ANONYMOUS)


def test_a_published_version_is_not_saved_again(sound):
    kept = publish(sound).version
    kept.bundle = {}
    with pytest.raises(WrongMoment):
        kept.save()
    with pytest.raises(WrongMoment):
        kept.delete()


@pytest.mark.parametrize("change", ["number = 7", "bundle = '{}'", "valid_from = '2020-01-01'", "digest = 'x'"])
def test_the_database_refuses_to_change_a_published_version(sound, change):
    publish(sound)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE procedures_procedureversion SET {change}")


def test_a_version_once_read_costs_no_statement(sound, django_assert_num_queries):
    kept = publish(sound).version
    version(kept.pk)
    with django_assert_num_queries(0):
        version(kept.pk)
    with django_assert_num_queries(1):
        current_version("9.000001", JAN)
    with pytest.raises(NotFound):
        version(uuid4())


def test_an_edit_is_the_next_version(sound):
    publish(sound)
    changes = {"time_limits.counter.value": 2, "requirements[mandate].name": "Giấy ủy quyền có chứng thực"}
    assert [one.new for one in preview_changes("9.000001", changes)] == ["Giấy ủy quyền có chứng thực", 2]
    done = edit_version(code="9.000001", changes=changes, actor=SYSTEM, note="Quyết định 12")
    assert done.version.number == 2
    assert done.version.note == "Quyết định 12"
    assert current_version("9.000001", done.version.valid_from).bundle.limit_for("counter").value == 2


def test_an_edit_of_a_sentence_takes_its_english_away(sound):
    publish(sound | {"english": {"Giấy ủy quyền": "Mandate", "Giấy xác nhận": "Certificate"}})
    changes = {"requirements[mandate].name": "Giấy ủy quyền có chứng thực"}
    done = edit_version(code="9.000001", changes=changes, actor=SYSTEM, note="Quyết định 12")
    assert done.version.bundle["english"] == {"Giấy xác nhận": "Certificate"}


def test_an_edit_of_no_place_is_refused(sound):
    publish(sound)
    for path in ("requirements[nothing].name", "time_limits..value", "", "name.more"):
        with pytest.raises(Invalid) as refused:
            edit_version(code="9.000001", changes={path: "x"}, actor=SYSTEM)
        assert path in refused.value.errors


def test_a_unit_takes_and_stops_taking_a_procedure(sound, commune):
    publish(sound)
    activate_procedure(code="9.000001", unit_id=commune.pk, actor=SYSTEM, from_on=MARCH)
    activate_procedure(code="9.000001", unit_id=commune.pk, actor=SYSTEM)
    assert Activation.objects.count() == 1
    assert not is_active("9.000001", commune.pk, date(2026, 2, 28))
    assert is_active("9.000001", commune.pk, MARCH)
    assert active_codes(commune.pk, MARCH) == {"9.000001"}
    deactivate_procedure(code="9.000001", unit_id=commune.pk, actor=SYSTEM, last_on=date(2026, 4, 1))
    assert is_active("9.000001", commune.pk, date(2026, 4, 1))
    assert not is_active("9.000001", commune.pk, date(2026, 4, 2))
    with pytest.raises(AlreadyDone):
        deactivate_procedure(code="9.000001", unit_id=commune.pk, actor=SYSTEM)


def test_what_the_police_handle_is_not_taken_here(sound, commune):
    del sound["process"]
    publish(sound | {"handled_by": "police", "handler_note": "Đến công an xã"})
    with pytest.raises(WrongMoment):
        activate_procedure(code="9.000001", unit_id=commune.pk, actor=SYSTEM)


def test_put_in_service_opens_what_is_operable_once(sound, commune):
    publish(sound)
    assert put_in_service(actor=SYSTEM) == 1
    assert put_in_service(actor=SYSTEM) == 0


def test_a_published_procedure_is_found_at_once(sound):
    assert search("do ghe") == []
    publish(sound)
    assert [hit.code for hit in search("do ghe")] == ["9.000001"]


def test_the_order_of_questions_is_kept_by_every_database(sound):
    fields = ["zeta", "a", "middle", "bb", "c"]
    text = {"$ref": "urn:motcua:eform-types#text"}
    sound["form"]["schema"]["properties"] = {key: text | {"title": key} for key in fields}
    sound["form"]["schema"]["required"] = []
    sound["form"]["ui"]["pages"][0]["fields"] = fields
    kept = publish(sound).version
    assert list(version(kept.pk).json["form"]["schema"]["properties"]) == fields
