"""A token is asked in a process of its own; every way it can refuse has its sentence, and the PIN stays nowhere."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from world import LEADER, PIN, SEAL

from motcua.adapters.pkcs11.__main__ import CODES, _code
from motcua.signing.ports import KeyRefused


@pytest.mark.parametrize("who", [LEADER, SEAL])
def test_a_signature_of_the_token_is_one_of_its_certificate(world, who):
    with world.tokens.token(who).opened(PIN) as key:
        made = key.sign("Quyết định".encode())
        assert key.certificate == world.authority.certificate(who)
    public = x509.load_der_x509_certificate(key.certificate).public_key()
    how = (ec.ECDSA(hashes.SHA256()),) if who == SEAL else (padding.PKCS1v15(), hashes.SHA256())
    public.verify(made, "Quyết định".encode(), *how)


@pytest.mark.parametrize(
    ("change", "pin", "code"),
    [
        ({}, "135791", "wrong_pin"),
        ({}, "1", "wrong_pin"),
        ({"token": "khac"}, PIN, "unplugged"),
        ({"key": "khac"}, PIN, "no_key"),
        ({"module": "/nowhere/lib.so"}, PIN, "no_module"),
        ({"module": "/bin/true"}, PIN, "no_module"),
    ],
)
def test_what_a_token_refuses_is_said(world, change, pin, code):
    token = replace(world.tokens.token(LEADER), **change)
    with pytest.raises(KeyRefused) as refused, token.opened(pin):
        pass
    assert refused.value.code == code
    assert pin not in str(refused.value)


def test_every_fault_of_a_module_has_a_sentence():
    for kind, code in CODES:
        assert _code(kind()) == code
        assert str(KeyRefused(code))
    assert _code(RuntimeError()) == "failed"
    assert str(KeyRefused("of a newer module")) == str(KeyRefused("failed"))


def test_a_token_pulled_out_in_the_middle_is_said(world):
    with world.tokens.token(LEADER).opened(PIN) as key:
        key._child.kill()
        with pytest.raises(KeyRefused) as refused:
            key.sign(b"x")
    assert refused.value.code == "failed"


def test_the_pin_stands_in_no_argument_and_no_environment(world):
    with world.tokens.token(LEADER).opened(PIN) as key:
        told = Path(f"/proc/{key._child.pid}")
        assert PIN.encode() not in (told / "cmdline").read_bytes()
        assert PIN.encode() not in (told / "environ").read_bytes()


def test_the_child_gives_no_line_of_what_it_was_asked(world):
    token = world.tokens.token(LEADER)
    asked = json.dumps({"module": token.module, "token": "x", "key": "x", "pin": PIN}) + "\n"
    done = subprocess.run(
        [sys.executable, "-m", "motcua.adapters.pkcs11"],
        input=asked,
        env={**os.environ, **token.environment, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert PIN not in done.stdout + done.stderr
