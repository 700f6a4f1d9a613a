"""A key at a service that speaks CSC: asked once for many, refused with a reason, and its signature is a real one."""

import logging
import subprocess
import threading
from dataclasses import replace
from datetime import UTC, datetime
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from tests.adapters.csc.service import BODY, PIN, answering, key_of, make_service, on_the_phone, options

from motcua.adapters.csc.client import CscClient
from motcua.adapters.csc.options import read_services
from motcua.demo.axis import PAPERS
from motcua.printing import Press
from motcua.signing.pdf import Services, signed
from motcua.signing.ports import KeyRefused

pytestmark = pytest.mark.sqlite_only


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_service(tmp_path_factory.mktemp("csc"))


@pytest.fixture
def server(made):
    with answering(made[1]) as serving:
        yield serving


def code_of(call):
    with pytest.raises(KeyRefused) as refused:
        call()
    return refused.value.code


def opened(key, pin=""):
    with key.opened(pin):
        pass


def verified(key, data):
    signature = key.sign(data)
    public = x509.load_der_x509_certificate(key.certificate).public_key()
    how = (ec.ECDSA(hashes.SHA256()),) if isinstance(public, ec.EllipticCurvePublicKey) else None
    public.verify(signature, data, *(how or (padding.PKCS1v15(), hashes.SHA256())))


def test_one_yes_on_the_phone_is_for_all(server):
    with on_the_phone(server, "phone") as asked, key_of(server, "phone").opened("", count=12) as key:
        for number in range(12):
            verified(key, f"Quyết định số {number}".encode())
    assert asked == [12]


def test_more_than_the_service_allows_at_once_is_asked_again(server):
    with on_the_phone(server, "few") as asked, key_of(server, "few").opened("", count=8) as key:
        for number in range(8):
            verified(key, bytes([number]))
    assert asked == [3, 3, 2]


def test_a_service_that_wants_to_know_what_is_signed_is_asked_for_each(server):
    with on_the_phone(server, "each") as asked, key_of(server, "each").opened("", count=3) as key:
        for number in range(3):
            verified(key, bytes([number]))
    assert asked == [1, 1, 1]


@pytest.mark.parametrize("name", ["pin", "rsa"])
def test_a_pin_opens_it(server, name):
    with key_of(server, name).opened(PIN, count=2) as key:
        verified(key, b"1")
        verified(key, b"2")


def test_a_one_time_code_opens_it_once(server):
    signer = next(one for one in server.app.vault.signers() if one.credential == "otp")
    code = server.app.vault.code_for(signer)
    with key_of(server, "otp").opened(code, count=2) as key:
        verified(key, b"1")
    assert code_of(lambda: opened(key_of(server, "otp"), code)) == "wrong_pin"


def test_a_wrong_pin_and_then_a_locked_key_are_said(server):
    key = key_of(server, "pin")
    assert [code_of(lambda: opened(key, "000000")) for _ in range(5)] == ["wrong_pin"] * 5
    assert code_of(lambda: opened(key, PIN)) == "locked"


def test_a_no_on_the_phone_is_not_asked_again(server):
    with on_the_phone(server, "phone", answer=False) as asked:
        assert code_of(lambda: opened(key_of(server, "phone"))) == "declined"
    assert asked == [1]
    with on_the_phone(server, "each", answer=False) as asked, key_of(server, "each").opened("", count=5) as key:
        assert [code_of(lambda: key.sign(b"x")) for _ in range(5)] == ["declined"] * 5
    assert asked == [1]


def test_nobody_at_the_phone_is_said(made):
    with answering(made[1], wait_seconds=0.1) as server:
        assert code_of(lambda: opened(key_of(server, "phone"))) == "declined"


def test_a_service_that_never_answers_is_given_up(made):
    with answering(made[1], wait_seconds=3) as server:
        assert code_of(lambda: opened(key_of(server, "phone", seconds=0.2, wait_seconds=0.1))) == "declined"
        for one in server.app.vault.questions("phone"):
            server.app.vault.answer(one.id, is_yes=False)


def test_a_service_that_is_away_is_said(server):
    key = key_of(server, "phone")
    server.shutdown()
    server.server_close()
    assert code_of(lambda: opened(key)) == "unreachable"


def test_a_service_that_goes_away_in_the_middle_is_said(made):
    with answering(made[1]) as server, key_of(server, "rsa").opened(PIN, count=3) as key:
        verified(key, b"1")
        server.shutdown()
        server.server_close()
        assert code_of(lambda: key.sign(b"2")) == "unreachable"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"credential": "khac"}, "no_key"),
        ({"user": "khac"}, "no_key"),
        ({"certificate": b"another"}, "no_key"),
    ],
)
def test_a_key_that_is_not_there_is_said(server, change, code):
    assert code_of(lambda: opened(replace(key_of(server, "rsa"), **change), PIN)) == code


def test_a_wrong_secret_of_the_installation_is_for_the_administrator(server):
    assert code_of(lambda: opened(key_of(server, "rsa", client_secret="x"), PIN)) == "setup"


def test_a_login_that_ended_is_renewed(server):
    with key_of(server, "rsa").opened(PIN, count=2) as key:
        verified(key, b"1")
        server.app.vault.forget_logins()
        verified(key, b"2")


def test_what_the_signer_allowed_ends_and_is_asked_again(server):
    with on_the_phone(server, "phone") as asked, key_of(server, "phone").opened("", count=4) as key:
        verified(key, b"1")
        server.app.vault._sads.clear()
        verified(key, b"2")
    assert asked == [4, 3]


def test_a_signature_by_another_key_is_not_taken(server, monkeypatch):
    with key_of(server, "rsa").opened(PIN) as key:
        monkeypatch.setattr(CscClient, "sign", lambda *_args, **_more: bytes(256))
        assert code_of(lambda: key.sign(b"x")) == "failed"


def test_fields_beyond_the_standard_are_sent_as_the_operator_says(server, monkeypatch):
    seen, real = [], server.app.authorise
    calls = {"credentials/authorize": lambda user, told: seen.append(told) or real(user, told)}
    monkeypatch.setattr(server.app, "_calls", {**server.app._calls, **calls})
    extra = {"credentials/authorize": {"documentName": "Kết quả", "documentId": "$id"}}
    opened(key_of(server, "rsa", extra=extra), PIN)
    assert seen[0]["documentName"] == "Kết quả"
    assert len(seen[0]["documentId"]) == 36


def test_the_service_lists_the_keys_of_a_user(server):
    assert CscClient(options(server), "phone").credentials() == ["phone"]
    assert CscClient(options(server), "nobody").credentials() == []


def test_the_pin_is_told_to_nobody(server, caplog):
    key = key_of(server, "rsa")
    with caplog.at_level(logging.DEBUG), key.opened(PIN) as held:
        assert PIN not in repr(held) + repr(key) + repr(options(server))
        assert options(server).client_secret not in repr(key)
    wrong = "864209"
    with pytest.raises(KeyRefused) as refused, key.opened(wrong):
        pass
    assert refused.value.__cause__ is None
    assert wrong not in str(refused.value) + caplog.text
    assert PIN not in caplog.text


def test_a_pdf_signed_by_phone_is_valid_for_a_stranger(made, server, tmp_path):
    authority = made[0]
    pdf = Press(PAPERS).printed("letter.typ", {}, at=datetime(2026, 11, 2, tzinfo=UTC))
    with on_the_phone(server, "phone") as asked, key_of(server, "phone").opened("", count=2) as key:
        for name in ("a", "b"):
            done = signed(pdf, key, level="B-B", services=Services(authority.chain()))
            (tmp_path / f"{name}.pdf").write_bytes(done)
    assert asked == [2]
    for name in ("a", "b"):
        told = subprocess.run(
            ["pdfsig", str(tmp_path / f"{name}.pdf")], capture_output=True, text=True, check=False
        ).stdout
        assert "Signature is Valid" in told
        assert "Total document signed" in told
        assert "Signer Certificate Common Name: phone" in told
        assert BODY in told or "O=" in told


# --- settings and the phone ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("told", "says"), [('{"a": {"url": "http://x"}}', "https"), ('{"a": {"x": 1}}', "unknown x")])
def test_wrong_settings_are_named(tmp_path, told, says):
    (tmp_path / "remote.json").write_text(told)
    with pytest.raises(ValueError, match=says):
        read_services(tmp_path / "remote.json")


def test_no_settings_are_no_services(tmp_path):
    assert read_services(tmp_path / "remote.json") == {}


def test_the_signer_answers_on_the_page_of_the_phone(server):
    url = f"http://127.0.0.1:{server.server_port}"
    done = []
    waiting = threading.Thread(target=lambda: done.append(opened(key_of(server, "phone"))), daemon=True)
    waiting.start()
    while not server.app.vault.questions("phone"):
        waiting.join(0.01)
    with urlopen(f"{url}/") as home:
        assert "1 yêu cầu" in home.read().decode()
    with urlopen(f"{url}/dien-thoai/phone") as page:
        assert "1 văn bản" in page.read().decode()
    (asking,) = server.app.vault.questions("phone")
    with urlopen(f"{url}/tra-loi/{asking.id}", urlencode({"credential": "phone", "answer": "yes"}).encode()) as page:
        assert "Đã xác nhận ký." in page.read().decode()
    waiting.join(5)
    assert done == [None]
    with urlopen(f"{url}/tra-loi/{asking.id}", urlencode({"credential": "phone", "answer": "yes"}).encode()) as page:
        assert "đã hết hạn" in page.read().decode()
    with pytest.raises(HTTPError):
        urlopen(f"{url}/dien-thoai/khac")


def test_the_phone_shows_the_one_time_code(server):
    with urlopen(f"http://127.0.0.1:{server.server_port}/dien-thoai/otp") as page:
        signer = next(one for one in server.app.vault.signers() if one.credential == "otp")
        assert server.app.vault.code_for(signer) in page.read().decode()
