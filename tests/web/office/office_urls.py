"""The office with sign-in and the shared pages, so that its tests stand without the other surfaces."""

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("motcua.web.citizen.accounts.urls")),
    path("ui/", include("motcua.web.ui.urls")),
    path("can-bo/", include("motcua.web.office.urls")),
]
