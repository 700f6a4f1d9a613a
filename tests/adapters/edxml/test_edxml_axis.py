"""The adapter and the simulated axis speak the same wire; kill, resend and refusal lose and double nothing."""

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from urllib.request import urlopen

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from tests.adapters.edxml.messages import OURS, THEIRS, letter, status

from motcua.adapters.edxml.client import AxisClient
from motcua.adapters.edxml.options import AxisOptions, read_options
from motcua.adapters.edxml.port import Axis
from motcua.adapters.edxml.simulator.server import listening
from motcua.adapters.edxml.simulator.storage import Agency, Storage
from motcua.adapters.pki.authority import Authority, Subject
from motcua.correspondence.ports import (
    Body,
    Change,
    ExchangeRefused,
    Letter,
    MessageUnreadable,
    Proof,
    Purpose,
    Reference,
    StatusCode,
)
from motcua.signing.held import OpenFileKey
from motcua.signing.ports import KeyRefused

pytestmark = pytest.mark.sqlite_only
OTHER = "H01.07"
AGENCIES = (Agency(OURS, "UBND xã Thoại Sơn", is_ours=True), Agency(THEIRS, "Sở Nội vụ"), Agency(OTHER, "Sở Y tế"))


@contextmanager
def serving(folder, port=0):
    server = listening(folder, port=port)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def server(tmp_path):
    Storage.create(tmp_path / "axis", AGENCIES, port=0)
    with serving(tmp_path / "axis") as answering:
        yield answering


def exchange(server, *, seal=None, **options):
    url = f"http://127.0.0.1:{server.server_port}/axis"
    return Axis(AxisClient(AxisOptions(url, seconds=5, **options)), trusts=lambda _der, _at: True, seal=seal)


def test_a_letter_travels_whole_and_is_listed_until_it_is_kept(server):
    axis = exchange(server)
    assert axis.send(letter()) == "000001"
    (waiting,) = axis.waiting(OURS)
    assert (waiting.doc_id, waiting.kind, waiting.organ_id, waiting.sender) == ("000001", "letter", OURS, THEIRS)
    assert axis.fetch(waiting) == (letter(), None)
    assert len(axis.waiting(OURS)) == 1  # a worker killed here fetches it again
    axis.done(waiting)
    axis.done(waiting)
    assert axis.waiting(OURS) == []


def test_what_can_never_be_read_is_said_so_and_then_not_listed(server, tmp_path):
    axis = exchange(server)
    axis.send(letter())
    (tmp_path / "axis/messages/000001.xml").write_bytes(b"<edXML>cut")
    (waiting,) = axis.waiting(OURS)
    with pytest.raises(MessageUnreadable):
        axis.fetch(waiting)
    assert len(axis.waiting(OURS)) == 1
    axis.set_aside(waiting)
    assert axis.waiting(OURS) == []


def test_a_resend_is_one_document(server):
    axis = exchange(server)
    assert [axis.send(letter()) for _ in range(3)] == ["000001"] * 3
    assert len(axis.waiting(OURS)) == 1


def test_a_recall_under_the_same_id_is_another_message(server):
    axis = exchange(server)
    sent = letter(change=Change(purpose=Purpose.RECALL, reason="Nhầm", document_id=letter().document_id))
    assert [axis.send(letter()), axis.send(sent), axis.send(sent)] == ["000001", "000002", "000002"]
    assert len(axis.waiting(OURS)) == 2


def test_a_further_receiver_gets_it_and_nobody_twice(server):
    axis = exchange(server)
    both = letter(receivers=(Body(OURS, "Xã"), Body(OTHER, "Sở Y tế")))
    assert [axis.send(letter()), axis.send(both), axis.send(both)] == ["000001", "000002", "000001"]
    assert (len(axis.waiting(OURS)), len(axis.waiting(OTHER))) == (1, 1)


def test_a_resend_from_another_process_after_a_kill_is_one_document(tmp_path, server):
    exchange(server).send(letter())
    with serving(tmp_path / "axis") as again:
        assert exchange(again).send(letter()) == "000001"
        assert len(exchange(again).waiting(OURS)) == 1


def test_many_at_once_are_each_one(server):
    sent = [letter(document_id=f"{THEIRS},2026,{n % 5}") for n in range(20)]
    threads = [threading.Thread(target=exchange(server).send, args=(one,)) for one in sent]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(exchange(server).waiting(OURS)) == 5


def test_two_receivers_each_keep_their_own(server):
    axis = exchange(server)
    axis.send(letter(receivers=(Body(OURS, "Xã"), Body(OTHER, "Sở Y tế"))))
    axis.done(axis.waiting(OURS)[0])
    assert axis.waiting(OURS) == []
    assert len(axis.waiting(OTHER)) == 1


def test_the_sender_hears_every_status(server):
    axis = exchange(server)
    axis.send(letter())
    for number, code in enumerate(("01", "03", "05", "06")):
        axis.tell(status(code=StatusCode(code), at=datetime(2026, 11, 2, 2, number, tzinfo=UTC)))
    axis.tell(status(code=StatusCode("06"), at=datetime(2026, 11, 2, 2, 3, tzinfo=UTC)))  # once more
    waiting = axis.waiting(THEIRS)
    told = [axis.fetch(one)[0].code for one in waiting]
    assert [one.kind for one in waiting] == ["status"] * 4
    assert told == ["01", "03", "05", "06"]


def test_a_signed_letter_is_known_by_who_signed(server, tmp_path):
    authority = Authority.create(tmp_path / "pki", "http://127.0.0.1:1", at=datetime.now(UTC))
    authority.certify([Subject("m", "UBND xã Thoại Sơn", algorithm="ec")], at=datetime.now(UTC))
    key = load_pem_private_key(authority.key_of("m").read_bytes(), None)

    @contextmanager
    def seal():
        yield OpenFileKey(authority.certificate("m"), key)

    axis = exchange(server, seal=seal)
    axis.send(letter())
    assert axis.fetch(axis.waiting(OURS)[0]) == (letter(), Proof("UBND xã Thoại Sơn", holds=True, trusted=True))


def test_a_key_that_cannot_be_used_is_tried_again_later(server):
    @contextmanager
    def seal():
        raise KeyRefused("no_key")
        yield

    with pytest.raises(ExchangeRefused) as refused:
        exchange(server, seal=seal).send(letter())
    assert not refused.value.is_final


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"receivers": (Body("X99", "Lạ"),)}, "X99"),
        ({"sender": Body("X98", "Lạ")}, "X98"),
        ({"subject": ""}, "Subject"),
    ],
)
def test_what_the_axis_will_never_take_is_final(server, change, says):
    with pytest.raises(ExchangeRefused, match=says) as refused:
        exchange(server).send(letter(**change))
    assert refused.value.is_final


@pytest.mark.parametrize(("fault", "final"), [("error", False), ("refuse", True), ("slow", False)])
def test_a_failing_axis_says_whether_to_try_again(server, fault, final):
    server.app.fault, server.app.slow_seconds = fault, 1.0
    url = f"http://127.0.0.1:{server.server_port}/axis"
    axis = Axis(AxisClient(AxisOptions(url, seconds=0.2)), trusts=lambda _der, _at: True)
    for call in (lambda: axis.send(letter()), lambda: axis.waiting(OURS)):
        with pytest.raises(ExchangeRefused) as refused:
            call()
        assert refused.value.is_final is final
    server.app.fault = ""
    assert exchange(server).send(letter()) == "000001"
    assert len(exchange(server).waiting(OURS)) == 1


def test_an_axis_that_is_away_is_tried_again(server):
    axis = exchange(server)
    server.shutdown()
    server.server_close()
    with pytest.raises(ExchangeRefused, match="Không kết nối") as refused:
        axis.send(letter())
    assert not refused.value.is_final


def test_nobody_else_reads_a_letter(server):
    axis = exchange(server)
    axis.send(letter())
    (waiting,) = axis.waiting(OURS)
    with pytest.raises(ExchangeRefused) as refused:
        axis.fetch(replace(waiting, organ_id=OTHER))
    assert refused.value.is_final
    with pytest.raises(ExchangeRefused):
        axis.done(replace(waiting, organ_id=OTHER))


def test_a_message_that_cannot_be_read_is_refused_for_good(server):
    axis = exchange(server)
    axis.send(letter())
    storage = server.app.storage
    (storage.folder / "messages/000001.xml").write_bytes(b"<a>")
    with pytest.raises(ExchangeRefused, match="cú pháp") as refused:
        axis.fetch(axis.waiting(OURS)[0])
    assert refused.value.is_final


def test_the_axis_tells_whom_it_reaches_and_how_far_a_letter_came(server):
    client = AxisClient(AxisOptions(f"http://127.0.0.1:{server.server_port}/axis"))
    exchange(server).send(letter())
    exchange(server).tell(status(code=StatusCode.COMPLETED))
    assert {one["id"] for one in client.agencies()} == {OURS, THEIRS, OTHER}
    (row,) = client.sent(THEIRS, kind="edoc")
    assert (row["documentId"], row["status"], row["statusDesc"]) == (letter().document_id, "06", "Đã hoàn thành")


# --- settings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ('{"url": "http://truc.example"}', "https"),
        ('{"url": "file:///etc/passwd"}', "https"),
        ('{"url": "https://a", "colour": 1}', "colour"),
    ],
)
def test_wrong_settings_are_named(tmp_path, told, says):
    (tmp_path / "axis.json").write_text(told)
    with pytest.raises(ValueError, match=says):
        read_options(tmp_path / "axis.json")


def test_settings_name_the_headers_of_a_deployment(tmp_path):
    path = tmp_path / "axis.json"
    assert read_options(path) is None
    path.write_text('{"url": "https://a", "secret": "s", "headers": {"organ": "from"}, "seconds": 5}')
    found = read_options(path)
    assert (found.headers["organ"], found.headers["kind"], found.seconds) == ("from", "messageType", 5)
    assert "'s'" not in repr(found)


# --- the page of the tester ------------------------------------------------------------------------------------------


def page(server, path="/", **sent):
    from urllib.parse import urlencode

    url = f"http://127.0.0.1:{server.server_port}{path}"
    with urlopen(url, urlencode(sent).encode() if sent else None, timeout=5) as answer:
        return answer.read().decode()


def test_a_tester_sends_answers_and_recalls(server):
    axis = exchange(server)
    shown = page(server, "/gui-mau", **{"from": THEIRS, "to": OURS, "number": "77", "subject": "Về <việc> thử"})
    assert "Về &lt;việc&gt; thử" in shown
    (waiting,) = axis.waiting(OURS)
    sample = axis.fetch(waiting)[0]
    assert isinstance(sample, Letter)
    assert (sample.number, sample.symbol, sample.sender.name) == ("77", "SNV", "Sở Nội vụ")
    page(server, "/thu-hoi/000001", reason="Gửi nhầm")
    recall = axis.fetch(axis.waiting(OURS)[1])[0]
    assert (recall.change.purpose, recall.change.document_id) == (Purpose.RECALL, sample.document_id)
    ours = letter(sender=Body(OURS, "Xã"), receivers=(Body(THEIRS, "Sở"),), document_id=f"{OURS},2026,5")
    axis.send(ours)
    assert "Trả lời thay nơi nhận" in page(server, "/thong-diep/000003")
    page(server, "/tra-loi/000003", **{"from": THEIRS, "code": "03", "words": ""})
    told = axis.fetch(axis.waiting(OURS)[-1])[0]
    assert (told.code, told.about) == (
        StatusCode.ACCEPTED,
        Reference(ours.document_id, OURS, "12/SNV-CCHC", ours.promulgated_on),
    )
    assert "Đã tiếp nhận" in page(server, "/thong-diep/000003")
    page(server, "/su-co", fault="error")
    with pytest.raises(ExchangeRefused):
        axis.waiting(OURS)


# --- killed ----------------------------------------------------------------------------------------------------------


def started(folder, port):
    command = [sys.executable, "-m", "motcua.adapters.edxml", str(folder)]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": "src"})
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.02)
    raise AssertionError("it did not start")


def test_an_axis_killed_at_any_moment_carries_each_letter_once(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Storage.create(tmp_path / "axis", AGENCIES, port=port)
    axis = Axis(AxisClient(AxisOptions(f"http://127.0.0.1:{port}/axis", seconds=5)), trusts=lambda _der, _at: True)
    wanted = [letter(document_id=f"{THEIRS},2026,{n}") for n in range(60)]
    process, done, final = started(tmp_path / "axis", port), set(), set()

    def kill():
        while process.poll() is None and len(done) < 20:
            time.sleep(0.001)
        process.kill()

    killing = threading.Thread(target=kill)
    killing.start()
    while len(done) < len(wanted):
        for one in wanted:
            try:
                done.add((one.document_id, axis.send(one)))
            except ExchangeRefused as refused:
                final.add(refused.is_final)
                killing.join()
                process.wait()
                process = started(tmp_path / "axis", port)
    process.kill()
    process.wait()
    assert (len(done), final) == (len(wanted), {False})
    with serving(tmp_path / "axis") as again:
        found = exchange(again).waiting(OURS)
        assert len(found) == len(wanted)
        assert {exchange(again).fetch(one)[0].document_id for one in found} == {one.document_id for one in wanted}
