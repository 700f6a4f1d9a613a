"""Every route, by surface."""

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("allauth.urls")),
    path("api/", include("motcua.web.api.urls")),
    path("can-bo/", include("motcua.web.office.urls")),
    path("quan-tri/", include("motcua.web.console.urls")),
    path("ui/", include("motcua.web.ui.urls")),
    path("", include("motcua.web.citizen.urls")),
]
