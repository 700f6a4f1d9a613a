"""The whole catalogue in the database."""

import argparse
import json
from datetime import date

import pytest

from motcua.cli import procedure as command
from motcua.cli import search as search_command
from motcua.kernel.refusals import Invalid, NotFound
from motcua.people.rules import SYSTEM
from motcua.procedures.actions.import_catalogue import import_catalogue
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries import (
    current_version,
    fields_counted,
    load_procedure,
    procedures_by_field,
    procedures_of_life_event,
    to_confirm_everywhere,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


def arguments(*given):
    parser = argparse.ArgumentParser()
    inner = parser.add_subparsers()
    command.register(inner)
    search_command.register(inner)
    return parser.parse_args(given)


def run(*given):
    asked = arguments(*given)
    return asked.run(asked)


def test_the_catalogue_is_loaded_once(django_assert_max_num_queries):
    assert import_catalogue(actor=SYSTEM) == 341
    assert Procedure.objects.count() == 341
    assert ProcedureVersion.objects.count() == 42
    before = list(ProcedureVersion.objects.values_list("id", flat=True))
    with django_assert_max_num_queries(200):
        import_catalogue(actor=SYSTEM)
    assert list(ProcedureVersion.objects.values_list("id", flat=True)) == before
    birth = current_version("1.001193", DAY)
    assert birth.form is not None
    assert birth.bundle.form["schema"]["properties"]
    assert "use" not in birth.bundle.form
    assert load_procedure("1.001193").rank == 1
    assert load_procedure("1.004222").detail["steps"]
    assert fields_counted()[0][1] >= 40
    assert procedures_by_field("Hộ tịch").count() == 43
    assert procedures_of_life_event("birth")[0].code == "1.001193"
    assert "Thời hạn" in " ".join(one.note for one in to_confirm_everywhere(DAY)["1.000080"])


def test_what_an_administrator_published_stays():
    import_catalogue(actor=SYSTEM)
    kept = dict(current_version("1.001193", DAY).json)
    publish_version(kept | {"short_name": "Khai sinh cho bé", "english": {}}, actor=SYSTEM, valid_from=DAY)
    import_catalogue(actor=SYSTEM)
    assert current_version("1.001193", DAY).bundle.short_name == "Khai sinh cho bé"
    assert load_procedure("1.001193").short_name == "Khai sinh cho bé"


def test_every_shipped_form_can_be_built():
    import_catalogue(actor=SYSTEM)
    for code in Procedure.objects.filter(is_operable=True, versions__isnull=False).values_list("code", flat=True):
        loaded = current_version(code, DAY)
        assert loaded.form.pages, code


def test_export_check_import_export_are_equal(tmp_path):
    import_catalogue(actor=SYSTEM)
    for code in ("1.001193", "2.000815", "1.012812", "1.010041"):
        path = tmp_path / f"{code}.json"
        exported = run("procedure", "export", code)
        path.write_text(json.dumps(exported, ensure_ascii=False), "utf-8")
        assert run("procedure", "check", str(path))["ok"]
        done = run("procedure", "import", str(path))
        assert not done["is_new"]
        assert run("procedure", "export", code) == exported
    written = tmp_path / "written.json"
    run("procedure", "export", "1.001193", "--output", str(written))
    assert json.loads(written.read_text("utf-8")) == run("procedure", "export", "1.001193")


def test_an_import_is_the_next_version_and_is_found(tmp_path, sound):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(sound), "utf-8")
    assert run("procedure", "import", str(path))["number"] == 1
    path.write_text(json.dumps(sound | {"short_name": "Bến ghe"}), "utf-8")
    done = run("procedure", "import", str(path), "--note", "Quyết định 5")
    assert (done["number"], done["is_new"]) == (2, True)
    assert [change["path"] for change in done["changes"]] == ["short_name"]
    assert run("search", "ben ghe", "--limit", "1")["results"][0]["code"] == "9.000001"


BROKEN = [
    (b"", "JSON"),
    (b"{", "JSON"),
    (b"\xff\xfe", "UTF-8"),
    (b'{"a": 1, "a": 2}', "hai lần"),
    (b"[" * 100_000, "lồng"),
    (b'{"a": ' + b"9" * 5000 + b"}", "con số"),
    (b" " * 5_000_001, "5 MB"),
    (b"[]", "chỗ phải sửa"),
]


@pytest.mark.parametrize(("raw", "says"), BROKEN)
def test_broken_files_are_told_kindly(tmp_path, raw, says):
    path = tmp_path / "hong.json"
    path.write_bytes(raw)
    with pytest.raises(Invalid, match=says):
        run("procedure", "check", str(path))


def test_wrong_arguments_are_told_kindly(tmp_path):
    with pytest.raises(Invalid):
        run("procedure", "check", str(tmp_path / "khong-co.json"))
    with pytest.raises(NotFound):
        run("procedure", "export", "9.999999")
    with pytest.raises(Invalid):
        run("procedure", "import", "x.json", "--from", "hôm nay")
    with pytest.raises(Invalid):
        run("search", "khai sinh", "--limit", "0")
