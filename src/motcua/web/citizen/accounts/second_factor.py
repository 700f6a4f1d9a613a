"""Keeps people at the door until their password is their own, officers until their second factor works."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from motcua.people.signin import must_have_second_factor

SEEN = "second_factor_seen"


class SecondFactorMiddleware:
    """Sends whoever must change a password or set up a second factor there; asks the database once a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self._must_change_password(request):
            return redirect("account_change_password")
        if self._must_set_up(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _must_change_password(self, request: HttpRequest) -> bool:
        """Somebody else knows the password: nothing else is open before it is changed."""
        if not getattr(request.user, "must_change_password", False):
            return False
        return request.path not in {reverse("account_change_password"), reverse("account_logout")}

    def _must_set_up(self, request: HttpRequest) -> bool:
        if not request.user.is_authenticated or not must_have_second_factor(request.user):
            return False
        if request.session.get(SEEN) or request.path.startswith(reverse("account_profile")):
            return False
        if is_mfa_enabled(request.user):
            request.session[SEEN] = True
            return False
        return True
