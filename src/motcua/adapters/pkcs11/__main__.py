"""The child that talks to the vendor's module: a line of JSON in, a line of JSON out.

A module of its own process: one that crashes takes nobody along, a token plugged in later is found, and the login ends
with it. The PIN comes by the pipe and stands in no argument, environment or log.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, exceptions

CODES: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.PinLocked, "locked"),
    (exceptions.PinIncorrect, "wrong_pin"),
    (exceptions.PinLenRange, "wrong_pin"),
    (exceptions.PinInvalid, "wrong_pin"),
    (exceptions.NoSuchToken, "unplugged"),
    (exceptions.TokenNotPresent, "unplugged"),
    (exceptions.DeviceRemoved, "unplugged"),
    (exceptions.SlotIDInvalid, "unplugged"),
    (exceptions.NoSuchKey, "no_key"),
    (exceptions.UserAlreadyLoggedIn, "busy"),
    (exceptions.AnotherUserAlreadyLoggedIn, "busy"),
)


def opened(request: dict[str, Any]) -> tuple[dict[str, Any], Callable[[bytes], bytes]]:
    """The certificate, and how to sign."""
    try:
        module = pkcs11.lib(request["module"])
    except exceptions.PKCS11Error as failure:
        if type(failure) is exceptions.PKCS11Error:  # the library did not load at all
            raise FileNotFoundError(request["module"]) from None
        raise
    session = module.get_token(token_label=request["token"]).open(user_pin=request["pin"])
    key = session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=request["key"])
    certificate = next(
        iter(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.LABEL: request["key"]})), None
    )
    if certificate is None:
        raise exceptions.NoSuchKey
    return {"certificate": certificate[Attribute.VALUE].hex()}, _signing(key)


def _signing(key: Any) -> Callable[[bytes], bytes]:
    if key.key_type != KeyType.EC:
        return lambda data: bytes(key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS))

    def sign(data: bytes) -> bytes:
        import hashlib

        from pkcs11.util.ec import encode_ecdsa_signature

        return bytes(encode_ecdsa_signature(key.sign(hashlib.sha256(data).digest(), mechanism=Mechanism.ECDSA)))

    return sign


def _code(failure: Exception) -> str:
    if isinstance(failure, FileNotFoundError):
        return "no_module"
    return next((code for kind, code in CODES if isinstance(failure, kind)), "failed")


def main() -> None:
    """Open once, then sign until the other side closes."""
    sign: Callable[[bytes], bytes] | None = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if sign is None:
                answer, sign = opened(request)
            else:
                answer = {"signature": sign(bytes.fromhex(request["sign"])).hex()}
        except Exception as failure:
            answer = {"refused": _code(failure), "kind": type(failure).__name__}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
