"""Whole life cycles over HTTP: a citizen fills and hands in on the pages, the office works, the result is rated.

Run with MOTCUA_DATABASE_URL set (``./motcua bench whole_cases`` does). Signed-in people post the product's own pages,
with their CSRF tokens, through keep-alive clients; the worker runs beside. Limits, as published for the peers:
>= 40 cycles a second on 2 cores, <= 45 ms of the server's processor time each, <= 50 statements each (Hypha 4.4/s with
393 statements, OneGov 2.6/s with 1,030). ``--seconds N`` for a longer press.
"""

import argparse
import http.client
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit

from benchmarks._served import ROOT, fresh_database, pid_seconds, served
from benchmarks._verdict import Limit, tell

CLIENTS = 4
TOKEN = "c" * 32
HOME = {"commune_code": "X", "text": "Ấp 1, xã X"}
FIELDS = 18
OFFICERS = ("desk", "specialist", "leader")
Cookies = list[dict[str, str]]
Send = Callable[[str, str, dict[str, str]], str]


def form() -> dict[str, Any]:
    """A declaration of 18 fields on one page."""
    keys = [f"line_{number}" for number in range(FIELDS)]
    shapes = {key: {"$ref": "urn:motcua:eform-types#text", "title": f"Mục {key}"} for key in keys}
    return {
        "id": "bench",
        "version": "1",
        "title": "Tờ khai",
        "schema": {"type": "object", "properties": shapes, "required": keys},
        "ui": {"pages": [{"key": "all", "title": "Nội dung", "fields": keys}]},
    }


def bundle() -> dict[str, Any]:
    """The process of six steps with the declaration and no paper to attach."""
    from benchmarks.life_cycles import STEPS

    return {"process": {"steps": STEPS}, "requirements": [], "form": form()}


def cycle(send: Send) -> int:
    """One case from the first page to the rating; returns the number of requests."""
    draft = send("citizen", "/thu-tuc/9.000001/nop/", {})
    draft = f"/dang-soan/{draft.split('/')[2]}/"
    send("citizen", f"{draft}khai/all/", {f"line_{number}": f"Câu trả lời {number}" for number in range(FIELDS)})
    send("citizen", f"{draft}nhan-ket-qua/", {"way": "desk"})
    case = f"/ho-so/{send('citizen', f'{draft}nop/', {}).split('/')[2]}/"
    acts: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("desk", "receive_dossier", {}),
        ("specialist", "transfer_step", {"note": ""}),
        ("specialist", "transfer_step", {"note": ""}),
        ("specialist", "present_result", {"outcome": "granted", "text": "Đủ điều kiện."}),
        ("leader", "approve_result", {}),
        ("desk", "return_result", {"way": "desk", "name": "Lê Văn A", "mandate": "Ủy quyền", "confirmed_by": "card"}),
    )
    for who, act, filled in acts:
        send(who, f"/can-bo{case}viec/{act}/", filled)
    send("citizen", f"{case}danh-gia/", {"score": "3"})
    return 5 + len(acts)


def over_http(url: str, cookies: dict[str, str]) -> Send:
    """Posts through one keep-alive connection; anything but a redirect ends the run."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port)

    def send(who: str, path: str, filled: dict[str, str]) -> str:
        headers = {"Cookie": f"sessionid={cookies[who]}; csrftoken={TOKEN}"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, **filled}), headers)
        answer = connection.getresponse()
        page = answer.read()
        if answer.status != http.client.FOUND:
            raise RuntimeError(f"{answer.status} {who} {path}: {page.decode()[:3000]}")
        return answer.getheader("Location") or ""

    return send


def press(url: str, cookies: dict[str, str], until: float) -> int:
    """Cycles that one client finishes until then."""
    send, done = over_http(url, cookies), 0
    while time.monotonic() < until:
        cycle(send)
        done += 1
    return done


def counted(cookies: dict[str, str]) -> tuple[int, int]:
    """Requests and statements of one cycle, read inside this process."""
    from django.db import connection
    from django.test import Client

    browsers = {}
    for who, session in cookies.items():
        browsers[who] = Client()
        browsers[who].cookies["sessionid"] = session
    sent: list[str] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    def send(who: str, path: str, filled: dict[str, str]) -> str:
        answer = browsers[who].post(path, filled)
        if answer.status_code != http.client.FOUND:
            sys.exit(f"{answer.status_code} {path}: {answer.content.decode()[-1500:]}")
        return str(answer["Location"])

    cycle(send)
    with connection.execute_wrapper(keep):
        requests = cycle(send)
    if "--statements" in sys.argv:
        sys.stderr.write("\n".join(sql[:150] for sql in sent) + "\n")
    return requests, len(sent)


@contextmanager
def worker() -> Iterator[int]:
    """The outbox worker, as it runs beside the server."""
    env = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    child = subprocess.Popen([sys.executable, "-m", "motcua.outbox.worker"], env=env, cwd=ROOT)
    try:
        yield child.pid
    finally:
        child.terminate()
        child.wait(20)


def measured(cookies: Cookies, *, seconds: int, with_worker: bool) -> dict[str, float]:
    """Cycles a second of all clients, processor milliseconds of the server for each."""
    with served() as server:
        press(server.url, cookies[0], time.monotonic() + 2)
        if with_worker:
            with worker() as pid:
                return _pressed(server, cookies, seconds=seconds, beside=pid)
        return _pressed(server, cookies, seconds=seconds, beside=None)


def _pressed(server: Any, cookies: Cookies, *, seconds: int, beside: int | None) -> dict[str, float]:
    begun, cpu = time.monotonic(), server.cpu_seconds()
    aside = pid_seconds(beside) if beside else 0.0
    with multiprocessing.get_context("fork").Pool(CLIENTS) as pool:
        tasks = [pool.apply_async(press, (server.url, own, begun + seconds)) for own in cookies]
        done = sum(task.get() for task in tasks)
    spent = time.monotonic() - begun
    told = {
        "cycles_per_second": round(done / spent, 1),
        "server_cpu_ms_each": round((server.cpu_seconds() - cpu) * 1000 / done, 1),
    }
    if beside:
        told["worker_cpu_ms_each"] = round((pid_seconds(beside) - aside) * 1000 / done, 1)
    return told


def main() -> None:
    """Make the office, count, press, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--statements", action="store_true")
    seconds = parser.parse_args().seconds
    fresh_database("whole_cases")
    from benchmarks.million import session_of
    from tests.factories import make_account, make_office

    office = make_office(bundle())
    made = [make_account(office, f"citizen{at}", phone=f"091234567{at}", address=HOME) for at in range(CLIENTS)]
    officers = {who: session_of(office.accounts[who]) for who in OFFICERS}
    cookies = [officers | {"citizen": session_of(one)} for one in made]
    requests, statements = counted(cookies[0])
    from django.db import connections

    connections.close_all()
    alone = measured(cookies, seconds=seconds, with_worker=False)
    told: dict[str, Any] = {
        "benchmark": "whole_cases",
        "requests": requests,
        "statements": statements,
        **alone,
        "with_worker": measured(cookies, seconds=seconds, with_worker=True),
        "peers": {"Hypha": {"per_second": 4.4, "statements": 393}, "OneGov": {"per_second": 2.6, "statements": 1030}},
    }
    limits: dict[str, Limit] = {
        "cycles_per_second": (alone["cycles_per_second"], ">=", 40),
        "server_cpu_ms_each": (alone["server_cpu_ms_each"], "<=", 45),
        "statements": (statements, "<=", 50),
    }
    tell(told, limits)


if __name__ == "__main__":
    main()
