"""Every route, by surface."""

from django.urls import include, path

from motcua.config import health, wiring  # noqa: F401 - a request may need what only the wiring knows

urlpatterns = [
    path("healthz", health.live, name="live"),
    path("readyz", health.ready, name="ready"),
    path("tai-khoan/", include("motcua.web.citizen.accounts.urls")),
    path("api/", include("motcua.web.api.urls")),
    path("can-bo/", include("motcua.web.office.urls")),
    path("quan-tri/", include("motcua.web.console.urls")),
    path("ui/", include("motcua.web.ui.urls")),
    path("", include("motcua.web.citizen.urls")),
]

handler400 = "motcua.web.ui.views.unreadable"
handler429 = "motcua.web.citizen.accounts.views.too_many"
handler500 = "motcua.web.ui.views.failed"
