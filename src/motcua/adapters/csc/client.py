"""The calls of CSC v1, with the login that Viettel MySign puts in front; every failure is a reason the signer reads."""

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener
from uuid import uuid4

from motcua.adapters.csc.options import ServiceOptions
from motcua.signing.ports import KeyRefused

MOST_ANSWER = 2_000_000
SHA256 = "2.16.840.1.101.3.4.2.1"
MADE_UP = "$id"  # in the operator's extra fields: a new id for each call
# What services say, looked for in order in their error and its description.
REASONS: Sequence[tuple[str, str]] = (
    ("invalid_pin", "wrong_pin"),
    ("invalid_otp", "wrong_pin"),
    ("parameter pin", "wrong_pin"),
    ("parameter otp", "wrong_pin"),
    ("locked", "locked"),
    ("suspended", "locked"),
    ("access_denied", "declined"),
    ("denied", "declined"),
    ("declined", "declined"),
    ("rejected", "declined"),
    ("cancel", "declined"),
    ("expired", "declined"),
    ("timeout", "declined"),
    ("credential", "no_key"),
    ("invalid_client", "setup"),
    ("unauthorized", "setup"),
)


@dataclass(frozen=True)
class Credential:
    """A key at the service, as it tells of it."""

    certificate: bytes  # DER
    algorithms: Sequence[str]
    mode: str  # implicit (the service asks the signer) | explicit (PIN or one-time code)
    needs_hashes: bool  # SCAL 2: what is signed is named when the signer is asked
    at_once: int  # how many signatures one authorisation may cover
    wants_pin: bool
    wants_code: bool


class _Stay(HTTPRedirectHandler):
    """Secrets go to the address that was set up, nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """None: not followed."""
        return


class AuthorisationEnded(KeyRefused):
    """What the signer allowed is used up or too old."""

    def __init__(self) -> None:
        super().__init__("declined")


class _LoginEnded(Exception):
    """The service no longer knows the token."""


class CscClient:
    """One service, for one user. Every call may refuse with KeyRefused; nothing secret is kept or told."""

    def __init__(self, options: ServiceOptions, user: str) -> None:
        self._options, self._user, self._token = options, user, ""
        near = urlsplit(options.url).hostname in {"127.0.0.1", "localhost"}
        self._opener = build_opener(_Stay, *([ProxyHandler({})] if near else []))

    def credentials(self) -> list[str]:
        """The ids of the user's keys."""
        told = self._asked("credentials/list", {"userID": self._user}).get("credentialIDs") or []
        return [str(one) for one in told]

    def credential(self, credential_id: str) -> Credential:
        """What the service tells of a key."""
        asked = {"credentialID": credential_id, "certificates": "chain", "certInfo": True, "authInfo": True}
        told = self._asked("credentials/info", asked)
        try:
            return _credential(told)
        except (KeyError, IndexError, TypeError, ValueError):
            raise KeyRefused("no_key") from None

    def authorise(self, credential_id: str, *, count: int, secret: Mapping[str, str], hashes: Sequence[str]) -> str:
        """What lets ``count`` signatures be made; waits while the signer looks at the phone."""
        asked: dict[str, Any] = {"credentialID": credential_id, "numSignatures": count, **secret}
        if hashes:
            asked["hash"] = list(hashes)
        told = self._asked("credentials/authorize", asked, is_waiting=True)
        if not told.get("SAD"):
            raise KeyRefused("declined")
        return str(told["SAD"])

    def sign(self, credential_id: str, sad: str, digest: str, *, algorithm: str) -> bytes:
        """The signature of one digest (both base64)."""
        asked = {"credentialID": credential_id, "SAD": sad, "hash": [digest], "hashAlgo": SHA256, "signAlgo": algorithm}
        told = self._asked("signatures/signHash", asked)
        try:
            return b64decode(told["signatures"][0])
        except (KeyError, IndexError, TypeError, ValueError):
            raise KeyRefused("failed") from None

    def _asked(self, call: str, told: Mapping[str, Any], *, is_waiting: bool = False) -> dict[str, Any]:
        """One call with the token; where the service forgot it, once more with a new one."""
        options = self._options
        seconds = options.wait_seconds + options.seconds if is_waiting else options.seconds
        body = {**told, **_filled(options.extra.get(call, {}))}
        if not self._token:
            self._token = self._login()
        try:
            return self._post(f"{options.api}/{call}", body, seconds=seconds)
        except _LoginEnded:
            self._token = self._login()
        try:
            return self._post(f"{options.api}/{call}", body, seconds=seconds)
        except _LoginEnded:
            raise KeyRefused("setup") from None

    def _login(self) -> str:
        options, self._token = self._options, ""
        asked = {"client_id": options.client_id, "client_secret": options.client_secret}
        asked |= {"user_id": self._user, "profile_id": options.profile_id}
        try:
            token = self._post(options.login, asked, seconds=options.seconds).get("access_token")
        except _LoginEnded:
            token = None
        if not token:
            raise KeyRefused("setup")
        return str(token)

    def _post(self, path: str, told: Mapping[str, Any], *, seconds: float) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        url = f"{self._options.url.rstrip('/')}{path}"
        request = Request(url, json.dumps(told).encode(), headers)  # noqa: S310 - the address was checked when read
        try:
            with self._opener.open(request, timeout=seconds) as answer:
                found = json.loads(answer.read(MOST_ANSWER))
        except HTTPError as refusal:
            raise _reason(refusal) from None
        except TimeoutError:
            raise KeyRefused("declined" if path.endswith("authorize") else "unreachable") from None
        except (URLError, OSError, ValueError):
            raise KeyRefused("unreachable") from None
        if not isinstance(found, dict):
            raise KeyRefused("failed")
        if found.get("error"):  # some say no inside an answer that is 200
            raise _refusal(found)
        return found


def _credential(told: Mapping[str, Any]) -> Credential:
    key, certificate = told["key"], told["cert"]
    if key.get("status", "enabled") != "enabled":
        raise KeyRefused("locked")
    return Credential(
        certificate=b64decode(certificate["certificates"][0]),
        algorithms=tuple(key.get("algo", ())),
        mode=str(told.get("authMode", "implicit")),
        needs_hashes=str(told.get("SCAL", "1")) == "2",
        at_once=max(1, int(told.get("multisign", 1))),
        wants_pin=_is_wanted(told.get("PIN")),
        wants_code=_is_wanted(told.get("OTP")),
    )


def _is_wanted(told: Any) -> bool:
    return isinstance(told, dict) and str(told.get("presence", "false")) in {"true", "optional"}


def _filled(extra: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(uuid4()) if value == MADE_UP else value for name, value in extra.items()}


def _reason(refusal: HTTPError) -> Exception:
    with refusal:
        try:
            told = json.loads(refusal.read(MOST_ANSWER))
        except (OSError, ValueError):
            told = {}
    if refusal.code == 401:
        return _LoginEnded()
    if refusal.code >= 500 or refusal.code in {408, 429}:
        return KeyRefused("unreachable")
    return _refusal(told if isinstance(told, dict) else {})


def _refusal(told: Mapping[str, Any]) -> KeyRefused:
    said = f"{told.get('error', '')} {told.get('error_description', '')}".lower()
    if "parameter sad" in said or "by the sad" in said:
        return AuthorisationEnded()
    return KeyRefused(next((code for part, code in REASONS if part in said), "failed"))
