"""Keeping a session, what failed, and the living catalogue: every shared piece with example content."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import get_template
from django.views.decorators.http import require_GET, require_POST
from django.views.defaults import bad_request, server_error

from motcua.kernel.disk import is_disk_full
from motcua.web.ui.catalogue import HITS, examples

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """What the server could not read; where it was only too much at once, that is told."""
    if isinstance(exception, TOO_LARGE):
        return HttpResponse(get_template("413.html").render(), status=413)
    return bad_request(request, exception)


def failed(request: HttpRequest) -> HttpResponseBase:
    """What nobody foresaw: a full disk in its own words, else the common ones; neither page asks a database."""
    if is_disk_full(sys.exc_info()[1]):
        return HttpResponse(get_template("507.html").render(), status=507)
    return server_error(request)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Prolong the session of someone who is still at work."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    request.session.modified = True
    return HttpResponse(status=204)


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """All pieces as citizens see them."""
    return render(request, "ui/catalogue/citizen.html", examples())


@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """The dense pieces as officers see them."""
    return render(request, "ui/catalogue/office.html", examples())


@require_GET
def paper(request: HttpRequest) -> HttpResponse:
    """A page made for paper."""
    return render(request, "ui/catalogue/print.html", examples())


@require_GET
def hits(request: HttpRequest) -> HttpResponse:
    """The fragment of an instant search."""
    return render(request, "ui/catalogue/hits.html", {"found": HITS if request.GET.get("q") else ()})


@require_POST
def uploaded(request: HttpRequest) -> HttpResponse:
    """The fragment that replaces an upload once the file was checked; keeps nothing."""
    given = request.FILES.getlist("paper")
    return render(request, "ui/catalogue/uploaded.html", {"given": given[0] if given else None})
