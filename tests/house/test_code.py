"""The walls of the house, in code: sizes, names, writes, time, text, law."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.house import guards

pytestmark = pytest.mark.sqlite_only


def offenders(guard, files=None):
    return [line for path in files or guards.python_files() for line in guard(path, path.read_text())]


def test_files_and_functions_are_short():
    launcher = [guards.ROOT / "motcua", *guards.python_files(guards.ROOT / "launch")]
    tools = guards.python_files(guards.ROOT / "tools")
    assert offenders(guards.too_long, [*guards.python_files(), *launcher, *tools]) == []


def test_views_are_short():
    assert offenders(guards.too_long_view, guards.python_files(guards.SRC / "web")) == []


def test_surfaces_read_what_the_person_may_see():
    surfaces = [path for path in guards.python_files(guards.SRC / "web") if path != guards.SRC / guards.AUDITED]
    assert offenders(guards.reads_past_visible, surfaces) == []


def test_tests_lie_where_the_code_lies():
    folders = {path.parent for path in (guards.ROOT / "tests").rglob("test_*.py")}
    inside = {path.relative_to(guards.ROOT / "tests") for path in folders if path.name not in guards.OF_THE_WHOLE}
    assert sorted(str(path) for path in inside if not (guards.SRC / path).is_dir()) == []


def test_no_drawer_for_things_without_a_home():
    assert [guards.shown(path) for path in guards.SRC.rglob("*") if guards.has_forbidden_name(path)] == []


def test_every_module_says_what_it_is_for():
    assert offenders(guards.without_sentence) == []


def test_only_acts_write():
    files = [path for path in guards.python_files() if not guards.may_write(path)]
    assert offenders(guards.writes, files) == []


def test_the_present_comes_from_the_clock():
    files = [path for path in guards.python_files() if path != guards.SRC / "kernel/clock.py"]
    assert offenders(guards.asks_the_present, files) == []


def test_sentences_are_whole():
    assert offenders(guards.joined_sentences) == []


def test_every_law_that_is_cited_is_in_the_book():
    book = {
        law_id for page in (guards.ROOT / "docs/law").glob("*.md") for law_id in guards.LAW_ID.findall(page.read_text())
    }
    cited = {law_id: path for path in guards.python_files() for law_id in guards.law_ids(path.read_text())}
    assert {law_id: guards.shown(path) for law_id, path in cited.items() if law_id not in book} == {}


def test_rooms_import_downwards_only():
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=guards.ROOT,
        env={"PYTHONPATH": "src", "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


# --- the guards themselves: each finds its bad sample and leaves the good one ----------------------------------------

SAMPLES = [
    (guards.too_long, "def f():\n" + "    x = 1\n" * 41, "def f():\n" + "    x = 1\n" * 40),
    (guards.too_long, "x = 1\n" * 400, "x = 1\n" * 399),
    (guards.too_long_view, "def f(request):\n" + "    x = 1\n" * 21, "def f(request):\n" + "    x = 1\n" * 20),
    (guards.reads_past_visible, "Dossier.objects.filter(pk=1)", "rows or Dossier.objects.none()"),
    (guards.without_sentence, "x = 1\n", '"""What it is for."""\nx = 1\n'),
    (guards.writes, "unit.save()", "picture.save(path)"),
    (guards.writes, "unit.save(update_fields=['name'])", "request.session.save()"),
    (guards.writes, "Unit.objects.create(name='x')", "Form.create(name='x')"),
    (guards.writes, "Unit.objects.filter(id=1).update(name='x')", "totals.update(name='x')"),
    (guards.writes, "unit.dossier_set.all().delete()", "cache.delete('x')"),
    (guards.writes, "Unit.objects.bulk_create(rows)", "Unit.objects.filter(name='x')"),
    (guards.writes, "cursor.execute('UPDATE people_unit SET name = 1')", "cursor.execute('SELECT 1')"),
    (guards.asks_the_present, "datetime.now(tz)", "clock.now()"),
    (guards.asks_the_present, "timezone.now()", "timezone.localtime(moment)"),
    (guards.asks_the_present, "from django.utils.timezone import now", "from django.utils.timezone import is_aware"),
    (guards.joined_sentences, "N_(f'Hồ sơ {code}')", "N_('Hồ sơ %(code)s')"),
    (guards.joined_sentences, "_('Còn %s ngày')", "_('Đạt 100%% sau %(days)s ngày')"),
]


@pytest.mark.parametrize(("guard", "bad", "good"), SAMPLES)
def test_the_guard_bites_the_bad_and_lets_the_good_pass(guard, bad, good):
    assert list(guard(Path("sample.py"), bad))
    assert not list(guard(Path("sample.py"), good))


def test_the_smaller_guards_bite_too():
    assert guards.has_forbidden_name(Path("src/motcua/people/utils.py"))
    assert not guards.has_forbidden_name(Path("src/motcua/people/rules.py"))
    assert guards.law_ids("Law: HS-07, HS-08 and TT-01.") == {"HS-07", "HS-08", "TT-01"}
    assert guards.may_write(guards.SRC / "people/actions/add_unit.py")
    assert not guards.may_write(guards.SRC / "people/queries.py")
