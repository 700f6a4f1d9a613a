"""Routes of the JSON API."""

from django.urls import path

from motcua.web.api.api import api

urlpatterns = [path("", api.urls)]
