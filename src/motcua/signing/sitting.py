"""One sitting: the PIN is given once, the key stays open while documents are signed, and is closed with the block."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.files.queries import open_file
from motcua.kernel import clock
from motcua.kernel.answers import Answer, no
from motcua.kernel.refusals import NotFound, TooMany, WrongMoment
from motcua.kernel.words import N_
from motcua.people.actions.count_try import Limit, count_try, give_back
from motcua.people.queries import directory
from motcua.people.rules import Actor, Seat
from motcua.signing.holders import holder_of
from motcua.signing.keys import OneByOne
from motcua.signing.models import Certificate
from motcua.signing.outside import services, status_of
from motcua.signing.pdf import Services
from motcua.signing.ports import KeyRefused, OpenKey
from motcua.signing.rules.certificates import REVOKED, usable

NO_CERTIFICATE = N_("Chưa có chứng thư số nào được đăng ký cho bạn. Hãy nhờ người quản trị đăng ký.")
NOT_YOURS = N_("Chứng thư số này không phải của bạn.")
NO_POST = N_("Bạn không còn giữ vị trí nào được ký cho %(unit)s.")
NOT_CLERK = N_("Chỉ văn thư của %(unit)s được đóng dấu số của cơ quan.")
TOO_MANY = N_("Mã PIN sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại, kẻo thiết bị ký bị khóa.")
TRIES = Limit(most=4, seconds=900)
SIGNING_ROLES = {
    "personal": frozenset({"leader", "specialist", "desk_officer", "clerk"}),
    "agency": frozenset({"clerk"}),
}


@dataclass(frozen=True)
class Sitting:
    """An open key in the hand of an officer, and the seat they sign from."""

    key: OpenKey
    certificate: Certificate
    actor: Actor
    seat: Seat
    services: Services  # as they were when the sitting began
    picture: bytes = b""  # of the hand signature, or of the seal


@contextmanager
def sitting(certificate_id: UUID, pin: str, *, actor: Actor) -> Iterator[Sitting]:
    """The key, open. Everything is looked at before the PIN is used.

    Refuses with NotFound, NotPermitted, WrongMoment (ended, expired, not valid yet, revoked), TooMany, KeyRefused.
    """
    certificate = Certificate.objects.select_related("picture").filter(pk=certificate_id).first()
    if certificate is None:
        raise NotFound(NO_CERTIFICATE)
    at = clock.now()
    seat = _seat(actor, certificate)
    may_use(actor, certificate, at).or_refuse()
    known = services()
    if status_of(bytes(certificate.der), known) == "revoked":
        raise WrongMoment(REVOKED, subject=certificate.subject)
    with _counted(certificate, pin, at) as key:
        assert seat is not None
        yield Sitting(OneByOne(key), certificate, actor, seat, known, _picture(certificate))


def _picture(certificate: Certificate) -> bytes:
    if certificate.picture is None:
        return b""
    with open_file(certificate.picture) as file:
        return file.read()


def may_use(actor: Actor, certificate: Certificate, at: datetime) -> Answer:
    """Own certificates, from a post of that authority; the seal of an agency, by its clerk. Law: SG-02."""
    if certificate.kind == "personal" and certificate.account_id != actor.account_id:
        return no(NOT_YOURS)
    if _seat(actor, certificate) is None:
        words = NOT_CLERK if certificate.kind == "agency" else NO_POST
        return no(words, unit=directory().unit(certificate.unit_id).name)
    ended, validity = certificate.ended_at is not None, (certificate.valid_from, certificate.valid_until)
    return usable(certificate.subject, validity, ended=ended, at=at)


def _seat(actor: Actor, certificate: Certificate) -> Seat | None:
    """The seat from which the officer signs: of the authority that the certificate belongs to, their own."""
    known, roles = directory(), SIGNING_ROLES[certificate.kind]
    authority = known.authority_of(certificate.unit_id)
    fitting = (
        seat
        for seat in actor.seats
        if seat.role in roles and not seat.acting_for and known.authority_of(seat.unit_id) == authority
    )
    return next(fitting, None)


@contextmanager
def _counted(certificate: Certificate, pin: str, at: datetime) -> Iterator[OpenKey]:
    """The PIN is counted before it is tried, so that guessing stops before the device locks itself."""
    places = {f"pin/{certificate.pk}": TRIES}
    if not count_try(places, at):
        raise TooMany(TOO_MANY)
    with ExitStack() as held:
        try:
            key = held.enter_context(holder_of(certificate).opened(pin))
        except KeyRefused as refusal:
            if refusal.code != "wrong_pin":
                give_back(places)
            raise
        give_back(places)
        yield key
