"""Pages of the yardstick of look-ups: one query of the ORM, a short answer, and nothing else."""

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
