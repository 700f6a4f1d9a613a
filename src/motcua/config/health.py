"""Signs of life for whoever watches the service: ``/healthz`` (this process answers) and ``/readyz`` (all parts do)."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.kernel import clock
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
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"ready?")
        probe.flush()
        os.fsync(probe.fileno())
    return "ok"


PARTS: dict[str, Callable[[], str]] = {"database": _database, "worker": _worker, "storage": _storage}


def _state(part: Callable[[], str]) -> str:
    try:
        return part()
    except (Error, OSError) as failed:
        return type(failed).__name__  # the reason is for the log of the machine, not for a passer-by


@never_cache
@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"live": True})


@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Database, worker and storage, each with its state; 503 when one of them is not ready."""
    states = {name: _state(part) for name, part in PARTS.items()}
    is_ready = set(states.values()) == {"ok"}
    return JsonResponse({"ready": is_ready, **states}, status=200 if is_ready else 503)
