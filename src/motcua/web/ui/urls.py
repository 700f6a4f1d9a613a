"""Routes of the shared pieces: the language switch, the session, and outside production the living catalogue."""

from django.conf import settings
from django.urls import URLPattern, path
from django.views.i18n import set_language

from motcua.web.ui import views

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("ngon-ngu/", set_language, name="set_language"),
    path("giu-phien/", views.keep, name="keep"),
]
if not settings.PRODUCTION:
    urlpatterns += [
        path("", views.catalogue, name="catalogue"),
        path("van-phong/", views.office, name="office"),
        path("in/", views.paper, name="paper"),
        path("tim/", views.hits, name="hits"),
        path("tai-len/", views.uploaded, name="uploaded"),
    ]
