"""The product starts with one command, stays up, and stops when asked."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.product import ROOT, Product, free_port, plain_environment

pytestmark = [pytest.mark.sqlite_only, pytest.mark.xdist_group("launcher")]  # one product, its parts killed in turn


def launcher(*arguments, **environment):
    return subprocess.run(
        [sys.executable, str(ROOT / "motcua"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        env=plain_environment(**environment),
        timeout=120,
    )


def processes_on(data):
    """Every process that has this data folder in its environment, but not the launcher itself."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes().split(b"\0")
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if f"MOTCUA_DATA={data}".encode() in environment:
            found[int(folder.name)] = command
    return found


def wait_for(question, seconds=20.0):
    until = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A product of these tests' own: they kill its parts."""
    mine = Product(data=tmp_path_factory.mktemp("launcher") / "data", port=free_port())
    mine.start("--empty")
    yield mine
    mine.stop()


def test_it_is_live_and_ready_when_it_says_so(running):
    assert running.get("/healthz")[0] == 200
    parts = ("database", "worker", "storage", "keys", "contents")
    assert json.loads(running.get("/readyz")[1]) == {"ready": True, **dict.fromkeys(parts, "ok")}


def test_the_key_and_the_folder_are_for_the_owner_only(running):
    assert (running.data / "secret_key").stat().st_mode & 0o777 == 0o600
    assert running.data.stat().st_mode & 0o777 == 0o700


def test_a_second_launcher_on_the_same_data_is_told_who_has_it(running):
    done = launcher("run", "--data", str(running.data), "--port", str(free_port()))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"in use by process {running.process.pid}" in done.stderr


def test_a_running_product_is_not_reset(running):
    done = launcher("run", "--data", str(running.data), "--port", str(free_port()), "--reset", "--yes")
    assert done.returncode == 2
    assert running.get("/healthz")[0] == 200


def test_a_port_in_use_is_said_at_once(running, tmp_path):
    done = launcher("run", "--data", str(tmp_path / "other"), "--port", str(running.port))
    assert done.returncode == 2
    assert f"Port {running.port} is in use" in done.stderr


def test_a_killed_worker_is_started_again(running):
    [pid] = [pid for pid, command in processes_on(running.data).items() if "motcua.outbox.worker" in command]
    os.kill(pid, signal.SIGKILL)

    def is_back():
        return [
            other
            for other, command in processes_on(running.data).items()
            if "outbox.worker" in command and other != pid
        ]

    wait_for(is_back)
    assert "The worker process died (-9); restarted." in running.log.read_text()


def test_a_killed_web_server_is_started_again_with_nobody_left_over(running):
    web = {pid for pid, command in processes_on(running.data).items() if "granian" in command}
    os.kill(min(web), signal.SIGKILL)
    wait_for(lambda: not web & set(processes_on(running.data)))
    wait_for(lambda: running.get("/healthz")[0] == 200)


def workers_of(running):
    """The processes that the web server forked to answer requests."""
    web = {pid for pid, command in processes_on(running.data).items() if "granian" in command}
    parents = {pid: int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1]) for pid in web}
    return {pid for pid in web if parents[pid] in web}


def test_killed_web_workers_are_back_without_importing_anything(running):
    """A worker is forked with the house loaded, so even a busy machine has the site back in moments."""
    wait_for(lambda: len(workers_of(running)) == len(os.sched_getaffinity(0)))
    killed = workers_of(running)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: workers_of(running) - killed)
    wait_for(lambda: running.get("/healthz")[0] == 200)
    [one, *_] = workers_of(running) - killed
    used = sum(int(ticks) for ticks in Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()[11:13])
    assert used / os.sysconf("SC_CLK_TCK") < 1.0  # seconds of the processor; importing the house takes three


def test_ctrl_c_stops_everyone_and_the_next_start_repeats_no_step(running):
    assert running.stop() == 0
    assert not processes_on(running.data)
    running.start()
    said = running.log.read_text().rsplit("Stopped.", 1)[1].strip().splitlines()
    assert said[-1].startswith("Ready: http://127.0.0.1:")
    assert "was made with: no demo cases" in said[0]


def test_sigterm_stops_everyone(running):
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(30) == 0
    assert not processes_on(running.data)


def test_a_killed_launcher_leaves_nobody_behind(running):
    running.start("--empty")
    running.process.kill()
    running.process.wait()
    wait_for(lambda: not processes_on(running.data))


def test_reset_erases_what_is_ours_and_nothing_else(running):
    (running.data / "my notes.txt").write_text("mine")
    (running.data / "files" / "left").write_text("ours")
    running.start("--reset", "--empty")
    assert (running.data / "my notes.txt").read_text() == "mine"
    assert not (running.data / "files" / "left").exists()
    assert running.stop() == 0


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path):
    (tmp_path / "file").write_text("")
    done = launcher("run", "--data", str(tmp_path / "file" / "data"), "--port", str(free_port()))
    assert done.returncode == 2
    assert "cannot be used" in done.stderr


def test_an_impossible_port_is_said_plainly(tmp_path):
    done = launcher("run", "--data", str(tmp_path / "d"), "--port", "70000")
    assert done.returncode == 2
    assert done.stderr.startswith("Port 70000 cannot be opened")
