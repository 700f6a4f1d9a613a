"""The services of the authority over HTTP: OCSP, lists of the revoked, certificates, time stamps."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from motcua.adapters.pki.authority import REGISTER, Authority


class Services:
    """A WSGI application that reads the folder again when somebody was certified or revoked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read_at = 0
        self._answering: Any = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        written = (self._folder / REGISTER).stat().st_mtime_ns
        if written != self._read_at:
            self._answering, self._read_at = _animated(self._folder), written
        answer: Iterable[bytes] = self._answering(environ, start_response)
        return answer


def _animated(folder: Path) -> Any:
    from certomancer.integrations.animator import Animator, AnimatorArchStore

    archs = Authority(folder).configuration().pki_archs
    return Animator(AnimatorArchStore(archs), with_web_ui=False, allow_time_override=False)


def serve(folder: Path, *, host: str = "127.0.0.1", port: int) -> None:
    """Answer until the process ends."""
    listening(folder, host=host, port=port).serve_forever()


def listening(folder: Path, *, host: str = "127.0.0.1", port: int = 0) -> Any:
    """A server that listens already; port 0 takes a free one (``server_port`` tells which)."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, type: str, message: str, *args: Any) -> None:
            """Requests of a demo are not news."""

    return make_server(host, port, Services(folder), threaded=True, request_handler=Quiet)
