"""The simulated service over HTTP: CSC v1 behind MySign's login, and the signer's phone as a page."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from jinja2 import Environment, FileSystemLoader
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from motcua.adapters.csc.simulator.vault import Declined, Signer, Vault

PAGES = Path(__file__).parent / "pages"
LOGIN, API = "/adss/service/ras/v1/login", "/adss/service/ras/csc/v1"
CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
MOST_BODY = 1_000_000
RSA, ECDSA = ("1.2.840.113549.1.1.1", "1.2.840.113549.1.1.11"), ("1.2.840.10045.4.3.2",)


class Service:
    """A WSGI application over a vault."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self._pages = Environment(loader=FileSystemLoader(PAGES), autoescape=True)
        self._calls: dict[str, Callable[[str, Mapping[str, Any]], Mapping[str, Any]]] = {
            "credentials/list": self.listed,
            "credentials/info": self.info,
            "credentials/authorize": self.authorise,
            "signatures/signHash": self.sign_hash,
        }
        self._routes = Map(
            [
                Rule(LOGIN, endpoint="login", methods=["POST"]),
                Rule(f"{API}/<path:call>", endpoint="call", methods=["POST"]),
                Rule("/", endpoint="home"),
                Rule("/style.css", endpoint="style"),
                Rule("/phone.js", endpoint="script"),
                Rule("/dien-thoai/<credential>", endpoint="phone"),
                Rule("/dien-thoai/<credential>/dang-hoi", endpoint="asked"),
                Rule("/tra-loi/<asking>", endpoint="answer", methods=["POST"]),
            ]
        )

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        request.max_content_length = MOST_BODY
        try:
            name, values = self._routes.bind_to_environ(environ).match()
            response: Response = getattr(self, f"on_{name}")(request, **values)
        except HTTPException as refusal:
            response = refusal.get_response(environ)
        except Declined as refusal:
            status = 401 if refusal.error == "invalid_client" else 400
            response = _json({"error": refusal.error, "error_description": refusal.words}, status)
        except (KeyError, ValueError, TypeError):
            response = _json({"error": "invalid_request", "error_description": "Malformed request"}, 400)
        answer: Iterable[bytes] = response(environ, start_response)
        return answer

    # --- the calls of the wire ---------------------------------------------------------------------------------------

    def on_login(self, request: Request) -> Response:
        """A bearer token for a client and a user."""
        told = json.loads(request.get_data())
        token = self.vault.login(told["client_id"], told["client_secret"], told["user_id"])
        return _json({"access_token": token, "token_type": "Bearer", "expires_in": 3600}, 200)

    def on_call(self, request: Request, call: str) -> Response:
        """One call of the standard."""
        user = self.vault.user_of(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if user is None:
            return _json({"error": "unauthorized", "error_description": "The access token is not known"}, 401)
        if call not in self._calls:
            raise NotFound
        return _json(self._calls[call](user, json.loads(request.get_data())), 200)

    def listed(self, user: str, _told: Mapping[str, Any]) -> Mapping[str, Any]:
        """The user's keys."""
        return {"credentialIDs": [one.credential for one in self.vault.signers() if one.user == user]}

    def info(self, user: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is told of a key."""
        signer = self.vault.signer(told["credentialID"], user)
        content = self.vault.certificate(signer)
        is_rsa = isinstance(x509.load_der_x509_certificate(content).public_key(), rsa.RSAPublicKey)
        return {
            "description": signer.name,
            "key": {"status": "enabled", "algo": list(RSA if is_rsa else ECDSA)},
            "cert": {"status": "valid", "certificates": [b64encode(content).decode()]},
            "authMode": "implicit" if signer.asks == "phone" else "explicit",
            "SCAL": signer.scal,
            "multisign": signer.at_once,
            "PIN": {"presence": "true" if signer.asks == "pin" else "false", "format": "N"},
            "OTP": {"presence": "true" if signer.asks == "otp" else "false", "type": "offline", "format": "N"},
        }

    def authorise(self, user: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Asks the signer; the answer comes when the signer gave theirs."""
        signer = self.vault.signer(told["credentialID"], user)
        count, hashes = int(told.get("numSignatures", 1)), list(told.get("hash", ()))
        sad = self.vault.authorise(
            signer, count=count, hashes=hashes, pin=str(told.get("PIN", "")), code=str(told.get("OTP", ""))
        )
        return {"SAD": sad, "expiresIn": 300}

    def sign_hash(self, user: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Signatures of what was authorised."""
        signer = self.vault.signer(told["credentialID"], user)
        return {"signatures": self.vault.sign(signer, str(told["SAD"]), list(told["hash"]))}

    # --- the phone ---------------------------------------------------------------------------------------------------

    def on_home(self, _request: Request) -> Response:
        """Whose phone to take in hand."""
        rows = [(one, len(self.vault.questions(one.credential))) for one in self.vault.signers()]
        return self._page("home.html", rows=rows)

    def on_phone(self, request: Request, credential: str) -> Response:
        """The phone of a signer: what waits for a yes or a no."""
        signer = self._known(credential)
        told = {"co": "Đã xác nhận ký.", "khong": "Đã từ chối.", "muon": "Yêu cầu này đã hết hạn."}
        words = told.get(request.args.get("xong", ""), "")
        code = self.vault.code_for(signer) if signer.asks == "otp" else ""
        asked = self.vault.questions(credential)
        return self._page("phone.html", signer=signer, asked=asked, code=code, told=words)

    def on_asked(self, _request: Request, credential: str) -> Response:
        """What the phone of a signer would show now, in short: whether it shows that already is seen by it."""
        signer = self._known(credential)
        code = self.vault.code_for(signer) if signer.asks == "otp" else ""
        return Response(" ".join(one.id for one in self.vault.questions(credential)) + code, mimetype="text/plain")

    def on_answer(self, request: Request, asking: str) -> Response:
        """Yes or no."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            return _json({"error": "access_denied"}, 403)
        is_yes, credential = request.form.get("answer") == "yes", self._known(request.form["credential"]).credential
        done = self.vault.answer(asking, is_yes=is_yes)
        return redirect(f"/dien-thoai/{credential}?xong={'muon' if not done else 'co' if is_yes else 'khong'}", 303)

    def on_style(self, _request: Request) -> Response:
        """How the phone looks."""
        return Response((PAGES / "style.css").read_text(), mimetype="text/css")

    def on_script(self, _request: Request) -> Response:
        """What lets the phone look again by itself."""
        return Response((PAGES / "phone.js").read_text(), mimetype="text/javascript")

    def _known(self, credential: str) -> Signer:
        found = next((one for one in self.vault.signers() if one.credential == credential), None)
        if found is None:
            raise NotFound
        return found

    def _page(self, name: str, **told: Any) -> Response:
        shown = self._pages.get_template(name).render(**told)
        return Response(shown, mimetype="text/html", headers={"Content-Security-Policy": CSP})


def _json(told: Mapping[str, Any], status: int) -> Response:
    return Response(json.dumps(told), status=status, mimetype="application/json")


def listening(folder: Path, *, host: str = "127.0.0.1", port: int = 0, wait_seconds: float = 120.0) -> Any:
    """A server that listens already; port 0 takes a free one (``server_port`` tells which), ``app`` is the service."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, type: str, message: str, *args: Any) -> None:
            """Requests of a demo are not news."""

    vault = Vault(folder, wait_seconds=wait_seconds)
    return make_server(host, port, Service(vault), threaded=True, request_handler=Quiet)
