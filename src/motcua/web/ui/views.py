"""Keeping a session, and the living catalogue: every shared piece with example content."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from motcua.web.ui.catalogue import HITS, examples


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
