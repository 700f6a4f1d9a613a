"""The keys with which programs act for oneself: given out and taken back by their owner alone, shown once."""

from datetime import datetime, time
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from motcua.kernel import clock
from motcua.kernel.refusals import Refused
from motcua.people.actions.issue_token import issue_token
from motcua.people.actions.revoke_token import revoke_token
from motcua.people.queries import tokens_of
from motcua.web.citizen.accounts.forms import DATE_FORMATS
from motcua.web.ui.access import actor_of


class KeyForm(forms.Form):
    """What a key is for and until when."""

    label = forms.CharField(
        label=_("Dùng vào việc gì"), max_length=80, help_text=_("Ví dụ: báo cáo hằng tuần của huyện")
    )
    expires_on = forms.DateField(
        label=_("Hết hạn sau ngày"),
        input_formats=list(DATE_FORMATS),
        required=False,
        help_text=_("Để trống nghĩa là không hết hạn; nên đặt không quá một năm."),
    )
    label.error_messages["required"] = _("Đặt tên cho khóa.")
    expires_on.error_messages["invalid"] = _("Ghi ngày như 31/12/2026.")

    def ends_at(self) -> datetime | None:
        """The last instant of the last day."""
        last = self.cleaned_data["expires_on"]
        return datetime.combine(last, time(23, 59, 59), clock.VIETNAM) if last else None


@login_required
@never_cache
def keys(request: HttpRequest) -> HttpResponse:
    """My keys; a new one is shown on this answer and never again."""
    actor, form, fresh = actor_of(request), KeyForm(request.POST or None), ""
    assert actor.account_id is not None
    if request.method == "POST" and form.is_valid():
        try:
            given = {"label": form.cleaned_data["label"], "expires_at": form.ends_at()}
            _token, fresh = issue_token(account_id=actor.account_id, actor=actor, **given)
            form = KeyForm()
        except Refused as refusal:
            form.add_error("expires_on", gettext(refusal.sentence.text))
    context = {"form": form, "fresh": fresh, "tokens": tokens_of(actor.account_id)}
    return render(request, "account/keys.html", context)


@login_required
@require_POST
def end_key(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Take one of my keys back."""
    actor = actor_of(request)
    if not any(one.pk == token_id for one in tokens_of(actor.account_id)):
        raise Http404
    try:
        revoke_token(token_id=token_id, actor=actor)
        messages.success(request, gettext("Đã thu hồi khóa."))
    except Refused as refusal:
        messages.error(request, gettext(refusal.sentence.text))
    return redirect("account_keys")
