"""The simulated axis over HTTP: the calls of the wire under ``/axis``, and a page for whoever tests."""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader
from lxml import etree
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from motcua.adapters.edxml.names import VIETNAM, read_moment
from motcua.adapters.edxml.options import HEADERS, PATHS
from motcua.adapters.edxml.parsing import MOST_BYTES, Unreadable, parsed
from motcua.adapters.edxml.reading import read
from motcua.adapters.edxml.simulator.played import STATUS_WORDS, Played
from motcua.adapters.edxml.simulator.storage import Agency, Carried, Storage
from motcua.correspondence.ports import Letter, Priority, Purpose, StatusCode

PAGES = Path(__file__).parent / "pages"
FAULTS = {"": "Chạy bình thường", "slow": "Trả lời chậm 20 giây", "error": "Báo lỗi 500", "refuse": "Từ chối nhận"}
PURPOSES = {
    Purpose.NEW: "Văn bản mới",
    Purpose.RECALL: "Thu hồi",
    Purpose.UPDATE: "Cập nhật",
    Purpose.REPLACE: "Thay thế",
}
PRIORITIES = {
    Priority.NORMAL: "Thường",
    Priority.URGENT: "Khẩn",
    Priority.VERY_URGENT: "Thượng khẩn",
    Priority.EXPRESS: "Hỏa tốc",
    Priority.EXPRESS_BY_HOUR: "Hỏa tốc hẹn giờ",
}
SUBJECT = "V/v rà soát tiến độ số hóa kết quả giải quyết thủ tục hành chính"
CSP = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
SLOW_SECONDS = 20.0


class Axis:
    """A WSGI application over a folder; ``fault`` lets it fail, ``slow_seconds`` how slowly."""

    def __init__(self, folder: Path) -> None:
        self.storage = Storage(folder)
        self.fault, self.slow_seconds = "", SLOW_SECONDS
        self._played = Played(self.storage)
        self._pages = Environment(loader=FileSystemLoader(PAGES), autoescape=True)
        self._pages.filters["moment"] = _shown
        calls = {name: (f"/axis{path}", getattr(self, f"call_{name}")) for name, path in PATHS.items()}
        pages: dict[str, tuple[str, Callable[..., Response]]] = {
            "home": ("/", self.home),
            "style": ("/style.css", self.style),
            "message": ("/thong-diep/<doc_id>", self.one),
            "sample": ("/gui-mau", self.sample),
            "answer": ("/tra-loi/<doc_id>", self.answer),
            "recall": ("/thu-hoi/<doc_id>", self.recall),
            "faults": ("/su-co", self.set_fault),
        }
        self._answering = {name: how for name, (_, how) in {**calls, **pages}.items()}
        self._routes = Map([Rule(path, endpoint=name) for name, (path, _) in {**calls, **pages}.items()])

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        request.max_content_length = MOST_BYTES
        try:
            name, values = self._routes.bind_to_environ(environ).match()
            response = self._faulty(request) or self._answering[name](request, **values)
        except HTTPException as refusal:
            response = refusal.get_response(environ)
        except Unreadable as fault:
            response = _no(str(fault), 400)
        answer: Iterable[bytes] = response(environ, start_response)
        return answer

    def _faulty(self, request: Request) -> Response | None:
        if not request.path.startswith("/axis/"):
            foreign = request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}
            return _no("Trang khác không gửi được vào đây.", 403) if request.method == "POST" and foreign else None
        if self.fault == "slow":
            time.sleep(self.slow_seconds)
        if self.fault == "error":
            return _no("Lỗi máy chủ (giả lập).", 500)
        return _no("Trục từ chối (giả lập).", 200) if self.fault == "refuse" else None

    # --- the calls of the wire ---------------------------------------------------------------------------------------

    def call_send(self, request: Request) -> Response:
        """A message handed over."""
        organ, kind = _told(request, "organ"), _told(request, "kind") or "edoc"
        if self.storage.agency(organ) is None:
            return _no(f"Cơ quan {organ} chưa đăng ký trên trục.", 200)
        message = read(request.get_data())
        if message.sender.organ_id != organ:
            return _no("Nơi gửi trong thông điệp không phải cơ quan đang gửi.", 200)
        if isinstance(message, Letter) != (kind == "edoc"):
            return _no("Loại thông điệp (messageType) không khớp nội dung.", 200)
        unknown = [
            one.organ_id
            for one in (message.receivers if isinstance(message, Letter) else ())
            if self.storage.agency(one.organ_id) is None
        ]
        if unknown:
            return _no(f"Nơi nhận chưa đăng ký trên trục: {', '.join(unknown)}.", 200)
        made = self.storage.take(request.get_data(), kind=kind, sender=organ, once=_told(request, "once"))
        return _yes({"docID": made.doc_id})

    def call_received(self, request: Request) -> Response:
        """What lies ready for the agency that asks."""
        found = self.storage.waiting(_told(request, "organ"), _told(request, "kind") or "edoc")
        return _yes({"data": [_row(one, "inbox", "Chờ nhận") for one in found]})

    def call_sent(self, request: Request) -> Response:
        """What the agency that asks handed over, with the last that was told of it."""
        organ, kind = _told(request, "organ"), _told(request, "kind") or "edoc"
        rows = []
        for one in self.storage.carried():
            if one.sender == organ and one.kind == kind:
                last = next(iter(reversed(self.storage.statuses(one.document_id))), None)
                words = STATUS_WORDS[StatusCode(last.code)] if last else "Đã gửi"
                rows.append({**_row(one, last.code if last else "sent", words), "documentId": one.document_id})
        return _yes({"data": rows})

    def call_get(self, request: Request) -> Response:
        """A message whole, for whom it is meant."""
        found, organ = self.storage.message(_told(request, "document")), _told(request, "organ")
        if found is None or organ not in {*found.receivers, found.sender}:
            return _no("Không có thông điệp này.", 404)
        return Response(self.storage.content(found.doc_id), mimetype="application/xml")

    def call_status(self, request: Request) -> Response:
        """How far a message came at the agency that tells."""
        found, organ = self.storage.message(_told(request, "document")), _told(request, "organ")
        if found is None or organ not in found.receivers:
            return _no("Không có thông điệp này.", 404)
        if _told(request, "status") in {"done", "fail"}:
            self.storage.mark(found.doc_id, organ)
        return _yes({})

    def call_agencies(self, _request: Request) -> Response:
        """Everybody on the axis."""
        return _yes({"data": [{"id": one.organ_id, "name": one.name} for one in self.storage.agencies()]})

    def call_units(self, request: Request) -> Response:
        """The same list, as another call tells it."""
        return self.call_agencies(request)

    def call_register(self, request: Request) -> Response:
        """An agency more."""
        told = json.loads(request.get_data() or b"{}")
        self.storage.add(Agency(str(told["id"]), str(told["name"]), is_ours=True))
        return _yes({})

    def call_forget(self, request: Request) -> Response:
        """An agency less."""
        self.storage.remove(_told(request, "organ"))
        return _yes({})

    # --- the page of the tester --------------------------------------------------------------------------------------

    def home(self, request: Request) -> Response:
        """What passed, and what a tester may let happen."""
        agencies = self.storage.agencies()
        return self._page(
            "home.html",
            played=[one for one in agencies if not one.is_ours],
            ours=[one for one in agencies if one.is_ours],
            rows=list(reversed(self.storage.carried()))[:200],
            fault=self.fault,
            faults=FAULTS,
            priorities=PRIORITIES,
            subject=SUBJECT,
            number=str(len(self.storage.carried()) + 101),
            told=request.args.get("xong", ""),
        )

    def one(self, _request: Request, doc_id: str) -> Response:
        """One message: what it says, and its XML."""
        found = self.storage.message(doc_id)
        if found is None:
            raise NotFound
        known = {one.organ_id: one for one in self.storage.agencies()}
        root = parsed(self.storage.content(doc_id))
        for long in root.iter("{*}ContentTransferEncoded"):
            long.text = f"… {len(long.text or ''):,} ký tự base64 …"
        return self._page(
            "message.html",
            row=found,
            xml=etree.tostring(root, encoding="unicode", pretty_print=True),
            statuses=self.storage.statuses(found.document_id) if found.kind == "edoc" else [],
            can_answer=[one for one in found.receivers if one in known and not known[one].is_ours],
            can_recall=found.kind == "edoc"
            and found.purpose == 0
            and found.sender in known
            and not known[found.sender].is_ours,
        )

    def sample(self, request: Request) -> Response:
        """A sample letter to one of ours."""
        form = request.form
        made = self._played.send_sample(
            form["from"],
            form["to"],
            number=form.get("number", "1"),
            subject=form.get("subject") or SUBJECT,
            priority=int(form.get("priority", "0")),
        )
        return _back(f"Đã gửi văn bản mẫu, mã trên trục {made.doc_id}.")

    def answer(self, request: Request, doc_id: str) -> Response:
        """A status from a played receiver."""
        form = request.form
        made = self._played.answer(doc_id, form["from"], code=StatusCode(form["code"]), words=form.get("words", ""))
        if made is None:
            raise NotFound
        return _back(f"Đã gửi trạng thái {made.code} cho nơi gửi.")

    def recall(self, request: Request, doc_id: str) -> Response:
        """A played sender asks for its letter back."""
        made = self._played.recall(doc_id, reason=request.form.get("reason") or "Gửi nhầm nơi nhận")
        if made is None:
            raise NotFound
        return _back(f"Đã gửi yêu cầu thu hồi, mã trên trục {made.doc_id}.")

    def set_fault(self, request: Request) -> Response:
        """From now on fail like this."""
        self.fault = request.form.get("fault", "") if request.form.get("fault", "") in FAULTS else ""
        return _back(f"Trục giả lập: {FAULTS[self.fault]}.")

    def style(self, _request: Request) -> Response:
        """How the page looks."""
        return Response((PAGES / "style.css").read_text(), mimetype="text/css")

    def _page(self, name: str, **told: Any) -> Response:
        names = {one.organ_id: one.name for one in self.storage.agencies()}
        words = {"names": names, "status_words": {code.value: text for code, text in STATUS_WORDS.items()}}
        shown = self._pages.get_template(name).render(**words, purposes=PURPOSES, **told)
        return Response(shown, mimetype="text/html", headers={"Content-Security-Policy": CSP})


def _shown(told: str) -> str:
    at = read_moment(told)
    return f"{at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}" if at else told


def _told(request: Request, name: str) -> str:
    return str(request.headers.get(HEADERS[name], ""))


def _row(one: Carried, status: str, words: str) -> dict[str, str]:
    told = {"docId": one.doc_id, "from": one.sender, "created_time": one.created}
    return {**told, "status": status, "statusDesc": words}


def _yes(told: Mapping[str, Any]) -> Response:
    return _json({"status": "OK", "errorCode": "0", **told}, 200)


def _no(words: str, status: int) -> Response:
    return _json({"status": "FAIL", "errorCode": "1", "errorDesc": words}, status)


def _json(told: Mapping[str, Any], status: int) -> Response:
    return Response(json.dumps(told, ensure_ascii=False), status=status, mimetype="application/json")


def _back(words: str) -> Response:
    return redirect(f"/?{urlencode({'xong': words})}", code=303)


def listening(folder: Path, *, host: str = "127.0.0.1", port: int = 0) -> Any:
    """A server that listens already; port 0 takes a free one (``server_port`` tells which), ``app`` is the axis."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, type: str, message: str, *args: Any) -> None:
            """Requests of a demo are not news."""

    return make_server(host, port, Axis(folder), threaded=True, request_handler=Quiet)
