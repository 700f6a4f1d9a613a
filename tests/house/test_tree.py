"""The walls of the house, around it: requirements, nothing of anybody's machine, migrations, messages, settings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from tests.house import guards
from tools import messages

pytestmark = pytest.mark.sqlite_only
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".html",
    ".js",
    ".css",
    ".json",
    ".jsonl",
    ".po",
    ".typ",
    ".sh",
    ".service",
    ".example",
}
NOT_OURS = ("tests/web/axe", "static/vendor/", "requirements/", "tests/house/")


def kept_files():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=guards.ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [guards.ROOT / name for name in listed if name and (guards.ROOT / name).is_file()]


def test_nothing_of_anybodys_machine_is_kept():
    found = []
    for path in kept_files():
        name = guards.shown(path)
        if (path.suffix in TEXT or not path.suffix) and not any(part in name for part in NOT_OURS):
            found += guards.leaks(path, path.read_text(errors="replace"))
    assert found == []


def test_requirements_are_pinned_by_hash_and_name_no_host():
    files = sorted((guards.ROOT / "requirements").glob("*.txt"))
    assert [path.name for path in files] == ["all.txt", "run.txt", "tools.txt"]
    assert [line for path in files for line in guards.faults_of_requirements(path, path.read_text())] == []


def test_no_compiled_thing_is_kept():
    unwanted = {".mo", ".pyc", ".sqlite3", ".log"}
    assert [guards.shown(path) for path in kept_files() if path.suffix in unwanted or path.name == "uv.lock"] == []


def test_every_text_has_its_english():
    assert messages.problems() == []


def test_every_catalogue_is_one_that_django_reads():
    rooms = {Path(config.path) / "locale" for config in apps.get_app_configs()} | {
        Path(p) for p in settings.LOCALE_PATHS
    }
    written = {path.parent.parent.parent for path in messages.catalogues()}
    assert sorted(guards.shown(path) for path in written - rooms) == []


@pytest.mark.django_db
def test_migrations_say_what_the_models_say(capsys):
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)


def test_migrations_are_named_for_their_intent():
    files = guards.SRC.rglob("migrations/[0-9]*.py")
    assert [
        guards.shown(path) for path in files if "_auto_" in path.name or path.stem[5:] in {"initial", "migration"}
    ] == []


def test_production_settings_have_nothing_to_warn_of():
    launcher = [sys.executable, str(guards.ROOT / "motcua"), "check", "production"]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_"))}
    done = subprocess.run(launcher, capture_output=True, text=True, check=False, cwd=guards.ROOT, env=env)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


# --- the guards themselves -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad", ["see /home/somebody/x", "from /root/x", "index pypi.org/simple", "-----BEGIN PRIVATE KEY-----"]
)
def test_the_guard_finds_a_leak(bad):
    assert list(guards.leaks(Path("x.md"), bad))


@pytest.mark.parametrize("good", ["/var/lib/motcua", "network of /24", "/homework/x", "PyPI"])
def test_the_guard_leaves_the_rest(good):
    assert list(guards.leaks(Path("x.md"), good)) == []


@pytest.mark.parametrize("bad", ["a==1\n", "a>=1 \\\n    --hash=sha256:x\n", "a @ https://x.example/a.whl\n"])
def test_the_guard_finds_a_loose_requirement(bad):
    assert list(guards.faults_of_requirements(Path("x.txt"), bad))


def test_the_guard_leaves_a_pinned_requirement():
    good = "a==1 ; sys_platform == 'x' \\\n    --hash=sha256:1 \\\n    --hash=sha256:2\n    # via b\n"
    assert list(guards.faults_of_requirements(Path("x.txt"), good)) == []


def test_the_messages_are_really_looked_at(tmp_path):
    room = tmp_path / "room"
    catalogue = room / "locale/en/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    (room / "rules.py").write_text('A = N_("Hồ sơ %(code)s")\nB = N_("Không có")\nC = N_("Trống")\n')
    (room / "jinja2").mkdir()
    (room / "jinja2/page.html").write_text("{{ _('Chào') }}{% trans n=2 %}\n  Có {{ n }}\n  việc{% endtrans %}")
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    entries = [("Hồ sơ %(code)s", "Dossier %(kode)s"), ("Trống", ""), ("Cũ", "Old"), ("Có %(n)s việc", "%(n)s tasks")]
    catalogue.write_text(head + "\n".join(f'msgid "{vi}"\nmsgstr "{en}"\n' for vi, en in entries))
    found = messages.problems(tmp_path)
    assert [line.split(": ", 1)[1] for line in found] == [
        "no English for “Chào”",
        "empty: “Trống”",
        "no text uses “Cũ”",
        "placeholders differ: “Hồ sơ %(code)s” / “Dossier %(kode)s”",
        "no English for “Không có”",
    ]


def test_catalogues_compile_once(tmp_path):
    catalogue = tmp_path / "room/locale/en/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Có"\nmsgstr "Yes"\n')
    assert [messages.compile_all(tmp_path), messages.compile_all(tmp_path)] == [1, 0]
    assert b"Yes" in catalogue.with_suffix(".mo").read_bytes()
