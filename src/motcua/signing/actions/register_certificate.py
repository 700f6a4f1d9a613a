"""Enter a certificate of an officer, or the seal of an agency, with where its key is held."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.models import Account
from motcua.people.policies import may_manage_unit
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.signing.models import Certificate
from motcua.signing.remote import ASKS, remote_services
from motcua.signing.rules.certificates import EXPIRED, read_certificate

KNOWN = N_("Chứng thư số này đã được đăng ký.")
NOT_AN_OFFICER = N_("Chứng thư cá nhân phải gắn với một cán bộ.")
NO_DEVICE = N_("Hãy ghi thư viện, nhãn thiết bị và nhãn khóa.")
NOT_ALLOWED = N_("Thư viện này chưa được phép dùng. Hãy nhờ người vận hành thêm vào MOTCUA_PKCS11_MODULES.")
NO_KEY_FILE = N_("Hãy ghi tên tệp khóa, ví dụ con-dau.pem, đã đặt trong thư mục signing/seals của dữ liệu.")
NO_SERVICE = N_("Hãy chọn dịch vụ ký từ xa mà người vận hành đã khai báo.")
NO_CREDENTIAL = N_("Hãy ghi tài khoản của người ký ở dịch vụ, mã chứng thư ở dịch vụ và cách xác nhận.")
_FILE = re.compile(r"seals/[\w-][\w.-]*")


def register_certificate(
    *,
    content: bytes,
    unit_id: int,
    account_id: UUID | None,
    holder: str,
    place: Mapping[str, Any],
    actor: Actor,
) -> Certificate:
    """The certificate of the officer, or of the unit itself where no officer is named.

    Refuses with NotPermitted, Invalid (unreadable, too weak, expired), AlreadyDone.
    """
    unit = directory().unit(unit_id)
    may_manage_unit(actor, unit.path).or_refuse()
    _check_place(holder, place)
    facts, at = read_certificate(content), clock.now()
    if at > facts.valid_until:
        raise Invalid(EXPIRED, subject=facts.subject, on=f"{facts.valid_until:%d/%m/%Y}")
    if account_id and not Account.objects.filter(pk=account_id, is_active=True).exists():
        raise Invalid(NOT_AN_OFFICER)
    if Certificate.objects.filter(fingerprint=facts.fingerprint).exists():
        raise AlreadyDone(KNOWN)
    with transaction.atomic():
        made = Certificate.objects.create(
            kind="personal" if account_id else "agency",
            account_id=account_id,
            unit_id=unit_id,
            fingerprint=facts.fingerprint,
            der=facts.der,
            subject=facts.subject,
            valid_from=facts.valid_from,
            valid_until=facts.valid_until,
            holder=holder,
            place=dict(place),
            registered_by=actor.name,
            registered_at=at,
        )
        told = {"name": facts.subject, "issuer": facts.issuer, "fingerprint": facts.fingerprint, "unit": unit.code}
        _record(made, "register_certificate", actor=actor, facts=told)
    return made


def _check_place(holder: str, place: Mapping[str, Any]) -> None:
    """A device is reached by a library that the installation allows, a service is one that it knows; a key file lies
    in its own folder."""
    if holder == "token":
        lacking = [name for name in ("module", "token", "key") if not place.get(name)]
        if lacking:
            raise Invalid(NO_DEVICE, {name: Sentence(NO_DEVICE) for name in lacking})
        if place["module"] not in settings.PKCS11_MODULES:
            raise Invalid(NOT_ALLOWED, {"module": Sentence(NOT_ALLOWED)})
    elif holder == "remote":
        if place.get("service") not in remote_services():
            raise Invalid(NO_SERVICE, {"service": Sentence(NO_SERVICE)})
        lacking = [name for name in ("user", "credential") if not place.get(name)]
        if lacking or place.get("asks") not in ASKS:
            raise Invalid(NO_CREDENTIAL, {name: Sentence(NO_CREDENTIAL) for name in lacking or ["asks"]})
    elif holder == "server" and not _FILE.fullmatch(str(place.get("file", ""))):
        raise Invalid(NO_KEY_FILE, {"key": Sentence(NO_KEY_FILE)})


def end_certificate(*, certificate_id: UUID, reason: str, actor: Actor) -> Certificate:
    """Nobody signs with it here any more; what was signed stays as it is. Refuses with NotPermitted, AlreadyDone."""
    found = Certificate.objects.select_related("unit").get(pk=certificate_id)
    if found.account_id is None or found.account_id != actor.account_id:
        may_manage_unit(actor, found.unit.path).or_refuse()
    with transaction.atomic():
        changed = Certificate.objects.filter(pk=found.pk, ended_at=None).update(
            ended_at=clock.now(), ended_by=actor.name, end_reason=reason
        )
        if not changed:
            raise AlreadyDone(N_("Chứng thư số này đã thôi dùng từ trước."))
        _record(found, "end_certificate", actor=actor, facts={"name": found.subject, "reason": reason})
    found.refresh_from_db()
    return found


def _record(certificate: Certificate, act: str, *, actor: Actor, facts: dict[str, Any]) -> None:
    subject = str(certificate.pk)
    record(subject_kind="certificate", subject_id=subject, act=act, actor=actor, facts=facts, at=clock.now())
