"""Signs of life for whoever watches the service: ``/healthz`` (this process answers) and ``/readyz`` (all parts do)."""

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.files.ports import StoreFull
from motcua.files.standing import bad_contents, has_lost_key
from motcua.files.vault import key_ring, store
from motcua.kernel import clock
from motcua.kernel.refusals import Unavailable
from motcua.outbox.queries import is_silent, worker_age


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _worker() -> str:
    age = worker_age(clock.now())
    if age is None:
        return "never seen"
    return f"silent for {int(age)} s" if is_silent(age) else "ok"


def _storage() -> str:
    store().probe()
    return "ok"


def _keys() -> str:
    ring = key_ring()
    ring.current()
    return "a key is lost" if has_lost_key(ring) else "ok"


def _contents() -> str:
    found = bad_contents()
    return f"{found} damaged" if found else "ok"


PARTS: dict[str, Callable[[], str]] = {"database": _database, "worker": _worker, "storage": _storage, "keys": _keys}
TOLD: dict[str, Callable[[], str]] = {"contents": _contents}  # worth an alarm, yet no reason to serve nobody


def _state(part: Callable[[], str]) -> str:
    try:
        return part()
    except (Error, OSError, StoreFull, Unavailable) as failed:
        return type(failed).__name__  # the reason is for the log of the machine, not for a passer-by


@never_cache
@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"live": True})


@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Database, worker, storage and keys, each with its state; 503 when one of them is not ready."""
    states = {name: _state(part) for name, part in PARTS.items()}
    is_ready = set(states.values()) == {"ok"}
    states |= {name: _state(part) for name, part in TOLD.items()}
    return JsonResponse({"ready": is_ready, **states}, status=200 if is_ready else 503)
