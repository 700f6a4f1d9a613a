"""The console with what its pages link to, so that these tests need no other surface."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

handler429 = "motcua.web.citizen.accounts.views.too_many"


def landing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


urlpatterns = [
    path("tai-khoan/", include("motcua.web.citizen.accounts.urls")),
    path("quan-tri/", include("motcua.web.console.urls")),
    path("ui/", include("motcua.web.ui.urls")),
    path("", landing),
]
