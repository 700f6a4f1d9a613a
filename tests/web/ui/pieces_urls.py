"""Routes for testing the shared pieces on their own, with pages that refuse."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from motcua.kernel.refusals import Invalid, NotFound, NotPermitted, SomebodyWasFirst
from motcua.kernel.words import N_

REFUSALS = {
    "permitted": NotPermitted(N_("Hồ sơ đang ở bàn của %(name)s."), name="<b>Ánh</b>"),
    "found": NotFound(N_("Không có hồ sơ này.")),
    "first": SomebodyWasFirst(N_("Người khác vừa xử lý hồ sơ này.")),
    "invalid": Invalid(N_("Chưa dùng được.")),
}


def refuse(request: HttpRequest, name: str) -> HttpResponse:
    """Raises the named refusal."""
    raise REFUSALS[name]


def broken(request: HttpRequest) -> HttpResponse:
    """Fails."""
    raise RuntimeError


urlpatterns = [
    path("ui/", include("motcua.web.ui.urls")),
    path("refuse/<name>/", refuse),
    path("broken/", broken),
]
