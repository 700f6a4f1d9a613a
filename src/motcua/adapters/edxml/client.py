"""The REST calls of the axis: bytes and rows in and out; every failure says whether to try again."""

import json
from collections.abc import Mapping
from typing import Any, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from motcua.adapters.edxml.options import AxisOptions
from motcua.adapters.edxml.parsing import MOST_BYTES
from motcua.correspondence.ports import ExchangeRefused, MessageUnreadable
from motcua.kernel.words import N_, Sentence

Kind = Literal["edoc", "status"]
SERVICE = "eDoc"
XML, JSON = "application/xml; charset=utf-8", "application/json; charset=utf-8"
GOOD = frozenset({"ok", "success", "0", "00", "true"})
AGAIN = frozenset({408, 425, 429})
MOST_ANSWER = 2_000_000
AWAY = N_("Không kết nối được tới trục liên thông văn bản. Văn bản vẫn giữ ở đây và được gửi lại.")
BUSY = N_("Trục liên thông văn bản đang bận hoặc gặp lỗi (%(code)s). Văn bản vẫn giữ ở đây và được gửi lại.")
REFUSED = N_("Trục liên thông văn bản không nhận: %(why)s")
ODD = N_("Trục liên thông văn bản trả lời không đúng quy ước. Văn bản vẫn giữ ở đây và được gửi lại.")
TOO_LONG = N_("Trục liên thông văn bản trả về thông điệp quá nặng nên không nhận.")


class _Stay(HTTPRedirectHandler):
    """Secrets go to the address that was set up, nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """None: not followed."""
        return


class AxisClient:
    """Calls of one axis. Each may raise ExchangeRefused."""

    def __init__(self, options: AxisOptions) -> None:
        self._options = options
        near = urlsplit(options.url).hostname in {"127.0.0.1", "localhost"}
        self._opener = build_opener(_Stay, *([ProxyHandler({})] if near else []))

    def send(self, content: bytes, *, kind: Kind, organ: str, once: str) -> str:
        """Hand a message over for an agency of ours; the id that the axis gives it. ``once`` names it in a resend."""
        told = self._asked("send", content, kind=kind, organ=organ, once=once)
        found = next((told[name] for name in ("docID", "docId", "DocId") if told.get(name)), None)
        if found is None:
            raise _refused(ODD, is_final=False)
        return str(found)

    def received(self, organ: str, *, kind: Kind) -> list[dict[str, Any]]:
        """What lies ready for an agency, as the axis lists it."""
        return self._rows("received", organ, kind)

    def sent(self, organ: str, *, kind: Kind) -> list[dict[str, Any]]:
        """What an agency handed over, with how far it came."""
        return self._rows("sent", organ, kind)

    def agencies(self) -> list[dict[str, Any]]:
        """Whom the axis reaches."""
        return _listed(self._asked("agencies", None))

    def get(self, doc_id: str, *, organ: str) -> bytes:
        """A message whole."""
        return self._call("get", None, most=MOST_BYTES, organ=organ, document=doc_id)

    def update(self, doc_id: str, status: str, *, organ: str) -> None:
        """Tell the axis how far a message came here: ``done`` and ``fail`` are not listed again."""
        self._asked("status", b"{}", organ=organ, document=doc_id, status=status)

    def _rows(self, call: str, organ: str, kind: Kind) -> list[dict[str, Any]]:
        return _listed(self._asked(call, None, kind=kind, organ=organ))

    def _asked(self, call: str, content: bytes | None, **told: str) -> dict[str, Any]:
        answer = self._call(call, content, most=MOST_ANSWER, **told)
        try:
            found = json.loads(answer)
        except ValueError:
            raise _refused(ODD, is_final=False) from None
        if isinstance(found, list):
            return {"data": found}
        if not isinstance(found, dict):
            raise _refused(ODD, is_final=False)
        _look(found)
        return found

    def _call(self, call: str, content: bytes | None, *, most: int, **told: str) -> bytes:
        options = self._options
        headers = {
            options.headers["system"]: options.system,
            options.headers["secret"]: options.secret,
            options.headers["service"]: SERVICE,
            **{options.headers[name]: value for name, value in told.items()},
        }
        if content is not None:
            headers["Content-Type"] = JSON if call == "status" else XML
        request = Request(f"{options.url.rstrip('/')}{options.paths[call]}", content, headers)  # noqa: S310 - checked when read
        try:
            with self._opener.open(request, timeout=options.seconds) as answer:
                found: bytes = answer.read(most + 1)
        except HTTPError as refusal:
            raise _of_status(refusal) from None
        except (URLError, OSError, ValueError):
            raise _refused(AWAY, is_final=False) from None
        if len(found) > most:
            raise MessageUnreadable(str(Sentence(TOO_LONG))) if call == "get" else _refused(TOO_LONG, is_final=True)
        return found


def _of_status(refusal: HTTPError) -> ExchangeRefused:
    with refusal:
        try:
            body: Any = json.loads(refusal.read(MOST_ANSWER))
        except (OSError, ValueError):
            body = {}
    if refusal.code >= 500 or refusal.code in AGAIN:
        return _refused(BUSY, is_final=False, code=refusal.code)
    return _refused(REFUSED, is_final=True, why=_why(body if isinstance(body, dict) else {}) or f"HTTP {refusal.code}")


def _look(found: Mapping[str, Any]) -> None:
    """Systems like this one say no inside an answer that is 200."""
    status = found.get("status", "OK")
    if str(status).lower() not in GOOD:
        raise _refused(REFUSED, is_final=True, why=_why(found) or str(status)[:100])


def _why(found: Mapping[str, Any]) -> str:
    told = next((found[name] for name in ("errorDesc", "statusDesc", "message") if found.get(name)), "")
    return str(told)[:300]


def _listed(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = next((one for name in ("data", "list", "result") if isinstance(one := found.get(name), list)), [])
    return [one for one in rows if isinstance(one, dict)]


def _refused(text: str, *, is_final: bool, **params: object) -> ExchangeRefused:
    return ExchangeRefused(str(Sentence(text, params)), is_final=is_final)
