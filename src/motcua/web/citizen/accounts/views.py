"""Pages of signing in, of opening an account and of the own profile."""

from allauth.account.views import SignupView
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
from motcua.web.citizen.accounts.forms import ContactForm, SignUpForm
from motcua.web.ui.access import kept_over_sign_in


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


sign_up = SignUpView.as_view()


def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do without a password: a desk gives a new one to whoever shows their card."""
    return render(request, "account/password_reset.html")


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many tries from one place."""
    return render(request, "429.html", status=429)


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
