"""The pieces of the launcher, each alone: no product is started."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from launch import packages, place, postgres, prepare, run, system, words
from launch.main import CLI, OWN, usage
from launch.supervise import Child, stop_all, watch
from tests.product import ROOT, plain_environment

pytestmark = pytest.mark.sqlite_only


def launcher(*arguments, **environment):
    command = [sys.executable, str(ROOT / "motcua"), *arguments]
    env = plain_environment(**environment)
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=env, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize("name", [*OWN, *CLI])
def test_help_shows_an_example_and_does_nothing(name):
    done = launcher(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "xample" in done.stdout
    assert f"motcua {name}" in done.stdout


def test_every_command_of_the_product_is_in_the_list_but_those_of_contributors():
    files = (ROOT / "src" / "motcua" / "cli").glob("*.py")
    assert {one.stem for one in files if "def register(" in one.read_text()} - {*CLI} == {"openapi"}


@pytest.mark.parametrize("name", ["run", "prepare", "doctor"])
def test_a_wrong_option_is_one_sentence_in_the_language_of_the_terminal(name):
    for language, begins in (("vi_VN.UTF-8", "Câu lệnh chưa đúng."), ("C.UTF-8", "The command is not right: ")):
        done = launcher(name, "--khong-co", LC_ALL=language)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(begins)
        assert done.stderr.strip().endswith(f"./motcua {name} --help")
        assert "usage:" not in done.stderr


def test_a_database_that_does_not_answer_is_told_in_one_sentence(tmp_path):
    url = "postgresql://motcua:secret@127.0.0.1:1/motcua"
    done = launcher("prepare", "--data", str(tmp_path / "data"), MOTCUA_DATABASE_URL=url)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("The database postgresql://127.0.0.1:1/motcua cannot be reached: ")
    assert "secret" not in done.stderr


def test_a_python_that_a_service_cannot_open_is_found():
    with tempfile.TemporaryDirectory(dir="/tmp") as open_to_all:
        place = Path(open_to_all)
        real, link = place / "pyenv" / "bin" / "python3", place / "python"
        real.parent.mkdir(parents=True)
        real.write_text("")
        link.symlink_to(real)
        for each in (place, place / "pyenv", real.parent, real):
            each.chmod(0o755)
        assert packages.closed_to_others(link) is None
        real.chmod(0o700)
        assert packages.closed_to_others(link) == real
        (place / "pyenv").chmod(0o700)
        assert packages.closed_to_others(link) == place / "pyenv"


@pytest.mark.parametrize(("profile", "warned"), [("production", True), ("demo", False)])
def test_prepare_warns_of_it_for_a_service_only(profile, warned, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(run, "prepare_code", lambda data: None)
    monkeypatch.setattr(run, "take_in_news", lambda data: None)
    monkeypatch.setattr(run, "closed_to_others", lambda python: tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 0)  # only root sets up a service
    monkeypatch.setenv("MOTCUA_PROFILE", profile)
    assert run.prepare_only(["--data", str(tmp_path / "data")]) == 0
    assert ("/usr/bin/python3 motcua prepare" in capsys.readouterr().out) is warned


def test_alone_it_lists_every_command():
    done = launcher()
    assert done.returncode == 0
    assert all(f"./motcua {name}" in done.stdout for name in [*OWN, *CLI])


def test_it_speaks_the_language_of_the_terminal():
    assert "Các lệnh" in launcher(LC_ALL="vi_VN.UTF-8").stdout
    assert "Commands" in launcher(LC_ALL="C.UTF-8").stdout


@pytest.mark.parametrize(("typed", "near"), [("bay", []), ("tset", ["test"]), ("Procedur", ["procedure", "prepare"])])
def test_an_unknown_command_is_refused_in_one_document_with_the_nearest(typed, near):
    done = launcher(typed)
    assert (done.returncode, done.stdout) == (2, "")
    error = json.loads(done.stderr)["error"]
    assert (error["code"], error["nearest"]) == ("usage", near)
    assert f"There is no command “{typed}”" in error["message"]
    assert all(name in error["message"] for name in near)


def test_doctor_tells_machines_and_people():
    told = json.loads(launcher("doctor", "--json", "--port", "1").stdout)
    assert told["ok"] is True
    assert {"python", "packages", "disk", "port 1", "pdftoppm", "postgresql"} <= {
        row["name"] for row in told["findings"]
    }


def test_doctor_says_what_a_missing_program_switches_off(monkeypatch, capsys):
    from launch.doctor import doctor

    monkeypatch.setattr(system.Part, "find", lambda _part: None)
    doctor([])
    told = capsys.readouterr().out
    assert "No small pictures of PDF files" in told
    assert "leaders approve without a digital signature" in told


@pytest.mark.parametrize(
    ("stamp", "is_ready"), [({}, False), ({"kind": "all"}, False), ({"kind": "all", "packages": "x"}, True)]
)
def test_packages_are_ready_only_when_the_stamp_says_so(monkeypatch, stamp, is_ready):
    monkeypatch.setattr(packages, "_stamp", lambda: stamp)
    monkeypatch.setattr(packages, "fingerprint", lambda _kind: "x")
    assert packages.are_ready("run") is is_ready


def test_no_way_to_pip_is_said_plainly(monkeypatch, tmp_path):
    monkeypatch.setattr(packages, "TOOLS", tmp_path)
    monkeypatch.setattr(packages, "_pips", lambda: iter(()))
    monkeypatch.setattr(packages.shutil, "which", lambda _name: None)
    with pytest.raises(words.Stop, match="apt-get install python3-pip"):
        packages.find_uv()


def test_marks_survive_and_add_up(tmp_path):
    prepare.mark(tmp_path, static="a")
    prepare.mark(tmp_path, loaded="b")
    assert prepare.read_marks(tmp_path) == {"static": "a", "loaded": "b"}
    (tmp_path / prepare.MARKS).write_text("{half")
    assert prepare.read_marks(tmp_path) == {}


def test_what_a_new_version_brings_is_taken_in_once(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(prepare, "_python", lambda _data, *arguments: asked.append(arguments[1:]))
    for _ in range(2):
        prepare.take_in_news(tmp_path)
    assert asked == [("motcua.demo.load", "--data", str(tmp_path), "--news")]
    prepare.mark(tmp_path, news="as an older version left it")
    prepare.take_in_news(tmp_path)
    assert len(asked) == 2


def test_no_password_is_kept_in_the_marks(monkeypatch):
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgresql://motcua:secret@127.0.0.1/motcua")
    assert prepare._database_name() == "postgresql://127.0.0.1/motcua"


def test_a_folder_that_is_not_ours_is_not_erased(tmp_path):
    (tmp_path / "files").mkdir()
    run.reset(tmp_path, is_sure=True)
    assert (tmp_path / "files").is_dir()


def test_production_data_is_never_erased(tmp_path, monkeypatch):
    prepare.mark(tmp_path, static="a")
    monkeypatch.setenv("MOTCUA_PROFILE", "production")
    with pytest.raises(words.Stop, match="demo on SQLite only"):
        run.reset(tmp_path, is_sure=True)


def test_an_environment_file_is_read_as_systemd_does(tmp_path):
    (tmp_path / "env").write_text("# words\n\nA=1\nB='two words'\nC=x=y\n")
    assert place.read_environment_file(tmp_path / "env") == {"A": "1", "B": "two words", "C": "x=y"}


def test_what_the_demo_plays_runs_beside_it_and_never_in_production(tmp_path, monkeypatch):
    for folder in ("signing/pki", "signing/remote", "axis"):
        (tmp_path / folder).mkdir(parents=True)
    assert [one.name for one in run.children(tmp_path, 8000)] == ["web", "worker", "scans", "pki", "phone", "axis"]
    monkeypatch.setenv("MOTCUA_PROFILE", "production")
    assert [one.name for one in run.children(tmp_path, 8000)] == ["web", "worker", "scans"]


def test_a_child_that_keeps_dying_ends_the_run(monkeypatch):
    monkeypatch.setattr("launch.supervise.RESTART_SECONDS", 0.01)
    child = Child("worker", [sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))
    child.start()
    with pytest.raises(words.Stop, match="keeps dying"):
        watch([child], lambda: False, every=0.01)
    stop_all([child])


def test_a_child_that_does_not_hear_is_ended_all_the_same(monkeypatch):
    monkeypatch.setattr("launch.supervise.STOP_SECONDS", 0.2)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    child = Child("worker", [sys.executable, "-c", deaf], dict(os.environ))
    child.start()
    time.sleep(0.2)
    stop_all([child])
    assert child.process.returncode == -9


def test_postgres_of_its_own_comes_and_goes():
    import psycopg

    with postgres.temporary() as url:
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT 'đ'").fetchone() == ("đ",)
        folder = url.split("@")[1].split("/")[0].replace("%2F", "/")
    assert not os.path.exists(folder)


def test_the_list_fits_a_terminal():
    assert max(map(len, usage().splitlines())) <= 80
