"""Only the pages of accounts, so that these tests need no other surface."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

handler429 = "motcua.web.citizen.accounts.views.too_many"


def landing(request: HttpRequest, rest: str = "") -> HttpResponse:
    return HttpResponse(request.path)


urlpatterns = [
    path("tai-khoan/", include("motcua.web.citizen.accounts.urls")),
    path("ui/", include("motcua.web.ui.urls")),
    path("", landing),
    path("<path:rest>", landing),
]
