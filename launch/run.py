"""``./motcua run``: from nothing to a running product; a second start only looks and starts."""

import contextlib
import errno
import fcntl
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

from launch.packages import closed_to_others
from launch.place import PYTHON, data_folder, environment
from launch.prepare import MARKS, OURS, load_locality, make_folder, mark, prepare, prepare_code, take_in_news
from launch.supervise import Child, stop_all, watch
from launch.words import Parser, Stop, say, words

HOST = "127.0.0.1"
# What the demo plays of the outside: the authority of its signers, a signing service, the axis of documents.
PLAYED = (("pki", "pki", "signing/pki"), ("phone", "csc", "signing/remote"), ("axis", "edxml", "axis"))
START_SECONDS = 60.0
READY_SECONDS = 20.0


class Ended(BaseException):
    """SIGTERM or Ctrl-C: the person wants it to stop."""


class _Stopping:
    """The wish to stop, set by a signal. While things are set up it breaks in, afterwards it waits to be seen."""

    def __init__(self) -> None:
        self.is_asked = False
        self.breaks_in = True

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked = True
        if self.breaks_in:
            raise Ended

    def seen(self) -> bool:
        return self.is_asked


def parser() -> Parser:
    """Options of ``run``."""
    made = Parser(
        prog="./motcua run",
        description=words("Cài đặt (lần đầu) và chạy Một Cửa.", "Set up (the first time) and run the one-stop shop."),
        epilog=words("Ví dụ: ", "Example: ") + "./motcua run --port 8080 --data /tmp/motcua",
    )
    made.add_argument("--port", type=int, default=8000, help=words("cổng (8000)", "port (8000)"))
    made.add_argument("--data", metavar="DIR", help=words("thư mục dữ liệu (.data)", "data folder (.data)"))
    made.add_argument("--reset", action="store_true", help=words("xoá dữ liệu, làm lại", "erase the data, start anew"))
    made.add_argument("--yes", action="store_true", help=words("không hỏi lại", "do not ask"))
    made.add_argument("--empty", action="store_true", help=words("không có hồ sơ mẫu", "without demo cases"))
    return made


def run(arguments: list[str]) -> int:
    """Set up, serve, and stop when asked."""
    options = parser().parse_args(arguments)
    data = data_folder(options.data)
    stopping = _Stopping()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stopping.ask)
    try:
        with alone_on(data):
            check_port(options.port)
            if options.reset:
                reset(data, is_sure=options.yes)
            if is_production():
                prepare_code(data)
                take_in_news(data)
            else:
                prepare(data, is_empty=options.empty)
            mark(data, port=options.port)
            return _serve(data, options.port, stopping)
    except Ended:
        return 130


def prepare_only(arguments: list[str]) -> int:
    """``./motcua prepare``: packages, messages, static files and tables, a locality if asked; no server."""
    made = Parser(
        prog="./motcua prepare",
        epilog=words("Ví dụ: ", "Example: ") + "./motcua prepare --locality thoai_son",
    )
    made.add_argument("--data", metavar="DIR", help=words("thư mục dữ liệu (.data)", "data folder (.data)"))
    help_text = words(
        "nạp địa phương (thoai_son hoặc thư mục riêng), không có người và hồ sơ mẫu",
        "load a locality (thoai_son, or a folder of yours) without demo people and cases",
    )
    made.add_argument("--locality", metavar="DIR", help=help_text)
    options = made.parse_args(arguments)
    data = data_folder(options.data)
    with alone_on(data):
        prepare_code(data)
        _warn_of_a_closed_python()
        if options.locality:
            load_locality(data, options.locality)
        else:
            take_in_news(data)
    return 0


def _warn_of_a_closed_python() -> None:
    """In production the service runs as a user of its own, who must be able to open this Python."""
    closed = closed_to_others(PYTHON) if is_production() and os.geteuid() == 0 else None
    if closed:
        say(
            f"  ! Người dùng của dịch vụ không mở được Python này ({closed}). Hãy cài python3 của hệ điều hành, rồi: "
            "rm -r .venv && /usr/bin/python3 motcua prepare",
            f"  ! The user of the service cannot open this Python ({closed}). Install the system's python3, then: "
            "rm -r .venv && /usr/bin/python3 motcua prepare",
        )


# --- before ----------------------------------------------------------------------------------------------------------


@contextmanager
def alone_on(data: Path) -> Iterator[None]:
    """One launcher for a data folder: the lock ends with its process, however that ends; the number is for people."""
    make_folder(data)
    with (data / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            pid = lock.read().strip() or "?"
            raise Stop(
                f"Thư mục {data} đang được dùng bởi tiến trình {pid}. Dừng nó trước (Ctrl-C), hoặc chọn --data khác.",
                f"{data} is in use by process {pid}. Stop that one first (Ctrl-C), or choose another --data.",
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def check_port(port: int) -> None:
    """Refuse early: two servers would share the port without a word."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as failed:
            if getattr(failed, "errno", None) == errno.EADDRINUSE:
                raise Stop(
                    f"Cổng {port} đang bận. Chọn cổng khác: ./motcua run --port {port + 1}",
                    f"Port {port} is in use. Choose another: ./motcua run --port {port + 1}",
                ) from None
            raise Stop(f"Không mở được cổng {port}: {failed}", f"Port {port} cannot be opened: {failed}") from None


def reset(data: Path, *, is_sure: bool) -> None:
    """Erase what the product made in the data folder, and nothing else."""
    if is_production() or os.environ.get("MOTCUA_DATABASE_URL"):
        raise Stop(
            "--reset chỉ dành cho bản dùng thử trên SQLite.",
            "--reset is for a demo on SQLite only.",
        )
    if not any((data / name).exists() for name in (MARKS, "motcua.sqlite3")):
        return
    if sys.stdin.isatty() and not is_sure:
        question = words(f"Xoá toàn bộ dữ liệu trong {data}? [c/K] ", f"Erase all data in {data}? [y/N] ")
        if input(question).strip().lower() not in {"c", "co", "có", "y", "yes"}:
            raise Stop("Không xoá gì.", "Nothing was erased.", 1)
    for name in (*OURS, MARKS):
        path = data / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    make_folder(data)


# --- serving ---------------------------------------------------------------------------------------------------------


def children(data: Path, port: int) -> list[Child]:
    """The web server and the worker; in the demo also the outside world that it plays."""
    env = environment(data)
    env.setdefault("MOTCUA_PUBLIC_URL", f"http://{HOST}:{port}")
    workers = str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    serve = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", workers]
    quiet = [
        "--blocking-threads",
        "4",  # so that a few slow uploads do not keep everybody else waiting
        "--respawn-failed-workers",
        "--respawn-interval",
        "0.5",
        "--log-level",
        "warning",
    ]
    web = [
        str(PYTHON),
        "-m",
        "motcua.config.granian",
        *serve,
        *quiet,
        "--workers-kill-timeout",
        "10",
        "motcua.config.wsgi:application",
    ]
    started = [Child("web", web, env), Child("worker", [str(PYTHON), "-m", "motcua.outbox.worker"], env)]
    for name, room, folder in PLAYED:
        if (data / folder).exists() and not is_production():
            started.append(Child(name, [str(PYTHON), "-m", f"motcua.adapters.{room}", str(data / folder)], env))
    return started


def _serve(data: Path, port: int, stopping: _Stopping) -> int:
    stopping.breaks_in = False
    started = children(data, port)
    try:
        for child in started:
            child.start()
        if _wait_until_it_answers(started, port, stopping):
            _say_ready(port)
        watch(started, stopping.seen)
    finally:
        stop_all(started)
    say("Đã dừng.", "Stopped.")
    return 0


def is_production() -> bool:
    """A real office: nothing invented is loaded or offered."""
    return os.environ.get("MOTCUA_PROFILE") == "production"


def _say_ready(port: int) -> None:
    if is_production():
        place = os.environ.get("MOTCUA_PUBLIC_URL", f"http://{HOST}:{port}")
        say(
            f"Sẵn sàng ở {HOST}:{port} sau máy chủ trung gian có TLS · địa chỉ: {place} · dừng: Ctrl-C",
            f"Ready at {HOST}:{port} behind the proxy that ends TLS · address: {place} · stop: Ctrl-C",
        )
        return
    say(
        f"Sẵn sàng: http://{HOST}:{port} · tài khoản để đăng nhập: ./motcua users · dừng: Ctrl-C",
        f"Ready: http://{HOST}:{port} · accounts to sign in with: ./motcua users · stop: Ctrl-C",
    )


def _wait_until_it_answers(started: list[Child], port: int, stopping: _Stopping) -> bool:
    """Live first; then a little longer for the worker's first sign of life."""
    until = time.monotonic() + START_SECONDS
    while status(port, "/healthz") != 200:
        if stopping.is_asked:
            return False
        dead = [child.name for child in started if child.is_dead()]
        if dead or time.monotonic() > until:
            who = ", ".join(dead) or "web"
            raise Stop(f"Không khởi động được: {who} (xem ở trên).", f"It did not start: {who} (see above).", 1)
        time.sleep(0.05)
    until = time.monotonic() + READY_SECONDS
    while status(port, "/readyz") != 200 and time.monotonic() < until and not stopping.is_asked:
        time.sleep(0.05)
    return not stopping.is_asked


def status(port: int, path: str) -> int:
    """What the server answers; 0 when nobody does. Never through a proxy."""
    with contextlib.suppress(URLError, OSError):
        try:
            with build_opener(ProxyHandler({})).open(f"http://{HOST}:{port}{path}", timeout=5) as answer:
                return int(answer.status)
        except HTTPError as refused:
            refused.close()
            return refused.code
    return 0
