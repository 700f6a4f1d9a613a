"""The yardstick of look-ups: the product's middleware, one query of the ORM, a short answer, and nothing else."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from motcua.dossiers.models import Dossier


def one_query(_request: HttpRequest, reference: str) -> JsonResponse:
    """One row as JSON."""
    dossier = Dossier.objects.get(reference=reference)
    return JsonResponse({"code": dossier.code, "state": dossier.state, "due_at": dossier.due_at})


def live(_request: HttpRequest) -> HttpResponse:
    """It answers."""
    return HttpResponse("ok")


urlpatterns = [path("healthz", live), path("<str:reference>/", one_query)]
settings.ROOT_URLCONF = __name__
sys.modules.setdefault("benchmarks._peer", sys.modules[__name__])
