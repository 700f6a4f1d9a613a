"""Signing a statutory document that was just given out, or later from the page of its dossier."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters

from motcua.dossiers.actions.sign_form import NO_FORM, may_sign_form, sign_form
from motcua.dossiers.models import StatutoryForm
from motcua.kernel.refusals import Invalid, NotFound, Refused
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.signing.models import Certificate
from motcua.signing.queries import certificates_of
from motcua.signing.remote import asks_of, phone_of
from motcua.signing.sitting import NO_CERTIFICATE, Sitting, sitting
from motcua.web.office.desk import seen
from motcua.web.office.signing import NO_PIN, PhoneAsked, by_phone
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.middleware import status_of
from motcua.web.ui.naming import FORM_NAMES
from motcua.web.ui.posted import ids_in

DONE = N_("Đã ký số văn bản. Từ nay ai mở cũng nhận bản có chữ ký số.")


@sensitive_post_parameters("pin")
@officer_only()
def sign(request: HttpRequest, dossier_id: UUID, form_id: UUID) -> HttpResponseBase:
    """The document, the certificate, the PIN; or why it cannot be signed."""
    dossier, actor = seen(request, dossier_id), actor_of(request)
    form = StatutoryForm.objects.filter(pk=form_id, dossier_id=dossier.pk).first()
    if form is None:
        raise NotFound(NO_FORM)
    certificates = certificates_of(actor, "personal")
    context: dict[str, Any] = {"dossier": dossier, "form": form, "form_names": FORM_NAMES, "certificates": certificates}
    context["allowed"] = may_sign_form(actor, dossier, form)
    context["asks"] = asks_of(certificates[0]) if certificates else "pin"
    if request.method == "POST" and context["asks"] == "phone" and context["allowed"]:
        return _by_phone(request, form, certificates[0])
    if request.method == "POST":
        try:
            _signed(request, form, actor, certificates)
        except Refused as refusal:
            context["refused"] = refusal.sentence
            return render(request, "office/sign_form.html", context, status=status_of(refusal))
        messages.success(request, gettext(DONE))
        return redirect("office:dossier", dossier_id=dossier.pk)
    return render(request, "office/sign_form.html", context)


def _by_phone(request: HttpRequest, form: StatutoryForm, certificate: Certificate) -> HttpResponseBase:
    def signed(key: Sitting) -> Iterator[str]:
        try:
            sign_form(dossier_id=form.dossier_id, form_id=form.pk, sitting=key)
        except Refused as refusal:
            yield render_to_string("office/_not_signed.html", {"form": form, "why": refusal.sentence}, request)
            return
        yield render_to_string("office/_signed_form.html", {"form": form, "done": DONE}, request)

    question = PhoneAsked(certificate.pk, 1, phone_of(certificate))
    return by_phone(request, question, told={"form": form, "section": "inbox"}, deed=signed)


def _signed(request: HttpRequest, form: StatutoryForm, actor: Actor, certificates: list[Certificate]) -> None:
    pin = request.POST.get("pin", "")
    if not certificates:
        raise NotFound(NO_CERTIFICATE)
    if not pin:
        raise Invalid(NO_PIN, {"pin": Sentence(NO_PIN)})
    chosen = ids_in(request.POST.getlist("certificate"), 1)
    with sitting(chosen[0] if chosen else certificates[0].pk, pin, actor=actor) as key:
        sign_form(dossier_id=form.dossier_id, form_id=form.pk, sitting=key)
