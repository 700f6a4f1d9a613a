"""Pages of signing in, of opening an account and of the own profile."""

from typing import Any

from allauth.account.views import LoginView, ReauthenticateView, SignupView
from allauth.mfa.base import views as mfa
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid
from motcua.people.actions.change_contact import change_contact
from motcua.people.models import Account
from motcua.people.queries import actor_of, load_account
from motcua.people.signin import OF_ADDRESS, OF_NAME
from motcua.web.citizen.accounts.forms import ContactForm, SignUpForm
from motcua.web.ui.access import kept_over_sign_in

TOO_MANY = frozenset({"too_many_login_attempts", "rate_limited"})


def _to_wait(response: HttpResponse, seconds: int) -> HttpResponse:
    """The same page, saying to programs what it says to people: not before so many seconds."""
    response.status_code = 429
    response.headers["Retry-After"] = str(seconds)
    return response


class Paced:
    """A sign-in page whose form comes back with the sentence to wait is a 429 as well."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again; no other mistake changes its status."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        codes = {error.code for errors in form.errors.as_data().values() for error in errors}
        return _to_wait(response, OF_NAME.seconds) if codes & TOO_MANY else response


class SignInView(Paced, LoginView):
    """Name and password."""


class SecondFactorView(Paced, mfa.AuthenticateView):
    """The six figures after the password."""


class ConfirmPasswordView(Paced, ReauthenticateView):
    """The password once more, before something that matters."""


class ConfirmSecondFactorView(Paced, mfa.ReauthenticateView):
    """The six figures once more, before something that matters."""


class SignUpView(SignupView):
    """Opens a citizen's account; a refusal of the act comes back to the form with every answer kept."""

    form_class = SignUpForm

    def form_valid(self, form: SignUpForm) -> HttpResponse:
        """Sign in at once after the act."""
        try:
            return super().form_valid(form)
        except (Invalid, AlreadyDone) as refusal:
            form.take(refusal)
            return self.form_invalid(form)


sign_in = SignInView.as_view()
second_factor = SecondFactorView.as_view()
confirm_password = ConfirmPasswordView.as_view()
confirm_second_factor = ConfirmSecondFactorView.as_view()
sign_up = SignUpView.as_view()


def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do without a password: a desk gives a new one to whoever shows their card."""
    return render(request, "account/password_reset.html")


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many tries from one place."""
    return _to_wait(render(request, "429.html"), OF_ADDRESS.seconds)


@kept_over_sign_in
@login_required
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """Who I am here, and how I am reached."""
    assert isinstance(request.user, Account)
    account = load_account(request.user.pk)
    kept = {"phone": account.phone, "email": account.email, "language": account.language}
    form = ContactForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        actor = actor_of(account, clock.now())
        try:
            change_contact(account_id=account.pk, actor=actor, **form.cleaned_data)
        except Invalid as refusal:
            form.take(refusal)
        else:
            messages.success(request, gettext("Đã lưu thông tin liên hệ của bạn."))
            return redirect("account_profile")
    return render(request, "account/profile.html", {"form": form, "account": account}, status=200)
