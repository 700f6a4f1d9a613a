"""Certificates: whose they are, until when, where their keys are held; entering one and ending it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.signing.actions.picture_certificate import picture_certificate
from motcua.signing.actions.register_certificate import end_certificate, register_certificate
from motcua.signing.models import Certificate
from motcua.signing.remote import remote_services
from motcua.web.console.pages import Deed, show
from motcua.web.console.scope import keepers_only, managed_units, officers_near, readers_only, unit_ids
from motcua.web.console.unit_forms import Choosing, choice, lazy
from motcua.web.ui.access import actor_of
from motcua.web.ui.deeds import filled
from motcua.web.ui.fields import long_text, short_text
from motcua.web.ui.files import file_response
from motcua.web.ui.keyset import page_of

SOON = timedelta(days=60)  # a certificate that ends so soon is to be renewed
MOST_BYTES = 100_000
NO_SUCH = N_("Không có chứng thư này, hoặc nó không thuộc phần bạn quản trị.")
TOO_BIG = N_("Tệp nặng quá 100 KB, không phải một chứng thư số.")
AGENCY = N_("Không: đây là con dấu số của cơ quan")
HOLDERS = (
    ("token", lazy(N_("Thiết bị ký (USB token, thẻ)"))),
    ("server", lazy(N_("Tệp khóa trên máy chủ, mở bằng mã PIN"))),
)
ASKED = (
    ("phone", lazy(N_("Bấm xác nhận trên điện thoại"))),
    ("pin", lazy(N_("Mã PIN nhập ở trang ký"))),
    ("otp", lazy(N_("Mã dùng một lần (OTP) nhập ở trang ký"))),
)


class OwnerForm(Choosing):
    """A certificate, and whose it is."""

    content = forms.FileField(
        label=lazy(N_("Tệp chứng thư")), help_text=lazy(N_("Tệp .cer, .crt hoặc .pem do nơi cấp gửi; không có khóa."))
    )
    unit = choice(N_("Cơ quan"))
    account = choice(N_("Cán bộ"), N_("Chứng thư cá nhân của ai"), required=False)


class CertificateForm(OwnerForm):
    """A certificate whose key is in a device or a file, and how to reach it."""

    holder = forms.ChoiceField(label=lazy(N_("Khóa nằm ở đâu")), choices=HOLDERS)
    module = choice(N_("Thư viện của thiết bị"), N_("Người vận hành khai trong MOTCUA_PKCS11_MODULES"), required=False)
    token = short_text(N_("Nhãn thiết bị"), help_text=N_("Xem bằng lệnh pkcs11-tool --list-token-slots"))
    key = short_text(N_("Nhãn khóa"), help_text=N_("Hoặc tên tệp khóa trong thư mục signing/seals của dữ liệu"))


class RemoteForm(OwnerForm):
    """A certificate whose key is at a remote signing service, and how the service knows it."""

    service = choice(N_("Dịch vụ ký số từ xa"), N_("Người vận hành khai trong tệp signing/remote.json của dữ liệu"))
    user = short_text(
        N_("Tài khoản ở dịch vụ"), required=True, help_text=N_("Thường là số định danh hoặc mã số thuế của người ký")
    )
    credential = short_text(N_("Mã chứng thư ở dịch vụ"), required=True, help_text=N_("Dịch vụ gọi là credentialID"))
    asks = forms.ChoiceField(label=lazy(N_("Người ký xác nhận bằng")), choices=ASKED)


class PictureForm(forms.Form):
    """The picture of the hand signature or the seal; none goes back to the drawn mark."""

    picture = forms.FileField(
        label=lazy(N_("Ảnh chữ ký hoặc con dấu")),
        help_text=lazy(N_("PNG hoặc JPG, chụp hay quét trên giấy trắng; nền giấy được xóa tự động")),
        required=False,
    )
    drop = forms.BooleanField(label=lazy(N_("Bỏ ảnh đang dùng")), required=False)

    def clean(self) -> dict[str, Any]:
        """Either a picture or to have none."""
        given = super().clean() or {}
        if not given.get("picture") and not given.get("drop"):
            self.add_error("picture", lazy(N_("Hãy chọn ảnh rồi bấm Lưu ảnh.")))
        return given


class EndForm(forms.Form):
    """Why it is no longer used."""

    reason = long_text(N_("Lý do"), help_text=N_("Ví dụ: mất thiết bị, nghỉ việc, đã cấp chứng thư mới"))


@readers_only
def certificates(request: HttpRequest) -> HttpResponse:
    """Those of the units that the reader looks after, the newest first."""
    actor = actor_of(request)
    found = Certificate.objects.filter(unit__in=unit_ids(actor)).select_related("unit", "account")
    page = page_of(found, ("-registered_at", "-id"), request.GET.get("sau", ""), 50)
    context = {"part": "certificates", "page": page, "at": clock.now(), "soon": clock.now() + SOON}
    context["may_change"] = actor.has_role("administrator")
    context["has_services"] = bool(remote_services())
    return render(request, "console/certificates.html", context)


@keepers_only
def register(request: HttpRequest) -> HttpResponse:
    """Enter a certificate."""
    actor = actor_of(request)
    modules = [(one, one) for one in settings.PKCS11_MODULES]
    deed = Deed(
        N_("Đăng ký chứng thư số"),
        N_("Chỉ đăng ký phần công khai của chứng thư. Khóa bí mật và mã PIN không bao giờ nhập ở đây."),
        filled(request, CertificateForm, options={**_owners(actor), "module": modules}),
        lambda given: _register(actor, given),
        reverse("console:certificates"),
        "certificates",
        N_("Đã đăng ký chứng thư số."),
        N_("Đăng ký"),
    )
    return show(request, deed)


@keepers_only
def register_remote(request: HttpRequest) -> HttpResponse:
    """Enter a certificate whose key is at a remote signing service."""
    actor = actor_of(request)
    services = list(remote_services().items())
    deed = Deed(
        N_("Đăng ký chứng thư ký số từ xa"),
        N_("Khóa ở dịch vụ ký số; người ký xác nhận mỗi lần ký. Mã PIN và mã OTP không bao giờ nhập ở đây."),
        filled(request, RemoteForm, options={**_owners(actor), "service": services}),
        lambda given: _register_remote(actor, given),
        reverse("console:certificates"),
        "certificates",
        N_("Đã đăng ký chứng thư số."),
        N_("Đăng ký"),
    )
    return show(request, deed)


def _owners(actor: Actor) -> dict[str, list[tuple[str, Any]]]:
    """Whose a certificate may be."""
    return {
        "unit": [(str(unit.id), unit.authority_name) for unit in managed_units(actor)],
        "account": [("", lazy(AGENCY)), *((str(one.pk), one.full_name) for one in officers_near(actor))],
    }


def _register(actor: Actor, given: dict[str, Any]) -> Certificate:
    place = {name: given[name] for name in ("module", "token", "key")}
    if given["holder"] == "server":
        place = {"file": f"seals/{given['key']}"}
    return _entered(actor, given, holder=given["holder"], place=place)


def _register_remote(actor: Actor, given: dict[str, Any]) -> Certificate:
    place = {name: given[name].strip() for name in ("service", "user", "credential", "asks")}
    return _entered(actor, given, holder="remote", place=place)


def _entered(actor: Actor, given: dict[str, Any], *, holder: str, place: dict[str, str]) -> Certificate:
    sent = given["content"]
    if sent.size > MOST_BYTES:
        raise Invalid(TOO_BIG, {"content": Sentence(TOO_BIG)})
    return register_certificate(
        content=sent.read(),
        unit_id=int(given["unit"]),
        account_id=UUID(given["account"]) if given["account"] else None,
        holder=holder,
        place=place,
        actor=actor,
    )


@keepers_only
def end(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Nobody signs with it any more."""
    actor, found = actor_of(request), _managed(request, certificate_id)
    told = {"subject": found.subject}
    deed = Deed(
        Sentence(N_("Thôi dùng chứng thư của %(subject)s"), told),
        N_("Từ nay không ai ký bằng chứng thư này. Văn bản đã ký vẫn giữ nguyên giá trị."),
        filled(request, EndForm),
        lambda given: end_certificate(certificate_id=certificate_id, reason=given["reason"], actor=actor),
        reverse("console:certificates"),
        "certificates",
        N_("Đã ghi thôi dùng chứng thư."),
        N_("Thôi dùng"),
        is_final=True,
    )
    return show(request, deed)


@keepers_only
def picture(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """How its signatures look on the page."""
    actor, found = actor_of(request), _managed(request, certificate_id)
    deed = Deed(
        Sentence(N_("Ảnh chữ ký của %(subject)s"), {"subject": found.subject}),
        N_("Ảnh này hiện trên các trang được ký từ nay về sau. Giá trị pháp lý nằm ở chữ ký số, không ở ảnh."),
        filled(request, PictureForm),
        lambda given: picture_certificate(
            certificate_id=found.pk,
            stream=given["picture"],
            name=given["picture"].name if given["picture"] else "",
            actor=actor,
        ),
        reverse("console:certificates"),
        "certificates",
        N_("Đã lưu ảnh chữ ký."),
        N_("Lưu ảnh"),
    )
    return show(request, deed)


@readers_only
def picture_file(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """The picture itself."""
    found = _managed(request, certificate_id)
    if found.picture is None:
        raise NotFound(NO_SUCH)
    return file_response(found.picture)


def _managed(request: HttpRequest, certificate_id: UUID) -> Certificate:
    units = unit_ids(actor_of(request))
    found = Certificate.objects.select_related("picture").filter(pk=certificate_id, unit__in=units).first()
    if found is None:
        raise NotFound(NO_SUCH)
    return found
